import type { Binding, InstanceType, Meaning, Method } from './binding.js';

const write: Method = { does: 'use', effect: 'write' };
const read: Method = { does: 'use', effect: 'read' };

function limiter(...path: readonly string[]): InstanceType {
  return {
    connection: { from: 'client', argument: 0, path },
    role: { role: 'rate-limit', what: 'rate limiter', name: { argument: 0, path: ['prefix'], followedBy: ':*' }, keyTemplate: '@upstash/ratelimit:*' },
    methods: { limit: write, blockUntilReady: write, resetUsedTokens: write, setDynamicLimit: write, getRemaining: read, getDynamicLimit: read },
  };
}

const oneRegion: Meaning = { is: 'class', gives: 'Ratelimit' };

/** As published in 2.2. */
export const upstashRatelimit: Binding = {
  library: '@upstash/ratelimit',
  store: 'redis',
  modules: ['@upstash/ratelimit'],
  exports: { Ratelimit: oneRegion, RegionRatelimit: oneRegion, MultiRegionRatelimit: { is: 'class', gives: 'MultiRegionRatelimit' } },
  types: { Ratelimit: limiter('redis'), MultiRegionRatelimit: limiter('redis', '0') },
};
