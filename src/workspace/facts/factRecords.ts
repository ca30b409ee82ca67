import type { Place } from '../../facts/place.js';
import type { Fact, FactKind } from '../../facts/storeFacts.js';
import type { SettingValues } from '../deployments/deployments.js';
import type { Joined } from './facts.js';
import { unreadCommand, type StoreCall } from '../known.js';
import { storeOf } from '../dataSets/otherStores.js';

/** One line of the `facts` command. */
export interface FactRecord {
  readonly kind: string;
  readonly place: Place;
  readonly [field: string]: unknown;
}

/** What is told of each kind of fact, beside its store; pairs and attributes are parts of what is told already. */
const told: Partial<Record<FactKind, readonly string[]>> = {
  'redis.command': ['library', 'command', 'calledAs', 'key', 'options', 'hasTtl', 'ttlSeconds', 'writes', 'via', 'function', 'inLoop', 'inRequestPath', 'inScript', 'inTest'],
  'redis.library': ['library', 'what', 'role', 'name', 'effect', 'function', 'inTest'],
  'redis.client': ['library', 'libraryVersion', 'type', 'made', 'isCluster', 'readsFrom', 'hasErrorListener', 'linkedBy'],
  'dynamodb.request': ['library', 'operation', 'table', 'index', 'consistentRead', 'hasCondition', 'hasFilter', 'limit', 'isSingleItem', 'isPaginated', 'writes', 'via', 'function', 'inLoop', 'inRequestPath', 'inScript', 'inTest'],
  'cassandra.statement': ['library', 'command', 'table', 'keyspace', 'consistency', 'consistencyFrom', 'allowsFiltering', 'isConditional', 'hasTtl', 'writes', 'via', 'function', 'inLoop', 'inRequestPath', 'inScript', 'inTest'],
  'redis.deployment': ['name', 'product', 'engine', 'version', 'environment', 'isManaged', 'persistence', 'loss', 'eviction', 'evictionIsDefault', 'maxmemory', 'hasVolume', 'requiresAuth', 'isPublished', 'hasFailover',
    'isMultiZone', 'copies', 'snapshotDays', 'roles', 'libraries', 'dataSets'],
  'dynamodb.table': ['name', 'tableName', 'resource', 'environment', 'partitionKey', 'sortKey', 'ttlAttribute', 'hasTtl', 'hasPointInTimeRecovery', 'isBackedUp', 'globalIndexes', 'localIndexes', 'replicas'],
  'cassandra.keyspace': ['name', 'strategy', 'replicationFactor', 'environment'],
  'cassandra.table': ['name', 'keyspace', 'partitionKey', 'clusteringKey', 'replicationFactor'],
};

/** Every resolved fact as plain data, by file and place. */
export function factRecords(joined: Joined, unreadCalls: readonly StoreCall[]): FactRecord[] {
  const settings = new Map<string, SettingValues>(joined.deployments.map(({ place, settings: values }) => [keyOf(place), values]));
  const records = joined.facts.flatMap((fact): FactRecord[] => {
    const fields = told[fact.kind];
    const place = placeOf(fact);
    return fields && place ? [recordOf(fact, place, fields, settings)] : [];
  });
  records.push(...joined.deployments.filter(({ store }) => store === 'cassandra').map(({ place, environment, fields: { name, product, version } }) => ({
    kind: 'cassandra.deployment', place, store: 'cassandra', name, product, ...(version !== undefined && { version }), environment,
  })));
  records.push(...[...joined.calls, ...unreadCalls].flatMap(unread));
  return records.sort((a, b) => (a.place.file === b.place.file ? a.place.start - b.place.start || a.place.end - b.place.end : a.place.file < b.place.file ? -1 : 1));
}

function placeOf({ places: { self } }: Fact): Place | undefined {
  return self === undefined || 'file' in self ? self : self[0];
}

function keyOf({ file, start, end }: Place): string {
  return `${file}:${start}:${end}`;
}

function recordOf(fact: Fact, place: Place, fields: readonly string[], settings: ReadonlyMap<string, SettingValues>): FactRecord {
  const values = fact as unknown as Readonly<Record<string, unknown>>;
  const record: Record<string, unknown> = { store: fact.kind.slice(0, fact.kind.indexOf('.')) };
  for (const name of fields) if (values[name] !== undefined) record[name] = values[name];
  if (fact.kind === 'dynamodb.request') record['command'] = fact.operation;
  if (fact.kind === 'redis.deployment') record['settings'] = settings.get(keyOf(place)) ?? {};
  if ('usesOtherStore' in fact || 'via' in fact) {
    const { dataset, deployment } = fact as { readonly dataset?: Readonly<Record<string, unknown>>; readonly deployment?: Readonly<Record<string, unknown>> };
    record['dataset'] = dataset?.['name'] ?? null;
    if (dataset?.['resolved'] !== undefined) record['resolved'] = dataset['resolved'];
    if (dataset) Object.assign(record, { role: dataset['role'], confidence: dataset['confidence'] });
    if (deployment) record['deployment'] = deployment['name'];
  }
  return { kind: fact.kind, place, ...record };
}

/** Calls of which no rule is asked: a statement or command that could not be read, libraries over other stores. */
function unread(call: StoreCall): FactRecord[] {
  const { file } = call.at;
  const place = { file, start: call.range.start, end: call.range.end };
  const store = storeOf(call);
  if (call.kind === 'redis.command') return call.command === unreadCommand ? [{ kind: call.kind, place, store, library: call.library, command: null, dataset: null }] : [];
  if (call.kind === 'cassandra.statement') return call.statement ? [] : [{ kind: call.kind, place, store, library: call.library, command: null, dataset: null }];
  return call.kind === 'dynamodb.library' || call.kind === 'cassandra.library' ? [{ kind: call.kind, place, store, library: call.library, what: call.what, role: call.role, dataset: null }] : [];
}
