import type { Binding, InstanceType, Meaning, Method } from './binding.js';

const nothing: Method = { does: 'nothing' };
const listen: Method = { does: 'listen' };
const raw: Method = { does: 'raw-command', form: 'arguments' };
const script: Method = { does: 'script', style: 'positional' };

const connected: Readonly<Record<string, Method>> = {
  on: listen,
  once: listen,
  addListener: listen,
  prependListener: listen,
  off: nothing,
  removeListener: nothing,
  removeAllListeners: nothing,
  connect: nothing,
  disconnect: nothing,
  quit: nothing,
  end: nothing,
  exec: { does: 'execute' },
  pipeline: { does: 'give', type: 'ChainableCommander' },
  multi: { does: 'give', type: 'Transaction' },
  defineCommand: { does: 'define-script' },
  eval: script,
  evalBuffer: script,
  evalsha: script,
  evalshaBuffer: script,
  eval_ro: script,
  evalsha_ro: script,
  call: raw,
  callBuffer: raw,
};

const scans: Readonly<Record<string, Method>> = {
  scanStream: { does: 'iterate', command: 'SCAN', options: 0 },
  scanBufferStream: { does: 'iterate', command: 'SCAN', options: 0 },
  hscanStream: { does: 'iterate', command: 'HSCAN', key: 0, options: 1 },
  hscanBufferStream: { does: 'iterate', command: 'HSCAN', key: 0, options: 1 },
  sscanStream: { does: 'iterate', command: 'SSCAN', key: 0, options: 1 },
  sscanBufferStream: { does: 'iterate', command: 'SSCAN', key: 0, options: 1 },
  zscanStream: { does: 'iterate', command: 'ZSCAN', key: 0, options: 1 },
  zscanBufferStream: { does: 'iterate', command: 'ZSCAN', key: 0, options: 1 },
};

const fluent = ['on', 'once', 'off', 'addListener', 'prependListener', 'removeListener', 'removeAllListeners'];

function gathers(via: 'pipeline' | 'transaction'): InstanceType {
  return {
    via,
    methods: {
      exec: { does: 'execute', isTransaction: via === 'transaction' },
      execBuffer: { does: 'execute', isTransaction: via === 'transaction' },
      discard: nothing,
      multi: { does: 'give', type: 'Transaction' },
      addBatch: { does: 'raw-command', form: 'lists' },
      eval: script,
      evalsha: script,
      call: raw,
    },
    otherMethods: 'positional',
  };
}

export const redisTypes: Readonly<Record<string, InstanceType>> = {
  Redis: {
    connection: { from: 'arguments' },
    methods: { ...connected, ...scans, duplicate: { does: 'give', type: 'Redis', isNewConnection: true } },
    otherMethods: 'positional',
    fluent,
  },
  Cluster: {
    connection: { from: 'nodes', argument: 0, options: 1 },
    isCluster: true,
    methods: { ...connected, ...scans, duplicate: { does: 'give', type: 'Cluster', isNewConnection: true } },
    otherMethods: 'positional',
    fluent,
  },
  ChainableCommander: gathers('pipeline'),
  Transaction: gathers('transaction'),
};

const cluster: Meaning = { is: 'class', gives: 'Cluster' };
const chain: Meaning = { is: 'type', gives: 'ChainableCommander' };
const types: Readonly<Record<string, Meaning>> = {
  ChainableCommander: chain,
  Pipeline: chain,
  Commander: { is: 'type', gives: 'Redis' },
  RedisCommander: { is: 'type', gives: 'Redis' },
};
export const redisClass: Meaning = {
  is: 'class',
  gives: 'Redis',
  members: {
    Cluster: cluster,
    Redis: { is: 'class', gives: 'Redis', members: { Cluster: cluster } },
    default: { is: 'class', gives: 'Redis', members: { Cluster: cluster } },
    createClient: { is: 'factory', gives: 'Redis' },
    ...types,
  },
};

export const ioredis: Binding = {
  library: 'ioredis',
  store: 'redis',
  modules: ['ioredis', 'ioredis/built', 'ioredis/built/Redis', 'ioredis/built/redis'],
  exports: { default: redisClass, Redis: redisClass, Cluster: cluster, ...types },
  types: redisTypes,
};
