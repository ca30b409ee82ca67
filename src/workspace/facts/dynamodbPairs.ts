import type { Fact } from '../../facts/storeFacts.js';
import { isReadRequest, isWriteRequest, type RequestFact } from './dynamodbFacts.js';
import { expressionIn, valueNamed } from './dynamodbInput.js';
import { attributesOf, propertyOf, writesOf } from './dynamodbItems.js';
import { follows, type Flow } from '../flows/flows.js';
import { beside } from '../resolving/frame.js';
import type { CallReference, DynamodbCall, Located } from '../known.js';
import { compareValues } from '../flows/sameValue.js';
import type { TableNamed } from '../deployments/tableNames.js';
import type { View } from '../view.js';

export interface DynamodbPairsInput {
  readonly flows: readonly Flow<DynamodbCall>[];
  readonly tablesOf: (call: DynamodbCall) => readonly TableNamed[];
  readonly factOf: (call: DynamodbCall) => RequestFact;
  readonly view: View;
}

export function dynamodbPairs(input: DynamodbPairsInput): Fact[] {
  return [...writeReads(input), ...readWrites(input)];
}

function isOneTable(a: DynamodbCall, b: DynamodbCall, tablesOf: DynamodbPairsInput['tablesOf']): boolean {
  const others = tablesOf(b);
  return tablesOf(a).some(table => others.some(other => (table.declared ? table.declared === other.declared : table.name === other.name)));
}

/** Each read with the last write of the same table before it, of keys not known to differ. */
function writeReads({ flows, tablesOf, factOf, view }: DynamodbPairsInput): Fact[] {
  const pairs = new Map<string, Fact>();
  for (const { code, steps } of flows) {
    for (const [index, read] of steps.entries()) {
      if (!isReadRequest(read.store)) continue;
      const before = steps.slice(0, index).filter(step => isWriteRequest(step.store) && isOneTable(step.store, read.store, tablesOf) && follows(code, step, read));
      const compared = before.map(write => ({ write, same: isSameItem(write.store, read.store, view) }));
      const chosen = compared.findLast(({ same }) => same === true) ?? compared.findLast(({ same }) => same === undefined);
      if (!chosen) continue;
      const { write, same } = chosen;
      const key = `${keyOf(write.store)} ${keyOf(read.store)}`;
      if (pairs.has(key)) continue;
      pairs.set(key, { kind: 'dynamodb.write-read', write: factOf(write.store), read: factOf(read.store), ...(same !== undefined && { sameKey: same }), places: factOf(read.store).places });
    }
  }
  return [...pairs.values()];
}

function keyOf({ at, range }: DynamodbCall): string {
  return `${at.file}:${at.index}:${range.start}`;
}

/** Whether a read asks for the item that a write wrote; undefined when that cannot be told. */
function isSameItem(write: DynamodbCall, read: DynamodbCall, view: View): boolean | undefined {
  const wanted = keyOfRead(read, view);
  if (!wanted || wanted.size === 0) return undefined;
  const answers = writesOf(write, view).map(each => {
    const key = each.kind === 'put' ? each.item : propertyOf(each.input, 'Key', view);
    const attributes = key && attributesOf(key, true, view);
    if (!attributes) return undefined;
    let answer: boolean | undefined = true;
    for (const [name, value] of wanted) {
      const written = attributes.values.get(name);
      if (!written) return undefined;
      const same = isSame(written, value, view);
      if (same === false) return false;
      if (same === undefined) answer = undefined;
    }
    return answer;
  });
  if (answers.includes(true)) return true;
  return answers.length === 0 || answers.includes(undefined) ? undefined : false;
}

function isSame(a: Located, b: Located, view: View): boolean | undefined {
  const same = compareValues(a, b, view);
  if (same !== undefined) return same;
  const [first, second] = [view.resolver.known(a), view.resolver.known(b)];
  if (first.is === 'object' && second.is === 'object') {
    for (const [name, value] of first.properties) {
      const other = second.properties.get(name);
      if (other) return isSame(value, other, view);
    }
  }
  return undefined;
}

/** The attributes that a read fixes, with their values. */
function keyOfRead(read: DynamodbCall, view: View): ReadonlyMap<string, Located> | undefined {
  if (!read.input) return undefined;
  const key = propertyOf(read.input, 'Key', view);
  const attributes = key && attributesOf(key, true, view);
  if (attributes) return attributes.values;
  if (read.operation === 'BatchGetItem') return undefined;
  const condition = expressionIn(read.input, 'KeyConditionExpression', view);
  if (!condition || condition.isPartial || view.resolver.property(read.input, 'IndexName') !== 'absent') return undefined;
  const fixed = new Map<string, Located>();
  for (const { attribute, operator, value } of condition.comparisons) {
    const name = attribute.path[0];
    const located = operator === '=' && /^:\w+$/.test(value) ? valueNamed(read.input, value, view) : undefined;
    if (located && name !== undefined) fixed.set(name, located);
  }
  return fixed;
}

/** A write of what was computed from a read of the same table. */
function readWrites({ flows, tablesOf, factOf, view }: DynamodbPairsInput): Fact[] {
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
function computedFrom(write: DynamodbCall, read: CallReference, table: TableNamed | undefined, view: View): string[] {
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
  return [...found];
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
