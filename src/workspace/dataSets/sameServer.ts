import { clientKey, type Connections } from '../deployments/connections.js';
import type { Endpoint } from '../deployments/endpoints.js';
import type { Client, StoreCall } from '../known.js';
import type { View } from '../view.js';

/** Whether two calls may be taken to reach one server; equal keys of two programs are no data set by themselves. */
export type SameServer = (a: StoreCall, b: StoreCall) => boolean;

export function sameServerBy(connections: Connections, view: View): SameServer {
  let programs: ReadonlyMap<string, string> | undefined;

  return (a, b) => {
    if (a.at.file === b.at.file || !isMade(a.client) || !isMade(b.client) || clientKey(a.client) === clientKey(b.client)) return true;
    const [one, other] = [connections.linkOf(a.client), connections.linkOf(b.client)];
    if (one && other) return one.deployment.id === other.deployment.id;
    const named = namesIn(connections.settingsOf(b.client)?.endpoints);
    if (namesIn(connections.settingsOf(a.client)?.endpoints).some(name => named.includes(name))) return true;
    programs ??= programsOf(view);
    return programs.get(a.at.file) === programs.get(b.at.file);
  };
}

function isMade(client: Client | undefined): client is Client {
  return client?.by === 'construction';
}

function namesIn(endpoints: readonly Endpoint[] = []): readonly string[] {
  return endpoints.flatMap(endpoint => (endpoint.is === 'host' ? `${endpoint.host}:${endpoint.port ?? ''}` : endpoint.is === 'environment' ? `$${endpoint.name}` : []));
}

/** For each file one that stands for all that imports join it with. */
function programsOf({ files, resolver }: View): ReadonlyMap<string, string> {
  const joined = new Map<string, string>();
  const rootOf = (file: string): string => {
    let at = file;
    for (let next = joined.get(at); next !== undefined && next !== at; next = joined.get(at)) at = next;
    return at;
  };
  for (const [file, { imports }] of files) {
    for (const module of imports) {
      const target = resolver.fileOf(file, module);
      if (target !== undefined) joined.set(rootOf(target), rootOf(file));
    }
  }
  return new Map([...files.keys()].map(file => [file, rootOf(file)]));
}
