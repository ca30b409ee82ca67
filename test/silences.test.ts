import assert from 'node:assert/strict';
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
const cassandra = "import { Client, types } from 'cassandra-driver';\n";

const order = (before = '', expiry = ''): string => `${redis}${before}export async function place(order: { id: string }) {\n  await redis.set(\`order:\${order.id}\`, JSON.stringify(order)${expiry});\n}\nexport async function find(id: string) {\n  const order = await redis.get(\`order:\${id}\`);\n  if (!order) throw new Error('no such order');\n  return JSON.parse(order);\n}\n`;
const session = (declared: string): string => `${redis}// datastore: role=session${declared}\nexport const login = (id: string, user: string) => redis.set(\`sess:\${id}\`, user, 'EX', 1800);\n`;
const putGet = (declared = '', read = ''): string => `${doc}${declared}export async function save(id: string) {\n  await doc.send(new PutCommand({ TableName: 'orders', Item: { id, at: 1 } }));\n  return doc.send(new GetCommand({ TableName: 'orders', Key: { id }${read} }));\n}\n`;
const ledger = (declared: string, write: string, read: string): string => `${cassandra}const client = new Client({ contactPoints: ['db'], localDataCenter: 'dc1', keyspace: 'shop' });\n${declared}export async function pay(id: string) {\n  await client.execute('INSERT INTO payments (id, amount) VALUES (?, ?)', [id, 1], { prepare: true, consistency: types.consistencies.${write} });\n  return client.execute('SELECT amount FROM payments WHERE id = ?', [id], { prepare: true, consistency: types.consistencies.${read} });\n}\n`;
const ttlRead = (declared: string): string => `${doc}${declared}export async function session(id: string) {\n  const { Item } = await doc.send(new GetCommand({ TableName: 'orders', Key: { id }, ConsistentRead: true }));\n  if (!Item) throw new Error('logged out');\n  return Item.user;\n}\n`;
const schema = (replication: string): string => `CREATE KEYSPACE shop WITH replication = ${replication};\nCREATE TABLE shop.payments (id text PRIMARY KEY, amount int);\n`;
const three = "{'class': 'NetworkTopologyStrategy', 'dc1': 3}";
const replicas = (declared: string): string => `import { Cluster } from 'ioredis';\nconst redis = new Cluster([{ host: 'r', port: 6379 }], { scaleReads: 'slave' });\n${declared}export async function place(id: string) {\n  await redis.set(\`order:\${id}\`, '1', 'EX', 60);\n  return redis.get(\`order:\${id}\`);\n}\n`;
const queue = (pop: string, before = ''): string => `${redis}${before}export async function work() {\n  for (;;) {\n    const job = await ${pop};\n    if (job) await run(job);\n  }\n}\ndeclare function run(job: unknown): Promise<void>;\n`;

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
      ['a second store', { 'src/orders.ts': order("import { Pool } from 'pg';\nconst pool = new Pool();\n").replace('  await redis.set', "  await pool.query('INSERT INTO orders VALUES ($1)', [order]);\n  await redis.set") }, /used beside another store/],
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
    rule: 'design/annotation-contradiction',
    fires: { 'docker-compose.yml': compose(volume), 'src/orders.ts': order('// datastore: role=cache\n') },
    inversions: [
      ['its source named', { 'src/orders.ts': order('// datastore: role=cache source=postgres\n') }, undefined],
      ['an expiry', { 'src/orders.ts': order('// datastore: role=cache\n', ", 'EX', 600") }, undefined],
      ['evicted like a cache', { 'docker-compose.yml': compose(`    command: redis-server --maxmemory 100mb --maxmemory-policy allkeys-lru\n${volume}`) }, /never expires, but redis evicts by allkeys-lru/],
    ],
  },
  {
    rule: 'dynamodb/ttl-as-exact-expiry',
    fires: { 'template.yaml': table('      TimeToLiveSpecification: { AttributeName: expires, Enabled: true }\n'), 'src/session.ts': ttlRead('// datastore: role=session\n') },
    inversions: [
      ['declared to bear it', { 'src/session.ts': ttlRead('// datastore: role=session expiry=late-ok\n') }, undefined],
      ['declared a cache', { 'src/session.ts': ttlRead('// datastore: role=cache\n') }, undefined],
      ['compared with the time', { 'src/session.ts': ttlRead('// datastore: role=session\n').replace('if (!Item)', 'if (!Item || Item.expires < Date.now() / 1000)') }, undefined],
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
    ],
  },
  {
    rule: 'redis/container-without-volume',
    fires: { 'docker-compose.yml': compose('    command: redis-server --appendonly yes\n'), 'src/session.ts': session('') },
    inversions: [
      ['declared a cache', { 'src/session.ts': session('').replace('role=session', 'role=cache') }, /has no volume: fine for cache/],
      ['a volume', { 'docker-compose.yml': compose(`    command: redis-server --appendonly yes\n${volume}`) }, undefined],
    ],
  },
  {
    rule: 'redis/eviction-mismatch',
    fires: { 'docker-compose.yml': compose('    command: redis-server --maxmemory 100mb --maxmemory-policy allkeys-lru\n'), 'src/session.ts': session('') },
    inversions: [
      ['declared a cache', { 'src/session.ts': session('').replace('role=session', 'role=cache') }, /keeps only cache/],
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
];

describe('silence with the reason', () => {
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
  return serviceOf(files).review().diagnostics.filter(one => one.rule === rule && one.severity !== 'info').length;
}
