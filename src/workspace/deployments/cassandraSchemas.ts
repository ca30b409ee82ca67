import type { ConfigFile } from '../../facts/config.js';
import type { CqlCreateTable, CqlKeyspace, CqlStatement } from '../../facts/cql.js';
import { place, type Place, type Range } from '../../facts/place.js';
import type { DeploymentDeclaration } from '../../settings/settings.js';
import type { Places } from './deployments.js';
import { isTestFile, type EnvironmentFinder, type EnvironmentKind } from './environments.js';
import type { StoreCall } from '../known.js';

/** A keyspace that a schema declares. */
export interface Keyspace {
  readonly name: string;
  readonly place: Place;
  readonly places: Places;
  readonly environment: EnvironmentKind;
  readonly strategy: string | undefined;
  /** Replicas in each data centre, as far as said; '' for all of them under SimpleStrategy. */
  readonly dataCenters: ReadonlyMap<string, number>;
  /** Some number of replicas is filled in by the program. */
  readonly isPartial: boolean;
}

export interface CassandraTable {
  readonly name: string;
  readonly keyspace: string | undefined;
  readonly partitionKey: readonly string[];
  readonly clusteringKey: readonly string[];
  readonly place: Place;
  readonly places: Places;
  readonly environment: EnvironmentKind;
  /** Of Amazon Keyspaces. */
  readonly isManaged: boolean;
  readonly hasCounter: boolean;
  readonly defaultTtl: number | undefined;
}

export interface CassandraSchema {
  readonly keyspaces: readonly Keyspace[];
  readonly tables: readonly CassandraTable[];
}

/** A statement in a file's text. */
export interface Written {
  readonly statement: CqlStatement;
  readonly file: string;
  readonly toSource: (range: Range) => Range;
  /** The keyspace that `USE` chose before it. */
  readonly keyspace: string | undefined;
}

/** What schema files, and CREATE statements in code, declare; in the order of files and places. */
export function cassandraSchema(config: ReadonlyMap<string, ConfigFile>, calls: readonly StoreCall[], finder: EnvironmentFinder, named: readonly DeploymentDeclaration[]): CassandraSchema {
  const environmentIn = (file: string): EnvironmentKind => (isTestFile(file) ? 'development' : (finder(file) ?? 'production'));
  const written: Written[] = [];
  for (const [file, { facts }] of config) written.push(...statementsOf(file, facts));
  for (const call of calls) {
    if (call.kind !== 'cassandra.statement' || !call.statement || !call.queryPlace) continue;
    written.push({ statement: call.statement, file: call.queryPlace.file, toSource: call.toSource, keyspace: undefined });
  }
  const keyspaces = written.flatMap(each => (each.statement.kind === 'create-keyspace' ? keyspaceOf(each, each.statement, environmentIn(each.file)) : []));
  const tables = written.flatMap(each => (each.statement.kind === 'create-table' ? tableOf(each, each.statement, environmentIn(each.file)) : []));
  for (const [file, { facts }] of config) {
    for (const fact of facts) {
      if (fact.kind !== 'keyspaces.resource' || fact.resource !== 'table' || fact.table === undefined) continue;
      const { table: name, keyspace, partitionKey, clusteringKey } = fact;
      const places = { self: place(file, fact.range), name: place(file, fact.nameRange) };
      tables.push({ name, keyspace, partitionKey, clusteringKey, place: places.self, places, environment: environmentIn(file), isManaged: true, hasCounter: false, defaultTtl: undefined });
    }
  }
  keyspaces.push(...named.flatMap(declaration => namedKeyspace(declaration, keyspaces)));
  return { keyspaces: keyspaces.sort(byPlace), tables: tables.sort(byPlace) };
}

/** The statements of a `.cql` file. */
export function statementsOf(file: string, facts: ConfigFile['facts']): Written[] {
  const written: Written[] = [];
  let keyspace: string | undefined;
  for (const fact of facts) {
    if (fact.kind !== 'cql.schema') continue;
    for (const statement of fact.statements) {
      if (statement.kind === 'use') keyspace = statement.keyspace?.name ?? keyspace;
      written.push({ statement, file, toSource: range => range, keyspace });
    }
  }
  return written;
}

export function tableNamed({ tables }: CassandraSchema, name: string, keyspace: string | undefined): CassandraTable | undefined {
  const named = tables.filter(table => table.name === name);
  const inKeyspace = keyspace === undefined ? named : named.filter(table => table.keyspace === undefined || table.keyspace === keyspace);
  return inKeyspace.find(table => table.environment === 'production') ?? inKeyspace[0];
}

export function keyspaceNamed({ keyspaces }: CassandraSchema, name: string | undefined): Keyspace | undefined {
  const production = keyspaces.filter(each => each.environment === 'production');
  const left = production.length > 0 ? production : keyspaces;
  if (name !== undefined) return left.find(each => each.name === name) ?? keyspaces.find(each => each.name === name);
  const [only, ...others] = left;
  return others.length === 0 ? only : undefined;
}

function byPlace(a: { readonly place: Place }, b: { readonly place: Place }): number {
  return a.place.file < b.place.file ? -1 : a.place.file > b.place.file ? 1 : a.place.start - b.place.start;
}

/** A keyspace that no schema shows, with the replicas that the user names. */
function namedKeyspace({ keyspace, rf, place: self }: DeploymentDeclaration, found: readonly Keyspace[]): Keyspace[] {
  if (keyspace === undefined || rf === undefined || found.some(({ name }) => name === keyspace)) return [];
  return [{ name: keyspace, place: self, places: { self, name: self }, environment: 'production', strategy: 'NetworkTopologyStrategy', dataCenters: new Map(Object.entries(rf)), isPartial: false }];
}

function keyspaceOf({ file, toSource }: Written, statement: CqlKeyspace, environment: EnvironmentKind): Keyspace[] {
  const { keyspace, replication, range } = statement;
  if (!keyspace) return [];
  const self = place(file, toSource(range));
  const centers = Object.entries(replication?.dataCenters ?? {});
  const dataCenters = new Map(replication?.replicationFactor === undefined ? centers : [['', replication.replicationFactor] as const]);
  return [{
    name: keyspace.name,
    place: self,
    places: { self, name: place(file, toSource(keyspace.range)), ...(replication && { replication: place(file, toSource(replication.range)) }) },
    environment,
    strategy: replication?.strategy,
    dataCenters,
    isPartial: statement.hasHole || statement.isPartial || !replication,
  }];
}

function tableOf({ file, toSource, keyspace: used }: Written, statement: CqlCreateTable, environment: EnvironmentKind): CassandraTable[] {
  const { table, keyspace, partitionKey, clusteringKey, range, columns, options } = statement;
  if (!table) return [];
  const self = place(file, toSource(range));
  const keys = [...partitionKey, ...clusteringKey].map(column => place(file, toSource(column.range)));
  const ttl = options['default_time_to_live']?.value;
  return [{
    name: table.name,
    keyspace: keyspace?.name ?? used,
    partitionKey: partitionKey.map(column => column.name),
    clusteringKey: clusteringKey.map(column => column.name),
    place: self,
    places: { self, name: place(file, toSource(table.range)), ...(keys.length > 0 && { primaryKey: keys }) },
    environment,
    isManaged: false,
    hasCounter: columns.some(column => column.type === 'counter'),
    defaultTtl: typeof ttl === 'number' ? ttl : undefined,
  }];
}
