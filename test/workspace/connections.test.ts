import assert from 'node:assert/strict';
import { factsOf } from './factsOf.js';

const compose = (environment = '', services = '  redis:\n    image: redis:7\n'): string => `services:\n${environment === '' ? '' : `  app:\n    build: .\n    environment:\n      ${environment}\n`}${services}`;
const ioredis = (made: string): string => `import Redis from 'ioredis';\nconst redis = ${made};\nexport const read = (id: string) => redis.get(\`order:\${id}\`);\n`;
const elasticache = `Resources:
  Cache:
    Type: AWS::ElastiCache::ReplicationGroup
    Properties: { Engine: redis, ReplicationGroupDescription: x }
  Api:
    Type: AWS::Lambda::Function
    Properties:
      Environment:
        Variables:
          REDIS_HOST: !GetAtt Cache.PrimaryEndPoint.Address
          READ_HOST: !GetAtt Cache.ReaderEndPoint.Address
`;
const two = '  cache:\n    image: redis:7\n  queue:\n    image: redis:7\n';

describe('connections', () => {
  const rows: readonly [title: string, files: Readonly<Record<string, string>>, expected: string][] = [
    ['a host', { 'docker-compose.yml': compose(), 'a.ts': ioredis("new Redis({ host: 'redis', port: 6379 })") }, 'redis by host'],
    ['port and host', { 'docker-compose.yml': compose('', two), 'a.ts': ioredis("new Redis(6379, 'queue')") }, 'queue by host'],
    ['a URL', { 'docker-compose.yml': compose('', two), 'a.ts': ioredis("new Redis('redis://:secret@cache:6379/1')") }, 'cache by host'],
    ['a container name', { 'docker-compose.yml': compose('', '  cache:\n    image: redis\n    container_name: shop-cache\n  queue:\n    image: redis\n'), 'a.ts': ioredis("new Redis('redis://shop-cache')") }, 'cache by host'],
    ['a variable of the service', { 'docker-compose.yml': compose('REDIS_URL: redis://queue:6379', two), 'a.ts': ioredis('new Redis(process.env.REDIS_URL!)') }, 'queue by environment'],
    ['a host in a variable', { 'docker-compose.yml': compose('REDIS_HOST: cache', two), 'a.ts': ioredis('new Redis({ host: process.env.REDIS_HOST, port: 6379 })') }, 'cache by environment'],
    ['a URL made of a variable', { 'docker-compose.yml': compose('REDIS_HOST: cache', two), 'a.ts': ioredis('new Redis(`redis://${process.env.REDIS_HOST}:6379`)') }, 'cache by environment'],
    ['a variable in .env', { '.env': 'REDIS_URL=redis://queue:6379\n', 'docker-compose.yml': compose('', two), 'a.ts': ioredis('new Redis(process.env.REDIS_URL!)') }, 'queue by environment'],
    ['a fallback', { 'docker-compose.yml': compose('', two), 'a.ts': ioredis("new Redis(process.env.REDIS_URL ?? 'redis://cache:6379')") }, 'cache by host'],
    ['a settings object', { 'docker-compose.yml': compose('REDIS_URL: redis://cache', two), 'settings.ts': 'export const settings = { redis: { url: process.env.REDIS_URL } };\n', 'a.ts': `import { settings } from './settings';\n${ioredis('new Redis(settings.redis.url!)')}` }, 'cache by environment'],
    ['a settings service', { 'docker-compose.yml': compose('REDIS_URL: redis://cache', two), 'a.ts': `declare const config: any;\n${ioredis("new Redis(config.get('REDIS_URL'))")}` }, 'cache by environment'],
    ['checked variables', { 'docker-compose.yml': compose('REDIS_URL: redis://cache', two), 'a.ts': `import { env } from 'our-env';\n${ioredis('new Redis(env.REDIS_URL)')}` }, 'cache by environment'],
    ['a resource', { 'template.yaml': elasticache, 'a.ts': ioredis('new Redis({ host: process.env.REDIS_HOST })') }, 'Cache by resource'],
    ['localhost is what publishes the port', { 'docker-compose.yml': compose('', '  cache:\n    image: redis\n    ports: ["6380:6379"]\n  queue:\n    image: redis\n    ports: ["6379:6379"]\n'), 'a.ts': ioredis("new Redis('redis://localhost:6380')") }, 'cache by host'],
    ['nothing given, and only one', { 'docker-compose.yml': compose(), 'a.ts': ioredis('new Redis()') }, 'redis by only'],
    ['a variable that config does not give, and only one', { 'docker-compose.yml': compose(), 'a.ts': ioredis('new Redis(process.env.REDIS_URL!)') }, 'redis by only'],
    ['one of several', { 'docker-compose.yml': compose('', two), 'a.ts': ioredis('new Redis(process.env.REDIS_URL!)') }, 'unknown'],
    ['two connections, one deployment', { 'docker-compose.yml': compose(), 'a.ts': ioredis('new Redis(process.env.CACHE_URL!)'), 'b.ts': ioredis('new Redis(process.env.QUEUE_URL!)') }, 'unknown'],
    ['URL and host of one connection', { 'docker-compose.yml': compose(), 'a.ts': ioredis('new Redis(process.env.REDIS_URL!)'), 'b.ts': ioredis('new Redis({ host: process.env.REDIS_HOST })') }, 'redis by only'],
    ['a server elsewhere', { 'docker-compose.yml': compose(), 'a.ts': ioredis("new Redis('redis://cache.example.com')") }, 'unknown'],
    ['a variable that names a server elsewhere', { '.env': 'REDIS_URL=redis://db.example.com\n', 'docker-compose.yml': compose(), 'a.ts': ioredis('new Redis(process.env.REDIS_URL!)') }, 'unknown'],
    ['production wins', { 'docker-compose.prod.yml': compose('REDIS_URL: redis://redis'), 'docker-compose.dev.yml': compose('REDIS_URL: redis://redis'), 'a.ts': ioredis('new Redis(process.env.REDIS_URL!)') }, 'redis by environment'],
    ['the nearest of two projects', { 'a/docker-compose.yml': compose('REDIS_URL: redis://redis'), 'b/docker-compose.yml': compose('REDIS_URL: redis://redis'), 'a/src/a.ts': ioredis('new Redis(process.env.REDIS_URL!)') }, 'redis by environment'],
    ['a list of nodes', { 'docker-compose.yml': compose('', two), 'a.ts': ioredis("new Redis.Cluster([{ host: 'queue', port: 6379 }])") }, 'queue by host'],
    ['node-redis', { 'docker-compose.yml': compose('', two), 'a.ts': "import { createClient } from 'redis';\nconst client = createClient({ socket: { host: 'cache' } });\nexport const read = () => client.get('x');\n" }, 'cache by host'],
    ['through a duplicate', { 'docker-compose.yml': compose('', two), 'a.ts': "import Redis from 'ioredis';\nconst first = new Redis('redis://queue');\nconst redis = first.duplicate();\nexport const read = (id: string) => redis.get(`order:${id}`);\n" }, 'queue by host'],
    ['a hosted service is none of the servers that config declares', { 'docker-compose.yml': compose(), 'a.ts': "import { Redis } from '@upstash/redis';\nconst redis = Redis.fromEnv();\nexport const read = (id: string) => redis.get(`order:${id}`);\n" }, 'unknown'],
    ['a hosted service is not what makes two connections', { 'docker-compose.yml': compose(), 'a.ts': ioredis('new Redis(process.env.REDIS_URL!)'), 'b.ts': "import { Redis } from '@upstash/redis';\nexport const limits = new Redis({ url: process.env.UPSTASH_REDIS_REST_URL, token });\n" }, 'redis by only'],
    ['known only by its type', { 'docker-compose.yml': compose(), 'a.ts': "import type { Redis } from 'ioredis';\nexport const read = (redis: Redis) => redis.get('order:1');\n" }, 'redis by only'],
  ];
  for (const [title, files, expected] of rows) {
    it(title, () => {
      const [fact] = factsOf('redis.command', files).filter(({ command }) => command === 'GET');
      assert.ok(fact, 'a GET');
      assert.equal(fact.deployment ? `${fact.deployment.name} by ${fact.client?.linkedBy ?? '?'}` : 'unknown', expected);
    });
  }
  it('keeps the line of the variable', () => {
    const files = { 'docker-compose.yml': compose('REDIS_URL: redis://redis:6379'), 'a.ts': ioredis('new Redis(process.env.REDIS_URL!)') };
    const [fact] = factsOf('redis.command', files);
    const [place] = fact?.places['environment'] as { file: string; start: number; end: number }[];
    assert.equal(files['docker-compose.yml'].slice(place?.start, place?.end), 'REDIS_URL: redis://redis:6379');
  });
});

