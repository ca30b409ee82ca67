import assert from 'node:assert/strict';
import { toldWords } from '../../src/facts/toldWords.js';
import { factsOf, joined, knowledge } from './factsOf.js';

const redis = (variable: string, key: string): string =>
  `import Redis from 'ioredis';\nexport const redis = new Redis(process.env.${variable}!);\nexport const save = (id: string) => redis.set(\`${key}:\${id}\`, '1');\n`;
const config = (body: string): Readonly<Record<string, string>> => ({ '.datastore-review.yml': `version: 1\n${body}` });

describe('deployments that the user names', () => {
  const main = 'deployments:\n  main: { kind: redis, deployment: elasticache-multi-az, clients: [MAIN_URL] }\n';
  it('are known where no config shows them, at their place in the config file', () => {
    const files = { 'a.ts': redis('MAIN_URL', 'order'), ...config(main) };
    const [{ deployment, client } = {}] = factsOf('redis.command', files);
    const { name, product, persistence, loss, eviction, evictionIsDefault, hasFailover, isMultiZone, environment } = deployment ?? {};
    assert.deepEqual({ name, product, persistence, loss, eviction, evictionIsDefault, hasFailover, isMultiZone, environment },
      { name: 'main', product: 'elasticache', persistence: 'managed', loss: 'seconds', eviction: 'volatile-lru', evictionIsDefault: true, hasFailover: true, isMultiZone: true, environment: 'production' });
    assert.equal(client?.linkedBy, 'declared');
    const [fact] = factsOf('redis.deployment', files);
    assert.deepEqual(fact?.dataSets, ['order:*']);
    assert.equal((fact.places['self'] as { file: string }).file, '.datastore-review.yml');
  });

  it('are not reached by clients that they do not name', () => {
    assert.equal(factsOf('redis.command', { 'a.ts': redis('OTHER_URL', 'order'), ...config(main) })[0]?.deployment, undefined);
  });

  it('have what config says, before what their mode says', () => {
    const template = 'Resources:\n  Cache:\n    Type: AWS::ElastiCache::ReplicationGroup\n    Properties: { Engine: redis, NumCacheClusters: !Ref Count, AutomaticFailoverEnabled: false }\n';
    const files = { 'a.ts': redis('MAIN_URL', 'order'), 'infra/redis.yaml': template, ...config('deployments:\n  main: { kind: redis, deployment: elasticache-multi-az, clients: [MAIN_URL], config: infra/*.yaml }\n') };
    const [{ deployment } = {}] = factsOf('redis.command', files);
    assert.deepEqual([deployment?.name, deployment?.hasFailover, deployment?.loss], ['Cache', false, 'seconds']);
  });

  it('make what else there is one for development', () => {
    const compose = 'services:\n  app: { build: ., depends_on: [redis], environment: { MAIN_URL: redis://redis } }\n  redis: { image: redis:7 }\n';
    const facts = factsOf('redis.deployment', { 'a.ts': redis('MAIN_URL', 'order'), 'docker-compose.yml': compose, ...config(main) });
    assert.deepEqual(facts.map(({ name, environment }) => `${name} ${environment}`).sort(), ['main production', 'redis development']);
  });

  it('of DynamoDB and Cassandra', () => {
    const files = {
      'a.ts': "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';\nimport { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';\nconst doc = DynamoDBDocumentClient.from(new DynamoDBClient({}));\nexport const read = (id: string) => doc.send(new GetCommand({ TableName: 'App', Key: { id } }));\n",
      ...config('deployments:\n  app: { kind: dynamodb, table: App, deployment: dynamodb-dax }\n  events: { kind: cassandra, keyspace: events, rf: { dc1: 3 } }\n'),
    };
    const [{ deployment } = {}] = factsOf('dynamodb.request', files);
    assert.deepEqual([deployment?.name, deployment?.product], ['app', 'dax']);
    assert.deepEqual(factsOf('cassandra.keyspace', files).map(({ name, replicationFactor }) => `${name} ${replicationFactor}`), ['events 3']);
  });
});

