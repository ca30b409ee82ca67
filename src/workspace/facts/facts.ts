import type { Binding } from '../../bindings/binding.js';
import { bindings as allBindings } from '../../bindings/index.js';
import type { CodeFile } from '../../facts/code.js';
import type { ConfigFile } from '../../facts/config.js';
import type { FileFacts } from '../../facts/reader.js';
import type { Fact } from '../../facts/storeFacts.js';
import type { Place } from '../../facts/place.js';
import type { Layers } from '../../settings/settings.js';
import { callGraphOf } from '../flows/callGraph.js';
import { cassandraTableFact, keyspaceFact, statementFact } from './cassandraFacts.js';
import { cassandraPairs } from './cassandraPairs.js';
import { cassandraSchema, tableNamed, type CassandraSchema } from '../deployments/cassandraSchemas.js';
import { clientFacts } from './clientFacts.js';
import { codeContext } from '../flows/codeContext.js';
import { fileStatementFacts } from './cqlStatements.js';
import { addressesOf, clientKey, connectionsOf } from '../deployments/connections.js';
import { throughDax } from '../deployments/dax.js';
import { dataSetsOf, type DataSets } from '../dataSets/dataSets.js';
import { saidIn } from '../dataSets/declarations.js';
import { deploymentsOf, type Deployment } from '../deployments/deployments.js';
import { attributeFacts } from './dynamodbAttributes.js';
import { isWriteRequest, requestFact, type RequestFact, type TableFact } from './dynamodbFacts.js';
import { dynamodbReads } from './dynamodbReads.js';
import { readWrites } from './dynamodbPairs.js';
import { dynamodbTables, type Table } from '../deployments/dynamodbTables.js';
import { environmentFinder } from '../deployments/environments.js';
import { factContext, firstUse } from './factContext.js';
import { dataSetFits, designFact, type DataSetFit } from '../fit/dataSetFits.js';
import { endpointFacts } from '../fit/endpoints.js';
import { flowsOf } from '../flows/flows.js';
import type { Knowledge } from '../knowledge.js';
import type { CassandraCall, Client, DynamodbCall, LibraryCall, RedisCall, Resolver, StoreCall } from '../known.js';
import { sameServerBy } from '../dataSets/sameServer.js';
import { otherStores } from '../dataSets/otherStores.js';
import type { Vote } from '../dataSets/roles.js';
import { libraryFact, redisFact, type CommandFact } from './redisFacts.js';
import { neighboursIn, ofCommands } from '../flows/redisFlows.js';
import { redisPairs } from './redisPairs.js';
import { dynamodbService, isKeyspaces, keyspacesService } from './serviceFacts.js';
import { tablesNamed, type TableNamed } from '../deployments/tableNames.js';
import { variablesOf } from '../deployments/variables.js';
import type { View } from '../view.js';

export interface JoinInput {
  /** Store calls of all files, by file and place. */
  readonly calls: readonly StoreCall[];
  /** Clients that code makes. */
  readonly clients: readonly Client[];
  readonly files: ReadonlyMap<string, FileFacts>;
  readonly resolver: Resolver;
  /** Major version of a library, from the nearest package.json. */
  readonly packageVersion: (file: string, library: string) => number | undefined;
  readonly knowledge: Knowledge;
  /** What config files of ours set. */
  readonly layers?: Layers;
  readonly bindings?: readonly Binding[];
}

/** Everything the workspace knows, joined. */
export interface Joined {
  /** By file and place. */
  readonly facts: readonly Fact[];
  readonly calls: readonly StoreCall[];
  readonly dataSets: DataSets;
  readonly deployments: readonly Deployment[];
  readonly tables: readonly Table[];
  readonly schema: CassandraSchema;
  /** Every data set in every deployment it is kept in, and how well it is kept there. */
  readonly fits: readonly DataSetFit[];
  /** What speaks for a data set's role. */
  readonly votesOf: (dataset: object) => readonly Vote[];
}

/** The facts that rules look at. */
export function joinFacts(input: JoinInput): Fact[] {
  return [...join(input).facts];
}

