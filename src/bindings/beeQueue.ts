import type { Binding, LibraryRole, Method } from './binding.js';

const nothing: Method = { does: 'nothing' };
const listen: Method = { does: 'listen' };
const write: Method = { does: 'use', effect: 'write' };
const read: Method = { does: 'use', effect: 'read' };

const role: LibraryRole = { role: 'job-queue', what: 'queue', name: { argument: 0 } };
const settings = ['setId', 'retries', 'backoff', 'delayUntil', 'timeout'];

/** `queue.createJob(data).retries(2).save()` (as published in 2.0). */
export const beeQueue: Binding = {
  library: 'bee-queue',
  store: 'redis',
  modules: ['bee-queue'],
  exports: { default: { is: 'class', gives: 'Queue' } },
  types: {
    Queue: {
      connection: { from: 'client', argument: 1, path: ['redis'] },
      listensForErrors: true,
      role,
      methods: {
        createJob: { does: 'give', type: 'Job' },
        saveAll: write,
        removeJob: write,
        destroy: write,
        process: read,
        getJob: read,
        getJobs: read,
        checkHealth: read,
        checkStalledJobs: read,
        on: listen,
        once: listen,
        off: nothing,
        removeListener: nothing,
        ready: nothing,
        close: nothing,
        isRunning: nothing,
        connect: nothing,
      },
      fluent: ['on', 'once', 'off', 'removeListener', 'ready'],
    },
    Job: {
      role,
      methods: { save: write, remove: write, reportProgress: write, on: listen, ...Object.fromEntries(settings.map(name => [name, nothing])) },
      fluent: ['on', ...settings],
    },
  },
};
