import type { Binding, InstanceType } from '../../bindings/binding.js';
import type { Call, Value, Variable } from '../../facts/code.js';
import type { Range } from '../../facts/place.js';
import { isInfrastructure } from '../../bindings/awsCdk.js';
import { assignedIn, constructsOf, type Amended, type Made } from '../constructs/constructs.js';
import type { Declarations } from '../constructs/declared.js';
import { variablesGivenIn } from '../constructs/environment.js';
import { libraryMade, toStoreCalls } from './callsToCommands.js';
import { optionsOf, type Found } from '../resolving/found.js';
import type { CallReference, Client, Instance, StoreCall } from '../known.js';
import { callable, typeOf } from '../resolving/libraries.js';
import { needsBehind, type Need } from '../resolving/needs.js';
import { libraryPartOf } from '../resolving/resolveMember.js';
import { resultOf } from '../resolving/resolveCall.js';
import type { WorkspaceResolver } from '../resolving/resolver.js';

type MethodFound = Extract<Found, { is: 'method' }>;
type MeaningFound = Extract<Found, { is: 'meaning' }>;
type RequestFound = Extract<Found, { is: 'request' }>;

/** What the calls of one file are to the stores. */
export interface FileCalls {
  readonly calls: readonly StoreCall[];
  /** Clients made here. */
  readonly clients: readonly Client[];
  /** Requests that some call of this file sends, by `requestKey`. */
  readonly sent: ReadonlySet<string>;
  /** What the requests made here are as store calls of an unknown client, in case that nothing sends them. */
  readonly made: ReadonlyMap<string, readonly StoreCall[]>;
  /** What the arguments come from in other files. */
  readonly needs: readonly Need[];
  /** Infrastructure that code declares; undefined for what has nothing to do with it. */
  readonly declarations: Declarations | undefined;
}

export function storeCallsOf(file: string, resolver: WorkspaceResolver): FileCalls {
  const calls: StoreCall[] = [];
  const clients = new Set<Client>();
  const sent = new Set<string>();
  const made = new Map<string, readonly StoreCall[]>();
  const needs: Need[] = [];
  const resources: Made[] = [];
  const amended: Amended[] = [];
  for (const [index, call] of resolver.code(file)?.calls.entries() ?? []) {
    const at: CallReference = { file, index, call };
    const options = optionsOf(resolver.evaluate(call.callee, file, undefined));
    const constructs = constructsOf(at, options, resolver);
    resources.push(...constructs.made);
    amended.push(...constructs.amended);
    const methods = options.filter(option => option.is === 'method');
    if (methods.length > 0) {
      calls.push(...callsOfMethods(methods, at, resolver, sent));
      for (const { method } of methods) if (method.does === 'give' && method.isNewConnection) addClients(resultOf(at, undefined, resolver), clients, resolver);
      continue;
    }
    const meaning = options.find(option => option.is === 'meaning');
    if (meaning) {
      calls.push(...callsOfMeaning(meaning, at, resolver, made));
      addClients(resultOf(at, undefined, resolver), clients, resolver);
    } else if (call.isNew && options.some(option => option.is === 'class')) {
      addClients(resultOf(at, undefined, resolver), clients, resolver);
      needs.push(...takerOf(at, resolver));
    } else if (call.callee.kind === 'member' && call.callee.property === 'send') {
      calls.push(...callsOfSend(undefined, 0, at, resolver, sent));
    } else needs.push(...takerOf(at, resolver));
  }
  needs.push(...needsOfArguments(file, calls, made, clients, resolver));
  const isInfra = resolver.code(file)?.imports.some(isInfrastructure) === true;
  const isDeclaring = isInfra || resources.length > 0 || amended.length > 0;
  const declarations = isDeclaring ? { made: resources, amended: [...amended, ...assignedIn(file, resolver)], variables: isInfra ? variablesGivenIn(file, resolver) : [] } : undefined;
  return { calls, clients: [...clients], sent, made, needs, declarations };
}

/** A function of a file that names no store and is handed a client, or what makes one: `singleton('redis', makeRedis)`, `new ApiStack(app, 'api', { table })`. */
function takerOf({ call, file }: CallReference, resolver: WorkspaceResolver): readonly Need[] {
  const { callee } = call;
  const variable = callee.kind === 'name' && callee.variable !== undefined ? resolver.code(file)?.variables[callee.variable] : undefined;
  const imported = variable && importOf(variable);
  const target = imported && resolver.fileOf(file, imported.from);
  if (!imported || target === undefined || resolver.namesStore(target)) return [];
  const given = call.arguments.slice(0, 5).flatMap(value => (value.kind === 'object' ? value.properties.slice(0, 20).map(property => property.value) : [value]));
  const takesClient = given.some(value => {
    if (value.kind !== 'name' && value.kind !== 'function' && value.kind !== 'call' && value.kind !== 'member') return false;
    const found = resolver.evaluate(value, file, undefined);
    return resolver.instances(found).length > 0 || resolver.instances(resolver.called(found, [], undefined)).length > 0;
  });
  return takesClient ? [{ file: target, name: imported.name }] : [];
}

