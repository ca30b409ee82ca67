import assert from 'node:assert/strict';
import { roleOfName } from '../../src/workspace/dataSets/lexicon.js';
import { decideRole } from '../../src/workspace/dataSets/roles.js';
import { factsOf, joined, knowledge } from './factsOf.js';

describe('roles by name', () => {
  const rows: readonly [name: string, role: string][] = [
    ['order:*', 'record'], ['user:*:profile', 'record'], ['Orders', 'record'], ['prod-customers-table', 'record'], ['payment:*', 'record'],
    ['sess:*', 'session'], ['user:session:*', 'session'], ['SessionsTable', 'session'],
    ['lock:order:*', 'lock'], ['order:*:lock', 'lock'], ['leader:*', 'lock-correct'], ['leaderboard', 'leaderboard'],
    ['cache:user:*', 'cache'], ['userCache', 'cache'], ['rate:*', 'rate-limit'], ['login:attempts:*', 'rate-limit'],
    ['otp:*', 'one-time-token'], ['idempotency:*', 'idempotency'], ['queue:emails', 'job-queue'], ['jobs', 'job-queue'], ['views:*', 'counter'],
    ['audit-trail', 'ledger'], ['metrics:*', 'time-series'], ['presence:*', 'presence'], ['feature-flags', 'flags'],
    ['rate:limit:*', 'rate-limit'], ['user:last-seen:*', 'presence'], ['reset-password:*', 'one-time-token'],
    // whole words only
    ['generate:*', 'unknown'], ['catalogue', 'unknown'], ['blogin:*', 'unknown'], ['accountant:*', 'unknown'], ['recount', 'unknown'], ['clock:*', 'unknown'], ['stagecoach', 'unknown'], ['reorder', 'unknown'], ['x:*', 'unknown'],
  ];
  for (const [name, role] of rows) it(`${name}: ${role}`, () => assert.equal(roleOfName(name, knowledge.lexicon)?.role ?? 'unknown', role));
});

describe('how votes are counted', () => {
  it('a name alone is not believed', () => assert.deepEqual(decide(['record', 0.3, 'name']), 'unknown 0.37'));
  it('names alone are not believed', () => assert.deepEqual(decide(['cache', 0.3, 'name'], ['cache', 0.2, 'connection']), 'unknown 0.4'));
  it('a name and what is done', () => assert.deepEqual(decide(['lock', 0.3, 'name'], ['lock', 0.3, 'operations']), 'lock 0.75'));
  it('evidence against it', () => assert.deepEqual(decide(['record', 0.3, 'name'], ['cache', 0.2, 'expiry']), 'unknown 0.22'));
  it('a library', () => assert.deepEqual(decide(['job-queue', 0.5, 'library']), 'job-queue 0.63'));
  function decide(...votes: readonly [string, number, 'name' | 'operations' | 'expiry' | 'connection' | 'library'][]): string {
    const { role, confidence } = decideRole(votes.map(([name, weight, by]) => ({ role: name, weight, by, because: '' })));
    return `${role} ${confidence}`;
  }
});

const ioredis = "import Redis from 'ioredis';\nconst redis = new Redis();\n";

