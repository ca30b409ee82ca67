import type { Cursor } from './cqlCursor.js';
import {
  accept,
  acceptSymbol,
  at,
  expect,
  isAtEnd,
  isSymbol,
  peek,
  rangeFrom,
  readList,
  readName,
  skipItem,
} from './cqlCursor.js';
import { readType } from './cqlTypeNames.js';
import type { CqlColumn, CqlKey, CqlName } from '../../facts/cql.js';

/** `(a int, b text STATIC, PRIMARY KEY ((a), b))` */
export function readColumnsAndKey(cursor: Cursor): CqlKey & { columns: CqlColumn[] } {
  let key: CqlKey = { partitionKey: [], clusteringKey: [] };
  const columns: CqlColumn[] = [];
  const isOpen = acceptSymbol(cursor, '(');
  expect(cursor, isOpen);
  if (isOpen) {
    readList(cursor, ')', () => {
      if (at(cursor, 'primary', 'key')) {
        key = readKey(cursor);
        return;
      }
      const column = readColumn(cursor);
      if (!column) return;
      columns.push(column);
      if (accept(cursor, 'primary', 'key'))
        key = { partitionKey: [{ name: column.name, range: column.range }], clusteringKey: [] };
      skipConstraints(cursor);
    });
  }
  expect(cursor, key.partitionKey.length > 0);
  return { columns, ...key };
}

/** `name type [STATIC]` */
export function readColumn(cursor: Cursor): CqlColumn | undefined {
  if (peek(cursor).kind === 'hole') cursor.isPartial = true;
  const name = readName(cursor);
  if (isAtEnd(cursor) || isSymbol(peek(cursor), ',') || isSymbol(peek(cursor), ')')) {
    cursor.isPartial = true;
    return undefined;
  }
  const start = cursor.position;
  const type = readType(cursor) ?? '';
  const typeRange = rangeFrom(cursor, start);
  const isStatic = accept(cursor, 'static') !== undefined;
  return name && { ...name, type, typeRange, isStatic };
}

/** `MASKED WITH …`, `CHECK …`, `NOT NULL`: nothing here asks about them. */
function skipConstraints(cursor: Cursor): void {
  if (at(cursor, 'masked') || at(cursor, 'check') || at(cursor, 'not', 'null')) skipItem(cursor);
}

export function readFields(cursor: Cursor): CqlColumn[] {
  const isOpen = acceptSymbol(cursor, '(');
  expect(cursor, isOpen);
  return isOpen ? readList(cursor, ')', readColumn) : [];
}

/** `PRIMARY KEY (a, b)`, `PRIMARY KEY ((a, b), c)`, and of a view `PRIMARY KEY a`. */
export function readKey(cursor: Cursor): CqlKey {
  if (!accept(cursor, 'primary', 'key')) {
    cursor.isPartial = true;
    return { partitionKey: [], clusteringKey: [] };
  }
  if (!acceptSymbol(cursor, '(')) return { partitionKey: readKeyColumn(cursor), clusteringKey: [] };
  const partitionKey = acceptSymbol(cursor, '(') ? readList(cursor, ')', readKeyColumn).flat() : readKeyColumn(cursor);
  const clusteringKey = acceptSymbol(cursor, ',') ? readList(cursor, ')', readKeyColumn).flat() : closed(cursor);
  return { partitionKey, clusteringKey };
}

function readKeyColumn(cursor: Cursor): CqlName[] {
  if (peek(cursor).kind === 'hole') cursor.isPartial = true;
  return [readName(cursor) ?? []].flat();
}

function closed(cursor: Cursor): [] {
  expect(cursor, acceptSymbol(cursor, ')'));
  return [];
}
