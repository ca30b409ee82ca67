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
export type Reach = 'next-line' | 'line' | 'file' | 'rest';

export type CommentValue =
  | { readonly is: 'declaration'; readonly place: Place; readonly values: DeclaredValues }
  | {
      readonly is: 'suppression';
      readonly place: Place;
      readonly reach: Reach;
      /** Ids or globs, with where each is written as far as that is known. */
      readonly rules: readonly { readonly id: string; readonly place: Place }[];
      readonly reason: string | undefined;
    }
  | { readonly is: 'malformed'; readonly place: Place; readonly problem: string };

/**
 * What a comment says to this tool: nothing for most. `text` may still have its comment marks.
 * `source`, when given, is the file's text: rule names then have places of their own.
 */
export function readComment(file: string, range: Range, text: string, source = ''): CommentValue[] {
  const whole = place(file, range);
  const values: CommentValue[] = [];
  let lastRule = range.start;
  for (const line of text.split('\n')) {
    const body = line.replace(/^\s*(?:\/\/+|\/\*+|\*+(?!\/)|#+|--+|<!--|;)?\s*/, '').replace(/\s*(?:\*+\/|-->)\s*$/, '').trim();
    const declaration = /^datastore:\s*(.*)$/i.exec(body);
    if (declaration) values.push(...readDeclaration(whole, declaration[1] ?? ''));
    const [, word, rest = ''] = suppressionWords.exec(body) ?? [];
    if (word === undefined) continue;
    const from = source.indexOf(word, lastRule);
    values.push(...readSuppression(whole, word, rest, { text: source, from: from < 0 ? undefined : from + word.length }));
    lastRule = Math.max(lastRule, from);
  }
  return values;
}

const suppressionWords = /^datastore-review-((?:disable|enable|ignore|skip|off|suppress)(?![\w.]*\.\w)\S*)\s*(.*)$/i;

/** Whether a comment is worth reading: most are not. */
export function speaksToUs(text: string): boolean {
  return /datastore:|datastore-review-/i.test(text);
}

function readDeclaration(whole: Place, text: string): CommentValue[] {
  const values: Partial<Record<DeclarationKey, string>> = {};
  const pairs = text.split(/\s+--\s/)[0]?.split(/[\s,]+/).filter(word => word !== '') ?? [];
  if (isProse(pairs)) return [];
  for (const pair of pairs) {
    const [key, value] = splitAt(pair, '=');
    if (value === undefined || value === '') return malformed(whole, `'${pair}' is no key=value.`);
    const problem = declarationProblem(key, value);
    if (problem !== undefined) return malformed(whole, problem);
    if (isDeclarationKey(key)) values[key] = value;
  }
  return [{ is: 'declaration', place: whole, values }];
}

/** A sentence, or a setting that somebody took out of a config file: `# datastore: postgres`. */
function isProse(words: readonly string[]): boolean {
  const [first, ...others] = words;
  if (first === undefined) return true;
  const known = [...declarationKeys, ...roles];
  return !words.some(word => word.includes('=')) && !known.some(word => word === first) && (others.length > 0 || didYouMean(first, known) === '');
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

const reaches = new Map<string, Reach>([['disable', 'rest'], ['disable-next-line', 'next-line'], ['disable-line', 'line'], ['disable-file', 'file']]);

/** Where the list of rules begins in the file's text, as far as that is known. */
interface Source {
  readonly text: string;
  readonly from: number | undefined;
}

function readSuppression(whole: Place, word: string, rest: string, source: Source): CommentValue[] {
  const reach = reaches.get(word.toLowerCase());
  if (reach === undefined) return malformed(whole, `datastore-review-${word} is unknown: use disable-next-line, disable-line or disable-file.`);
  const { rules, reason, problem } = readRules(whole, rest, source);
  const wrong = problem === undefined ? [] : malformed(whole, problem);
  return rules.length === 0 ? wrong : [{ is: 'suppression', place: whole, reach, rules, reason }, ...wrong];
}

type Suppression = Extract<CommentValue, { readonly is: 'suppression' }>;

/** `rule[, rule] -- reason`, and what is wrong with it. */
export function readRules(whole: Place, text: string, source?: Source): Pick<Suppression, 'rules' | 'reason'> & { readonly problem: string | undefined } {
  const [list, reason] = splitAt(text, '--');
  const words = list.split(/[\s,]+/).map(word => word.replace(/[:;.]+$/, '')).filter(word => word !== '');
  const unlike = words.findIndex(word => !/^[\w-]*[/*][\w/*?-]*$/.test(word));
  // a reason without its mark, or a name without its store
  const isReason = reason === undefined && unlike >= 0 && words.length > 1;
  const ids = isReason ? words.slice(0, unlike) : words;
  const problem = ids.length === 0 ? 'No rule is named: write the id of the rule that is switched off.'
    : isReason ? `'${words[unlike] ?? ''}' is no rule: a reason stands behind --, as in ${ids.join(', ')} -- reason.` : undefined;
  let from = source?.from;
  const rules = ids.map(id => {
    const at = from === undefined ? -1 : (source?.text.indexOf(id, from) ?? -1);
    if (at < 0 || at >= whole.end) return { id, place: whole };
    from = at + id.length;
    return { id, place: { file: whole.file, start: at, end: from } };
  });
  return { rules, reason: reason?.trim() === '' ? undefined : reason?.trim(), problem };
}

/**
 * The stretch of a file's text that a suppression is for. Of a statement in CQL that begins on the next line it is the whole:
 * what is wrong with it stands at its end, and nobody writes comments into the middle.
 */
export function coveredPlace(text: string, comment: Place, reach: Reach, statements: readonly Range[] = []): Place {
  const { file } = comment;
  if (reach === 'file') return { file, start: 0, end: text.length + 1 };
  if (reach === 'rest') return { file, start: comment.start, end: text.length + 1 };
  const lineEnd = endOfLine(text, comment.end);
  if (reach === 'line') return { file, start: text.lastIndexOf('\n', comment.start - 1) + 1, end: lineEnd };
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

/** What goes with a comment that is taken out: its line where it stands alone. Undefined where it says other things as well. */
export function removedPlace(text: string, { file, start, end }: Place): Place | undefined {
  if (text.slice(start, end).includes('\n')) return undefined;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = Math.min(text.length, endOfLine(text, end));
  const isAlone = /^\s*\{?$/.test(text.slice(lineStart, start)) && /^\}?\s*$/.test(text.slice(end, lineEnd));
  if (isAlone) return { file, start: lineStart, end: lineEnd };
  const blanks = /[ \t]*$/.exec(text.slice(lineStart, start))?.[0].length ?? 0;
  return { file, start: start - blanks, end };
}

function malformed(place: Place, problem: string): CommentValue[] {
  return [{ is: 'malformed', place, problem }];
}

function splitAt(text: string, mark: string): readonly [string, string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + mark.length)];
}

export function isDeclarationKey(key: string): key is DeclarationKey {
  return (declarationKeys as readonly string[]).includes(key);
}
