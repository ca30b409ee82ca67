import assert from 'node:assert/strict';
import { inWords } from './inWords.js';

const ioredis = "import Redis from 'ioredis';\nconst redis = new Redis();\n";
const nodeRedis = "import { createClient } from 'redis';\nconst redis = createClient();\n";
const oldRedis = "const { createClient } = require('redis');\nconst redis = createClient(6379, 'cache');\n";
const cluster = "import { Cluster } from 'ioredis';\nconst redis = new Cluster([{ host: 'a' }]);\n";

type Row = readonly [code: string, ...calls: string[]];

function check(name: string, start: string, rows: readonly Row[]): void {
  describe(name, () => {
    for (const [code, ...calls] of rows) it(code, () => assert.deepEqual(inWords(`${start}${code}`), calls));
  });
}

describe('one story in every form', () => {
  const story = 'SET order:* EX=60';
  const forms: Row[] = [
    [ioredis, "redis.setex(`order:${id}`, 60, v)"],
    [ioredis, "redis.set(`order:${id}`, v, 'EX', 60)"],
    [ioredis, "redis.set(`order:${id}`, v, 'ex', 60, (error, done) => done)"],
    [ioredis, "redis.setex('order:' + id, 60, v, callback)"],
    [ioredis, "redis.call('SET', `order:${id}`, v, 'EX', 60)"],
    [ioredis, "redis.call('setex', [`order:${id}`, 60, v])"],
    [ioredis, "const ttl = ['EX', 60] as const; redis.set(`order:${id}`, v, ...ttl)"],
    [cluster, "redis.setexBuffer(`order:${id}`, 60, v)"],
    [nodeRedis, "redis.setEx(`order:${id}`, 60, v)"],
    [nodeRedis, "redis.SETEX(`order:${id}`, 60, v)"],
    [nodeRedis, "redis.set(`order:${id}`, v, { EX: 60 })"],
    [nodeRedis, "redis.set(`order:${id}`, v, { EX: 60, NX: undefined, XX: false })"],
    [nodeRedis, "const options = { EX: 60 }; redis.set(`order:${id}`, v, options)"],
    [nodeRedis, "redis.set(`order:${id}`, v, { expiration: { type: 'EX', value: 60 } })"],
    [nodeRedis, "redis.v4.set(`order:${id}`, v, { EX: 60 })"],
    [nodeRedis, "redis.sendCommand(['SET', `order:${id}`, v, 'EX', '60'])"],
    [nodeRedis, "redis.withTypeMapping({}).set(`order:${id}`, v, { EX: 60 })"],
    [oldRedis, "redis.setex(`order:${id}`, 60, v, cb)"],
    [oldRedis, "redis.set(`order:${id}`, v, 'EX', 60, function (error) {})"],
    [oldRedis, "redis.send_command('SETEX', [`order:${id}`, 60, v])"],
  ];
  for (const [start, code = ''] of forms) it(code, () => assert.deepEqual(inWords(start + code), [story]));
});

