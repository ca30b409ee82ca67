import { place, type Place } from '../../facts/place.js';
import type { FactOf } from '../../facts/shape.js';
import type { client as clientShape } from '../../facts/storeFacts.js';
import { clientKey, type Connections, type Link } from '../deployments/connections.js';
import type { Places } from '../deployments/deployments.js';
import { typeOfClient } from '../deployments/endpoints.js';
import { indexOf } from '../resolving/fileIndex.js';
import type { Client, Known, Located } from '../known.js';
import { wordsOf } from '../../facts/words.js';
import { plainText } from '../resolving/plainText.js';
import { variableOf, type View } from '../view.js';

export type ClientFields = Omit<FactOf<typeof clientShape>, 'deployment'>;

/** What is known of a client, apart from the deployment's data sets. */
export interface ClientFound {
  readonly client: Client;
  readonly fields: ClientFields;
  readonly places: Places;
  readonly link: Link | undefined;
}

export interface ClientFacts {
  of(client: Client): ClientFound;
}

export function clientFacts(clients: readonly Client[], connections: Connections, view: View, packageVersion: (file: string, library: string) => number | undefined): ClientFacts {
  const found = new Map<string, ClientFound>();
  let listeners: Listeners | undefined;

  function of(client: Client): ClientFound {
    const key = clientKey(client);
    const present = found.get(key);
    if (present) return present;
    const made = describe(client);
    found.set(key, made);
    return made;
  }

  function describe(client: Client): ClientFound {
    const link = connections.linkOf(client);
    const version = packageVersion(client.place.file, client.library);
    const isMade = (client.by === 'construction' && client.made !== undefined) || client.duplicatedBy !== undefined;
    const reads = readsFrom(client, connections, view);
    listeners ??= listenersIn(clients, connections, view);
    const listens = isMade ? hasListener(client, listeners, view) : undefined;
    const isCluster = typeOfClient(client, view.bindings)?.isCluster;
    return {
      client,
      link,
      fields: {
        library: client.library,
        type: client.type,
        ...(version !== undefined && { libraryVersion: version }),
        isMade,
        ...(isMade && { isCluster: isCluster ?? false }),
        ...(reads !== undefined && { readsFrom: reads }),
        ...(listens !== undefined && { hasErrorListener: listens }),
        ...(link && { linkedBy: link.by }),
      },
      places: placesOf(client, link),
    };
  }

  return { of };
}

function placesOf(client: Client, link: Link | undefined): Places {
  const made = client.duplicatedBy ?? client.made;
  const callee = made?.call.callee;
  const name = callee && place(made.file, callee.kind === 'member' ? callee.propertyRange : callee.range);
  const end = made && { file: made.file, start: made.call.range.end, end: made.call.range.end };
  return {
    self: client.place,
    ...(name && { name }),
    ...(end && { end }),
    ...(link && link.environment.length > 0 && { environment: link.environment }),
  };
}

/** Where reads may go; undefined when it is not known. */
function readsFrom(client: Client, connections: Connections, view: View): string | undefined {
  if (client.by !== 'construction' || client.store !== 'redis') return undefined;
  const settings = connections.settingsOf(client);
  if (!settings) return undefined;
  if (connections.hostsOf(client).some(isReaderName)) return 'replica';
  let isOpen = false;
  for (const options of settings.options) {
    const given = (name: string): Known | undefined => {
      const property = view.resolver.property(options, name);
      if (property === 'unknown' && view.resolver.known(options).is !== 'null') isOpen = true;
      return typeof property === 'string' ? undefined : view.resolver.known(property);
    };
    const textOf = (known: Known | undefined): string | undefined => (known?.is === 'text' ? known.pieces.map(piece => ('text' in piece ? piece.text : '*')).join('') : undefined);
    const scale = given('scaleReads');
    const scaled = textOf(scale);
    if (scaled === 'slave') return 'replica';
    if (scaled === 'all' || scale?.is === 'function') return 'any';
    if (scale && scaled !== 'master') isOpen = true;
    const role = textOf(given('role'));
    if (role === 'slave' || role === 'replica') return 'replica';
    const uses = given('useReplicas');
    if (uses?.is === 'boolean' && uses.boolean) return 'any';
    const readonly = given('readonly') ?? given('readOnly');
    if (readonly?.is === 'boolean' && readonly.boolean) return 'replica';
    const pool = given('replicaPoolSize');
    if (pool?.is === 'number' && pool.number > 0) return 'any';
  }
  if (settings.through) return readsFrom(settings.through, connections, view);
  return isOpen ? undefined : 'primary';
}

