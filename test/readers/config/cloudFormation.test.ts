import assert from 'node:assert/strict';
import type { DynamodbTableResource, RedisServer } from '../../../src/facts/config.js';
import { settingAt } from '../../../src/facts/settingAt.js';
import { cloudFormation } from '../../../src/readers/config/cloudFormation.js';
import { check, readConfig, settingTexts, withoutRange } from './check.js';

/** A template with one table, whose properties are these lines. */
function table(properties: string, before = ''): string {
  return `${before}Resources:\n  Orders:\n    Type: AWS::DynamoDB::Table\n    Properties:\n${properties.split('\n').map(line => `      ${line}`).join('\n')}\n`;
}
function tableFact(text: string): DynamodbTableResource {
  const fact = readConfig(cloudFormation, text).facts.find(({ kind }) => kind === 'dynamodb.table');
  assert.ok(fact?.kind === 'dynamodb.table', text);
  return fact;
}
function redisFact(text: string): RedisServer {
  const fact = readConfig(cloudFormation, text).facts.find(({ kind }) => kind === 'redis.server');
  assert.ok(fact?.kind === 'redis.server', text);
  return fact;
}

const parameters = `Parameters:
  Stage: { Type: String, Default: dev, AllowedValues: [dev, prod] }
  Name: { Type: String }
  Pitr: { Type: String, Default: 'true' }
  Only: { Type: String, AllowedValues: [PROVISIONED] }
  Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /app/table }
Mappings:
  Stages:
    dev: { Pitr: false, Mode: PAY_PER_REQUEST, Table: orders-d }
    prod: { Pitr: true, Mode: PAY_PER_REQUEST, Table: orders-p }
`;

