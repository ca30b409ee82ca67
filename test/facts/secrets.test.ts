import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isSecretName, keptValue, looksSecret, withoutUserInfo } from '../../src/facts/secrets.js';

const urls: [string, string][] = [
  ['redis://user:pass@host:6379/0', 'redis://host:6379/0'],
  ['redis://:p@ss@host', 'redis://host'],
  ['redis://user:p%40ss@host', 'redis://host'],
  ['redis://:pa/ss@host:6379', 'redis://host:6379'],
  ['redis://:p@s/s@host:6379', 'redis://host:6379'],
  ['redis://:p?a#ss@host', 'redis://host'],
  ['redis://:p<w>@host', 'redis://host'],
  ['REDISS://User:Pass@Host/1', 'REDISS://Host/1'],
  ['amqp://guest:guest@rabbit:5672/vhost', 'amqp://rabbit:5672/vhost'],
  ['mongodb+srv://u:p@c.mongodb.net/db?w=majority', 'mongodb+srv://c.mongodb.net/db?w=majority'],
  ['postgres://u:p@h1,h2/db', 'postgres://h1,h2/db'],
  ['redis://:a@h1:1,redis://:b@h2:2', 'redis://h1:1,redis://h2:2'],
  ['redis://host:6379', 'redis://host:6379'],
  ['redis://host', 'redis://host'],
  ['redis://[::1]:6379/0', 'redis://[::1]:6379/0'],
  ['redis://:pw@[::1]:6379/0', 'redis://[::1]:6379/0'],
  ['redis://${HOST}:${PORT}', 'redis://${HOST}:${PORT}'],
  ['redis://:${PW}@host', 'redis://host'],
  ['redis://h1:1,h2:2', 'redis://h1:1,h2:2'],
  ['redis://user:secret', 'redis://user'],
  ['redis://:secret', 'redis://'],
  ['https://host/@scope/pkg', 'https://host/@scope/pkg'],
  ['https://u:p@host/@scope/pkg', 'https://host/@scope/pkg'],
  ['see redis://u:p@h and "redis://u:p@g"', 'see redis://h and "redis://g"'],
  ['user:pass@host:6379', 'host:6379'],
  [':pass@host:6379', 'host:6379'],
  ['me@example.com', 'me@example.com'],
  ['orders-table', 'orders-table'],
  ['', ''],
];

describe('withoutUserInfo', () => {
  for (const [text, expected] of urls) it(text, () => assert.equal(withoutUserInfo(text), expected));
  it('leaves no password, whatever its characters', () => {
    const character = fc.constantFrom(...'abcZ019:/@?#%&=+$!*.,;-_~[]{}|^\\<>'.split(''));
    fc.assert(fc.property(fc.array(character, { maxLength: 12 }), fc.constantFrom('redis', 'rediss', 'amqp', 'postgres'), (characters, scheme) => {
      const password = `${characters.join('').replaceAll('://', '')}SECRET`;
      return !withoutUserInfo(`${scheme}://user:${password}@host:6379/0`).includes('SECRET') && !withoutUserInfo(`x=${scheme}://:${password}@host`).includes('SECRET');
    }), { numRuns: 3000 });
  });
  for (const [title, text] of [['separators', '://'.repeat(100_000)], ['letters', 'a'.repeat(300_000)], ['at signs', `redis://${'@'.repeat(300_000)}`], ['colons', ':a@'.repeat(100_000)], ['one long password', `redis://:${'a:/@'.repeat(80_000)}`]] as const) {
    it(`takes little time for many ${title}`, () => {
      const started = Date.now();
      withoutUserInfo(text);
      keptValue('X', text);
      assert.ok(Date.now() - started < 1000, String(Date.now() - started));
    });
  }
});

describe('secrets', () => {
  for (const name of ['REDIS_PASSWORD', 'apiKey', 'JWT_SECRET', 'ACCESS_TOKEN', 'DB_PASS', 'PRIVATE_KEY', 'REDIS_AUTH', 'SECRET_KEY_BASE', 'PGPASSWORD', 'redis.password']) it(`${name} is one`, () => assert.ok(isSecretName(name)));
  for (const name of ['TOKENS_TABLE', 'SECRETS_TABLE_NAME', 'REDIS_HOST', 'PASSWORD_RESET_TTL', 'CACHE_KEY_PREFIX', 'AUTHOR', 'MONKEY', 'KEYSPACE', 'PASSENGER_COUNT', 'TOKEN_URL']) it(`${name} is none`, () => assert.ok(!isSecretName(name)));
  for (const text of ['AKIAIOSFODNN7EXAMPLE', 'ghp_abcdefghijklmnopqrstuvwx', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx', '0123456789abcdef0123456789abcdef', 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF', '-----BEGIN PRIVATE KEY-----']) it(`${text} looks like one`, () => assert.ok(looksSecret(text)));
  for (const text of ['orders-table-prod-eu-west-1', 'my-cluster.abc123.ng.0001.euw1.cache.amazonaws.com', 'redis://localhost:6379', '6379', 'valkey-node-0 valkey-node-1', 'com.example.Very.Long.Name.Of.Class']) it(`${text} does not`, () => assert.ok(!looksSecret(text)));
  it('cuts passwords out of connection strings', () => {
    assert.equal(keptValue('REDIS', 'host:6379,password=hunter2,ssl=True'), 'host:6379,password=,ssl=True');
    assert.equal(keptValue('URL', 'redis://h:1?password=hunter2&db=1'), 'redis://h:1?password=&db=1');
    assert.equal(keptValue('ALLOW_EMPTY_PASSWORD', 'yes'), 'yes');
  });
});
