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
import { fileStatementFacts, type CassandraTableFact, type StatementFact } from './cqlStatements.js';
import { addressesOf, clientKey, connectionsOf } from '../deployments/connections.js';
import { throughDax } from '../deployments/dax.js';
import { dataSetsOf, type DataSets } from '../dataSets/dataSets.js';
import { saidIn } from '../dataSets/declarations.js';
import { deploymentsOf, environmentPairs, type Deployment } from '../deployments/deployments.js';
import { differenceFacts } from './differenceFacts.js';
import { attributeFacts } from './dynamodbAttributes.js';
import { isWriteRequest, requestFact, type RequestFact, type TableFact } from './dynamodbFacts.js';
import { dynamodbReads } from './dynamodbReads.js';
import { readWrites } from './dynamodbPairs.js';
import { dynamodbTables, type Table } from '../deployments/dynamodbTables.js';
import { environmentFinder } from '../deployments/environments.js';
import { factContext, firstUse, type DeploymentFact } from './factContext.js';
import { dataSetFits, designFact, type DataSetFit } from '../fit/dataSetFits.js';
import { endpointFacts } from '../fit/endpoints.js';
import { flowsOf } from '../flows/flows.js';
import type { Knowledge } from '../knowledge.js';
import type { CassandraCall, Client, DynamodbCall, LibraryCall, RedisCall, Resolver, StoreCall } from '../known.js';
import { sameServerBy } from '../dataSets/sameServer.js';
import { otherStores } from '../dataSets/otherStores.js';
import type { Vote } from '../dataSets/roles.js';
import { libraryFact, ownCommand, redisFact, type CommandFact, type OwnCommand } from './redisFacts.js';
import { neighboursIn, ofCommands } from '../flows/redisFlows.js';
import { resultsOf } from '../flows/results.js';
import { redisPairs } from './redisPairs.js';
import { redisReadWrites } from './redisReadWrites.js';
import { dynamodbService, isKeyspaces, keyspacesService } from './serviceFacts.js';
import { tablesNamed, type TableNamed } from '../deployments/tableNames.js';
import { unusedDeployments } from '../deployments/unusedDeployments.js';
import { refersTo, variablesOf, type VariableGiven, type Variables } from '../deployments/variables.js';
import { inputs, type View } from '../view.js';

export interface JoinInput {
  /** Store calls of all files, by file and place. */
  readonly calls: readonly StoreCall[];
  /** Clients that code makes. */
  readonly clients: readonly Client[];
  readonly files: ReadonlyMap<string, FileFacts>;
  /** Infrastructure that code declares. */
  readonly declared: ReadonlyMap<string, ConfigFile>;
  readonly resolver: Resolver;
  /** Major version of a library, from the nearest package.json. */
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
  /** Stores that the user names and that nothing is known to reach. */
  readonly unusedDeployments: readonly Place[];
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
  const { code, config } = byKind(input.files, input.declared);
  resolver.keep.begin();
  const view: View = { code: { get: file => resolver.code(file) }, files: code, resolver, bindings: input.bindings ?? allBindings };
  const { keep } = resolver;
  const graph = callGraphOf(view);
  const statements = calls.filter((call): call is CassandraCall => call.kind === 'cassandra.statement');
  const settled = [layers, knowledge, ...[...config].flat()];
  keep.input(inputs.calls, byFile(calls));
  const deployments = keep.of<'', readonly Deployment[]>('deployments').ask('', settled, () => deploymentsOf(config, knowledge, environmentOf, namedStores));
  const variables = keep.of<'', Variables>('variables').ask('', settled, () => variablesOf(config, environmentOf));
  const tables = keep.of<'', readonly Table[]>('tables').ask('', settled, () => dynamodbTables(config, environmentOf)).map(table => keep.same('table', table.id, table));
  keep.input(inputs.tables, new Map([['', tables]]));
  keep.input(inputs.variable, new Map([...variables].map(([name, given]) => [name, [JSON.stringify(given)]])));
  const schema = keep.of<'', CassandraSchema>('schema').ask('', [...settled, ...statements], () => cassandraSchema(config, calls, environmentOf, namedStores));
  const clients = distinctClients([...input.clients, ...calls.flatMap(call => call.client ?? [])]);
  keep.input(inputs.clients, new Map([['', clients]]));
  const connections = connectionsOf(clients, deployments, variables, namedStores, view);
  const foundClients = clientFacts(clients, connections, view, graph);
  const stores = otherStores(calls, view, graph, knowledge);
  const results = resultsOf(view, graph);

  const redisCalls = calls.filter((call): call is RedisCall => call.kind === 'redis.command');
  const requests = calls.filter((call): call is DynamodbCall => call.kind === 'dynamodb.request');
  const libraryCalls = calls.filter((call): call is LibraryCall => call.kind === 'redis.library');