check('ioredis', ioredis, [
  ["redis.set('a', 1, 'PX', 500, 'NX')", 'SET a NX PX=500'],
  ["redis.set('a', 1, mode, 60)", 'SET a ?'],
  ["redis.set('a', 1, ...rest)", 'SET a ?'],
  ["redis.set('a', 1, 'KEEPTTL')", 'SET a KEEPTTL'],
  ["redis.setnx('a', 1)", 'SET a NX'],
  ["redis.psetex('a', 500, 1)", 'SET a PX=500'],
  ["redis.get(key)", 'GET *'],
  ["redis.getBuffer('a')", 'GET a'],
  ["redis.mget(['a', 'b'])", 'MGET a b'],
  ["redis.mget('a', 'b', cb)", 'MGET a b'],
  ["redis.del(...keys)", 'DEL'],
  ["redis.del(keys)", 'DEL *'],
  ["redis.mset({ a: 1, b: 2 })", 'MSET a b'],
  ["redis.mset('a', 1, 'b', 2)", 'MSET a b'],
  ["redis.hset('h', { a: 1, ex: 2 })", 'HSET h'],
  ["redis.hmset('h', 'a', 1)", 'HSET h'],
  ["redis.expire('a', 60, 'NX')", 'EXPIRE a NX'],
  ["redis.expire('a', 60)", 'EXPIRE a'],
  ["redis.getex('a', 'EX', 60)", 'GETEX a EX=60'],
  ["redis.zadd('z', 'NX', 'CH', 1, 'm')", 'ZADD z CH NX'],
  ["redis.zadd('z', score, member)", 'ZADD z'],
  ["redis.xadd('s', 'MAXLEN', '~', 1000, '*', 'a', 1)", 'XADD s MAXLEN=1000'],
  ["redis.xadd('s', '*', 'MAXLEN', 1)", 'XADD s'],
  ["redis.xread('BLOCK', 0, 'STREAMS', 's', 't', '$', '$')", 'XREAD s t BLOCK=0'],
  ["redis.xreadgroup('GROUP', 'g', 'c', 'COUNT', 10, 'STREAMS', 's', '>')", 'XREADGROUP s COUNT=10'],
  ["redis.xgroup('CREATE', 's', 'g', '$', 'MKSTREAM')", 'XGROUP CREATE s MKSTREAM'],
  ["redis.zunionstore('to', 2, 'a', 'b', 'WEIGHTS', 1, 2)", 'ZUNIONSTORE to a b WEIGHTS=1'],
  ["redis.blpop('q', 0)", 'BLPOP q'],
  ["redis.lpos('l', 'x', 'RANK', 2)", 'LPOS l RANK=2'],
  ["redis.scan(0, 'MATCH', 'a:*', 'COUNT', 100)", 'SCAN COUNT=100 MATCH=a:*'],
  ["redis.scanStream({ match: 'a:*', count: 100 })", 'SCAN COUNT=100 MATCH=a:*'],
  ["redis.hscanStream('h', { match: 'f*' })", 'HSCAN h MATCH=f*'],
  ["redis.keys('a:*')", 'KEYS'],
  ["redis.publish('ch', m)", 'PUBLISH'],
  ["redis.flushall('ASYNC')", 'FLUSHALL ASYNC'],
  ["redis.config('SET', 'maxmemory', '1gb')", 'CONFIG SET'],
  ["redis.evalsha(sha, 1, 'k')", 'EVALSHA k'],
  ["redis.pipeline().set('a', 1).get('b').exec()", 'SET a in pipeline', 'GET b in pipeline'],
  ["redis.multi().incr('n').expire('n', 60).exec()", 'INCR n in transaction', 'EXPIRE n in transaction'],
  ["redis.pipeline([['set', 'a', 1, 'EX', 5], ['get', 'b']]).exec()", 'SET a EX=5 in pipeline', 'GET b in pipeline'],
  ["redis.duplicate().subscribe('ch')", 'SUBSCRIBE'],
  ["redis.on('error', report); redis.quit(); redis.status", ],
  ["redis.nonsense('a')"],
]);

check('scripts', ioredis, [
  [
    "redis.eval(`if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end`, 1, `lock:${id}`, token)",
    'EVAL lock:*', 'GET lock:* in script', 'DEL lock:* in script',
  ],
  ["const s = \"redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])\"; redis.eval(s, 1, 'a', 'v', 60)", 'SET a EX=60 in script', 'EVAL a'],
  ["redis.eval(script, 2, 'a', 'b', 1)", 'EVAL a b'],
  ["redis.defineCommand('take', { numberOfKeys: 1, lua: 'return 1' }); redis.take('k', 1)", 'EVALSHA k'],
]);

