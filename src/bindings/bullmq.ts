import type { Binding, InstanceType, Meaning, Method } from './binding.js';

const nothing: Method = { does: 'nothing' };
const write: Method = { does: 'use', effect: 'write' };
const read: Method = { does: 'use', effect: 'read' };

const events: Readonly<Record<string, Method>> = {
  on: { does: 'listen' },
  once: { does: 'listen' },
  off: nothing,
  removeListener: nothing,
  removeAllListeners: nothing,
  close: nothing,
  disconnect: nothing,
  waitUntilReady: nothing,
};
const fluent = ['on', 'once', 'off', 'removeListener', 'removeAllListeners'];
const reads = Object.fromEntries([
  'count', 'getActive', 'getCompleted', 'getDelayed', 'getFailed', 'getJob', 'getJobCounts', 'getJobLogs', 'getJobs',
  'getJobScheduler', 'getJobSchedulers', 'getJobState', 'getMetrics', 'getPrioritized', 'getRepeatableJobs', 'getWaiting',
  'getWaitingChildren', 'getWorkers', 'isPaused',
].map(name => [name, read]));

/** Where the connection stands: a client or its options, at the constructor's last argument. */
function connectedAt(argument: number): InstanceType {
  return { connection: { from: 'client', argument, path: ['connection'] }, fluent };
}

const types: Readonly<Record<string, InstanceType>> = {
  Queue: {
    ...connectedAt(1),
    listensForErrors: true,
    role: { role: 'job-queue', what: 'queue', name: { argument: 0 } },
    methods: {
      ...events,
      ...reads,
      add: write,
      addBulk: write,
      upsertJobScheduler: write,
      remove: write,
      removeJobScheduler: write,
      removeRepeatable: write,
      removeRepeatableByKey: write,
      retryJobs: write,
      promoteJobs: write,
      clean: write,
      drain: write,
      obliterate: write,
      pause: nothing,
      resume: nothing,
    },
  },
  Worker: {
    ...connectedAt(2),
    listensForErrors: true,
    role: { role: 'job-queue', what: 'worker', name: { argument: 0 } },
    methods: { ...events, getNextJob: read, run: nothing, pause: nothing, resume: nothing },
  },
  // a stream that is read from its end on: who does not listen misses it
  QueueEvents: { ...connectedAt(1), role: { role: 'pub-sub', what: 'queue events', name: { argument: 0 }, isBeside: true }, methods: events },
  QueueEventsProducer: { ...connectedAt(1), role: { role: 'pub-sub', what: 'queue events producer', name: { argument: 0 }, isBeside: true }, methods: { ...events, publishEvent: write } },
  QueueScheduler: { ...connectedAt(1), role: { role: 'job-queue', what: 'queue scheduler', name: { argument: 0 } }, methods: events },
  FlowProducer: {
    ...connectedAt(0),
    listensForErrors: true,
    role: { role: 'job-queue', what: 'flow producer' },
    methods: {
      ...events,
      add: { does: 'use', effect: 'write', name: { argument: 0, path: ['queueName'] } },
      addBulk: write,
      getFlow: { does: 'use', effect: 'read', name: { argument: 0, path: ['queueName'] } },
    },
  },
  /** What a worker is handed; its queue is not known from it. */
  Job: {},
};

const exported: Readonly<Record<string, Meaning>> = {
  Queue: { is: 'class', gives: 'Queue' },
  QueuePro: { is: 'class', gives: 'Queue' },
  Worker: { is: 'class', gives: 'Worker' },
  WorkerPro: { is: 'class', gives: 'Worker' },
  QueueEvents: { is: 'class', gives: 'QueueEvents' },
  QueueEventsPro: { is: 'class', gives: 'QueueEvents' },
  QueueEventsProducer: { is: 'class', gives: 'QueueEventsProducer' },
  QueueScheduler: { is: 'class', gives: 'QueueScheduler' },
  FlowProducer: { is: 'class', gives: 'FlowProducer' },
  FlowProducerPro: { is: 'class', gives: 'FlowProducer' },
  Job: { is: 'class', gives: 'Job' },
};

export const bullmq: Binding = {
  library: 'bullmq',
  store: 'redis',
  modules: ['bullmq', '@taskforcesh/bullmq-pro'],
  exports: { ...exported, default: { is: 'namespace', members: exported } },
  types,
};

export const nestBullmq: Binding = {
  library: 'bullmq',
  store: 'redis',
  modules: ['@nestjs/bullmq'],
  exports: { InjectQueue: { is: 'decorator', injects: 'Queue' }, InjectFlowProducer: { is: 'decorator', injects: 'FlowProducer' } },
  types,
};
