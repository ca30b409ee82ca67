import type { ResultUse } from '../../facts/code.js';
import { place, type Place } from '../../facts/place.js';
import type { FactOf } from '../../facts/shape.js';
import type { dynamodbTable, Fact } from '../../facts/storeFacts.js';
import type { DynamodbExpression } from '../../readers/query/dynamodbExpression.js';
import { expressionIn, expressionOf, given, knownGiven } from './dynamodbInput.js';
import { matches, type Table } from '../deployments/dynamodbTables.js';
import type { FactContext, WithPlaces } from './factContext.js';
import { usesOfItems, type WritesIn } from './dynamodbItemUses.js';
import type { DynamodbCall, Located } from '../known.js';
import type { CallGraph } from '../flows/callGraph.js';
import { numberOf } from '../flows/numbers.js';
import type { Results } from '../flows/results.js';
import { isAskedAgain, isLeftOut, isOneItemUsed, isPaged } from './dynamodbPages.js';
import { plainText } from '../resolving/plainText.js';
import { endOfObject } from './redisFacts.js';
import type { TableNamed } from '../deployments/tableNames.js';
import type { View } from '../view.js';

export type RequestFact = Fact<'dynamodb.request'>;
export type TableFact = WithPlaces<FactOf<typeof dynamodbTable>>;

export interface DynamodbFactsInput {
  readonly context: FactContext;
  readonly view: View;
  readonly graph: CallGraph;
  readonly tablesOf: (call: DynamodbCall) => readonly TableNamed[];
  readonly tableFact: (table: Table) => TableFact;
  readonly writesIn: WritesIn;
  readonly results: Results;
  readonly isDax: (call: DynamodbCall) => boolean | undefined;
}

const writing = /^(?:Put|Update|Delete|BatchWrite|TransactWrite|ExecuteTransaction)/;
const reading = new Set(['GetItem', 'Query', 'Scan', 'BatchGetItem', 'TransactGetItems']);

export function isWriteRequest({ operation }: DynamodbCall): boolean {
  return writing.test(operation) && !operation.endsWith('Table');
}

export function isReadRequest({ operation }: DynamodbCall): boolean {
  return reading.has(operation);
}

export function requestFact(call: DynamodbCall, { context, view, graph, tablesOf, tableFact, writesIn, results, isDax: isDaxCall }: DynamodbFactsInput): RequestFact {
  const tables = tablesOf(call);
  const [first] = tables;
  const table = tables.every(other => other.name === first?.name) ? first : undefined;
  const declared = table?.declared;
  const index = textGiven(call, 'IndexName', view);
  const limit = given(call, 'Limit', view);
  const limitNumber = typeof limit === 'string' ? undefined : numberOf(limit, view);
  const returnValues = textGiven(call, 'ReturnValues', view);
  const consistentRead = consistentReadOf(call, view);
  const condition = hasCondition(call, view);
  const filter = anyGiven(call, ['FilterExpression', 'QueryFilter', 'ScanFilter'], view);
  const hasLimit = typeof limit !== 'string' && isLeftOut(limit, call, view, graph) ? false : isGiven(limit);
  const result = results.of(call.at);
  const isSingleItem = isSingle(call, declared, view);
  const usesOneItem = isOneItemUsed(call, result);
  const checksExpiry = checksExpiryOf(call, result, declared, view);
  const common = context.common(call);
  const takers = results.takersOf(call.at);
  const usedFor = [...new Set([call.at, ...takers].flatMap(at => usesOfItems({ ...call, at }, [table?.name ?? '', common.function], writesIn, view)))];
  const isPaginated = usedFor.includes('write') && isAskedAgain(call, graph) ? undefined : isPaged(call, result, view);
  const isDax = isDaxCall(call);
  return {
    kind: 'dynamodb.request',
    ...common,
    operation: call.operation,
    writes: isWriteRequest(call),
    ...(table && { table: table.name }),
    ...(index !== undefined && { index }),
    ...indexOf(call, index, declared, view),
    ...(consistentRead !== undefined && { consistentRead }),
    ...(condition !== undefined && { hasCondition: condition }),
    ...(filter !== undefined && { hasFilter: filter }),
    ...(hasLimit !== undefined && { hasLimit }),
    ...(limitNumber !== undefined && { limit: limitNumber }),
    ...(isSingleItem !== undefined && { isSingleItem }),
    ...(isPaginated !== undefined && { isPaginated }),
    ...(usesOneItem !== undefined && { usesOneItem }),
    usedFor: textGiven(call, 'Select', view) === 'COUNT' && common.resultProperties.includes('Count') ? [...usedFor, 'count'] : usedFor,
    ...(returnValues !== undefined && { returnValues }),
    ...(isDax !== undefined && { isDax }),
    ...(checksExpiry !== undefined && { checksExpiry }),
    ...(declared && { declaration: tableFact(declared) }),
    places: { ...context.placesOf(call), ...placesIn(call, view), ...(takers.length > 0 && { takers: takers.map(({ file, call: { callee } }) => place(file, callee.kind === 'member' ? callee.propertyRange : callee.range)) }), ...(table && { table: table.place }), ...(table && table.environment.length > 0 && { environment: table.environment }) },
  };
}