describe('where a client reads', () => {
  const rows: readonly [made: string, expected: string | undefined][] = [
    ['new Redis()', 'primary'],
    ["new Redis.Cluster([{ host: 'a' }])", 'primary'],
    ["new Redis.Cluster([{ host: 'a' }], { scaleReads: 'slave' })", 'replica'],
    ["new Redis.Cluster([{ host: 'a' }], { scaleReads: 'all' })", 'any'],
    ["new Redis.Cluster([{ host: 'a' }], options)", undefined],
    ["new Redis({ sentinels: [{ host: 'a' }], name: 'm', role: 'slave' })", 'replica'],
    ["new Redis('redis://shop-ro.abc.0001.use1.cache.amazonaws.com')", 'replica'],
    ['new Redis(process.env.REDIS_READER_URL!)', 'replica'],
    ['new Redis({ host: process.env.READ_HOST })', 'replica'],
  ];
  for (const [made, expected] of rows) {
    it(made, () => assert.equal(factsOf('redis.client', { 'template.yaml': elasticache, 'a.ts': `declare const options: any;\n${ioredis(made)}` })[0]?.readsFrom, expected));
  }
});

describe('error listeners', () => {
  const client = "import { createClient } from 'redis';\nexport const client = createClient();\n";
  const rows: readonly [title: string, files: Readonly<Record<string, string>>, expected: boolean | undefined][] = [
    ['none', { 'a.ts': client }, false],
    ['in the chain', { 'a.ts': "import { createClient } from 'redis';\nexport const client = createClient().on('error', console.error);\n" }, true],
    ['in the file', { 'a.ts': `${client}client.on('error', console.error);\n` }, true],
    ['once', { 'a.ts': `${client}client.once('error', console.error);\n` }, true],
    ['of another event', { 'a.ts': `${client}client.on('ready', console.log);\n` }, false],
    ['in another file', { 'a.ts': client, 'b.ts': "import { client } from './a';\nclient.on('error', console.error);\n" }, true],
    ['of something unknown beside it', { 'a.ts': `${client}for (const each of all()) each.on('error', console.error);\n` }, undefined],
    ['by a function that cannot be seen', { 'a.ts': `import { attachListeners } from 'ours';\n${client}attachListeners(client);\n` }, undefined],
  ];
  for (const [title, files, expected] of rows) it(title, () => assert.equal(factsOf('redis.client', files)[0]?.hasErrorListener, expected));
});

