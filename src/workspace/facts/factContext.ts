import { place, type Place } from '../../facts/place.js';
import type { FactOf } from '../../facts/shape.js';
import type { client as clientShape, deployment as deploymentShape, redisCommand, dataSet as dataSetShape } from '../../facts/storeFacts.js';
import type { CodeContext } from '../flows/codeContext.js';
import type { Results } from '../flows/results.js';
import type { ClientFacts } from './clientFacts.js';
import type { DataSet, DataSets } from '../dataSets/dataSets.js';
import type { Deployment, Places } from '../deployments/deployments.js';
import { isTestFile } from '../deployments/environments.js';
import { clientKey } from '../deployments/connections.js';
import type { Client, LibraryCall, StoreCall } from '../known.js';
import type { Keep } from '../resolving/keep.js';
import type { OtherStores } from '../dataSets/otherStores.js';

/** A fact with the places that stand for its parts; facts inside it have places of their own. */
export type WithPlaces<T> = T & { readonly places: Places };

type Command = FactOf<typeof redisCommand>;
/** What every store call has beside its own words. */
export type CommonFields = Pick<Command, 'library' | 'function' | 'isAwaited' | 'inLoop' | 'inRequestPath' | 'inScript' | 'inTest' | 'usesOtherStore' | 'via'
  | 'resultIsIgnored' | 'resultEscapes' | 'resultIsTested' | 'resultProperties' | 'client' | 'dataset' | 'deployment'>;

type Reached = Pick<CommonFields, 'client' | 'dataset' | 'deployment'>;
export type OwnFields = Omit<CommonFields, keyof Reached>;

export type DeploymentFact = WithPlaces<FactOf<typeof deploymentShape>>;
export type ClientFact = WithPlaces<FactOf<typeof clientShape>>;
export type DataSetFact = WithPlaces<FactOf<typeof dataSetShape>>;

export interface FactContext {
  common(call: StoreCall): CommonFields;
  /** … without what it reaches: the client, the data set, the deployment. */
  own(call: StoreCall): OwnFields;
  reached(call: StoreCall): Reached;
  /** What the fact of a call is made of beside the call, by identity. */
  givenTo(call: StoreCall): readonly unknown[];
  /** Where a deployment is used, and by what lasts. */
  usesOf(deployment: Deployment): Places;
  inRequestPath(call: StoreCall): boolean | undefined;
  clientFact(client: Client): ClientFact;
  deploymentFact(deployment: Deployment): DeploymentFact;
  dataSetFact(set: DataSet): DataSetFact;
  /** What a data set's fact was made of. */
  dataSetOf(fact: object): DataSet | undefined;
  /** The deployment a call reaches. */
  deploymentOf(call: StoreCall): DeploymentFact | undefined;
  /** Places that every call has. */
  placesOf(call: StoreCall): Record<string, Place | readonly Place[]>;
  /** … of its own, and of what it reaches. */
  ownPlaces(call: StoreCall): Record<string, Place>;
  placesReached(call: StoreCall): Record<string, Place | readonly Place[]>;
  areKeptByCallers(call: StoreCall): boolean | undefined;
}

interface ContextInput {
  readonly clients: ClientFacts;
  readonly code: CodeContext;
  readonly dataSets: DataSets;
  readonly deployments: readonly Deployment[];
  readonly otherStores: OtherStores;
  readonly results: Results;
  readonly calls: readonly StoreCall[];
  readonly otherDeployment: (call: StoreCall) => DeploymentFact | undefined;
  readonly keep: Keep;
}

