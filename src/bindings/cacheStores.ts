import type { Binding, InstanceType, LibraryRole, Meaning } from './binding.js';

/*
 * Stores that keep a cache of `cache-manager` or `keyv` in Redis. What the cache is then used for goes through those
 * libraries, which know of no store.
 */

const role: LibraryRole = { role: 'cache', what: 'cache store' };

const types: Readonly<Record<string, InstanceType>> = {
  RedisStore: { connection: { from: 'arguments' }, role },
  ClusterStore: { connection: { from: 'nodes', argument: 0, path: ['rootNodes'], options: 0 }, isCluster: true, role },
  ClientStore: { connection: { from: 'client', argument: 0 }, role },
  KeyvRedis: {
    connection: { from: 'client', argument: 0 },
    otherConnections: [{ from: 'arguments' }],
    listensForErrors: true,
    role: { ...role, name: { argument: 1, path: ['namespace'], followedBy: '::*' } },
  },
};

function cacheStore(library: string, more: Readonly<Record<string, Meaning>> = {}): Binding {
  const redisStore: Meaning = { is: 'factory', gives: 'RedisStore' };
  const exported: Readonly<Record<string, Meaning>> = { redisStore, create: redisStore, ...more };
  return {
    library,
    store: 'redis',
    modules: [library],
    exports: { ...exported, default: { is: 'factory', gives: 'RedisStore', members: exported } },
    types,
  };
}

const ownClient: Readonly<Record<string, Meaning>> = {
  redisInsStore: { is: 'factory', gives: 'ClientStore' },
  redisClusterInsStore: { is: 'factory', gives: 'ClientStore' },
  redisClusterStore: { is: 'factory', gives: 'ClusterStore' },
};

export const cacheManagerIoredisYet = cacheStore('cache-manager-ioredis-yet', ownClient);
export const cacheManagerRedisYet = cacheStore('cache-manager-redis-yet', ownClient);
export const cacheManagerRedisStore = cacheStore('cache-manager-redis-store');
export const cacheManagerIoredis = cacheStore('cache-manager-ioredis');

const keyv: Meaning = { is: 'class', gives: 'KeyvRedis' };
export const keyvRedis: Binding = {
  library: '@keyv/redis',
  store: 'redis',
  modules: ['@keyv/redis', '@keyv/valkey'],
  exports: {
    default: keyv,
    KeyvRedis: keyv,
    KeyvValkey: keyv,
    createKeyv: { is: 'factory', gives: 'KeyvRedis' },
    createKeyvNonBlocking: { is: 'factory', gives: 'KeyvRedis' },
  },
  types,
};
