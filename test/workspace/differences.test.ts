import assert from 'node:assert/strict';
import { isBefore } from '../../src/workspace/deployments/products.js';
import { factsOf } from './factsOf.js';

const used = 'services:\n  app:\n    build: .\n    environment:\n      REDIS_URL: redis://redis:6379\n';
const redis = (image: string, command = '', name = 'redis'): string => `  ${name}:\n    image: ${image}\n${command === '' ? '' : `    command: redis-server ${command}\n`}`;
const code = "import Redis from 'ioredis';\nconst redis = new Redis(process.env.REDIS_URL!);\nexport const take = (id: string) => redis.getdel(`token:${id}`);\n";

describe('what development runs otherwise than production', () => {
  const rows: readonly [title: string, files: Readonly<Record<string, string>>, expected: readonly string[]][] = [
    ['each setting that is known of both', { 'compose.yaml': used + redis('redis:7.2', '--appendonly yes'), 'compose.dev.yaml': `services:\n${redis('redis:7.2', '--maxmemory-policy allkeys-lru')}` },
      ['persistence: Redis, snapshots, Redis, AOF each second', 'eviction: allkeys-lru, noeviction']],
    ['nothing where one of them is not known', { 'compose.yaml': used + redis('redis', '--appendonly yes /etc/redis.conf'), 'compose.dev.yaml': `services:\n${redis('redis:7.2')}` }, []],
    ['versions, with the commands that the older has not', { 'compose.yaml': used + redis('redis:7'), 'compose.dev.yaml': `services:\n${redis('redis:6.0')}`, 'a.ts': code }, ['version: 6.0 (without GETDEL), 7 / GETDEL']],
    ['a version without a minor is the newest of them', { 'compose.yaml': used + redis('redis:6'), 'compose.dev.yaml': `services:\n${redis('redis:7.4')}`, 'a.ts': code }, ['version: 7.4, 6']],
    ['of Valkey, whose commands part ways with those of Redis, no version', { 'compose.yaml': used + redis('valkey/valkey:8'), 'compose.dev.yaml': `services:\n${redis('valkey/valkey:7.2')}`, 'a.ts': code }, []],
    ['the one of the same name among several', { 'compose.yaml': used + redis('redis:7.2') + redis('redis:7.2', '', 'queue'), 'compose.dev.yaml': `services:\n${redis('redis:7.2', '--maxmemory-policy allkeys-lru', 'queue')}` }, ['eviction: allkeys-lru, noeviction']],
    ['nothing where it is not clear which is which', { 'compose.yaml': used + redis('redis:7.2') + redis('redis:7.2', '', 'queue'), 'compose.dev.yaml': `services:\n${redis('redis:7.2', '--maxmemory-policy allkeys-lru', 'local')}` }, []],
    ['services of a monorepo say nothing of each other', { 'shop/compose.yaml': used + redis('redis:7.2'), 'blog/compose.dev.yaml': `services:\n${redis('redis:7.2', '--maxmemory-policy allkeys-lru')}` }, []],
  ];
  for (const [title, files, expected] of rows) {
    it(title, () => {
      const found = factsOf('redis.difference', files);
      assert.deepEqual(found.map(({ setting, inDevelopment, inProduction, missing }) => `${setting}: ${inDevelopment}, ${inProduction}${missing.length === 0 ? '' : ` / ${missing.join()}`}`), expected);
    });
  }

  it('knows which of two versions is older', () => {
    const rows = [['6.0', '6.2.0', true], ['6.2.7', '6.2.0', false], ['6', '6.2.0', false], ['7.4', '6.2.0', false], ['8.4', '8.10.0', true], ['8.10', '8.4.0', false], ['alpine', '6.2.0', false]] as const;
    for (const [release, other, expected] of rows) assert.equal(isBefore(release, other), expected, `${release} before ${other}`);
  });
});
