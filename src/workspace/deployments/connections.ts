import type { Store } from '../../bindings/binding.js';
import type { Place } from '../../facts/place.js';
import type { DeploymentDeclaration } from '../../settings/settings.js';
import type { Deployment } from './deployments.js';
import { connectionSettings, hostOf, isThisMachine, typeOfClient, type ConnectionSettings, type Endpoint } from './endpoints.js';
import { isTestFile } from './environments.js';
import type { Client } from '../known.js';
import { wordsOf } from '../../facts/words.js';
import { directoryOf } from '../files/paths.js';
import { refersTo, type VariableGiven, type Variables } from './variables.js';
import type { View } from '../view.js';

/** The deployment that a client reaches, and how that is known. */
export interface Link {
  readonly deployment: Deployment;
  readonly by: 'declared' | 'host' | 'environment' | 'resource' | 'only';
  /** The lines of config that say so: of a variable. */
  readonly environment: readonly Place[];
}

export interface Connections {
  /** Undefined when it is not known, or one of several. */
  linkOf(client: Client): Link | undefined;
  settingsOf(client: Client): ConnectionSettings | undefined;
  /** The variable or host it is told to connect to. */
  addressOf(client: Client): string | undefined;
  /** What the user, and config, call the deployment it reaches. */
  namesOf(client: Client): readonly string[];
  /** Hosts it may be told to connect to, through variables: for what their names tell. */
  hostsOf(client: Client): readonly string[];
}

type Candidate = Omit<Link, 'by'> & { readonly by: Link['by'] };

