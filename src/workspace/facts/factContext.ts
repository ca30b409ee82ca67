import { place, type Place } from '../../facts/place.js';
import type { FactOf } from '../../facts/shape.js';
import type { client as clientShape, deployment as deploymentShape, redisCommand, dataSet as dataSetShape } from '../../facts/storeFacts.js';
import type { CodeContext } from '../flows/codeContext.js';
import type { ClientFacts } from './clientFacts.js';
import type { DataSet, DataSets } from '../dataSets/dataSets.js';
import type { Deployment, Places } from '../deployments/deployments.js';
import { isTestFile } from '../deployments/environments.js';
import type { Client, StoreCall } from '../known.js';
import type { OtherStores } from '../dataSets/otherStores.js';

/** A fact with the places that stand for its parts; facts inside it have places of their own. */
export type WithPlaces<T> = T & { readonly places: Places };

type Command = FactOf<typeof redisCommand>;
/** What every store call has beside its own words. */
export type CommonFields = Pick<Command, 'library' | 'function' | 'isAwaited' | 'inLoop' | 'inRequestPath' | 'inScript' | 'inTest' | 'usesOtherStore' | 'via'
  | 'resultIsIgnored' | 'resultEscapes' | 'resultIsTested' | 'resultProperties' | 'client' | 'dataset' | 'deployment'>;

export type DeploymentFact = WithPlaces<FactOf<typeof deploymentShape>>;
export type ClientFact = WithPlaces<FactOf<typeof clientShape>>;
export type DataSetFact = WithPlaces<FactOf<typeof dataSetShape>>;

export interface FactContext {
  common(call: StoreCall): CommonFields;
  clientFact(client: Client): ClientFact;
  deploymentFact(deployment: Deployment): DeploymentFact;
  dataSetFact(set: DataSet): DataSetFact;
  /** What a data set's fact was made of. */
  dataSetOf(fact: object): DataSet | undefined;
  /** The deployment a call reaches. */
  deploymentOf(call: StoreCall): DeploymentFact | undefined;
  /** Places that every call has. */
  placesOf(call: StoreCall): Record<string, Place | readonly Place[]>;
  areKeptByCallers(call: StoreCall): boolean | undefined;
}

interface ContextInput {
  readonly clients: ClientFacts;
  readonly code: CodeContext;
  readonly dataSets: DataSets;
  readonly deployments: readonly Deployment[];
  readonly otherStores: OtherStores;
  readonly calls: readonly StoreCall[];
  readonly otherDeployment: (call: StoreCall) => DeploymentFact | undefined;
}

export function factContext(input: ContextInput): FactContext {
  const { clients, code, dataSets, otherStores } = input;
  const deployments = new Map(input.deployments.map(deployment => [deployment.id, deploymentFactOf(deployment, input)]));
  const clientFactsMade = new Map<object, ClientFact>();
  const sets = new Map<DataSet, DataSetFact>();
  const setOfFact = new Map<object, DataSet>();

  function deploymentFact(deployment: Deployment): DeploymentFact {
    return deployments.get(deployment.id) ?? deploymentFactOf(deployment, input);
  }

  function clientFact(client: Client): ClientFact {
    const found = clients.of(client);
    const present = clientFactsMade.get(found);
    if (present) return present;
    const made = { ...found.fields, ...(found.link && { deployment: deploymentFact(found.link.deployment) }), places: found.places };
    clientFactsMade.set(found, made);
    return made;
  }

  function dataSetFact(set: DataSet): DataSetFact {
    const present = sets.get(set);
    if (present) return present;
    const made = { ...set.fields, places: { ...(set.words.length > 0 && { declared: set.words.map(({ place: at }) => at) }) } };
    sets.set(set, made);
    setOfFact.set(made, set);
    return made;
  }

  function deploymentOf(call: StoreCall): DeploymentFact | undefined {
    const link = call.client && clients.of(call.client).link;
    return link ? deploymentFact(link.deployment) : input.otherDeployment(call);
  }

  function common(call: StoreCall): CommonFields {
    const { result } = call.at.call;
    const set = dataSets.of(call);
    const usesOtherStore = otherStores.usedBeside(call);
    const deployment = deploymentOf(call);
    return {
      library: call.library,
      ...code.of(call),
      ...(usesOtherStore !== undefined && { usesOtherStore }),
      via: call.via,
      resultIsIgnored: result.isIgnored,
      resultEscapes: result.escapes,
      resultIsTested: result.tests.length > 0,
      resultProperties: result.properties,
      ...(call.client && { client: clientFact(call.client) }),
      ...(set && { dataset: dataSetFact(set) }),
      ...(deployment && { deployment }),
    };
  }

  function placesOf(call: StoreCall): Record<string, Place | readonly Place[]> {
    const { file } = call.at;
    const found = call.client && clients.of(call.client);
    const args = call.at.call.argumentsRange;
    const last = call.at.call.arguments.at(-1);
    return {
      self: place(file, call.range),
      name: place(file, call.nameRange),
      ...(args && { arguments: place(file, args) }),
      ...(args && { argumentsEnd: { file, start: last?.range.end ?? args.start, end: last?.range.end ?? args.start } }),
      ...(found && { client: found.client.place }),
      ...(found?.link && found.link.environment.length > 0 && { environment: found.link.environment }),
    };
  }

  return { common, clientFact, deploymentFact, dataSetFact, dataSetOf: fact => setOfFact.get(fact), deploymentOf, placesOf, areKeptByCallers: call => otherStores.areKeptByCallers(call) };
}

function deploymentFactOf(deployment: Deployment, { dataSets, clients, calls }: ContextInput): DeploymentFact {
  const isHere = (call: StoreCall): boolean => call.client !== undefined && !isTestFile(call.at.file) && clients.of(call.client).link?.deployment.id === deployment.id;
  const kept = dataSets.all.filter(set => set.fields.store === deployment.store && set.calls.some(isHere));
  const libraryCalls = calls.filter(call => call.kind === 'redis.library' && isHere(call));
  const roles = new Set([...kept.map(set => set.fields.role), ...libraryCalls.map(call => ('role' in call ? call.role : 'unknown'))]);
  roles.delete('unknown');
  const workers = deployment.workers.map(worker => worker.place);
  const usesOf = (sets: readonly DataSet[]): readonly Place[] => [
    ...sets.flatMap(set => firstUse(set.calls.filter(isHere))), ...libraryCalls.filter(call => !dataSets.of(call)).slice(0, 1).map(placeOfName), ...workers,
  ];
  const uses = usesOf(kept);
  const lasting = usesOf(kept.filter(set => set.fields.role !== 'cache'));
  return {
    ...deployment.fields,
    store: deployment.store,
    environment: deployment.environment,
    roles: [...roles].sort(),
    libraries: [...new Set([...libraryCalls, ...deployment.workers].map(({ library }) => library))].sort(),
    dataSets: kept.map(set => set.fields.name),
    places: { ...deployment.places, ...(uses.length > 0 && { uses }), ...(lasting.length > 0 && { lasting }) },
  };
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