export function factContext(input: ContextInput): FactContext {
  const { clients, code, dataSets, otherStores, results, keep } = input;
  const keptIn = keptInDeployments(input);
  const deployments = new Map<string, DeploymentFact>();
  const clientFactsMade = new Map<object, ClientFact>();
  const sets = new Map<DataSet, DataSetFact>();
  const factsOfSets = keep.of<DataSet, DataSetFact>('fact of a data set');
  const setOfFact = new Map<object, DataSet>();
  const others = new Map<StoreCall, DeploymentFact | undefined>();

  function deploymentFact(deployment: Deployment): DeploymentFact {
    const present = deployments.get(deployment.id);
    if (present) return present;
    const made = keep.same('deployment fact', deployment.id, deploymentFactOf(deployment, keptIn(deployment)));
    deployments.set(deployment.id, made);
    return made;
  }

  function clientFact(client: Client): ClientFact {
    const found = clients.of(client);
    const present = clientFactsMade.get(found);
    if (present) return present;
    const { fields, places, link } = found;
    const deployment = link && deploymentFact(link.deployment);
    const made = keep.same('client fact', clientKey(client), { ...fields, ...(deployment && { deployment }), places }, deployment);
    clientFactsMade.set(found, made);
    return made;
  }

  function dataSetFact(set: DataSet): DataSetFact {
    const present = sets.get(set);
    if (present) return present;
    const words = set.words.map(({ place: at }) => at);
    const made = factsOfSets.ask(set, [], () => keep.same('data set fact', set.id, { ...set.fields, places: { ...(words.length > 0 && { declared: words }) } }));
    sets.set(set, made);
    setOfFact.set(made, set);
    return made;
  }

  function deploymentOf(call: StoreCall): DeploymentFact | undefined {
    const link = call.client && clients.of(call.client).link;
    if (link) return deploymentFact(link.deployment);
    if (!others.has(call)) others.set(call, input.otherDeployment(call));
    return others.get(call);
  }

  /** What a call's fact is made of beside the call itself. */
  function givenTo(call: StoreCall): readonly unknown[] {
    const set = dataSets.of(call);
    return [call.client && clientFact(call.client), set && dataSetFact(set), deploymentOf(call), code.inRequestPath(call)];
  }

  function own(call: StoreCall): OwnFields {
    const result = results.of(call.at);
    const usesOtherStore = otherStores.usedBeside(call);
    return {
      library: call.library,
      ...code.of(call),
      ...(usesOtherStore !== undefined && { usesOtherStore }),
      via: call.via,
      resultIsIgnored: result.isIgnored,
      resultEscapes: result.escapes,
      resultIsTested: result.tests.length > 0,
      resultProperties: result.properties,
    };
  }

  function reached(call: StoreCall): Reached {
    const set = dataSets.of(call);
    const deployment = deploymentOf(call);
    return {
      ...(call.client && { client: clientFact(call.client) }),
      ...(set && { dataset: dataSetFact(set) }),
      ...(deployment && { deployment }),
    };
  }

  function ownPlaces(call: StoreCall): Record<string, Place> {
    const { file } = call.at;
    const args = call.at.call.argumentsRange;
    const last = call.at.call.arguments.at(-1);
    return {
      self: place(file, call.range),
      name: place(file, call.nameRange),
      ...(args && { arguments: place(file, args) }),
      ...(args && { argumentsEnd: { file, start: last?.range.end ?? args.start, end: last?.range.end ?? args.start } }),
    };
  }

  function placesReached(call: StoreCall): Record<string, Place | readonly Place[]> {
    const found = call.client && clients.of(call.client);
    return {
      ...(found && { client: found.client.place }),
      ...(found?.link && found.link.environment.length > 0 && { environment: found.link.environment }),
    };
  }

  return { common: call => ({ ...own(call), ...reached(call) }), own, reached, ownPlaces, placesReached, givenTo, inRequestPath: call => code.inRequestPath(call), usesOf: deployment => usesOfDeployment(deployment, keptIn(deployment), dataSets), clientFact, deploymentFact, dataSetFact, dataSetOf: fact => setOfFact.get(fact), deploymentOf, placesOf: call => ({ ...ownPlaces(call), ...placesReached(call) }), areKeptByCallers: call => otherStores.areKeptByCallers(call) };
}

/** What is kept in a deployment, as far as the program itself says. */
interface KeptIn {
  readonly sets: ReadonlyMap<DataSet, StoreCall[]>;
  readonly libraryCalls: readonly LibraryCall[];
}

