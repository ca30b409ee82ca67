import assert from 'node:assert/strict';
import type { Fact } from '../../src/facts/storeFacts.js';
import { factsOf } from '../workspace/factsOf.js';

/*
 * One story, told in each client library of Redis: the same facts come of it, whatever the methods, options and units are
 * called. `*` is an open part of a key; the seconds are those of the expiry, whatever unit the library takes.
 */
const story = {
  cache: ['SET product:* 60 s', 'GET product:*'],
  lock: ['SET lock:* NX 30 s', 'DEL lock:*'],
  counter: ['INCR visits:*', 'EXPIRE visits:* 60 s'],
  queue: ['LPUSH jobs', 'BRPOP jobs'],
  hash: ['HSET user:*', 'HGET user:*'],
  events: ['PUBLISH news'],
  session: ['SET session:* 3600 s'],
} as const;
type Chapter = keyof typeof story;

/** Why a library cannot tell a chapter. */
interface Cannot {
  readonly cannot: string;
}
/** A chapter that comes to something else in one library, and why. */
interface Otherwise {
  readonly code: string;
  readonly is: readonly string[];
  readonly because: string;
}

interface Telling {
  readonly library: string;
  /** Imports and clients; `client` is what the chapters use. */
  readonly start: string;
  readonly chapters: Readonly<Record<Chapter, string | Cannot | Otherwise>>;
  readonly packages?: Readonly<Record<string, string>>;
}

const positional = {
  cache: "client.set(`product:${id}`, text, 'EX', 60); client.get(`product:${id}`);",
  lock: "client.set(`lock:${id}`, token, 'PX', 30000, 'NX'); client.del(`lock:${id}`);",
  counter: 'client.incr(`visits:${id}`); client.expire(`visits:${id}`, 60);',
  queue: "client.lpush('jobs', text); client.brpop('jobs', 0);",
  hash: "client.hset(`user:${id}`, 'name', text); client.hget(`user:${id}`, 'name');",
  events: "client.publish('news', text);",
  session: 'client.setex(`session:${id}`, 3600, text);',
};

const upstash = {
  cache: 'client.set(`product:${id}`, text, { ex: 60 }); client.get(`product:${id}`);',
  lock: 'client.set(`lock:${id}`, token, { nx: true, px: 30000 }); client.del(`lock:${id}`);',
  counter: 'client.incr(`visits:${id}`); client.expire(`visits:${id}`, 60);',
  queue: { code: "client.lpush('jobs', text); client.rpop('jobs');", is: ['LPUSH jobs', 'RPOP jobs'], because: 'each call is a request of its own: nothing can wait' },
  hash: "client.hset(`user:${id}`, { name: text }); client.hget(`user:${id}`, 'name');",
  events: "client.publish('news', text);",
  session: 'client.setex(`session:${id}`, 3600, text);',
};

const values = {
  lock: { cannot: 'it writes whatever is there' },
  counter: { cannot: 'it has no counters' },
  queue: { cannot: 'it has no lists' },
  hash: { cannot: 'it has no hashes' },
  events: { cannot: 'it has no channels' },
};

function inKeyv(prefix: string, because: string): Telling['chapters'] {
  return {
    ...values,
    cache: { code: 'client.set(`product:${id}`, product, 60_000); client.get(`product:${id}`);', is: [`SET ${prefix}product:* 60 s`, `GET ${prefix}product:*`], because },
    session: { code: 'client.set(`session:${id}`, session, 3600_000);', is: [`SET ${prefix}session:* 3600 s`], because },
  };
}

/** In milliseconds. */
const cached = {
  ...values,
  cache: 'client.set(`product:${id}`, product, 60_000); client.get(`product:${id}`);',
  session: 'client.set(`session:${id}`, session, 3600 * 1000);',
};
const cachedInSeconds = {
  ...values,
  cache: 'client.set(`product:${id}`, product, { ttl: 60 }); client.get(`product:${id}`, callback);',
  session: 'client.set(`session:${id}`, session, { ttl: 3600 }, callback);',
};
const nest = (store: string, imported: string): string => `import { Inject, Injectable, Module } from '@nestjs/common'; import { CACHE_MANAGER, CacheModule } from '@nestjs/cache-manager'; ${imported}
  @Module({ imports: [CacheModule.registerAsync({ useFactory: async config => ({ ${store}, ttl: config.ttl }) })] }) export class Caches {}`;