  const flows = flowsOf<RedisCall | LibraryCall>('flows of Redis', [...redisCalls, ...libraryCalls], view, graph);
  const neighbours = neighboursIn(flows, view);
  const named = keep.of<DynamodbCall, readonly TableNamed[]>('tables of a request');
  const readVariable = (name: string): readonly VariableGiven[] | undefined => {
    keep.uses(inputs.variable, name);
    return variables.get(name);
  };
  const tablesOf = (call: DynamodbCall): readonly TableNamed[] => named.ask(call, [], () => {
    keep.uses(inputs.tables, '');
    return tablesNamed(call, tables, { get: readVariable }, view);
  });
  const said = saidIn(view, config, knowledge);
  const dataSets = dataSetsOf({
    calls, view, graph, connections, knowledge, otherStores: stores, tablesOf, tables,
    declarations: said.declarations,
    intents: said.intents,
    declared: [...said.entries, ...layers.flatMap(({ datasets }) => datasets)],
    namedStores,
    cassandraTableOf: (name, keyspace) => tableNamed(schema, name, keyspace),
    isExpiredLater: call => neighbours.isExpiredLater(call),
  });
  const isDaxClient = throughDax(clients, view);
  const isDax = (call: DynamodbCall): boolean | undefined => call.client && isDaxClient(call.client);
  const keyspaces = keep.same('service', 'keyspaces', keyspacesService(knowledge));
  const services = new Map<string, DeploymentFact>();
  const requestService = (call: DynamodbCall): DeploymentFact => {
    const tables = namedStores.length > 0 ? tablesOf(call).map(({ name, resolved }) => `${name} ${resolved ?? ''}`).join() : '';
    const key = `${call.client ? clientKey(call.client) : ''} ${tables}`;
    const present = services.get(key);
    if (present) return present;
    const made = keep.same('service', key, dynamodbService(call, { isDax: isDax(call) === true, connections, namedStores, tablesOf, knowledge }));
    services.set(key, made);
    return made;
  };
  const context = factContext({
    clients: foundClients, code: codeContext(view, graph), dataSets, deployments, otherStores: stores, results, calls, keep,
    otherDeployment: call => {
      if (call.kind === 'dynamodb.request') return requestService(call);
      return call.kind === 'cassandra.statement' && isKeyspaces(call, schema, client => connections.hostsOf(client)) ? keyspaces : undefined;
    },
  });

  const tableFacts = new Map(tables.map(table => [table, tableFactOf(table)]));
  function tableFactOf(table: Table): TableFact {
    const set = dataSets.ofTable('dynamodb', table.id);
    const uses = set ? firstUse(set.calls) : [];
    const named = [...variables.values()].flat().filter(given => refersTo(given, table)).map(({ place }) => place);
    const dataset = set && context.dataSetFact(set);
    return keep.same('table fact', table.id, { ...table.fields, ...(dataset && { dataset }), places: { ...table.places, ...(uses.length > 0 && { uses }), ...(named.length > 0 && { variables: named }) } }, dataset);
  }
  const cassandraTables = new Map(schema.tables.map(table => {
    const set = dataSets.ofTable('cassandra', table.name);
    const dataset = set && context.dataSetFact(set);
    return [table, keep.of<typeof table, CassandraTableFact>('Cassandra table fact').ask(table, [schema, dataset], () => cassandraTableFact(table, schema, dataset))];
  }));

  const variablesNaming = addressesOf(deployments, variables);

  const keptOwn = keep.of<RedisCall, OwnCommand>('command without what it reaches');
  const ownOf = (call: RedisCall): OwnCommand => keptOwn.ask(call, [context.inRequestPath(call)], () => ownCommand(call, context, neighbours, view));
  const keptCommands = keep.of<RedisCall, CommandFact>('command fact');
  const commandFacts = new Map(redisCalls.map(call => [call, keptCommands.ask(call, context.givenTo(call), () => redisFact(call, ownOf(call), context))]));
  const writes = byFile(requests.filter(isWriteRequest));
  const requestInput = { context, view, graph, results, tablesOf, isDax, tableFact: (table: Table) => tableFacts.get(table) ?? tableFactOf(table), writesIn: (file: string) => {
    keep.uses(inputs.calls, file);
    return writes.get(file) ?? [];
  } };
  const keptRequests = keep.of<DynamodbCall, RequestFact>('request fact');
  const requestFacts = new Map(requests.map(call => {
    const declared = tablesOf(call).map(table => table.declared && requestInput.tableFact(table.declared));
    return [call, keptRequests.ask(call, [...context.givenTo(call), isDax(call), ...declared], () => requestFact(call, requestInput))];
  }));
  const statementInput = { context, view, schema, connections, namedStores, tableFact: (table: CassandraSchema['tables'][number]) => cassandraTables.get(table) ?? cassandraTableFact(table, schema, undefined) };
  const declaredTables = keep.of<'', object>('Cassandra tables').ask('', [...cassandraTables.values()], () => ({}));
  const keptStatements = keep.of<CassandraCall, StatementFact | undefined>('statement fact');
  const statementFacts = statements.flatMap(call => {
    const fact = keptStatements.ask(call, [...context.givenTo(call), schema, declaredTables], () => statementFact(call, statementInput));
    return fact ? [{ call, fact }] : [];
  });
  const commandOf = (call: RedisCall): CommandFact => commandFacts.get(call) ?? redisFact(call, ownOf(call), context);
  const requestOf = (call: DynamodbCall): RequestFact => requestFacts.get(call) ?? requestFact(call, requestInput);

