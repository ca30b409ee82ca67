import type { Call, CodeFile, Value } from '../../facts/code.js';
import type { Place } from '../../facts/place.js';
import { leavesErrorsAlone } from '../../bindings/quietLibraries.js';
import { rootOf } from '../dataSets/otherStores.js';
import type { Connections } from '../deployments/connections.js';
import { typeOfClient } from '../deployments/endpoints.js';
import { isTestFile } from '../deployments/environments.js';
import type { CallGraph } from '../flows/callGraph.js';
import type { CallReference, Client, Known, Located } from '../known.js';
import { indexOf } from '../resolving/fileIndex.js';
import { lastName } from '../resolving/names.js';
import { plainText } from '../resolving/plainText.js';
import { inputs, type View } from '../view.js';

export interface ErrorListeners {
  /** Undefined when something that cannot be followed may listen. */
  hasOne(client: Client): boolean | undefined;
  /** Of a function that makes a client for each caller: the calls whose client nobody listens to, while that of others is listened to. */
  unheard(client: Client): readonly CallReference[];
}

interface Heard {
  /** By client, what those it is listened to by are called: `publisher` of `this.publisher.on('error', …)`. */
  readonly names: ReadonlyMap<string, ReadonlySet<string>>;
  /** Files in which something of unknown kind is listened to. */
  readonly unknownIn: ReadonlySet<string>;
  /** Somewhere a client listens, or a library does, of which only the type is known. */
  readonly isOpen: boolean;
}

type HandedTo = 'listener' | 'library' | 'unknown';

export function errorListeners(all: readonly Client[], connections: Connections, view: View, graph: CallGraph): ErrorListeners {
  let found: { readonly heard: Heard; readonly handed: ReadonlyMap<string, ReadonlySet<HandedTo>> } | undefined;

  function hasOne(client: Client): boolean | undefined {
    found ??= { heard: heardIn(all, connections, view), handed: handedIn(all, view) };
    const key = placeKey(client.place);
    const { heard } = found;
    const handed = found.handed.get(key);
    if (heard.names.has(key) || handed?.has('listener') === true) return true;
    if (heard.unknownIn.has(client.place.file) || heard.unknownIn.has(classFileOf(client, view) ?? '') || handed?.has('library') === true) return undefined;
    return heard.isOpen && (handed?.has('unknown') === true || isReturned(client)) ? undefined : false;
  }

  function unheard(client: Client): readonly CallReference[] {
    const names = hasOne(client) === true ? found?.heard.names.get(placeKey(client.place)) : undefined;
    const maker = names && makerOf(client, view);
    if (!names || maker === undefined) return [];
    const calls = graph.callsOf({ file: client.place.file, function: maker }).filter(({ file }) => !isTestFile(file));
    return calls.filter(call => isHeldAlone(call, names, view));
  }

  return { hasOne, unheard };
}

const listening = ['on', 'once', 'addListener', 'prependListener', 'prependOnceListener'];

/** Clients whose `error` event something listens for, anywhere; also a library that is given one as its connection. */
function heardIn(all: readonly Client[], connections: Connections, view: View): Heard {
  const names = new Map<string, Set<string>>();
  const hear = (client: Client, name: string): void => {
    const key = placeKey(client.place);
    names.set(key, (names.get(key) ?? new Set()).add(name));
  };
  const relayed = all.flatMap(client => (typeOfClient(client, view.bindings)?.listensForErrors ? connections.settingsOf(client)?.through ?? [] : []));
  for (const client of relayed) hear(client, '');
  const unknownIn = new Set<string>();
  const kept = view.resolver.keep.of<CodeFile, readonly Listening[]>('listening in a file');
  for (const [file, code] of view.files) {
    for (const { receivers, name } of kept.ask(code, [], () => listeningIn(file, code, view))) {
      for (const client of receivers) hear(client, name);
      // a parameter or field known by its type alone may be any client that is handed over
      if (receivers.length === 0 || receivers.some(isOfTypeAlone)) unknownIn.add(file);
    }
  }
  return { names, unknownIn, isOpen: unknownIn.size > 0 || relayed.some(isOfTypeAlone) };
}

interface Listening {
  readonly receivers: readonly Client[];
  /** What they are called there. */
  readonly name: string;
}

function listeningIn(file: string, code: CodeFile, view: View): readonly Listening[] {
  const { callsByName } = indexOf(code);
  return listening.flatMap(method => callsByName.get(method) ?? []).flatMap(index => {
    const call = code.calls[index];
    const [event] = call?.arguments ?? [];
    if (!call || !event || plainText({ value: event, file }, view.resolver) !== 'error') return [];
    const object = call.callee.kind === 'member' ? call.callee.object : undefined;
    return [{ receivers: object ? clientsOf({ value: object, file }, view) : [], name: (object && lastName(object)) ?? '' }];
  });
}

