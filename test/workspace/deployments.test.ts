import assert from 'node:assert/strict';
import { factsOf } from './factsOf.js';

const compose = (service: string): string => `services:\n  app:\n    build: .\n  redis:\n${service.split('\n').map(line => `    ${line}`).join('\n')}\n`;
const resource = (type: string, properties: string): string => `AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  Cache:\n    Type: AWS::${type}\n    Properties:\n${properties.split('\n').map(line => `      ${line}`).join('\n')}\n`;

/** What is told of the only deployment that some files declare; a field that is to be unknown is `undefined`. */
function only(files: Readonly<Record<string, string>>, expected: Readonly<Record<string, unknown>>): void {
  const found = factsOf('redis.deployment', files);
  assert.deepEqual(found.map(({ name }) => name).length, 1, found.map(({ name }) => name).join());
  const fact = found[0] as unknown as Record<string, unknown>;
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map(name => [name, fact[name]])), expected);
}

describe('deployments of Redis in compose', () => {
  const rows: readonly [title: string, service: string, expected: Readonly<Record<string, unknown>>][] = [
    ['defaults', 'image: redis:7.2-alpine', { product: 'redis', version: 7.2, persistence: 'rdb', loss: 'minutes', eviction: 'noeviction', evictionIsDefault: true, maxmemory: 0, environment: 'production', hasVolume: false, isPublished: false, requiresAuth: false }],
    ['Valkey', 'image: valkey/valkey:8', { product: 'valkey', version: 8, persistence: 'rdb' }],
    ['no persistence', 'image: redis\ncommand: redis-server --save "" --appendonly no', { persistence: 'none', loss: 'ok' }],
    ['save alone switched off', 'image: redis\ncommand: ["redis-server", "--save", ""]', { persistence: 'none' }],
    ['append-only file', 'image: redis\ncommand: redis-server --appendonly yes', { persistence: 'aof-everysec', loss: 'seconds' }],
    ['flushed always', 'image: redis\ncommand: redis-server --appendonly yes --appendfsync always', { persistence: 'aof-always', loss: 'none' }],
    ['an open value', 'image: redis\ncommand: redis-server --appendonly ${AOF}', { persistence: undefined, loss: undefined }],
    ['a script of its own', 'image: redis\ncommand: /start.sh', { persistence: undefined, eviction: undefined, requiresAuth: undefined }],
    ['eviction', 'image: redis\ncommand: redis-server --maxmemory 256mb --maxmemory-policy allkeys-lru', { eviction: 'allkeys-lru', evictionIsDefault: false, maxmemory: 268435456 }],
    ['a password', 'image: redis\ncommand: redis-server --requirepass secret', { requiresAuth: true }],
    ['a password from outside', 'image: redis\ncommand: redis-server --requirepass ${REDIS_PASSWORD}', { requiresAuth: true }],
    ['a password only in the environment', 'image: redis\nenvironment:\n  REDIS_PASSWORD: x', { requiresAuth: undefined }],
    ['a named volume', 'image: redis\nvolumes: ["data:/data"]', { hasVolume: true }],
    ['a volume elsewhere', 'image: redis\nvolumes: ["data:/var/lib/redis"]', { hasVolume: false }],
    ['dir moved onto the volume', 'image: redis\ncommand: redis-server --dir /var/lib/redis\nvolumes: ["data:/var/lib/redis"]', { hasVolume: true }],
    ['in memory', 'image: redis\ntmpfs: /data', { hasVolume: false }],
    ['published', 'image: redis\nports: ["6379:6379"]', { isPublished: true }],
    ['published on this machine', 'image: redis\nports: ["127.0.0.1:6379:6379"]', { isPublished: false }],
    ['bound inside', 'image: redis\ncommand: redis-server --bind 127.0.0.1\nports: ["6379:6379"]', { isPublished: false }],
    ['Bitnami has its own defaults', 'image: bitnami/redis:7.2\nvolumes: ["data:/bitnami/redis/data"]', { persistence: 'aof-everysec', hasVolume: true, requiresAuth: undefined }],
    ['Bitnami without a password', 'image: bitnami/redis:7.2\nenvironment:\n  ALLOW_EMPTY_PASSWORD: "yes"', { requiresAuth: false }],
  ];
  for (const [title, service, expected] of rows) it(title, () => only({ 'docker-compose.yml': compose(service) }, expected));

  it('a mounted redis.conf belongs to the service, and flags win over it', () => only({
    'deploy/docker-compose.yml': compose('image: redis\ncommand: redis-server /etc/redis.conf --maxmemory-policy noeviction\nvolumes: ["./redis.conf:/etc/redis.conf"]'),
    'deploy/redis.conf': 'appendonly yes\nmaxmemory-policy allkeys-lru\n',
  }, { name: 'redis', persistence: 'aof-everysec', eviction: 'noeviction' }));
  it('one mounted with its folder', () => only({
    'docker-compose.yml': compose('image: redis\ncommand: redis-server /conf/cache.conf\nvolumes: ["./redis:/conf"]'),
    'redis/cache.conf': 'save ""\nmaxmemory 100mb\nmaxmemory-policy allkeys-lru\n',
  }, { name: 'redis', persistence: 'none', eviction: 'allkeys-lru' }));
  it('one that is not here may say anything', () => only({
    'docker-compose.yml': compose('image: redis\ncommand: redis-server /conf/redis.conf --appendonly yes'),
  }, { persistence: undefined, eviction: undefined }));
  it('a redis.conf that nobody mounts stands for itself', () => only({ 'ops/redis.conf': 'protected-mode no\nappendonly yes\n' }, { name: 'redis.conf', isPublished: true, requiresAuth: false, persistence: 'aof-everysec' }));
  it('protected mode keeps others out', () => only({ 'ops/redis.conf': 'appendonly yes\nmaxmemory 1gb\n' }, { isPublished: false }));
});

