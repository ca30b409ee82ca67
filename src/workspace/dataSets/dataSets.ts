import type { Place } from '../../facts/place.js';
import { contains } from '../../facts/place.js';
import type { FactOf } from '../../facts/shape.js';
import type { dataSet as dataSetShape } from '../../facts/storeFacts.js';
import type { DataSetDeclaration } from '../../settings/settings.js';
import type { CassandraTable } from '../deployments/cassandraSchemas.js';
import type { Connections } from '../deployments/connections.js';
import type { Declaration } from './declarations.js';
import { matches, type Table } from '../deployments/dynamodbTables.js';
import { isTestFile } from '../deployments/environments.js';
import type { Knowledge } from '../knowledge.js';
import type { CassandraCall, DynamodbCall, RedisCall, StoreCall } from '../known.js';
import { template } from '../known.js';
import { entitiesOf } from './entities.js';
import { roleOfName } from './lexicon.js';
import { storeOf, type OtherStores } from './otherStores.js';
import { plainText } from '../resolving/plainText.js';
import { expiryOf, namesOf, removes, templateOf, writes, writesData } from '../facts/redisMeaning.js';
import { holdsDocuments, isTrimmed, redisVotes } from './redisVotes.js';
import { decideRole, needsOf, rolesOfExpiry, type Vote } from './roles.js';
import { exactWords, tableVotes } from './tableVotes.js';
import type { TableNamed } from '../deployments/tableNames.js';
import type { View } from '../view.js';

export interface DataSet {
  readonly fields: FactOf<typeof dataSetShape>;
  readonly calls: readonly StoreCall[];
  readonly votes: readonly Vote[];
  /** Where it is declared. */
  readonly declaredAt: readonly Place[];
}

export interface DataSets {
  readonly all: readonly DataSet[];
  /** The data set a call uses; of several the first it names. */
  of(call: StoreCall): DataSet | undefined;
  /** That of a declared table. */
  ofTable(store: string, name: string): DataSet | undefined;
}

export interface DataSetsInput {
  readonly calls: readonly StoreCall[];
  readonly view: View;
  readonly connections: Connections;
  readonly knowledge: Knowledge;
  readonly otherStores: OtherStores;
  readonly declarations: readonly Declaration[];
  readonly declared: readonly DataSetDeclaration[];
  readonly tablesOf: (call: DynamodbCall) => readonly TableNamed[];
  readonly tables: readonly Table[];
  readonly cassandraTableOf: (name: string, keyspace: string | undefined) => CassandraTable | undefined;
  /** A later EXPIRE of the same key. */
  readonly isExpiredLater: (call: RedisCall) => boolean;
}

/** What several calls name alike, before it is known what it is for. */
interface Group {
  readonly store: string;
  readonly name: string;
  readonly kind: 'key' | 'library' | 'table' | 'entity';
  resolved: string | undefined;
  table: Table | undefined;
  /** Of a single-table design: `USER#*`. */
  readonly entity: string | undefined;
  readonly calls: StoreCall[];
}

