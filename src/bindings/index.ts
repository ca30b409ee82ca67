import { awsSdk, awsSdkDynamodbClient } from './awsSdk.js';
import { awsClientDynamodb, awsLibDynamodb } from './awsSdkDynamodb.js';
import type { Binding } from './binding.js';
import { cassandraDriver, dseDriver } from './cassandraDriver.js';
import { ioredis } from './ioredis.js';
import { redis } from './redis.js';

/** Every client library that is known. */
export const bindings: readonly Binding[] = [
  ioredis,
  redis,
  awsClientDynamodb,
  awsLibDynamodb,
  awsSdk,
  awsSdkDynamodbClient,
  cassandraDriver,
  dseDriver,
];
