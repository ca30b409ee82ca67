import type { Range } from '../facts/place.js';
import type { Diagnostic, Edit } from '../linter/diagnostic.js';
import { suppressionAt, type Suppression } from '../linter/suppressions.js';

/** Stands for the reason until somebody gives one. */
export const reasonPlaceholder = '<reason>';

/** A file's text, and what this tool sees of its comments. */
export interface Commented {
  readonly file: string;
  readonly text: string;
  /** Those that switch rules off. */
  readonly suppressions: readonly Suppression[];
  /** Those that would be read if the file had another text. */
  readonly commentsIn: (text: string) => readonly { readonly range: Range }[];
}

type Marks = readonly [open: string, close: string];

/**
 * The edits that switch rules off for the lines of findings: the id added to a comment that does so for others, else a comment
 * line above. None where no comment can stand: in JSON, inside of a text.
 */
export function disableEdits(findings: readonly Diagnostic[], commented: Commented): ReadonlyMap<Diagnostic, Edit> {
  const edits = new Map<Diagnostic, Edit>();
  for (const finding of findings) {
    const existing = suppressionAt(finding.place, commented.suppressions);
    const edit = existing && addition(finding, existing, commented.text);
    if (edit) edits.set(finding, edit);
  }
  for (const marks of commentMarks(commented.file)) {
    const open = findings.filter(finding => !edits.has(finding));
    const starts = commentLines(new Set(open.map(({ place }) => lineStart(commented.text, place.start))), marks, commented);
    for (const finding of open) {
      const start = lineStart(commented.text, finding.place.start);
      if (starts.has(start)) edits.set(finding, { place: { file: commented.file, start, end: start }, text: commentLine(`${finding.rule} -- ${reasonPlaceholder}`, start, marks, commented.text) });
    }
  }
  return edits;
}

function addition({ rule }: Diagnostic, { rules, place }: Suppression, text: string): Edit | undefined {
  const last = rules.at(-1)?.place;
  if (!last) return undefined;
  const hasReason = text.slice(last.end, place.end).includes('--');
  return { place: { file: last.file, start: last.end, end: last.end }, text: `, ${rule}${hasReason ? '' : ` -- ${reasonPlaceholder}`}` };
}

/** Which of the lines that start here may have a comment above: there it is read as one, and not as text. */
function commentLines(starts: ReadonlySet<number>, marks: Marks, { text, commentsIn }: Commented): ReadonlySet<number> {
  if (starts.size === 0) return starts;
  const placed = new Map<number, number>();
  let tried = '';
  let done = 0;
  for (const start of [...starts].sort((a, b) => a - b)) {
    tried += text.slice(done, start);
    placed.set(tried.length, start);
    tried += commentLine('*', start, marks, text);
    done = start;
  }
  tried += text.slice(done);
  return new Set(commentsIn(tried).flatMap(({ range }) => placed.get(lineStart(tried, range.start)) ?? []));
}

function commentLine(what: string, start: number, [open, close]: Marks, text: string): string {
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  return `${indent}${open}datastore-review-disable-next-line ${what}${close}${text.includes('\r\n') ? '\r\n' : '\n'}`;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** What a comment line may be written with; in JSX the first is text where there is text. */
function commentMarks(file: string): readonly Marks[] {
  if (/\.[cm]?[jt]sx?$/i.test(file)) return [['// ', ''], ['{/* ', ' */}']];
  if (/\.json$/i.test(file)) return [];
  return /\.cql$/i.test(file) ? [['-- ', '']] : [['# ', '']];
}
