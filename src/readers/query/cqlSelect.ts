import type { Range } from '../../facts/place.js';
import type { Cursor } from './cqlCursor.js';
import {
  accept,
  acceptStrayHole,
  at,
  expect,
  isAtEnd,
  isSymbol,
  peek,
  rangeFrom,
  readName,
  readQualifiedName,
  readSequence,
} from './cqlCursor.js';
import { readOptions } from './cqlOptions.js';
import { readOrder } from './cqlOrder.js';
import { readRestrictions } from './cqlRestrictions.js';
import { startsLine } from './cqlStarts.js';
import type { CqlBody, CqlOrder, CqlRestriction, CqlSelected, CqlValue } from '../../facts/cql.js';
import { readAllOrValue, readValue, requireValue } from './cqlValues.js';

/** After `SELECT`. */
export function readSelect(cursor: Cursor): CqlBody<'select'> {
  const isJson = acceptModifier(cursor, 'json');
  const isDistinct = acceptModifier(cursor, 'distinct');
  const selection = readSequence(cursor, readSelected);
  if (!at(cursor, 'from')) skipToFrom(cursor);
  const from = accept(cursor, 'from') ? readQualifiedName(cursor) : undefined;
  expect(cursor, from);
  const clauses = readClauses(cursor);
  return { kind: 'select', keyspace: from?.keyspace, table: from?.name, selection, isJson, isDistinct, ...clauses };
}

/** `JSON` and `DISTINCT` are columns' names too. */
function acceptModifier(cursor: Cursor, word: string): boolean {
  const next = peek(cursor, 1);
  const isColumn =
    at(cursor, word, 'from') || at(cursor, word, 'as') || [',', '.', '(', '['].some(symbol => isSymbol(next, symbol));
  return !isColumn && accept(cursor, word) !== undefined;
}

function readSelected(cursor: Cursor): CqlSelected | undefined {
  const start = cursor.position;
  const value = readAllOrValue(cursor);
  if (!value) {
    cursor.isPartial = true;
    return undefined;
  }
  const alias = accept(cursor, 'as') ? readName(cursor) : undefined;
  return { value, alias, range: rangeFrom(cursor, start) };
}

function skipToFrom(cursor: Cursor): void {
  cursor.isPartial = true;
  while (!isAtEnd(cursor) && !at(cursor, 'from') && !startsLine(cursor)) cursor.position++;
}

interface Clauses {
  restrictions: CqlRestriction[];
  groupBy: CqlValue[];
  orderBy: CqlOrder[];
  limit: CqlValue | undefined;
  perPartitionLimit: CqlValue | undefined;
  allowFiltering: Range | undefined;
}

/** In whatever order they come. */
function readClauses(cursor: Cursor): Clauses {
  const clauses: Clauses = {
    restrictions: [],
    groupBy: [],
    orderBy: [],
    limit: undefined,
    perPartitionLimit: undefined,
    allowFiltering: undefined,
  };
  while (readClause(cursor, clauses));
  return clauses;
}

function readClause(cursor: Cursor, clauses: Clauses): boolean {
  if (accept(cursor, 'where')) clauses.restrictions.push(...readRestrictions(cursor));
  else if (accept(cursor, 'group', 'by')) clauses.groupBy = readSequence(cursor, readValue);
  else if (accept(cursor, 'order', 'by')) clauses.orderBy = readSequence(cursor, readOrder);
  else if (accept(cursor, 'limit')) clauses.limit = requireValue(cursor);
  else if (accept(cursor, 'per', 'partition', 'limit')) clauses.perPartitionLimit = requireValue(cursor);
  else if (at(cursor, 'allow', 'filtering')) clauses.allowFiltering = accept(cursor, 'allow', 'filtering');
  else if (at(cursor, 'with', 'ann_options')) readOptions(cursor);
  else if (accept(cursor, 'using', 'timeout')) requireValue(cursor);
  else if (!accept(cursor, 'bypass', 'cache')) return acceptStrayHole(cursor);
  return true;
}