check('node-redis 4 to 6', nodeRedis, [
  ["redis.set('a', 1, { PX: 500, NX: true })", 'SET a NX PX=500'],
  ["redis.set('a', 1, { condition: 'NX', expiration: { type: 'PX', value: 500 } })", 'SET a NX PX=500'],
  ["redis.set('a', 1, { expiration: 'KEEPTTL' })", 'SET a KEEPTTL'],
  ["redis.set('a', 1, { condition: 'IFEQ', matchValue: 'b' })", 'SET a IFEQ=b'],
  ["redis.set('a', 1, options)", 'SET a ?'],
  ["redis.set('a', 1, { ...options, EX: 5 })", 'SET a EX=5 ?'],
  ["redis.set('a', 1, { NX: isNew })", 'SET a ?'],
  ["redis.set('a', 1, { EX: ttl })", 'SET a EX=*'],
  ["redis.setNX('a', 1)", 'SET a NX'],
  ["redis.pSetEx('a', 500, 1)", 'SET a PX=500'],
  ["const { commandOptions } = require('redis'); redis.get(commandOptions({ returnBuffers: true }), 'a')", 'GET a'],
  ["redis.mGet(['a', 'b'])", 'MGET a b'],
  ["redis.mSet([['a', '1'], ['b', '2']])", 'MSET a b'],
  ["redis.mSet({ a: '1', b: '2' })", 'MSET a b'],
  ["redis.hSet('h', { a: 1 })", 'HSET h'],
  ["redis.hSet('h', 'a', 1)", 'HSET h'],
  ["redis.expire('a', 60, 'NX')", 'EXPIRE a NX'],
  ["redis.getEx('a', { EX: 60 })", 'GETEX a EX=60'],
  ["redis.getEx('a', { type: 'EX', value: 60 })", 'GETEX a EX=60'],
  ["redis.zAdd('z', { score: 1, value: 'm' }, { NX: true })", 'ZADD z NX'],
  ["redis.zAdd('z', [{ score: 1, value: 'm' }], { condition: 'XX', comparison: 'GT' })", 'ZADD z GT XX'],
  ["redis.zAddIncr('z', { score: 1, value: 'm' })", 'ZADD z INCR'],
  ["redis.zRangeWithScores('z', 0, -1, { REV: true })", 'ZRANGE z REV WITHSCORES'],
  ["redis.ZRANGE_WITHSCORES('z', 0, -1)", 'ZRANGE z WITHSCORES'],
  ["redis.zRange('z', 0, 10, { BY: 'SCORE', LIMIT: { offset: 0, count: 5 } })", 'ZRANGE z BYSCORE LIMIT=0'],
  ["redis.xAdd('s', '*', { a: '1' }, { TRIM: { strategy: 'MAXLEN', strategyModifier: '~', threshold: 1000 } })", 'XADD s MAXLEN=1000'],
  ["redis.xRead({ key: 's', id: '$' }, { BLOCK: 0 })", 'XREAD s BLOCK=0'],
  ["redis.xReadGroup('g', 'c', [{ key: 's', id: '>' }, { key: 't', id: '>' }], { COUNT: 10 })", 'XREADGROUP s t COUNT=10'],
  ["redis.xGroupCreate('s', 'g', '$', { MKSTREAM: true })", 'XGROUP CREATE s MKSTREAM'],
  ["redis.XGROUP_CREATE('s', 'g', '$')", 'XGROUP CREATE s'],
  ["redis.zUnionStore('to', ['a', 'b'])", 'ZUNIONSTORE to a b'],
  ["redis.lmPop(['a', 'b'], 'LEFT', { COUNT: 2 })", 'LMPOP a b COUNT=2 LEFT'],
  ["redis.blPop('q', 0)", 'BLPOP q'],
  ["redis.hExpire('h', ['f', 'g'], 60, 'NX')", 'HEXPIRE h NX'],
  ["redis.scan('0', { MATCH: 'a:*', COUNT: 100 })", 'SCAN COUNT=100 MATCH=a:*'],
  ["redis.scanIterator({ MATCH: 'a:*' })", 'SCAN MATCH=a:*'],
  ["redis.hScanIterator('h')", 'HSCAN h'],
  ["redis.configGet('maxmemory')", 'CONFIG GET'],
  ["redis.json.set('doc', '$', {})", 'JSON.SET doc'],
  ["redis.json.GET('doc')", 'JSON.GET doc'],
  ["redis.ft.search('idx', '*')", 'FT.SEARCH'],
  ["redis.ts.add('t', '*', 1)", 'TS.ADD t'],
  ["redis.bf.add('b', 'x')", 'BF.ADD b'],
  ["redis.topK.add('b', 'x')", 'TOPK.ADD b'],
  ["redis.subscribe('ch', message => {})", 'SUBSCRIBE'],
  ["redis.eval('return 1', { keys: ['a', 'b'], arguments: ['1'] })", 'EVAL a b'],
  ["redis.eval(\"redis.call('INCR', KEYS[1])\", { keys: ['a'] })", 'EVAL a', 'INCR a in script'],
  ["redis.multi().incr('n').expire('n', 60).exec()", 'INCR n in transaction', 'EXPIRE n in transaction'],
  ["redis.executeIsolated(async own => { await own.watch('a'); })", 'WATCH a'],
  ["redis.duplicate().get('a')", 'GET a'],
  ["redis.on('error', report); await redis.connect(); redis.nonsense('a'); redis.sEtEx; redis.Set('a')"],
]);