export function dataSetsOf(input: DataSetsInput): DataSets {
  const requests = input.calls.filter(call => call.kind === 'dynamodb.request');
  const entities = entitiesOf(requests, input.tablesOf, input.view);
  const groups = new Map<string, Group>();
  const keysOfCall = new Map<StoreCall, string[]>();
  for (const call of input.calls) {
    for (const group of groupsOf(call, input, entities)) {
      const key = `${group.store} ${group.kind} ${group.entity === undefined ? (group.table?.id ?? group.name) : group.name}`;
      const present = groups.get(key);
      if (present) present.calls.push(call);
      else groups.set(key, { ...group, calls: [call] });
      const keys = keysOfCall.get(call);
      if (keys) keys.push(key);
      else keysOfCall.set(call, [key]);
    }
  }
  // A table that no code uses has needs too: those that its name and its settings suggest.
  for (const table of input.tables) {
    const key = `dynamodb table ${table.id}`;
    if (!groups.has(key)) groups.set(key, { store: 'dynamodb', kind: 'table', name: table.tableName ?? table.resource, resolved: undefined, table, entity: undefined, calls: [] });
  }
  const sets = new Map<string, DataSet>();
  const byCall = new Map<StoreCall, DataSet>();
  for (const [key, group] of groups) {
    for (const part of byDeployment(group, input.connections)) {
      const set = dataSetOf(part, input);
      if (!sets.has(key)) sets.set(key, set);
      else sets.set(`${key} ${sets.size}`, set);
      for (const call of part.calls) if (keysOfCall.get(call)?.[0] === key) byCall.set(call, set);
    }
  }
  const all = [...sets.values()].sort((a, b) => (a.fields.store < b.fields.store ? -1 : a.fields.store > b.fields.store ? 1 : a.fields.name < b.fields.name ? -1 : a.fields.name > b.fields.name ? 1 : 0));
  return {
    all,
    of: call => byCall.get(call),
    ofTable: (store, id) => sets.get(`${store} table ${id}`),
  };
}

function groupsOf(call: StoreCall, input: DataSetsInput, entities: ReadonlyMap<DynamodbCall, string>): Omit<Group, 'calls'>[] {
  const store = storeOf(call);
  switch (call.kind) {
    case 'redis.command': {
      const prefix = keyPrefix(call, input);
      const names = namesOf(call, input.view).map(({ text }) => templateOf(text)).filter(name => name !== undefined);
      return [...new Set(names)].map(name => ({ store, kind: 'key', name: prefix + name, resolved: undefined, table: undefined, entity: undefined }));
    }
    case 'dynamodb.request': {
      const tables = distinct(input.tablesOf(call).map(({ name, resolved, declared }) => ({ store, kind: 'table' as const, name, resolved, table: declared, entity: undefined })));
      const entity = entities.get(call);
      // an entity comes first: it is what the call uses; its table still has all calls
      return entity === undefined ? tables : [...tables.map(table => ({ ...table, kind: 'entity' as const, name: `${table.resolved ?? table.name} ${entity}`, resolved: undefined, entity })), ...tables];
    }
    case 'cassandra.statement': {
      const table = call.statement?.table;
      return table ? [{ store, kind: 'table', name: table.name, resolved: undefined, table: undefined, entity: undefined }] : [];
    }
    default: {
      const name = call.name && template(call.name);
      return name !== undefined && /[\p{L}\d]/u.test(name) ? [{ store, kind: 'library', name, resolved: undefined, table: undefined, entity: undefined }] : [];
    }
  }
}

function distinct(groups: readonly Omit<Group, 'calls'>[]): Omit<Group, 'calls'>[] {
  return groups.filter((group, index) => groups.findIndex(other => (other.table?.id ?? other.name) === (group.table?.id ?? group.name)) === index);
}

/** What ioredis puts before every key. */
function keyPrefix(call: RedisCall, { connections, view }: DataSetsInput): string {
  const settings = call.client && connections.settingsOf(call.client);
  for (const options of settings?.options ?? []) {
    const property = view.resolver.property(options, 'keyPrefix');
    const prefix = typeof property === 'string' ? undefined : plainText(property, view.resolver);
    if (prefix !== undefined) return prefix;
  }
  return '';
}

/** Keys of one name in two deployments are two data sets; where only one is known, the others are taken to mean it. */
function byDeployment(group: Group, connections: Connections): Group[] {
  const parts = new Map<string, StoreCall[]>();
  for (const call of group.calls) {
    const id = (call.client && connections.linkOf(call.client)?.deployment.id) ?? '';
    const present = parts.get(id);
    if (present) present.push(call);
    else parts.set(id, [call]);
  }
  const known = [...parts.keys()].filter(id => id !== '');
  if (known.length <= 1) return [group];
  return [...parts.values()].map(calls => ({ ...group, calls }));
}

