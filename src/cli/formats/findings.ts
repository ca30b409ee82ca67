import type { Diagnostic } from '../../linter/diagnostic.js';
import type { Severity } from '../../linter/rule.js';
import type { Place } from '../../facts/place.js';
import type { LineIndex, Position } from '../lineIndex.js';

/** What every format is made from: diagnostics with lines and columns, ready to print. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
  readonly related: readonly { readonly file: string; readonly start: Position; readonly end: Position; readonly message: string }[];
  readonly dataset?: string;
  readonly confidence: 'high' | 'medium' | 'low';
  readonly fixes: readonly { readonly title: string; readonly safe: boolean }[];
  /** The text of the first line it stands on: for the terminal and for fingerprints. */
  readonly lineText: string;
  readonly diagnostic: Diagnostic;
}

/** What was considered and found fine. */
export interface SilencePrinted {
  readonly rule: string;
  readonly dataset?: string;
  readonly file: string;
  readonly start: Position;
  readonly reason: string;
}

export interface Counts {
  readonly listed: number;
  readonly read: number;
  readonly parsed: number;
}

/** `indexOf` gives a file's lines; `printed` how its path is shown. */
export function toFinding(diagnostic: Diagnostic, indexOf: (file: string) => LineIndex, printed: (file: string) => string): Finding {
  const region = (place: Place): { file: string; start: Position; end: Position } => {
    const index = indexOf(place.file);
    return { file: printed(place.file), start: index.position(place.start), end: index.position(place.end) };
  };
  const at = region(diagnostic.place);
  return {
    rule: diagnostic.rule,
    severity: diagnostic.severity,
    message: diagnostic.message,
    ...at,
    related: diagnostic.related.map(({ place, message }) => ({ ...region(place), message })),
    ...(diagnostic.dataset === undefined ? {} : { dataset: diagnostic.dataset }),
    confidence: diagnostic.confidence,
    fixes: diagnostic.fixes.map(({ title, isSafe }) => ({ title, safe: isSafe })),
    lineText: indexOf(diagnostic.place.file).line(at.start.line),
    diagnostic,
  };
}