check('half-typed calls', ioredis, [
  ['redis.set()', 'SET'],
  ["redis.set('a'", 'SET a'],
  ["redis.setex('a')", 'SET a'],
  ['redis.eval()', 'EVAL'],
  ["redis.zunionstore('to')", 'ZUNIONSTORE to ?'],
  ["redis.xread('STREAMS')", 'XREAD'],
  ['redis.call()'],
  ['redis.pipeline([]).exec()'],
]);

check('node-redis 2 and 3', oldRedis, [
  ["redis.hmset('h', { a: 1 }, cb)", 'HSET h'],
  ["redis.zadd('z', 1, 'm', cb)", 'ZADD z'],
  ["redis.lpush('l', item, (error, length) => {})", 'LPUSH l'],
  ["redis.mget(['a', 'b'], cb)", 'MGET a b'],
  ["redis.set('a', 1, redis.print)", 'SET a'],
  ["redis.eval('return 1', 1, 'a', cb)", 'EVAL a'],
  ["redis.multi([['incr', 'n']]).exec(cb)", 'INCR n in transaction'],
  ["redis.batch().incr('n').exec(cb)", 'INCR n in pipeline'],
]);

check('@upstash/redis', "import { Redis } from '@upstash/redis';\nconst redis = new Redis({ url, token });\n", [
  ["redis.set('a', value, { px: 500, nx: true })", 'SET a NX PX=500'],
  ["redis.set('a', value, { keepTtl: true })", 'SET a KEEPTTL'],
  ["redis.set('a', value, options)", 'SET a ?'],
  ["redis.getex('a', { ex: 60 })", 'GETEX a EX=60'],
  ["redis.mset({ a: 1, b: 2 })", 'MSET a b'],
  ["redis.mget('a', 'b')", 'MGET a b'],
  ["redis.mget(['a', 'b'])", 'MGET a b'],
  ["redis.hset('h', { a: 1 })", 'HSET h'],
  ["redis.expire('a', 60, 'NX')", 'EXPIRE a NX'],
  ["redis.hexpire('h', ['f', 'g'], 60)", 'HEXPIRE h'],
  ["redis.hsetex('h', { expiration: { ex: 60 } }, { f: 1 })", 'HSETEX h EX=60'],
  ["redis.hgetex('h', { px: 500 }, 'f')", 'HGETEX h PX=500'],
  ["redis.zadd('z', { score: 1, member: 'm' })", 'ZADD z'],
  ["redis.zadd('z', { nx: true }, { score: 1, member: 'm' }, { score: 2, member: 'n' })", 'ZADD z NX'],
  ["redis.zadd('z', options, ...members)", 'ZADD z ?'],
  ["redis.zrange('z', 0, 10, { byScore: true, rev: true, withScores: true })", 'ZRANGE z BYSCORE REV WITHSCORES'],
  ["redis.zunionstore('to', 2, ['a', 'b'], { aggregate: 'max' })", 'ZUNIONSTORE to a b AGGREGATE=max'],
  ["redis.scan(0, { match: 'a:*', count: 100 })", 'SCAN COUNT=100 MATCH=a:*'],
  ["redis.hscan('h', 0, { match: 'f*' })", 'HSCAN h MATCH=f*'],
  ["redis.xadd('s', '*', { a: 1 }, { nomkStream: true, trim: { type: 'MAXLEN', comparison: '~', threshold: 1000 } })", 'XADD s MAXLEN=1000 NOMKSTREAM'],
  ["redis.xread('s', '0', { count: 10 })", 'XREAD s COUNT=10'],
  ["redis.xread(['s', 't'], ['0', '0'])", 'XREAD s t'],
  ["redis.xreadgroup('g', 'c', 's', '>', { count: 5, NOACK: true })", 'XREADGROUP s COUNT=5 NOACK'],
  ["redis.xgroup('s', { type: 'CREATE', group: 'g', id: '$' })", 'XGROUP CREATE s'],
  ["redis.lpos('l', 'x', { rank: 2 })", 'LPOS l RANK=2'],
  ["redis.json.set('doc', '$', { a: 1 }, { nx: true })", 'JSON.SET doc NX'],
  ["redis.eval('return 1', ['a', 'b'], ['1'])", 'EVAL a b'],
  ["redis.eval(\"redis.call('INCR', KEYS[1])\", ['a'], [])", 'EVAL a', 'INCR a in script'],
  ["redis.createScript('return 1').exec(['a'], ['1'])", 'EVALSHA a'],
  ["const p = redis.pipeline(); p.set('a', 1); p.expire('a', 60); await p.exec();", 'SET a in pipeline', 'EXPIRE a in pipeline'],
  ["redis.multi().incr('n').expire('n', 60).exec()", 'INCR n in transaction', 'EXPIRE n in transaction'],
  ['redis.nonsense(); redis.use(middleware); redis.readYourWrites'],
]);

