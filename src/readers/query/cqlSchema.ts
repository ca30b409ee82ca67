import type { Range } from '../../facts/place.js';
import type { Cursor } from './cqlCursor.js';
import {
  accept,
  acceptStrayHole,
  acceptSymbol,
  at,
  expect,
  isAtEnd,
  isSymbol,
  peek,
  rangeFrom,
  readName,
  readQualifiedName,
} from './cqlCursor.js';
import { readColumnsAndKey, readColumn, readFields, readKey } from './cqlColumns.js';
import { readOptions, toReplication } from './cqlOptions.js';
import { readSelect } from './cqlSelect.js';
import type { CqlBody, CqlColumn, CqlName } from '../../facts/cql.js';
import { requireValue } from './cqlValues.js';

export function readIfNotExists(cursor: Cursor): Range | undefined {
  return accept(cursor, 'if', 'not', 'exists');
}

/** After `CREATE KEYSPACE` or `ALTER KEYSPACE`. */
export function readKeyspace(
  cursor: Cursor,
  kind: 'create-keyspace' | 'alter-keyspace',
): CqlBody<'create-keyspace' | 'alter-keyspace'> {
  const ifNotExists = readIfNotExists(cursor);
  accept(cursor, 'if', 'exists');
  const keyspace = readName(cursor);
  const { options } = readOptions(cursor);
  const replication = options['replication'] && toReplication(options['replication']);
  return { kind, keyspace, table: undefined, replication, durableWrites: options['durable_writes'], options, ifNotExists };
}

/** After `CREATE TABLE`. */
export function readCreateTable(cursor: Cursor): CqlBody<'create-table'> {
  const ifNotExists = readIfNotExists(cursor);
  const { keyspace, name: table } = readQualifiedName(cursor);
  const columnsAndKey = readColumnsAndKey(cursor);
  const { options, clusteringOrder } = readOptions(cursor);
  return { kind: 'create-table', keyspace, table, ...columnsAndKey, clusteringOrder, options, ifNotExists };
}

/** After `ALTER TABLE`. */
export function readAlterTable(cursor: Cursor): CqlBody<'alter-table'> {
  accept(cursor, 'if', 'exists');
  const { keyspace, name: table } = readQualifiedName(cursor);
  const added: CqlColumn[] = [];
  const dropped: CqlName[] = [];
  const renamed: { from: CqlName; to: CqlName }[] = [];
  while (acceptStrayHole(cursor));
  if (accept(cursor, 'add')) {
    readIfNotExists(cursor);
    added.push(...readOneOrMore(cursor, readColumn));
  } else if (accept(cursor, 'drop')) {
    accept(cursor, 'if', 'exists');
    if (!accept(cursor, 'compact', 'storage')) dropped.push(...readOneOrMore(cursor, readName));
    if (accept(cursor, 'using', 'timestamp')) requireValue(cursor);
  } else if (accept(cursor, 'rename')) {
    accept(cursor, 'if', 'exists');
    do {
      const from = readName(cursor);
      expect(cursor, accept(cursor, 'to'));
      const to = readName(cursor);
      if (from && to) renamed.push({ from, to });
    } while (accept(cursor, 'and'));
  } else if (!at(cursor, 'with')) cursor.isPartial = true;
  return { kind: 'alter-table', keyspace, table, added, dropped, renamed, options: readOptions(cursor).options };
}

/** `a, b` with or without brackets. */
function readOneOrMore<T>(cursor: Cursor, readItem: (cursor: Cursor) => T | undefined): T[] {
  const hasBrackets = acceptSymbol(cursor, '(');
  const items: T[] = [];
  do {
    const item = readItem(cursor);
    if (item !== undefined) items.push(item);
  } while (acceptSymbol(cursor, ','));
  if (hasBrackets) expect(cursor, acceptSymbol(cursor, ')'));
  return items;
}