function dataSetOf(group: Group, input: DataSetsInput): DataSet {
  const { view, knowledge } = input;
  const { name, store, resolved } = group;
  const declared = declarationOf(group, input);
  // What tests do with a data set says nothing of what it is for.
  const used = group.calls.filter(call => !isTestFile(call.at.file));
  const calls = used.length > 0 ? used : group.calls;
  const redis = calls.filter(call => call.kind === 'redis.command');
  const hasExpiry = expires(group, redis, calls, input);
  const ttls = redis.flatMap(call => expiryOf(call, view).seconds ?? []);
  const hasSource = calls.length === 0 ? undefined : input.otherStores.areSource(calls);
  const readable = group.entity ?? (name.startsWith('env:') ? `${resolved ?? ''} ${name.slice(4)}` : name);
  const nameVote = roleOfName(readable, knowledge.lexicon);
  const ofTable = tableVotes(calls, group.table, store === 'cassandra' ? input.cassandraTableOf(name, undefined) : undefined, readable, nameVote?.role, view);
  const isCountedExactly = ofTable.some(({ role }) => role === 'counter-exact');
  const votes = [
    ...nameVotes(nameVote, { hasSource, isWindow: isTrimmed(redis), isCountedExactly }),
    ...connectionVotes(calls, knowledge),
    ...libraryVotes(calls),
    ...redisVotes(readable, redis, { nameRole: nameVote?.role, hasExpiry, isReadThrough: hasSource === true && isReadThrough(redis, view) }),
    ...ofTable,
    ...sourceVotes(redis, hasSource, hasExpiry),
  ];
  const all = [...votes, ...expiryVotes(votes, redis, hasExpiry, ttls), ...onlyCopyVotes(votes, calls, hasSource, hasExpiry)];
  const found = decideRole(all);
  const role = declared.values['role'] ?? found.role;
  return {
    calls: group.calls,
    votes: all,
    declaredAt: declared.places,
    fields: {
      name,
      store,
      ...(resolved !== undefined && { resolved }),
      role,
      confidence: declared.values['role'] === undefined ? found.confidence : 1,
      nameRole: nameVote?.role ?? 'unknown',
      isDeclared: declared.isDeclared,
      needs: needsOf(role, declared.values, knowledge),
      commands: [...new Set(group.calls.map(commandOf).filter(command => command !== ''))].sort(),
      ...(hasExpiry !== undefined && { hasExpiry }),
      ...(hasSource !== undefined && { hasSource }),
      isInvalidated: group.calls.some(isRemoval),
      ...(ttls.length > 0 && { minTtlSeconds: Math.min(...ttls), maxTtlSeconds: Math.max(...ttls) }),
    },
  };
}

function commandOf(call: StoreCall): string {
  if (call.kind === 'redis.command') return call.command;
  if (call.kind === 'dynamodb.request') return call.operation;
  return call.kind === 'cassandra.statement' ? (call.statement?.kind ?? '').toUpperCase() : call.what;
}

function isRemoval(call: StoreCall): boolean {
  if (call.kind === 'redis.command') return removes(call);
  if (call.kind === 'dynamodb.request') return call.operation === 'DeleteItem';
  return call.kind === 'cassandra.statement' && call.statement?.kind === 'delete';
}

/** Undefined when it is not known, also where nothing writes. */
function expires(group: Group, redis: readonly RedisCall[], calls: readonly StoreCall[], { view, isExpiredLater, cassandraTableOf }: DataSetsInput): boolean | undefined {
  if (group.store === 'dynamodb') return group.table?.fields.hasTtl;
  if (group.store === 'cassandra') {
    const writers = calls.filter((call): call is CassandraCall => call.kind === 'cassandra.statement' && (call.statement?.kind === 'insert' || call.statement?.kind === 'update'));
    if (writers.some(({ statement }) => statement && 'usingTtl' in statement && statement.usingTtl !== undefined)) return true;
    const declared = cassandraTableOf(group.name, undefined);
    return declared ? (declared.defaultTtl ?? 0) > 0 : undefined;
  }
  const writers = redis.filter(call => writes(call) && !removes(call));
  if (writers.length === 0) return undefined;
  const found = writers.map(call => (isExpiredLater(call) ? true : expiryOf(call, view).has));
  return found.includes(true) ? true : found.includes(undefined) ? undefined : false;
}

