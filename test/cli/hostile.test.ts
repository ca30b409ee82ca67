import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lock, Place } from './cli.js';

/** Files no reviewer should stumble over: each stands beside one that has a finding. */
const deep = 100_000;
const bomb = `a: &a ["lol","lol","lol","lol","lol","lol","lol","lol","lol"]\n${'bcdefghi'.split('').map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'.charAt(index)}`).join(',')}]`).join('\n')}\nservices:\n  redis:\n    image: redis:7.4\n    command: *i\n`;
const hostile: Readonly<Record<string, Readonly<Record<string, string | Buffer>>>> = {
  'a file of 5 MB': { 'big.ts': `import { Redis } from 'ioredis';\n${'// filler\n'.repeat(500_000)}` },
  'a minified file': { 'min.js': `var redis=require("ioredis");${'function a(b){return b+1};'.repeat(30_000)}` },
  'a binary file': { 'image.ts': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0, ...Buffer.from('redis')]) },
  'a file of UTF-16': { 'wide.ts': Buffer.from('\ufeffimport { Redis } from "ioredis";', 'utf16le') },
  'text that is no UTF-8': { 'latin.ts': Buffer.concat([Buffer.from('// redis '), Buffer.from([0xe9, 0xff, 0xfe]), Buffer.from('\nconst a = 1;\n')]) },
  'a YAML alias bomb': { 'docker-compose.yml': bomb },
  'a YAML alias bomb in CloudFormation': { 'template.yaml': `AWSTemplateFormatVersion: "2010-09-09"\n${bomb}Resources:\n  T:\n    Type: AWS::DynamoDB::Table\n    Properties: *i\n` },
  'deep brackets in code': { 'deep.ts': `import { Redis } from 'ioredis';\nconst redis = new Redis();\nredis.set(${'['.repeat(deep)}${']'.repeat(deep)}, 1);\n` },
  'deep calls in code': { 'deep.js': `const redis = require('ioredis')();\n${'f('.repeat(deep)}redis.get('a')${')'.repeat(deep)};\n` },
  'deep blocks in code': { 'deep.mts': `import { Redis } from 'ioredis';\n${'{'.repeat(deep)}${'}'.repeat(deep)}\n` },
  'a long chain in code': { 'chain.ts': `import { Redis } from 'ioredis';\nconst redis = new Redis();\nredis.pipeline()${".set('a', 1)".repeat(deep / 10)}.exec();\n` },
  'a long sum in code': { 'sum.ts': `import { Redis } from 'ioredis';\nconst redis = new Redis();\nredis.get('a' + ${"'b' + ".repeat(deep / 10)}'c');\n` },
  'deep template literals': { 'template.ts': `import { Redis } from 'ioredis';\nconst redis = new Redis();\nredis.get(${'`${'.repeat(deep / 10)}1${'}`'.repeat(deep / 10)});\n` },
  'unclosed code': { 'open.ts': `import { Redis } from 'ioredis';\nconst redis = new Redis();\nredis.set(${'('.repeat(deep)}` },
  'deep JSON': { 'cdk.template.json': `{"AWSTemplateFormatVersion":"2010-09-09","Resources":{"T":{"Type":"AWS::DynamoDB::Table","Properties":${'['.repeat(deep)}${']'.repeat(deep)}}}}` },
  'deep YAML': { 'deep.template.yaml': `AWSTemplateFormatVersion: "2010-09-09"\nResources: ${'['.repeat(deep)}${']'.repeat(deep)}\n# dynamodb\n` },
  'deep YAML by indent': { 'docker-compose.yaml': `services:\n${Array.from({ length: 1000 }, (_, level) => `${' '.repeat(level + 1)}redis:\n`).join('')}` },
  'deep CQL': { 'deep.cql': `SELECT * FROM t WHERE a = ${'('.repeat(deep)}1${')'.repeat(deep)};\nCREATE TABLE t (a ${'list<'.repeat(deep)}int${'>'.repeat(deep)} PRIMARY KEY);\n` },
  'deep CQL in code': { 'cql.ts': `import { Client } from 'cassandra-driver';\nconst client = new Client({ contactPoints: ['a'], localDataCenter: 'b' });\nclient.execute("SELECT * FROM t WHERE a = ${'('.repeat(deep)}");\n` },
  'a deep DynamoDB expression': { 'expression.ts': `import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';\nnew DynamoDBClient({}).send(new QueryCommand({ TableName: 't', FilterExpression: "${'NOT ('.repeat(deep)}" }));\n` },
  'a deep script': { 'lua.ts': `import { Redis } from 'ioredis';\nnew Redis().eval("${'if a then '.repeat(deep)}", 0);\n` },
  'a key made of itself': { 'cycle.ts': `import { Redis } from 'ioredis';\nconst a = b + 'x';\nconst b = a + 'y';\nconst key = (n: number): string => key(n - 1);\nnew Redis().get(a + key(1));\n` },
  'classes of themselves': { 'classes.ts': `import { Redis } from 'ioredis';\nclass A extends B { redis = new B().redis; }\nclass B extends A { redis = new A().redis; }\nnew A().redis.get('a');\n` },
  'modules of one another': { 'a.ts': "export * from './b.js';\nexport { redis } from './b.js';\nimport { redis } from './b.js';\nredis.get('redis');\n", 'b.ts': "export * from './a.js';\nexport { redis } from './a.js';\n" },
  'names of the language': { 'names.ts': "import { Redis } from 'ioredis';\nconst redis = new Redis();\nredis.set('__proto__', 'constructor');\nredis.get(`${'toString'}:__proto__`);\nredis['constructor']('x');\nredis.__proto__.get('y');\n", 'docker-compose.yml': 'services:\n  __proto__:\n    image: redis\n  constructor:\n    image: redis:7\n    command: redis-server --constructor x --__proto__ y\n', '.env': '__proto__=x\nconstructor=y\n' },
  'broken files of every kind': { 'template.yaml': 'Resources:\n  T: { Type: AWS::DynamoDB::Table, Properties: {', 'docker-compose.yml': 'services:\n\tredis:\n  - image: redis', 'cdk.json': '{"Resources":{"T":{"Type":"AWS::DynamoDB::Table"', 'schema.cql': 'CREATE TABLE (', 'redis.conf': 'maxmemory\nsave 1 2 3 "', '.env': 'REDIS_URL="x', 'serverless.yml': 'service: [\nprovider: dynamodb', 'a.ts': "import { Redis } from 'ioredis';\nconst redis = new Redis(;\nredis.set('a'" },
};

