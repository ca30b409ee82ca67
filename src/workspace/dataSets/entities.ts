import type { DataSetDeclaration, DeploymentDeclaration } from '../../settings/settings.js';
import { matches } from '../deployments/dynamodbTables.js';
import { expressionIn, valueNamed } from '../facts/dynamodbInput.js';
import { attributesOf, propertyOf, unwrapped } from '../facts/dynamodbItems.js';
import type { DynamodbCall, Located } from '../known.js';
import { template } from '../known.js';
import type { TableNamed } from '../deployments/tableNames.js';
import type { View } from '../view.js';

interface EntitiesInput {
  readonly tablesOf: (call: DynamodbCall) => readonly TableNamed[];
  readonly view: View;
  readonly declared: readonly DataSetDeclaration[];
  readonly namedStores: readonly DeploymentDeclaration[];
}

/**
 * In a single-table design the prefix of an item's key tells what it is: `USER#*`, `BOOKING#*`. Gives the entity of each request
 * whose key shows one: of tables that hold more than one, and those that the user tells apart, whose globs name them.
 */
export function entitiesOf(calls: readonly DynamodbCall[], input: EntitiesInput): ReadonlyMap<DynamodbCall, string> {
  const { tablesOf, view, declared, namedStores } = input;
  const told = declared.filter(({ match }) => match.entity !== undefined);
  const globs = new Set(told.map(({ match }) => match.entity));
  const byTable = new Map<string, Map<DynamodbCall, string>>();
  const kept = view.resolver.keep.of<DynamodbCall, string | undefined>('entity of a request');
  for (const call of calls) {
    const [table, ...others] = tablesOf(call);
    const entity = table && others.length === 0 ? kept.ask(call, [table, ...toldOf(table)], () => entityOf(call, table, toldOf(table), view)) : undefined;
    if (!table || entity === undefined) continue;
    const name = table.declared?.id ?? table.name;
    byTable.set(name, (byTable.get(name) ?? new Map<DynamodbCall, string>()).set(call, entity));
  }
  return new Map([...byTable.values()].flatMap(found => (new Set(found.values()).size > 1 ? [...found] : [...found].filter(([, entity]) => globs.has(entity)))));

  function toldOf(table: TableNamed): readonly string[] {
    return told.flatMap(({ match }) => (match.entity !== undefined && isTableMeant(match, table, namedStores) ? [match.entity] : []));
  }
}

/** Of an object that is a key or holds one. */
export function entityOfKey(located: Located, view: View): string | undefined {
  const known = view.resolver.known(located);
  if (known.is !== 'object') return undefined;
  const valueOf = (name: RegExp): Located | undefined => [...known.properties].find(([each]) => name.test(each))?.[1];
  return entityNamed(valueOf(/^sk$/i), [], view) ?? entityNamed(valueOf(/^pk$/i), [], view);
}

/** The sort key says more than the partition key: a user's bookings are bookings. */
function entityOf(call: DynamodbCall, { declared }: TableNamed, told: readonly string[], view: View): string | undefined {
  const keys = keyValues(call, view);
  if (!keys) return undefined;
  const { partitionKey, sortKey } = declared?.fields ?? {};
  const valueOf = (name: string | undefined, otherwise: RegExp): Located | undefined => (name === undefined ? [...keys].find(([each]) => otherwise.test(each))?.[1] : keys.get(name));
  return entityNamed(valueOf(sortKey, /^sk$/i), told, view) ?? entityNamed(valueOf(partitionKey, /^pk$/i), told, view);
}

/** The glob that the user tells it by; else `BOOKING#2026` is `BOOKING#*`, and a value without such a prefix says nothing. */
function entityNamed(located: Located | undefined, told: readonly string[], view: View): string | undefined {
  const text = located && view.resolver.text(located);
  const value = text && template(text);
  if (value === undefined || value === '*') return undefined;
  const prefix = /^[A-Za-z][\w-]*[#:|]/.exec(value)?.[0];
  return told.find(glob => matches(value, glob)) ?? (prefix === undefined ? undefined : `${prefix}*`);
}

/** Whether an entry may mean a table, by the table's name and that of its deployment. */
export function isTableMeant({ store, table, deployment }: DataSetDeclaration['match'], { name, resolved }: Pick<TableNamed, 'name' | 'resolved'>, namedStores: readonly DeploymentDeclaration[]): boolean {
  if (store !== undefined && store !== 'dynamodb') return false;
  const fits = (glob: string): boolean => matches(name, glob) || (resolved !== undefined && matches(resolved, glob));
  if (table !== undefined && !fits(table)) return false;
  return deployment === undefined || namedStores.some(each => each.name === deployment && each.kind === 'dynamodb' && (each.table === undefined || fits(each.table)));
}

/** What a request's key is made of, by attribute. */
function keyValues({ input, operation, via, isDocument }: DynamodbCall, view: View): ReadonlyMap<string, Located> | undefined {
  if (!input || via === 'batch') return undefined;
  const named = operation === 'PutItem' ? 'Item' : 'Key';
  const item = propertyOf(input, named, view);
  const attributes = item && attributesOf(item, isDocument, view);
  if (attributes) return new Map([...attributes.values].map(([name, value]) => [name, unwrapped(value, !isDocument, view).value]));
  if (operation !== 'Query' || view.resolver.property(input, 'IndexName') !== 'absent') return undefined;
  const condition = expressionIn(input, 'KeyConditionExpression', view);
  if (!condition) return undefined;
  const found = new Map<string, Located>();
  const add = (name: string | undefined, variable: string | undefined): void => {
    const value = variable === undefined ? undefined : valueNamed(input, variable, view);
    if (value && name !== undefined) found.set(name, unwrapped(value, !isDocument, view).value);
  };
  for (const { attribute, operator, value } of condition.comparisons) if (operator === '=') add(attribute.path[0], value);
  for (const { name, attribute, values } of condition.functions) if (name === 'begins_with') add(attribute?.path[0], values[0]);
  return found;
}
