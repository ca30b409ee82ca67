import type { Binding, Meaning, Method } from './binding.js';

const write: Method = { does: 'use', effect: 'write' };
const limiter: Meaning = { is: 'class', gives: 'RateLimiter' };
const exported: Readonly<Record<string, Meaning>> = {
  RateLimiterRedis: limiter,
  RateLimiterRedisNonAtomic: limiter,
  RateLimiterValkey: limiter,
};

export const rateLimiterFlexible: Binding = {
  library: 'rate-limiter-flexible',
  store: 'redis',
  modules: ['rate-limiter-flexible'],
  exports: { ...exported, default: { is: 'namespace', members: exported } },
  types: {
    RateLimiter: {
      connection: { from: 'client', argument: 0, path: ['storeClient'] },
      role: { role: 'rate-limit', what: 'rate limiter', name: { argument: 0, path: ['keyPrefix'], followedBy: ':*' }, keyTemplate: 'rlflx:*' },
      methods: {
        consume: write,
        penalty: write,
        reward: write,
        block: write,
        set: write,
        delete: write,
        get: { does: 'use', effect: 'read' },
      },
    },
  },
};
