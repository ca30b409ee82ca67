import type { CqlToken } from './cqlLexer.js';
import { HOLE } from './cqlLexer.js';
import type { Cursor } from './cqlCursor.js';
import {
  accept,
  acceptSymbol,
  expect,
  isReserved,
  isSymbol,
  isUnclearHole,
  isWord,
  nested,
  peek,
  rangeFrom,
  rangeOf,
  readList,
  readName,
} from './cqlCursor.js';
import { readType } from './cqlTypeNames.js';
import type { CqlValue } from '../../facts/cql.js';

const OPERATORS = new Set(['+', '-', '*', '/', '%']);
const MAX_OPERATORS = 64;

function isOperator(token: CqlToken): boolean {
  return token.kind === 'symbol' && OPERATORS.has(token.text);
}

/** A value, or nothing where none starts. Operators are taken from left to right: nobody computes with the result. */
export function readValue(cursor: Cursor): CqlValue | undefined {
  const start = cursor.position;
  let left = nested(cursor, () => readTerm(cursor));
  for (let count = 0; left && isOperator(peek(cursor)); count++) {
    // A longer sum would nest deeper than its readers like; what follows makes the statement partial.
    if (count === MAX_OPERATORS) break;
    const operator = peek(cursor).text;
    cursor.position++;
    const right = requireTerm(cursor);
    left = { kind: 'arithmetic', operator, left, right, range: rangeFrom(cursor, start) };
  }
  return left;
}

/** A value; `missing` makes the statement partial. */
export function requireValue(cursor: Cursor): CqlValue {
  return readValue(cursor) ?? missing(cursor);
}

function requireTerm(cursor: Cursor): CqlValue {
  return nested(cursor, () => readTerm(cursor)) ?? missing(cursor);
}

function missing(cursor: Cursor): CqlValue {
  cursor.isPartial = true;
  return { kind: 'missing', range: rangeFrom(cursor, cursor.position) };
}

function readTerm(cursor: Cursor): CqlValue | undefined {
  const token = peek(cursor);
  switch (token.kind) {
    case 'symbol':
      return readBracketed(cursor, token.text);
    case 'word':
    case 'quoted':
      return readWord(cursor, token);
    case 'end':
      return undefined;
    default:
      cursor.position++;
      if (isUnclearHole(cursor, token)) cursor.isPartial = true;
      return { ...simpleValue(token, token.kind), range: rangeOf(token) };
  }
}

function simpleValue(token: CqlToken, kind: 'hole' | 'text' | 'number' | 'literal' | 'marker') {
  switch (kind) {
    case 'hole':
      return token.text.includes(HOLE) ? ({ kind: 'hole' } as const) : ({ kind: 'format', text: token.text } as const);
    case 'text':
      return { kind: 'text', text: token.text, hasHole: token.hasHole } as const;
    case 'number':
      return { kind: 'number', number: Number(token.text) } as const;
    case 'literal':
      return { kind: 'literal', text: token.text } as const;
    case 'marker':
      return { kind: 'marker' } as const;
  }
}

function readBracketed(cursor: Cursor, symbol: string): CqlValue | undefined {
  const start = cursor.position;
  if (symbol === '(') return isTypeHint(cursor) ? readHinted(cursor) : readItems(cursor, 'tuple', ')');
  if (symbol === '[') return readItems(cursor, 'list', ']');
  if (symbol === '{') return readBraces(cursor);
  if (symbol === '-') {
    cursor.position++;
    const value = requireTerm(cursor);
    const range = rangeFrom(cursor, start);
    return value.kind === 'number'
      ? { kind: 'number', number: -value.number, range }
      : {
          kind: 'arithmetic',
          operator: '-',
          left: { kind: 'number', number: 0, range: { start: range.start, end: range.start } },
          right: value,
          range,
        };
  }
  if (symbol !== ':') return undefined;
  cursor.position++;
  const name = readName(cursor);
  return { kind: 'named-marker', name: name?.name ?? '', range: rangeFrom(cursor, start) };
}

function readItems(cursor: Cursor, kind: 'tuple' | 'list', close: string): CqlValue {
  const start = cursor.position++;
  const items = readList(cursor, close, readValue);
  return { kind, items, range: rangeFrom(cursor, start) };
}

