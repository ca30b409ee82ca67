import type { Binding, Method } from './binding.js';
import { upstashTypes } from './upstashRedis.js';

const scan = (command: string): Method => ({ does: 'iterate', command, key: 0, options: 1 });

/** A client of @upstash/redis that is there without being made; it finds its address in the environment (as published in 3.0). */
export const vercelKv: Binding = {
  library: '@vercel/kv',
  store: 'redis',
  modules: ['@vercel/kv'],
  exports: {
    kv: { is: 'instance', gives: 'VercelKV' },
    default: { is: 'instance', gives: 'VercelKV' },
    createClient: { is: 'factory', gives: 'VercelKV' },
    VercelKV: { is: 'class', gives: 'VercelKV' },
  },
  types: {
    ...upstashTypes,
    VercelKV: {
      ...upstashTypes['Redis'],
      methods: {
        ...upstashTypes['Redis']?.methods,
        scanIterator: { does: 'iterate', command: 'SCAN', options: 0 },
        hscanIterator: scan('HSCAN'),
        sscanIterator: scan('SSCAN'),
        zscanIterator: scan('ZSCAN'),
      },
    },
  },
};