export function join(input: JoinInput): Joined {
  const { calls, resolver, knowledge, layers = [] } = input;
  const environmentOf = environmentFinder(layers);
  // of two that share a name the nearer counts
  const namedStores = layers.flatMap(({ deployments: each }) => each).reverse();
  const { code, config } = byKind(input.files);
  const view: View = { code, resolver, bindings: input.bindings ?? allBindings };
  const graph = callGraphOf(view);
  const deployments = deploymentsOf(config, knowledge, environmentOf, namedStores);
  const variables = variablesOf(config, environmentOf);
  const tables = dynamodbTables(config, environmentOf);
  const schema = cassandraSchema(config, calls, environmentOf, namedStores);
  const clients = distinctClients([...input.clients, ...calls.flatMap(call => call.client ?? [])]);
  const connections = connectionsOf(clients, deployments, variables, namedStores, view);
  const foundClients = clientFacts(clients, connections, view, graph, input.packageVersion);
  const stores = otherStores(calls, view, graph, knowledge);

  const redisCalls = calls.filter((call): call is RedisCall => call.kind === 'redis.command');
  const requests = calls.filter((call): call is DynamodbCall => call.kind === 'dynamodb.request');
  const statements = calls.filter((call): call is CassandraCall => call.kind === 'cassandra.statement');
  const libraryCalls = calls.filter((call): call is LibraryCall => call.kind === 'redis.library');

  const flows = flowsOf([...redisCalls, ...libraryCalls], view, graph);
  const redisFlows = flows.map(ofCommands);
  const neighbours = neighboursIn(flows, view);
  const named = new Map<DynamodbCall, readonly TableNamed[]>();
  const tablesOf = (call: DynamodbCall): readonly TableNamed[] => {
    const present = named.get(call);
    if (present) return present;
    const found = tablesNamed(call, tables, variables, view);
    named.set(call, found);
    return found;
  };
  const said = saidIn(view, config, knowledge);
  const dataSets = dataSetsOf({
    calls, view, connections, knowledge, otherStores: stores, tablesOf, tables,
    declarations: said.declarations,
    intents: said.intents,
    declared: [...said.entries, ...layers.flatMap(({ datasets }) => datasets)],
    namedStores,
    cassandraTableOf: (name, keyspace) => tableNamed(schema, name, keyspace),
    isExpiredLater: call => neighbours.isExpiredLater(call),
  });
  const isDaxClient = throughDax(clients, view);
  const isDax = (call: DynamodbCall): boolean | undefined => call.client && isDaxClient(call.client);
  const context = factContext({
    clients: foundClients, code: codeContext(view, graph), dataSets, deployments, otherStores: stores, calls,
    otherDeployment: call => {
      if (call.kind === 'dynamodb.request') return dynamodbService(call, { isDax: isDax(call) === true, connections, namedStores, tablesOf, knowledge });
      return call.kind === 'cassandra.statement' && isKeyspaces(call, schema, client => connections.hostsOf(client)) ? keyspacesService(knowledge) : undefined;
    },
  });

  const tableFacts = new Map(tables.map(table => [table, tableFactOf(table)]));
  function tableFactOf(table: Table): TableFact {
    const set = dataSets.ofTable('dynamodb', table.id);
    const uses = set ? firstUse(set.calls) : [];
    const named = [...variables.values()].flat().filter(({ file, variable }) => file === table.file && variable.resource?.id === table.resource).map(({ place }) => place);
    return { ...table.fields, ...(set && { dataset: context.dataSetFact(set) }), places: { ...table.places, ...(uses.length > 0 && { uses }), ...(named.length > 0 && { variables: named }) } };
  }
  const cassandraTables = new Map(schema.tables.map(table => {
    const set = dataSets.ofTable('cassandra', table.name);
    return [table, cassandraTableFact(table, schema, set && context.dataSetFact(set))];
  }));

  const variablesNaming = addressesOf(deployments, variables);

  const commandFacts = new Map(redisCalls.map(call => [call, redisFact(call, context, neighbours, view)]));
  const writes = requests.filter(isWriteRequest);
  const requestInput = { context, view, graph, tablesOf, isDax, tableFact: (table: Table) => tableFacts.get(table) ?? tableFactOf(table), writesIn: (file: string) => writes.filter(({ at }) => at.file === file) };
  const requestFacts = new Map(requests.map(call => [call, requestFact(call, requestInput)]));
  const statementInput = { context, view, schema, connections, tableFact: (table: CassandraSchema['tables'][number]) => cassandraTables.get(table) ?? cassandraTableFact(table, schema, undefined) };
  const statementFacts = statements.flatMap(call => {
    const fact = statementFact(call, statementInput);
    return fact ? [{ call, fact }] : [];
  });
  const commandOf = (call: RedisCall): CommandFact => commandFacts.get(call) ?? redisFact(call, context, neighbours, view);
  const requestOf = (call: DynamodbCall): RequestFact => requestFacts.get(call) ?? requestFact(call, requestInput);

  const pairsInput = { flows: flowsOf(requests, view, graph), tablesOf, factOf: requestOf, view };

  const facts: Fact[] = [
    ...commandFacts.values(),
    ...libraryCalls.map(call => ({ kind: 'redis.library' as const, ...libraryFact(call, context) })),
    ...input.clients.filter(client => client.store === 'redis' && (client.made ?? client.duplicatedBy)).flatMap(client => {
      const fact = { kind: 'redis.client' as const, ...context.clientFact(client), made: madeBy(client) };
      return [fact, ...foundClients.of(client).unheard.map(places => ({ ...fact, hasErrorListener: false, places: { ...fact.places, ...places } }))];
    }),
    ...redisPairs({ flows: redisFlows, calls: redisCalls, dataSets, sameServer: sameServerBy(connections, view), neighbours, otherStores: stores, factOf: commandOf, view }),
    ...deployments.filter(({ store }) => store === 'redis').map(deployment => {
      const fact = context.deploymentFact(deployment);
      const addresses = variablesNaming.get(deployment.id);
      return { kind: 'redis.deployment' as const, ...fact, places: { ...fact.places, ...(addresses && { variables: addresses }) } };
    }),
    ...[...tableFacts.values()].map(fact => ({ kind: 'dynamodb.table' as const, ...fact })),
    ...requestFacts.values(),
    ...requests.flatMap(call => attributeFacts(call, requestOf(call), tablesOf(call)[0]?.declared, view)),
    ...dynamodbReads(requests, pairsInput),
    ...readWrites(pairsInput),
    ...schema.keyspaces.map(keyspace => ({ kind: 'cassandra.keyspace' as const, ...keyspaceFact(keyspace) })),
    ...[...cassandraTables.values()].map(fact => ({ kind: 'cassandra.table' as const, ...fact })),
    ...[...statementFacts.map(({ fact }) => fact), ...fileStatementFacts(config, statementInput)].map(fact => ({ kind: 'cassandra.statement' as const, ...fact })),
    ...cassandraPairs({ statements: statementFacts, flows: flowsOf(statements, view, graph), schema, view }),
  ];
  const fits = dataSetFits(facts.sort(byPlace), knowledge);
  facts.push(...fits.map(each => designFact(each, knowledge)), ...endpointFacts(fits));
  return { facts: facts.sort(byPlace), calls, dataSets, deployments, tables, schema, fits, votesOf: dataset => context.dataSetOf(dataset)?.votes ?? [] };
}

