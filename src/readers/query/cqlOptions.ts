import type { Range } from '../../facts/place.js';
import type { Cursor } from './cqlCursor.js';
import { accept, acceptStrayHole, acceptSymbol, expect, peek, rangeFrom, readList, readName } from './cqlCursor.js';
import { readOrder } from './cqlOrder.js';
import type { CqlOption, CqlOptions, CqlOrder, CqlReplication, CqlValue } from '../../facts/cql.js';
import { requireValue } from './cqlValues.js';

/** `WITH a = 1 AND CLUSTERING ORDER BY (b DESC) AND c = {…}`; nothing when no `WITH` stands here. */
export function readOptions(cursor: Cursor): { options: CqlOptions; clusteringOrder: CqlOrder[] } {
  const options: [string, CqlOption][] = [];
  const clusteringOrder: CqlOrder[] = [];
  if (!accept(cursor, 'with')) return { options: {}, clusteringOrder };
  do {
    const start = cursor.position;
    if (accept(cursor, 'clustering', 'order', 'by')) {
      expect(cursor, acceptSymbol(cursor, '('));
      clusteringOrder.push(...readList(cursor, ')', readOrder));
    } else if (accept(cursor, 'compact', 'storage')) {
      const range = rangeFrom(cursor, start);
      options.push(['compact storage', { value: true, entries: undefined, range, valueRange: range }]);
    } else {
      const option = readOption(cursor, start);
      if (option) options.push(option);
    }
    while (acceptStrayHole(cursor));
  } while (accept(cursor, 'and'));
  return { options: Object.fromEntries(options), clusteringOrder };
}

function readOption(cursor: Cursor, start: number): [string, CqlOption] | undefined {
  if (peek(cursor).kind === 'hole') cursor.isPartial = true;
  const name = readName(cursor);
  if (!acceptSymbol(cursor, '=')) {
    cursor.isPartial = true;
    return undefined;
  }
  const value = requireValue(cursor);
  return name && [name.name, toOption(value, rangeFrom(cursor, start))];
}

function toOption(value: CqlValue, range: Range): CqlOption {
  return { value: plain(value), entries: entriesOf(value), range, valueRange: value.range };
}

function plain(value: CqlValue): CqlOption['value'] {
  if (value.kind === 'text') return value.hasHole ? undefined : value.text;
  if (value.kind === 'number') return value.number;
  return value.kind === 'boolean' ? value.boolean : undefined;
}

function entriesOf(value: CqlValue): CqlOptions | undefined {
  if (value.kind === 'set' && value.items.length === 0) return {};
  if (value.kind !== 'map' && value.kind !== 'udt') return undefined;
  return Object.fromEntries(
    value.entries.flatMap(entry => {
      const key = entry.key.kind === 'column' ? entry.key.name : plain(entry.key);
      const range = { start: entry.key.range.start, end: entry.value.range.end };
      return key === undefined ? [] : [[String(key), toOption(entry.value, range)] as const];
    }),
  );
}

/** `replication = {'class': 'NetworkTopologyStrategy', 'dc1': 3}` */
export function toReplication(option: CqlOption): CqlReplication | undefined {
  if (!option.entries) return undefined;
  const { class: strategy, replication_factor: factor, ...rest } = option.entries;
  const dataCenters = Object.entries(rest).flatMap(([name, entry]) => {
    const replicas = replicasOf(entry);
    return replicas === undefined ? [] : [[name, replicas] as const];
  });
  return {
    strategy: typeof strategy?.value === 'string' ? strategy.value.slice(strategy.value.lastIndexOf('.') + 1) : undefined,
    replicationFactor: replicasOf(factor),
    dataCenters: Object.fromEntries(dataCenters),
    range: option.range,
    valueRange: option.valueRange,
  };
}

/** `3`, `'3'`, and with transient replicas `'3/1'`. */
function replicasOf(option: CqlOption | undefined): number | undefined {
  const replicas = Number.parseInt(String(option?.value), 10);
  return Number.isNaN(replicas) ? undefined : replicas;
}
