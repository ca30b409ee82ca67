import type { Cursor } from './cqlCursor.js';
import { accept, peek, rangeFrom, readName } from './cqlCursor.js';
import type { CqlOrder } from '../../facts/cql.js';
import { requireValue } from './cqlValues.js';

/** `column [ASC | DESC | ANN OF vector]` */
export function readOrder(cursor: Cursor): CqlOrder | undefined {
  const start = cursor.position;
  if (peek(cursor).kind === 'hole') cursor.isPartial = true;
  const column = readName(cursor);
  const annOf = accept(cursor, 'ann', 'of') ? requireValue(cursor) : undefined;
  const isDescending = accept(cursor, 'desc') !== undefined;
  if (!isDescending) accept(cursor, 'asc');
  return column && { column, direction: isDescending ? 'desc' : 'asc', annOf, range: rangeFrom(cursor, start) };
}