  const pairsInput = { flows: flowsOf('flows of DynamoDB', requests, view, graph), tablesOf, factOf: requestOf, view };

  const keptLibraries = keep.of<LibraryCall, Fact>('library fact');
  const facts: Fact[] = [
    ...commandFacts.values(),
    ...libraryCalls.map(call => keptLibraries.ask(call, context.givenTo(call), () => ({ kind: 'redis.library', ...libraryFact(call, context) }))),
    ...input.clients.filter(client => client.store === 'redis' && (client.made ?? client.duplicatedBy)).flatMap(client => {
      const fact = { kind: 'redis.client' as const, ...context.clientFact(client), made: madeBy(client) };
      return [fact, ...foundClients.of(client).unheard.map(places => ({ ...fact, hasErrorListener: false, places: { ...fact.places, ...places } }))];
    }),
    ...redisPairs({ flows: flows.map(ofCommands), calls: redisCalls, dataSets, sameServer: sameServerBy(connections, view), neighbours, otherStores: stores, factOf: commandOf, view }),
    ...redisReadWrites({ flows, factOf: commandOf, view }),
    ...deployments.filter(({ store }) => store === 'redis').map(deployment => {
      const fact = context.deploymentFact(deployment);
      const addresses = variablesNaming.get(deployment.id);
      return { kind: 'redis.deployment' as const, ...fact, places: { ...fact.places, ...context.usesOf(deployment), ...(addresses && { variables: addresses }) } };
    }),
    ...differenceFacts(environmentPairs(deployments), deployment => context.deploymentFact(deployment), to => [...commandFacts.values()].flatMap(({ deployment, inTest, calledAs }) => (deployment === to && !inTest ? [calledAs] : [])), knowledge),
    ...[...tableFacts.values()].map(fact => ({ kind: 'dynamodb.table' as const, ...fact })),
    ...requestFacts.values(),
    ...requests.flatMap(call => attributeFacts(call, requestOf(call), tablesOf(call)[0]?.declared, view)),
    ...dynamodbReads(requests, pairsInput),
    ...readWrites(pairsInput),
    ...schema.keyspaces.map(keyspace => ({ kind: 'cassandra.keyspace' as const, ...keyspaceFact(keyspace) })),
    ...[...cassandraTables.values()].map(fact => ({ kind: 'cassandra.table' as const, ...fact })),
    ...[...statementFacts.map(({ fact }) => fact), ...fileStatementFacts(config, statementInput)].map(fact => ({ kind: 'cassandra.statement' as const, ...fact })),
    ...cassandraPairs({ statements: statementFacts, flows: flowsOf('flows of Cassandra', statements, view, graph), schema, view }),
  ];
  const unused = unusedDeployments(namedStores, {
    deployments, clients, connections, variables,
    tables: () => [...tables.map(({ tableName, resource }) => tableName ?? resource), ...requests.flatMap(call => (tablesOf(call).length > 0 ? tablesOf(call).map(({ name, resolved = name }) => resolved) : [undefined]))],
    keyspaces: () => [...schema.keyspaces.map(({ name }) => name), ...statementFacts.map(({ fact }) => fact.keyspace)],
  });
  const fits = dataSetFits(facts.sort(byPlace), knowledge, keep);
  const keptDesigns = keep.of<DataSetFit, Fact>('design fact');
  facts.push(...fits.map(each => keptDesigns.ask(each, [], () => designFact(each, knowledge))), ...endpointFacts(fits));
  return { facts: facts.sort(byPlace), calls, dataSets, deployments, unusedDeployments: unused, tables, schema, fits, votesOf: dataset => context.dataSetOf(dataset)?.votes ?? [] };
}

function byFile<C extends StoreCall>(calls: readonly C[]): Map<string, C[]> {
  const found = new Map<string, C[]>();
  for (const call of calls) {
    const present = found.get(call.at.file);
    if (present) present.push(call);
    else found.set(call.at.file, [call]);
  }
  return found;
}

function byKind(files: ReadonlyMap<string, FileFacts>, declared: ReadonlyMap<string, ConfigFile>): { readonly code: ReadonlyMap<string, CodeFile>; readonly config: ReadonlyMap<string, ConfigFile> } {
  const code = new Map<string, CodeFile>();
  const config = new Map<string, ConfigFile>();
  for (const path of [...files.keys()].sort()) {
    const facts = files.get(path);
    if (facts?.kind === 'code') code.set(path, facts);
    else if (facts) config.set(path, facts);
    const inCode = declared.get(path);
    if (inCode) config.set(path, inCode);
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
