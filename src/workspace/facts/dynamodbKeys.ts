import { expressionIn, valueNamed } from './dynamodbInput.js';
import { attributesOf, propertyOf, writesOf } from './dynamodbItems.js';
import type { DynamodbCall, Located } from '../known.js';
import { compareValues } from '../flows/sameValue.js';
import type { TableNamed } from '../deployments/tableNames.js';
import type { View } from '../view.js';

export type TablesOf = (call: DynamodbCall) => readonly TableNamed[];

export function isOneTable(a: DynamodbCall, b: DynamodbCall, tablesOf: TablesOf): boolean {
  const others = tablesOf(b);
  return tablesOf(a).some(table => others.some(other => (table.declared ? table.declared === other.declared : table.name === other.name)));
}

export function keyOf({ at, range }: DynamodbCall): string {
  return `${at.file}:${at.index}:${range.start}`;
}

/** Whether a read asks for the item that a write wrote; undefined when that cannot be told. */
export function isSameItem(write: DynamodbCall, read: DynamodbCall, view: View): boolean | undefined {
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