describe('the mode that the user names', () => {
  const cassandra = "import { Client } from 'cassandra-driver';\nconst client = new Client({ contactPoints: [process.env.CASSANDRA_HOSTS!], localDataCenter: 'dc1', keyspace: 'events' });\nexport const save = (id: string) => client.execute('INSERT INTO clicks (id) VALUES (?)', [id]);\n";
  const dynamodb = "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';\nimport { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';\nconst doc = DynamoDBDocumentClient.from(new DynamoDBClient({}));\nexport const save = (id: string) => doc.send(new PutCommand({ TableName: 'App', Item: { id } }));\n";
  const rows: readonly [code: string, deployment: string, expected: string][] = [
    [redis('MAIN_URL', 'order'), '{ kind: redis, deployment: memorydb, clients: [MAIN_URL] }', 'order:* memorydb'],
    [dynamodb, '{ kind: dynamodb, table: App, deployment: dynamodb-global-mrsc }', 'App dynamodb-global-mrsc'],
    [cassandra.replace('[id])', '[id], { consistency: Number(process.env.LEVEL) })'), '{ kind: cassandra, deployment: cassandra-quorum, clients: [CASSANDRA_HOSTS] }', 'clicks cassandra-quorum'],
    [cassandra.replace('[id])', '[id], { consistency: 1 })'), '{ kind: cassandra, deployment: cassandra-quorum, clients: [CASSANDRA_HOSTS] }', 'clicks cassandra-one'],
  ];
  for (const [code, deployment, expected] of rows) {
    it(`is what needs are compared with: ${expected}`, () => {
      const { fits } = joined({ 'a.ts': code, ...config(`deployments: { main: ${deployment} }\n`) });
      assert.deepEqual(fits.map(({ dataset, fit }) => `${dataset.name} ${fit.mode ?? 'unknown'}`), [expected]);
    });
  }
});

describe('environments that the user names', () => {
  const compose = 'services:\n  app: { build: ., depends_on: [redis] }\n  redis: { image: redis:7 }\n';
  const environmentOf = (path: string, body: string): unknown => factsOf('redis.deployment', { [path]: compose, ...config(body) })[0]?.environment;
  it('say what is production', () => {
    assert.equal(environmentOf('test/compose.yml', 'environments: { prod: { config: [test/*.yml], default: true } }'), 'production');
    assert.equal(environmentOf('compose.yml', 'environments: { blue: { config: [a.yml], default: true }, green: { config: ["*.yml"] } }'), 'development');
    assert.equal(environmentOf('compose.yml', 'environments: { blue: { config: [a.yml], default: true }, prod-eu: { config: ["*.yml"] } }'), 'production');
    assert.equal(environmentOf('compose.yml', 'environments: { dev: { config: ["*.yml"] } }'), 'development');
  });
});

