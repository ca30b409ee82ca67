import type { Fact } from '../../facts/storeFacts.js';
import { isReadRequest, isWriteRequest, type RequestFact } from './dynamodbFacts.js';
import { expressionIn, valueNamed } from './dynamodbInput.js';
import { writesOf } from './dynamodbItems.js';
import { isOneTable, isSameItem, keyOf, type TablesOf } from './dynamodbKeys.js';
import { follows, type Flow, type Step } from '../flows/flows.js';
import { isReckoned } from '../resolving/fileIndex.js';
import { beside } from '../resolving/frame.js';
import type { CallReference, DynamodbCall, Located } from '../known.js';
import type { TableNamed } from '../deployments/tableNames.js';
import { functionAt, type View } from '../view.js';

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
      if (!isWriteRequest(write.store)) continue;
      for (const read of steps.slice(0, index)) {
        if (!isReadRequest(read.store) || !isOneTable(read.store, write.store, tablesOf) || !follows(code, read, write) || !isGivenBack(read, view)) continue;
        const attributes = computedFrom(write, read.at, tablesOf(write.store)[0], view);
        if (attributes.length === 0) continue;
        // A function that saves what all others have changed is told of once.
        const key = write.isInner ? keyOf(write.store) : `${keyOf(read.store)} ${keyOf(write.store)}`;
        if (pairs.has(key)) continue;
        const same = isSameItem(write.seen, read.seen, view);
        pairs.set(key, { kind: 'dynamodb.read-write', read: factOf(read.store), write: factOf(write.store), attributes, ...(same !== undefined && { sameKey: same }), places: factOf(write.store).places });
      }
    }
  }
  return [...pairs.values()];
}

/** The function that reads gives back what it has read. */
export function isGivenBack({ store, isInner }: Step<DynamodbCall>, view: View): boolean {
  const { file, call } = store.at;
  const returns = functionAt(view, file, call.function)?.returns ?? [];
  return !isInner || returns.some(value => view.resolver.derivesFrom({ value, file }, store.at));
}

const keyNames = new Set(['pk', 'sk', 'PK', 'SK', 'id', 'Id', 'ID', 'hashKey', 'rangeKey', 'partitionKey', 'sortKey']);

/** Attributes, apart from the key, whose new values come out of a read; `*` for an item that is written back as a whole. */
export function computedFrom(write: Step<DynamodbCall>, read: CallReference, table: TableNamed | undefined, view: View): string[] {
  const derives = (located: Located): boolean => view.resolver.derivesFrom(located, read);
  const { partitionKey, sortKey } = table?.declared?.fields ?? {};
  const found = new Set<string>();
  for (const each of writesOf(write.seen, view)) {
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
  if (found.has('*')) for (const name of changedBetween(read, write.at, derives, view)) found.add(name);
  return [...found];
}

/** `item.stock -= 1` on what was read, before it is written back. */
function changedBetween(read: CallReference, write: CallReference, derives: (located: Located) => boolean, view: View): readonly string[] {
  const { file } = read;
  return (view.code.get(file)?.assignments ?? []).flatMap(({ target, operator, value, range }) => {
    const isBetween = range.start > read.call.callee.range.end && range.end < write.call.range.start;
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