check('@vercel/kv', '', [
  ["import { kv } from '@vercel/kv'; kv.scanIterator({ match: 'a:*' })", 'SCAN MATCH=a:*'],
  ["import kv from '@vercel/kv'; kv.hscanIterator('h')", 'HSCAN h'],
  ["import { createClient } from '@vercel/kv'; const kv = createClient({ url, token }); kv.pipeline().get('a').exec()", 'GET a in pipeline'],
  ["import { kv, type VercelKV } from '@vercel/kv'; class Visits { constructor(private readonly store: VercelKV = kv) {} count() { return this.store.incr('visits'); } }", 'INCR visits'],
  ["import { openKv } from '@deno/kv'; const kv = await openKv(); kv.set('a', 1)"],
]);

check('handy-redis', "import { createNodeRedisClient } from 'handy-redis';\nconst redis = createNodeRedisClient(client);\n", [
  ["redis.zadd('z', [1, 'm'], [2, 'n'])", 'ZADD z'],
  ["redis.multi().set('a', 1).expire('a', 60).exec()", 'SET a in transaction', 'EXPIRE a in transaction'],
  ["redis.batch().get('a').exec()", 'GET a in pipeline'],
  ["redis.nodeRedis.duplicate().subscribe('ch')", 'SUBSCRIBE'],
]);