function byKind(files: ReadonlyMap<string, FileFacts>): { readonly code: ReadonlyMap<string, CodeFile>; readonly config: ReadonlyMap<string, ConfigFile> } {
  const code = new Map<string, CodeFile>();
  const config = new Map<string, ConfigFile>();
  for (const path of [...files.keys()].sort()) {
    const facts = files.get(path);
    if (facts?.kind === 'code') code.set(path, facts);
    else if (facts) config.set(path, facts);
  }
  return { code, config };
}

function distinctClients(clients: readonly Client[]): readonly Client[] {
  return [...new Map(clients.map(client => [clientKey(client), client])).values()];
}

/** `ioredis.Redis`, `redis.createClient` */
function madeBy({ library, type, made, duplicatedBy }: Client): string {
  const by = duplicatedBy ?? made;
  const callee = by?.call.callee;
  const name = by?.call.isNew === true ? type : callee?.kind === 'member' ? callee.property : callee?.kind === 'name' ? callee.name : type;
  return `${library}.${name}`;
}

function selfOf({ places }: Fact): Place | undefined {
  const { self } = places;
  return self === undefined || 'file' in self ? self : self[0];
}

function byPlace(a: Fact, b: Fact): number {
  const [first, second] = [selfOf(a), selfOf(b)];
  if (!first || !second) return first ? -1 : second ? 1 : 0;
  if (first.file !== second.file) return first.file < second.file ? -1 : 1;
  return first.start - second.start || first.end - second.end || (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0);
}
