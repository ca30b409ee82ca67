import type { Binding, InstanceType, Meaning, Method } from './binding.js';
import { commandsByOtherNames } from './redisMethodNames.js';

/*
 * Versions 4 to 6, with names in camel or upper case and options objects; versions 2 and 3 used lower-case names,
 * the protocol's order of arguments and callbacks. Both are read, whatever version is installed.
 */

const nothing: Method = { does: 'nothing' };
const listen: Method = { does: 'listen' };
const script: Method = { does: 'script', style: 'options' };
const rawList: Method = { does: 'raw-command', form: 'list' };
const rawArguments: Method = { does: 'raw-command', form: 'arguments' };

const events: Readonly<Record<string, Method>> = {
  on: listen,
  once: listen,
  addListener: listen,
  prependListener: listen,
  off: nothing,
  removeListener: nothing,
  removeAllListeners: nothing,
};
const connected: Readonly<Record<string, Method>> = {
  ...events,
  connect: nothing,
  disconnect: nothing,
  close: nothing,
  destroy: nothing,
  quit: nothing,
  end: nothing,
  unref: nothing,
  ref: nothing,
  auth: nothing,
  select: nothing,
  multi: { does: 'give', type: 'RedisMulti' },
  batch: { does: 'give', type: 'RedisBatch' },
  eval: script,
  evalSha: script,
  evalsha: script,
  evalRo: script,
  evalShaRo: script,
  sendCommand: rawList,
  send_command: rawArguments,
  internal_send_command: rawArguments,
  scanIterator: { does: 'iterate', command: 'SCAN', options: 0 },
  hScanIterator: { does: 'iterate', command: 'HSCAN', key: 0, options: 1 },
  hScanValuesIterator: { does: 'iterate', command: 'HSCAN', key: 0, options: 1 },
  hScanNoValuesIterator: { does: 'iterate', command: 'HSCAN', key: 0, options: 1 },
  sScanIterator: { does: 'iterate', command: 'SSCAN', key: 0, options: 1 },
  zScanIterator: { does: 'iterate', command: 'ZSCAN', key: 0, options: 1 },
  ...commandsByOtherNames,
};
const modules = {
  json: 'RedisJson',
  ft: 'RedisSearch',
  ts: 'RedisTimeSeries',
  bf: 'RedisBloom',
  cf: 'RedisCuckoo',
  cms: 'RedisCountMin',
  topK: 'RedisTopK',
  tDigest: 'RedisTDigest',
};
const fluent = ['connect', 'on', 'once', 'off', 'addListener', 'prependListener', 'removeListener', 'removeAllListeners'];

/** The client itself with other settings for what is called on it. */
function like(type: string): Readonly<Record<string, Method>> {
  const same: Method = { does: 'give', type };
  return { withTypeMapping: same, withCommandOptions: same, withAbortSignal: same, asap: same };
}

function client(type: string, more: InstanceType): InstanceType {
  return {
    otherMethods: 'options',
    properties: { ...modules, v4: type },
    fluent,
    ...more,
    methods: {
      ...connected,
      ...like(type),
      duplicate: { does: 'give', type, isNewConnection: true },
      legacy: { does: 'give', type: 'RedisLegacy' },
      ...more.methods,
    },
  };
}

function gathers(via: 'pipeline' | 'transaction'): InstanceType {
  const execute: Method = { does: 'execute', isTransaction: via === 'transaction' };
  return {
    via,
    otherMethods: 'options',
    properties: { ...modules, v4: 'RedisMulti' },
    methods: {
      ...commandsByOtherNames,
      exec: execute,
      execTyped: execute,
      exec_atomic: execute,
      exec_transaction: execute,
      execAsPipeline: { does: 'execute', isTransaction: false },
      execAsPipelineTyped: { does: 'execute', isTransaction: false },
      discard: nothing,
      addCommand: rawList,
      sendCommand: rawList,
      eval: script,
      evalSha: script,
    },
  };
}

const redisModule = (prefix: string, more: Readonly<Record<string, Method>> = {}): InstanceType =>
  ({ otherMethods: 'options', commandPrefix: prefix, methods: more });
const search = (command: string): Method => ({ does: 'command', command, style: 'options' });

