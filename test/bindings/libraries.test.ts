import assert from 'node:assert/strict';
import { inWords } from './inWords.js';

const rows: readonly (readonly [code: string, ...calls: string[]])[] = [
  ["import { Queue } from 'bullmq'; const q = new Queue('emails', { connection }); q.add('send', {});", 'job-queue: make queue emails', 'job-queue: write queue emails'],
  ["import { Worker } from 'bullmq'; new Worker('emails', job => {}, { connection });", 'job-queue: make worker emails'],
  ["import { FlowProducer } from 'bullmq'; const flow = new FlowProducer(); flow.add({ name: 'a', queueName: 'emails' });", 'job-queue: make flow producer ?', 'job-queue: write flow producer emails'],
  ["import Queue from 'bull'; const q = new Queue('emails', 'redis://a'); q.process(job => {});", 'job-queue: make queue emails', 'job-queue: read queue emails'],
  ["const Queue = require('bull'); const q = new Queue('emails'); q.add({});", 'job-queue: make queue emails', 'job-queue: write queue emails'],
  ["const Queue = require('bee-queue'); const q = new Queue('emails', { redis: client }); q.createJob({}).retries(2).save(); q.process(job => {});", 'job-queue: make queue emails', 'job-queue: write queue emails', 'job-queue: read queue emails'],
  ["import Queue from 'bee-queue'; const q = new Queue('emails'); const job = q.createJob({}); job.timeout(3000); job.save(); q.saveAll([job]);", 'job-queue: make queue emails', 'job-queue: write queue emails', 'job-queue: write queue emails'],
  ["import { InjectQueue } from '@nestjs/bullmq'; import { Queue } from 'bullmq'; class A { constructor(@InjectQueue('emails') private q: Queue) {} go() { this.q.add('a', {}); } }", 'job-queue: write queue emails'],
  ["import { RedisStore } from 'connect-redis'; new RedisStore({ client });", 'session: make session store sess:*'],
  ["import RedisStore from 'connect-redis'; new RedisStore({ client, prefix: 'app:' });", 'session: make session store app:*'],
  ["const session = require('express-session'); const RedisStore = require('connect-redis')(session); new RedisStore({ client });", 'session: make session store sess:*'],
  ["import Redlock from 'redlock'; const locks = new Redlock([client]); locks.acquire([`lock:${id}`, 'all'], 5000);", 'lock: make lock ?', 'lock: write lock lock:*', 'lock: write lock all'],
  ["import { RateLimiterRedis } from 'rate-limiter-flexible'; const l = new RateLimiterRedis({ storeClient, keyPrefix: 'login' }); l.consume(ip);", 'rate-limit: make rate limiter login:*', 'rate-limit: write rate limiter login:*'],
  ["import { Ratelimit } from '@upstash/ratelimit'; const limits = new Ratelimit({ redis, limiter: Ratelimit.slidingWindow(10, '10 s') }); limits.limit(ip);", 'rate-limit: make rate limiter @upstash/ratelimit:*', 'rate-limit: write rate limiter @upstash/ratelimit:*'],
  ["import { Ratelimit } from '@upstash/ratelimit'; const limits = new Ratelimit({ redis, limiter, prefix: 'login' }); const { remaining } = limits.getRemaining(ip);", 'rate-limit: make rate limiter login:*', 'rate-limit: read rate limiter login:*'],
  ["import { MultiRegionRatelimit } from '@upstash/ratelimit'; new MultiRegionRatelimit({ redis: [eu, us], limiter }).blockUntilReady(ip, 1000);", 'rate-limit: make rate limiter @upstash/ratelimit:*', 'rate-limit: write rate limiter @upstash/ratelimit:*'],
  ["import { redisStore } from 'cache-manager-redis-yet'; redisStore({ url });", 'cache: make cache store ?'],
  ["import KeyvRedis from '@keyv/redis'; new KeyvRedis('redis://a', { namespace: 'app' });", 'cache: make cache store app::*'],
  ["import { createAdapter } from '@socket.io/redis-adapter'; io.adapter(createAdapter(pub, sub));", 'pub-sub: make Socket.IO adapter socket.io*'],
];

const keyv = "import Keyv from 'keyv'; import KeyvRedis, { createKeyv } from '@keyv/redis';\n";
const yet = "import { caching, multiCaching, createCache } from 'cache-manager'; import { redisStore, redisInsStore } from 'cache-manager-redis-yet';\n";
const made = 'cache: make cache store ?';

