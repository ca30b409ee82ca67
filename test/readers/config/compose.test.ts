import assert from 'node:assert/strict';
import type { RedisServer } from '../../../src/facts/config.js';
import { compose } from '../../../src/readers/config/compose.js';
import { check, readConfig, settingTexts, withoutRange } from './check.js';

/** One service named `redis` with these lines. */
function service(...lines: string[]): string {
  return ['services:', '  redis:', ...lines.map(line => `    ${line}`), ''].join('\n');
}

function redis(text: string): RedisServer {
  const found = readConfig(compose, text).facts.find(fact => fact.kind === 'redis.server');
  assert.ok(found, text);
  return found;
}

function settings(...command: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(redis(service('image: redis:7', ...command)).settings).map(([name, { value }]) => [name, value ?? '?']));
}

describe('compose', () => {
  describe('images', () => {
    const images: [string, string | undefined, string?][] = [
      ['redis', 'redis'], ['redis:7-alpine', 'redis', '7'], ['redis:7.2.4', 'redis', '7.2.4'], ['redis:alpine', 'redis'], ['redis:latest', 'redis'],
      ['docker.io/library/redis:7', 'redis', '7'], ['public.ecr.aws/elasticache/valkey:8.1', 'valkey', '8.1'], ['registry.local:5000/team/redis:6.2', 'redis', '6.2'],
      ['redis:7@sha256:3e1b24a1a8f24ff926b15e5ace8c38a03e5657fb66e1fc7e5188e315aa5fa094', 'redis', '7'],
      ['"${REDIS_IMAGE:-redis:7-alpine}"', 'redis', '7'], ['redis:${REDIS_VERSION:-6.2}', 'redis', '6.2'], ['redis:${REDIS_VERSION}', 'redis'],
      ['redis/redis-stack-server:7.2.0-v10', 'redis', '7.2.0'], ['bitnami/redis:7.2', 'redis', '7.2'], ['bitnamilegacy/valkey-cluster:8.0', 'valkey', '8.0'],
      ['valkey/valkey:8-bookworm', 'valkey', '8'], ['eqalpha/keydb:alpine_x86_64_v6.3.4', 'keydb', '6.3.4'],
      ['docker.dragonflydb.io/dragonflydb/dragonfly:v1.40.1', 'dragonfly', '1.40.1'],
      ['cassandra:5.0', 'cassandra', '5.0'], ['scylladb/scylla:6.2', 'scylladb', '6.2'], ['datastax/dse-server:6.8.50', 'dse', '6.8.50'],
      ['bitnami/redis-sentinel:7', undefined], ['oliver006/redis_exporter', undefined], ['redislabs/redisinsight:latest', undefined], ['rediscommander/redis-commander', undefined], ['postgres:16', undefined],
    ];
    for (const [image, product, version] of images) {
      it(`${image} is ${product ?? 'no store'} ${version ?? ''}`, () => {
        const [fact] = readConfig(compose, service(`image: ${image}`)).facts;
        const server = fact?.kind === 'redis.server' || fact?.kind === 'cassandra.server' ? fact : undefined;
        assert.equal(server?.product, product);
        assert.equal(server?.version, version);
      });
    }
  });

  describe('command', () => {
    const commands: [string, string[], Record<string, unknown>][] = [
      ['text', ['command: redis-server --save 60 1 --loglevel warning'], { save: '60 1', loglevel: 'warning' }],
      ['flags alone', ['command: --appendonly yes'], { appendonly: 'yes' }],
      ['a list', ['command: ["redis-server", "--appendonly", "yes", "--maxmemory", "256mb"]'], { appendonly: 'yes', maxmemory: '256mb' }],
      ['a block list', ['command:', '  - redis-server', '  - --save', '  - ""', '  - --appendonly', '  - "no"'], { save: '', appendonly: 'no' }],
      ['no snapshots', ['command: redis-server --save "" --appendonly no'], { save: '', appendonly: 'no' }],
      ['a folded text', ['command: >', '  redis-server', '  --maxmemory 256mb', '  --maxmemory-policy allkeys-lru'], { 'maxmemory': '256mb', 'maxmemory-policy': 'allkeys-lru' }],
      ['a shell', ['command: sh -c "redis-server --appendonly yes"'], { appendonly: 'yes' }],
      ['a shell in a list', ['command: ["sh", "-c", "rm -f /data/x && exec redis-server --appendonly yes > /log"]'], { appendonly: 'yes' }],
      ['repeated saves', ['command: redis-server --save 900 1 --save 60 1000'], { save: '900 1 60 1000' }],
      ['the last wins', ['command: redis-server --appendonly no --appendonly yes'], { appendonly: 'yes' }],
      ['a default', ['command: redis-server --maxmemory ${MAX:-256mb}'], { maxmemory: '256mb' }],
      ['a variable', ['command: redis-server --maxmemory ${MAX}'], { maxmemory: '?' }],
      ['a password', ['command: redis-server --requirepass ${REDIS_PASSWORD}'], { requirepass: '?' }],
      ['a literal password', ['command: redis-server --requirepass hunter2'], { requirepass: '?' }],
      ['an empty password', ['command: redis-server --requirepass ""'], { requirepass: '' }],
      ['a shell variable', ['command: sh -c "redis-server --requirepass $$PW --port 7000"'], { requirepass: '?', port: '7000' }],
      ['flags of a variable', ['command: redis-server --appendonly yes ${MORE}'], { 'appendonly': 'yes', '*': '?' }],
      ['an entry point', ['entrypoint: redis-server', 'command: --appendonly yes'], { appendonly: 'yes' }],
      ['a script', ['command: /start.sh'], { '*': '?' }],
      ['an equals sign', ['command: redis-server --appendonly=yes'], { appendonly: 'yes' }],
      ['a user', ['command: redis-server --user default on >secret ~* +@all'], { user: 'default on >* ~* +@all' }],
      ['none', [], {}],
    ];
    for (const [title, lines, expected] of commands) it(title, () => assert.deepEqual(settings(...lines), expected));

    it('names the configuration file', () => {
      const server = redis(service('image: redis', 'command: redis-server /etc/redis.conf --maxmemory 256mb'));
      assert.equal(server.configFile?.path, '/etc/redis.conf');
      assert.equal(server.settings.maxmemory?.value, '256mb');
    });
    it('marks the words of each flag', () => {
      const text = service('image: redis', 'command: >', '  redis-server --save 60 1', '  --requirepass "a b"', '  --save ""', '  --maxmemory ${MAX:-256mb} --port 7000');
      assert.deepEqual(settingTexts(text, redis(text).settings), { save: '--save ""', requirepass: '--requirepass "a b"', maxmemory: '--maxmemory ${MAX:-256mb}', port: '--port 7000' });
    });
    it('never keeps a password', () => {
      for (const line of ['redis-server --requirepass hunter2 --masterauth hunter2', 'sh -c "redis-server --requirepass hunter2"', 'redis-server --user default on >hunter2', 'redis-server --requirepass=hunter2']) {
        assert.ok(!JSON.stringify(readConfig(compose, service('image: redis', `command: ${line}`, 'environment: [REDIS_PASSWORD=hunter2, "URL=redis://:hunter2@h"]'))).includes('hunter2'), line);
      }
    });
    for (const command of ['redis-cli --cluster create a:1', 'sh -c "sleep 5; redis-cli ping"', 'redis-sentinel /etc/sentinel.conf', 'redis-server /etc/sentinel.conf --sentinel', 'redis-benchmark']) {
      it(`${command} starts no server`, () => check(compose, service('image: redis', `command: ${command}`), []));
    }
    it('a command tells the store where the image does not', () => check(compose, service('build: .', 'command: valkey-server --save ""'), [{ kind: 'redis.server', product: 'valkey', settings: { save: '' } }]));
    it('a schema loader is no cassandra server', () => {
      check(compose, service('image: cassandra:4', 'command: bash -c "cqlsh cassandra -f /schema.cql"'), []);
      check(compose, service('image: cassandra:4', 'command: /init.sh'), []);
    });
  });

  describe('environment of the image', () => {
    const cases: [string, string[], Record<string, unknown>][] = [
      ['bitnami', ['image: bitnami/redis:7', 'environment:', '  ALLOW_EMPTY_PASSWORD: "yes"', '  REDIS_AOF_ENABLED: "no"', '  REDIS_EXTRA_FLAGS: --maxmemory-policy noeviction'],
        { ALLOW_EMPTY_PASSWORD: 'yes', appendonly: 'no', 'maxmemory-policy': 'noeviction' }],
      ['bitnami password', ['image: bitnami/redis:7', 'environment: [REDIS_PASSWORD=x]'], { requirepass: '?' }],
      ['bitnami replica', ['image: bitnami/valkey:8', 'environment: [VALKEY_REPLICATION_MODE=replica, VALKEY_PRIMARY_HOST=primary]'], { replicaof: 'primary 6379' }],
      ['bitnami snapshots', ['image: bitnami/redis:7', 'environment: ["REDIS_RDB_POLICY=900#1 60#100"]'], { save: '900 1 60 100' }],
      ['the official image has none', ['image: redis:7', 'environment: [REDIS_PASSWORD=x]'], {}],
      ['stack', ['image: redis/redis-stack', 'environment:', '  REDIS_ARGS: "--requirepass x --appendonly yes"'], { requirepass: '?', appendonly: 'yes' }],
      ['dragonfly', ['image: dragonflydb/dragonfly', 'environment:', '  DFLY_maxmemory: 2gb'], { maxmemory: '2gb' }],
    ];
    for (const [title, lines, expected] of cases) it(title, () => check(compose, service(...lines), [{ settings: expected }]));
  });

  describe('volumes', () => {
    const volumes: [string, object[]][] = [
      ['volumes: [redis_data:/data]', [{ type: 'volume', source: 'redis_data', target: '/data' }]],
      ['volumes: ["./data:/data:rw,z"]', [{ type: 'bind', source: './data', target: '/data' }]],
      ['volumes: ["/srv/redis:/data"]', [{ type: 'bind', source: '/srv/redis', target: '/data' }]],
      ['volumes: ["~/redis:/data"]', [{ type: 'bind', source: '~/redis', target: '/data' }]],
      ['volumes: ["C:\\\\redis:/data"]', [{ type: 'bind', source: 'C:\\redis', target: '/data' }]],
      ['volumes: ["${DIR:-./data}:/data"]', [{ type: 'bind', source: './data', target: '/data' }]],
      ['volumes: ["${DIR}:/data"]', [{ type: 'bind', source: '*', target: '/data' }]],
      ['volumes: [/data]', [{ type: 'anonymous', target: '/data' }]],
      ['tmpfs: /data', [{ type: 'tmpfs', target: '/data' }]],
      ['tmpfs: ["/data:size=64m", /run]', [{ type: 'tmpfs', target: '/data' }, { type: 'tmpfs', target: '/run' }]],
      ['volumes: [{type: volume, source: redis, target: /data}]', [{ type: 'volume', source: 'redis', target: '/data' }]],
      ['volumes: [{type: volume, target: /data}]', [{ type: 'anonymous', target: '/data' }]],
      ['volumes: [{type: bind, source: ./d, target: /data, read_only: true}]', [{ type: 'bind', source: './d', target: '/data' }]],
      ['volumes: [{type: tmpfs, target: /data}]', [{ type: 'tmpfs', target: '/data' }]],
      ['restart: always', []],
    ];
    for (const [line, expected] of volumes) {
      it(line, () => assert.deepEqual(redis(service('image: redis', line)).container?.volumes.map(withoutRange), expected));
    }
  });

  describe('ports', () => {
    const ports: [string, object[]][] = [
      ['["6379:6379"]', [{ published: '6379', target: '6379' }]],
      ['["127.0.0.1:6379:6379"]', [{ host: '127.0.0.1', published: '6379', target: '6379' }]],
      ['[6379]', [{ target: '6379' }]],
      ['["${PORT:-6380}:6379"]', [{ published: '6380', target: '6379' }]],
      ['["${PORT}:6379"]', [{ published: '*', target: '6379' }]],
      ['["${BIND:-127.0.0.1}:6379:6379/tcp"]', [{ host: '127.0.0.1', published: '6379', target: '6379' }]],
      ['["${BIND}:6379:6379"]', [{ host: '*', published: '6379', target: '6379' }]],
      ['["7000-7005:7000-7005"]', [{ published: '7000-7005', target: '7000-7005' }]],
      ['["[::1]:6379:6379"]', [{ host: '::1', published: '6379', target: '6379' }]],
      ['["127.0.0.1::6379"]', [{ host: '127.0.0.1', target: '6379' }]],
      ['[{target: 6379, published: "6380", host_ip: 127.0.0.1}]', [{ host: '127.0.0.1', published: '6380', target: '6379' }]],
      ['[{target: 6379}]', [{ target: '6379' }]],
    ];
    for (const [line, expected] of ports) {
      it(line, () => assert.deepEqual(redis(service('image: redis', `ports: ${line}`)).container?.ports.map(withoutRange), expected));
    }
  });

  it('knows every name of a service', () => {
    const text = `services:
  redis:
    image: redis
    container_name: my-redis
    hostname: redis-host
    networks:
      back:
        aliases: [cache, sessions]
  web:
    image: web
    links: ["redis:db"]
`;
    assert.deepEqual(redis(text).hosts, ['redis', 'my-redis', 'redis-host', 'cache', 'sessions', 'db']);
  });

  it('gives the environment of the others', () => check(compose, `services:
  web:
    image: web
    environment:
      REDIS_URL: redis://:p4ss@redis:6379/0
      PORT: 3000
      HOST: \${HOST:-cache}
      JWT_SECRET: abc
      TABLE: orders-\${STAGE}
      PASSED:
  worker:
    build: .
    environment: ["REDIS_HOST=redis", "QUEUE=\${Q}", PASSED]
`, [
    { kind: 'environment', scope: 'web', name: 'REDIS_URL', value: 'redis://redis:6379/0' },
    { name: 'PORT', value: '3000' }, { name: 'HOST', value: 'cache' }, { name: 'JWT_SECRET', value: undefined }, { name: 'TABLE', value: 'orders-*' }, { name: 'PASSED', value: undefined },
    { scope: 'worker', name: 'REDIS_HOST', value: 'redis' }, { name: 'QUEUE', value: undefined }, { name: 'PASSED', value: undefined },
  ]));

  it('follows anchors, merge keys and extends', () => {
    check(compose, `x-redis: &redis
  image: redis:7
  restart: always
x-env: &env
  REDIS_HOST: one
services:
  one:
    <<: *redis
    command: redis-server --appendonly yes
  two:
    extends: one
    command: redis-server --port 7000
  three:
    extends: { service: two }
    volumes: [data:/data]
  web:
    image: web
    environment: { <<: *env, A: b }
`, [
      { name: 'one', version: '7', container: { restart: 'always' }, settings: { appendonly: 'yes' } },
      { name: 'two', container: { restart: 'always' }, settings: { port: '7000' } },
      { name: 'three', container: { volumes: [{ source: 'data' }] }, settings: { port: '7000' } },
      { name: 'A', value: 'b' }, { name: 'REDIS_HOST', value: 'one' },
    ]);
  });
  it('says when a service extends another file', () => {
    const file = readConfig(compose, service('image: redis', 'extends: { file: base.yml, service: redis }'));
    assert.equal(file.incomplete.length, 1);
    assert.ok(redis(service('image: redis', 'extends: { file: base.yml, service: redis }')).settings['*']);
  });
  it('survives a service that extends itself', () => check(compose, service('image: redis', 'extends: redis'), [{ kind: 'redis.server' }]));

  it('reads version 1', () => check(compose, 'redis:\n  image: redis:3\n  ports: ["6379:6379"]\nweb:\n  build: .\n  links: [redis]\n', [{ kind: 'redis.server', name: 'redis', version: '3' }]));
  it('reads several documents, Windows line ends and a byte order mark', () => check(compose, '\uFEFFservices:\r\n  a:\r\n    image: redis:7\r\n---\r\nservices:\r\n  b:\r\n    image: valkey/valkey:8\r\n', [{ name: 'a', version: '7' }, { name: 'b', version: '8' }]));

  it('anchors', () => {
    const text = service('image: redis:7  # cache', 'volumes:', '  - data:/data', 'ports: ["1:2"]') + '  web:\n    image: web\n';
    const server = redis(text);
    const at = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
    assert.equal(at(server.nameRange), 'redis');
    assert.equal(at(server.range), text.slice(text.indexOf('redis:'), text.indexOf('\n  web')));
    assert.ok(server.container);
    assert.equal(at(server.container.imageRange), 'image: redis:7');
    assert.equal(server.container.volumesRange && at(server.container.volumesRange), 'volumes:\n      - data:/data');
    assert.equal(server.container.volumes[0] && at(server.container.volumes[0].range), 'data:/data');
    assert.deepEqual(server.container.insertAt, { offset: text.indexOf('\n  web'), indent: '    ' });
  });
  it('inserts after a comment at the end of the last line, and not into braces', () => {
    const text = service('image: redis # the cache');
    assert.deepEqual(redis(text).container?.insertAt, { offset: text.trimEnd().length, indent: '    ' });
    assert.equal(redis('services: { redis: { image: redis } }').container?.insertAt, undefined);
  });
  it('keeps comments that speak to this tool', () => {
    const { comments } = readConfig(compose, 'services:\n  # datastore: role=cache\n  redis: # only a cache\n    image: redis # fast\n    command: "# datastore: no"\n');
    assert.deepEqual(comments.map(({ text }) => text), ['datastore: role=cache', 'only a cache']);
  });

  describe('half typed', () => {
    const texts: [string, string][] = [
      ['an open bracket', 'services:\n  web:\n    ports: [\n    image: x\n  redis:\n    image: redis\n'],
      ['an open quote', 'services:\n  web:\n    command: "a\n  redis:\n    image: redis\n'],
      ['an open quote in a list', 'services:\n  web:\n    ports: ["a\n  redis:\n    image: redis\n    command: "redis-server"\n'],
      ['a key without colon', 'services:\n  redis:\n    image: redis\n    comm\n  web:\n    image: x\n'],
      ['a tab', 'services:\n  web:\n\timage: x\n  redis:\n    image: redis\n'],
      ['an unknown alias', 'services:\n  web:\n    <<: *nothing\n  redis:\n    image: redis\n'],
      ['a template', '{{- if x }}\nservices:\n  redis:\n    image: redis\n    restart: {{ .Values.restart }}\n{{- end }}\n'],
    ];
    for (const [title, text] of texts) it(title, () => assert.equal(redis(text).name, 'redis'));
  });

  describe('accepts', () => {
    const cases: [boolean, string, string][] = [
      [true, 'docker-compose.yml', 'version: "3"\nservices:\n  redis:\n    image: redis\n'],
      [true, 'a/stack.yaml', 'x-a: &a\n  b: c\nservices:\n  web:\n    <<: *a\n    build: .\n'],
      [true, 'old.yml', 'web:\n  build: .\n  links: [redis]\nredis:\n  image: redis\n'],
      [false, '.gitlab-ci.yml', 'services:\n  - redis:latest\ntest:\n  image: node\n  script: x\n'],
      [false, '.gitlab-ci.yml', 'test:\n  image: node\n  script: x\n'],
      [false, '.github/workflows/ci.yml', 'jobs:\n  a:\n    services:\n      redis:\n        image: redis\n'],
      [false, 'values.yaml', 'redis:\n  enabled: true\n  image:\n    repository: redis\n'],
      [false, 'symfony.yaml', 'services:\n  App\\Cache:\n    class: Redis\n'],
      [false, 'README.md', 'services:\n  redis:\n    image: redis\n'],
      [false, 'package.json', '{"services": {"a": {"image": "redis"}}}'],
    ];
    for (const [expected, path, text] of cases) it(`${String(expected)} ${path}`, () => assert.equal(compose.accepts(path, text), expected));
  });
});