describe('tables', () => {
  const template = `Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: !Sub '\${AWS::StackName}-orders'
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
  Users:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: users
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
  Api:
    Type: AWS::Lambda::Function
    Properties:
      Environment:
        Variables: { ORDERS_TABLE: !Ref Orders, USERS_TABLE: users }
`;
  const rows: readonly [name: string, expected: string][] = [
    ["'users'", 'users → Users'],
    ['process.env.ORDERS_TABLE', 'env:ORDERS_TABLE → Orders'],
    ['process.env.USERS_TABLE!', 'env:USERS_TABLE (users) → Users'],
    ["process.env.TABLE ?? 'users'", 'env:TABLE (users) → Users'],
    ["'other'", 'other → ?'],
    ['process.env.OTHER', 'env:OTHER → ?'],
    ['unknown', '? → ?'],
  ];
  for (const [name, expected] of rows) {
    it(name, () => {
      const code = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';\nimport { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';\ndeclare const unknown: any;\nconst doc = DynamoDBDocumentClient.from(new DynamoDBClient({}));\nexport const read = (id: string) => doc.send(new GetCommand({ TableName: ${name}, Key: { id } }));\n`;
      const [fact] = factsOf('dynamodb.request', { 'template.yaml': template, 'a.ts': code });
      const resolved = fact?.dataset?.resolved;
      assert.equal(`${fact?.table ?? '?'}${resolved === undefined || resolved.includes('*') ? '' : ` (${resolved})`} → ${fact?.declaration?.name ?? '?'}`, expected);
    });
  }
});