/** `import { make } from './make'`, `const { make } = require('./make')` */
function importOf({ import: imported, value }: Variable): { readonly from: string; readonly name: string } | undefined {
  return imported ?? (value?.kind === 'member' && value.object.kind === 'module' ? { from: value.object.from, name: value.property } : undefined);
}

function needsOfArguments(file: string, calls: readonly StoreCall[], made: FileCalls['made'], clients: ReadonlySet<Client>, resolver: WorkspaceResolver): readonly Need[] {
  const values = [...calls, ...[...made.values()].flat()].flatMap(call => (call.at.file === file ? tellingValues(call) : []));
  for (const { made: by } of clients) if (by?.file === file) values.push(...by.call.arguments);
  return needsBehind(file, [...new Set(values)], resolver);
}

/** The arguments that say what a call is about: keys, options, tables, queries; not the data. */
function tellingValues(call: StoreCall): readonly Value[] {
  const given = call.at.call.arguments;
  switch (call.kind) {
    case 'redis.command':
      return given.filter((value, index) => index === 0 || isSimple(value));
    case 'dynamodb.request':
      return given.flatMap(value => (value.kind === 'object' ? [...value.properties.filter(each => !itemNames.has(each.name)).map(each => each.value), ...value.spreads] : [value]));
    case 'cassandra.statement':
      return given.filter((value, index) => index === 0 || value.kind === 'object' || isSimple(value));
    default:
      return given.slice(0, 3);
  }
}

const itemNames = new Set(['Item', 'Key', 'ExpressionAttributeValues', 'ExclusiveStartKey']);

function isSimple(value: Value): boolean {
  return value.kind === 'name' || value.kind === 'arithmetic' || value.kind === 'object' || (value.kind === 'member' && isSimple(value.object));
}

function addClients(found: Found, clients: Set<Client>, resolver: WorkspaceResolver): void {
  for (const option of optionsOf(found)) {
    const instance = option.is === 'own-instance' ? libraryPartOf(option, resolver) : option;
    if (instance.is === 'instance' && isClient(typeOf(instance))) clients.add(instance.client);
  }
}

/** Also a library's object that connects by itself and tells of lost connections: a queue, not a session store. */
function isClient(type: InstanceType | undefined): boolean {
  if (!type?.connection) return false;
  return type.role === undefined || Object.values(type.methods ?? {}).some(({ does }) => does === 'listen');
}

/** The methods that one call may be: of one client or, where it may be several, of one that stands for all. */
function callsOfMethods(methods: readonly MethodFound[], at: CallReference, resolver: WorkspaceResolver, sent: Set<string>): readonly StoreCall[] {
  const [first] = methods;
  if (!first) return [];
  const { method, name, on } = first;
  const isOneClient = methods.every(each => isSameClient(each.on.client, on.client));
  const asKnown = (calls: readonly StoreCall[]): readonly StoreCall[] => (isOneClient ? calls : calls.map(withoutClient));
  if (method.does === 'send') return asKnown(callsOfSend(on, method.argument, at, resolver, sent));
  return asKnown(toStoreCalls({ method, name, nameRange: nameRangeOf(at.call), on, call: at, ...gathering(on, at.file) }, resolver));
}

/** Two ways to make what people call by one name in one place: `cluster ? new Cluster(…) : new Redis(…)`. */
function isSameClient(a: Client, b: Client): boolean {
  return a === b || (a.place.file === b.place.file && a.name !== undefined && a.name === b.name && a.library === b.library);
}

function gathering(on: Instance, file: string): { readonly via: 'direct' | 'pipeline' | 'transaction'; readonly group?: number } {
  const via = typeOf(on)?.via ?? 'direct';
  const begun = on.begun ?? on.client.made;
  return via !== 'direct' && begun?.file === file ? { via, group: begun.index } : { via };
}