function isOfTypeAlone({ by }: Client): boolean {
  return by !== 'construction';
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

/** The file of the workspace's own class that it is made of: its methods may listen to `this`. */
function classFileOf({ made }: Client, view: View): string | undefined {
  const known = made?.call.isNew === true ? view.resolver.known({ value: made.call.callee, file: made.file }) : undefined;
  return known?.is === 'class' ? known.file : undefined;
}

/** Whoever calls what makes it may listen. */
function isReturned(client: Client): boolean {
  return (client.duplicatedBy ?? client.made)?.call.result.isReturned === true;
}

/** What clients are handed to: as an argument, or in an object or list that is one. */
function handedIn(all: readonly Client[], view: View): ReadonlyMap<string, ReadonlySet<HandedTo>> {
  const handed = new Map<string, Set<HandedTo>>();
  const made = new Map(all.flatMap(client => {
    const by = client.duplicatedBy ?? client.made;
    return by && client.store === 'redis' ? [[`${by.file}:${by.index}`, client] as const] : [];
  }));
  const byName = new Map<string, Client[]>();
  for (const client of made.values()) byName.set(client.name ?? '', [...(byName.get(client.name ?? '') ?? []), client]);
  const { keep } = view.resolver;
  const kept = keep.of<CodeFile, readonly Handed[]>('clients handed over in a file');
  for (const [file, code] of view.files) {
    if (isTestFile(file)) continue;
    for (const { client: { place }, to } of kept.ask(code, [], () => [...handedInFile(file, code)])) {
      handed.set(placeKey(place), (handed.get(placeKey(place)) ?? new Set()).add(to));
    }
  }
  return handed;

  function* handedInFile(file: string, code: CodeFile): Generator<Handed> {
    keep.uses(inputs.clients, '');
    for (const call of code.calls) {
      const named = call.arguments.flatMap(handedValues).filter(value => (value.kind === 'call' ? made.has(`${file}:${value.call}`) : byName.has(lastName(value) ?? ' ')));
      const to = named.length > 0 ? takerOf(call, file, view) : undefined;
      if (to === undefined) continue;
      for (const value of named) {
        const client = value.kind === 'call' ? made.get(`${file}:${value.call}`) : undefined;
        const clients = client ? [client] : clientsOf({ value, file }, view);
        for (const each of clients) yield { client: each, to };
        // `const { publisher } = app.get(CLIENTS)`: what a container gives may be the client of that name
        const mayBe = clients.length === 0 && to === 'listener' && view.resolver.known({ value, file }).is === 'unknown' ? byName.get(lastName(value) ?? '') ?? [] : [];
        for (const each of mayBe) yield { client: each, to: 'library' };
      }
    }
  }
}

interface Handed {
  readonly client: Client;
  readonly to: HandedTo;
}

function handedValues(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'object':
      return [...value.properties.map(property => property.value), ...value.spreads].flatMap(handedValues);
    case 'list':
      return value.items.flatMap(handedValues);
    case 'either':
      return value.options.flatMap(handedValues);
    case 'name':
    case 'member':
    case 'call':
      return [value];
    default:
      return [];
  }
}

/** Undefined when what takes the client is followed, or leaves its errors alone. */
function takerOf(call: Call, file: string, view: View): HandedTo | undefined {
  const known = view.resolver.known({ value: call.callee, file });
  if (known.is === 'meaning') return listensByBinding(known) ? 'listener' : undefined;
  // What a function makes of a new client may be listened to in its place.
  if (known.is === 'function') return returnsProxy(known, view) ? 'library' : call.arguments.some(value => value.kind === 'call') ? 'unknown' : undefined;
  if (known.is !== 'unknown') return undefined;
  const code = view.code.get(file);
  const { root, path } = code ? rootOf(call.callee, code) : { root: call.callee, path: [] };
  const name = path.at(-1) ?? lastName(root) ?? '';
  if (/^(?:bind|call|apply)$/.test(name)) return undefined;
  const variable = root.kind === 'name' && root.variable !== undefined ? code?.variables[root.variable] : undefined;
  const module = variable?.import?.from ?? (root.kind === 'module' ? root.from : undefined);
  if (module === undefined && root.kind === 'name' && root.variable === undefined) return undefined;
  const isLibrary = module !== undefined && view.resolver.fileOf(file, module) === undefined && !/^(?:[.~#]|@\/)/.test(module);
  if (isLibrary) return leavesErrorsAlone(module) ? undefined : 'library';
  // `attachRedisListeners(client)`: it cannot be seen, and has a name that may do it.
  return /listen|handler|event|attach|regist|monitor|instrument|setup|wire|observe/i.test(name) ? 'library' : 'unknown';
}

/** Whoever has the proxy listens to what it stands for, by its own names. */
function returnsProxy(known: Extract<Known, { is: 'function' }>, view: View): boolean {
  const code = view.code.get(known.file);
  return code?.functions[known.function]?.returns.some(value => {
    const call = value.kind === 'call' ? code.calls[value.call] : undefined;
    return call?.isNew === true && lastName(call.callee) === 'Proxy';
  }) === true;
}

function listensByBinding({ meaning, binding }: Extract<Known, { is: 'meaning' }>): boolean {
  return (meaning.is === 'class' || meaning.is === 'factory') && binding.types[meaning.gives]?.listensForErrors === true;
}

/** The function that returns a new client each time it is called; undefined for one that keeps it, or that is handed to what may. */
function makerOf({ made, duplicatedBy }: Client, view: View): number | undefined {
  if (!made || duplicatedBy) return undefined;
  const { file, index, call } = made;
  const fact = call.function === undefined ? undefined : view.code.get(file)?.functions[call.function];
  const isNew = fact?.argumentOf === undefined && fact?.returns.every(value => value.kind === 'call' && value.call === index) === true;
  return isNew ? call.function : undefined;
}

/** Held by a name under which nobody listens, and handed to nobody. */
function isHeldAlone({ file, index, call }: CallReference, heardAs: ReadonlySet<string>, view: View): boolean {
  const code = view.code.get(file);
  const name = code && indexOf(code).nameOf(index);
  if (name === undefined || heardAs.has(name) || call.result.isReturned) return false;
  return !code?.calls.some(other => other.arguments.flatMap(handedValues).some(value => lastName(value) === name || (value.kind === 'call' && value.call === index)));
}
