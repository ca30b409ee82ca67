import assert from 'node:assert/strict';
import { renderReport } from '../../src/features/report/renderReport.js';
import type { DataSetReport } from '../../src/features/report/reportModel.js';
import { serviceOf } from '../serviceOf.js';

type Files = Readonly<Record<string, string>>;

const compose = (command: string): string => `services:\n  app:\n    build: .\n    environment:\n      REDIS_URL: redis://vault:6379\n  vault:\n    image: redis:7\n    command: ${command}\n    volumes: ["vault:/data"]\nvolumes:\n  vault:\n`;
const commands = {
  none: "redis-server --save '' --appendonly no",
  rdb: 'redis-server --save 60 1000',
  aof: 'redis-server --appendonly yes',
  always: 'redis-server --appendonly yes --appendfsync always',
} as const;
const ioredis = "import Redis from 'ioredis';\nconst redis = new Redis(process.env.REDIS_URL);\n";
const set = 'export const keep = (id: string, text: string) => redis.set(`film:${id}`, text);';
const setFor = (seconds: number): string => `export const keep = (id: string, text: string) => redis.set(\`film:\${id}\`, text, 'EX', ${seconds});`;

/** Declared, so that it is the fit that is looked at and not the role. */
const onRedis = (command: string, declared: string, code = set): Files => ({ 'compose.yaml': compose(command), 'a.ts': `${ioredis}// datastore: ${declared}\n${code}` });

const table = (properties = ''): string => `Resources:\n  Films:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      TableName: films\n      BillingMode: PAY_PER_REQUEST\n      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]\n      KeySchema: [{ AttributeName: id, KeyType: HASH }]\n${properties}`;
const document = "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';\nimport { DynamoDBDocumentClient, GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';\nconst db = DynamoDBDocumentClient.from(new DynamoDBClient({}));\n";
const get = (more = ''): string => `export async function find(id: string) { const { Item } = await db.send(new GetCommand({ TableName: 'films', Key: { id }${more} })); if (!Item) throw new Error(id); return Item.title; }\n`;
const put = (more = ''): string => `export const keep = (id: string) => db.send(new PutCommand({ TableName: 'films', Item: { id }${more} }));\n`;
const onDynamodb = (properties: string, declared: string, code: string): Files => ({ 'template.yaml': table(properties), 'a.ts': `${document}// datastore: ${declared}\n${code}` });
const ttl = '      TimeToLiveSpecification: { AttributeName: expires, Enabled: true }\n';
const pitr = (on: boolean): string => `      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: ${on} }\n`;

const onGlobal = (properties: string, declared: string, code: string): Files => ({
  'template.yaml': `${table(properties).replace('DynamoDB::Table', 'DynamoDB::GlobalTable')}      MultiRegionConsistency: STRONG\n      Replicas: [{ Region: eu-west-1 }, { Region: eu-north-1 }, { Region: eu-central-1 }]\n`,
  'a.ts': `${document}// datastore: ${declared}\n${code}`,
});
const dax = `${document.replace('const db =', 'const plain =')}import { DaxDocument } from '@amazon-dax-sdk/lib-dax';\nconst db = new DaxDocument({ endpoint: 'dax://films' });\n`;
const named = (deployment: string): Files => ({ '.datastore-review.yml': `version: 1\ndeployments:\n  ${deployment}\n` });

const three = "{'class': 'NetworkTopologyStrategy', 'dc1': 3}";
const schema = (replication: string, shape: string): string => `CREATE KEYSPACE club WITH replication = ${replication};\nCREATE TABLE club.films ${shape};\n`;
const cassandra = (level: string): string => `import { Client, types } from 'cassandra-driver';\nconst client = new Client({ contactPoints: ['db'], localDataCenter: 'dc1', keyspace: 'club', queryOptions: { consistency: types.consistencies.${level} } });\n`;
const insert = (condition = ''): string => `export const keep = (id: string) => client.execute('INSERT INTO films (id, title) VALUES (?, ?)${condition}', [id, 'x'], { prepare: true });\n`;
const onCassandra = (level: string, declared: string, code: string, replication = three, shape = '(id uuid PRIMARY KEY, title text)'): Files => ({ 'schema.cql': schema(replication, shape), 'a.ts': `${cassandra(level)}// datastore: ${declared}\n${code}` });