export function connectionsOf(clients: readonly Client[], deployments: readonly Deployment[], variables: Variables, named: readonly DeploymentDeclaration[], view: View): Connections {
  const links = new Map<string, Link | undefined>();
  const settings = view.resolver.keep.of<Client, ConnectionSettings | undefined>('settings of a client');
  let signatures: ReadonlyMap<Store, ReadonlySet<string>> | undefined;

  function settingsOf(client: Client): ConnectionSettings | undefined {
    return settings.ask(client, [], () => {
      // it may stand elsewhere there, or be made otherwise
      for (const call of [client.made, client.duplicatedBy]) if (call) view.code.get(call.file);
      view.code.get(client.place.file);
      return connectionSettings(client, view);
    });
  }

  function linkOf(client: Client): Link | undefined {
    const key = clientKey(client);
    if (!links.has(key)) {
      links.set(key, undefined);
      links.set(key, findLink(client));
    }
    return links.get(key);
  }

  function findLink(client: Client): Link | undefined {
    const ofStore = deployments.filter(deployment => deployment.store === client.store);
    const [first] = ofStore;
    if (!first) return undefined;
    const found = settingsOf(client);
    if (found?.through) return linkOf(found.through);
    const endpoints = found?.endpoints ?? [{ is: 'unknown' } as const];
    const declared = deployments.find(({ declaration }) => declaration && isReachedBy(declaration, client, endpoints));
    if (declared?.declaration) return { deployment: declared, by: 'declared', environment: [declared.declaration.place] };
    const candidates: Candidate[] = [];
    let isElsewhere = false;
    for (const endpoint of endpoints) {
      const reached = reachedBy(endpoint, ofStore);
      candidates.push(...reached.candidates);
      isElsewhere ||= reached.isElsewhere;
    }
    if (candidates.length > 0) return best(candidates, client.place.file);
    return isElsewhere || isHosted(client) ? undefined : onlyOne(client, ofStore);
  }

  function isHosted(client: Client): boolean {
    return typeOfClient(client, view.bindings)?.isHosted === true;
  }

  /** `isElsewhere`: it names a server that no config here declares. */
  function reachedBy(endpoint: Endpoint, ofStore: readonly Deployment[]): { readonly candidates: readonly Candidate[]; readonly isElsewhere: boolean } {
    if (endpoint.is === 'unknown' || endpoint.is === 'default') return { candidates: [], isElsewhere: false };
    if (endpoint.is === 'host') {
      const reached = byHost(endpoint.host, endpoint.port, ofStore);
      return { candidates: reached.map(deployment => ({ deployment, by: 'host', environment: [] })), isElsewhere: reached.length === 0 && !isThisMachine(endpoint.host) };
    }
    const given = variables.get(endpoint.name) ?? [];
    const candidates = given.flatMap((each): Candidate[] => {
      const { reached, by } = deploymentsGiven(each, ofStore);
      return reached.map(deployment => ({ deployment, by, environment: [each.place] }));
    });
    if (candidates.length > 0) return { candidates, isElsewhere: false };
    const named = given.flatMap(({ variable: { value } }) => (value === undefined || value.includes('*') ? [] : [hostOf(value).host]));
    if (named.some(host => host !== '' && !isThisMachine(host))) return { candidates: [], isElsewhere: true };
    const otherwise = endpoint.otherwise === undefined ? undefined : hostOf(endpoint.otherwise);
    const reached = otherwise ? byHost(otherwise.host.toLowerCase(), otherwise.port, ofStore) : [];
    return { candidates: reached.map(deployment => ({ deployment, by: 'host', environment: [] })), isElsewhere: false };
  }

  /** A connection of which nothing is known: the only deployment there is, when code knows only one connection too. */
  function onlyOne(client: Client, ofStore: readonly Deployment[]): Link | undefined {
    signatures ??= signaturesOf(clients.filter(each => !isHosted(each)), settingsOf);
    if ((signatures.get(client.store)?.size ?? 0) > 1) return undefined;
    // of one whose clients the user names, the others are none
    const running = ofStore.filter(({ isProfiled, declaration }) => !isProfiled && declaration?.clients === undefined);
    const production = running.filter(deployment => deployment.environment === 'production');
    const [only, ...others] = production.length > 0 ? production : running;
    const found = only && others.length === 0 ? only : nearest(production.length > 0 ? production : running, client.place.file, true);
    return found && { deployment: found, by: 'only', environment: [] };
  }

  function hostsOf(client: Client): readonly string[] {
    const found = settingsOf(client);
    if (found?.through) return hostsOf(found.through);
    return (found?.endpoints ?? []).flatMap(endpoint => {
      if (endpoint.is === 'host') return [endpoint.port === undefined ? endpoint.host : `${endpoint.host}:${endpoint.port}`];
      if (endpoint.is !== 'environment') return [];
      const given = variables.get(endpoint.name) ?? [];
      return [endpoint.name, ...given.flatMap(({ variable: { value, resource } }) => [...(value === undefined ? [] : [value]), ...(resource?.attribute === undefined ? [] : [resource.attribute])])];
    });
  }

  function addressOf(client: Client): string | undefined {
    const found = settingsOf(client);
    if (found?.through) return addressOf(found.through);
    const endpoint = found?.endpoints.find(({ is }) => is === 'environment' || is === 'host');
    if (endpoint?.is === 'environment') return endpoint.name;
    return endpoint?.is === 'host' ? endpoint.host : undefined;
  }

  function namesOf(client: Client): readonly string[] {
    const found = settingsOf(client);
    if (found?.through) return namesOf(found.through);
    const deployment = linkOf(client)?.deployment;
    const own = named.filter(each => isReachedBy(each, client, found?.endpoints ?? [])).map(({ name }) => name);
    return [...own, ...(deployment ? [deployment.fields.name] : []), ...(deployment?.declaration ? [deployment.declaration.name] : [])];
  }

  return { linkOf, settingsOf, addressOf, namesOf, hostsOf };
}

/** The user names the variable or host that the client is given. */
function isReachedBy({ kind, clients = [] }: DeploymentDeclaration, client: Client, endpoints: readonly Endpoint[]): boolean {
  if (kind !== client.store) return false;
  return endpoints.some(endpoint => {
    if (endpoint.is === 'environment') return clients.includes(endpoint.name);
    return endpoint.is === 'host' && clients.some(each => each.toLowerCase() === endpoint.host || each.toLowerCase() === `${endpoint.host}:${endpoint.port ?? ''}`);
  });
}

export function clientKey({ place: { file, start, end }, type }: Client): string {
  return `${file}:${start}:${end}:${type}`;
}

/** The deployments that a variable's value names: a resource of its file, or a host. */
function deploymentsGiven(given: VariableGiven, deployments: readonly Deployment[]): { readonly reached: readonly Deployment[]; readonly by: 'resource' | 'environment' } {
  const { file, variable: { value } } = given;
  const ofFile = deployments.filter(deployment => deployment.file === file);
  const referred = deployments.filter(deployment => refersTo(given, deployment));
  if (referred.length > 0) return { reached: referred, by: 'resource' };
  if (value === undefined) return { reached: [], by: 'environment' };
  const { host, port } = hostOf(value);
  const inFile = byHost(host.toLowerCase(), port, ofFile);
  return { reached: inFile.length > 0 ? inFile : byHost(host.toLowerCase(), port, deployments), by: 'environment' };
}