/** Written in a function that has read it before, and not from what was read: that would be a change, no copy. */
function isReadThrough(redis: readonly RedisCall[], { resolver }: View): boolean {
  return redis.some(write => writesData(write) && redis.some(read => ['GET', 'HGETALL', 'HGET', 'JSON.GET', 'MGET', 'EXISTS'].includes(read.command)
    && read.at.file === write.at.file && read.at.call.function === write.at.call.function && read.at.call.range.start < write.at.call.range.start
    && !write.arguments.slice(1).some(argument => resolver.derivesFrom(argument, read.at))));
}

/** A name that means a record says nothing of what is a copy of it; one that means a time series, of a window the latest part of it; what is counted to the last one, the count. */
function nameVotes(found: ReturnType<typeof roleOfName>, { hasSource, isWindow, isCountedExactly }: { readonly hasSource: boolean | undefined; readonly isWindow: boolean; readonly isCountedExactly: boolean }): Vote[] {
  if (found && isCountedExactly && exactWords.has(found.word)) return [{ role: 'counter-exact', weight: 0.3, because: `named '${found.word}'`, by: 'name' }];
  if (!found || (hasSource === true && (found.role === 'record' || found.role === 'ledger'))) return [];
  const role = found.role === 'time-series' && isWindow ? 'time-series-hot' : found.role;
  return [{ role, weight: found.isWeak ? 0.15 : 0.3, because: `named '${found.word}'`, by: 'name' }];
}

/** `CACHE_URL`, `sessionRedis` */
function connectionVotes(calls: readonly StoreCall[], { lexicon }: Knowledge): Vote[] {
  const names = new Set(calls.flatMap(call => call.client?.name ?? []));
  for (const name of names) {
    const found = roleOfName(name, lexicon);
    if (found && !found.isWeak && found.role !== 'record' && found.role !== 'search') return [{ role: found.role, weight: 0.2, because: `through '${name}'`, by: 'connection' }];
  }
  return [];
}

function libraryVotes(calls: readonly StoreCall[]): Vote[] {
  const roles = new Map<string, string>();
  for (const call of calls) if ('role' in call) roles.set(call.role, call.library);
  return [...roles].map(([role, library]) => ({ role, weight: 0.5, because: `kept by ${library}`, by: 'library' }));
}

function sourceVotes(redis: readonly RedisCall[], hasSource: boolean | undefined, hasExpiry: boolean | undefined): Vote[] {
  if (!holdsDocuments(redis)) return [];
  if (hasSource === true) return [{ role: 'cache', weight: 0.3, because: 'another store is used beside it', by: 'source' }];
  return hasSource === false && hasExpiry === false ? [{ role: 'record', weight: 0.3, because: 'no other store is used beside it', by: 'source' }] : [];
}

/** Items and rows of which nothing else holds a copy are records, where nothing speaks for another use. */
function onlyCopyVotes(votes: readonly Vote[], calls: readonly StoreCall[], hasSource: boolean | undefined, hasExpiry: boolean | undefined): Vote[] {
  const holdsItems = calls.some(call => (call.kind === 'dynamodb.request' && (call.operation === 'PutItem' || call.operation === 'UpdateItem')) || (call.kind === 'cassandra.statement' && call.statement?.kind === 'insert'));
  const isForOtherUse = votes.some(({ role, by }) => role !== 'record' && role !== 'ledger' && by !== 'schema');
  if (!holdsItems || hasSource !== false || hasExpiry === true || isForOtherUse) return [];
  return [{ role: votes.find(({ role }) => role === 'ledger')?.role ?? 'record', weight: 0.3, because: 'no other store is used beside it', by: 'source' }];
}

