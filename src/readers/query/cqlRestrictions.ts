import type { Cursor } from './cqlCursor.js';
import {
  accept,
  acceptStrayHole,
  acceptSymbol,
  at,
  expect,
  isAtEnd,
  isSymbol,
  isWord,
  nested,
  peek,
  rangeFrom,
  readList,
  readName,
} from './cqlCursor.js';
import type { CqlName, CqlOperator, CqlRestriction, CqlValue } from '../../facts/cql.js';
import { readValue, requireValue } from './cqlValues.js';

/** What stands after `WHERE` or `IF`: `a = ? AND token(b) > ? AND (c, d) IN ?`. */
export function readRestrictions(cursor: Cursor): CqlRestriction[] {
  const found: CqlRestriction[] = [];
  do {
    found.push(...(nested(cursor, () => readRestriction(cursor)) ?? []));
    while (acceptStrayHole(cursor));
    // Only some products know OR: what holds under it does not always hold.
    if (at(cursor, 'or')) cursor.isPartial = true;
  } while (accept(cursor, 'and') ?? accept(cursor, 'or'));
  return found;
}

function readRestriction(cursor: Cursor): CqlRestriction[] {
  const start = cursor.position;
  if (isSymbol(peek(cursor), '(') && !isTupleStart(cursor)) {
    cursor.position++;
    const inner = readRestrictions(cursor);
    expect(cursor, acceptSymbol(cursor, ')'));
    return inner;
  }
  if (isWord(peek(cursor), 'expr') && isSymbol(peek(cursor, 1), '(')) {
    const value = requireValue(cursor);
    return [{ form: 'index-expression', columns: [], operator: '=', value, range: rangeFrom(cursor, start) }];
  }
  const isHole = peek(cursor).kind === 'hole';
  const left = readLeft(cursor);
  if (isHole || !left) cursor.isPartial = true;
  const operator = readOperator(cursor);
  if (!operator) {
    if (left) cursor.isPartial = true;
    return [];
  }
  const value = readRight(cursor, operator);
  return left ? [{ ...left, operator, value, range: rangeFrom(cursor, start) }] : [];
}

/** `(a, b) > …` and not `(a = 1)`. */
function isTupleStart(cursor: Cursor): boolean {
  const after = peek(cursor, 2);
  return isSymbol(after, ',') || isSymbol(after, ')') || isSymbol(peek(cursor, 1), ')');
}

function readLeft(cursor: Cursor): Pick<CqlRestriction, 'form' | 'columns'> | undefined {
  if (acceptSymbol(cursor, '(')) return { form: 'tuple', columns: readList(cursor, ')', readName) };
  if (isWord(peek(cursor), 'token') && isSymbol(peek(cursor, 1), '(')) {
    cursor.position += 2;
    return { form: 'token', columns: readList(cursor, ')', readName) };
  }
  const column: CqlName | undefined = readName(cursor);
  if (!column) return undefined;
  if (acceptSymbol(cursor, '[')) {
    requireValue(cursor);
    expect(cursor, acceptSymbol(cursor, ']'));
    return { form: 'element', columns: [column] };
  }
  let form: 'column' | 'field' = 'column';
  while (acceptSymbol(cursor, '.')) {
    readName(cursor);
    form = 'field';
  }
  return { form, columns: [column] };
}

const SYMBOLS: ReadonlySet<string> = new Set(['=', '!=', '<', '>', '<=', '>=']);
const WORDS: readonly (readonly [CqlOperator, ...string[]])[] = [
  ['IN', 'in'],
  ['NOT IN', 'not', 'in'],
  ['CONTAINS KEY', 'contains', 'key'],
  ['CONTAINS', 'contains'],
  ['NOT CONTAINS KEY', 'not', 'contains', 'key'],
  ['NOT CONTAINS', 'not', 'contains'],
  ['LIKE', 'like'],
  ['IS NOT', 'is', 'not'],
  ['BETWEEN', 'between'],
];

function readOperator(cursor: Cursor): CqlOperator | undefined {
  const token = peek(cursor);
  if (isOperator(token.text) && token.kind === 'symbol') {
    cursor.position++;
    return token.text;
  }
  if (token.kind !== 'word') return undefined;
  return WORDS.find(([, ...words]) => accept(cursor, ...words))?.[0];
}

function isOperator(text: string): text is CqlOperator {
  return SYMBOLS.has(text);
}

function readRight(cursor: Cursor, operator: CqlOperator): CqlValue {
  if (operator !== 'BETWEEN') return requireValue(cursor);
  const start = cursor.position;
  const low = requireValue(cursor);
  expect(cursor, accept(cursor, 'and'));
  const high = isAtEnd(cursor) ? undefined : readValue(cursor);
  expect(cursor, high);
  return { kind: 'tuple', items: high ? [low, high] : [low], range: rangeFrom(cursor, start) };
}
