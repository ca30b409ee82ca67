import assert from 'node:assert/strict';
import { createService } from '../src/host/createService.js';
import { requests, type ReportResult } from '../src/server/protocol.js';
import { Place } from './cli/cli.js';
import { Editor, Folder } from './server/editor.js';

/** Each secret once, so that one that leaks names its place; each line is one that rules have something to say about. */
const secrets: string[] = [];
function secret(name: string): string {
  const text = `s3cr3t-${name}`;
  secrets.push(text);
  return text;
}

const files = {
  'package.json': '{"name":"shop","dependencies":{"ioredis":"^5.8.0","redis":"^5.0.0","cassandra-driver":"^4.8.0","@aws-sdk/client-dynamodb":"^3.900.0"}}',
  '.env': `REDIS_URL=redis://app:${secret('env-url')}@redis:6379\nREDIS_PASSWORD=${secret('env-password')}\nSESSION_SECRET=${secret('env-session')}\nORDERS_TABLE=orders\n`,
  '.env.production': `CACHE_URL="rediss://:${secret('env-quoted')}@cache.example.com:6380/0"\nAWS_SECRET_ACCESS_KEY=${secret('env-aws')}\n`,
  'docker-compose.yml': `services:
  redis:
    image: redis:7.4
    command: redis-server --requirepass ${secret('compose-requirepass')} --masterauth "${secret('compose-masterauth')}" --maxmemory 256mb --maxmemory-policy allkeys-lru
    ports: ["6379:6379"]
  cache:
    image: bitnami/redis:7.4
    environment:
      - REDIS_PASSWORD=${secret('compose-list')}
      - REDIS_AOF_ENABLED=no
  api:
    build: .
    environment:
      REDIS_URL: redis://app:${secret('compose-url')}@redis:6379
      CACHE_URL: "redis://default:${secret('compose-cache')}@cache:6379"
      CASSANDRA_PASSWORD: ${secret('compose-cassandra')}
      API_TOKEN: ghp_${secret('compose-token')}
`,
  'redis.conf': `requirepass ${secret('conf-requirepass')}\nmasterauth "${secret('conf-masterauth')}"\nuser app on >${secret('conf-acl')} ~* +@all\nmaxmemory 1gb\nmaxmemory-policy allkeys-lru\nbind 0.0.0.0\n`,
  'infra/template.yaml': `AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Password: { Type: String, Default: ${secret('cfn-parameter')} }
Resources:
  Cache:
    Type: AWS::ElastiCache::ReplicationGroup
    Properties: { ReplicationGroupDescription: sessions, Engine: redis, NumCacheClusters: 1, AutomaticFailoverEnabled: false, AuthToken: ${secret('cfn-auth')}, TransitEncryptionEnabled: true }
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: orders
      Tags: [{ Key: token, Value: ${secret('cfn-tag')} }]
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
  Api:
    Type: AWS::Lambda::Function
    Properties:
      Handler: src/orders.handler
      Environment: { Variables: { REDIS_URL: "redis://app:${secret('cfn-url')}@redis:6379", DB_PASSWORD: ${secret('cfn-variable')} } }
`,
  'serverless.yml': `service: shop
provider:
  name: aws
  environment:
    REDIS_URL: redis://app:${secret('sls-url')}@redis:6379
    JWT_SECRET: ${secret('sls-jwt')}
resources:
  Resources:
    Sessions:
      Type: AWS::DynamoDB::Table
      Properties: { TableName: sessions, KeySchema: [{ AttributeName: id, KeyType: HASH }] }
`,
  'src/clients.ts': `import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { auth, Client } from 'cassandra-driver';

export const first = new Redis('redis://app:${secret('code-url')}@redis:6379');
export const second = new Redis({ host: 'redis', password: '${secret('code-password')}' });
export const third = new Redis(\`redis://app:${secret('code-template')}@\${process.env.HOST}:6379/0\`);
export const fourth = createClient({ url: process.env.CACHE_URL ?? 'rediss://:${secret('code-fallback')}@cache:6380', password: "${secret('code-quoted')}" });
export const fifth = new Client({ contactPoints: ['cassandra'], localDataCenter: 'dc1', keyspace: 'shop', credentials: { username: 'app', password: '${secret('code-cassandra')}' } });
export const sixth = new Client({ contactPoints: ['cassandra'], localDataCenter: 'dc1', authProvider: new auth.PlainTextAuthProvider('app', '${secret('code-provider')}') });
const password = '${secret('code-constant')}';
export const seventh = new Redis('redis://:' + password + '@redis:6379');
export const eighth = new Redis(6379, 'redis', { username: 'app', password });
`,
  'src/orders.ts': `import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { fifth, first, fourth, second, seventh } from './clients.js';

const dynamodb = new DynamoDBClient({ credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: '${secret('code-aws')}' } });
const token = '${secret('code-token')}';

export async function handler(event: { id: string }) {
  await first.auth('${secret('call-auth')}');
  await first.set(\`order:\${event.id}\`, JSON.stringify(event)); await first.config('SET', 'requirepass', '${secret('call-config')}');
  const order = await first.get(\`order:\${event.id}\`);
  if (!order) throw new Error('none');
  const taken = await second.set('lock:orders', '1', 'NX'); const url = 'redis://app:${secret('line-url')}@redis:6379';
  if (taken) await second.del('lock:orders');
  await fourth.set('session:' + event.id, JSON.stringify({ token, password: '${secret('value-literal')}' }));
  await seventh.set('settings:apiKey', 'sk_live_${secret('value-key')}');
  await seventh.keys('https://user:${secret('pattern-url')}@example.com/*');
  await dynamodb.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: event.id }, password: { S: '${secret('item-literal')}' } } }));
  const { Items } = await dynamodb.send(new QueryCommand({ TableName: 'orders', KeyConditionExpression: 'id = :id', ExpressionAttributeValues: { ':id': { S: event.id }, ':token': { S: '${secret('expression-literal')}' } } }));
  await fifth.execute("SELECT * FROM users WHERE password = '${secret('cql-literal')}' ALLOW FILTERING");
  await fifth.execute("ALTER ROLE app WITH PASSWORD = '${secret('cql-role')}'");
  return Items;
}
`,
  'schema.cql': `CREATE KEYSPACE shop WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1};\nCREATE ROLE app WITH PASSWORD = '${secret('schema-role')}' AND LOGIN = true;\nCREATE TABLE shop.users (id uuid PRIMARY KEY, password text);\n`,
  '.datastore-review.yml': 'version: 1\nrules:\n  "*": info\n',
};