/**
 * The lines of config that point at each deployment, whoever reads them. An address is known as one by its form or by the
 * variable's name (`CACHE_DRIVER=redis` is none); without a port this machine may be any server of it.
 */
export function addressesOf(deployments: readonly Deployment[], variables: Variables): ReadonlyMap<string, readonly Place[]> {
  const found = new Map<string, Place[]>();
  for (const given of [...variables.values()].flat()) {
    const { name, value, resource } = given.variable;
    const { host, port } = hostOf(value ?? '');
    const isAddress = resource !== undefined || port !== undefined || value?.includes('://') === true || wordsOf(name).some(word => nameAddresses.has(word));
    if (!isAddress || (resource === undefined && isThisMachine(host) && port === undefined)) continue;
    const [only, ...others] = deploymentsGiven(given, deployments).reached;
    if (!only || others.length > 0) continue;
    const present = found.get(only.id);
    if (present) present.push(given.place);
    else found.set(only.id, [given.place]);
  }
  return found;
}

const nameAddresses = new Set(['url', 'uri', 'host', 'hosts', 'hostname', 'endpoint', 'address', 'addr', 'server', 'servers', 'nodes', 'dsn']);

function byHost(host: string, port: string | undefined, deployments: readonly Deployment[]): readonly Deployment[] {
  if (!isThisMachine(host)) return deployments.filter(deployment => deployment.hosts.some(each => each.toLowerCase() === host));
  return deployments.filter(deployment => deployment.publishedPorts.includes(port ?? (deployment.store === 'redis' ? '6379' : '9042')));
}

/** The one for production; of several, the nearest to the code. */
function best(candidates: readonly Candidate[], file: string): Candidate | undefined {
  const production = candidates.filter(({ deployment }) => deployment.environment === 'production');
  const left = production.length > 0 ? production : candidates;
  const deployments = [...new Set(left.map(({ deployment }) => deployment))];
  const [only, ...others] = deployments;
  const chosen = others.length === 0 ? only : nearest(deployments, file, false);
  return left.find(({ deployment }) => deployment === chosen);
}

/** The one whose folder shares most with the code's, when that is one. `isAbove`: only folders the code is in count. */
function nearest(deployments: readonly Deployment[], file: string, isAbove: boolean): Deployment | undefined {
  const code = directoryOf(file).split('/').filter(segment => segment !== '');
  const scored = deployments.map(deployment => {
    const folder = directoryOf(deployment.file).split('/').filter(segment => segment !== '');
    const shared = folder.findIndex((segment, index) => segment !== code[index]);
    return { deployment, shared: shared < 0 ? folder.length : shared, isAbove: shared < 0 };
  });
  const left = isAbove ? scored.filter(each => each.isAbove) : scored;
  const most = Math.max(0, ...left.map(({ shared }) => shared));
  const [only, ...others] = left.filter(({ shared }) => shared === most);
  return others.length === 0 && most > 0 ? only?.deployment : undefined;
}

const addressWords = new Set(['url', 'uri', 'host', 'hostname', 'endpoint', 'address', 'addr', 'port', 'connection', 'string', 'dsn', 'server', 'hosts', 'nodes', 'primary', 'tls']);

/** The different connections that code makes to each store, as far as it tells. */
function signaturesOf(clients: readonly Client[], settingsOf: (client: Client) => ConnectionSettings | undefined): ReadonlyMap<Store, ReadonlySet<string>> {
  const signatures = new Map<Store, Set<string>>();
  for (const client of clients) {
    if (isTestFile(client.place.file)) continue;
    for (const endpoint of settingsOf(client)?.endpoints ?? []) {
      const signature = signatureOf(endpoint);
      if (signature === undefined) continue;
      const present = signatures.get(client.store);
      if (present) present.add(signature);
      else signatures.set(client.store, new Set([signature]));
    }
  }
  return signatures;
}

function signatureOf(endpoint: Endpoint): string | undefined {
  if (endpoint.is === 'environment') return `env ${wordsOf(endpoint.name).filter(word => !addressWords.has(word)).join(' ')}`;
  if (endpoint.is !== 'host' || isThisMachine(endpoint.host)) return undefined;
  return endpoint.host;
}
