import assert from 'node:assert/strict';
import { serverless } from '../../../src/readers/config/serverless.js';
import { check, readConfig } from './check.js';

const head = `service: shop
provider:
  name: aws
  stage: \${opt:stage, 'dev'}
  region: eu-west-1
  environment:
    GLOBAL: shop-\${self:provider.stage}
custom:
  plain: orders
  chain: \${self:custom.plain}-table
  staged: \${self:service}-\${self:provider.stage}-orders
  byStage: { dev: { mode: PAY_PER_REQUEST, table: d }, prod: { mode: PAY_PER_REQUEST, table: p } }
  pitr: true
  throughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 }
  keys: [{ AttributeName: pk, KeyType: HASH }]
  loop: \${self:custom.loop}
  elsewhere: \${file(config.yml):table}
`;
function tableName(written: string): string | undefined {
  const text = `${head}resources:\n  Resources:\n    T:\n      Type: AWS::DynamoDB::Table\n      Properties:\n        TableName: ${written}\n`;
  const fact = readConfig(serverless, text).facts.find(({ kind }) => kind === 'dynamodb.table');
  return fact?.kind === 'dynamodb.table' ? fact.tableName : undefined;
}

describe('serverless', () => {
  describe('variables', () => {
    const names: [string, string | undefined][] = [
      ['orders', 'orders'],
      ['${self:custom.plain}', 'orders'],
      ['${self:custom.chain}', 'orders-table'],
      ['${self:custom.staged}', 'shop-*-orders'],
      ['${self:service}', 'shop'],
      ['${self:service.name}', 'shop'],
      ['${self:provider.region}-t', 'eu-west-1-t'],
      ['${self:provider.environment.GLOBAL}', 'shop-*'],
      ['${sls:stage}-orders', '*-orders'],
      ["${opt:stage, 'dev'}-orders", '*-orders'],
      ['${env:TABLE}', undefined],
      ["${env:TABLE, 'orders'}", undefined],
      ["${self:custom.missing, 'fallback'}", 'fallback'],
      ['${self:custom.missing, self:custom.plain}', 'orders'],
      ['${self:custom.missing}', undefined],
      ['${self:custom.byStage.prod.table}', 'p'],
      ['${self:custom.byStage.${self:provider.stage}.table}', undefined],
      ['${self:custom.byStage.${sls:stage}.mode}', 'PAY_PER_REQUEST'],
      ['${self:custom.loop}', undefined],
      ['${self:custom.elsewhere}-x', '*-x'],
      ['${file(x.yml):y}', undefined],
      ['${ssm:/app/table}', undefined],
      ['!Sub "${self:custom.plain}-${AWS::Region}"', 'orders-*'],
      ['{ "Fn::Join": ["-", ["${self:custom.plain}", { Ref: "AWS::StackName" }]] }', 'orders-*'],
      ['${self:custom.plain', '${self:custom.plain'],
    ];
    for (const [written, expected] of names) it(written, () => assert.equal(tableName(written), expected));
  });

  it('follows variables that stand for more than text', () => check(serverless, `${head}resources:
  Resources:
    T:
      Type: AWS::DynamoDB::Table
      DeletionPolicy: Retain
      Properties:
        KeySchema: \${self:custom.keys}
        ProvisionedThroughput: \${self:custom.throughput}
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: "\${self:custom.pitr}" }
        BillingMode: \${self:custom.byStage.\${sls:stage}.mode}
        StreamSpecification: \${file(stream.yml)}
`, [{ name: 'GLOBAL' }, {
    kind: 'dynamodb.table', partitionKey: 'pk', attributes: { DeletionPolicy: 'Retain' },
    settings: {
      'ProvisionedThroughput.ReadCapacityUnits': 5, 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled': true,
      'BillingMode': 'PAY_PER_REQUEST', 'StreamSpecification': '?',
    },
  }]));

  it('gives the environment of the provider and the functions', () => check(serverless, `service: { name: shop }
provider:
  name: aws
  environment:
    TABLE: !Ref Orders
    STAGE: \${sls:stage}
    REDIS_URL: redis://u:p4ss@\${self:custom.host}:6379
    TOKEN: abc
custom: { host: cache.internal }
functions:
  create:
    handler: a.b
    environment: { OWN: x, HOST: !GetAtt Cache.RedisEndpoint.Address }
  none:
    handler: a.c
resources:
  - Resources:
      Orders: { Type: AWS::DynamoDB::Table, Properties: { TableName: orders } }
  - \${file(more.yml)}
  - Resources:
      Cache: { Type: AWS::ElastiCache::ServerlessCache, Properties: { Engine: valkey } }
`, [
    { name: 'TABLE', scope: undefined, value: 'orders', resource: { id: 'Orders' } },
    { name: 'STAGE', value: undefined },
    { name: 'REDIS_URL', value: 'redis://cache.internal:6379' },
    { name: 'TOKEN', value: undefined },
    { name: 'OWN', scope: 'create', value: 'x' },
    { name: 'HOST', scope: 'create', resource: { id: 'Cache', attribute: 'RedisEndpoint.Address' } },
    { kind: 'dynamodb.table', name: 'Orders', tableName: 'orders' },
    { kind: 'redis.server', product: 'elasticache-serverless', engine: 'valkey' },
  ]));

  const elsewhere: [string, string][] = [
    ['resources', 'resources: ${file(resources.yml)}'],
    ['one of the resources', 'resources:\n  - ${file(a.yml)}'],
    ['Resources', 'resources:\n  Resources: ${file(a.yml)}'],
    ['a resource', 'resources:\n  Resources:\n    A: ${file(a.yml):A}'],
    ['functions', 'functions: ${file(functions.yml)}'],
  ];
  for (const [title, text] of elsewhere) it(`says that ${title} is elsewhere`, () => assert.equal(readConfig(serverless, `service: a\nprovider: { name: aws }\n${text}\n`).incomplete.length, 1));

  it('follows resources kept under custom', () => check(serverless, `service: a
provider: { name: aws }
custom:
  tables:
    T: { Type: AWS::DynamoDB::Table, Properties: { TableName: t } }
resources:
  Resources: \${self:custom.tables}
`, [{ kind: 'dynamodb.table', tableName: 't' }]));

  it('reads JSON', () => check(serverless, '{"service": "a", "provider": {"name": "aws", "environment": {"T": "${self:service}-t"}}, "functions": {}, "resources": {"Resources": {"T": {"Type": "AWS::DynamoDB::Table", "Properties": {}}}}}', [
    { name: 'T', value: 'a-t' }, { kind: 'dynamodb.table', syntax: 'json' },
  ], 'serverless.json'));

  it('stops at variables that multiply themselves', () => {
    const custom = Array.from({ length: 40 }, (_, index) => `  v${String(index)}: \${self:custom.v${String(index + 1)}}\${self:custom.v${String(index + 1)}}`);
    const started = Date.now();
    readConfig(serverless, `service: a\nprovider: { name: aws, environment: { A: "\${self:custom.v0}" } }\ncustom:\n${custom.join('\n')}\n  v40: x\n`);
    assert.ok(Date.now() - started < 2000);
  });

  const accepted: [boolean, string, string][] = [
    [true, 'serverless.yml', 'service: a\nprovider:\n  name: aws\nfunctions: {}\n'],
    [true, 'serverless.yml', 'org: o\nservice: a\nframeworkVersion: "4"\nprovider:\n  name: aws\n'],
    [true, 'sub/any.yaml', '# comment\nservice: ${file(x)}\nprovider: { name: aws }\nresources:\n  - a\n'],
    [true, 'serverless.json', '{"service": "a", "provider": {"name": "aws"}, "functions": {}}'],
    [false, 'docker-compose.yml', 'services:\n  a:\n    image: redis\n'],
    [false, 'template.yml', 'Resources:\n  A:\n    Type: AWS::DynamoDB::Table\n'],
    [false, 'README.md', 'service: a\nprovider:\n  name: aws\nfunctions: {}\n'],
  ];
  for (const [expected, path, text] of accepted) it(`${String(expected)}: ${path}`, () => assert.equal(serverless.accepts(path, text), expected));
});
