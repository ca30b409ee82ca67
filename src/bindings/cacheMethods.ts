import type { ArgumentPlace, CommandArgument, Method } from './binding.js';

/*
 * What caches of `cache-manager`, and the stores under them, do to Redis: as read in cache-manager 4.1, 5.7 and 7.2 and in the
 * stores' own code. An expiry is a number of milliseconds, or up to version 4 `{ ttl }` in seconds.
 */

/** Where Nest's cache module is told how to make its options. */
export const nestOptions: readonly ArgumentPlace[] = [
  { argument: 0, path: ['useFactory()'] },
  { argument: 0, path: ['useClass', 'createCacheOptions()'] },
];

const key: ArgumentPlace = { argument: 0 };

function command(name: string, ...places: readonly CommandArgument[]): Extract<Method, { does: 'command' }> {
  return { does: 'command', command: name, style: 'own', arguments: places };
}

function methods(expiry: (argument: number) => CommandArgument): Readonly<Record<string, Method>> {
  const all: CommandArgument = { from: 0 };
  const get = command('GET', { at: key });
  return {
    get,
    set: command('SET', { at: key }, { at: { argument: 1 } }, expiry(2)),
    wrap: { does: 'commands', commands: [get, command('SET', { at: key }, { at: { argument: 1 } }, expiry(2))] },
    mget: command('MGET', all),
    mset: command('MSET'),
    del: command('DEL', all),
    mdel: command('DEL', all),
    keys: command('KEYS', { at: key }),
    ttl: command('PTTL', { at: key }),
    reset: command('FLUSHDB'),
    clear: { does: 'nothing' },
    on: { does: 'nothing' },
    off: { does: 'nothing' },
    disconnect: { does: 'nothing' },
  };
}

export const methodsInMilliseconds = methods(argument => ({ expiry: 'PX', at: [{ argument }, { argument, path: ['ttl'] }] }));
export const methodsInSeconds = methods(argument => ({ expiry: 'EX', at: [{ argument, path: ['ttl'] }] }));
