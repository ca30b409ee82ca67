import type { ArgumentPlace, Binding, CommandArgument, InstanceType, KeyPrefix, LibraryRole, Meaning, Method } from './binding.js';

/*
 * Keyv keeps values in an object of another library, in memory where it is given none (as read in 4.5, 5.6 and 6.1). Expiries
 * are in milliseconds. Its namespace goes before every key: by itself up to version 4 (`keyv:a`), in version 5 by itself and by
 * the adapter for Redis (`keyv::keyv:a`), from version 6 on by the adapter alone, when one is given.
 */

const key: ArgumentPlace = { argument: 0 };

function command(name: string, ...places: readonly CommandArgument[]): Method {
  return { does: 'command', command: name, style: 'own', arguments: places };
}

const nothing: Method = { does: 'nothing' };
const methods: Readonly<Record<string, Method>> = {
  get: command('GET', { at: key }),
  getMany: command('MGET', { at: key }),
  set: command('SET', { at: key }, { at: { argument: 1 } }, { expiry: 'PX', at: [{ argument: 2 }] }),
  setMany: command('MSET'),
  has: command('EXISTS', { at: key }),
  hasMany: command('EXISTS', { at: key }),
  delete: command('UNLINK', { at: key }),
  deleteMany: command('UNLINK', { at: key }),
  clear: nothing,
  disconnect: nothing,
  on: nothing,
  off: nothing,
};

/** Options are the first argument, or the second after what it keeps values in. */
function named(name: string): readonly ArgumentPlace[] {
  return [{ argument: 0, path: [name] }, { argument: 1, path: [name] }];
}

function keyv(...keyPrefix: readonly KeyPrefix[]): InstanceType {
  return { keyPrefix, expiry: { at: named('ttl') }, methods, overAs: 'store' };
}

const namespace = named('namespace');
const byAdapter: KeyPrefix = { name: namespace, form: '*::' };
const role: LibraryRole = { role: 'cache', what: 'cache store', name: { argument: 1, path: ['namespace'], followedBy: '::*' } };

const untilVersion4: KeyPrefix = { name: namespace, otherwise: 'keyv', form: '*:', before: 5 };
const untilVersion5: KeyPrefix = { name: namespace, otherwise: 'keyv', form: '*::*:', before: 6 };
/** As the adapter exports it. */
export const keyvOfVersion5 = keyv({ name: namespace, otherwise: 'keyv', form: '*::*:' });

export const keyvTypes: Readonly<Record<string, InstanceType>> = {
  KeyvRedis: {
    connection: { from: 'client', argument: 0 },
    otherConnections: [{ from: 'arguments' }],
    listensForErrors: true,
    role,
    methods,
  },
  Keyv: keyv(untilVersion4, untilVersion5, byAdapter),
  /** `useKeyPrefix: false`, in version 5. */
  KeyvWithoutPrefix: keyv({ ...byAdapter, otherwise: 'keyv' }),
  /** The adapter for Valkey adds nothing. */
  KeyvOverValkey: keyv({ name: namespace, otherwise: 'keyv', form: '*:' }),
  /** What the adapter for Redis makes itself. */
  KeyvOfRedis: keyv(byAdapter),
};

const withoutPrefix = named('useKeyPrefix').map(at => ({ at, is: false, gives: 'KeyvWithoutPrefix' }));
/** Up to version 4 a URL is enough. */
export const keyvClass: Meaning = {
  is: 'class',
  gives: 'Keyv',
  instead: withoutPrefix,
  over: {
    at: [{ argument: 0 }, { argument: 0, path: ['store'] }, { argument: 0, path: ['uri'] }, { argument: 1, path: ['store'] }],
    gives: { KeyvRedis: 'Keyv', KeyvValkey: 'KeyvOverValkey' },
    ofUrl: 'KeyvRedis',
  },
};

export const keyvLibrary: Binding = {
  library: 'keyv',
  store: 'redis',
  modules: ['keyv'],
  exports: { default: keyvClass, Keyv: keyvClass },
  types: keyvTypes,
};
