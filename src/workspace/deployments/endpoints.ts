import type { Binding, Connection, InstanceType } from '../../bindings/binding.js';
import { withoutUserInfo } from '../../facts/secrets.js';
import { place, type Place } from '../../facts/place.js';
import { locate } from '../resolving/frame.js';
import type { Client, Located, Text } from '../known.js';
import { plainNumber, plainText } from '../resolving/plainText.js';
import { callOf, type View } from '../view.js';

/** Where a client is told to connect to. */
export type Endpoint =
  | { readonly is: 'host'; readonly host: string; readonly port: string | undefined; readonly place: Place }
  | { readonly is: 'environment'; readonly name: string; readonly otherwise: string | undefined; readonly place: Place }
  /** Nothing is given: the library's default, this machine. */
  | { readonly is: 'default' }
  | { readonly is: 'unknown' };

export interface ConnectionSettings {
  readonly endpoints: readonly Endpoint[];
  /** It works through another client. */
  readonly through: Client | undefined;
  /** Objects among which options may be. */
  readonly options: readonly Located[];
}

export function typeOfClient(client: Client, bindings: readonly Binding[]): InstanceType | undefined {
  return bindings.filter(binding => binding.library === client.library).map(binding => binding.types[client.type]).find(type => type !== undefined);
}

/** What the place that makes a client says of its connection; undefined when that place is not known. */
export function connectionSettings(client: Client, view: View): ConnectionSettings | undefined {
  const { made } = client;
  if (!made) return undefined;
  const { callee } = made.call;
  if (callee.kind === 'member') {
    const receiver = view.resolver.instance({ value: callee.object, file: made.file });
    if (receiver && receiver.client !== client) return { endpoints: [], through: receiver.client, options: made.call.arguments.map(value => ({ value, file: made.file })) };
  }
  const type = typeOfClient(client, view.bindings);
  const places = [...(type?.connection ? [type.connection] : []), ...(type?.otherConnections ?? [])];
  const found: Found = { endpoints: [], through: undefined, options: [] };
  const args = made.call.arguments.map(value => locate(value, made.file, undefined));
  for (const connection of places) readConnection(connection, args, found, view);
  if (found.endpoints.length === 0 && found.through === undefined && places.length > 0) found.endpoints.push(args.length === 0 || !found.isOpen ? { is: 'default' } : { is: 'unknown' });
  return found;
}

interface Found {
  endpoints: Endpoint[];
  through: Client | undefined;
  options: Located[];
  /** Something is given that could not be read. */
  isOpen?: boolean;
}

function readConnection(connection: Connection, args: readonly Located[], found: Found, view: View): void {
  if (connection.from === 'arguments') {
    readArguments(args, found, view);
    return;
  }
  const at = args[connection.argument];
  const value = 'path' in connection ? followed(at, connection.path, found, view) : at;
  if (connection.from === 'nodes' && connection.options !== undefined) addOptions(args[connection.options], found);
  if (!value) return;
  switch (connection.from) {
    case 'url':
      readText(value, found, view);
      return;
    case 'options':
      readOptions(value, found, view);
      return;
    case 'nodes':
      readNodes(value, found, view);
      return;
    case 'client': {
      const instance = view.resolver.instance(value);
      if (instance) found.through ??= instance.client;
      else if (view.resolver.known(value).is === 'text') readText(value, found, view);
      else readOptions(value, found, view);
    }
  }
}

function addOptions(located: Located | undefined, found: Found): void {
  if (located) found.options.push(located);
}

function followed(located: Located | undefined, path: readonly string[], found: Found, view: View): Located | undefined {
  let at = located;
  for (const name of path) {
    const next = at && view.resolver.property(at, name);
    if (next === 'unknown') found.isOpen = true;
    at = typeof next === 'string' ? undefined : next;
  }
  if (path.length > 0) addOptions(located, found);
  return at;
}

/** As ioredis takes them: a port, a host, a URL, a path, an options object. */
function readArguments(args: readonly Located[], found: Found, view: View): void {
  const port = args[0] && plainNumber(args[0], view.resolver);
  for (const argument of args) {
    const known = view.resolver.known(argument);
    if (known.is === 'number' || known.is === 'null' || known.is === 'function') continue;
    if (known.is === 'object') readOptions(argument, found, view);
    else if (found.endpoints.length === 0) readText(argument, found, view, port === undefined ? undefined : String(port));
    else addOptions(argument, found);
  }
}

const textNames = ['url', 'uri', 'connectionString', 'redisUrl', 'redisURL', 'endpoint'];
const listNames = ['sentinels', 'sentinelRootNodes', 'rootNodes', 'nodes', 'contactPoints', 'startupNodes', 'servers'];
const objectNames = ['socket', 'connection', 'redis', 'redisOptions', 'options', 'client'];