describe('data sets that the user declares', () => {
  const code = {
    'a.ts': redis('MAIN_URL', 'order'),
    'b/b.ts': redis('JOBS_URL', 'order'),
    'c.ts': "import { Client } from 'cassandra-driver';\nconst client = new Client({ contactPoints: ['c'], localDataCenter: 'dc1', keyspace: 'events' });\nexport const read = (id: string) => client.execute('SELECT * FROM clicks WHERE id = ?', [id]);\nexport const other = (id: string) => client.execute('SELECT * FROM users.people WHERE id = ?', [id]);\n",
    'd.ts': `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
const doc = DynamoDBDocumentClient.from(new DynamoDBClient({}));
export const user = (id: string) => doc.send(new GetCommand({ TableName: 'App', Key: { pk: \`USER#\${id}\`, sk: 'A' } }));
export const save = (id: string) => doc.send(new PutCommand({ TableName: 'App', Item: { pk: \`USER#\${id}\`, sk: 'A', name: 'x' } }));
export const cart = (id: string) => doc.send(new QueryCommand({ TableName: 'App', KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': \`CART#\${id}\` } }));
export const seat = (id: string) => doc.send(new GetCommand({ TableName: 'Seats', Key: { pk: \`SEAT#\${id}\` } }));
`,
  };
  const rows: readonly [title: string, body: string, expected: string][] = [
    ['by key', 'datasets: [{ match: { key: "order:*" }, role: record }]', 'order:* record'],
    ['by deployment', 'deployments: { main: { kind: redis, deployment: memorydb, clients: [MAIN_URL] }, jobs: { kind: redis, deployment: redis-rdb, clients: [JOBS_URL] } }\ndatasets: [{ match: { deployment: main, key: "order:*" }, role: record }]', 'order:* record'],
    ['by deployment, known by its clients alone', 'deployments: { main: { kind: redis, clients: [MAIN_URL] } }\ndatasets: [{ match: { deployment: other }, role: record }]', ''],
    ['by keyspace', 'datasets: [{ match: { keyspace: events }, role: time-series }]', 'clicks time-series'],
    ['by the deployment of a keyspace', 'deployments: { ev: { kind: cassandra, keyspace: events } }\ndatasets: [{ match: { deployment: ev }, role: time-series }]', 'clicks time-series'],
    ['by table', 'datasets: [{ match: { table: App }, role: record }]', 'App record'],
    ['by entity', 'datasets: [{ match: { table: App, entity: "USER#*" }, role: record }]', 'App USER#* record'],
    ['by entity, over the table', 'datasets: [{ match: { entity: "USER#*" }, role: session }, { match: { table: App }, role: record }]', 'App record, App USER#* session'],
    ['by entity of a deployment', 'deployments: { app: { kind: dynamodb, table: App } }\ndatasets: [{ match: { deployment: app, entity: "CART#*" }, role: session }]', 'App CART#* session'],
    ['by entity, of a table that holds one', 'datasets: [{ match: { table: Seats, entity: "SEAT#*", deployment: app }, role: session }]\ndeployments: { app: { kind: dynamodb } }', 'Seats SEAT#* session'],
    ['by another store', 'datasets: [{ match: { store: dynamodb, key: "order:*" }, role: record }]', ''],
  ];
  for (const [title, body, expected] of rows) {
    it(title, () => {
      const found = joined({ ...code, ...config(body) }).dataSets.all.filter(({ fields }) => fields.isDeclared);
      assert.equal(found.map(({ fields }) => `${fields.name} ${fields.role}`).join(', '), expected);
    });
  }

  it('in a folder are those used there', () => {
    const found = joined({ ...code, 'b/.datastore-review.yml': 'version: 1\ndatasets: [{ match: { key: "order:*" }, role: cache }]', 'e/.datastore-review.yml': 'version: 1\ndatasets: [{ match: { key: "order:*" }, role: record }]' });
    assert.deepEqual(found.dataSets.all.filter(({ fields }) => fields.isDeclared).map(({ fields }) => fields.role), ['cache']);
    assert.deepEqual(found.dataSets.unusedDeclarations.map(({ file }) => file), ['e/.datastore-review.yml']);
  });

  const unreached: readonly (readonly [title: string, body: string, expected: number])[] = [
    ['a variable that code reads', '{ kind: redis, clients: [MAIN_URL] }', 0],
    ['one that only config gives', '{ kind: redis, clients: [WORKER_URL] }', 0],
    ['one that nobody knows', '{ kind: redis, clients: [GHOST_URL] }', 1],
    ['a variable of another store', '{ kind: cassandra, clients: [MAIN_URL], keyspace: other }', 1],
    ['a file that declares it', '{ kind: redis, config: compose.yml }', 0],
    ['a file that is not there', '{ kind: redis, config: infra/redis.yml }', 1],
    ['a table', '{ kind: dynamodb, table: Ap* }', 0],
    ['another table', '{ kind: dynamodb, table: Ghost }', 1],
    ['all tables', '{ kind: dynamodb }', 0],
    ['a keyspace', '{ kind: cassandra, keyspace: events }', 0],
    ['another keyspace', '{ kind: cassandra, keyspace: ghost }', 1],
  ];
  for (const [title, body, expected] of unreached) {
    it(`a store named by ${title} is ${expected === 0 ? 'used' : 'unused'}`, () => {
      const files = { ...code, 'compose.yml': 'services:\n  cache: { image: redis:7 }\n  worker: { image: worker, environment: { WORKER_URL: "redis://elsewhere:6379" } }\n', ...config(`deployments: { it: ${body} }`) };
      assert.equal(joined(files).unusedDeployments.length, expected);
    });
  }

  it('have every need that is declared', () => {
    const [set] = joined({ ...code, ...config('datasets: [{ match: { key: "order:*" }, role: cache, source: pg.orders, ttl: 15m, staleness: 1h, needs: { scope: az, region: dr, retention: 90d, latency: <10ms } }]') }).dataSets.all.filter(({ fields }) => fields.isDeclared);
    assert.deepEqual(set?.fields.needs, { loss: 'ok', read: 'eventual', write: 'blind', expiry: 'late-ok', scope: 'az', latency: '<10ms', access: 'key', region: 'dr', retention: '90d' });
    assert.deepEqual([set.fields.hasSource, set.fields.source, set.fields.declaredTtlSeconds, set.fields.declaredStalenessSeconds], [true, 'pg.orders', 900, 3600]);
  });
});

