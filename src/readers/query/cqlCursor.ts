import type { Range } from '../../facts/place.js';
import type { CqlToken } from './cqlLexer.js';
import { HOLE } from './cqlLexer.js';
import type { CqlName } from '../../facts/cql.js';

/**
 * Where reading stands. Nothing fails: what does not fit sets `isPartial` and reading goes on with what follows.
 * Only whole statements step over a `;`, so that every list and clause ends there at the latest.
 */
export interface Cursor {
  readonly text: string;
  readonly tokens: readonly CqlToken[];
  readonly end: CqlToken;
  position: number;
  depth: number;
  isPartial: boolean;
}

export function peek(cursor: Cursor, ahead = 0): CqlToken {
  return cursor.tokens[cursor.position + ahead] ?? cursor.end;
}

export function isAtEnd(cursor: Cursor): boolean {
  const token = peek(cursor);
  return token.kind === 'end' || (token.kind === 'symbol' && token.text === ';');
}

/** The next words are these. */
export function at(cursor: Cursor, ...words: readonly string[]): boolean {
  return words.every((word, index) => isWord(peek(cursor, index), word));
}

/** Takes these words, if they come next. */
export function accept(cursor: Cursor, ...words: readonly string[]): Range | undefined {
  if (!at(cursor, ...words)) return undefined;
  const start = cursor.position;
  cursor.position += words.length;
  return rangeFrom(cursor, start);
}

export function isWord(token: CqlToken, word: string): boolean {
  return token.kind === 'word' && token.text === word;
}

export function isSymbol(token: CqlToken, symbol: string): boolean {
  return token.kind === 'symbol' && token.text === symbol;
}

export function acceptSymbol(cursor: Cursor, symbol: string): boolean {
  const found = isSymbol(peek(cursor), symbol);
  if (found) cursor.position++;
  return found;
}

/** Takes it; what is missing makes the statement partial. */
export function expect(cursor: Cursor, found: unknown): void {
  if (found === undefined || found === false) cursor.isPartial = true;
}

/** From the token at `start` to the last one taken; empty when none was. */
export function rangeFrom(cursor: Cursor, start: number): Range {
  const first = cursor.tokens[start] ?? cursor.end;
  const last = cursor.position > start ? (cursor.tokens[cursor.position - 1] ?? cursor.end) : undefined;
  return { start: first.start, end: last ? last.end : first.start };
}

export function rangeOf(token: CqlToken): Range {
  return { start: token.start, end: token.end };
}

/** A hole where no name or value can stand may hide anything. */
export function acceptStrayHole(cursor: Cursor): boolean {
  if (peek(cursor).kind !== 'hole') return false;
  cursor.position++;
  cursor.isPartial = true;
  return true;
}

/** Words that end a name's place: an unquoted name cannot be one of them. */
const RESERVED = new Set(
  `add allow alter and apply asc authorize batch begin by columnfamily create delete desc describe drop execute from grant
   if in index insert into is keyspace limit materialized modify not null of on or order primary rename revoke schema select
   set table to truncate unlogged update use using view where with`.split(/\s+/),
);

export function isReserved(token: CqlToken): boolean {
  return token.kind === 'word' && RESERVED.has(token.text);
}

/** A name; a hole is taken and gives undefined. When no name stands here, the statement is partial. */
export function readName(cursor: Cursor): CqlName | undefined {
  const token = peek(cursor);
  if (token.kind === 'hole') {
    cursor.position++;
    if (isUnclearHole(cursor, token)) cursor.isPartial = true;
    return undefined;
  }
  if (token.kind === 'quoted' || (token.kind === 'word' && !isReserved(token))) {
    cursor.position++;
    return { name: token.text, range: rangeOf(token) };
  }
  cursor.isPartial = true;
  return undefined;
}

/** Of `users${rest}` and `${id}${rest}` nobody knows whether the last hole goes on with the name or starts a clause. */
export function isUnclearHole(cursor: Cursor, token: CqlToken): boolean {
  return token.kind === 'hole' && token.text.lastIndexOf(HOLE) > 0 && cursor.text.charAt(token.start) !== '"';
}

/** `[keyspace.]name` */
export function readQualifiedName(cursor: Cursor): { keyspace: CqlName | undefined; name: CqlName | undefined } {
  const first = readName(cursor);
  if (!acceptSymbol(cursor, '.')) return { keyspace: undefined, name: first };
  return { keyspace: first, name: readName(cursor) };
}

/** `a, b, c` up to a closing bracket; the opening one is already taken. */
export function readList<T>(cursor: Cursor, close: string, readItem: (cursor: Cursor) => T | undefined): T[] {
  const items: T[] = [];
  while (!isAtEnd(cursor) && !isSymbol(peek(cursor), close)) {
    const item = readItem(cursor);
    if (item !== undefined) items.push(item);
    if (!isSymbol(peek(cursor), ',') && !isSymbol(peek(cursor), close)) {
      cursor.isPartial = true;
      skipItem(cursor);
    }
    if (!acceptSymbol(cursor, ',')) break;
  }
  expect(cursor, acceptSymbol(cursor, close));
  return items;
}

/** Goes on to the `,` or closing bracket that ends an item of a list. */
export function skipItem(cursor: Cursor): void {
  let depth = 0;
  for (; !isAtEnd(cursor); cursor.position++) {
    const { kind, text } = peek(cursor);
    if (kind !== 'symbol') continue;
    if (text === '(' || text === '[' || text === '{') depth++;
    if (depth === 0 && (text === ',' || text === ')' || text === ']' || text === '}')) return;
    if (text === ')' || text === ']' || text === '}') depth--;
  }
}

/** `a, b, c` without brackets. */
export function readSequence<T>(cursor: Cursor, readItem: (cursor: Cursor) => T | undefined): T[] {
  const items: T[] = [];
  do {
    const item = readItem(cursor);
    if (item !== undefined) items.push(item);
  } while (acceptSymbol(cursor, ','));
  return items;
}

const MAX_DEPTH = 64;

/** Reads what may hold itself (values, types, conditions); too deep is not understood. */
export function nested<T>(cursor: Cursor, read: () => T): T | undefined {
  if (cursor.depth >= MAX_DEPTH) {
    cursor.isPartial = true;
    return undefined;
  }
  cursor.depth++;
  const result = read();
  cursor.depth--;
  return result;
}
