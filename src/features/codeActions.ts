import type { Diagnostic, Edit } from '../linter/diagnostic.js';
import type { CodeAction } from '../reviewService.js';
import { disableEdit } from './disableComment.js';

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