function setOf(files: Files): DataSetReport {
  const [found, ...others] = serviceOf(files).reportModel().dataSets;
  assert.ok(found);
  assert.equal(others.length, 0, 'one data set');
  return found;
}

describe('how needs meet what a mode gives', () => {
  const rows: readonly [title: string, files: Files, mode: string, verdict: string, missed: string, reason: RegExp][] = [
    ['a role that the mode suits', onRedis(commands.rdb, 'role=cache', setFor(60)), 'redis-rdb', 'fits', '', /^Copies with a TTL may go/],
    ['a role that it does not', onRedis(commands.rdb, 'role=record'), 'redis-rdb', 'unfit', 'loss', /./],
    ['a loss that is accepted', onRedis(commands.rdb, 'role=record loss=minutes'), 'redis-rdb', 'fits', '', /^It is declared to need no more than loss minutes/],
    ['a loss that is not', onRedis(commands.none, 'role=record loss=minutes'), 'redis-none', 'unfit', 'loss', /./],
    ['more is needed than the role stands for', onRedis(commands.rdb, 'role=cache loss=none', setFor(60)), 'redis-rdb', 'unfit', 'loss', /^It needs loss none and gets minutes \(Redis, snapshots\)\.$/],
    ['a need without a role', onRedis(commands.aof, 'loss=none'), 'redis-aof-everysec', 'unfit', 'loss', /^It needs loss none/],
    ['a need that is met, without a role', onRedis(commands.aof, 'loss=seconds'), 'redis-aof-everysec', 'fits', '', /^It gets what is declared to be needed/],
    ['nothing is known of it', { 'compose.yaml': compose(commands.rdb), 'a.ts': ioredis + set }, 'redis-rdb', 'not-assessed', '', /role is not clear/],
    ['where it is kept is not known', { 'a.ts': `${ioredis}// datastore: role=record\n${set}` }, '', 'not-assessed', '', /No config of the store/],
    ['a condition that is open', onRedis(commands.always, 'role=record'), 'redis-aof-always', 'conditional', '', /It fits if this holds, which neither code nor config shows/],
    ['a condition that does not hold', onDynamodb(pitr(false), 'role=record', put()), 'dynamodb', 'unmet', '', /^Not met: backups \(point-in-time recovery is off\)/],
    ['one replica has a record', onCassandra('one', 'role=record', insert()), 'cassandra-one', 'unfit', 'loss,read', /./],
    ['a quorum has it', onCassandra('localQuorum', 'role=record', insert()), 'cassandra-quorum', 'fits', '', /Two of three replicas/],
    ['asked for in a way that the store does not serve', onDynamodb('', 'role=record access=geo', put()), 'dynamodb', 'unfit', 'access', /^It needs access geo and gets key, key\+range, /],
    ['asked for in a way that it does', onDynamodb(pitr(true), 'role=record access=secondary', put()), 'dynamodb', 'fits', '', /./],
    ['asked for in a simpler way than the role stands for', onDynamodb('', 'role=search access=key', put()), 'dynamodb', 'fits', '', /^It is declared to need no more than access key, and gets that \(DynamoDB\)/],
    ['a way of asking without a role', onCassandra('localQuorum', 'access=rank', insert()), 'cassandra-quorum', 'unfit', 'access', /^It needs access rank/],
    ['kept shorter than it is to be', onRedis(commands.aof, 'role=session retention=90d', setFor(3600)), 'redis-aof-everysec', 'unmet', 'retention', /^Not met: kept long enough \(it expires in 1 h, and is to be kept 90d\)/],
    ['kept long enough, without a role', onRedis(commands.aof, 'retention=1h', setFor(3600)), 'redis-aof-everysec', 'fits', '', /gets what is declared to be needed/],
    ['how long it is kept is not shown', onDynamodb(ttl, 'retention=90d', put()), 'dynamodb', 'conditional', '', /^It fits if this holds, which neither code nor config shows: Nothing expires/],
    ['older than it may be', onRedis(commands.rdb, 'role=cache staleness=10m source=postgres.films', setFor(3600)), 'redis-rdb', 'unmet', 'read', /^Not met: fresh enough \(it lives 1 h, and nothing removes it before\)/],
    ['a global table that the user names', { ...onDynamodb('', 'role=lock', put()), ...named('films: { kind: dynamodb, table: films, global: mrec }') }, 'dynamodb-global-mrec', 'unfit', 'write,expiry', /./],
    ['a home Region', { ...onDynamodb(pitr(true), 'role=record', put()), ...named('films: { kind: dynamodb, table: films, global: mrec, homeRegion: per-item }') }, 'dynamodb-global-mrec', 'fits', '', /./],
    ['a consistency that only the user knows', { ...onCassandra('localQuorum', 'role=record', insert().replace('true }', 'true, consistency: Number(process.env.LEVEL) }')), ...named('club: { kind: cassandra, keyspace: club, write: LOCAL_ONE }') }, 'cassandra-one', 'unfit', 'loss,read', /./],
    ['a consistency that code tells', { ...onCassandra('localQuorum', 'role=record', insert()), ...named('club: { kind: cassandra, keyspace: club, write: LOCAL_ONE }') }, 'cassandra-quorum', 'fits', '', /./],
    ['a store that can only be guessed', { 'a.ts': `${ioredis}// datastore: loss=seconds\n${set}` }, '', 'not-assessed', '', /No config of the store/],
    ['no consistency is known', onCassandra('localQuorum', 'role=record', insert().replace('true }', 'true, consistency: Number(process.env.LEVEL) }')), '', 'not-assessed', '', /consistency it is read and written with is not known/],
    ['the matrix has no answer', { 'a.ts': `${dax}// datastore: role=vector\n${put()}` }, 'dynamodb-dax', 'not-assessed', '', /Whether DAX passes vector searches on/],
  ];
  for (const [title, files, mode, verdict, missed, reason] of rows) {
    it(title, () => {
      const { fits: [fit], needs } = setOf(files);
      assert.deepEqual([fit?.mode ?? '', fit?.verdict, needs.filter(({ isMet }) => isMet === false).map(({ axis }) => axis).join()], [mode, verdict, missed]);
      assert.match(fit?.reason ?? '', reason);
    });
  }
});

