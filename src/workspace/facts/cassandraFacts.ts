import { place, type Place } from '../../facts/place.js';
import type { FactOf } from '../../facts/shape.js';
import type { DeploymentDeclaration } from '../../settings/settings.js';
import type { cassandraKeyspace } from '../../facts/storeFacts.js';
import { keyspaceNamed, type CassandraSchema, type CassandraTable, type Keyspace } from '../deployments/cassandraSchemas.js';
import type { Connections } from '../deployments/connections.js';
import { statementFields, statementPlaces, type CassandraTableFact, type DeclaredTables, type StatementFact } from './cqlStatements.js';
import type { FactContext, WithPlaces } from './factContext.js';
import { beside } from '../resolving/frame.js';
import type { CassandraCall, Located } from '../known.js';
import { plainText } from '../resolving/plainText.js';
import { callOf, type View } from '../view.js';

export interface CassandraFactsInput extends DeclaredTables {
  readonly context: FactContext;
  readonly view: View;
  readonly connections: Connections;
  readonly namedStores: readonly DeploymentDeclaration[];
}

export function statementFact(call: CassandraCall, input: CassandraFactsInput): StatementFact | undefined {
  const { statement, queryPlace } = call;
  if (!statement) return undefined;
  const { context, view, connections } = input;
  const keyspace = statement.keyspace?.name ?? keyspaceOfClient(call, connections, view);
  const consistency = consistencyOf(call, connections, view) ?? declaredConsistency(call, keyspace, input);
  const isPrepared = booleanOption(call.options, 'prepare', view);
  return {
    ...context.common(call),
    ...statementFields(statement, keyspace, input),
    ...(consistency && { consistency: consistency.level, consistencyFrom: consistency.from }),
    ...(isPrepared !== undefined && { isPrepared }),
    places: {
      ...context.placesOf(call),
      ...(queryPlace && { query: queryPlace, ...statementPlaces(statement, queryPlace.file, call.toSource) }),
      ...(call.options && { options: place(call.options.file, call.options.value.range) }),
      ...(consistency?.place && { consistency: consistency.place }),
    },
  };
}

function keyspaceOfClient(call: CassandraCall, connections: Connections, view: View): string | undefined {
  for (const options of clientOptions(call, connections)) {
    const property = view.resolver.property(options, 'keyspace');
    const text = typeof property === 'string' ? undefined : plainText(property, view.resolver);
    if (text !== undefined) return text;
  }
  return undefined;
}

function clientOptions(call: CassandraCall, connections: Connections): readonly Located[] {
  return (call.client && connections.settingsOf(call.client)?.options) ?? [];
}

interface Consistency {
  readonly level: string;
  readonly from: string;
  readonly place: Place | undefined;
}

/** In force: the statement's own, else its profile's, else the client's, else the driver's LOCAL_ONE. */
function consistencyOf(call: CassandraCall, connections: Connections, view: View): Consistency | undefined {
  if (call.options) {
    const own = levelAt(call.options, ['consistency'], 'statement', view);
    if (own !== 'absent') return own;
  }
  if (!call.client || call.client.by !== 'construction') return undefined;
  const options = clientOptions(call, connections);
  const profile = call.options && view.resolver.property(call.options, 'executionProfile');
  if (profile === 'unknown') return undefined;
  const name = profile === undefined || profile === 'absent' ? 'default' : profileName(profile, view);
  for (const each of options) {
    const inProfile = profileLevel(each, name, view);
    if (inProfile !== 'absent') return inProfile;
    const own = levelAt(each, ['queryOptions', 'consistency'], 'client', view);
    if (own !== 'absent') return own;
  }
  const isVisible = options.length > 0 && options.every(each => view.resolver.known(each).is === 'object');
  return isVisible ? { level: 'LOCAL_ONE', from: 'driver', place: undefined } : undefined;
}

