import type { Binding, InstanceType, Method } from './binding.js';
import { redisTypes } from './ioredis.js';

/* Modules of web frameworks that hand out clients of ioredis. Where those connect to is set elsewhere. */

const give: Method = { does: 'give', type: 'Redis' };
const giveCluster: Method = { does: 'give', type: 'Cluster' };

const types: Readonly<Record<string, InstanceType>> = {
  ...redisTypes,
  RedisService: { methods: { getClient: give, getOrThrow: give, getOrNil: give } },
  ClusterService: { methods: { getClient: giveCluster, getOrThrow: giveCluster, getOrNil: giveCluster } },
};

/** `@InjectRedis() redis: Redis`, `redisService.getOrThrow()` */
export const nestRedis: Binding = {
  library: 'ioredis',
  store: 'redis',
  modules: ['@nestjs-modules/ioredis', 'nestjs-redis', '@liaoliaots/nestjs-redis', '@songkeys/nestjs-redis', 'nestjs-ioredis'],
  exports: {
    InjectRedis: { is: 'decorator', injects: 'Redis' },
    InjectCluster: { is: 'decorator', injects: 'Cluster' },
    RedisService: { is: 'class', gives: 'RedisService' },
    RedisManager: { is: 'class', gives: 'RedisService' },
    ClusterService: { is: 'class', gives: 'ClusterService' },
    ClusterManager: { is: 'class', gives: 'ClusterService' },
  },
  types,
};

const registered: InstanceType = { ...types.Redis, connection: { from: 'client', argument: 1, path: ['client'] }, otherConnections: [{ from: 'options', argument: 1 }] };

/** `app.register(fastifyRedis, { host })` makes `app.redis`; with a namespace `app.redis.name`. */
export const fastifyRedis: Binding = {
  library: 'ioredis',
  store: 'redis',
  modules: ['@fastify/redis', 'fastify-redis'],
  exports: { default: { is: 'plugin', gives: 'FastifyRedis', as: 'redis' }, FastifyRedis: { is: 'type', gives: 'Redis' } },
  types: { ...types, FastifyRedis: registered },
};
