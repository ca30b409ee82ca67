import type { Range } from '../../facts/place.js';
import type { Cursor } from './cqlCursor.js';
import {
  accept,
  acceptStrayHole,
  acceptSymbol,
  at,
  expect,
  isSymbol,
  peek,
  rangeFrom,
  readList,
  readName,
  readQualifiedName,
  readSequence,
} from './cqlCursor.js';
import { readAssignment } from './cqlAssignments.js';
import { readRestrictions } from './cqlRestrictions.js';
import type { CqlBody, CqlConditions, CqlName, CqlParameter, CqlRestriction } from '../../facts/cql.js';
import { readValue, requireValue } from './cqlValues.js';

/** After `INSERT INTO`. */
export function readInsert(cursor: Cursor): CqlBody<'insert'> {
  const { keyspace, name: table } = readQualifiedName(cursor);
  const clauses = noClauses();
  while (acceptStrayHole(cursor));
  if (accept(cursor, 'json')) {
    const json = requireValue(cursor);
    if (accept(cursor, 'default')) expect(cursor, accept(cursor, 'null') ?? accept(cursor, 'unset'));
    while (readClause(cursor, clauses));
    return { kind: 'insert', keyspace, table, columns: undefined, values: [], json, ...ofInsert(clauses) };
  }
  const columns = readColumns(cursor);
  while (acceptStrayHole(cursor));
  const values = accept(cursor, 'values') && acceptSymbol(cursor, '(') ? readList(cursor, ')', readValue) : undefined;
  expect(cursor, values);
  while (readClause(cursor, clauses));
  return { kind: 'insert', keyspace, table, columns, values: values ?? [], json: undefined, ...ofInsert(clauses) };
}

/** Undefined when one of them is a hole. */
function readColumns(cursor: Cursor): readonly CqlName[] | undefined {
  if (!acceptSymbol(cursor, '(')) {
    cursor.isPartial = true;
    return undefined;
  }
  const columns = readList(cursor, ')', item => ({ name: readName(item) }));
  const names = columns.flatMap(column => column.name ?? []);
  return names.length === columns.length ? names : undefined;
}

/** After `UPDATE`. */
export function readUpdate(cursor: Cursor): CqlBody<'update'> {
  const { keyspace, name: table } = readQualifiedName(cursor);
  const clauses = noClauses();
  while (readUsing(cursor, clauses) || acceptStrayHole(cursor));
  const isSet = accept(cursor, 'set');
  expect(cursor, isSet);
  const assignments = isSet ? readSequence(cursor, readAssignment) : [];
  while (readClause(cursor, clauses));
  expect(cursor, clauses.hasWhere);
  return { kind: 'update', keyspace, table, assignments, ...ofChange(clauses) };
}

/** After `DELETE`. */
export function readDelete(cursor: Cursor): CqlBody<'delete'> {
  const deleted = at(cursor, 'from') ? [] : readSequence(cursor, readValue);
  const from = accept(cursor, 'from') ? readQualifiedName(cursor) : undefined;
  expect(cursor, from);
  const clauses = noClauses();
  while (readClause(cursor, clauses));
  expect(cursor, clauses.hasWhere);
  return { kind: 'delete', keyspace: from?.keyspace, table: from?.name, deleted, ...ofChange(clauses) };
}

interface Using {
  usingTtl: CqlParameter | undefined;
  usingTimestamp: CqlParameter | undefined;
}

interface Clauses extends Using {
  ifNotExists: Range | undefined;
  ifExists: Range | undefined;
  hasWhere: boolean;
  restrictions: CqlRestriction[];
  conditions: CqlConditions | undefined;
}

function noClauses(): Clauses {
  return {
    usingTtl: undefined,
    usingTimestamp: undefined,
    ifNotExists: undefined,
    ifExists: undefined,
    hasWhere: false,
    restrictions: [],
    conditions: undefined,
  };
}

function ofInsert({ usingTtl, usingTimestamp, ifNotExists, ifExists }: Clauses) {
  return { usingTtl, usingTimestamp, ifNotExists, ifExists };
}

function ofChange(clauses: Clauses) {
  return { ...ofInsert(clauses), restrictions: clauses.restrictions, conditions: clauses.conditions };
}

function readClause(cursor: Cursor, clauses: Clauses): boolean {
  const start = cursor.position;
  if (readUsing(cursor, clauses)) return true;
  if (at(cursor, 'if', 'not', 'exists')) clauses.ifNotExists = accept(cursor, 'if', 'not', 'exists');
  else if (at(cursor, 'if', 'exists') && !isCompared(cursor)) clauses.ifExists = accept(cursor, 'if', 'exists');
  else if (accept(cursor, 'where')) {
    clauses.hasWhere = true;
    clauses.restrictions.push(...readRestrictions(cursor));
  } else if (accept(cursor, 'if')) {
    const restrictions = readRestrictions(cursor);
    clauses.conditions = { restrictions, range: rangeFrom(cursor, start) };
  } else return acceptStrayHole(cursor);
  return true;
}

/** `IF exists = true` asks for a column of that name. */
function isCompared(cursor: Cursor): boolean {
  return isSymbol(peek(cursor, 2), '=');
}

/** `USING TTL 60 AND TIMESTAMP ?` */
export function readUsing(cursor: Cursor, using: Using): boolean {
  let start = cursor.position;
  if (!accept(cursor, 'using')) return false;
  do {
    const isTtl = accept(cursor, 'ttl');
    const isTimestamp = isTtl ? undefined : accept(cursor, 'timestamp');
    if (!isTtl && !isTimestamp) expect(cursor, accept(cursor, 'timeout'));
    const value = readValue(cursor);
    expect(cursor, value);
    const parameter = value && { value, range: rangeFrom(cursor, start) };
    if (isTtl) using.usingTtl = parameter;
    if (isTimestamp) using.usingTimestamp = parameter;
    start = cursor.position;
  } while (accept(cursor, 'and'));
  return true;
}