/** What caches come down to, and where they are no use of a store at all. */
const caches: readonly (readonly [code: string, ...calls: string[]])[] = [
  [`${keyv}const kv = createKeyv('redis://a', { namespace: 'app' }); kv.set('a', 1); kv.delete('a'); kv.has('a'); kv.getMany(['a', 'b']);`,
    'cache: make cache store app::*', 'SET app::a', 'UNLINK app::a', 'EXISTS app::a', 'MGET app::a app::b'],
  [`${keyv}const store = new KeyvRedis('redis://a'); const kv = new Keyv({ store, useKeyPrefix: false, ttl: 5000 }); kv.set('a', 1); kv.set('b', 1, 0); kv.set('c', 1, ttl);`,
    made, 'SET keyv::a PX=5000', 'SET keyv::b', 'SET keyv::c PX=*'],
  [`${keyv}const kv = new Keyv(process.env.REDIS_URL); kv.get('a'); class Kept { constructor(private readonly kv = new Keyv(new KeyvRedis(client))) {} get() { return this.kv.get('b'); } }`,
    made, 'GET *a', made, 'GET *b'],
  ["import { Keyv } from 'keyv'; import KeyvValkey from '@keyv/valkey'; const kv = new Keyv({ store: new KeyvValkey('redis://a') }); kv.get('a');", made, 'GET keyv:a'],
  ["import KeyvRedis, { Keyv } from '@keyv/redis'; const kv = new Keyv(new KeyvRedis('redis://a')); kv.store.client.hGet('h', 'f');", made, 'HGET h'],
  [`${yet}const cache = await caching(redisStore, { ttl: 5000, keyPrefix: 'app' }); cache.set('a', 1); cache.wrap('b', () => find(), 1000); cache.del('a'); cache.reset();`,
    made, 'SET app:a PX=5000', 'GET app:b', 'SET app:b PX=1000', 'DEL app:a', 'FLUSHDB'],
  [`${yet}const cache = await caching(await redisStore({ url, ttl: 1000 })); cache.set('a', 1); cache.set('b', 1, { ttl: 500 }); cache.set('c', 1, options); cache.store.keys('c*'); cache.store.client.get('d');`,
    made, 'SET a PX=1000', 'SET b PX=500', 'SET c PX=*', 'KEYS', 'GET d'],
  [`${yet}const cache = createCache(redisInsStore(client)); cache.wrap('a', find, { ttl: 60_000 });`, made, 'GET a', 'SET a PX=60000'],
  ["import { caching } from 'cache-manager'; import * as redisStore from 'cache-manager-redis-store'; const cache = caching({ store: redisStore, ttl: 600 }); cache.set('a', 1); cache.set('b', 1, 60); cache.set('c', 1, { ttl: 60 }); cache.set('d', 1, options); cache.store.getClient().get('e');",
    made, 'SET a EX=600', 'SET b ?', 'SET c EX=60', 'SET d ?', 'GET e'],
  [`${yet}const a = await caching('memory'); const b = multiCaching([a]); const c = createCache(); const d = createCache({ ttl: 5 }); a.set('a', 1); b.set('a', 1); c.set('a', 1); d.get('a');`],
  [`${keyv}const a = new Keyv(); const b = new Keyv({ ttl: 5, namespace: 'n' }); const c = new Keyv('sqlite://redis.db'); const d = new Keyv({ store: new Map() }); const e = new Keyv(options); for (const kv of [a, b, c, d, e]) kv.set('a', 1);\nfunction f(kv: Keyv) { return kv.get('a'); }`],
  ["import { Cache } from 'cache-manager'; import type { Keyv } from 'keyv'; class Shop { constructor(private readonly cache: Cache, private readonly kv: Keyv) {} get() { return this.cache.get('a') ?? this.kv.get('a'); } }"],
];

const module = (options: string): string => `import { Inject, Module } from '@nestjs/common'; import { CacheModule, CACHE_MANAGER, Cache } from '@nestjs/cache-manager'; import { createKeyv } from '@keyv/redis'; import { redisStore } from 'cache-manager-ioredis-yet'; import { Keyv } from 'keyv';\nclass Options { createCacheOptions() { return { store: redisStore, host: 'a', ttl: 5000 }; } }\n@Module({ imports: [CacheModule.${options}] }) class App {}\n`;
const shop = 'class Shop { private cache: Cache; constructor(@Inject(CACHE_MANAGER) cache: Cache) { this.cache = cache; } set(key, value, ttl) { return this.cache.set(`shop:${key}`, value, ttl); } fill(value) { return this.cache.set("a", value); } }';

const nest: readonly (readonly [options: string, ...calls: string[]])[] = [
  ["register({ isGlobal: true, store: redisStore, host: 'a', ttl: 5000 })", made, 'SET shop:* PX=*', 'SET a PX=5000'],
  ["registerAsync({ imports: [Config], inject: [Config], useFactory: async (config) => { const store = await redisStore({ host: config.host }); return { store: () => store }; } })", made, 'SET shop:* PX=*', 'SET a ?'],
  ["registerAsync({ useFactory: (config) => ({ isGlobal: true, store: redisStore, ...config.get('redis') }) })", made, 'SET shop:* PX=*', 'SET a ?'],
  ["registerAsync({ useFactory: async () => { return { stores: [new Keyv(), createKeyv('redis://a')] }; } })", made, 'SET shop:* PX=*', 'SET a ?'],
  ["registerAsync({ useClass: Options })", made, 'SET shop:* PX=*', 'SET a PX=5000'],
  ["register()"],
  ["register({ ttl: 5, max: 10 })"],
  ["registerAsync({ useFactory: async () => ({ stores: [new Keyv()] }) })"],
];

describe('caches over Redis, and those that are not', () => {
  for (const [code, ...calls] of caches) it(code, () => assert.deepEqual(inWords(code), calls));
  for (const [options, ...calls] of nest) it(`Nest's ${options}`, () => assert.deepEqual(inWords(module(options) + shop), calls));
  it('of Nest itself, up to version 9', () => {
    const code = "import { CACHE_MANAGER, CacheModule, Inject } from '@nestjs/common'; import * as redisStore from 'cache-manager-redis-store';\nexport const caches = CacheModule.register({ store: redisStore, host: 'a' });\nclass Shop { constructor(@Inject(CACHE_MANAGER) private readonly cache) {} set(value) { return this.cache.set('a', value, { ttl: 60 }); } }";
    assert.deepEqual(inWords(code), [made, 'SET a EX=60']);
  });
});

describe('libraries that keep data of their own in Redis', () => {
  for (const [code, ...calls] of rows) it(code, () => assert.deepEqual(inWords(code), calls));
});