describe('hostile workspaces', function () {
  this.timeout(20_000);
  let place: Place;
  afterEach(() => place.remove());

  const reviewed = async (): Promise<string> => {
    const { code, stdout, stderr } = await place.run(['check']);
    assert.equal(code, 1, stderr);
    assert.match(stdout, /redis\/lock-without-ttl/, 'the rest is reviewed');
    assert.equal(stderr, '');
    for (const format of ['json', 'sarif']) JSON.parse((await place.run(['check', '--format', format])).stdout);
    assert.equal((await place.run(['facts'])).code, 0);
    return stdout;
  };

  for (const [name, files] of Object.entries(hostile)) {
    it(`reviews the rest beside ${name}`, async () => {
      place = new Place({ 'zz/lock.ts': lock, ...files });
      await reviewed();
    });
  }

  it('says what it did not read', async () => {
    place = new Place({ 'lock.ts': lock, ...hostile['a file of 5 MB'], ...hostile['a binary file'] });
    const stdout = await reviewed();
    assert.match(stdout, /big\.ts: is larger than 1 MiB/);
    assert.match(stdout, /image\.ts: is binary/);
  });

  it('does not follow links, in circles or away', async () => {
    place = new Place({ 'a/lock.ts': lock });
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    writeFileSync(join(outside, 'lock.ts'), lock);
    symlinkSync('..', join(place.root, 'a/loop'));
    symlinkSync(outside, join(place.root, 'away'));
    symlinkSync(join(outside, 'lock.ts'), join(place.root, 'away.ts'));
    const stdout = await reviewed();
    rmSync(outside, { recursive: true });
    assert.match(stdout, /1 finding/);
    assert.match(stdout, /3 symbolic links were not followed/);
  });

  it('goes on past a folder and a file it may not read', async function () {
    if (process.platform === 'win32' || process.getuid?.() === 0) this.skip();
    place = new Place({ 'lock.ts': lock, 'secret/lock.ts': lock, 'closed.ts': lock });
    chmodSync(join(place.root, 'secret'), 0);
    chmodSync(join(place.root, 'closed.ts'), 0);
    const stdout = await reviewed();
    chmodSync(join(place.root, 'secret'), 0o755);
    assert.match(stdout, /secret: folder could not be read \(EACCES\)/);
    assert.match(stdout, /closed\.ts: could not be read \(EACCES\)/);
  });

  it('reads no pipe', async function () {
    if (process.platform === 'win32') this.skip();
    place = new Place({ 'lock.ts': lock });
    execFileSync('mkfifo', [join(place.root, 'pipe.ts')]);
    mkdirSync(join(place.root, 'folder.ts'));
    await reviewed();
  });
});