check('@valkey/valkey-glide', "import * as glide from '@valkey/valkey-glide';\nconst redis = await glide.GlideClient.createClient({ addresses });\n", [
  ["redis.set('a', 'v', { conditionalSet: 'onlyIfEqual', comparisonValue: 'u', returnOldValue: true })", 'SET a GET IFEQ=u'],
  ["redis.set('a', 'v', { expiry: 'keepExisting' })", 'SET a KEEPTTL'],
  ["redis.set('a', 'v', { expiry: { type: glide.TimeUnit.UnixSeconds, count: at } })", 'SET a EXAT=*'],
  ["redis.set('a', 'v', { expiry })", 'SET a ?'],
  ["redis.set('a', 'v', options)", 'SET a ?'],
  ["redis.getex('a', { expiry: 'persist' })", 'GETEX a PERSIST'],
  ["redis.getex('a', { expiry: { type: glide.TimeUnit.Seconds, duration: 60 } })", 'GETEX a EX=60'],
  ["redis.mget(['a', 'b'])", 'MGET a b'],
  ["redis.mset({ a: '1', b: '2' })", 'MSET a b'],
  ["redis.mset([{ key: 'a', value: '1' }, { key: 'b', value: '2' }])", 'MSET a b'],
  ["redis.hset('h', [{ field: 'f', value: '1' }])", 'HSET h'],
  ["redis.expire('a', 60, { expireOption: glide.ExpireOptions.HasNoExpiry })", 'EXPIRE a NX'],
  ["redis.hexpire('h', 60, ['f', 'g'])", 'HEXPIRE h'],
  ["redis.zadd('z', { m: 1 }, { conditionalChange: glide.ConditionalChange.ONLY_IF_DOES_NOT_EXIST, changed: true })", 'ZADD z CH NX'],
  ["redis.zrange('z', { start: 0, end: 10, type: 'byScore' }, { reverse: true })", 'ZRANGE z BYSCORE REV'],
  ["redis.zrangeWithScores('z', { start: 0, end: -1 })", 'ZRANGE z WITHSCORES'],
  ["redis.zremRangeByScore('z', 0, 1)", 'ZREMRANGEBYSCORE z'],
  ["redis.xadd('s', [['f', 'v']], { trim: { method: 'maxlen', threshold: 1000, exact: false } })", 'XADD s MAXLEN=1000'],
  ["redis.xread({ s: '0', t: '0' }, { block: 0 })", 'XREAD s t BLOCK=0'],
  ["redis.xreadgroup('g', 'c', { s: '>' }, { count: 10, noAck: true })", 'XREADGROUP s COUNT=10 NOACK'],
  ["redis.xreadgroup('g', 'c', streams)", 'XREADGROUP ?'],
  ["redis.xgroupCreate('s', 'g', '$', { mkStream: true })", 'XGROUP CREATE s MKSTREAM'],
  ["redis.lpopCount('l', 2)", 'LPOP l'],
  ["redis.hscan('h', '0', { match: 'f*', count: 10 })", 'HSCAN h COUNT=10 MATCH=f*'],
  ["redis.subscribe(['news'], 1000)", 'SUBSCRIBE'],
  ["redis.invokeScript(new glide.Script('return 1'), { keys: ['a'], args: ['1'] })", 'EVALSHA a'],
  ["redis.customCommand(['GETDEL', 'a'])", 'GETDEL a'],
  ["const batch = new glide.Batch(true).incr('n').expire('n', 60); redis.exec(batch, true);", 'INCR n in transaction', 'EXPIRE n in transaction'],
  ["const batch = new glide.Batch(false); batch.get('a'); redis.exec(batch, true);", 'GET a in pipeline'],
  ["const cluster = await glide.GlideClusterClient.createClient({ addresses }); cluster.unlink(['a', 'b']);", 'UNLINK a b'],
  ["redis.close(); redis.getPubSubMessage(); redis.nonsense('a');"],
]);

check('redis-om', "import { Client, Repository, Schema } from 'redis-om';\nconst schema = new Schema('album', { title: { type: 'text' } });\nconst albums = new Repository(schema, redis);\n", [
  ["albums.save('1', album)", 'JSON.SET album:1'],
  ["albums.save(album)", 'JSON.SET album:*'],
  ["albums.fetch(id)", 'JSON.GET album:*'],
  ["albums.remove('1', '2')", 'UNLINK album:1 album:2'],
  ["albums.remove(['1', '2'])", 'UNLINK album:1 album:2'],
  ["albums.expireAt('1', new Date(at))", 'EXPIREAT album:1'],
  ["albums.createIndex(); albums.dropIndex();", 'FT.CREATE', 'FT.DROPINDEX'],
  ["albums.search().where('title').matches('blue').and('year').is.greaterThan(1970).sortBy('year').return.page(0, 10)", 'FT.SEARCH'],
  ["albums.searchRaw(query).return.all(); const search = albums.search(); search.where('title');", 'FT.SEARCH'],
  ["const client = await new Client().open(url); const old = client.fetchRepository(schema); old.createAndSave(album); old.search().returnFirst();", 'JSON.SET album:*', 'FT.SEARCH'],
  ["const client = await new Client().use(redis); const hashes = client.fetchRepository(new Schema(Album, {}, { dataStructure: 'HASH' })); hashes.fetch('1');", 'HGETALL *:1'],
  ["new Client().execute(['GET', 'a'])", 'GET a'],
]);

