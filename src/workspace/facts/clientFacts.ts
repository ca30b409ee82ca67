import { place } from '../../facts/place.js';
import type { FactOf } from '../../facts/shape.js';
import type { client as clientShape } from '../../facts/storeFacts.js';
import { clientKey, type Connections, type Link } from '../deployments/connections.js';
import type { Places } from '../deployments/deployments.js';
import { typeOfClient } from '../deployments/endpoints.js';
import { errorListeners } from './errorListeners.js';
import type { CallGraph } from '../flows/callGraph.js';
import type { CallReference, Client, Known } from '../known.js';
import { wordsOf } from '../../facts/words.js';
import type { View } from '../view.js';

export type ClientFields = Omit<FactOf<typeof clientShape>, 'deployment'>;

/** What is known of a client, apart from the deployment's data sets. */
export interface ClientFound {
  readonly client: Client;
  readonly fields: ClientFields;
  readonly places: Places;
  readonly link: Link | undefined;
  /** Where a function of the workspace gives one that nobody listens to, while others listen to theirs. */
  readonly unheard: readonly Places[];
}

export interface ClientFacts {
  of(client: Client): ClientFound;
}

export function clientFacts(clients: readonly Client[], connections: Connections, view: View, graph: CallGraph): ClientFacts {
  const found = new Map<string, ClientFound>();
  const listeners = errorListeners(clients, connections, view, graph);

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
    const version = view.resolver.versionOf(client.place.file, client.library);
    const isMade = (client.by === 'construction' && client.made !== undefined) || client.duplicatedBy !== undefined;
    const reads = readsFrom(client, connections, view);
    const listens = isMade ? listeners.hasOne(client) : undefined;
    const address = connections.addressOf(client);
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
        ...(address !== undefined && { address }),
        ...(link && { linkedBy: link.by }),
      },
      places: placesOf(client, link),
      unheard: listeners.unheard(client).map(call => ({ self: place(call.file, call.call.range), ...placesOfMaking(call) })),
    };
  }

  return { of };
}

function placesOf(client: Client, link: Link | undefined): Places {
  const made = client.duplicatedBy ?? client.made;
  return {
    self: client.place,
    ...(made && placesOfMaking(made)),
    ...(link && link.environment.length > 0 && { environment: link.environment }),
  };
}

function placesOfMaking({ file, call: { callee, range } }: CallReference): Places {
  return {
    name: place(file, callee.kind === 'member' ? callee.propertyRange : callee.range),
    end: { file, start: range.end, end: range.end },
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