/** `orders-ro.abc.cache.amazonaws.com`, `REDIS_READER_URL`, port 6380 of a serverless cache. */
function isReaderName(name: string): boolean {
  if (/\.serverless\.[^:]*:6380\b/.test(name) || /(?:^|[-.])ro\.[^/]*\.amazonaws\.com/.test(name)) return true;
  return wordsOf(name).some(word => word === 'reader' || word === 'replica' || word === 'replicas' || word === 'readonly');
}

interface Listeners {
  readonly clients: ReadonlySet<string>;
  /** Files in which something of unknown kind is listened to. */
  readonly unknownIn: ReadonlySet<string>;
}

const listening = ['on', 'once', 'addListener', 'prependListener', 'prependOnceListener'];

/** Clients whose `error` event something listens for, anywhere; also a library that is handed one. */
function listenersIn(all: readonly Client[], connections: Connections, view: View): Listeners {
  const relayed = all.flatMap(client => (typeOfClient(client, view.bindings)?.relaysErrors ? connections.settingsOf(client)?.through ?? [] : []));
  const clients = new Set(relayed.map(({ place: at }) => placeKey(at)));
  const unknownIn = new Set<string>();
  for (const [file, code] of view.code) {
    const { callsByName } = indexOf(code);
    for (const index of listening.flatMap(name => callsByName.get(name) ?? [])) {
      const call = code.calls[index];
      const [event] = call?.arguments ?? [];
      if (!call || !event || plainText({ value: event, file }, view.resolver) !== 'error') continue;
      const receivers = call.callee.kind === 'member' ? clientsOf({ value: call.callee.object, file }, view) : [];
      for (const client of receivers) clients.add(placeKey(client.place));
      // a parameter or field known by its type alone may be any client that is handed over
      if (receivers.length === 0 || receivers.some(client => client.by !== 'construction')) unknownIn.add(file);
    }
  }
  return { clients, unknownIn };
}

function clientsOf(located: Located, view: View): readonly Client[] {
  const instance = view.resolver.instance(located);
  if (instance) return [instance.client];
  const known = view.resolver.known(located);
  return known.is === 'either' ? known.options.flatMap(option => (option.is === 'instance' ? [option.client] : [])) : [];
}

function placeKey({ file, start, end }: Place): string {
  return `${file}:${start}:${end}`;
}

/** Undefined when something that cannot be followed may listen. */
function hasListener(client: Client, listeners: Listeners, view: View): boolean | undefined {
  if (listeners.clients.has(placeKey(client.place))) return true;
  if (listeners.unknownIn.has(client.place.file) || listeners.unknownIn.has(classFileOf(client, view) ?? '')) return undefined;
  if (listeners.unknownIn.size > 0 && isHandedOn(client, view)) return undefined;
  return isHandedToListener(client, view) ? undefined : false;
}

/** The file of the workspace's own class that it is made of: its methods may listen to `this`. */
function classFileOf({ made }: Client, view: View): string | undefined {
  const known = made?.call.isNew === true ? view.resolver.known({ value: made.call.callee, file: made.file }) : undefined;
  return known?.is === 'class' ? known.file : undefined;
}

/** Returned by what makes it, or an argument as soon as it is made: whoever gets it may listen. */
function isHandedOn(client: Client, view: View): boolean {
  const made = client.duplicatedBy ?? client.made;
  if (!made) return false;
  const isArgument = view.code.get(made.file)?.calls.some(call => call.arguments.some(value => value.kind === 'call' && value.call === made.index)) === true;
  return isArgument || made.call.result.isReturned;
}

/** `attachRedisListeners(client)`: a function that cannot be seen, with a name that may do it. */
function isHandedToListener(client: Client, view: View): boolean {
  const { file } = client.place;
  const code = view.code.get(file);
  return code?.calls.some(call => {
    const { callee } = call;
    const name = callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : '';
    if (!/listen|handler|event|attach|regist|monitor|instrument|setup|wire|observe/i.test(name)) return false;
    return call.arguments.some(value => {
      const isNamed = value.kind === 'name' && variableOf(view, { value, file })?.name === client.name;
      return isNamed && clientsOf({ value, file }, view).some(each => placeKey(each.place) === placeKey(client.place));
    });
  }) === true;
}
