import type { Place } from '../../facts/place.js';
import type { FactOf } from '../../facts/shape.js';
import type { dataSet as dataSetShape } from '../../facts/storeFacts.js';
import type { DataSetDeclaration, DeploymentDeclaration } from '../../settings/settings.js';
import { secondsOf } from '../../settings/vocabulary.js';
import type { CassandraTable } from '../deployments/cassandraSchemas.js';
import type { Connections } from '../deployments/connections.js';
import type { Declaration } from './declarations.js';
import type { Table } from '../deployments/dynamodbTables.js';
import { isTestFile } from '../deployments/environments.js';
import type { CallGraph } from '../flows/callGraph.js';
import type { Knowledge } from '../knowledge.js';
import type { DynamodbCall, RedisCall, StoreCall } from '../known.js';
import { declarationOf, intentVotes, type Declared, type Word } from './declared.js';
import { entitiesOf } from './entities.js';
import { byDeployment, groupsOf, keyOf, type Group } from './groups.js';
import type { Intent } from './intent.js';
import type { OtherStores } from './otherStores.js';
import { expiryOf, removes, writes } from '../facts/redisMeaning.js';
import { decideRole, needsOf, type Vote } from './roles.js';
import type { TableNamed } from '../deployments/tableNames.js';
import { votesOf } from './votes.js';
import type { View } from '../view.js';

export interface DataSet {
  /** Tells it from all others of the workspace. */
  readonly id: string;
  readonly fields: FactOf<typeof dataSetShape>;
  readonly calls: readonly StoreCall[];
  readonly votes: readonly Vote[];
  /** Who says what it is. */
  readonly words: readonly Word[];
}

export interface DataSets {
  readonly all: readonly DataSet[];
  /** The data set a call uses; of several the first it names. */
  of(call: StoreCall): DataSet | undefined;
  /** Declarations that mean no data set. */
  readonly unusedDeclarations: readonly Place[];
  /** That of a declared table. */
  ofTable(store: string, name: string): DataSet | undefined;
}

export interface DataSetsInput {
  readonly calls: readonly StoreCall[];
  readonly view: View;
  readonly connections: Connections;
  readonly knowledge: Knowledge;
  readonly otherStores: OtherStores;
  readonly graph: CallGraph;
  readonly declarations: readonly Declaration[];
  readonly intents: readonly Intent[];
  readonly declared: readonly DataSetDeclaration[];
  readonly namedStores: readonly DeploymentDeclaration[];
  readonly tablesOf: (call: DynamodbCall) => readonly TableNamed[];
  readonly tables: readonly Table[];
  readonly cassandraTableOf: (name: string, keyspace: string | undefined) => CassandraTable | undefined;
  /** A later EXPIRE of the same key. */
  readonly isExpiredLater: (call: RedisCall) => boolean;
}

export function dataSetsOf(input: DataSetsInput): DataSets {
  const { groups, keysOfCall } = groupsIn(input);
  const sets = new Map<string, DataSet>();
  const byCall = new Map<StoreCall, DataSet>();
  for (const [key, group] of groups) {
    for (const part of byDeployment(group, input.connections)) {
      const id = sets.has(key) ? `${key} ${sets.size}` : key;
      const set = keptDataSet(id, part, input);
      sets.set(id, set);
      for (const call of part.calls) if (keysOfCall.get(call)?.[0] === key) byCall.set(call, set);
    }
  }
  const all = [...sets.values()].sort((a, b) => (a.fields.store < b.fields.store ? -1 : a.fields.store > b.fields.store ? 1 : a.fields.name < b.fields.name ? -1 : a.fields.name > b.fields.name ? 1 : 0));
  return {
    all,
    of: call => byCall.get(call),
    unusedDeclarations: unusedOf(input, all),
    ofTable: (store, id) => sets.get(`${store} table ${id}`),
  };
}

interface Groups {
  readonly groups: ReadonlyMap<string, Group>;
  /** The groups that a call names, by their keys. */
  readonly keysOfCall: ReadonlyMap<StoreCall, readonly string[]>;
}

function groupsIn(input: DataSetsInput): Groups {
  const { keep } = input.view.resolver;
  const requests = input.calls.filter(call => call.kind === 'dynamodb.request');
  const entities = keep.of<'', ReturnType<typeof entitiesOf>>('entities').ask('', [input.calls, ...input.declared, ...input.namedStores], () => entitiesOf(requests, input));
  return keep.of<'', Groups>('groups of calls').ask('', [input.calls, entities, ...input.tables], () => findGroups(entities, input));
}