/** After `CREATE [CUSTOM] INDEX`. */
export function readCreateIndex(cursor: Cursor, isCustom: boolean): CqlBody<'create-index'> {
  const ifNotExists = readIfNotExists(cursor);
  const name = at(cursor, 'on') ? undefined : readName(cursor);
  const isOn = accept(cursor, 'on');
  expect(cursor, isOn);
  const { keyspace, name: table } = isOn ? readQualifiedName(cursor) : { keyspace: undefined, name: undefined };
  const hasTargets = acceptSymbol(cursor, '(');
  expect(cursor, hasTargets);
  const targets = hasTargets ? readTargets(cursor) : [];
  const using = accept(cursor, 'using') ? readIndexClass(cursor) : undefined;
  const { options } = readOptions(cursor);
  return { kind: 'create-index', keyspace, table, name, targets, isCustom, using, options, ifNotExists };
}

const PARTS = ['keys', 'values', 'entries', 'full'] as const;

function readTargets(cursor: Cursor): CqlBody<'create-index'>['targets'] {
  const targets: { column: CqlName; of: 'value' | (typeof PARTS)[number] }[] = [];
  // A local index of ScyllaDB names the partition key in brackets of its own first.
  do {
    const of = PARTS.find(part => at(cursor, part) && isSymbol(peek(cursor, 1), '('));
    if (of) cursor.position++;
    const hasBrackets = acceptSymbol(cursor, '(');
    do {
      const column = readName(cursor);
      if (column) targets.push({ column, of: of ?? 'value' });
    } while (hasBrackets && acceptSymbol(cursor, ','));
    if (hasBrackets) expect(cursor, acceptSymbol(cursor, ')'));
  } while (acceptSymbol(cursor, ','));
  expect(cursor, acceptSymbol(cursor, ')'));
  return targets;
}

function readIndexClass(cursor: Cursor): CqlName | undefined {
  const start = cursor.position;
  const token = peek(cursor);
  if (token.kind !== 'text') return readName(cursor);
  cursor.position++;
  return { name: token.text.slice(token.text.lastIndexOf('.') + 1), range: rangeFrom(cursor, start) };
}

/** After `CREATE MATERIALIZED VIEW`. */
export function readCreateView(cursor: Cursor): CqlBody<'create-materialized-view'> {
  const ifNotExists = readIfNotExists(cursor);
  const view = readQualifiedName(cursor);
  const isSelect = accept(cursor, 'as', 'select');
  expect(cursor, isSelect);
  const select = isSelect ? readSelect(cursor) : undefined;
  const key = readKey(cursor);
  const { options, clusteringOrder } = readOptions(cursor);
  return {
    kind: 'create-materialized-view',
    keyspace: select?.keyspace ?? view.keyspace,
    table: select?.table,
    name: view.name,
    selection: select?.selection ?? [],
    restrictions: select?.restrictions ?? [],
    ...key,
    clusteringOrder,
    options,
    ifNotExists,
  };
}

/** After `CREATE TYPE`. */
export function readCreateType(cursor: Cursor): CqlBody<'create-type'> {
  const ifNotExists = readIfNotExists(cursor);
  const { keyspace, name } = readQualifiedName(cursor);
  return { kind: 'create-type', keyspace, table: undefined, name, fields: readFields(cursor), ifNotExists };
}

const DROPPED = [
  ['table', 'table'],
  ['columnfamily', 'table'],
  ['keyspace', 'keyspace'],
  ['schema', 'keyspace'],
  ['index', 'index'],
  ['type', 'type'],
] as const;

/** After `DROP`. */
export function readDrop(cursor: Cursor): CqlBody<'drop'> {
  const what = readDropped(cursor);
  if (what === 'other') {
    while (!isAtEnd(cursor)) cursor.position++;
    return { kind: 'drop', what, keyspace: undefined, table: undefined, name: undefined, ifExists: undefined };
  }
  const ifExists = accept(cursor, 'if', 'exists');
  const { keyspace, name } = readQualifiedName(cursor);
  if (what === 'keyspace') return { kind: 'drop', what, keyspace: name, table: undefined, name, ifExists };
  return { kind: 'drop', what, keyspace, table: what === 'table' ? name : undefined, name, ifExists };
}

function readDropped(cursor: Cursor): CqlBody<'drop'>['what'] {
  if (accept(cursor, 'materialized', 'view')) return 'materialized-view';
  return DROPPED.find(([word]) => accept(cursor, word))?.[1] ?? 'other';
}