describe('roles by use', () => {
  const rows: readonly [title: string, code: string, expected: string][] = [
    ['SET NX, removed', 'export async function f(id: string) { if (!await redis.set(`lock:${id}`, 1, "PX", 1000, "NX")) return; await redis.del(`lock:${id}`); }', 'lock:* lock'],
    ['a lock that only expires', 'export const f = () => redis.set("report:lock", 1, "EX", 300, "NX");', 'report:lock lock'],
    ['a leader', 'export const f = (id: string) => redis.set("leader:reports", id, "EX", 30, "NX");', 'leader:reports lock-correct'],
    ['SET NX of any name, removed in the end', 'export async function f(id: string) { if (!await redis.set(`report:${id}`, 1, "EX", 60, "NX")) return; try { await make(id); } finally { await redis.del(`report:${id}`); } }', 'report:* lock'],
    ['a claim that is removed when the work failed', 'export async function f(id: string, own: string) { if (!await redis.set(`hook:${id}`, own, "EX", 600, "NX")) return redis.get(`hook:${id}`); try { await make(id); } catch { await redis.del(`hook:${id}`); } }', 'hook:* unknown'],
    ['the same, named for it', 'export async function f(id: string) { if (!await redis.set(`dedupe:${id}`, 1, "EX", 600, "NX")) return; try { await make(id); } catch { await redis.del(`dedupe:${id}`); } }', 'dedupe:* idempotency'],
    ['a value that one use consumes', 'export const put = (id: string, data: string) => redis.set(`grant:${id}`, data, "EX", 600, "NX");\nexport const take = async (id: string) => { const data = await redis.get(`grant:${id}`); await redis.del(`grant:${id}`); return data; };', 'grant:* unknown'],
    ['an answer that is awaited once, beside a database', 'import { Pool } from "pg";\nconst pool = new Pool();\nexport const put = (id: string, c: string) => redis.set(`login:challenge:${id}`, c, "EX", 300);\nexport async function check(id: string) { const c = await redis.get(`login:challenge:${id}`); await pool.query("…", [id, c]); await redis.del(`login:challenge:${id}`); }', 'login:challenge:* one-time-token'],
    ['a token that is fetched and kept', 'export async function f(id: string) { const had = await redis.get(`api-token:${id}`); if (had) return had; const token = await issue(id); await redis.set(`api-token:${id}`, token, "EX", 3540); return token; }', 'api-token:* cache'],
    ['a cursor', 'export const save = (at: number) => redis.set("last:served", String(at));\nexport const load = () => redis.get("last:served");', 'last:served unknown'],
    ['a weak word on a channel', 'export const f = (text: string) => redis.publish("project:news", text);', 'project:news pub-sub'],
    ['SET NX, kept for a day', 'export const f = (id: string) => redis.set(`processed:${id}`, 1, "EX", 86400, "NX");', 'processed:* idempotency'],
    ['INCR with an expiry', 'export async function f(ip: string) { const n = await redis.incr(`rate:${ip}`); if (n === 1) await redis.expire(`rate:${ip}`, 60); return n; }', 'rate:* rate-limit'],
    ['INCR', 'export const f = (id: string) => redis.incr(`views:${id}`);', 'views:* counter'],
    ['what must not be lost', 'export const f = (id: string) => redis.decrby(`stock:${id}`, 1);', 'stock:* unknown'],
    ['ranks', 'export async function f(id: string) { await redis.zadd("highscore", 1, id); return redis.zrevrank("highscore", id); }', 'highscore leaderboard'],
    ['a list from which workers take', 'export const put = (job: string) => redis.lpush("work", job);\nexport const take = () => redis.brpop("work", 0);', 'work job-queue'],
    ['a channel', 'export const f = (text: string) => redis.publish("news", text);', 'news pub-sub'],
    ['a stream with groups', 'export const f = () => redis.xreadgroup("GROUP", "g", "c", "STREAMS", "clicks", ">");', 'clicks event-stream'],
    ['a stream read again', 'export const say = (text: string) => redis.xadd("chat:messages", "*", "text", text);\nexport const before = (id: string) => redis.xrevrange("chat:messages", id, "-");', 'chat:messages event-stream'],
    ['measurements, the oldest removed', 'export async function f(id: string, at: number, m: string) { await redis.zadd(`telemetry:${id}`, at, m); await redis.zremrangebyscore(`telemetry:${id}`, 0, at - 900); }\nexport const g = (id: string, at: number) => redis.zrangebyscore(`telemetry:${id}`, at, "+inf");', 'telemetry:* time-series-hot'],
    ['a queue by time, what was taken removed', 'export async function f(id: string, at: number) { await redis.zadd("due", at, id); const ids = await redis.zrangebyscore("due", 0, at); await redis.zremrangebyscore("due", 0, at); return ids; }', 'due unknown'],
    ['measurements that are only cached', 'export const f = (id: string, m: string) => redis.set(`metrics:${id}`, m, "EX", 60);', 'metrics:* unknown'],
    ['features of which some are asked for', 'export async function f(id: string, x: object) { await redis.hset(`features:customer:${id}`, x); await redis.expire(`features:customer:${id}`, 172800); }\nexport const g = (id: string) => redis.hmget(`features:customer:${id}`, "basket", "visits");', 'features:customer:* feature-store'],
    ['positions', 'export const f = () => redis.geoadd("shops", 1, 2, "a");', 'shops geo'],
    ['read and removed', 'export const put = (id: string) => redis.set(`otp:${id}`, 1, "EX", 300);\nexport const f = (id: string) => redis.getdel(`otp:${id}`);', 'otp:* one-time-token'],
    ['a session for a day', 'export const f = (id: string, data: string) => redis.set(`sess:${id}`, data, "EX", 86400);', 'sess:* session'],
    ['a record', 'export const f = (order: any) => redis.set(`order:${order.id}`, JSON.stringify(order));', 'order:* record'],
    ['a copy of what a database holds', 'import { Pool } from "pg";\nconst pool = new Pool();\nexport async function f(id: string) { const had = await redis.get(`product:${id}`); if (had) return had; const { rows } = await pool.query("…", [id]); await redis.set(`product:${id}`, rows[0], "EX", 60); return rows[0]; }', 'product:* cache'],
    ['a copy, by the name of what writes it', 'import { Pool } from "pg";\nconst pool = new Pool();\nexport async function setRightsCache(id: string) { const { rows } = await pool.query("…", [id]); await redis.set(`x:${id}`, JSON.stringify(rows)); }', 'x:* cache'],
    ['removed by what has such a name', 'export const clearCache = (id: string) => redis.del(`x:${id}`);\nexport const f = (id: string) => redis.set(`x:${id}`, id);', 'x:* unknown'],
    ['who drops a cache takes a lock for it', 'export async function clearAllCache() { await redis.set("LOCK:clear", 1, "EX", 600); await redis.del("LOCK:clear"); }', 'LOCK:clear lock'],
    ['a cache by its name and by that of what writes it', 'export const addModelCache = (id: string, x: object) => redis.set(`modelCache:${id}`, JSON.stringify(x));\nexport const getModelCache = (id: string) => redis.get(`modelCache:${id}`);', 'modelCache:* cache'],
    ['a cache of embeddings', 'export const addEmbeddingCache = (id: string, x: object) => redis.set(`embeddingCache:${id}`, JSON.stringify(x));', 'embeddingCache:* cache'],
    ['a cache that may hold tokens', 'export const addTokenCache = (id: string, x: object) => redis.set(`tokenCache:${id}`, JSON.stringify(x), "EX", 120);', 'tokenCache:* unknown'],
    ['a token that is cached', 'export const read = (id: string) => redis.get(`api-token:${id}`);\nexport const cacheToken = (id: string, x: string) => redis.set(`api-token:${id}`, x, "EX", 120);', 'api-token:* cache'],
    ['looked up and filled by helpers', 'const find = (id: string) => redis.get(`film:${id}`);\nconst keep = (id: string, x: string) => redis.set(`film:${id}`, x, "EX", 60);\nexport async function f(id: string) { const had = await find(id); if (had) return JSON.parse(had); const made = await load(id); await keep(id, made); return made; }', 'film:* cache'],
    ['changed by helpers', 'const find = (id: string) => redis.get(`film:${id}`);\nconst keep = (id: string, x: string) => redis.set(`film:${id}`, x, "EX", 60);\nexport async function f(id: string) { const had = await find(id); await keep(id, had + "!"); return had; }', 'film:* unknown'],
    ['an answer kept for who asks again', 'export async function f(id: string) { const had = await redis.get(`idempotency:${id}`); if (had) return had; const made = await pay(id); await redis.set(`idempotency:${id}`, made, "EX", 86400); return made; }', 'idempotency:* idempotency'],
    ['a picture to read', 'export const put = (id: string, c: string) => redis.set(`captcha:img:${id}`, c, "EX", 300);\nexport async function check(id: string, c: string) { if (await redis.get(`captcha:img:${id}`) !== c) throw new Error(c); await redis.del(`captcha:img:${id}`); }', 'captcha:img:* one-time-token'],
    ['how often it is sent', 'export const sent = (to: string) => redis.set(`captcha:${to}:send:limit`, 1, "EX", 60);\nexport const mayBeSent = (to: string) => redis.get(`captcha:${to}:send:limit`);', 'captcha:*:send:limit rate-limit'],
    ['a way back in', 'export const put = (t: string, id: string) => redis.set(`forgot-password:${t}`, id, "EX", 86400);\nexport async function use(t: string) { const id = await redis.get(`forgot-password:${t}`); await redis.del(`forgot-password:${t}`); return id; }', 'forgot-password:* one-time-token'],
    ['tokens that are refused', 'export const refuse = (t: string) => redis.set(`token:blacklist:${t}`, 1, "EX", 86400);', 'token:blacklist:* one-time-token'],
    ['the token of who is logged in', 'export const keep = (id: string, t: string) => redis.set(`auth:token:${id}`, t, "EX", 86400);\nexport const find = (id: string) => redis.get(`auth:token:${id}`);', 'auth:token:* unknown'],
    ['who is there, beside a database', 'import { Pool } from "pg";\nconst pool = new Pool();\nexport async function see(id: string) { const { rows } = await pool.query("…", [id]); await redis.set(`online:${id}`, JSON.stringify(rows), "EX", 3600); }', 'online:* presence'],
    ['a task is not a queue of tasks', 'export async function f() { if (!await redis.set("task:init", 1, "EX", 1800, "NX")) return; await make(); await redis.del("task:init"); }', 'task:init lock'],
    ['a channel is no cache', 'export const f = () => redis.publish("clearCache", "all");', 'clearCache pub-sub'],
    ['a stream is no record', 'export const f = (x: string) => redis.xadd("orders", "*", "order", x);', 'orders event-stream'],
    ['a share of something', 'export const f = (x: number) => redis.set("exchange-rate:usd", x, "EX", 60);', 'exchange-rate:usd unknown'],
    ['a name alone', 'export const f = (id: string) => redis.get(`order:${id}`);', 'order:* unknown'],
    ['nothing speaks', 'export const f = (id: string) => redis.get(`x:${id}`);', 'x:* unknown'],
    ['declared before a call', 'export async function f(id: string) {\n  // datastore: role=session loss=none\n  await redis.set(`x:${id}`, 1);\n}', 'x:* session declared'],
    ['declared before a function', '// datastore: role=cache\nexport async function f(id: string) {\n  await redis.set(`x:${id}`, 1);\n}', 'x:* cache declared'],
    ['declared before a key', '// datastore: role=ledger\nconst key = (id: string) => `x:${id}`;\nexport const f = (id: string) => redis.set(key(id), 1);', 'x:* ledger declared'],
    ['declared before a class', '// datastore: role=presence\nexport class Online {\n  see(id: string) { return redis.set(`x:${id}`, 1); }\n}', 'x:* presence declared'],
    ['a declaration of something else', '// datastore: role=cache\nexport const g = (id: string) => redis.set(`y:${id}`, 1);\nexport const f = (id: string) => redis.get(`x:${id}`);', 'x:* unknown'],
  ];
  for (const [title, code, expected] of rows) {
    it(title, () => {
      const sets = joined({ 'a.ts': ioredis + code }).dataSets.all;
      const name = expected.split(' ')[0];
      const set = sets.find(({ fields }) => fields.name === name);
      assert.ok(set, sets.map(({ fields }) => fields.name).join());
      assert.equal(`${set.fields.name} ${set.fields.role}${set.fields.isDeclared ? ' declared' : ''}`, expected);
    });
  }
  it('declared before a table of a schema', () => {
    const schema = 'CREATE TABLE t (id text PRIMARY KEY);\n-- datastore: role=record\nCREATE TABLE devices (id text PRIMARY KEY);\n';
    const code = "import { Client } from 'cassandra-driver';\nconst client = new Client({ contactPoints: ['a'], localDataCenter: 'dc1', keyspace: 'k' });\nexport const f = (id: string) => client.execute('SELECT id FROM devices WHERE id = ?', [id]);\nexport const g = (id: string) => client.execute('SELECT id FROM t WHERE id = ?', [id]);\n";
    const sets = joined({ 'a.ts': code, 'schema.cql': schema }).dataSets.all;
    assert.deepEqual(sets.map(({ fields }) => `${fields.name} ${fields.role} ${fields.isDeclared}`), ['devices record true', 't unknown false']);
  });
  it('needs of the role, declared field by field', () => {
    const [fact] = factsOf('redis.command', { 'a.ts': `${ioredis}// datastore: role=session loss=none\nexport const f = (id: string) => redis.set(\`x:\${id}\`, 1);` });
    assert.deepEqual(fact?.dataset?.needs, { loss: 'none', read: 'session', write: 'atomic', expiry: 'exact', latency: '<10ms', access: 'key' });
  });
  it('ioredis puts its prefix before the name', () => {
    const [fact] = factsOf('redis.command', { 'a.ts': "import Redis from 'ioredis';\nconst redis = new Redis({ keyPrefix: 'shop:' });\nexport const f = () => redis.get('order:1');" });
    assert.equal(fact?.dataset?.name, 'shop:order:1');
  });
  it('what a library puts before keys is in them already', () => {
    const [fact] = factsOf('redis.command', { 'a.ts': "import { redisStore } from 'cache-manager-redis-yet';\nconst store = await redisStore({ url, keyPrefix: 'shop' });\nexport const f = () => store.get('order:1');" });
    assert.equal(fact?.dataset?.name, 'shop:order:1');
  });
  it('what goes through a cache is a cache, what goes through Keyv is what it is', () => {
    const role = (client: string): string | undefined => factsOf('redis.command', { 'a.ts': `import { createCache } from 'cache-manager';\nimport { createKeyv } from '@keyv/redis';\nimport { Keyv } from 'keyv';\nimport KeyvRedis from '@keyv/redis';\nconst kept = ${client};\nexport const f = (id: string) => kept.get(\`a:\${id}\`);` })[0]?.dataset?.role;
    assert.deepEqual([role("createCache({ stores: [createKeyv('redis://a')] })"), role("new Keyv(new KeyvRedis('redis://a'))"), role("createKeyv('redis://a')")], ['cache', 'unknown', 'unknown']);
  });
  it('a weak word on a queue of a library', () => {
    const [set] = joined({ 'a.ts': "import { Queue } from 'bullmq';\nexport const scores = new Queue('score-delete');" }).dataSets.all;
    assert.equal(`${set?.fields.name ?? ''} ${set?.fields.role ?? ''}`, 'score-delete job-queue');
  });
  it('a queue of a library, named for what its jobs are about', () => {
    const [set] = joined({ 'a.ts': "import { Queue } from 'bullmq';\nexport const cleanup = new Queue('session-cleanup');" }).dataSets.all;
    assert.equal(`${set?.fields.name ?? ''} ${set?.fields.role ?? ''}`, 'session-cleanup job-queue');
  });
  for (const [title, code, role] of [['events of a queue', "import { Queue, QueueEvents } from 'bullmq';\nexport const q = new Queue('mail');\nexport const e = new QueueEvents('mail');", 'job-queue'], ['events without a queue', "import { QueueEvents, QueueEventsProducer } from 'bullmq';\nexport const e = new QueueEvents('mail');\nexport const p = new QueueEventsProducer('mail');\nexport const say = () => p.publishEvent({ eventName: 'x' });", 'pub-sub']] as const) {
    it(title, () => assert.deepEqual(joined({ 'a.ts': code }).dataSets.all.map(({ fields }) => `${fields.name} ${fields.role}`), [`mail ${role}`]));
  }
  it('a queue of a library', () => {
    const [set] = joined({ 'a.ts': "import { Queue } from 'bullmq';\nexport const emails = new Queue('emails');\nexport const send = () => emails.add('x', {});" }).dataSets.all;
    assert.equal(`${set?.fields.name ?? ''} ${set?.fields.role ?? ''}`, 'emails job-queue');
  });
});