const injected = (code: string): string => `@Injectable() class Shop { constructor(@Inject(CACHE_MANAGER) private readonly client) {} async tell(id, product, session) { ${code.replaceAll('client.', 'this.client.')} } }`;
const cachedInNest = { ...cached, cache: injected(cached.cache), session: injected(cached.session) };

const tellings: readonly Telling[] = [
  { library: 'ioredis', start: "import Redis from 'ioredis'; const client = new Redis();", chapters: positional },
  { library: 'iovalkey', start: "import { Valkey } from 'iovalkey'; const client = new Valkey();", chapters: positional },
  {
    library: 'redis 4 to 6',
    start: "import { createClient } from 'redis'; const client = createClient();",
    chapters: {
      cache: 'client.set(`product:${id}`, text, { EX: 60 }); client.get(`product:${id}`);',
      lock: 'client.set(`lock:${id}`, token, { NX: true, PX: 30000 }); client.del(`lock:${id}`);',
      counter: 'client.incr(`visits:${id}`); client.expire(`visits:${id}`, 60);',
      queue: "client.lPush('jobs', text); client.brPop('jobs', 0);",
      hash: "client.hSet(`user:${id}`, { name: text }); client.hGet(`user:${id}`, 'name');",
      events: "client.publish('news', text);",
      session: 'client.setEx(`session:${id}`, 3600, text);',
    },
  },
  {
    library: 'redis 2 and 3, with callbacks',
    start: "const client = require('redis').createClient();",
    chapters: {
      ...positional,
      cache: "client.set(`product:${id}`, text, 'EX', 60, callback); client.get(`product:${id}`, (error, found) => found);",
      session: 'client.setex(`session:${id}`, 3600, text, redis.print);',
    },
  },
  {
    library: 'redis 2 and 3, each method promisified',
    start: "const { promisify } = require('util'); const redis = require('redis'); const client = redis.createClient();",
    chapters: {
      cache: "const set = promisify(client.set).bind(client); const get = promisify(client.get).bind(client); set(`product:${id}`, text, 'EX', 60); get(`product:${id}`);",
      lock: "const store = { set: promisify(client.set.bind(client)), del: promisify(client.del.bind(client)) }; store.set(`lock:${id}`, token, 'NX', 'PX', 30000); store.del(`lock:${id}`);",
      counter: 'class Visits { incr = promisify(client.incr).bind(client); expire = promisify(client.expire).bind(client); async count(id) { await this.incr(`visits:${id}`); await this.expire(`visits:${id}`, 60); } }',
      queue: "const util = require('util'); const push = util.promisify(client.lpush).bind(client); push('jobs', text); util.promisify(client.brpop).bind(client)('jobs', 0);",
      hash: "client.hset = promisify(client.hset); client.hget = promisify(client.hget); client.hset(`user:${id}`, 'name', text); client.hget(`user:${id}`, 'name');",
      events: "const publish = channel => new Promise(resolve => client.publish(channel, text, resolve)); publish('news');",
      session: 'const commands = { setex: promisify(client.setex).bind(client) }; const { setex } = commands; setex(`session:${id}`, 3600, text);',
    },
  },
  {
    library: 'redis 2 and 3, promisified whole',
    start: "const bluebird = require('bluebird'); const redis = require('redis'); bluebird.promisifyAll(redis.RedisClient.prototype); const client = bluebird.promisifyAll(redis.createClient());",
    chapters: {
      cache: "client.setAsync(`product:${id}`, text, 'EX', 60); client.getAsync(`product:${id}`);",
      lock: "client.setAsync(`lock:${id}`, token, 'NX', 'PX', 30000); client.delAsync(`lock:${id}`);",
      counter: 'client.multi().incr(`visits:${id}`).expire(`visits:${id}`, 60).execAsync();',
      queue: "client.lpushAsync('jobs', text); client.brpopAsync('jobs', 0);",
      hash: "client.hsetAsync(`user:${id}`, 'name', text); client.hgetAsync(`user:${id}`, 'name');",
      events: "client.publishAsync('news', text);",
      session: 'client.setexAsync(`session:${id}`, 3600, text);',
    },
  },
  {
    library: 'handy-redis',
    start: "import { createNodeRedisClient } from 'handy-redis'; const client = createNodeRedisClient();",
    chapters: {
      ...positional,
      cache: "client.set(`product:${id}`, text, ['EX', 60]); client.get(`product:${id}`);",
      lock: "client.set(`lock:${id}`, token, ['PX', 30000], 'NX'); client.del(`lock:${id}`);",
      hash: "client.hset(`user:${id}`, ['name', text]); client.hget(`user:${id}`, 'name');",
      events: "client.nodeRedis.publish('news', text);",
    },
  },
  { library: '@upstash/redis', start: "import { Redis } from '@upstash/redis'; const client = Redis.fromEnv();", chapters: upstash },
  { library: '@vercel/kv', start: "import { kv as client } from '@vercel/kv';", chapters: upstash },
  {
    library: '@valkey/valkey-glide',
    start: "import { GlideClient, TimeUnit } from '@valkey/valkey-glide'; const client = await GlideClient.createClient({ addresses: [{ host: 'cache' }] });",
    chapters: {
      cache: 'client.set(`product:${id}`, text, { expiry: { type: TimeUnit.Seconds, count: 60 } }); client.get(`product:${id}`);',
      lock: "client.set(`lock:${id}`, token, { conditionalSet: 'onlyIfDoesNotExist', expiry: { type: TimeUnit.Milliseconds, count: 30_000 } }); client.del([`lock:${id}`]);",
      counter: 'client.incr(`visits:${id}`); client.expire(`visits:${id}`, 60);',
      queue: "client.lpush('jobs', [text]); client.brpop(['jobs'], 0);",
      hash: "client.hset(`user:${id}`, { name: text }); client.hget(`user:${id}`, 'name');",
      events: "client.publish(text, 'news');",
      session: "client.customCommand(['SETEX', `session:${id}`, '3600', text]);",
    },
  },
  {
    library: 'redis-om',
    start: "import { Repository, Schema } from 'redis-om'; import { createClient } from 'redis'; ",
    chapters: {
      cache: { code: "const products = new Repository(new Schema('product', {}), createClient()); products.save(id, product); products.expire(id, 60); products.fetch(id);", is: ['JSON.SET product:*', 'EXPIRE product:* 60 s', 'JSON.GET product:*'], because: 'documents, whose expiry is a command of its own' },
      lock: { cannot: 'it writes whatever is there' },
      counter: { cannot: 'it writes whole entities' },
      queue: { cannot: 'it has no lists' },
      hash: { code: "const users = new Repository(new Schema('user', {}, { dataStructure: 'HASH' }), createClient()); users.save(id, user); users.fetch(id);", is: ['HSET user:*', 'HGETALL user:*'], because: 'whole hashes' },
      events: { cannot: 'it has no channels' },
      session: { code: "const sessions = new Repository(new Schema('session', {}), createClient()); sessions.save(session); sessions.expire(id, 3600);", is: ['JSON.SET session:*', 'EXPIRE session:* 3600 s'], because: 'the id may be made up when it is saved' },
    },
  },
  {
    library: 'keyv 4',
    start: "const Keyv = require('keyv'); const client = new Keyv('redis://cache:6379');",
    packages: { keyv: '^4.5.4', '@keyv/redis': '^2.8.5' },
    chapters: inKeyv('keyv:', 'its namespace goes before every key'),
  },
  {
    library: 'keyv 5',
    start: "import Keyv from 'keyv'; import KeyvRedis from '@keyv/redis'; const client = new Keyv({ store: new KeyvRedis('redis://cache'), namespace: 'shop' });",
    packages: { keyv: '^5.2.0', '@keyv/redis': '^4.2.0' },
    chapters: inKeyv('shop::shop:', 'it and its adapter put the namespace before every key'),
  },
  {
    library: 'keyv 6',
    start: "import { Keyv } from 'keyv'; import KeyvRedis from '@keyv/redis'; const client = new Keyv(new KeyvRedis('redis://cache'), { namespace: 'shop' });",
    packages: { keyv: '^6.0.0', '@keyv/redis': '^6.0.0' },
    chapters: inKeyv('shop::', 'the adapter puts the namespace before every key'),
  },
  {
    library: 'keyv of an unknown version',
    start: "import Keyv from 'keyv'; import KeyvRedis from '@keyv/redis'; const client = new Keyv({ store: new KeyvRedis('redis://cache') });",
    chapters: inKeyv('*', 'what goes before keys depends on the version'),
  },
  { library: '@keyv/redis', start: "import { createKeyv } from '@keyv/redis'; const client = createKeyv('redis://cache');", chapters: { ...cached } },
  {
    library: 'cache-manager 4 over cache-manager-redis-store',
    start: "const cacheManager = require('cache-manager'); const redisStore = require('cache-manager-redis-store'); const client = cacheManager.caching({ store: redisStore, host: 'cache', ttl: 600 });",
    chapters: cachedInSeconds,
  },
  {
    library: 'cache-manager 4 over cache-manager-ioredis',
    start: "import cacheManager from 'cache-manager'; import redisStore from 'cache-manager-ioredis'; const client = cacheManager.caching({ store: redisStore, redisInstance: redis });",
    chapters: cachedInSeconds,
  },
  {
    library: 'cache-manager 5 over cache-manager-redis-yet',
    start: "import { caching } from 'cache-manager'; import { redisStore } from 'cache-manager-redis-yet'; const client = await caching(redisStore, { url: process.env.REDIS_URL });",
    chapters: cached,
  },
  {
    library: 'cache-manager 5 over cache-manager-ioredis-yet',
    start: "import { caching, multiCaching } from 'cache-manager'; import { redisStore } from 'cache-manager-ioredis-yet'; const memory = await caching('memory'); const client = multiCaching([memory, await caching(await redisStore({ host: 'cache' }))]);",
    chapters: cached,
  },
  {
    library: 'cache-manager 6 and 7 over Keyv',
    start: "import { createCache } from 'cache-manager'; import { createKeyv } from '@keyv/redis'; const client = createCache({ stores: [createKeyv('redis://cache')] });",
    chapters: cached,
  },
  { library: '@nestjs/cache-manager 2', start: nest("store: await redisStore({ socket: { host: 'cache' } })", "import { redisStore } from 'cache-manager-redis-yet';"), chapters: cachedInNest },
  { library: '@nestjs/cache-manager 3', start: nest("stores: [createKeyv('redis://cache')]", "import { createKeyv } from '@keyv/redis';"), chapters: cachedInNest },
];