describe('managed Redis', () => {
  const rows: readonly [title: string, type: string, properties: string, expected: Readonly<Record<string, unknown>>][] = [
    ['group with defaults', 'ElastiCache::ReplicationGroup', 'Engine: redis\nReplicationGroupDescription: x', { product: 'elasticache', engine: 'redis', eviction: 'volatile-lru', evictionIsDefault: true, hasFailover: false, isMultiZone: false, copies: 1, snapshotDays: 0, loss: 'ok', isManaged: true, persistence: 'managed' }],
    ['with failover', 'ElastiCache::ReplicationGroup', 'Engine: valkey\nAutomaticFailoverEnabled: true\nMultiAZEnabled: true\nNumCacheClusters: 2\nSnapshotRetentionLimit: 7', { hasFailover: true, isMultiZone: true, copies: 2, snapshotDays: 7, loss: 'seconds' }],
    ['decided by a parameter', 'ElastiCache::ReplicationGroup', 'Engine: redis\nAutomaticFailoverEnabled: !Ref Failover', { hasFailover: undefined, isMultiZone: false }],
    ['shards have failover', 'ElastiCache::ReplicationGroup', 'Engine: redis\nNumNodeGroups: 3\nReplicasPerNodeGroup: 1', { hasFailover: true, copies: 2 }],
    ['a parameter group from elsewhere', 'ElastiCache::ReplicationGroup', 'Engine: redis\nCacheParameterGroupName: ours', { eviction: undefined }],
    ['durable', 'ElastiCache::ReplicationGroup', 'Engine: valkey\nDurability: sync', { loss: 'none' }],
    ['single node', 'ElastiCache::CacheCluster', 'Engine: redis\nNumCacheNodes: 1', { hasFailover: false, copies: 1, loss: 'ok' }],
    ['Serverless', 'ElastiCache::ServerlessCache', 'Engine: valkey\nServerlessCacheName: x', { product: 'elasticache-serverless', eviction: 'volatile-lru', evictionIsDefault: false, hasFailover: true, isMultiZone: true, loss: 'seconds' }],
    ['MemoryDB', 'MemoryDB::Cluster', 'ClusterName: x\nNodeType: db.t4g.small', { product: 'memorydb', loss: 'none', copies: 2, hasFailover: true, eviction: undefined }],
  ];
  for (const [title, type, properties, expected] of rows) it(title, () => only({ 'template.yaml': resource(type, properties) }, expected));
});

describe('where a deployment runs', () => {
  const plain = compose('image: redis');
  const rows: readonly [title: string, files: Readonly<Record<string, string>>, expected: readonly string[]][] = [
    ['alone: production', { 'docker-compose.yml': plain }, ['docker-compose.yml production']],
    ['told by name to an application', { 'docker-compose.yml': 'services:\n  web:\n    image: acme/web\n    environment:\n      REDIS_URL: redis://redis:6379\n  redis:\n    image: redis\n' }, ['docker-compose.yml production']],
    ['another host of as many letters is no use of it', { 'docker-compose.yml': 'services:\n  web:\n    image: acme/web\n    environment:\n      S3_URL: http://minio:9000\n  redis:\n    image: redis\n' }, ['docker-compose.yml development']],
    ['what is built waits for another', { 'docker-compose.yml': 'services:\n  database:\n    build: ./database\n  migrator:\n    build: ./migrator\n    depends_on: [database]\n  redis:\n    image: redis\n' }, ['docker-compose.yml development']],
    ['with nothing that uses it: for local work', { 'docker-compose.yml': 'services:\n  redis:\n    image: redis\n' }, ['docker-compose.yml development']],
    ['by its folder', { 'examples/docker-compose.yml': plain }, ['examples/docker-compose.yml development']],
    ['by its name', { 'docker-compose.override.yml': plain }, ['docker-compose.override.yml development']],
    ['latest is not test', { 'latest/docker-compose.yml': plain }, ['latest/docker-compose.yml production']],
    ['beside one for production', { 'docker-compose.yml': plain, 'docker-compose.prod.yml': plain }, ['docker-compose.prod.yml production', 'docker-compose.yml development']],
    ['beside a managed one', { 'docker-compose.yml': plain, 'infra/template.yaml': resource('ElastiCache::CacheCluster', 'Engine: redis') }, ['docker-compose.yml development', 'infra/template.yaml production']],
    ['two projects', { 'a/docker-compose.yml': plain, 'b/template.yaml': resource('ElastiCache::CacheCluster', 'Engine: redis') }, ['a/docker-compose.yml production', 'b/template.yaml production']],
  ];
  for (const [title, files, expected] of rows) {
    it(title, () => assert.deepEqual(factsOf('redis.deployment', files).map(({ places, environment }) => `${(places['self'] as { file: string }).file} ${environment}`), expected));
  }
});