function callsOfMeaning(found: MeaningFound, at: CallReference, resolver: WorkspaceResolver, made: Map<string, readonly StoreCall[]>): readonly StoreCall[] {
  const meaning = callable(found);
  if (meaning.is === 'request') {
    const result = resultOf(at, undefined, resolver);
    if (result.is === 'request') made.set(requestKey(at), callsOfRequest(result, at, undefined, resolver));
    return [];
  }
  if (meaning.is === 'class' || meaning.is === 'factory') {
    const result = resultOf(at, undefined, resolver);
    if (result.is !== 'instance') return [];
    // Over an object of its own making, which is told of once: by whoever makes it.
    const made = result.over ?? result;
    return made.client.made?.call === at.call && typeOf(made)?.role ? libraryMade(made, at, resolver) : [];
  }
  if (meaning.is !== 'function') return [];
  const { method } = meaning;
  const client = 'client' in method ? clientArgument(at, method.client, resolver) : undefined;
  const on = client ?? unknownClient(found.binding, at);
  const calls = toStoreCalls({ method, name: '', nameRange: nameRangeOf(at.call), on, call: at, via: 'direct' }, resolver);
  return client ? calls : calls.map(withoutClient);
}

/** The client that a function of a library is handed: `paginateQuery({ client }, input)`. */
function clientArgument(at: CallReference, where: { readonly argument: number; readonly path: readonly string[] } | undefined, resolver: WorkspaceResolver): Instance | undefined {
  const value = where && at.call.arguments[where.argument];
  if (!value) return undefined;
  const found = where.path.reduce((object, name) => resolver.member(object, name), resolver.evaluate(value, at.file, undefined));
  return resolver.instances(found)[0];
}

/**
 * `client.send(request)`. A request made in the same function counts where it is sent; one made elsewhere (handed to a
 * function that sends all of them) where it is made, for there it is one request and there its result is used.
 */
function callsOfSend(on: Instance | undefined, argument: number, at: CallReference, resolver: WorkspaceResolver, sent: Set<string>): readonly StoreCall[] {
  const value = at.call.arguments[argument];
  if (!value || value.kind === 'spread') return [];
  const requests = optionsOf(resolver.evaluate(value, at.file, undefined)).filter(option => option.is === 'request');
  const calls: StoreCall[] = [];
  for (const request of requests) {
    const { made } = request;
    if (!made) continue;
    if (sent.has(requestKey(made)) && made.call.function !== at.call.function) continue;
    sent.add(requestKey(made));
    const isHere = made.file === at.file && made.call.function === at.call.function;
    calls.push(...(isHere ? callsSentHere(request, made, on, argument, at, resolver) : callsOfRequest(request, made, on, resolver)));
  }
  return calls;
}

function callsSentHere(request: RequestFound, made: CallReference, on: Instance | undefined, argument: number, at: CallReference, resolver: WorkspaceResolver): readonly StoreCall[] {
  const receiver = on ?? unknownClient(request.binding, at);
  const calls = toStoreCalls({ method: { does: 'send', argument }, name: 'send', nameRange: nameRangeOf(made.call), on: receiver, call: at, via: 'direct' }, resolver);
  return on ? calls : calls.map(withoutClient);
}

/** A request as a call of its own, at the place that makes it. */
function callsOfRequest(request: RequestFound, made: CallReference, on: Instance | undefined, resolver: WorkspaceResolver): readonly StoreCall[] {
  const { operation, isDocument, binding } = request;
  const nameRange = nameRangeOf(made.call);
  const method = { does: 'request', operation, input: 0, isDocument } as const;
  const calls = toStoreCalls({ method, name: operation, nameRange, on: on ?? unknownClient(binding, made), call: made, via: 'direct' }, resolver);
  return on ? calls : calls.map(withoutClient);
}

/** Stands in where there is a request and no client; taken off again. */
function unknownClient(binding: Binding, at: CallReference): Instance {
  const { library, store } = binding;
  return { is: 'instance', binding, type: '', client: { library, store, type: '', by: 'type', place: { file: at.file, ...at.call.range } } };
}

function withoutClient(call: StoreCall): StoreCall {
  return { ...call, client: undefined };
}

export function requestKey(at: CallReference): string {
  return `${at.file}:${at.index}`;
}

function nameRangeOf(call: Call): Range {
  return call.callee.kind === 'member' ? call.callee.propertyRange : call.callee.range;
}

/** Names that `defineCommand` makes methods in a file. */
export function commandsDefinedIn(file: string, resolver: WorkspaceResolver): readonly string[] {
  const names: string[] = [];
  for (const index of resolver.index(file)?.callsByName.get('defineCommand') ?? []) {
    const call = resolver.code(file)?.calls[index];
    const callee = call && resolver.evaluate(call.callee, file, undefined);
    const [name] = call?.arguments ?? [];
    if (!name || !callee || !optionsOf(callee).some(option => option.is === 'method' && option.method.does === 'define-script')) continue;
    const pieces = resolver.text({ value: name, file })?.pieces ?? [];
    const [piece] = pieces;
    if (pieces.length === 1 && piece && 'text' in piece) names.push(piece.text);
  }
  return names;
}
