import type { Diagnostic, Edit } from '../linter/diagnostic.js';
import { disableEdit } from './disableComment.js';

export interface CodeAction {
  readonly title: string;
  /** LSP kinds: `quickfix`, `refactor.rewrite`. */
  readonly kind: string;
  readonly isPreferred: boolean;
  readonly edits: readonly Edit[];
  readonly diagnostic: Diagnostic;
  /** An editor command in place of edits: show the rule's page. */
  readonly command?: { readonly name: 'showRule'; readonly argument: string };
  /** The edit holds `<reason>` where somebody should say why. */
  readonly asksForReason?: boolean;
}

/** Fixes first, then what keeps the code as it is; for every finding that the selection touches. */
export function codeActions(file: string, start: number, end: number, diagnostics: readonly Diagnostic[], textOf: (file: string) => string | undefined): CodeAction[] {
  const touched = diagnostics.filter(({ place, suppressed }) => !suppressed && place.file === file && place.start <= end && start <= place.end);
  const text = textOf(file);
  return [...touched.flatMap(fixes), ...touched.flatMap(diagnostic => disable(diagnostic, text)), ...touched.map(documentation)];
}

function fixes(diagnostic: Diagnostic): CodeAction[] {
  return diagnostic.fixes.map(({ title, isSafe, edits }) => ({ title, kind: 'quickfix', isPreferred: isSafe, edits, diagnostic }));
}

function disable(diagnostic: Diagnostic, text: string | undefined): CodeAction[] {
  if (text === undefined || diagnostic.rule.startsWith('datastore-review/')) return [];
  const edit: Edit | undefined = disableEdit(diagnostic, text);
  if (!edit) return [];
  return [{ title: `Disable ${diagnostic.rule} for this line`, kind: 'quickfix', isPreferred: false, edits: [edit], diagnostic, asksForReason: true }];
}

function documentation(diagnostic: Diagnostic): CodeAction {
  return { title: `Show documentation for ${diagnostic.rule}`, kind: 'quickfix', isPreferred: false, edits: [], diagnostic, command: { name: 'showRule', argument: diagnostic.rule } };
}
