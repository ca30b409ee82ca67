import type { Binding, InstanceType, Meaning, Method } from './binding.js';

const nothing: Method = { does: 'nothing' };
const write: Method = { does: 'use', effect: 'write' };
const read: Method = { does: 'use', effect: 'read' };

const types: Readonly<Record<string, InstanceType>> = {
  Queue: {
    connection: { from: 'options', argument: 1, path: ['redis'] },
    otherConnections: [{ from: 'url', argument: 1 }, { from: 'options', argument: 2, path: ['redis'] }],
    role: { role: 'job-queue', what: 'queue', name: { argument: 0 } },
    methods: {
      add: write,
      addBulk: write,
      clean: write,
      empty: write,
      obliterate: write,
      removeJobs: write,
      removeRepeatable: write,
      removeRepeatableByKey: write,
      process: read,
      count: read,
      getJob: read,
      getJobs: read,
      getJobCounts: read,
      getWaiting: read,
      getActive: read,
      getDelayed: read,
      getCompleted: read,
      getFailed: read,
      getRepeatableJobs: read,
      on: { does: 'listen' },
      once: { does: 'listen' },
      off: nothing,
      removeListener: nothing,
      removeAllListeners: nothing,
      isReady: nothing,
      pause: nothing,
      resume: nothing,
      close: nothing,
    },
    fluent: ['on', 'once', 'off', 'isReady', 'removeListener', 'removeAllListeners'],
  },
  /** What a processor is handed; its queue is not known from it. */
  Job: {},
};

const queue: Meaning = { is: 'class', gives: 'Queue' };
const job: Meaning = { is: 'type', gives: 'Job' };

export const bull: Binding = {
  library: 'bull',
  store: 'redis',
  modules: ['bull'],
  exports: { default: { is: 'class', gives: 'Queue', members: { Queue: queue, Job: job, default: queue } }, Queue: queue, Job: job },
  types,
};

export const nestBull: Binding = {
  library: 'bull',
  store: 'redis',
  modules: ['@nestjs/bull'],
  exports: { InjectQueue: { is: 'decorator', injects: 'Queue' } },
  types,
};