describe('CloudFormation', () => {
  describe('table names', () => {
    const names: [string, string | undefined][] = [
      ['orders', 'orders'],
      ['!Sub orders-${AWS::Region}', 'orders-*'],
      ['!Sub "${AWS::StackName}-orders"', '*-orders'],
      ['!Sub "${Stage}-orders"', 'dev-orders'],
      ['!Sub ["${A}-orders", { A: !Ref Stage }]', 'dev-orders'],
      ['!Sub "${!Literal}"', '${Literal}'],
      ['!Join ["-", [!Ref Stage, orders, !Ref Name]]', 'dev-orders-*'],
      ['{ "Fn::Join": ["", ["a", "b"]] }', 'ab'],
      ['!Ref Stage', 'dev'],
      ['!Ref Name', undefined],
      ['!Ref Stored', undefined],
      ['!ImportValue x', undefined],
      ['!FindInMap [Stages, prod, Table]', 'orders-p'],
      ['!FindInMap [Stages, !Ref Stage, Table]', 'orders-d'],
      ['!If [IsProd, orders, orders]', 'orders'],
      ['!If [IsProd, orders, other]', undefined],
      ['!Select [1, [a, b]]', 'b'],
      ['!Select [1, !Split ["-", "x-orders"]]', 'orders'],
      ['!Select [1, !Split ["-", !Ref Name]]', undefined],
      ["'{{resolve:ssm:/app/table:1}}'", undefined],
      ['${self:custom.table}', undefined],
      ['${self:service}-orders', '*-orders'],
      ['!GetAtt Other.Name', undefined],
    ];
    for (const [written, expected] of names) it(written, () => assert.equal(tableFact(table(`TableName: ${written}`, parameters)).tableName, expected));
  });

  describe('settings', () => {
    const pitr = 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled';
    const cases: [string, string, unknown][] = [
      ['PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }', pitr, true],
      ['PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: "false" }', pitr, false],
      ['PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: yes }', pitr, true],
      ['PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: !Ref Pitr }', pitr, '?'],
      ['PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: !FindInMap [Stages, prod, Pitr] }', pitr, true],
      ['PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: !FindInMap [Stages, !Ref Stage, Pitr] }', pitr, '?'],
      ['BillingMode: !FindInMap [Stages, !Ref Stage, Mode]', 'BillingMode', 'PAY_PER_REQUEST'],
      ['BillingMode: !Ref Only', 'BillingMode', 'PROVISIONED'],
      ['PointInTimeRecoverySpecification: !If [IsProd, { PointInTimeRecoveryEnabled: true }, !Ref AWS::NoValue]', pitr, '?'],
      ['PointInTimeRecoverySpecification: !If [IsProd, { PointInTimeRecoveryEnabled: true }, { PointInTimeRecoveryEnabled: true }]', pitr, true],
      ['PointInTimeRecoverySpecification: !Ref Name', pitr, '?'],
      ['PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: !If [IsProd, true, false] }', pitr, '?'],
      ['DeletionProtectionEnabled: !Equals [!Ref Stage, prod]', 'DeletionProtectionEnabled', '?'],
      ['BillingMode: PAY_PER_REQUEST', pitr, undefined],
      ['Fn::Transform: { Name: AWS::Include }', pitr, '?'],
      ['BillingMode: !Sub "PAY_PER_REQUEST"', 'BillingMode', 'PAY_PER_REQUEST'],
    ];
    for (const [written, path, expected] of cases) {
      it(`${written} → ${String(expected)}`, () => {
        const found = settingAt(tableFact(table(written, parameters)).settings, path);
        assert.equal(found === undefined ? undefined : found.value ?? '?', expected);
      });
    }
  });

  it('reads keys, indexes, expiry, tags and attributes', () => check(cloudFormation, `Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Condition: IsProd
    Metadata:
      datastore-review: { disable: dynamodb/no-pitr, datasets: { ORDER: { role: record } } }
      Other: x
    Properties:
      AttributeDefinitions: [{ AttributeName: pk, AttributeType: S }]
      KeySchema:
        - AttributeName: pk
          KeyType: HASH
        - { AttributeName: sk, KeyType: RANGE }
      GlobalSecondaryIndexes:
        - IndexName: byCustomer
          KeySchema: [{ AttributeName: customer, KeyType: HASH }]
      LocalSecondaryIndexes:
        - IndexName: byDate
          KeySchema: [{ AttributeName: pk, KeyType: HASH }, { AttributeName: date, KeyType: RANGE }]
      TimeToLiveSpecification: { AttributeName: expires, Enabled: true }
      Tags: [{ Key: backup, Value: daily }, { Key: stage, Value: !Ref Stage }]
`, [{
    kind: 'dynamodb.table', resource: 'table', name: 'Orders', partitionKey: 'pk', sortKey: 'sk', syntax: 'yaml',
    indexes: [{ name: 'byCustomer', isGlobal: true, partitionKey: 'customer' }, { name: 'byDate', isGlobal: false, partitionKey: 'pk', sortKey: 'date' }],
    ttl: { attribute: 'expires', isUnknown: false },
    attributes: {
      'DeletionPolicy': 'Retain', 'UpdateReplacePolicy': 'Retain', 'Condition': 'IsProd',
      'Metadata.datastore-review.disable': 'dynamodb/no-pitr', 'Metadata.datastore-review.datasets.ORDER.role': 'record', 'Metadata.Other': undefined,
    },
    tags: { backup: 'daily' }, settings: { Tags: '?' },
  }]));
  it('tells known tags from open ones', () => {
    assert.equal(tableFact(table('Tags: [{ Key: a, Value: b }]')).settings.Tags, undefined);
    assert.ok(tableFact(table('Tags: !Ref Name', parameters)).settings.Tags);
    assert.ok(tableFact(table('Tags: ${file(tags.yml)}')).settings.Tags);
  });

  const expiries: [string, object | undefined][] = [
    ['{ AttributeName: ttl, Enabled: false }', undefined],
    ['{ AttributeName: ttl, Enabled: "true" }', { attribute: 'ttl', isUnknown: false }],
    ['{ AttributeName: ttl, Enabled: !Ref Pitr }', { attribute: 'ttl', isUnknown: true }],
    ['!If [A, { AttributeName: ttl, Enabled: true }, !Ref AWS::NoValue]', { attribute: 'ttl', isUnknown: true }],
    ['{ AttributeName: !Ref Name, Enabled: true }', { isUnknown: false }],
  ];
  for (const [written, expected] of expiries) {
    it(`TimeToLiveSpecification: ${written}`, () => {
      const { ttl } = tableFact(table(`TimeToLiveSpecification: ${written}`, parameters));
      assert.deepEqual(ttl === undefined ? undefined : withoutRange(ttl), expected);
    });
  }

  it('reads global and simple tables', () => check(cloudFormation, `Resources:
  Global:
    Type: AWS::DynamoDB::GlobalTable
    Properties:
      TableName: g
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      MultiRegionConsistency: STRONG
      Replicas:
        - Region: eu-west-1
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }
        - Region: !Ref AWS::Region
  Simple:
    Type: AWS::Serverless::SimpleTable
  Named:
    Type: AWS::Serverless::SimpleTable
    Properties: { TableName: named, PrimaryKey: { Name: pk, Type: String }, Tags: { a: b } }
`, [
    { resource: 'global-table', tableName: 'g', partitionKey: 'id', replicas: ['eu-west-1'], settings: { MultiRegionConsistency: 'STRONG', 'Replicas.0.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled': true } },
    { resource: 'simple-table', partitionKey: 'id' },
    { resource: 'simple-table', tableName: 'named', partitionKey: 'pk', tags: { a: 'b' } },
  ]));

  it('reads managed Redis', () => check(cloudFormation, `Parameters:
  Engine: { Type: String, Default: memcached }
Resources:
  Group:
    Type: AWS::ElastiCache::ParameterGroup
    Properties:
      CacheParameterGroupFamily: redis7
      Properties: { maxmemory-policy: noeviction, appendonly: 'yes' }
  Cache:
    Type: AWS::ElastiCache::ReplicationGroup
    Properties:
      Engine: valkey
      EngineVersion: '8.0'
      CacheParameterGroupName: !Ref Group
      AutomaticFailoverEnabled: true
      NumCacheClusters: '2'
      SnapshotRetentionLimit: 0
      AuthToken: hunter2
      SecurityGroupIds: [sg-1, sg-2]
  Single:
    Type: AWS::ElastiCache::CacheCluster
    Properties: { Engine: redis, CacheParameterGroupName: default.redis7, EngineVersion: 6.x }
  Memcached:
    Type: AWS::ElastiCache::CacheCluster
    Properties: { Engine: memcached }
  MaybeMemcached:
    Type: AWS::ElastiCache::CacheCluster
    Properties: { Engine: !Ref Engine }
  Serverless:
    Type: AWS::ElastiCache::ServerlessCache
    Properties: { Engine: redis, MajorEngineVersion: '7', ServerlessCacheName: x }
  Memory:
    Type: AWS::MemoryDB::Cluster
    Properties: { ParameterGroupName: custom, ACLName: open-access, EngineVersion: 7.1 }
  Dax:
    Type: AWS::DAX::Cluster
    Properties: { ReplicationFactor: 1 }
`, [
    {
      product: 'elasticache', resource: 'replication-group', engine: 'valkey', version: '8.0', hosts: ['Cache'], hasParameterGroup: true,
      parameters: { 'maxmemory-policy': 'noeviction', 'appendonly': 'yes' },
      settings: { AutomaticFailoverEnabled: true, NumCacheClusters: 2, SnapshotRetentionLimit: 0, AuthToken: '?', SecurityGroupIds: 'sg-1,sg-2' },
    },
    { product: 'elasticache', resource: 'cluster', engine: 'redis', version: '6', hasParameterGroup: false },
    { product: 'elasticache-serverless', engine: 'redis', version: '7', hasParameterGroup: undefined },
    { product: 'memorydb', version: '7.1', hasParameterGroup: true, parameters: undefined },
    { kind: 'dax.cluster', settings: { ReplicationFactor: 1 } },
  ]));

  it('reads the environment of functions and tasks', () => check(cloudFormation, `Parameters:
  Name: { Type: String }
Globals:
  Function:
    Environment:
      Variables: { STAGE: prod }
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties: { TableName: orders }
  Handler:
    Type: AWS::Serverless::Function
    Properties:
      Environment:
        Variables:
          TABLE: !Ref Orders
          ARN: !GetAtt Orders.Arn
          HOST: !GetAtt Cache.RedisEndpoint.Address
          URL: !Sub 'redis://user:\${Pw}@\${Cache.RedisEndpoint.Address}:6379'
          JOINED: !Join ['', ['redis://', !GetAtt [Cache, RedisEndpoint.Address], ':6379']]
          PARAMETER: !Ref Name
          API_KEY: abc
          REGION: !Ref AWS::Region
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Environment: [{ Name: REDIS_HOST, Value: redis.internal }]
          Secrets: [{ Name: DB_PASSWORD, ValueFrom: arn }]
`, [
    { name: 'STAGE', value: 'prod', scope: undefined },
    { kind: 'dynamodb.table' },
    { name: 'TABLE', scope: 'Handler', value: 'orders', resource: { id: 'Orders' } },
    { name: 'ARN', value: undefined, resource: { id: 'Orders', attribute: 'Arn' } },
    { name: 'HOST', resource: { id: 'Cache', attribute: 'RedisEndpoint.Address' } },
    { name: 'URL', value: 'redis://*:6379', resource: { id: 'Pw' } },
    { name: 'JOINED', value: 'redis://*:6379', resource: { id: 'Cache', attribute: 'RedisEndpoint.Address' } },
    { name: 'PARAMETER', value: undefined, resource: undefined },
    { name: 'API_KEY', value: undefined }, { name: 'REGION', value: undefined, resource: undefined },
    { name: 'REDIS_HOST', scope: 'Task', value: 'redis.internal' }, { name: 'DB_PASSWORD', value: undefined },
  ]));

  it('reads backup selections', () => check(cloudFormation, `Resources:
  Named:
    Type: AWS::Backup::BackupSelection
    Properties:
      BackupSelection:
        Resources: [!GetAtt Orders.Arn, !Sub '\${Users.Arn}', !Sub 'arn:aws:dynamodb:\${AWS::Region}:\${AWS::AccountId}:table/app-*']
  Tagged:
    Type: AWS::Backup::BackupSelection
    Properties:
      BackupSelection:
        ListOfTags: [{ ConditionType: STRINGEQUALS, ConditionKey: backup, ConditionValue: daily }]
  Everything:
    Type: AWS::Backup::BackupSelection
    Properties:
      BackupSelection: { Resources: ['*'] }
  Conditional:
    Type: AWS::Backup::BackupSelection
    Properties:
      BackupSelection:
        Resources: ['*']
        Conditions: { StringEquals: [{ ConditionKey: 'aws:ResourceTag/backup', ConditionValue: 'yes' }] }
`, [
    { name: 'Named', resources: ['Orders', 'Users', 'app-*'], selectsAll: false },
    { tags: [{ key: 'backup', value: 'daily' }], selectsAll: false },
    { selectsAll: true },
    { tags: [{ key: 'backup', value: 'yes' }], selectsAll: false },
  ]));

  it('reads Keyspaces', () => check(cloudFormation, `Resources:
  Space:
    Type: AWS::Cassandra::Keyspace
    Properties: { KeyspaceName: shop }
  Orders:
    Type: AWS::Cassandra::Table
    Properties:
      KeyspaceName: !Ref Space
      TableName: orders
      PartitionKeyColumns: [{ ColumnName: id, ColumnType: uuid }]
      ClusteringKeyColumns: [{ Column: { ColumnName: at, ColumnType: timestamp }, OrderBy: DESC }]
      PointInTimeRecoveryEnabled: true
`, [
    { kind: 'keyspaces.resource', resource: 'keyspace', keyspace: 'shop' },
    { resource: 'table', keyspace: 'shop', table: 'orders', partitionKey: ['id'], clusteringKey: ['at'], settings: { PointInTimeRecoveryEnabled: true } },
  ]));

  it('reads JSON', () => {
    const text = JSON.stringify({
      Parameters: { Stage: { Type: 'String', Default: 'dev' } },
      Resources: { Orders: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: { 'Fn::Sub': '${Stage}-orders' }, KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }], BillingMode: { 'Fn::If': ['A', 'X', { Ref: 'AWS::NoValue' }] } } } },
    }, null, 2);
    check(cloudFormation, text, [{ tableName: 'dev-orders', partitionKey: 'pk', settings: { BillingMode: '?' }, syntax: 'json' }], 'x.template');
    const { insertAt, settings, nameRange } = tableFact(text);
    assert.equal(text.slice(nameRange.start, nameRange.end), '"Orders"');
    assert.equal(settingTexts(text, settings).TableName, text.slice(text.indexOf('"TableName"'), text.indexOf(',\n        "KeySchema')));
    assert.deepEqual(insertAt, { offset: text.indexOf('\n      }\n    }\n  }'), indent: '        ' });
  });

  it('reads files that hold resources only', () => {
    check(cloudFormation, 'Orders:\n  Type: AWS::DynamoDB::Table\n  Properties:\n    TableName: orders-${self:provider.stage}\n', [{ name: 'Orders', tableName: 'orders-*' }]);
    check(cloudFormation, 'Type: AWS::DynamoDB::Table\nProperties:\n  TableName: orders\n', [{ name: 'orders-table', tableName: 'orders' }], 'resources/orders-table.yml');
  });

  it('anchors', () => {
    const text = table('TableName: orders\nTimeToLiveSpecification:\n  AttributeName: ttl # seconds\n  Enabled: true # since May') + '  Next:\n    Type: X\n';
    const fact = tableFact(text);
    assert.equal(text.slice(fact.nameRange.start, fact.nameRange.end), 'Orders');
    assert.equal(text.slice(fact.range.start, fact.range.end), text.slice(text.indexOf('Orders'), text.indexOf(' # since May')));
    assert.equal(fact.ttl && text.slice(fact.ttl.range.start, fact.ttl.range.end), 'TimeToLiveSpecification:\n        AttributeName: ttl # seconds\n        Enabled: true');
    assert.deepEqual(fact.insertAt, { offset: text.indexOf('\n  Next'), indent: '      ' });
  });

  it('gives what the template says to this tool', () => {
    const { metadata } = readConfig(cloudFormation, 'Metadata:\n  datastore-review:\n    disable: [a/b, c/d]\n  AWS::CloudFormation::Interface: { x: y }\nResources: {}\n');
    assert.deepEqual(Object.entries(metadata ?? {}).map(([path, { value }]) => [path, value]), [['datastore-review.disable', 'a/b,c/d']]);
  });

  it('keeps the intact part of a text being typed', () => {
    assert.equal(tableFact(table('TableName: orders\nKeySchema: [\nBillingMode: PAY_PER_REQUEST')).settings.BillingMode?.value, 'PAY_PER_REQUEST');
    assert.equal(tableFact('{"Resources": {"Orders": {"Type": "AWS::DynamoDB::Table", "Properties": {"TableName": "orders", "Bil').tableName, 'orders');
    assert.equal(redisFact('Resources:\n  A:\n    Type: AWS::MemoryDB::Cluster\n    Properties:\n      ACLName: !Ref\n  B').product, 'memorydb');
  });

  it('stops at texts that multiply themselves', () => {
    const bomb = ['Resources:', '  T:', '    Type: AWS::DynamoDB::Table', '    Properties:', '      TableName: *z', ''];
    const anchors = Array.from({ length: 26 }, (_, index) => {
      const [own, before] = [String.fromCharCode(97 + index), String.fromCharCode(96 + index)];
      return `x${own}: &${own} !Join ["", [${index === 0 ? 'a, a' : Array(8).fill(`*${before}`).join(', ')}]]`;
    });
    const started = Date.now();
    assert.ok(readConfig(cloudFormation, [...anchors, ...bomb].join('\n')).facts.length === 1);
    assert.ok(Date.now() - started < 3000);
  });

  const accepted: [boolean, string, string][] = [
    [true, 'template.yaml', 'AWSTemplateFormatVersion: 2010-09-09\nParameters: {}\n'],
    [true, 'a.yml', 'Resources:\n  A:\n    Type: AWS::DynamoDB::Table\n'],
    [true, 'a.template', '{"Resources": {"A": {"Type": "AWS::DynamoDB::Table"}}}'],
    [true, 'resources/a.yml', 'A:\n  # it\n  Type: AWS::DynamoDB::Table\n'],
    [false, 'serverless.yml', 'service: x\nprovider: aws\nresources:\n  Resources:\n    A:\n      Type: AWS::DynamoDB::Table\n'],
    [false, 'a.md', 'Resources:\n  A:\n    Type: AWS::DynamoDB::Table\n'],
    [false, 'k8s.yml', 'apiVersion: v1\nkind: Pod\n'],
  ];
  for (const [expected, path, text] of accepted) it(`${String(expected)}: ${path}`, () => assert.equal(cloudFormation.accepts(path, text), expected));
});