describe('DynamoDB tables', () => {
  const table = (properties: string, more = ''): string => resource('DynamoDB::Table', `TableName: orders\nKeySchema:\n  - { AttributeName: id, KeyType: HASH }\n${properties}`.trim()) + more;
  const backup = (resources: string): string => `  Plan:\n    Type: AWS::Backup::BackupSelection\n    Properties:\n      BackupPlanId: x\n      BackupSelection:\n        SelectionName: x\n        IamRoleArn: y\n${resources}`;
  const rows: readonly [title: string, text: string, expected: Readonly<Record<string, unknown>>][] = [
    ['plain', table(''), { tableName: 'orders', partitionKey: 'id', hasTtl: false, hasPointInTimeRecovery: false, isBackedUp: false, globalIndexes: [] }],
    ['with recovery', table('PointInTimeRecoverySpecification:\n  PointInTimeRecoveryEnabled: true'), { hasPointInTimeRecovery: true }],
    ['recovery by a parameter', table('PointInTimeRecoverySpecification:\n  PointInTimeRecoveryEnabled: !Ref Recover'), { hasPointInTimeRecovery: undefined }],
    ['with TTL', table('TimeToLiveSpecification:\n  AttributeName: expiresAt\n  Enabled: true'), { hasTtl: true, ttlAttribute: 'expiresAt' }],
    ['TTL off', table('TimeToLiveSpecification:\n  AttributeName: expiresAt\n  Enabled: false'), { hasTtl: false, ttlAttribute: undefined }],
    ['simple', resource('Serverless::SimpleTable', 'TableName: orders'), { hasPointInTimeRecovery: false, partitionKey: 'id' }],
    ['backed up by reference', table('', backup('        Resources: [!GetAtt Cache.Arn]\n')), { isBackedUp: true }],
    ['backed up by tag', table('Tags:\n  - { Key: backup, Value: daily }', backup('        ListOfTags:\n          - { ConditionType: STRINGEQUALS, ConditionKey: backup, ConditionValue: daily }\n')), { isBackedUp: true }],
    ['another tag', table('Tags:\n  - { Key: backup, Value: weekly }', backup('        ListOfTags:\n          - { ConditionType: STRINGEQUALS, ConditionKey: backup, ConditionValue: daily }\n')), { isBackedUp: false }],
  ];
  for (const [title, text, expected] of rows) {
    it(title, () => {
      const [fact] = factsOf('dynamodb.table', { 'template.yaml': text }) as unknown as Record<string, unknown>[];
      assert.ok(fact);
      assert.deepEqual(Object.fromEntries(Object.keys(expected).map(name => [name, fact[name]])), expected);
    });
  }
});

describe('what a server is used for', () => {
  const files = {
    'docker-compose.yml': `services:
  app: { build: ., depends_on: [redis] }
  worker: { build: ., command: celery -A shop worker, environment: { CELERY_BROKER_URL: 'redis://redis:6379' } }
  redis: { image: redis:7 }
`,
    'a.ts': `import Redis from 'ioredis';
const redis = new Redis('redis://redis:6379');
// datastore: role=cache source=postgres
export const page = (id: string) => redis.set(\`page:\${id}\`, '', 'EX', 60);
// datastore: role=session
export const login = (id: string) => redis.set(\`sess:\${id}\`, '', 'EX', 60);
`,
  };
  const rows: readonly [place: string, expected: readonly string[]][] = [
    ['uses', ['a.ts', 'a.ts', 'docker-compose.yml']],
    ['lasting', ['a.ts', 'docker-compose.yml']],
  ];
  const [server] = factsOf('redis.deployment', files);
  for (const [name, expected] of rows) it(name, () => assert.deepEqual((server?.places[name] as readonly { file: string }[]).map(({ file }) => file), expected));
  it('by workers of other languages too', () => assert.deepEqual(server?.libraries, ['celery']));
});