describe('conditions of a fit', () => {
  const queue = "import { Queue } from 'bullmq';\nexport const posts = new Queue('posts', { connection: { url: process.env.REDIS_URL } });\n";
  const rows: readonly [condition: string, state: string, files: Files][] = [
    ['expiry-and-policy', 'met', onRedis(commands.rdb, 'role=cache', setFor(60))],
    ['expiry-and-policy', 'unmet', onRedis(commands.rdb, 'role=cache')],
    ['expiry-and-policy', 'open', onRedis(commands.rdb, 'role=cache', 'export const find = (id: string) => redis.get(`film:${id}`);')],
    ['noeviction', 'met', onRedis(`${commands.aof} --maxmemory 1gb --maxmemory-policy noeviction`, 'role=job-queue', 'export const add = (job: string) => redis.lpush("film:jobs", job);')],
    ['noeviction', 'met', onRedis(`${commands.aof} --maxmemory-policy allkeys-lru`, 'role=job-queue', 'export const add = (job: string) => redis.lpush("film:jobs", job);')],
    ['noeviction', 'unmet', onRedis(`${commands.aof} --maxmemory 1gb --maxmemory-policy allkeys-lru`, 'role=job-queue', 'export const add = (job: string) => redis.lpush("film:jobs", job);')],
    ['loss-accepted', 'met', onRedis(commands.rdb, 'role=job-queue loss=minutes', 'export const add = (job: string) => redis.lpush("film:jobs", job);')],
    ['loss-accepted', 'open', onRedis(commands.rdb, 'role=job-queue', 'export const add = (job: string) => redis.lpush("film:jobs", job);')],
    ['rebuildable', 'met', onRedis(commands.none, 'role=cache source=postgres.films', setFor(60))],
    ['rebuildable', 'open', onRedis(commands.none, 'role=cache', setFor(60))],
    ['expiry-checked', 'met', onDynamodb('', 'role=session', get())],
    ['expiry-checked', 'unmet', onDynamodb(ttl, 'role=session', get())],
    ['expiry-checked', 'open', onDynamodb(ttl, 'role=session', put())],
    ['strong-reads', 'met', onDynamodb('', 'role=session', get(', ConsistentRead: true'))],
    ['strong-reads', 'unmet', onDynamodb('', 'role=session', get())],
    ['strong-reads', 'open', onDynamodb('', 'role=session', put())],
    ['atomic', 'met', onRedis(commands.aof, 'role=one-time-token', 'export const take = (id: string) => redis.getdel(`film:${id}`);')],
    ['atomic', 'open', onRedis(commands.aof, 'role=one-time-token', 'export const take = (id: string) => redis.get(`film:${id}`);')],
    ['atomic', 'met', onDynamodb('', 'role=counter-exact', put(", ConditionExpression: 'attribute_not_exists(id)'"))],
    ['atomic', 'met', { 'compose.yaml': compose(commands.rdb), 'a.ts': `${ioredis}import { RateLimiterRedis } from 'rate-limiter-flexible';\nexport const visitors = new RateLimiterRedis({ storeClient: redis, keyPrefix: 'visitors', points: 5, duration: 1 });` }],
    ['backups', 'met', onDynamodb(pitr(true), 'role=record', put())],
    ['backups', 'unmet', onDynamodb(pitr(false), 'role=record', put())],
    ['backups', 'open', { 'a.ts': `${document}// datastore: role=record\n${put()}` }],
    ['replication', 'open', onCassandra('localQuorum', 'role=record', insert())],
    ['replication', 'unmet', onCassandra('localQuorum', 'role=record', insert(), "{'class': 'SimpleStrategy', 'replication_factor': 3}")],
    ['replication', 'unmet', onCassandra('localQuorum', 'role=record', insert(), "{'class': 'NetworkTopologyStrategy', 'dc1': 1}")],
    ['through-dax', 'met', { 'a.ts': `${dax}// datastore: role=feature-store\n${get()}${put()}` }],
    ['through-dax', 'met', { 'a.ts': `${dax}// datastore: role=record staleness=10m\n${get()}${put()}` }],
    ['through-dax', 'unmet', { 'a.ts': `${dax}// datastore: role=feature-store\n${get()}export const force = (id: string) => plain.send(new PutCommand({ TableName: 'films', Item: { id } }));\n` }],
    ['through-dax', 'open', { 'a.ts': `${dax}// datastore: role=record\n${get()}${put()}` }],
    ['through-dax', 'open', { 'a.ts': `${dax}// datastore: role=feature-store staleness=1m\n${get()}${put()}` }],
    ['through-dax', 'open', { 'a.ts': `${dax}// datastore: role=feature-store\n${get()}` }],
    ['mrsc-limits', 'met', onGlobal('', 'role=record', put())],
    ['mrsc-limits', 'unmet', onGlobal(ttl, 'role=record', put())],
    ['mrsc-limits', 'unmet', onGlobal('', 'role=record', "export const keep = (id: string) => db.send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName: 'films', Item: { id } } }] }));")],
    ['mrsc-limits', 'unmet', onGlobal('      LocalSecondaryIndexes: [{ IndexName: byTitle, KeySchema: [{ AttributeName: id, KeyType: HASH }, { AttributeName: title, KeyType: RANGE }], Projection: { ProjectionType: ALL } }]\n', 'role=record', put())],
    ['mrsc-limits', 'open', { 'a.ts': `${document}// datastore: role=record\n${put()}`, ...named('films: { kind: dynamodb, table: films, deployment: dynamodb-global-mrsc }') }],
    ['home-region', 'met', { 'a.ts': `${document}// datastore: role=record\n${put()}`, ...named('films: { kind: dynamodb, table: films, global: mrec, homeRegion: eu-west-1 }') }],
    ['home-region', 'open', { 'a.ts': `${document}// datastore: role=record\n${put()}`, ...named('films: { kind: dynamodb, table: films, global: mrec }') }],
    ['partition-design', 'met', onCassandra('localQuorum', 'role=time-series', insert(), three, '(id uuid, title text, day date, PRIMARY KEY ((id, day)))')],
    ['partition-design', 'open', onCassandra('localQuorum', 'role=time-series', insert())],
    ['kept-long-enough', 'met', onRedis(commands.aof, 'role=session retention=1h', setFor(7200))],
    ['kept-long-enough', 'met', onRedis(commands.aof, 'role=record retention=1y')],
    ['kept-long-enough', 'unmet', onRedis(commands.aof, 'role=session retention=1d', setFor(7200))],
    ['kept-long-enough', 'unmet', onRedis(`${commands.aof} --maxmemory 1gb --maxmemory-policy allkeys-lru`, 'role=session retention=1h', setFor(7200))],
    ['kept-long-enough', 'unmet', onCassandra('localQuorum', 'role=time-series retention=90d', insert(), three, '(id uuid PRIMARY KEY, title text) WITH default_time_to_live = 86400')],
    ['kept-long-enough', 'open', onRedis(commands.aof, 'role=session retention=1d', `${setFor(7200)}\n${setFor(90_000).replace('keep', 'remember')}`)],
    ['kept-long-enough', 'open', onDynamodb(ttl, 'role=session retention=1d', put())],
    ['fresh-enough', 'met', onRedis(commands.rdb, 'role=cache staleness=10m', setFor(60))],
    ['fresh-enough', 'unmet', onRedis(commands.rdb, 'role=cache staleness=10m', setFor(3600))],
    ['fresh-enough', 'unmet', onRedis(commands.rdb, 'role=cache staleness=10m')],
    ['fresh-enough', 'open', onRedis(commands.rdb, 'role=cache staleness=10m', `${setFor(3600)}\nexport const changed = (id: string) => redis.del(\`film:\${id}\`);`)],
    ['all-lwt', 'met', onCassandra('localQuorum', 'role=record', insert(' IF NOT EXISTS'))],
    ['all-lwt', 'unmet', onCassandra('localSerial', 'role=lock', insert(' IF NOT EXISTS') + insert().replace('keep', 'force'))],
    ['acknowledge', 'met', { 'compose.yaml': compose(commands.aof), 'a.ts': queue }],
    ['acknowledge', 'unmet', onRedis(commands.aof, 'role=job-queue', 'export const take = () => redis.brpop("film:jobs", 0);')],
    ['acknowledge', 'open', onRedis(commands.aof, 'role=job-queue', 'export const add = (job: string) => redis.lpush("film:jobs", job);')],
  ];
  for (const [index, [condition, state, files]] of rows.entries()) {
    it(`${condition}: ${state} (${index})`, () => {
      const { fits } = setOf(files);
      const found = fits.flatMap(({ conditions }) => conditions).find(({ id }) => id === condition);
      assert.equal(found?.state, state, JSON.stringify(fits));
    });
  }
});