/** How long it lives speaks for a role that something else speaks for too. */
function expiryVotes(votes: readonly Vote[], redis: readonly RedisCall[], hasExpiry: boolean | undefined, ttls: readonly number[]): Vote[] {
  const voted = [...new Set(votes.map(vote => vote.role))];
  if (hasExpiry === false && holdsDocuments(redis) && voted.includes('record')) return [{ role: 'record', weight: 0.2, because: 'never expires', by: 'expiry' }];
  if (hasExpiry !== true || redis.length === 0) return [];
  const expiring = ['cache', 'session', 'one-time-token', 'rate-limit', 'lock', 'lock-correct', 'idempotency', 'presence', 'flags', 'time-series-hot'];
  const longest = ttls.length > 0 ? Math.max(...ttls) : undefined;
  const fitting = longest === undefined ? expiring : rolesOfExpiry(longest);
  const supported = voted.filter(role => fitting.includes(role) || (role === 'lock-correct' && fitting.includes('lock')));
  if (supported.length > 0) return supported.map(role => ({ role, weight: 0.2, because: `expires${longest === undefined ? '' : ` after ${longest} s`}`, by: 'expiry' }));
  return longest !== undefined && longest <= 2 * 3600 ? [{ role: 'cache', weight: 0.2, because: `expires after ${longest} s`, by: 'expiry' }] : [];
}

interface Declared {
  readonly isDeclared: boolean;
  readonly values: Readonly<Record<string, string>>;
  readonly places: readonly Place[];
}

/** Comments and the config file, field by field; the config file wins, and of comments the one that stands for less code. */
function declarationOf(group: Group, input: DataSetsInput): Declared {
  const { declarations, declared } = input;
  const values: Record<string, string> = {};
  const places: Place[] = [];
  const meant = declarations.filter(declaration => speaksOf(declaration, group, input));
  for (const declaration of meant.sort((a, b) => a.covers.end - a.covers.start - (b.covers.end - b.covers.start))) {
    places.push(declaration.place);
    for (const [key, value] of Object.entries(declaration.values)) values[key] ??= value;
  }
  let isDeclared = places.length > 0;
  for (const each of declared) {
    if (!isMeant(each, group)) continue;
    isDeclared = true;
    Object.assign(values, each.needs, each.role === undefined ? {} : { role: each.role });
  }
  return { isDeclared, values, places };
}

function speaksOf({ covers, template: key }: Declaration, group: Group, { view, cassandraTableOf }: DataSetsInput): boolean {
  if (key !== undefined && /[\p{L}\d]/u.test(key) && group.kind === 'key') {
    if (group.name === key || (!key.endsWith('*') && group.name.startsWith(key) && /^[:*/.-]/.test(group.name.slice(key.length).concat('*')))) return true;
  }
  if (key !== undefined && group.kind === 'entity' && group.entity === key) return true;
  const table = group.store === 'cassandra' ? cassandraTableOf(group.name, undefined)?.place : group.table?.place;
  if (group.kind !== 'entity' && table?.file === covers.file && contains(covers, table)) return true;
  return group.calls.some(call => {
    if (call.at.file === covers.file && contains(covers, call.range)) return true;
    return call.kind === 'redis.command' && namesOf(call, view).some(({ place }) => place.file === covers.file && contains(covers, place));
  }) || (group.store === 'cassandra' && group.calls.some(call => call.kind === 'cassandra.statement' && call.queryPlace?.file === covers.file && contains(covers, call.queryPlace)));
}

function isMeant({ match }: DataSetDeclaration, { store, name, resolved, kind, entity, table }: Group): boolean {
  if (match.store !== undefined && match.store !== store) return false;
  const fits = (glob: string | undefined): boolean => glob !== undefined && (matches(name, glob) || (resolved !== undefined && matches(resolved, glob)));
  if (kind === 'entity') return match.entity !== undefined && matches(entity ?? '', match.entity) && (match.table === undefined || matches(table?.tableName ?? name.split(' ')[0] ?? '', match.table));
  if (kind === 'table') return match.entity === undefined && fits(match.table);
  if (kind === 'library') return fits(match.queue) || fits(match.key);
  return fits(match.key) || fits(match.channel) || fits(match.stream) || fits(match.queue);
}