function findGroups(entities: ReturnType<typeof entitiesOf>, input: DataSetsInput): Groups {
  const groups = new Map<string, Group>();
  const keysOfCall = new Map<StoreCall, string[]>();
  const named = input.view.resolver.keep.of<StoreCall, ReturnType<typeof groupsOf>>('data sets named by a call');
  for (const call of input.calls) {
    const entity = call.kind === 'dynamodb.request' ? entities.get(call) : undefined;
    for (const group of named.ask(call, [entity], () => groupsOf(call, input, entity))) {
      const key = keyOf(group);
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
    const group: Group = { store: 'dynamodb', kind: 'table', name: table.tableName ?? table.resource, entity: undefined, resolved: undefined, table, calls: [] };
    if (!groups.has(keyOf(group))) groups.set(keyOf(group), group);
  }
  return { groups, keysOfCall };
}

function unusedOf({ declarations, declared }: DataSetsInput, all: readonly DataSet[]): readonly Place[] {
  const used = new Set(all.flatMap(({ words }) => words.map(({ source }) => source)));
  return [...declarations, ...declared].filter(each => !used.has(each)).map(({ place }) => place);
}

function keptDataSet(id: string, group: Group, input: DataSetsInput): DataSet {
  const declared = declarationOf(group, input);
  const meant = intentVotes(group, input);
  const table = group.store === 'cassandra' ? input.cassandraTableOf(group.name, undefined) : undefined;
  const kept = input.view.resolver.keep.of<string, DataSet>('data set');
  // of what is said, each word is read anew
  const said = [...declared.words.map(({ source }) => source), ...meant];
  return kept.ask(id, [group.table, group.resolved, group.entity, table, ...said, ...group.calls], () => dataSetOf(id, group, { declared, meant, table }, input));
}

interface Besides {
  readonly declared: Declared;
  readonly meant: readonly Vote[];
  readonly table: CassandraTable | undefined;
}

function dataSetOf(id: string, group: Group, { declared, meant, table }: Besides, input: DataSetsInput): DataSet {
  const { view, knowledge } = input;
  const { name, store, resolved } = group;
  // What tests do with a data set says nothing of what it is for.
  const used = group.calls.filter(call => !isTestFile(call.at.file));
  const calls = used.length > 0 ? used : group.calls;
  const redis = calls.filter(call => call.kind === 'redis.command');
  const hasExpiry = expires(group, redis, calls, table, input);
  const ttls = redis.flatMap(call => expiryOf(call, view).seconds ?? []);
  const lifetimes = [...ttls, ...lifetimesOfTable(calls, table)];
  const { source, ttl, staleness } = declared.values;
  const hasSource = source !== undefined ? true : calls.length === 0 ? undefined : input.otherStores.areSource(calls);
  const [ttlSeconds, stalenessSeconds] = [ttl, staleness].map(text => (text === undefined ? undefined : secondsOf(text)));
  const readable = group.entity ?? (name.startsWith('env:') ? `${resolved ?? ''} ${name.slice(4)}` : name);
  const { votes, nameRole } = votesOf({ name: readable, calls, table: group.table, cassandra: table, hasExpiry, hasSource, ttls, meant }, input);
  const found = decideRole(votes);
  const role = declared.values['role'] ?? found.role;
  return {
    id,
    calls: group.calls,
    votes,
    words: declared.words,
    fields: {
      name,
      store,
      ...(resolved !== undefined && { resolved }),
      role,
      confidence: declared.values['role'] === undefined ? found.confidence : 1,
      ...(found.guess !== undefined && { guess: found.guess }),
      nameRole,
      isDeclared: declared.words.length > 0,
      needs: needsOf(role, declared.values, knowledge),
      commands: [...new Set(group.calls.map(commandOf).filter(command => command !== ''))].sort(),
      ...(hasExpiry !== undefined && { hasExpiry }),
      ...(hasSource !== undefined && { hasSource }),
      ...(source !== undefined && { source }),
      ...(ttlSeconds !== undefined && { declaredTtlSeconds: ttlSeconds }),
      ...(stalenessSeconds !== undefined && { declaredStalenessSeconds: stalenessSeconds }),
      isInvalidated: group.calls.some(isRemoval),
      ...(lifetimes.length > 0 && { minTtlSeconds: Math.min(...lifetimes), maxTtlSeconds: Math.max(...lifetimes) }),
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
function expires(group: Group, redis: readonly RedisCall[], calls: readonly StoreCall[], table: CassandraTable | undefined, { view, isExpiredLater }: DataSetsInput): boolean | undefined {
  if (group.store === 'dynamodb') return group.table?.fields.hasTtl;
  if (group.store === 'cassandra') {
    if (calls.some(givesTtl)) return true;
    return table ? (table.defaultTtl ?? 0) > 0 : undefined;
  }
  const writers = redis.filter(call => writes(call) && !removes(call));
  if (writers.length === 0) return undefined;
  const found = writers.map(call => (isExpiredLater(call) ? true : expiryOf(call, view).has));
  return found.includes(true) ? true : found.includes(undefined) ? undefined : false;
}

function givesTtl(call: StoreCall): boolean {
  return call.kind === 'cassandra.statement' && (call.statement?.kind === 'insert' || call.statement?.kind === 'update') && call.statement.usingTtl !== undefined;
}

/** The default of a Cassandra table, where no statement says otherwise. */
function lifetimesOfTable(calls: readonly StoreCall[], table: CassandraTable | undefined): readonly number[] {
  const seconds = calls.some(givesTtl) ? 0 : (table?.defaultTtl ?? 0);
  return seconds > 0 ? [seconds] : [];
}