describe('other stores beside', () => {
  const write = 'await redis.set(`order:${order.id}`, "x");';
  const rows: readonly [title: string, code: string, expected: boolean | undefined][] = [
    ['none', `export async function f(order: any) { ${write} }`, false],
    ['a pool', `import { Pool } from 'pg';\nconst pool = new Pool();\nexport async function f(order: any) { await pool.query('x'); ${write} }`, true],
    ['Prisma of another file', `import { prisma } from './prisma';\nexport async function f(order: any) { await prisma.order.create({ data: order }); ${write} }`, true],
    ['fetch', `export async function f(order: any) { await fetch('https://x'); ${write} }`, true],
    ['DynamoDB', `import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';\nconst dynamo = new DynamoDBClient({});\nexport async function f(order: any) { await dynamo.send(new PutItemCommand({ TableName: 't', Item: {} })); ${write} }`, true],
    ['an injected repository', `import { Repository } from 'typeorm';\nexport class S { constructor(private readonly orders: Repository<any>) {}\n async f(order: any) { await this.orders.save(order); ${write} } }`, true],
    ['something injected that may be one', `export class S { constructor(private readonly things: Things) {}\n async f(order: any) { await this.things.findOne(order); ${write} } }`, undefined],
    ['in a function it calls', `import { Pool } from 'pg';\nconst pool = new Pool();\nasync function save(order: any) { await pool.query('x'); }\nexport async function f(order: any) { await save(order); ${write} }`, true],
    ['logging is none', `import pino from 'pino';\nconst log = pino();\nexport async function f(order: any) { log.info('x'); ${write} JSON.stringify(order); }`, false],
  ];
  for (const [title, code, expected] of rows) {
    it(title, () => {
      const [fact] = factsOf('redis.command', { 'a.ts': `import Redis from 'ioredis';\nconst redis = new Redis();\n${code}` });
      assert.equal(fact?.usesOtherStore, expected);
    });
  }
});

