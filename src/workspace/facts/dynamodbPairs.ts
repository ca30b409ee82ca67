import type { Fact } from '../../facts/storeFacts.js';
import { isReadRequest, isWriteRequest, type RequestFact } from './dynamodbFacts.js';
import { expressionIn, valueNamed } from './dynamodbInput.js';
import { writesOf } from './dynamodbItems.js';
import { isOneTable, isSameItem, keyOf, type TablesOf } from './dynamodbKeys.js';
import { follows, type Flow } from '../flows/flows.js';
import { isReckoned } from '../resolving/fileIndex.js';
import { beside } from '../resolving/frame.js';
import type { CallReference, DynamodbCall, Located } from '../known.js';
import type { TableNamed } from '../deployments/tableNames.js';
import type { View } from '../view.js';

export interface DynamodbPairsInput {
  readonly flows: readonly Flow<DynamodbCall>[];
  readonly tablesOf: TablesOf;
  readonly factOf: (call: DynamodbCall) => RequestFact;
  readonly view: View;
}

/** A write of what was computed from a read of the same table. */
export function readWrites({ flows, tablesOf, factOf, view }: DynamodbPairsInput): Fact[] {
  const pairs = new Map<string, Fact>();
  for (const { code, steps } of flows) {
    for (const [index, write] of steps.entries()) {
      if (!isWriteRequest(write.store) || write.isInner) continue;
      for (const read of steps.slice(0, index)) {
        if (read.isInner || !isReadRequest(read.store) || !isOneTable(read.store, write.store, tablesOf) || !follows(code, read, write)) continue;
        const attributes = computedFrom(write.store, read.store.at, tablesOf(write.store)[0], view);
        if (attributes.length === 0) continue;
        const key = `${keyOf(read.store)} ${keyOf(write.store)}`;
        if (pairs.has(key)) continue;
        const same = isSameItem(write.store, read.store, view);
        pairs.set(key, { kind: 'dynamodb.read-write', read: factOf(read.store), write: factOf(write.store), attributes, ...(same !== undefined && { sameKey: same }), places: factOf(write.store).places });
      }
    }
  }
  return [...pairs.values()];
}

const keyNames = new Set(['pk', 'sk', 'PK', 'SK', 'id', 'Id', 'ID', 'hashKey', 'rangeKey', 'partitionKey', 'sortKey']);

/** Attributes, apart from the key, whose new values come out of a read; `*` for an item that is written back as a whole. */
export function computedFrom(write: DynamodbCall, read: CallReference, table: TableNamed | undefined, view: View): string[] {
  const derives = (located: Located): boolean => view.resolver.derivesFrom(located, read);
  const { partitionKey, sortKey } = table?.declared?.fields ?? {};
  const found = new Set<string>();
  for (const each of writesOf(write, view)) {
    if (each.kind === 'put' && each.item) {
      const origin = view.resolver.origin(each.item);
      const isKey = (name: string): boolean => name === partitionKey || name === sortKey || (partitionKey === undefined && keyNames.has(name));
      if (origin.value.kind === 'object') {
        for (const spread of origin.value.spreads) if (derives(beside(origin, spread))) found.add('*');
        for (const { name, value } of origin.value.properties) if (name !== '' && !isKey(name) && derives(beside(origin, value))) found.add(name);
      } else if (derives(each.item)) found.add('*');
    }
    if (each.kind === 'update') {
      for (const name of assignedFrom(each.input, derives, view)) found.add(name);
    }
  }
  if (found.has('*')) for (const name of changedBetween(read, write, derives, view)) found.add(name);
  return [...found];
}

/** `item.stock -= 1` on what was read, before it is written back. */
function changedBetween(read: CallReference, write: DynamodbCall, derives: (located: Located) => boolean, view: View): readonly string[] {
  const { file } = read;
  return (view.code.get(file)?.assignments ?? []).flatMap(({ target, operator, value, range }) => {
    const isBetween = range.start > read.call.range.end && range.end < write.range.start;
    if (!isBetween || target.kind !== 'member' || target.property === '' || !derives({ value: target.object, file })) return [];
    return isReckoned(operator) || derives({ value, file }) ? [target.property] : [];
  });
}

/** `SET a = :computed`; what the store itself computes (`SET a = a + :d`) loses nothing. */
function assignedFrom(input: Located, derives: (located: Located) => boolean, view: View): readonly string[] {
  const expression = expressionIn(input, 'UpdateExpression', view);
  const names: string[] = [];
  for (const { action, attribute, valueText, isIncrement, readsItself } of expression?.updates ?? []) {
    if (action !== 'SET' || isIncrement || readsItself || valueText === undefined) continue;
    for (const [variable] of valueText.matchAll(/:\w+/g)) {
      const value = valueNamed(input, variable, view);
      if (value && derives(value)) names.push(attribute.path.join('.'));
    }
  }
  return names;
}
