import type { Binding, InstanceType } from './binding.js';

const adapter: InstanceType = {
  connection: { from: 'client', argument: 0 },
  listensForErrors: true,
  role: { role: 'pub-sub', what: 'Socket.IO adapter', name: { argument: 2, path: ['key'], followedBy: '*' }, keyTemplate: 'socket.io*' },
};

/** `io.adapter(createAdapter(pub, sub))` */
export const socketIoRedisAdapter: Binding = {
  library: '@socket.io/redis-adapter',
  store: 'redis',
  modules: ['@socket.io/redis-adapter'],
  exports: {
    createAdapter: { is: 'factory', gives: 'Adapter' },
    createShardedAdapter: { is: 'factory', gives: 'Adapter' },
    RedisAdapter: { is: 'type', gives: 'Adapter' },
  },
  types: { Adapter: adapter },
};

/** Its predecessor takes a URL, options or `{ pubClient, subClient }`. */
export const socketIoRedis: Binding = {
  library: 'socket.io-redis',
  store: 'redis',
  modules: ['socket.io-redis'],
  exports: { default: { is: 'factory', gives: 'Adapter' }, createAdapter: { is: 'factory', gives: 'Adapter' } },
  types: {
    Adapter: {
      connection: { from: 'arguments' },
      otherConnections: [{ from: 'client', argument: 0, path: ['pubClient'] }],
      listensForErrors: true,
      role: { role: 'pub-sub', what: 'Socket.IO adapter', name: { argument: 0, path: ['key'], followedBy: '*' }, keyTemplate: 'socket.io*' },
    },
  },
};