describe('code in the path of a request', () => {
  const call = "redis.get('x')";
  const rows: readonly [title: string, path: string, code: string, expected: boolean | undefined][] = [
    ['a route', 'a.ts', `app.get('/x', async (req, res) => { res.send(await ${call}); });`, true],
    ['a handler by its name', 'a.ts', `async function show(q) { return ${call}; }\nrouter.get('/x', show);`, true],
    ['what a handler calls', 'a.ts', `const load = () => ${call};\napp.post('/x', async (req, res) => { await load(); });`, true],
    ['two steps away', 'a.ts', `const one = () => ${call};\nconst two = () => one();\napp.post('/x', async (req, res) => { await two(); });`, true],
    ['three steps away', 'a.ts', `const one = () => ${call};\nconst two = () => one();\nconst three = () => two();\napp.post('/x', async c => { await three(); });`, undefined],
    ['NestJS', 'a.ts', `class C { @Get() show() { return ${call}; } }`, true],
    ['GraphQL', 'a.ts', `class C { @Query() show() { return ${call}; } }`, true],
    ['Lambda', 'a.ts', `export const handler = async event => ${call};`, true],
    ['Next.js', 'app/api/x/route.ts', `export async function GET() { return ${call}; }`, true],
    ['pages of Next.js', 'pages/api/x.ts', `export default async function x() { return ${call}; }`, true],
    ['a worker', 'a.ts', `new Worker('q', async job => ${call});`, true],
    ['a Kafka consumer', 'a.ts', `consumer.run({ eachMessage: async m => { await ${call}; } });`, true],
    ['Fastify', 'a.ts', `fastify.route({ method: 'GET', url: '/x', handler: async () => ${call} });`, true],
    ['nobody calls it here', 'a.ts', `export const load = () => ${call};`, undefined],
    ['a script', 'scripts/a.ts', `export const handler = () => ${call};`, false],
    ['a module by itself', 'a.ts', `void ${call};`, false],
    ['a Map is no router', 'a.ts', `const all = new Map(); all.set('/x', () => ${call});`, undefined],
  ];
  for (const [title, path, code, expected] of rows) {
    it(title, () => assert.equal(factsOf('redis.command', { [path]: `import Redis from 'ioredis';\nconst redis = new Redis();\n${code}` })[0]?.inRequestPath, expected));
  }
});
