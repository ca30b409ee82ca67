import { place, type Place, type Range } from '../facts/place.js';
import { didYouMean } from '../settings/suggest.js';
import { duration, needValues, roles } from '../settings/vocabulary.js';

/*
 * Comments that speak to this tool (decision 3):
 *   datastore: role=cache source=postgres.products ttl=10m
 *   datastore-review-disable[-next-line|-line|-file] rule[, rule] -- reason
 */

export const declarationKeys = ['role', 'loss', 'scope', 'read', 'write', 'latency', 'expiry', 'delivery', 'access', 'ttl', 'staleness', 'source', 'retention', 'region'] as const;
export type DeclarationKey = (typeof declarationKeys)[number];

export type DeclaredValues = Readonly<Partial<Record<DeclarationKey, string>>>;

/** `rest`: from the comment to the end of the file. */
export type Covers = 'next-line' | 'line' | 'file' | 'rest';

export type CommentValue =
  | { readonly is: 'declaration'; readonly place: Place; readonly values: DeclaredValues }
  | {
      readonly is: 'suppression';
      readonly place: Place;
      readonly covers: Covers;
      /** Ids or globs, with where each is written as far as that is known. */
      readonly rules: readonly { readonly id: string; readonly place: Place }[];
      readonly reason: string | undefined;
    }
  | { readonly is: 'malformed'; readonly place: Place; readonly problem: string };

/**
 * What a comment says to this tool: nothing for most. `text` may still have its comment marks.
 * `source`, when given, is the file's text: rule names then have places of their own.
 */
export function readComment(file: string, range: Range, text: string, source?: string): CommentValue[] {
  const whole = place(file, range);
  const values: CommentValue[] = [];
  for (const line of text.split('\n')) {
    const body = line.replace(/^\s*(?:\/\/+|\/\*+|\*+(?!\/)|#+|--+|<!--|;)?\s*/, '').replace(/\s*(?:\*+\/|-->)\s*$/, '').trim();
    const declaration = /^datastore:\s*(.*)$/i.exec(body);
    if (declaration) values.push(readDeclaration(whole, declaration[1] ?? ''));
    const suppression = /^datastore-review-(disable\S*)\s*(.*)$/i.exec(body);
    if (suppression) values.push(readSuppression(whole, suppression[1] ?? '', suppression[2] ?? '', source));
  }
  return values;
}

function readDeclaration(whole: Place, text: string): CommentValue {
  const values: Partial<Record<DeclarationKey, string>> = {};
  const pairs = text.split(/\s+--\s/)[0]?.split(/[\s,]+/).filter(word => word !== '') ?? [];
  if (pairs.length === 0) return malformed(whole, 'Nothing is declared: write datastore: role=cache, for example.');
  for (const pair of pairs) {
    const [key, value] = splitAt(pair, '=');
    if (value === undefined || value === '') return malformed(whole, `'${pair}' is no key=value.`);
    const problem = declarationProblem(key, value);
    if (problem !== undefined) return malformed(whole, problem);
    if (isDeclarationKey(key)) values[key] = value;
  }
  return { is: 'declaration', place: whole, values };
}

/** What is wrong with a key and its value; undefined when they can be declared. */
export function declarationProblem(key: string, value: string): string | undefined {
  if (!isDeclarationKey(key)) return `'${key}' cannot be declared${didYouMean(key, declarationKeys)}; one of ${declarationKeys.join(', ')} can.`;
  const possible = possibleValues.get(key);
  if (possible?.includes(value) === false) return `'${value}' is no ${key}${didYouMean(value, possible)}; one of ${possible.join(', ')} is.`;
  return times.has(key) && !duration.test(value) ? `'${value}' is no ${key}; a time such as 30s, 15m, 12h or 90d is.` : undefined;
}

const times: ReadonlySet<string> = new Set(['ttl', 'staleness', 'retention']);
const possibleValues = new Map<string, readonly string[]>([['role', roles], ...Object.entries(needValues)]);

const coverings = new Map<string, Covers>([['disable', 'rest'], ['disable-next-line', 'next-line'], ['disable-line', 'line'], ['disable-file', 'file']]);

function readSuppression(whole: Place, word: string, rest: string, source: string | undefined): CommentValue {
  const covers = coverings.get(word.toLowerCase());
  if (covers === undefined) return malformed(whole, `datastore-review-${word} is unknown: use disable-next-line, disable-line or disable-file.`);
  const read = readRules(whole, rest, source);
  return typeof read === 'string' ? malformed(whole, read) : { is: 'suppression', place: whole, covers, ...read };
}

type Suppression = Extract<CommentValue, { readonly is: 'suppression' }>;

/** `rule[, rule] -- reason`; or what is wrong with it. */
export function readRules(whole: Place, text: string, source: string | undefined): Pick<Suppression, 'rules' | 'reason'> | string {
  const [ids, reason] = splitAt(text, '--');
  const written = ids.split(/[\s,]+/).filter(id => id !== '');
  if (written.length === 0) return 'No rule is named: write the id of the rule that is switched off.';
  const rules = written.map(id => ({ id, place: placeOf(id, whole, source) }));
  return { rules, reason: reason?.trim() === '' ? undefined : reason?.trim() };
}

/**
 * The stretch of a file's text that a suppression is for. Of a statement in CQL that begins on the next line it is the whole:
 * what is wrong with it stands at its end, and nobody writes comments into the middle.
 */
export function coveredPlace(text: string, comment: Place, covers: Covers, statements: readonly Range[] = []): Place {
  const { file } = comment;
  if (covers === 'file') return { file, start: 0, end: text.length + 1 };
  if (covers === 'rest') return { file, start: comment.start, end: text.length + 1 };
  const lineEnd = endOfLine(text, comment.end);
  if (covers === 'line') return { file, start: text.lastIndexOf('\n', comment.start - 1) + 1, end: lineEnd };
  let start = lineEnd;
  while (commentLine.test(text.slice(start, endOfLine(text, start)))) start = endOfLine(text, start);
  const end = endOfLine(text, start);
  const begun = statements.filter(range => start <= range.start && range.start < end);
  return { file, start, end: Math.max(end, ...begun.map(range => range.end)) };
}

/** A comment alone: what switches a rule off on the next line may stand above other comments of that line. */
const commentLine = /^[ \t]*(?:\/\/|[#;][ \t]|--[ \t]|\/\*.*\*\/[ \t]*\r?$)/m;

/** After the line break. */
function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length + 1 : end + 1;
}

function placeOf(id: string, whole: Place, source: string | undefined): Place {
  const at = source?.slice(whole.start, whole.end).indexOf(id) ?? -1;
  return at < 0 ? whole : { file: whole.file, start: whole.start + at, end: whole.start + at + id.length };
}

function malformed(place: Place, problem: string): CommentValue {
  return { is: 'malformed', place, problem };
}

function splitAt(text: string, mark: string): readonly [string, string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + mark.length)];
}

export function isDeclarationKey(key: string): key is DeclarationKey {
  return (declarationKeys as readonly string[]).includes(key);
}
