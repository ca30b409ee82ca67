import type {
  CodeAction, Diagnostic} from 'vscode-languageserver/node';
import { CodeActionKind, DiagnosticSeverity, MarkupKind, type Hover, type Location, type Range, type TextEdit,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Place } from '../facts/place.js';
import type { Diagnostic as Found, Edit } from '../linter/diagnostic.js';
import type { Rule, Severity } from '../linter/rule.js';
import { reasonPlaceholder } from '../features/disableComment.js';
import type { CodeAction as Action } from '../features/codeActions.js';
import type { Hover as HoverText } from '../features/hovers.js';

/** Offsets to lines and columns, paths to URIs: the only place where the two meet. */
export interface Texts {
  /** The text of a workspace file as the review knows it. */
  documentOf(path: string): TextDocument | undefined;
  uriOf(path: string): string;
}

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};
export const source = 'datastore-review';

export function toRange(place: Place, texts: Texts): Range {
  const document = texts.documentOf(place.file);
  if (!document) return { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  return { start: document.positionAt(place.start), end: document.positionAt(place.end) };
}

function toLocation(place: Place, texts: Texts): Location {
  return { uri: texts.uriOf(place.file), range: toRange(place, texts) };
}

export function toDiagnostic(found: Found, rules: ReadonlyMap<string, Rule>, texts: Texts): Diagnostic {
  const href = rules.get(found.rule)?.sources[0]?.url;
  return {
    source,
    code: found.rule,
    ...(href === undefined ? {} : { codeDescription: { href } }),
    severity: severities[found.severity],
    message: found.message,
    range: toRange(found.place, texts),
    relatedInformation: found.related.map(({ place, message }) => ({ location: toLocation(place, texts), message })),
  };
}

export function toHover(hover: HoverText, texts: Texts): Hover {
  return { contents: { kind: MarkupKind.Markdown, value: hover.markdown }, range: toRange(hover.range, texts) };
}

/** `asksForReasons`: the client has a command that asks for a suppression's reason before it is written. */
export function toCodeAction(action: Action, rules: ReadonlyMap<string, Rule>, texts: Texts, asksForReasons: boolean): CodeAction {
  if (action.asksForReason && asksForReasons) return toReasonAction(action, rules, texts);
  return {
    title: action.title,
    kind: action.kind === 'quickfix' ? CodeActionKind.QuickFix : action.kind,
    diagnostics: [toDiagnostic(action.diagnostic, rules, texts)],
    ...(action.isPreferred ? { isPreferred: true } : {}),
    ...(action.edits.length > 0 ? { edit: { changes: changes(action.edits.map(withoutPlaceholder), texts) } } : {}),
    ...(action.command ? { command: { title: action.title, command: `datastoreReview.${action.command.name}`, arguments: [action.command.argument] } } : {}),
  };
}

function toReasonAction(action: Action, rules: ReadonlyMap<string, Rule>, texts: Texts): CodeAction {
  const edits = action.edits.map(({ place, text }) => ({ range: toRange(place, texts), newText: text }));
  return {
    title: action.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(action.diagnostic, rules, texts)],
    command: { title: action.title, command: 'datastoreReview.disableWithReason', arguments: [texts.uriOf(action.diagnostic.place.file), edits] },
  };
}

function withoutPlaceholder({ place, text }: Edit): Edit {
  return { place, text: text.replace(reasonPlaceholder, 'say why') };
}

function changes(edits: readonly Edit[], texts: Texts): Record<string, TextEdit[]> {
  const result: Record<string, TextEdit[]> = {};
  for (const { place, text } of edits) (result[texts.uriOf(place.file)] ??= []).push({ range: toRange(place, texts), newText: text });
  return result;
}
