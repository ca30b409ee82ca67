import type { ArgumentPlace, Binding, InstanceType, LibraryRole, Meaning } from './binding.js';
import { methodsInMilliseconds, methodsInSeconds, nestOptions } from './cacheMethods.js';
import { redisTypes } from './ioredis.js';
import { nodeRedisTypes } from './redis.js';

/*
 * Stores that keep a cache of `cache-manager` in Redis, each over a client of its own making or one that it is given. They are
 * made, or handed as a function, where the cache is made: their options may be those of the cache.
 */

const role: LibraryRole = { role: 'cache', what: 'cache store' };

/** Where options are: of what makes a client of its own, or is handed to what makes the cache; of what is given a client. */
const own: readonly ArgumentPlace[] = [{ argument: 0 }, { argument: 1 }, ...nestOptions];
const besideClient: readonly ArgumentPlace[] = [{ argument: 1 }];

function named(name: string, options: readonly ArgumentPlace[]): readonly ArgumentPlace[] {
  return options.map(place => ({ ...place, path: [...(place.path ?? []), name] }));
}

function store(client: string, options: readonly ArgumentPlace[], more: InstanceType): InstanceType {
  return {
    role,
    expiry: { at: named('ttl', options) },
    properties: { client },
    ...more,
    methods: { ...more.methods, getClient: { does: 'give', type: client } },
  };
}

const made: InstanceType = {
  connection: { from: 'arguments' },
  otherConnections: nestOptions.map(place => ({ from: 'options', ...place })),
};
const given: InstanceType = { connection: { from: 'client', argument: 0 } };
const inMilliseconds: InstanceType = { methods: methodsInMilliseconds };
const inSeconds: InstanceType = { methods: methodsInSeconds };
/** Puts a prefix and a colon before keys. */
const prefixing = (options: readonly ArgumentPlace[]): InstanceType => ({ keyPrefix: [{ name: named('keyPrefix', options), form: '*:' }] });

const overIoredis: Readonly<Record<string, InstanceType>> = {
  ...redisTypes,
  StoreInSeconds: store('Redis', own, { ...made, ...inSeconds }),
  StoreInMilliseconds: store('Redis', own, { ...made, ...inMilliseconds }),
  ClientStore: store('Redis', besideClient, { ...given, ...inMilliseconds }),
};

const overNodeRedis: Readonly<Record<string, InstanceType>> = {
  ...nodeRedisTypes,
  StoreInSeconds: store('RedisClient', own, { ...made, ...inSeconds }),
  StoreInMilliseconds: store('RedisClient', own, { ...made, ...inMilliseconds, ...prefixing(own) }),
  ClusterStore: store('RedisCluster', own, { ...inMilliseconds, ...prefixing(own), connection: { from: 'nodes', argument: 0, path: ['rootNodes'], options: 0 }, isCluster: true }),
  ClientStore: store('RedisClient', besideClient, { ...given, ...inMilliseconds, ...prefixing(besideClient) }),
};

function cacheStore(library: string, types: Binding['types'], gives: string, more: Readonly<Record<string, Meaning>> = {}): Binding {
  const redisStore: Meaning = { is: 'factory', gives };
  const exported: Readonly<Record<string, Meaning>> = { redisStore, create: redisStore, ...more };
  return {
    library,
    store: 'redis',
    modules: [library],
    exports: { ...exported, default: { is: 'factory', gives, members: exported } },
    types,
  };
}

const overClient: Meaning = { is: 'factory', gives: 'ClientStore' };

export const cacheManagerIoredis = cacheStore('cache-manager-ioredis', overIoredis, 'StoreInSeconds');
export const cacheManagerIoredisYet = cacheStore('cache-manager-ioredis-yet', overIoredis, 'StoreInMilliseconds', { redisInsStore: overClient });
export const cacheManagerRedisStore = cacheStore('cache-manager-redis-store', overNodeRedis, 'StoreInSeconds');
export const cacheManagerRedisYet = cacheStore('cache-manager-redis-yet', overNodeRedis, 'StoreInMilliseconds', {
  redisInsStore: overClient,
  redisClusterInsStore: overClient,
  redisClusterStore: { is: 'factory', gives: 'ClusterStore' },
});