describe('what is given but not taken', () => {
  const rows: readonly [title: string, files: Files, axis: string, given: string | undefined, could: string, because: RegExp, line: number | undefined][] = [
    ['a read that does not ask for it', onDynamodb('', 'role=session read=strong', get()), 'read', 'eventual', 'serializable', /^GetItem in find decides by an eventual read$/, 5],
    ['keys without an expiry', onRedis(commands.aof, 'role=session'), 'expiry', 'none', 'exact', /^no write gives it an expiry$/, undefined],
    ['what may be evicted', onRedis(`${commands.aof} --maxmemory 1gb --maxmemory-policy allkeys-lru`, 'role=job-queue', 'export const add = (job: string) => redis.lpush("film:jobs", job);'), 'loss', 'ok', 'seconds', /^vault evicts by allkeys-lru$/, undefined],
    ['one replica', onCassandra('localQuorum', 'role=record', insert(), "{'class': 'NetworkTopologyStrategy', 'dc1': 1}"), 'loss', undefined, 'none', /^club has 1 replica$/, undefined],
  ];
  for (const [title, files, axis, given, could, because, line] of rows) {
    it(title, () => {
      const { needs } = setOf(files);
      const need = needs.find(each => each.axis === axis);
      assert.deepEqual([need?.isMet, need?.given, need?.less?.could, need?.less?.place?.line], [false, given, could, line]);
      assert.match(need?.less?.because ?? '', because);
    });
  }
  it('is drawn as it is told', () => {
    const report = serviceOf(onDynamodb('', 'role=session read=strong', get())).reportModel();
    const html = renderReport(report, 'html', { lead: '', sha256: text => text });
    assert.match(html, /class="gap"/);
    assert.match(html, /2 steps short/);
    assert.match(html, /could be serializable: GetItem in find decides by an eventual read/);
  });
});