function readOptions(located: Located, found: Found, view: View): void {
  addOptions(located, found);
  const known = view.resolver.known(located);
  if (known.is === 'text') {
    readText(located, found, view);
    return;
  }
  if (known.is !== 'object') {
    const name = variableName(located, view);
    if (name !== undefined) found.endpoints.push({ is: 'environment', name, otherwise: undefined, place: placeOf(located) });
    else if (known.is !== 'null') found.isOpen = true;
    return;
  }
  const given = (name: string): Located | undefined => {
    const property = view.resolver.property(located, name);
    return typeof property === 'string' ? undefined : property;
  };
  for (const name of textNames) {
    const value = given(name);
    if (value) readText(value, found, view);
    if (found.endpoints.length > 0) return;
  }
  const host = given('host') ?? given('hostname');
  if (host) {
    const port = given('port');
    const number = port && (plainText(port, view.resolver) ?? String(plainNumber(port, view.resolver) ?? ''));
    readText(host, found, view, number === '' ? undefined : number);
    return;
  }
  for (const name of listNames) {
    const value = given(name);
    if (value) readNodes(value, found, view);
    if (found.endpoints.length > 0) return;
  }
  for (const name of objectNames) {
    const value = given(name);
    if (value && view.resolver.known(value).is === 'object') readOptions(value, found, view);
    if (found.endpoints.length > 0) return;
  }
  if (known.isOpen) found.isOpen = true;
}

function readNodes(located: Located, found: Found, view: View): void {
  const known = view.resolver.known(located);
  const items = known.is === 'list' ? known.items : [located];
  if (known.is === 'list' && known.isOpen) found.isOpen = true;
  for (const item of items.slice(0, 10)) {
    const { is } = view.resolver.known(item);
    if (is === 'object') readOptions(item, found, view);
    else readText(item, found, view);
  }
}

function readText(located: Located, found: Found, view: View, port?: string): void {
  const at = placeOf(located);
  const text = view.resolver.text(located);
  const endpoint = text && endpointOfText(text, at, port);
  if (endpoint && endpoint.is !== 'unknown') {
    found.endpoints.push(endpoint);
    return;
  }
  const name = variableName(located, view);
  if (name !== undefined) found.endpoints.push({ is: 'environment', name, otherwise: undefined, place: at });
  else found.isOpen = true;
}

function placeOf({ file, value }: Located): Place {
  return place(file, value.range);
}

const variableLike = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;

/** The variable that an unreadable value is named after: `config.get('REDIS_URL')`, `env.REDIS_URL`. */
export function variableName(located: Located, view: View): string | undefined {
  const { value, file, frame } = view.resolver.origin(located);
  if (value.kind === 'member') return variableLike.test(value.property) ? value.property : undefined;
  if (value.kind === 'either') {
    const names = new Set(value.options.flatMap(option => variableName(locate(option, file, frame), view) ?? []));
    const [only] = names;
    return names.size === 1 ? only : undefined;
  }
  const [first] = callOf(view, { value, file })?.arguments ?? [];
  const text = first && plainText(locate(first, file, frame), view.resolver);
  return text !== undefined && variableLike.test(text) ? text : undefined;
}

/** The host and port of a URL, or of `host:port`; the variable when that is where it comes from. */
export function endpointOfText(text: Text, at: Place, port?: string): Endpoint {
  const variables: { readonly environment: string; readonly otherwise?: string }[] = [];
  let written = '';
  for (const piece of text.pieces) {
    if ('text' in piece) written += piece.text;
    else if ('environment' in piece) written += `\uE001${variables.push(piece) - 1}\uE002`;
    else written += '*';
  }
  const { host, port: ownPort } = hostOf(written);
  const only = /^\uE001(\d+)\uE002$/.exec(host)?.[1];
  const variable = only === undefined ? undefined : variables[Number(only)];
  if (variable) return { is: 'environment', name: variable.environment, otherwise: variable.otherwise, place: at };
  if (host === '' || /[*\uE001]/.test(host) || host.startsWith('/')) return { is: 'unknown' };
  return { is: 'host', host: host.toLowerCase(), port: ownPort ?? port, place: at };
}

/** Of `redis://user@cache:6379/0`: cache, 6379. */
export function hostOf(address: string): { readonly host: string; readonly port: string | undefined } {
  const plain = withoutUserInfo(address.trim());
  const authority = plain.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').split(/[/?#,]/)[0] ?? '';
  const rest = authority.slice(authority.lastIndexOf('@') + 1);
  const [, bracketed, after] = /^\[([^\]]*)\](?::(.*))?$/.exec(rest) ?? [];
  if (bracketed !== undefined) return { host: bracketed, port: after };
  const colon = rest.indexOf(':');
  if (colon < 0) return { host: rest, port: undefined };
  const port = rest.slice(colon + 1);
  return { host: rest.slice(0, colon), port: /^\d+$/.test(port) ? port : undefined };
}

export function isThisMachine(host: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|::1|0\.0\.0\.0|host\.docker\.internal)$/.test(host);
}
