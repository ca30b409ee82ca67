import type { ArgumentPlace, Binding, InstanceType, LibraryRole, Meaning, Over } from './binding.js';
import { methodsInMilliseconds, methodsInSeconds, nestOptions } from './cacheMethods.js';

/* Caches, in memory unless they are made over a store that keeps them elsewhere. How long entries live is in the store's unit. */

const role: LibraryRole = { role: 'cache', what: 'cache' };
const gives = {
  StoreInSeconds: 'CacheInSeconds',
  StoreInMilliseconds: 'Cache',
  ClusterStore: 'Cache',
  ClientStore: 'Cache',
  KeyvRedis: 'Cache',
  KeyvValkey: 'Cache',
  Keyv: 'Cache',
  KeyvWithoutPrefix: 'Cache',
  KeyvOverValkey: 'Cache',
  KeyvOfRedis: 'Cache',
  Cache: 'Cache',
  CacheInSeconds: 'CacheInSeconds',
};

/** Where a cache's options may be, and what they say. */
function types(options: readonly ArgumentPlace[], isOpen: boolean): Readonly<Record<string, InstanceType>> {
  const cache: InstanceType = { role, overAs: 'store', expiry: { at: inside(options, 'ttl'), ...(isOpen && { isOpen }) } };
  return { Cache: { ...cache, methods: methodsInMilliseconds }, CacheInSeconds: { ...cache, methods: methodsInSeconds } };
}

function inside(options: readonly ArgumentPlace[], name: string): readonly ArgumentPlace[] {
  return options.map(place => ({ ...place, path: [...(place.path ?? []), name] }));
}

const first: ArgumentPlace = { argument: 0 };
const given: readonly ArgumentPlace[] = [first, { argument: 1 }];
const over: Over = { at: [...inside([first], 'store'), ...inside([first], 'stores'), first], gives };
/** `caching(redisStore, options)`, `caching({ store, ttl })`, `multiCaching([memory, redis])`, `createCache({ stores: [keyv] })` */
const cache: Meaning = { is: 'factory', gives: 'Cache', over };
const exported: Readonly<Record<string, Meaning>> = { caching: cache, multiCaching: cache, createCache: cache };

export const cacheManager: Binding = {
  library: 'cache-manager',
  store: 'redis',
  modules: ['cache-manager'],
  exports: { ...exported, default: { is: 'namespace', members: exported } },
  types: types(given, false),
};

const moduleOptions: readonly ArgumentPlace[] = [first, ...nestOptions];
const registered: Meaning = { is: 'factory', gives: 'Cache', over: { at: [...inside(moduleOptions, 'store'), ...inside(moduleOptions, 'stores')], gives } };
const token: Meaning = { is: 'token', madeBy: ['register', 'registerAsync'] };

/** Up to version 9 in Nest itself. It may give an expiry of its own: 5 s, up to version 2. */
export const nestCacheManager: Binding = {
  library: 'cache-manager',
  store: 'redis',
  modules: ['@nestjs/cache-manager'],
  alsoIn: ['@nestjs/common', '@nestjs/common/cache'],
  exports: {
    CACHE_MANAGER: token,
    Cache: token,
    CacheModule: { is: 'namespace', members: { register: registered, registerAsync: registered } },
  },
  types: types(moduleOptions, true),
};
