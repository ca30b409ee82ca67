import type { Binding } from './binding.js';
import { ioredis, redisClass } from './ioredis.js';

/** Valkey's fork of ioredis, of the same shape (as published in 0.4). */
export const iovalkey: Binding = { ...ioredis, library: 'iovalkey', modules: ['iovalkey'], exports: { ...ioredis.exports, Valkey: redisClass } };