/** `(int) ?`, `(list<int>) [1]`: a type in brackets before a value. */
function isTypeHint(cursor: Cursor): boolean {
  if (peek(cursor, 1).kind !== 'word') return false;
  const after = peek(cursor, 2);
  return isSymbol(after, '<') || (isSymbol(after, ')') && startsValue(peek(cursor, 3)));
}

function startsValue(token: CqlToken): boolean {
  if (token.kind === 'symbol') return ['(', '[', '{', ':'].includes(token.text);
  return token.kind !== 'end' && token.kind !== 'quoted' && token.kind !== 'word';
}

function readHinted(cursor: Cursor): CqlValue {
  const start = cursor.position++;
  const type = readType(cursor) ?? '';
  expect(cursor, acceptSymbol(cursor, ')'));
  const value = requireTerm(cursor);
  return { kind: 'cast', type, value, range: rangeFrom(cursor, start) };
}

/** `{a, b}`, `{'k': v}`, `{street: 'x'}` */
function readBraces(cursor: Cursor): CqlValue {
  const start = cursor.position++;
  const entries = readList(cursor, '}', item => {
    const key = readValue(item);
    return key && { key, value: acceptSymbol(item, ':') ? requireValue(item) : undefined };
  });
  const range = rangeFrom(cursor, start);
  const pairs = entries.flatMap(({ key, value }) => (value ? [{ key, value }] : []));
  if (pairs.length === 0) return { kind: 'set', items: entries.map(entry => entry.key), range };
  if (pairs.length < entries.length) cursor.isPartial = true;
  return { kind: pairs.every(pair => pair.key.kind === 'column') ? 'udt' : 'map', entries: pairs, range };
}

function readWord(cursor: Cursor, token: CqlToken): CqlValue | undefined {
  const start = cursor.position;
  const isCalled = isSymbol(peek(cursor, 1), '(');
  if (isWord(token, 'null')) {
    cursor.position++;
    return { kind: 'null', range: rangeOf(token) };
  }
  if (isReserved(token)) return undefined;
  cursor.position++;
  if (isCalled) return isWord(token, 'cast') ? readCast(cursor, start) : readCall(cursor, start, token.text);
  if (isWord(token, 'true') || isWord(token, 'false')) {
    return { kind: 'boolean', boolean: token.text === 'true', range: rangeOf(token) };
  }
  if (isWord(token, 'nan') || isWord(token, 'infinity')) {
    return { kind: 'number', number: token.text === 'nan' ? NaN : Infinity, range: rangeOf(token) };
  }
  return readColumn(cursor, start, token);
}

/** `c`, `c[k]`, `c[1..2]`, `c.f`, and `keyspace.function(…)`. */
function readColumn(cursor: Cursor, start: number, token: CqlToken): CqlValue {
  if (acceptSymbol(cursor, '[')) {
    // Either end of a slice may be left out.
    if (!isSymbol(peek(cursor), '..')) requireValue(cursor);
    if (acceptSymbol(cursor, '..') && !isSymbol(peek(cursor), ']')) requireValue(cursor);
    expect(cursor, acceptSymbol(cursor, ']'));
    return { kind: 'column', name: token.text, part: 'element', range: rangeFrom(cursor, start) };
  }
  let part: 'field' | undefined;
  while (acceptSymbol(cursor, '.')) {
    const field = readName(cursor);
    if (field && isSymbol(peek(cursor), '(')) return readCall(cursor, start, `${token.text}.${field.name}`);
    part = 'field';
  }
  return { kind: 'column', name: token.text, part, range: rangeFrom(cursor, start) };
}

function readCall(cursor: Cursor, start: number, name: string): CqlValue {
  cursor.position++;
  const values = readList(cursor, ')', readAllOrValue);
  return { kind: 'function', name, arguments: values, range: rangeFrom(cursor, start) };
}

/** `*`, or a value. */
export function readAllOrValue(cursor: Cursor): CqlValue | undefined {
  const token = peek(cursor);
  if (!acceptSymbol(cursor, '*')) return readValue(cursor);
  return { kind: 'all', range: rangeOf(token) };
}

function readCast(cursor: Cursor, start: number): CqlValue {
  cursor.position++;
  const value = requireValue(cursor);
  expect(cursor, accept(cursor, 'as'));
  const type = readType(cursor) ?? '';
  expect(cursor, acceptSymbol(cursor, ')'));
  return { kind: 'cast', type, value, range: rangeFrom(cursor, start) };
}