/** What the user says of the keyspace, or of what the client reaches, where code does not tell. */
function declaredConsistency({ client, statement }: CassandraCall, keyspace: string | undefined, { connections, namedStores }: CassandraFactsInput): Consistency | undefined {
  const names = client ? connections.namesOf(client) : [];
  const meant = namedStores.find(each => each.kind === 'cassandra' && (each.keyspace === undefined ? names.includes(each.name) : each.keyspace === keyspace));
  const level = statement?.kind === 'select' ? meant?.read : meant?.write;
  return level === undefined ? undefined : { level, from: 'declared', place: undefined };
}

function profileName(profile: Located, view: View): string | undefined {
  return plainText(profile, view.resolver);
}

/** `profiles: [new ExecutionProfile('default', { consistency })]` */
function profileLevel(options: Located, name: string | undefined, view: View): Consistency | 'absent' | undefined {
  const profiles = view.resolver.property(options, 'profiles');
  if (profiles === 'absent') return name === 'default' ? 'absent' : undefined;
  const known = profiles === 'unknown' ? undefined : view.resolver.known(profiles);
  if (known?.is !== 'list' || name === undefined) return undefined;
  for (const item of known.items) {
    const origin = view.resolver.origin(item);
    const call = callOf(view, origin);
    const [first, second] = call?.arguments ?? [];
    if (!first || plainText(beside(origin, first), view.resolver) !== name) continue;
    return second ? levelAt(beside(origin, second), ['consistency'], 'profile', view) : 'absent';
  }
  return name === 'default' ? 'absent' : undefined;
}

const byNumber = ['ANY', 'ONE', 'TWO', 'THREE', 'QUORUM', 'ALL', 'LOCAL_QUORUM', 'EACH_QUORUM', 'SERIAL', 'LOCAL_SERIAL', 'LOCAL_ONE'];

/** The level at a path of an options object; undefined when one is there that cannot be read. */
function levelAt(options: Located, path: readonly string[], from: string, view: View): Consistency | 'absent' | undefined {
  let at = options;
  for (const name of path) {
    if (view.resolver.known(at).is === 'null') return 'absent';
    const property = view.resolver.property(at, name);
    if (property === 'absent') return 'absent';
    if (property === 'unknown') return undefined;
    at = property;
  }
  const known = view.resolver.known(at);
  const written = place(at.file, at.value.range);
  if (known.is === 'meaning' && known.meaning.is === 'constant') return { level: known.meaning.text, from, place: written };
  const level = known.is === 'number' ? byNumber[known.number] : undefined;
  return level === undefined ? undefined : { level, from, place: written };
}

/** False when nothing is said: the driver does not prepare by itself. */
function booleanOption(options: Located | undefined, name: string, view: View): boolean | undefined {
  if (!options) return false;
  const property = view.resolver.property(options, name);
  if (typeof property === 'string') return property === 'absent' ? false : undefined;
  const known = view.resolver.known(property);
  return known.is === 'boolean' ? known.boolean : undefined;
}

/** The number that all data centres agree on; undefined where they differ or it is not said. */
export function replicationOf(keyspace: Keyspace | undefined): number | undefined {
  if (!keyspace || keyspace.dataCenters.size === 0) return undefined;
  const factors = new Set(keyspace.dataCenters.values());
  const [only] = factors;
  return factors.size === 1 ? only : undefined;
}

export function cassandraTableFact(table: CassandraTable, schema: CassandraSchema, dataset: CassandraTableFact['dataset']): CassandraTableFact {
  const replicationFactor = replicationOf(keyspaceNamed(schema, table.keyspace));
  return {
    name: table.name,
    ...(table.keyspace !== undefined && { keyspace: table.keyspace }),
    partitionKey: table.partitionKey,
    clusteringKey: table.clusteringKey,
    ...(replicationFactor !== undefined && { replicationFactor }),
    ...(dataset && { dataset }),
    places: table.places,
  };
}

export function keyspaceFact(keyspace: Keyspace): WithPlaces<FactOf<typeof cassandraKeyspace>> {
  const replicationFactor = replicationOf(keyspace);
  return {
    name: keyspace.name,
    ...(keyspace.strategy !== undefined && { strategy: keyspace.strategy }),
    ...(replicationFactor !== undefined && { replicationFactor }),
    environment: keyspace.environment,
    places: keyspace.places,
  };
}