function leaksIn(text: string): string[] {
  return secrets.filter(one => text.includes(one)).map(one => `${one} in: ${text.slice(Math.max(0, text.indexOf(one) - 120), text.indexOf(one) + 40).replaceAll('\n', '⏎')}`);
}

describe('secrets of a workspace', function () {
  this.timeout(60_000);
  let place: Place;
  before(() => { place = new Place(files); });
  after(() => place.remove());

  for (const args of [['check'], ['check', '--format', 'json'], ['check', '--format', 'sarif'], ['facts'], ['check', '--no-config', '--fail-on', 'info']]) {
    it(`are not in what ${args.join(' ')} prints`, async () => {
      const { code, stdout, stderr } = await place.run(args);
      assert.notEqual(code, 2, stderr);
      assert.ok(stdout.length > 1000);
      assert.deepEqual(leaksIn(stdout + stderr), []);
    });
  }

  it('are not in what --fix says', async () => {
    const copy = new Place(files);
    const { stdout, stderr } = await copy.run(['check', '--fix']);
    copy.remove();
    assert.deepEqual(leaksIn(stdout + stderr), []);
  });

  it('are not in hovers, code actions and the report', () => {
    const service = createService(path => (files as Readonly<Record<string, string>>)[path]);
    for (const [path, text] of Object.entries(files)) service.setFile(path, text);
    const said: string[] = [JSON.stringify(service.reportModel())];
    for (const [path, text] of Object.entries(files)) {
      for (let offset = 0; offset <= text.length; offset++) {
        const hover = service.hover(path, offset);
        if (hover && said.at(-1) !== hover.markdown) said.push(hover.markdown);
      }
      for (const { title, edits } of service.codeActions(path, 0, text.length)) said.push(title, ...edits.map(edit => edit.text));
    }
    assert.ok(said.length > 20);
    assert.deepEqual(leaksIn(said.join('\n')), []);
  });

  it('are not in what the server says or logs', async () => {
    const folder = new Folder(files);
    const editor = await Editor.start([folder]);
    await editor.connection.sendRequest(requests.reviewWorkspace);
    const said: string[] = [];
    for (const [path, text] of Object.entries(files)) {
      const uri = folder.uri(path);
      await editor.open(uri, text);
      said.push(JSON.stringify(await editor.pull(uri)));
      said.push(JSON.stringify(await editor.codeActions(uri, { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } })));
    }
    for (const format of ['fragment', 'markdown', 'html', 'json'] as const) said.push(...(await editor.connection.sendRequest<ReportResult>(requests.report, { format })));
    await editor.stop();
    folder.remove();
    assert.deepEqual(leaksIn(said.join('\n') + editor.log), []);
  });
});
