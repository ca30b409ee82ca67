import type { Binding, Meaning } from './binding.js';
import { keyvClass, keyvOfVersion5, keyvTypes } from './keyv.js';
import { redisTypes } from './ioredis.js';
import { nodeRedisTypes } from './redis.js';

const adapter: Meaning = { is: 'class', gives: 'KeyvRedis' };
const made: Meaning = { is: 'factory', gives: 'KeyvOfRedis', over: { at: [], gives: { KeyvRedis: 'KeyvOfRedis' }, own: 'KeyvRedis' } };

/** Adapters by which Keyv keeps values in Redis, over node-redis (from version 4 on); they also make the Keyv. */
export const keyvRedis: Binding = {
  library: '@keyv/redis',
  store: 'redis',
  modules: ['@keyv/redis'],
  exports: { default: adapter, KeyvRedis: adapter, createKeyv: made, createKeyvNonBlocking: made, Keyv: keyvClass },
  types: {
    ...nodeRedisTypes,
    ...keyvTypes,
    KeyvRedis: { ...keyvTypes['KeyvRedis'], properties: { client: 'RedisClient' } },
    Keyv: keyvOfVersion5,
  },
};

const valkey: Meaning = { is: 'class', gives: 'KeyvValkey' };

export const keyvValkey: Binding = {
  library: '@keyv/valkey',
  store: 'redis',
  modules: ['@keyv/valkey'],
  exports: { default: valkey, KeyvValkey: valkey },
  types: { ...redisTypes, KeyvValkey: { ...keyvTypes['KeyvRedis'], properties: { redis: 'Redis' } } },
};
