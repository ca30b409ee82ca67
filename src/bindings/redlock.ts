import type { Binding, Method } from './binding.js';

/** Takes the resources to lock: a text, or a list of texts. */
const locks: Method = { does: 'use', effect: 'write', name: { argument: 0 } };
const nothing: Method = { does: 'nothing' };

export const redlock: Binding = {
  library: 'redlock',
  store: 'redis',
  modules: ['redlock', '@sesamecare-oss/redlock'],
  exports: { default: { is: 'class', gives: 'Redlock' }, Redlock: { is: 'class', gives: 'Redlock' } },
  types: {
    Redlock: {
      // The first of the list; with several, they are meant to be independent.
      connection: { from: 'client', argument: 0, path: ['0'] },
      role: { role: 'lock', what: 'lock' },
      methods: {
        acquire: locks,
        using: locks,
        lock: locks,
        disposer: locks,
        release: nothing,
        unlock: nothing,
        extend: nothing,
        quit: nothing,
        on: { does: 'listen' },
      },
      fluent: ['on'],
    },
  },
};
