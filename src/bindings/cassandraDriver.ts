import type { Binding, InstanceType, Meaning, Method } from './binding.js';

const nothing: Method = { does: 'nothing' };

const types: Readonly<Record<string, InstanceType>> = {
  Client: {
    connection: { from: 'nodes', argument: 0, path: ['contactPoints'], options: 0 },
    methods: {
      execute: { does: 'cql', query: 0, parameters: 1, options: 2 },
      eachRow: { does: 'cql', query: 0, parameters: 1, options: 2, isPaged: true },
      stream: { does: 'cql', query: 0, parameters: 1, options: 2, isPaged: true },
      batch: { does: 'cql-batch', queries: 0, options: 1 },
      connect: nothing,
      shutdown: nothing,
      executeGraph: nothing,
      getReplicas: nothing,
      getState: nothing,
      on: { does: 'listen' },
      once: { does: 'listen' },
      off: nothing,
      removeListener: nothing,
      removeAllListeners: nothing,
    },
    fluent: ['on', 'once', 'off', 'removeListener', 'removeAllListeners'],
  },
  /** Settings that statements take by name; no client. */
  ExecutionProfile: {},
};

const consistencies: Readonly<Record<string, string>> = {
  any: 'ANY',
  one: 'ONE',
  two: 'TWO',
  three: 'THREE',
  quorum: 'QUORUM',
  all: 'ALL',
  localQuorum: 'LOCAL_QUORUM',
  eachQuorum: 'EACH_QUORUM',
  serial: 'SERIAL',
  localSerial: 'LOCAL_SERIAL',
  localOne: 'LOCAL_ONE',
};

const consistency: Meaning = {
  is: 'namespace',
  members: Object.fromEntries(Object.entries(consistencies).map(([name, text]) => [name, { is: 'constant', text }])),
};

const exported: Readonly<Record<string, Meaning>> = {
  Client: { is: 'class', gives: 'Client' },
  ExecutionProfile: { is: 'class', gives: 'ExecutionProfile' },
  types: { is: 'namespace', members: { consistencies: consistency } },
  concurrent: {
    is: 'namespace',
    members: {
      executeConcurrent: { is: 'function', method: { does: 'cql', query: 1, parameters: 2, options: 3, client: { argument: 0, path: [] } } },
    },
  },
};

function driver(library: string): Binding {
  return { library, store: 'cassandra', modules: [library], exports: { ...exported, default: { is: 'namespace', members: exported } }, types };
}

export const cassandraDriver = driver('cassandra-driver');
/** The older driver of DataStax Enterprise, of the same shape. */
export const dseDriver = driver('dse-driver');
