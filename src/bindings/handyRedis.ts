import type { Binding, InstanceType, Meaning, Method } from './binding.js';
import { nodeRedisTypes } from './redis.js';

const nothing: Method = { does: 'nothing' };

function gathers(via: 'pipeline' | 'transaction'): InstanceType {
  const execute: Method = { does: 'execute', isTransaction: via === 'transaction' };
  return { via, otherMethods: 'positional', methods: { exec: execute, exec_atomic: execute } };
}

const client: Meaning = { is: 'factory', gives: 'WrappedNodeRedisClient' };
const type: Meaning = { is: 'type', gives: 'WrappedNodeRedisClient' };

/** Promises around a client of node-redis 2 or 3; options are lists: `set(key, value, ['EX', 60], 'NX')` (as published in 2.3). */
export const handyRedis: Binding = {
  library: 'handy-redis',
  store: 'redis',
  modules: ['handy-redis'],
  exports: { createNodeRedisClient: client, createHandyClient: client, WrappedNodeRedisClient: type, IHandyRedis: type },
  types: {
    ...nodeRedisTypes,
    WrappedNodeRedisClient: {
      connection: { from: 'client', argument: 0 },
      otherConnections: [{ from: 'arguments' }],
      otherMethods: 'positional',
      properties: { nodeRedis: 'RedisClient', redis: 'RedisClient' },
      methods: {
        multi: { does: 'give', type: 'WrappedMulti' },
        batch: { does: 'give', type: 'WrappedBatch' },
        eval: { does: 'script', style: 'positional' },
        evalsha: { does: 'script', style: 'positional' },
        quit: nothing,
        end: nothing,
      },
    },
    WrappedMulti: gathers('transaction'),
    WrappedBatch: gathers('pipeline'),
  },
};
