import { isOpen } from './open.js';

export type StoreImage =
  | { readonly store: 'redis'; readonly product: 'redis' | 'valkey' | 'keydb' | 'dragonfly' }
  | { readonly store: 'cassandra'; readonly product: 'cassandra' | 'scylladb' | 'dse' };

const redis = { store: 'redis', product: 'redis' } as const;
const valkey = { store: 'redis', product: 'valkey' } as const;
const keydb = { store: 'redis', product: 'keydb' } as const;
const dragonfly = { store: 'redis', product: 'dragonfly' } as const;
const cassandra = { store: 'cassandra', product: 'cassandra' } as const;
const scylladb = { store: 'cassandra', product: 'scylladb' } as const;
const dse = { store: 'cassandra', product: 'dse' } as const;

/** By the image's name without registry, owner and tag. */
const images: Readonly<Record<string, StoreImage>> = {
  'redis': redis, 'redis-stack': redis, 'redis-stack-server': redis, 'redis-cluster': redis, 'redismod': redis, 'rejson': redis,
  'redisearch': redis, 'redisbloom': redis, 'redistimeseries': redis, 'redisgraph': redis, 'redis-alpine': redis,
  'valkey': valkey, 'valkey-cluster': valkey, 'valkey-bundle': valkey, 'valkey-extensions': valkey,
  'keydb': keydb, 'dragonfly': dragonfly,
  'cassandra': cassandra, 'scylla': scylladb, 'scylladb': scylladb, 'scylla-enterprise': scylladb, 'dse-server': dse,
};

export function storeOf(image: string): StoreImage | undefined {
  const { name } = partsOf(image);
  return Object.hasOwn(images, name) ? images[name] : undefined;
}

/** `redis:7.2-alpine` → `7.2`; `latest` says nothing. */
export function versionOf(image: string): string | undefined {
  const { tag } = partsOf(image);
  const found = /^v?(\d+(?:\.\d+)*)(?![\d.])/.exec(tag) ?? /_v(\d+(?:\.\d+)+)$/.exec(tag);
  return isOpen(tag.slice(0, (found?.[0].length ?? 0) + 1)) ? undefined : found?.[1];
}

/** By the server that a command starts, where the image does not tell. */
export function storeOfProgram(program: string | undefined): StoreImage | undefined {
  if (program === undefined) return undefined;
  return { 'redis-server': redis, 'valkey-server': valkey, 'keydb-server': keydb, 'dragonfly': dragonfly }[program];
}

export function isBitnami(image: string): boolean {
  return /(?:^|\/)bitnami(?:legacy|secure)?\//.test(image);
}

function partsOf(image: string): { readonly name: string; readonly tag: string } {
  const last = image.replace(/@.*$/, '').split('/').at(-1) ?? '';
  const colon = last.indexOf(':');
  return colon < 0 ? { name: last.toLowerCase(), tag: '' } : { name: last.slice(0, colon).toLowerCase(), tag: last.slice(colon + 1) };
}