type Command = Extract<Fact, { kind: 'redis.command' }>;

function told({ command, key, options, hasTtl, ttlSeconds }: Command): string {
  const conditions = options.filter(option => option === 'NX' || option === 'XX');
  const expiry = hasTtl === true ? [ttlSeconds === undefined ? '? s' : `${ttlSeconds} s`] : [];
  return [command, key ?? '?', ...conditions, ...expiry].join(' ');
}

function commandsIn({ start, packages }: Telling, code: string): readonly string[] {
  const packageFile = packages && { 'package.json': JSON.stringify({ dependencies: packages }) };
  return factsOf('redis.command', { 'src/shop.ts': `${start}\n${code}`, ...packageFile }).map(told);
}

describe('one story in every library', () => {
  for (const telling of tellings) {
    describe(telling.library, () => {
      for (const [chapter, facts] of Object.entries(story) as [Chapter, readonly string[]][]) {
        const tells = telling.chapters[chapter];
        if (typeof tells === 'string') it(chapter, () => assert.deepEqual(commandsIn(telling, tells), facts));
        else if ('cannot' in tells) it(`${chapter}: not told, ${tells.cannot}`, () => undefined);
        else it(`${chapter}: ${tells.because}`, () => assert.deepEqual(commandsIn(telling, tells.code), tells.is));
      }
    });
  }
});