describe('how a client of Redis is had', () => {
  const ways: Row[] = [
    ["import Redis from 'ioredis';", 'new Redis()'],
    ["import IORedis from 'ioredis';", 'new IORedis.Cluster([])'],
    ["import * as Redis from 'ioredis';", 'new Redis()'],
    ["import { Redis } from 'ioredis';", 'new Redis()'],
    ["import { Redis } from 'ioredis';", 'new Redis.Cluster([])'],
    ["const Redis = require('ioredis');", 'new Redis()'],
    ["const Redis = require('ioredis');", 'new Redis.Cluster([])'],
    ["const Redis = require('ioredis');", 'Redis.createClient()'],
    ["const { Redis } = require('ioredis');", 'new Redis()'],
    ["const { default: Redis } = require('ioredis');", 'new Redis()'],
    ["const redis = require('redis');", 'redis.createClient()'],
    ["import redis from 'redis';", 'redis.createClient()'],
    ["import * as redis from 'redis';", 'redis.createCluster({ rootNodes: [] })'],
    ["import { createSentinel } from 'redis';", 'createSentinel({ name: "m", sentinelRootNodes: [] })'],
    ["import { createClientPool } from '@redis/client';", 'createClientPool()'],
    ["import Valkey from 'iovalkey';", 'new Valkey.Cluster([])'],
    ["const { Redis } = require('@upstash/redis/cloudflare');", 'Redis.fromEnv(env)'],
    ["import { createHandyClient } from 'handy-redis';", 'createHandyClient({ host })'],
    ["import { createClient } from 'redis';", 'await createClient().on("error", f).connect()'],
  ];
  for (const [start, code = ''] of ways) {
    it(`${start} ${code}`, () => assert.deepEqual(inWords(`${start}\nconst client = ${code};\nclient.get('a');`), ['GET a']));
  }
  const types: Row[] = [
    ["import { Redis } from 'ioredis';", 'Redis'],
    ["import type { Cluster } from 'ioredis';", 'Cluster'],
    ["import * as IORedis from 'ioredis';", 'IORedis.Redis'],
    ["import { RedisClientType } from 'redis';", 'RedisClientType'],
    ["import { createClient } from 'redis';", 'ReturnType<typeof createClient>'],
    ["import { FastifyRedis } from '@fastify/redis';", 'FastifyRedis'],
    ["import type { IHandyRedis } from 'handy-redis';", 'IHandyRedis'],
    ["import type { GlideClusterClient } from '@valkey/valkey-glide';", 'GlideClusterClient'],
    ["import { Redis } from '@upstash/redis';", 'Redis'],
  ];
  for (const [start, type = ''] of types) {
    it(`${start} ${type}`, () => assert.deepEqual(inWords(`${start}\nfunction f(client: ${type}) { return client.get('a'); }`), ['GET a']));
  }
  it('ChainableCommander', () => {
    assert.deepEqual(inWords("import { ChainableCommander } from 'ioredis';\nfunction f(p: ChainableCommander) { p.get('a'); }"), ['GET a in pipeline']);
  });
  it('@InjectRedis()', () => {
    const code = "import { InjectRedis } from '@nestjs-modules/ioredis';\nclass A { constructor(@InjectRedis() private readonly redis) {} get() { return this.redis.get('a'); } }";
    assert.deepEqual(inWords(code), ['GET a']);
  });
  it('RedisService', () => {
    const code = "import { RedisService } from '@liaoliaots/nestjs-redis';\nclass A { constructor(private readonly service: RedisService) {} get() { return this.service.getOrThrow().get('a'); } }";
    assert.deepEqual(inWords(code), ['GET a']);
  });
});
