import type { Binding, Meaning } from './binding.js';

/** Up to version 6 the export is called with `express-session` and gives the class. */
const store: Meaning = { is: 'class', gives: 'RedisStore', callGivesClass: true };

export const connectRedis: Binding = {
  library: 'connect-redis',
  store: 'redis',
  modules: ['connect-redis'],
  exports: { default: store, RedisStore: store },
  types: {
    RedisStore: {
      connection: { from: 'client', argument: 0, path: ['client'] },
      otherConnections: [{ from: 'options', argument: 0 }],
      role: { role: 'session', what: 'session store', name: { argument: 0, path: ['prefix'], followedBy: '*' }, keyTemplate: 'sess:*' },
      methods: {
        get: { does: 'use', effect: 'read' },
        all: { does: 'use', effect: 'read' },
        ids: { does: 'use', effect: 'read' },
        length: { does: 'use', effect: 'read' },
        set: { does: 'use', effect: 'write' },
        touch: { does: 'use', effect: 'write' },
        destroy: { does: 'use', effect: 'write' },
        clear: { does: 'use', effect: 'write' },
        on: { does: 'listen' },
      },
    },
  },
};
