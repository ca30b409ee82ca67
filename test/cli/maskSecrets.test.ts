import assert from 'node:assert/strict';
import { maskSecrets } from '../../src/cli/formats/maskSecrets.js';

const hidden: readonly (readonly [line: string, shown: string, kind: 'code' | 'config'])[] = [
  [`new Redis('redis://user:hunter2@cache:6379');`, `new Redis('redis://************@cache:6379');`, 'code'],
  ['new Redis(`rediss://:hunter2@${host}`);', 'new Redis(`rediss://********@${host}`);', 'code'],
  [`new Redis('redis://cache:hunter2`, `new Redis('redis://cache:*******`, 'code'],
  [`createClient({ socket: { host: 'cache' }, password: 'hunter2' })`, `createClient({ socket: { host: 'cache' }, password: '*******' })`, 'code'],
  [`createClient({ 'password': "hun'ter2" })`, `createClient({ 'password': "********" })`, 'code'],
  [`const pw = process.env.REDIS_PASSWORD ?? 'hunter2';`, `const pw = process.env.REDIS_PASSWORD ?? '*******';`, 'code'],
  [`authProvider: new PlainTextAuthProvider('cassandra', 'hunter2'),`, `authProvider: new PlainTextAuthProvider('*********', '*******'),`, 'code'],
  [`await redis.auth('hunter2');`, `await redis.auth('*******');`, 'code'],
  [`await redis.call('AUTH', 'user', 'hunter2');`, `await redis.call('AUTH', '****', '*******');`, 'code'],
  [`secretAccessKey: "abc",`, `secretAccessKey: "***",`, 'code'],
  [`await redis.set('x', 'ghp_abcdefghijklmnopqrst');`, `await redis.set('x', '************************');`, 'code'],
  [`    command: redis-server --requirepass hunter2 --maxmemory 256mb`, `    command: redis-server --requirepass ******* --maxmemory 256mb`, 'config'],
  [`    command: ["redis-server", "--requirepass", "hunter2"]`, `    command: ["redis-server", "--requirepass", "*******"]`, 'config'],
  [`      REDIS_URL: redis://user:hunter2@cache:6379`, `      REDIS_URL: redis://************@cache:6379`, 'config'],
  [`      - REDIS_PASSWORD=hunter2`, `      - REDIS_PASSWORD=*******`, 'config'],
  [`    command: redis-server --masterauth "hunter2" --port 6379`, `    command: redis-server --masterauth "*******" --port 6379`, 'config'],
  [`masterauth "hunter2"`, `masterauth "*******"`, 'config'],
  [`execute("SELECT * FROM users WHERE password = 'hunter2' ALLOW FILTERING")`, `execute("SELECT * FROM users WHERE password = '*******' ALLOW FILTERING")`, 'code'],
  [`redis.set('a', '{"password":"hunter2"}');`, `redis.set('a', '{"password":"*******"}');`, 'code'],
  [`Item: { id: { S: '1' }, password: { S: 'hunter2' }, 'api_key': {"S": "hunter2"} }`, `Item: { id: { S: '1' }, password: { S: '*******' }, 'api_key': {"S": "*******"} }`, 'code'],
  [`connect('host=redis;password=hunter2;ssl=true')`, `connect('host=redis;password=*******;ssl=true')`, 'code'],
  [`requirepass hunter2`, `requirepass *******`, 'config'],
  [`user app on >hunter2 ~* +@all`, `user app on >******* ~* +@all`, 'config'],
  [`      AuthToken: hunter2hunter2hunter2`, `      AuthToken: *********************`, 'config'],
  [`      AuthToken: "hunter2"`, `      AuthToken: "*******"`, 'config'],
  [`HOSTS=app:hunter2@10.0.0.1:6379`, `HOSTS=***********@10.0.0.1:6379`, 'config'],
];
const shown: readonly string[] = [
  "const key = `lock:checkout:${cartId}`;",
  `  const acquired = await redis.set(key, '1', 'NX');`,
  `await redis.set('token:' + id, JSON.stringify(order), 'EX', 300);`,
  `const redis = new Redis('redis://cache:6379/0');`,
  `const redis = new Redis(process.env.REDIS_URL ?? 'redis://localhost:6379');`,
  `const token = randomUUID();`,
  `    image: redis:7.4-alpine`,
  `    command: redis-server --maxmemory 256mb --maxmemory-policy allkeys-lru`,
];

describe('masking secrets in shown lines', () => {
  for (const [line, expected, kind] of hidden) {
    it(line, () => assert.equal(maskSecrets(line, kind === 'code'), expected));
  }
  for (const line of shown) {
    it(`leaves ${line}`, () => {
      assert.equal(maskSecrets(line, true), line);
      if (!line.includes('(')) assert.equal(maskSecrets(line, false), line);
    });
  }
});
