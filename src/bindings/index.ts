import { amazonDaxClient, amazonDaxClientSdkv3 } from './amazonDaxClient.js';
import { amazonDaxSdkClient, amazonDaxSdkLib } from './amazonDaxSdk.js';
import { awsCdk, awsCdkBackup, awsCdkCassandra, awsCdkDax, awsCdkDynamodb, awsCdkElasticache, awsCdkMemorydb } from './awsCdk.js';
import { awsSdk, awsSdkDynamodbClient } from './awsSdk.js';
import { awsClientDynamodb, awsLibDynamodb } from './awsSdkDynamodb.js';
import { beeQueue } from './beeQueue.js';
import type { Binding } from './binding.js';
import { bull, nestBull } from './bull.js';
import { bullmq, nestBullmq } from './bullmq.js';
import { cacheManager, nestCacheManager } from './cacheManager.js';
import { cacheManagerIoredis, cacheManagerIoredisYet, cacheManagerRedisStore, cacheManagerRedisYet } from './cacheStores.js';
import { cassandraDriver, dseDriver } from './cassandraDriver.js';
import { connectRedis } from './connectRedis.js';
import { handyRedis } from './handyRedis.js';
import { fastifyRedis, nestRedis } from './injectedRedis.js';
import { ioredis } from './ioredis.js';
import { iovalkey } from './iovalkey.js';
import { keyvLibrary } from './keyv.js';
import { keyvRedis, keyvValkey } from './keyvRedis.js';
import { rateLimiterFlexible } from './rateLimiterFlexible.js';
import { redis } from './redis.js';
import { redisOm } from './redisOm.js';
import { redlock } from './redlock.js';
import { socketIoRedis, socketIoRedisAdapter } from './socketIoRedis.js';
import { upstashRatelimit } from './upstashRatelimit.js';
import { upstashRedis } from './upstashRedis.js';
import { valkeyGlide } from './valkeyGlide.js';
import { vercelKv } from './vercelKv.js';

/** Every client library that is known. */
export const bindings: readonly Binding[] = [
  ioredis,
  iovalkey,
  redis,
  handyRedis,
  upstashRedis,
  vercelKv,
  valkeyGlide,
  redisOm,
  nestRedis,
  fastifyRedis,
  awsCdk,
  awsCdkDynamodb,
  awsCdkElasticache,
  awsCdkMemorydb,
  awsCdkDax,
  awsCdkCassandra,
  awsCdkBackup,
  awsClientDynamodb,
  awsLibDynamodb,
  awsSdk,
  awsSdkDynamodbClient,
  amazonDaxClient,
  amazonDaxClientSdkv3,
  amazonDaxSdkClient,
  amazonDaxSdkLib,
  cassandraDriver,
  dseDriver,
  bullmq,
  nestBullmq,
  bull,
  nestBull,
  beeQueue,
  connectRedis,
  redlock,
  rateLimiterFlexible,
  upstashRatelimit,
  cacheManagerIoredis,
  cacheManagerIoredisYet,
  cacheManagerRedisStore,
  cacheManagerRedisYet,
  cacheManager,
  nestCacheManager,
  keyvLibrary,
  keyvRedis,
  keyvValkey,
  socketIoRedis,
  socketIoRedisAdapter,
];