/** Each property of the input by its name, and where one could be added. */
function placesIn(call: DynamodbCall, view: View): Readonly<Record<string, Place>> {
  if (!call.input) return {};
  const { value, file } = view.resolver.origin(call.input);
  if (value.kind !== 'object') return {};
  const places: Record<string, Place> = { input: place(file, value.range) };
  const end = endOfObject(value);
  if (end !== undefined) places['inputEnd'] = { file, start: end, end };
  for (const { name, range } of value.properties) if (name !== '') places[name] = place(file, range);
  return places;
}

function isGiven(property: Located | 'absent' | 'unknown'): boolean | undefined {
  return property === 'unknown' ? undefined : property !== 'absent';
}

function anyGiven(call: DynamodbCall, names: readonly string[], view: View): boolean | undefined {
  const all = names.map(name => isGiven(given(call, name, view)));
  return all.includes(true) ? true : all.includes(undefined) ? undefined : false;
}

function textGiven(call: DynamodbCall, name: string, view: View): string | undefined {
  const property = given(call, name, view);
  return typeof property === 'string' ? undefined : plainText(property, view.resolver);
}

function consistentReadOf(call: DynamodbCall, view: View): boolean | undefined {
  if (!isReadRequest(call)) return undefined;
  if (call.operation === 'TransactGetItems') return true;
  if (call.operation === 'BatchGetItem') return consistentBatch(call, view);
  const known = knownGiven(call, 'ConsistentRead', view);
  if (known === 'absent') return false;
  if (known === 'unknown') return undefined;
  return known.is === 'boolean' ? known.boolean : known.is === 'null' ? false : undefined;
}

/** Given for each table; true when all have it. */
function consistentBatch(call: DynamodbCall, view: View): boolean | undefined {
  const known = knownGiven(call, 'RequestItems', view);
  if (typeof known === 'string' || known.is !== 'object' || known.isOpen) return undefined;
  const each = [...known.properties.values()].map(table => {
    const property = view.resolver.property(table, 'ConsistentRead');
    if (typeof property === 'string') return property === 'absent' ? false : undefined;
    const value = view.resolver.known(property);
    return value.is === 'boolean' ? value.boolean : undefined;
  });
  return each.includes(undefined) || each.length === 0 ? undefined : each.every(value => value === true);
}

function hasCondition(call: DynamodbCall, view: View): boolean | undefined {
  if (!isWriteRequest(call)) return undefined;
  if (call.operation === 'BatchWriteItem') return false;
  if (call.operation !== 'TransactWriteItems') return anyGiven(call, ['ConditionExpression', 'Expected'], view);
  const known = knownGiven(call, 'TransactItems', view);
  if (typeof known === 'string' || known.is !== 'list') return undefined;
  let isUnknown = known.isOpen;
  for (const item of known.items) {
    for (const action of ['Put', 'Update', 'Delete', 'ConditionCheck']) {
      const property = view.resolver.property(item, action);
      if (property === 'unknown') isUnknown = true;
      const condition = typeof property === 'string' ? 'absent' : view.resolver.property(property, 'ConditionExpression');
      if (condition === 'unknown') isUnknown = true;
      else if (condition !== 'absent') return true;
    }
  }
  return isUnknown ? undefined : false;
}

