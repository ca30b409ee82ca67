import assert from 'node:assert/strict';
import { loadRule } from '../src/linter/loadRules.js';
import { ruleTexts } from './linter/ruleFiles.js';
import { serviceOf } from './serviceOf.js';

/*
 * Inversion: what a rule finds is gone once the data set is declared, the config made fit, or a second store holds the record;
 * and then the reason for the silence is told.
 */

const redis = "import Redis from 'ioredis';\nconst redis = new Redis(process.env.REDIS_URL!);\n";
const compose = (settings: string): string => `services:\n  app:\n    build: .\n    environment:\n      REDIS_URL: redis://redis:6379\n  redis:\n    image: redis:7.2\n${settings}`;
const volume = '    volumes: [redis-data:/data]\nvolumes:\n  redis-data:\n';
const table = (properties: string): string => `Resources:\n  Orders:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      TableName: orders\n      KeySchema: [{ AttributeName: id, KeyType: HASH }]\n${properties}`;
const doc = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
const doc = DynamoDBDocumentClient.from(new DynamoDBClient({}));
`;
const once = (condition: string): string => `${redis}export async function once(request: string) {\n  const done = await redis.get(\`idempotency:\${request}\`);\n  if (done !== null) throw new Error('done before');\n  await redis.set(\`idempotency:\${request}\`, '1', 'EX', 60${condition});\n}\n`;
const cassandra = "import { Client, types } from 'cassandra-driver';\n";

const order = (before = '', expiry = ''): string => `${redis}${before}export async function place(order: { id: string }) {\n  await redis.set(\`order:\${order.id}\`, JSON.stringify(order)${expiry});\n}\nexport async function find(id: string) {\n  const order = await redis.get(\`order:\${id}\`);\n  if (!order) throw new Error('no such order');\n  return JSON.parse(order);\n}\n`;
const besidePostgres = (code: string): string => `import { Pool } from 'pg';\nconst pool = new Pool();\n${code.replace('  await redis.set', "  await pool.query('INSERT INTO orders VALUES ($1)', [order]);\n  await redis.set")}`;
const session = (declared: string): string => `${redis}// datastore: role=session${declared}\nexport const login = (id: string, user: string) => redis.set(\`sess:\${id}\`, user, 'EX', 1800);\n`;
const putGet = (declared = '', read = ''): string => `${doc}${declared}export async function save(id: string) {\n  await doc.send(new PutCommand({ TableName: 'orders', Item: { id, at: 1 } }));\n  return doc.send(new GetCommand({ TableName: 'orders', Key: { id }${read} }));\n}\n`;
const ledger = (declared: string, write: string, read: string): string => `${cassandra}const client = new Client({ contactPoints: ['db'], localDataCenter: 'dc1', keyspace: 'shop' });\n${declared}export async function pay(id: string) {\n  await client.execute('INSERT INTO payments (id, amount) VALUES (?, ?)', [id, 1], { prepare: true, consistency: types.consistencies.${write} });\n  return client.execute('SELECT amount FROM payments WHERE id = ?', [id], { prepare: true, consistency: types.consistencies.${read} });\n}\n`;
const ttlRead = (declared: string): string => `${doc}${declared}export async function session(id: string) {\n  const { Item } = await doc.send(new GetCommand({ TableName: 'orders', Key: { id }, ConsistentRead: true }));\n  if (!Item) throw new Error('logged out');\n  return Item.user;\n}\n`;
const schema = (replication: string): string => `CREATE KEYSPACE shop WITH replication = ${replication};\nCREATE TABLE shop.payments (id text PRIMARY KEY, amount int);\n`;
const three = "{'class': 'NetworkTopologyStrategy', 'dc1': 3}";
const replicas = (declared: string): string => `import { Cluster } from 'ioredis';\nconst redis = new Cluster([{ host: 'r', port: 6379 }], { scaleReads: 'slave' });\n${declared}export async function place(id: string) {\n  await redis.set(\`order:\${id}\`, '1', 'EX', 60);\n  return redis.get(\`order:\${id}\`);\n}\n`;
const queue = (pop: string, before = ''): string => `${redis}${before}export async function work() {\n  for (;;) {\n    const job = await ${pop};\n    if (job) await run(job);\n  }\n}\ndeclare function run(job: unknown): Promise<void>;\n`;

const celery = (policy: string): string => `services:\n  worker:\n    build: .\n    command: celery -A shop worker\n    environment:\n      CELERY_BROKER_URL: redis://redis:6379/0\n  redis:\n    image: redis:7.2\n    command: redis-server --maxmemory 256mb --maxmemory-policy ${policy}\n`;
const publish = (declared: string, before = ''): string => `${redis}import { Pool } from 'pg';\nconst pool = new Pool();\n${declared}export async function pay(id: string) {\n  ${before}\n  await redis.publish('orders:paid', id);\n}\n`;
const lock = (key: string, held: string, declared = ''): string => `${redis}declare function work(): Promise<boolean>;\n${declared}export async function run(token: string) {\n  if ((await redis.set('${key}', token, 'EX', 30, 'NX')) !== 'OK') return;\n${held}}\n`;
const claim = (expiry: string, declared = ''): string => `${redis}${declared}export const take = (id: string) => redis.set(\`lock:\${id}\`, '1'${expiry}, 'NX');\n`;
const page = (expiry: string, declared = '// datastore: role=cache\n'): string => `${redis}${declared}export const keep = (path: string, text: string) => redis.set(\`page:\${path}\`, text${expiry});\n`;
const group = (isSafe: boolean): string => `Resources:\n  Sessions:\n    Type: AWS::ElastiCache::ReplicationGroup\n    Properties:\n      ReplicationGroupDescription: sessions\n      Engine: redis\n      CacheNodeType: cache.t4g.small\n      NumCacheClusters: 2\n      AutomaticFailoverEnabled: ${isSafe}\n      MultiAZEnabled: ${isSafe}\n`;

const memorydb = (more: string): string => `Resources:\n  Orders:\n    Type: AWS::MemoryDB::Cluster\n    Properties:\n      ClusterName: orders\n      NodeType: db.r6g.large\n      ACLName: open-access\n${more}`;

interface Row {
  readonly rule: string;
  readonly fires: Readonly<Record<string, string>>;
  /** What is changed, and the reason then told; undefined where there is nothing left to consider. */
  readonly inversions: readonly (readonly [title: string, change: Readonly<Record<string, string>>, reason: RegExp | undefined])[];
}

const rows: readonly Row[] = [
  {
    rule: 'redis/durable-data',
    fires: { 'docker-compose.yml': compose(volume), 'src/orders.ts': order() },
    inversions: [
      ['declared a cache', { 'src/orders.ts': order('// datastore: role=cache source=postgres\n') }, /order:\* is declared to bear loss ok/],
      ['the loss declared', { 'src/orders.ts': order('// datastore: role=record loss=minutes\n') }, /declared to bear loss minutes/],
      ['an append-only file', { 'docker-compose.yml': compose(`    command: redis-server --appendonly yes\n${volume}`) }, undefined],
      ['a second store', { 'src/orders.ts': besidePostgres(order()) }, /used beside another store/],
      ['an expiry', { 'src/orders.ts': order('', ", 'EX', 600") }, /expires, so nothing is kept/],
    ],
  },
  {
    rule: 'design/role-misfit',
    fires: { 'docker-compose.yml': compose('    command: redis-server --save "" --appendonly no\n'), 'src/session.ts': session('') },
    inversions: [
      ['the loss declared', { 'src/session.ts': session(' loss=ok') }, /sess:\* \(session\) fits/],
      ['an append-only file', { 'docker-compose.yml': compose(`    command: redis-server --appendonly yes\n${volume}`) }, /sess:\* \(session\) fits/],
    ],
  },
  {
    rule: 'design/conditions-unmet',
    fires: { 'schema.cql': schema("{'class': 'SimpleStrategy', 'replication_factor': 1}"), 'src/pay.ts': ledger('// datastore: role=record\n', 'localQuorum', 'localQuorum') },
    inversions: [
      ['three replicas', { 'schema.cql': schema(three) }, undefined],
      ['declared to need less', { 'src/pay.ts': ledger('// datastore: role=cache\n', 'localQuorum', 'localQuorum') }, undefined],
    ],
  },
  {
    rule: 'design/conditions-unmet',
    fires: { 'docker-compose.yml': compose(`    command: redis-server --appendonly yes\n${volume}`), 'src/session.ts': session(' retention=1d') },
    inversions: [
      ['declared to be kept no longer', { 'src/session.ts': session(' retention=30m') }, /sess:\* \(session\) meets the conditions .*: it expires in 30 min/],
      ['an expiry that is long enough', { 'src/session.ts': session(' retention=1d').replace('1800', '86400') }, /it expires in 1 d/],
    ],
  },
  {
    rule: 'design/annotation-contradiction',
    fires: { 'docker-compose.yml': compose(volume), 'src/orders.ts': order('// datastore: role=cache\n') },
    inversions: [
      ['its source named', { 'src/orders.ts': order('// datastore: role=cache source=postgres\n') }, /can be had again from postgres/],
      ['an expiry', { 'src/orders.ts': order('// datastore: role=cache\n', ", 'EX', 600") }, /its writes give it an expiry/],
      ['a second store', { 'src/orders.ts': besidePostgres(order('// datastore: role=cache\n')) }, /can be had again from the other store/],
      ['declared what it is', { 'src/orders.ts': order('// datastore: role=record\n') }, undefined],
      ['evicted like a cache', { 'docker-compose.yml': compose(`    command: redis-server --maxmemory 100mb --maxmemory-policy allkeys-lru\n${volume}`) }, /never expires, but redis evicts by allkeys-lru/],
    ],
  },
  {
    rule: 'dynamodb/ttl-as-exact-expiry',
    fires: { 'template.yaml': table('      TimeToLiveSpecification: { AttributeName: expires, Enabled: true }\n'), 'src/session.ts': ttlRead('// datastore: role=session\n') },
    inversions: [
      ['declared to bear it', { 'src/session.ts': ttlRead('// datastore: role=session expiry=late-ok\n') }, /orders \(session\) bears being seen after its expiry/],
      ['declared a cache', { 'src/session.ts': ttlRead('// datastore: role=cache\n') }, /orders \(cache\) bears being seen/],
      ['no TTL', { 'template.yaml': table('') }, undefined],
      ['compared with the time', { 'src/session.ts': ttlRead('// datastore: role=session\n').replace('if (!Item)', 'if (!Item || Item.expires < Date.now() / 1000)') }, /GetItem compares the expiry with the time/],
    ],
  },
  {
    rule: 'dynamodb/no-pitr',
    fires: { 'template.yaml': table(''), 'src/orders.ts': putGet() },
    inversions: [
      ['declared a cache', { 'template.yaml': table('').replace('  Orders:', '  # datastore: role=cache\n  Orders:') }, /fine for cache data/],
      ['recovery on', { 'template.yaml': table('      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }\n') }, undefined],
    ],
  },
  {
    rule: 'dynamodb/eventual-read-after-write',
    fires: { 'src/orders.ts': putGet() },
    inversions: [
      ['declared to bear it', { 'src/orders.ts': putGet('// datastore: role=record read=eventual\n') }, /needs no more than eventual reads/],
      ['a consistent read', { 'src/orders.ts': putGet('', ', ConsistentRead: true') }, undefined],
    ],
  },
  {
    rule: 'cassandra/non-overlapping-quorum',
    fires: { 'schema.cql': schema(three), 'src/pay.ts': ledger('', 'one', 'one') },
    inversions: [
      ['declared to bear it', { 'src/pay.ts': ledger('// datastore: role=record read=eventual\n', 'one', 'one') }, /declared to bear eventual reads/],
      ['declared a cache', { 'src/pay.ts': ledger('// datastore: role=time-series\n', 'one', 'one') }, /is time-series|bear eventual/],
      ['quorums', { 'src/pay.ts': ledger('', 'localQuorum', 'localQuorum') }, undefined],
    ],
  },
  {
    rule: 'redis/replica-read-after-write',
    fires: { 'src/orders.ts': replicas('') },
    inversions: [
      ['declared a cache', { 'src/orders.ts': replicas('// datastore: role=cache\n') }, /is cache: a read from a replica/],
      ['declared to bear it', { 'src/orders.ts': replicas('// datastore: role=record read=eventual\n') }, /no more than eventual reads/],
      ['reads from the primary', { 'src/orders.ts': replicas('').replace("'slave'", "'master'") }, undefined],
    ],
  },
  {
    rule: 'redis/container-without-volume',
    fires: { 'docker-compose.yml': compose('    command: redis-server --appendonly yes\n'), 'src/session.ts': session('') },
    inversions: [
      ['declared a cache', { 'src/session.ts': session('').replace('role=session', 'role=cache') }, /has no volume: fine for cache/],
      ['declared to bear the loss', { 'src/session.ts': session(' loss=ok') }, /fine for session/],
      ['a volume', { 'docker-compose.yml': compose(`    command: redis-server --appendonly yes\n${volume}`) }, undefined],
    ],
  },
  {
    rule: 'redis/eviction-mismatch',
    fires: { 'docker-compose.yml': compose('    command: redis-server --maxmemory 100mb --maxmemory-policy allkeys-lru\n'), 'src/session.ts': session('') },
    inversions: [
      ['declared a cache', { 'src/session.ts': session('').replace('role=session', 'role=cache') }, /keeps only cache/],
      ['declared to bear the loss', { 'src/session.ts': session(' loss=ok') }, /keeps only session, which may go/],
      ['no eviction', { 'docker-compose.yml': compose('    command: redis-server --maxmemory 100mb --maxmemory-policy noeviction\n') }, /evicts nothing/],
    ],
  },
  {
    rule: 'redis/list-queue-loses-jobs',
    fires: { 'src/work.ts': queue("redis.blpop('jobs', 0)") },
    inversions: [
      ['the loss declared', { 'src/work.ts': queue("redis.blpop('jobs', 0)", '// datastore: role=job-queue loss=ok\n') }, /bear the loss/],
      ['moved to a list of its own', { 'src/work.ts': queue("redis.blmove('jobs', 'jobs:work', 'RIGHT', 'LEFT', 0)") }, undefined],
    ],
  },
  {
    rule: 'redis/eviction-mismatch',
    fires: { 'docker-compose.yml': celery('allkeys-lfu') },
    inversions: [
      ['the policy that Celery accepts', { 'docker-compose.yml': celery('allkeys-lru') }, /which Celery's documentation accepts/],
      ['no eviction', { 'docker-compose.yml': celery('noeviction') }, /evicts nothing/],
    ],
  },
  {
    rule: 'redis/pubsub-for-durable-events',
    fires: { 'src/pay.ts': publish('// datastore: role=job-queue\n') },
    inversions: [
      ['declared for who is connected', { 'src/pay.ts': publish('// datastore: role=pub-sub\n') }, /reach only who is connected/],
      ['a stream beside it', { 'src/pay.ts': publish('// datastore: role=job-queue\n', "await redis.xadd('orders:stream', 'MAXLEN', '~', 1000, '*', 'id', id);") }, /A stream or queue beside it keeps/],
      ['a second store', { 'src/pay.ts': publish('// datastore: role=job-queue\n', "await pool.query('UPDATE orders SET paid = true WHERE id = $1', [id]);") }, /also kept in another store/],
    ],
  },
  {
    rule: 'redis/pubsub-for-durable-events',
    fires: { 'src/pay.ts': publish('') },
    inversions: [
      ['declared for who is connected', { 'src/pay.ts': publish('// datastore: role=pub-sub\n') }, /reach only who is connected/],
      ['a key beside it', { 'src/pay.ts': publish('', "await redis.hset(`order:${id}`, { paid: '1' });") }, /written to a key, where who missed it can read it/],
      ['its caller keeps it', { 'src/pay.ts': publish('').replace('export async function pay', 'async function tell') + "export async function pay(id: string) {\n  await redis.sadd('paid', id);\n  await tell(id);\n}\n" }, /What calls tell writes data too/],
    ],
  },
  {
    rule: 'redis/lock-unsafe-release',
    fires: { 'src/lock.ts': lock('lock:report', "  await work();\n  await redis.del('lock:report');\n") },
    inversions: [
      ['declared no lock', { 'src/lock.ts': lock('lock:report', "  await work();\n  await redis.del('lock:report');\n", '// datastore: role=idempotency\n') }, /is no lock that somebody else could hold/],
      ['named for what was done, and taken back in one case', { 'src/lock.ts': lock('sent:report', "  if (await work()) await redis.del('sent:report');\n") }, /it marks that something was done/],
      ['compared and deleted in one step', { 'src/lock.ts': lock('lock:report', `  await work();\n  await redis.eval("if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end", 1, 'lock:report', token);\n`) }, undefined],
    ],
  },
  {
    rule: 'redis/read-modify-write',
    fires: { 'src/once.ts': once('') },
    inversions: [
      ['written only where it is not there', { 'src/once.ts': once(", 'NX'") }, /The write of idempotency:\* has a condition of its own/],
    ],
  },
  {
    rule: 'redis/lock-without-ttl',
    fires: { 'src/lock.ts': claim('') },
    inversions: [
      ['declared a marker', { 'src/lock.ts': claim('', '// datastore: role=marker\n') }, /says for ever that something was done/],
      ['an expiry', { 'src/lock.ts': claim(", 'EX', 30") }, /expires in 30 s, also when its owner crashes/],
    ],
  },
  {
    rule: 'redis/cache-without-ttl',
    fires: { 'src/page.ts': page('') },
    inversions: [
      ['declared more than a cache', { 'src/page.ts': page('', '// datastore: role=record\n') }, undefined],
      ['an expiry', { 'src/page.ts': page(", 'EX', 60") }, undefined],
      ['deleted when it changes, and evicted', { 'docker-compose.yml': compose('    command: redis-server --maxmemory 100mb --maxmemory-policy allkeys-lru\n'), 'src/page.ts': `${page('')}export const changed = (path: string) => redis.del(\`page:\${path}\`);\n` }, /it is deleted when its source changes, and redis evicts by allkeys-lru/],
    ],
  },
  {
    rule: 'elasticache/no-failover',
    fires: { 'template.yaml': group(false), 'src/session.ts': session('') },
    inversions: [
      ['declared a cache', { 'src/session.ts': session('').replace('role=session', 'role=cache') }, /does not fail over: fine for cache/],
      ['failover on', { 'template.yaml': group(true) }, undefined],
    ],
  },
  {
    rule: 'redis/aof-fsync-never',
    fires: { 'docker-compose.yml': compose('    command: redis-server --appendonly yes --appendfsync no\n'), 'src/session.ts': session('') },
    inversions: [
      ['declared a cache', { 'src/session.ts': session('').replace('role=session', 'role=cache') }, /fine for cache, which may go/],
      ['declared to bear the loss', { 'src/session.ts': session(' loss=ok') }, /fine for session, which may go/],
      ['flushed each second', { 'docker-compose.yml': compose('    command: redis-server --appendonly yes\n') }, undefined],
    ],
  },
  {
    rule: 'redis/rdb-only-durable',
    fires: { '.datastore-review.yml': 'version: 1\npreset: strict\n', 'docker-compose.yml': compose(volume), 'src/session.ts': session('') },
    inversions: [
      ['the loss declared', { 'src/session.ts': session(' loss=minutes') }, /sess:\* bears the loss of minutes/],
      ['declared a cache', { 'src/session.ts': session('').replace('role=session', 'role=cache') }, /sess:\* bears the loss of ok/],
      ['an append-only file', { 'docker-compose.yml': compose(`    command: redis-server --appendonly yes\n${volume}`) }, undefined],
    ],
  },
  {
    rule: 'redis/noeviction-cache',
    fires: { 'docker-compose.yml': compose('    command: redis-server --maxmemory 100mb\n'), 'src/page.ts': page(", 'EX', 60") },
    inversions: [
      ['declared more than a cache', { 'src/page.ts': page(", 'EX', 60", '// datastore: role=session\n') }, undefined],
      ['something beside it that must stay', { 'src/session.ts': session('') }, /keeps more than a cache \(cache, session\)/],
      ['evicted like a cache', { 'docker-compose.yml': compose('    command: redis-server --maxmemory 100mb --maxmemory-policy allkeys-lru\n') }, undefined],
    ],
  },
  {
    rule: 'memorydb/no-snapshots',
    fires: { 'template.yaml': memorydb(''), 'src/orders.ts': order('// datastore: role=record\n') },
    inversions: [
      ['declared a cache', { 'src/orders.ts': order('// datastore: role=cache source=postgres\n') }, /fine for cache, which no old state helps/],
      ['snapshots', { 'template.yaml': memorydb('      SnapshotRetentionLimit: 7\n') }, undefined],
    ],
  },
  {
    rule: 'design/env-drift',
    fires: { 'docker-compose.yml': 'services:\n  redis:\n    image: redis:7.2\n    command: redis-server --maxmemory-policy noeviction\n', 'template.yaml': group(true), 'src/session.ts': session('') },
    inversions: [
      ['declared a cache', { 'src/session.ts': session('').replace('role=session', 'role=cache') }, /fine for caches, and nothing else is kept there/],
      ['run alike', { 'docker-compose.yml': 'services:\n  redis:\n    image: redis:7.2\n    command: redis-server --maxmemory-policy volatile-lru\n' }, undefined],
    ],
  },
];

/** The words by which a condition asks what a data set is for or needs. */
const asks = /\b(?:role|roles|lasting|nameRole|needs|fit)\b/;
/** They ask for a role to be told, not for one that is given what it needs. */
const lookingAround = new Set(['design/undeclared-data-set', 'design/unconfigured-endpoint']);

describe('silence with the reason', () => {
  it('is tried for every rule that depends on a need', () => {
    const rules = ruleTexts().map(({ path, text }) => loadRule(path, text).rule);
    const depends = rules.filter(({ when, unless }) => asks.test(when) || unless.some(exception => asks.test(exception.when)));
    const missing = depends.map(({ id }) => id).filter(id => !lookingAround.has(id) && !rows.some(({ rule }) => rule === id));
    assert.deepEqual(missing, []);
  });
  for (const { rule, fires, inversions } of rows) {
    describe(rule, () => {
      it('speaks', () => assert.ok(findings(rule, fires) > 0, 'no finding'));
      for (const [title, change, reason] of inversions) {
        it(`is silent: ${title}`, () => {
          const files = { ...fires, ...change };
          assert.equal(findings(rule, files), 0, 'it still speaks');
          const reasons = serviceOf(files).silences().filter(silence => silence.rule === rule).map(silence => silence.reason);
          if (reason) assert.ok(reasons.some(each => reason.test(each)), `the reasons told: ${JSON.stringify(reasons)}`);
        });
      }
    });
  }
});

function findings(rule: string, files: Readonly<Record<string, string>>): number {
  return serviceOf(files).review().diagnostics.filter(one => one.rule === rule).length;
}