export const nodeRedisTypes: Readonly<Record<string, InstanceType>> = {
  RedisClient: client('RedisClient', {
    connection: { from: 'arguments' },
    methods: {
      createPool: { does: 'give', type: 'RedisClientPool', isNewConnection: true },
      executeIsolated: { does: 'give', type: 'RedisClient', callback: 0, isNewConnection: true },
    },
  }),
  RedisClientPool: client('RedisClientPool', {
    connection: { from: 'options', argument: 0 },
    methods: { execute: { does: 'give', type: 'RedisClient', callback: 0 }, use: { does: 'give', type: 'RedisClient', callback: 0 } },
  }),
  RedisCluster: client('RedisCluster', {
    connection: { from: 'nodes', argument: 0, path: ['rootNodes'], options: 0 },
    isCluster: true,
    methods: {
      sendCommand: { does: 'raw-command', form: 'list', argument: 2 },
      nodeClient: { does: 'give', type: 'RedisClient' },
      getNodeClientForKey: { does: 'give', type: 'RedisClient' },
    },
  }),
  RedisSentinel: client('RedisSentinel', {
    connection: { from: 'nodes', argument: 0, path: ['sentinelRootNodes'], options: 0 },
    methods: {
      sendCommand: { does: 'raw-command', form: 'list', argument: 1 },
      use: { does: 'give', type: 'RedisSentinel', callback: 0 },
      acquire: { does: 'give', type: 'RedisSentinel' },
      release: nothing,
    },
  }),
  RedisLegacy: { otherMethods: 'positional', methods: { ...events, multi: { does: 'give', type: 'RedisMulti' }, sendCommand: rawArguments } },
  RedisMulti: gathers('transaction'),
  RedisBatch: gathers('pipeline'),
  /** What `commandOptions({ returnBuffers: true })` gives, as first argument of a command in version 4. */
  CommandOptions: {},
  RedisJson: redisModule('JSON.', { debugMemory: search('JSON.DEBUG MEMORY') }),
  RedisSearch: redisModule('FT.', {
    aggregateWithCursor: search('FT.AGGREGATE'),
    searchNoContent: search('FT.SEARCH'),
    profileSearch: search('FT.PROFILE'),
    profileAggregate: search('FT.PROFILE'),
    configGet: search('FT.CONFIG GET'),
    configSet: search('FT.CONFIG SET'),
    cursorRead: search('FT.CURSOR READ'),
    cursorDel: search('FT.CURSOR DEL'),
    sugGetWithScores: search('FT.SUGGET'),
    sugGetWithPayloads: search('FT.SUGGET'),
    sugGetWithScoresWithPayloads: search('FT.SUGGET'),
  }),
  RedisTimeSeries: redisModule('TS.', {
    infoDebug: search('TS.INFO'),
    mGetWithLabels: search('TS.MGET'),
    mGetSelectedLabels: search('TS.MGET'),
    mRangeWithLabels: search('TS.MRANGE'),
    mRangeSelectedLabels: search('TS.MRANGE'),
    mRangeGroupBy: search('TS.MRANGE'),
    mRevRangeWithLabels: search('TS.MREVRANGE'),
    mRevRangeSelectedLabels: search('TS.MREVRANGE'),
    mRevRangeGroupBy: search('TS.MREVRANGE'),
  }),
  RedisBloom: redisModule('BF.'),
  RedisCuckoo: redisModule('CF.'),
  RedisCountMin: redisModule('CMS.'),
  RedisTopK: redisModule('TOPK.', { listWithCount: search('TOPK.LIST') }),
  RedisTDigest: redisModule('TDIGEST.', { trimmedMean: search('TDIGEST.TRIMMED_MEAN') }),
};

const exported: Readonly<Record<string, Meaning>> = {
  createClient: { is: 'factory', gives: 'RedisClient' },
  createClientPool: { is: 'factory', gives: 'RedisClientPool' },
  createCluster: { is: 'factory', gives: 'RedisCluster' },
  createSentinel: { is: 'factory', gives: 'RedisSentinel' },
  commandOptions: { is: 'factory', gives: 'CommandOptions' },
  RedisClient: { is: 'class', gives: 'RedisClient', members: { create: { is: 'factory', gives: 'RedisClient' } } },
  RedisClientType: { is: 'type', gives: 'RedisClient' },
  RedisClientPool: { is: 'class', gives: 'RedisClientPool', members: { create: { is: 'factory', gives: 'RedisClientPool' } } },
  RedisClientPoolType: { is: 'type', gives: 'RedisClientPool' },
  RedisCluster: { is: 'class', gives: 'RedisCluster', members: { create: { is: 'factory', gives: 'RedisCluster' } } },
  RedisClusterType: { is: 'type', gives: 'RedisCluster' },
  RedisSentinel: { is: 'class', gives: 'RedisSentinel', members: { create: { is: 'factory', gives: 'RedisSentinel' } } },
  RedisSentinelType: { is: 'type', gives: 'RedisSentinel' },
  RedisSentinelClientType: { is: 'type', gives: 'RedisSentinel' },
  RedisClientMultiCommandType: { is: 'type', gives: 'RedisMulti' },
  Multi: { is: 'type', gives: 'RedisMulti' },
};

export const redis: Binding = {
  library: 'redis',
  store: 'redis',
  modules: ['redis', '@redis/client', '@node-redis/client'],
  exports: { ...exported, default: { is: 'namespace', members: exported } },
  types: nodeRedisTypes,
};
