import type { Diagnostic, Edit } from '../linter/diagnostic.js';
import { disableEdits, reasonPlaceholder, type Commented } from './disableComment.js';

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
export function codeActions(start: number, end: number, diagnostics: readonly Diagnostic[], commented: Commented): CodeAction[] {
  const touched = diagnostics.filter(({ place, suppressed }) => !suppressed && place.file === commented.file && place.start <= end && start <= place.end);
  const ofRules = touched.filter(({ rule }) => !rule.startsWith('datastore-review/'));
  return [...touched.flatMap(fixes), ...disabling(ofRules, commented), ...ofRules.map(documentation)];
}

function fixes(diagnostic: Diagnostic): CodeAction[] {
  return diagnostic.fixes.map(({ title, isSafe, edits }) => ({ title, kind: 'quickfix', isPreferred: isSafe, edits, diagnostic }));
}

function disabling(diagnostics: readonly Diagnostic[], commented: Commented): CodeAction[] {
  return [...disableEdits(diagnostics, commented)].map(([diagnostic, edit]) => ({
    title: `Disable ${diagnostic.rule} for this line`, kind: 'quickfix', isPreferred: false, edits: [edit], diagnostic, asksForReason: edit.text.includes(reasonPlaceholder),
  }));
}

function documentation(diagnostic: Diagnostic): CodeAction {
  return { title: `Show documentation for ${diagnostic.rule}`, kind: 'quickfix', isPreferred: false, edits: [], diagnostic, command: { name: 'showRule', argument: diagnostic.rule } };
}
