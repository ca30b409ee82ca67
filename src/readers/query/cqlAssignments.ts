import type { Cursor } from './cqlCursor.js';
import { acceptSymbol, expect, isSymbol, peek, rangeFrom, readName } from './cqlCursor.js';
import type { CqlAssignment, CqlValue } from '../../facts/cql.js';
import { requireValue } from './cqlValues.js';

/** `c = ?`, `c = c + ?`, `c += ?`, `c[k] = ?`, `c.f = ?` */
export function readAssignment(cursor: Cursor): CqlAssignment | undefined {
  const start = cursor.position;
  if (peek(cursor).kind === 'hole') cursor.isPartial = true;
  const column = readName(cursor);
  const part = readPart(cursor);
  const sign = ['+=', '-='].find(symbol => acceptSymbol(cursor, symbol));
  if (!sign && !acceptSymbol(cursor, '=')) {
    cursor.isPartial = true;
    return undefined;
  }
  const value = requireValue(cursor);
  if (!column) return undefined;
  const range = rangeFrom(cursor, start);
  if (part) return { column, operation: part, value, range };
  if (sign) return { column, operation: sign === '+=' ? added(value) : subtracted(value), value, range };
  return { column, ...changeOf(column.name, value), range };
}

function readPart(cursor: Cursor): 'element' | 'field' | undefined {
  if (acceptSymbol(cursor, '[')) {
    requireValue(cursor);
    expect(cursor, acceptSymbol(cursor, ']'));
    return 'element';
  }
  if (!isSymbol(peek(cursor), '.')) return undefined;
  while (acceptSymbol(cursor, '.')) readName(cursor);
  return 'field';
}

/** What `c = …` does, from the place of `c` on the right side. */
function changeOf(column: string, value: CqlValue): Pick<CqlAssignment, 'operation' | 'value'> {
  const isItself = (side: CqlValue) => side.kind === 'column' && side.name === column && side.part === undefined;
  if (value.kind === 'arithmetic') {
    const { operator, left, right } = value;
    if (isItself(left) && operator === '+') return { operation: added(right), value: right };
    if (isItself(left) && operator === '-') return { operation: subtracted(right), value: right };
    if (isItself(right) && operator === '+') return { operation: 'list-prepend', value: left };
  }
  return { operation: 'plain', value };
}

function added(value: CqlValue): CqlAssignment['operation'] {
  if (value.kind === 'number') return 'increment';
  if (value.kind === 'list') return 'list-append';
  return isSetOrMap(value) ? 'set-add' : 'add';
}

function subtracted(value: CqlValue): CqlAssignment['operation'] {
  if (value.kind === 'number') return 'decrement';
  return value.kind === 'list' || isSetOrMap(value) ? 'remove' : 'subtract';
}

function isSetOrMap(value: CqlValue): boolean {
  return value.kind === 'set' || value.kind === 'map' || value.kind === 'udt';
}