const template = (metadata: string): string => `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Metadata:
      ${metadata}
    Properties: { TableName: orders, KeySchema: [{ AttributeName: id, KeyType: HASH }] }
`;

describe('Metadata of templates', () => {
  const rows: readonly [metadata: string, expected: string][] = [
    ['datastore-review: { datasets: [{ role: session, needs: { loss: none } }] }', 'orders session none'],
    ['datastore-review: { datasets: { role: ledger } }', 'orders ledger none'],
    ['datastore-review: { datasets: [{ match: { table: orders }, role: cache }] }', 'orders cache ok'],
    ['datastore-review: { datasets: [{ role: kache }] }', 'orders record none'],
  ];
  for (const [metadata, expected] of rows) {
    it(metadata, () => {
      const [set] = joined({ 'template.yaml': template(metadata) }).dataSets.all;
      assert.equal([set?.fields.name, set?.fields.role, set?.fields.needs.loss].filter(each => each !== undefined).join(' '), expected);
    });
  }
});

describe('words of intent', () => {
  const write = 'redis.set(`x:${id}`, body)';
  const client = "import Redis from 'ioredis';\nconst redis = new Redis(process.env.MAIN_URL!);\n";
  const rows: readonly [title: string, files: Readonly<Record<string, string>>, expected: string][] = [
    ['before a call', { 'a.ts': `${client}export async function f(id: string, body: string) {\n  // transient, can be rebuilt\n  await ${write};\n}` }, 'cache 0.3'],
    ['beside a call', { 'a.ts': `${client}export async function f(id: string, body: string) {\n  await ${write}; // cache only\n}` }, 'cache 0.3'],
    ['before a constant', { 'a.ts': `${client}// Redis is the source of truth here.\nexport const key = (id: string) => \`x:\${id}\`;\nexport const f = (id: string, body: string) => redis.set(key(id), body);` }, 'record 0.3'],
    ['of another store', { 'a.ts': `${client}// Postgres is the source of truth.\nexport const f = (id: string, body: string) => ${write};` }, ''],
    ['denied', { 'a.ts': `${client}// This is not transient.\nexport const f = (id: string, body: string) => ${write};` }, ''],
    ['far away', { 'a.ts': `${client}// best effort\n${' '.repeat(60)}\nexport const f = (id: string, body: string) => ${write};` }, ''],
    ['above its store', { 'a.ts': `${client}export const f = (id: string, body: string) => ${write};`, 'compose.yml': 'services:\n  # best effort\n  redis: { image: redis:7 }\n' }, 'cache 0.3'],
    ['why a table is there', { 'template.yaml': template("com.aws.cloudformation.Context: { why: 'System of record for orders' }") }, 'record 0.3'],
  ];
  for (const [title, files, expected] of rows) {
    it(title, () => {
      const votes = joined(files).dataSets.all.flatMap(set => set.votes).filter(({ by }) => by === 'comment');
      assert.equal(votes.map(({ role, weight }) => `${role} ${weight}`).join(), expected);
    });
  }

  it('are among those that comments are read for', () => {
    for (const phrase of Object.values(knowledge.intent.roles).flat()) assert.match(phrase, toldWords);
  });
});