type IndexFields = Pick<RequestFact, 'indexIsGlobal' | 'indexIsDeclared'>;

function indexOf(call: DynamodbCall, name: string | undefined, declared: Table | undefined, view: View): IndexFields {
  const property = given(call, 'IndexName', view);
  if (property === 'absent') return { indexIsGlobal: false };
  if (name === undefined) return {};
  if (declared) {
    const { globalIndexes, localIndexes } = declared.fields;
    if (globalIndexes.some(each => isNamed(name, each))) return { indexIsGlobal: true, indexIsDeclared: true };
    if (localIndexes.some(each => isNamed(name, each))) return { indexIsGlobal: false, indexIsDeclared: true };
    if ([...globalIndexes, ...localIndexes].includes('*')) return byName(name);
  }
  return { ...byName(name), indexIsDeclared: false };
}

function isNamed(name: string, declared: string): boolean {
  return declared === name || (declared.includes('*') && declared !== '*' && matches(name, declared));
}

function byName(name: string): IndexFields {
  if (/(?:^|[^a-z])gsi|gsi\d*$|GSI/i.test(name)) return { indexIsGlobal: true };
  return /(?:^|[^a-z])lsi|LSI/i.test(name) ? { indexIsGlobal: false } : {};
}

/** The key condition fixes the whole primary key. */
function isSingle(call: DynamodbCall, declared: Table | undefined, view: View): boolean | undefined {
  if (call.operation === 'GetItem') return true;
  if (call.operation === 'Scan') return false;
  if (call.operation !== 'Query') return undefined;
  const index = given(call, 'IndexName', view);
  if (index !== 'absent') return index === 'unknown' ? undefined : false;
  const condition = expressionOf(call, 'KeyConditionExpression', view);
  if (!condition || condition.isPartial) return undefined;
  const fixed = new Set(condition.comparisons.filter(({ operator, isSize }) => operator === '=' && !isSize).map(({ attribute }) => attribute.path.join('.')));
  const isRanged = condition.functions.length > 0 || condition.comparisons.some(({ operator }) => operator !== '=');
  if (fixed.size >= 2) return true;
  if (isRanged) return false;
  if (declared?.hasKeys) return declared.fields.sortKey === undefined;
  // Nobody queries for one item by its whole key, but by `id` it may be.
  const [attribute] = fixed;
  return attribute === undefined || /^(?:id|_id|uuid|.*Id)$/i.test(attribute) ? undefined : false;
}

const expiryNames = new Set(['ttl', 'timetolive', 'time_to_live', 'expiresat', 'expires_at', 'expireat', 'expire_at', 'expires', 'expiry', 'expiration', 'expirationtime', 'expiration_time', 'exp', 'validuntil', 'valid_until', 'expirydate', 'expiresin']);

/** The expiry attribute is compared with the time; unknown where it is read and handed on, or the result goes elsewhere. */
function checksExpiryOf(call: DynamodbCall, result: ResultUse, declared: Table | undefined, view: View): boolean | undefined {
  const attribute = declared?.fields.ttlAttribute;
  const isExpiry = (name: string): boolean => (attribute === undefined ? expiryNames.has(name.toLowerCase()) : name === attribute);
  if (!isReadRequest(call)) return conditionOf(call, view)?.attributes.some(({ path }) => path.some(isExpiry)) === true ? true : undefined;
  const expressions = ['FilterExpression', 'KeyConditionExpression'].map(name => expressionOf(call, name, view));
  if (expressions.some(expression => expression?.attributes.some(({ path }) => path.some(isExpiry)))) return true;
  if (isGiven(given(call, 'FilterExpression', view)) !== false && expressions[0] === undefined) return undefined;
  const names = (path: string): boolean => path.split('.').some(isExpiry);
  if (result.tests.some(test => names(test.property) || (test.with?.kind === 'member' && isExpiry(test.with.property)))) return true;
  const isPassedOn = result.escapes || result.escaping.some(path => /^(?:Items?|Items\.0)$/.test(path));
  return result.properties.some(names) || isPassedOn ? undefined : false;
}

/** The condition of a put or update as an expression. */
export function conditionOf(call: DynamodbCall, view: View): DynamodbExpression | undefined {
  return call.input && expressionIn(call.input, 'ConditionExpression', view);
}
