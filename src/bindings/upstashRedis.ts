import type { Binding, CommandArgument, InstanceType, Meaning, Method } from './binding.js';

/*
 * Clients of Upstash, over HTTP: lower-case names, options objects in lower case (as published in @upstash/redis 1.39). They
 * hold no connection, so they tell of no errors but those of a call.
 */

const nothing: Method = { does: 'nothing' };
const script: Method = { does: 'script', style: 'own' };

function placed(command: string, ...places: readonly CommandArgument[]): Method {
  return { does: 'command', command, style: 'own', arguments: places };
}

function all(argument: number): CommandArgument {
  return { at: { argument } };
}

function option(argument: number, name: string, word = name.toUpperCase()): CommandArgument {
  return { word, at: { argument, path: [name] } };
}

function flag(argument: number, name: string): CommandArgument {
  return { flag: name.toUpperCase(), at: { argument, path: [name] } };
}

const memberFlags = ['nx', 'xx', 'gt', 'lt', 'ch', 'incr'].map(name => flag(1, name));
const times = ['ex', 'px', 'exat', 'pxat'];

const commands: Readonly<Record<string, Method>> = {
  zadd: placed('ZADD', all(0), ...memberFlags, { from: 1 }),
  geoadd: placed('GEOADD', all(0), ...memberFlags.slice(0, 2), flag(1, 'ch'), { from: 1 }),
  hsetex: placed('HSETEX', all(0), ...times.map(name => ({ word: name.toUpperCase(), at: { argument: 1, path: ['expiration', name] } })), { from: 2 }),
  hgetex: placed('HGETEX', all(0), ...times.map(name => option(1, name)), flag(1, 'persist'), { from: 2 }),
  xgroup: placed('XGROUP', { at: { argument: 1, path: ['type'] } }, all(0), { at: { argument: 1, path: ['group'] } }, { at: { argument: 1, path: ['id'] } }),
  xread: placed('XREAD', option(2, 'count'), option(2, 'blockMS', 'BLOCK'), 'STREAMS', all(0), all(1)),
  xreadgroup: placed('XREADGROUP', 'GROUP', all(0), all(1), option(4, 'count'), option(4, 'blockMS', 'BLOCK'), flag(4, 'NOACK'), 'STREAMS', all(2), all(3)),
  eval: script,
  evalRo: script,
  evalsha: script,
  evalshaRo: script,
};

function gathers(via: 'pipeline' | 'transaction'): InstanceType {
  return {
    via,
    otherMethods: 'own',
    properties: { json: 'Json' },
    methods: { ...commands, exec: { does: 'execute', isTransaction: via === 'transaction' }, length: nothing },
  };
}

export const upstashTypes: Readonly<Record<string, InstanceType>> = {
  Redis: {
    connection: { from: 'options', argument: 0 },
    isHosted: true,
    otherMethods: 'own',
    properties: { json: 'Json' },
    methods: {
      ...commands,
      pipeline: { does: 'give', type: 'Pipeline' },
      multi: { does: 'give', type: 'Transaction' },
      createScript: { does: 'give', type: 'Script' },
    },
  },
  Pipeline: gathers('pipeline'),
  Transaction: gathers('transaction'),
  Script: { methods: { exec: script, eval: { does: 'script', style: 'own' }, evalsha: script } },
  Json: { otherMethods: 'own', commandPrefix: 'JSON.' },
};

const redis: Meaning = {
  is: 'class',
  gives: 'Redis',
  members: { fromEnv: { is: 'factory', gives: 'Redis' } },
};

export const upstashRedis: Binding = {
  library: '@upstash/redis',
  store: 'redis',
  modules: ['@upstash/redis', ...['cloudflare', 'fastly', 'node', 'nodejs', 'with-fetch'].map(runtime => `@upstash/redis/${runtime}`)],
  exports: { Redis: redis, Pipeline: { is: 'type', gives: 'Pipeline' } },
  types: upstashTypes,
};