const nothingKept: KeptIn = { sets: new Map(), libraryCalls: [] };

function keptInDeployments({ dataSets, clients, calls }: ContextInput): (deployment: Deployment) => KeptIn {
  const found = new Map<string, { readonly sets: Map<DataSet, StoreCall[]>; readonly libraryCalls: LibraryCall[] }>();
  const keptAt = (call: StoreCall): { readonly sets: Map<DataSet, StoreCall[]>; readonly libraryCalls: LibraryCall[] } | undefined => {
    const id = call.client === undefined || isTestFile(call.at.file) ? undefined : clients.of(call.client).link?.deployment.id;
    if (id === undefined) return undefined;
    const present = found.get(id) ?? { sets: new Map<DataSet, StoreCall[]>(), libraryCalls: [] };
    found.set(id, present);
    return present;
  };
  for (const set of dataSets.all) {
    for (const call of set.calls) {
      const sets = keptAt(call)?.sets;
      const own = sets?.get(set);
      if (own) own.push(call);
      else sets?.set(set, [call]);
    }
  }
  for (const call of calls) if (call.kind === 'redis.library') keptAt(call)?.libraryCalls.push(call);
  return ({ id }) => found.get(id) ?? nothingKept;
}

function deploymentFactOf(deployment: Deployment, { sets, libraryCalls }: KeptIn): DeploymentFact {
  const kept = [...sets.keys()];
  const roles = rolesOf([...kept, ...libraryCalls]);
  const lasting = rolesOf([...kept.filter(isLasting), ...libraryCalls.filter(({ role }) => !kept.some(set => set.fields.role === role))]);
  return {
    ...deployment.fields,
    store: deployment.store,
    environment: deployment.environment,
    roles,
    lasting,
    libraries: [...new Set([...libraryCalls, ...deployment.workers].map(({ library }) => library))].sort(),
    dataSets: kept.map(set => set.fields.name),
    places: deployment.places,
  };
}

function usesOfDeployment({ workers }: Deployment, { sets, libraryCalls }: KeptIn, dataSets: DataSets): Places {
  const usesOf = (kept: readonly [DataSet, readonly StoreCall[]][]): readonly Place[] => [
    ...kept.flatMap(([, calls]) => firstUse(calls)), ...libraryCalls.filter(call => !dataSets.of(call)).slice(0, 1).map(placeOfName), ...workers.map(worker => worker.place),
  ];
  const uses = usesOf([...sets]);
  const lasting = usesOf([...sets].filter(([set]) => isLasting(set)));
  return { ...(uses.length > 0 && { uses }), ...(lasting.length > 0 && { lasting }) };
}

function rolesOf(kept: readonly (DataSet | LibraryCall)[]): readonly string[] {
  return [...new Set(kept.map(each => ('fields' in each ? each.fields.role : each.role)))].filter(role => role !== 'unknown').sort();
}

/** It must not simply vanish, as far as is known. */
function isLasting({ fields }: DataSet): boolean {
  return fields.needs.loss !== 'ok';
}

/** The first write, or the first use where nothing writes. */
export function firstUse(calls: readonly StoreCall[]): readonly Place[] {
  const written = calls.find(isWrite) ?? calls[0];
  return written ? [placeOfName(written)] : [];
}

function isWrite(call: StoreCall): boolean {
  if (call.kind === 'redis.command') return /^(?:SET|HSET|[LR]PUSH|[SZX]ADD|INCR|DECR|MSET|JSON\.|HINCR|PUBLISH|GEOADD|APPEND)/.test(call.command);
  if (call.kind === 'dynamodb.request') return /^(?:Put|Update|BatchWrite|TransactWrite)/.test(call.operation);
  if (call.kind === 'cassandra.statement') return call.statement?.kind === 'insert' || call.statement?.kind === 'update';
  return call.effect !== 'read';
}

function placeOfName(call: StoreCall): Place {
  return place(call.at.file, call.nameRange);
}
