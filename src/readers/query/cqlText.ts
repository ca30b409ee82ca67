import type { Range } from '../../facts/place.js';
import { HOLE } from './cqlLexer.js';

/**
 * A part of a program's string: its text, and where it stands in the source, without quotes. When the source is longer
 * than the text (it has escapes), ranges inside become the range of the whole piece.
 */
export interface TextPiece {
  readonly text: string;
  readonly range: Range;
}

/** A part that is only known when the program runs: `${table}`. */
export interface HolePiece {
  readonly hole: true;
  readonly range: Range;
}

/** The pieces as one text for a reader, and the way back: a range of that text → a range of the source. */
export function joinPieces(pieces: readonly (TextPiece | HolePiece)[]): { text: string; toSource: (range: Range) => Range } {
  const places: { start: number; end: number; source: Range; isExact: boolean }[] = [];
  let text = '';
  for (const piece of pieces) {
    const part = 'hole' in piece ? HOLE : piece.text;
    if (part === '') continue;
    const isExact = !('hole' in piece) && piece.range.end - piece.range.start === part.length;
    places.push({ start: text.length, end: text.length + part.length, source: piece.range, isExact });
    text += part;
  }
  const toSource = (range: Range): Range => {
    const first = places.find(place => range.start < place.end) ?? places.at(-1);
    const last = places.findLast(place => place.start < range.end) ?? first;
    if (!first || !last) return { start: 0, end: 0 };
    const start = first.isExact ? first.source.start + Math.min(range.start, first.end) - first.start : first.source.start;
    if (range.end <= range.start) return { start, end: start };
    const end = last.isExact ? last.source.start + Math.min(range.end, last.end) - last.start : last.source.end;
    return { start, end: Math.max(start, end) };
  };
  return { text, toSource };
}

const NAME = String.raw`(?:"[^"\n]{1,100}"|[\w\uE000$%{}#]{1,100})`;
const TABLE = String.raw`${NAME}(?:\.${NAME})?`;
/** After `FROM table` only a clause of CQL: `JOIN`, an alias or a second table is SQL or English. */
const AFTER_FROM = String.raw`\s*(?:$|;|\uE000|where\b|limit\b|allow\b|order\b|group\b|per\b|using\b|bypass\b|if\b|--|//|/\*)`;
const BLANKS_AND_COMMENTS = /(?:\s+|(?:--|\/\/)[^\n]*|\/\*[^*]*\*\/)*/y;
const SHAPES = [
  String.raw`select\s[^;]*?\sfrom\s+${TABLE}${AFTER_FROM}`,
  String.raw`delete\s[^;]*?\bfrom\s+${TABLE}${AFTER_FROM}`,
  String.raw`insert\s+into\s+${TABLE}\s*(?:\(|json\b|\uE000)`,
  String.raw`update\s+${TABLE}\s+(?:set\b|using\b|\uE000)`,
  String.raw`begin\s+(?:(?:un)?logged\s+|counter\s+)?batch\b`,
  String.raw`(?:create|alter|drop)\s+(?:custom\s+)?(?:table|columnfamily|keyspace|schema|index|type|materialized\s+view|role|user|function|aggregate)\s`,
  String.raw`truncate\s+table\s+${TABLE}\s*(?:;|$)`,
].map(shape => new RegExp(`^${shape}`, 'i'));
/** "use strict" and "truncate text" are no CQL: these need capitals or a `;`. */
const SHORT = [
  new RegExp(`^(?:TRUNCATE\\s+${TABLE}|USE\\s+${NAME})\\s*(?:;|$)`),
  new RegExp(`^(?:truncate\\s+${TABLE}|use\\s+${NAME})\\s*;`),
];

/** Whether a program's string is CQL, or SQL that could be: cheap, from its first statement alone. */
export function looksLikeCql(text: string): boolean {
  const head = text.slice(0, 8000);
  BLANKS_AND_COMMENTS.lastIndex = 0;
  const start = BLANKS_AND_COMMENTS.exec(head)?.[0].length ?? 0;
  const verb = /^[a-z]+/i.exec(head.slice(start, start + 10))?.[0] ?? '';
  // "Select a user from the list", "Use tabs": sentences start with one capital.
  if (verb === '' || (verb !== verb.toLowerCase() && verb !== verb.toUpperCase())) return false;
  const statement = head.slice(start);
  return [...SHAPES, ...SHORT].some(shape => shape.test(statement));
}
