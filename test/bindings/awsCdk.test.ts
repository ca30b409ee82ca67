import assert from 'node:assert/strict';
import { factsOf } from '../workspace/factsOf.js';

/* What AWS CDK declares is what a CloudFormation template that says the same declares. */

const start = "import * as cdk from 'aws-cdk-lib';\nimport * as dynamodb from 'aws-cdk-lib/aws-dynamodb';\n";
const id = "partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING }";
const keySchema = '{ AttributeName: id, KeyType: HASH }';

function stack(body: string): string {
  return `${start}export class Stack extends cdk.Stack { constructor(scope: any, name: string, props?: any) { super(scope, name); ${body} } }`;
}

/** The table that the code and the template declare, in words that both share. */
function tableIn(path: string, text: string): unknown {
  return factsOf('dynamodb.table', { [path]: text }).map(fact => without(fact, 'places', 'dataset', 'syntax', 'insertIndent'));
}

function without(fact: object, ...names: readonly string[]): unknown {
  return Object.fromEntries(Object.entries(fact).filter(([name]) => !names.includes(name)));
}

function template(type: string, properties: string): string {
  return `Resources:\n  Orders:\n    Type: ${type}\n    Properties:\n      KeySchema: [${keySchema}]\n      ${properties}\n`;
}

const tables: readonly (readonly [code: string, properties: string])[] = [
  [`{ ${id} }`, ''],
  [`{ ${id}, tableName: 'orders' }`, 'TableName: orders'],
  [`{ ${id}, tableName: \`\${props.stage}-orders\` }`, 'TableName: !Sub ${AWS::StackName}-orders'],
  [`{ ${id}, pointInTimeRecovery: true }`, 'PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }'],
  [`{ ${id}, pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true } }`, 'PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }'],
  [`{ ${id}, pointInTimeRecoverySpecification: undefined }`, ''],
  [`{ ${id}, pointInTimeRecovery: props.isProduction }`, 'PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: !Ref Recovery }'],
  [`{ ${id}, pointInTimeRecovery: props.isProduction ? true : false }`, 'PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: !If [A, true, false] }'],
  [`{ ${id}, ...(props.isProduction ? { pointInTimeRecovery: true } : {}) }`, 'PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: !Ref Recovery }'],
  [`{ ${id}, ...props.table }`, 'Fn::Transform: { Name: AWS::Include }'],
  [`{ ${id}, timeToLiveAttribute: 'expires' }`, 'TimeToLiveSpecification: { AttributeName: expires, Enabled: true }'],
  [`{ ${id}, timeToLiveAttribute: props.ttl }`, 'TimeToLiveSpecification: { AttributeName: !Ref Ttl, Enabled: true }'],
  [`{ ${id}, removalPolicy: cdk.RemovalPolicy.DESTROY, billingMode: dynamodb.BillingMode.PAY_PER_REQUEST }`, 'BillingMode: PAY_PER_REQUEST'],
  [`{ ${id}, replicationRegions: ['eu-west-1', 'us-east-1'] }`, 'Replicas: [{ Region: eu-west-1 }, { Region: us-east-1 }]'],
];

const globalTables: readonly (readonly [code: string, properties: string])[] = [
  [`{ ${id} }`, 'Replicas: [{ Region: eu-west-1 }]'],
  [`{ ${id}, pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true } }`, 'Replicas: [{ Region: eu-west-1, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }]'],
  [`{ ${id}, pointInTimeRecovery: true, replicas: [{ region: 'us-east-1' }], multiRegionConsistency: dynamodb.MultiRegionConsistency.STRONG }`,
    'MultiRegionConsistency: STRONG\n      Replicas: [{ Region: a, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }, { Region: b, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }]'],
  [`{ ${id}, pointInTimeRecovery: true, replicas: [{ region: 'us-east-1', pointInTimeRecovery: false }] }`,
    'Replicas: [{ Region: a, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }, { Region: b, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false } }]'],
  [`{ ${id}, replicas: props.replicas }`, 'Replicas: !Ref Replicas'],
  [`{ ${id}, globalSecondaryIndexes: [{ indexName: 'byDate', ${id} }] }`, `Replicas: [{ Region: a }]\n      GlobalSecondaryIndexes: [{ IndexName: byDate, KeySchema: [${keySchema}] }]`],
];

const indexes: readonly (readonly [code: string, properties: string])[] = [
  [`const orders = new dynamodb.Table(this, 'Orders', { ${id} }); orders.addGlobalSecondaryIndex({ indexName: 'byDate', ${id} });`, `GlobalSecondaryIndexes: [{ IndexName: byDate, KeySchema: [${keySchema}] }]`],
  [`const orders = new dynamodb.Table(this, 'Orders', { ${id} }); orders.addLocalSecondaryIndex({ indexName: 'byDate', sortKey: { name: 'date' } });`, 'LocalSecondaryIndexes: [{ IndexName: byDate, KeySchema: [{ AttributeName: date, KeyType: RANGE }] }]'],
  [`const orders = new dynamodb.Table(this, 'Orders', { ${id} }); for (const indexName of props.names) orders.addGlobalSecondaryIndex({ indexName });`, 'GlobalSecondaryIndexes: [{ IndexName: !Ref Name }]'],
  [`const orders = new dynamodb.Table(this, 'Orders', { ${id} }); const first = orders.node.defaultChild as dynamodb.CfnTable; first.pointInTimeRecoverySpecification = { pointInTimeRecoveryEnabled: true };`,
    'PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }'],
  [`const orders = new dynamodb.Table(this, 'Orders', { ${id} }); (orders.node.defaultChild as dynamodb.CfnTable).addPropertyOverride('PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', true);`,
    'PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }'],
  [`const orders = new dynamodb.Table(this, 'Orders', { ${id} }); (orders.node.defaultChild as dynamodb.CfnTable).addOverride('Properties.PointInTimeRecoverySpecification', { PointInTimeRecoveryEnabled: true });`,
    'PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }'],
  ["new dynamodb.CfnTable(this, 'Orders', { keySchema: [{ attributeName: 'id', keyType: 'HASH' }], pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true } });",
    'PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }'],
  [`const settings = { ${id}, pointInTimeRecovery: true }; new dynamodb.Table(this, 'Orders', settings);`, 'PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }'],
  [`new cdk.aws_dynamodb.Table(this, 'Orders', { ${id} });`, ''],
];

describe('AWS CDK declares what CloudFormation does', () => {
  for (const [settings, properties] of tables) {
    it(`Table ${settings}`, () => assert.deepEqual(tableIn('stack.ts', stack(`new dynamodb.Table(this, 'Orders', ${settings});`)), tableIn('template.yaml', template('AWS::DynamoDB::Table', properties))));
  }
  for (const [settings, properties] of globalTables) {
    it(`TableV2 ${settings}`, () => assert.deepEqual(tableIn('stack.ts', stack(`new dynamodb.TableV2(this, 'Orders', ${settings});`)), tableIn('template.yaml', template('AWS::DynamoDB::GlobalTable', properties))));
  }
  for (const [body, properties] of indexes) {
    it(body, () => assert.deepEqual(tableIn('stack.ts', stack(body)), tableIn('template.yaml', template('AWS::DynamoDB::Table', properties))));
  }
});

const ordersTable = `new dynamodb.Table(this, 'Orders', { ${id} })`;
const handler = "import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';\nexport const find = () => new DynamoDBClient({}).send(new GetItemCommand({ TableName: process.env.TABLE }));\n";

describe('variables that AWS CDK gives to functions', () => {
  /** The table that the handler reads: `orders` by its name, `#Orders` by its resource. */
  function tableRead(files: Readonly<Record<string, string>>): string | undefined {
    const [request] = factsOf('dynamodb.request', { 'lambda/orders.ts': handler, ...files });
    return request?.declaration ? `#${request.declaration.name}` : request?.dataset?.resolved;
  }

  const rows: readonly (readonly [story: string, files: Readonly<Record<string, string>> | string, table: string | undefined])[] = [
    ['of a function', `const orders = ${ordersTable}; new lambda.Function(this, 'Find', { handler: 'index.find', environment: { TABLE: orders.tableName } });`, '#Orders'],
    ['of a field', `this.orders = ${ordersTable}; new lambda.Function(this, 'Find', { environment: { TABLE: this.orders.tableName } });`, '#Orders'],
    ['in a constant', `const orders = ${ordersTable}; const environment = { TABLE: orders.tableName }; new lambda.Function(this, 'Find', { environment });`, '#Orders'],
    ['in common settings', `const orders = ${ordersTable}; const common = { environment: { TABLE: orders.tableName } }; new lambda.Function(this, 'Find', { ...common });`, '#Orders'],
    ['added later', `const orders = ${ordersTable}; const find = new lambda.Function(this, 'Find', {}); find.addEnvironment('TABLE', orders.tableName);`, '#Orders'],
    ['of a container', `const orders = ${ordersTable}; task.addContainer('web', { image, environment: { TABLE: orders.tableName } });`, '#Orders'],
    ['the reference of a plain resource', "const orders = new dynamodb.CfnTable(this, 'Orders', { keySchema: [{ attributeName: 'id', keyType: 'HASH' }] }); new lambda.Function(this, 'Find', { environment: { TABLE: orders.ref } });", '#Orders'],
    ['a text', "new lambda.Function(this, 'Find', { environment: { TABLE: 'orders' } });", 'orders'],
    ['a table that is there already', "const orders = dynamodb.Table.fromTableName(this, 'Orders', 'orders'); new lambda.Function(this, 'Find', { environment: { TABLE: orders.tableName } });", 'orders'],
    ['one that is there already, by its ARN', "const orders = dynamodb.Table.fromTableArn(this, 'Orders', 'arn:aws:dynamodb:eu-west-1:1:table/orders'); new lambda.Function(this, 'Find', { environment: { TABLE: orders.tableName } });", 'orders'],
    ['one that is there already, by attributes', "const orders = dynamodb.Table.fromTableAttributes(this, 'Orders', { tableName: 'orders' }); new lambda.Function(this, 'Find', { environment: { TABLE: orders.tableName } });", 'orders'],
    ['of another stack', {
      'infra/data.ts': `${start}export class DataStack extends cdk.Stack { readonly orders: dynamodb.Table; constructor(scope: any) { super(scope, 'data'); this.orders = ${ordersTable}; } }`,
      'infra/api.ts': "import * as cdk from 'aws-cdk-lib';\nimport { ITable } from 'aws-cdk-lib/aws-dynamodb';\nexport class ApiStack extends cdk.Stack { constructor(scope: any, id: string, props: { orders: ITable }) { super(scope, id); new Function(this, 'Find', { environment: { TABLE: props.orders.tableName } }); } }",
      'infra/app.ts': "import { DataStack } from './data';\nimport { ApiStack } from './api';\nconst data = new DataStack(app);\nnew ApiStack(app, 'api', { orders: data.orders });",
    }, '#Orders'],
    ['of another stack, in JavaScript', {
      'infra/data.js': `const cdk = require('aws-cdk-lib'); const dynamodb = require('aws-cdk-lib/aws-dynamodb');\nclass DataStack extends cdk.Stack { constructor(scope) { super(scope, 'data'); this.orders = ${ordersTable}; } }\nmodule.exports = { DataStack };`,
      'infra/api.js': "const cdk = require('aws-cdk-lib');\nclass ApiStack extends cdk.Stack { constructor(scope, id, props) { super(scope, id); new Function(this, 'Find', { environment: { TABLE: props.orders.tableName } }); } }\nmodule.exports = { ApiStack };",
      'infra/app.js': "const { DataStack } = require('./data');\nconst { ApiStack } = require('./api');\nconst data = new DataStack(app);\nnew ApiStack(app, 'api', { orders: data.orders });",
    }, '#Orders'],
    ['a construct made once', `const orders = new Kept(this, 'Kept'); new lambda.Function(this, 'Find', { environment: { TABLE: orders.table.tableName } }); } } class Kept extends Construct { table; constructor(scope: any, id: string) { super(scope, id); this.table = ${ordersTable};`, '#Orders'],
    ['a construct made for each of several tables', `const orders = new Kept(this, 'A'); const stock = new Kept(this, 'B'); new lambda.Function(this, 'Find', { environment: { TABLE: orders.table.tableName } }); } } class Kept extends Construct { table; constructor(scope: any, id: string) { super(scope, id); this.table = ${ordersTable};`, undefined],
    ['a table for each in a loop', `for (const name of names) { const orders = ${ordersTable}; new lambda.Function(this, 'Find', { environment: { TABLE: orders.tableName } }); }`, undefined],
    ['two functions, two tables', `const orders = ${ordersTable}; const stock = new dynamodb.Table(this, 'Stock', { ${id} }); new lambda.Function(this, 'A', { environment: { TABLE: orders.tableName } }); new lambda.Function(this, 'B', { environment: { TABLE: stock.tableName } });`, undefined],
    ['two projects', {
      'orders/infra/stack.ts': stack(`const orders = ${ordersTable}; new lambda.Function(this, 'A', { environment: { TABLE: orders.tableName } });`),
      'stock/infra/stack.ts': stack(`const stock = new dynamodb.Table(this, 'Stock', { ${id} }); new lambda.Function(this, 'B', { environment: { TABLE: stock.tableName } });`),
      'lambda/orders.ts': '',
      'orders/lambda/find.ts': handler,
    }, '#Orders'],
    ['in a test', { 'test/stack.test.ts': stack(`const orders = ${ordersTable}; new lambda.Function(this, 'Find', { environment: { TABLE: orders.tableName } });`) }, undefined],
    ['another library\'s table', { 'stack.ts': "import * as cdk from 'aws-cdk-lib';\nimport { Table } from 'my-dynamodb-tables';\nnew cdk.Function(this, 'Find', { environment: { TABLE: new Table(this, 'Orders', {}).tableName } });" }, undefined],
  ];
  for (const [story, files, table] of rows) {
    it(story, () => assert.equal(tableRead(typeof files === 'string' ? { 'infra/stack.ts': stack(files) } : files), table));
  }
});

describe('other resources of AWS CDK', () => {
  const redis = "import * as elasticache from 'aws-cdk-lib/aws-elasticache';\nimport { CfnCluster, CfnParameterGroup } from 'aws-cdk-lib/aws-memorydb';\n";

  function deployments(path: string, text: string): unknown {
    return factsOf('redis.deployment', { [path]: text }).map(fact => without(fact, 'places'));
  }

  const rows: readonly (readonly [code: string, yaml: string])[] = [
    ["new elasticache.CfnReplicationGroup(this, 'Cache', { replicationGroupDescription: 'a', engine: 'valkey', engineVersion: '7.2', automaticFailoverEnabled: true, multiAzEnabled: true, numCacheClusters: 2, snapshotRetentionLimit: 5 });",
      'Type: AWS::ElastiCache::ReplicationGroup\n    Properties: { Engine: valkey, EngineVersion: "7.2", AutomaticFailoverEnabled: true, MultiAZEnabled: true, NumCacheClusters: 2, SnapshotRetentionLimit: 5 }'],
    ["new elasticache.CfnCacheCluster(this, 'Cache', { engine: 'redis', cacheNodeType: 'cache.t3.micro', numCacheNodes: 1 });", 'Type: AWS::ElastiCache::CacheCluster\n    Properties: { Engine: redis, CacheNodeType: cache.t3.micro, NumCacheNodes: 1 }'],
    ["new elasticache.CfnCacheCluster(this, 'Cache', { engine: 'memcached', cacheNodeType: 'cache.t3.micro', numCacheNodes: 1 });", 'Type: AWS::ElastiCache::CacheCluster\n    Properties: { Engine: memcached }'],
    ["new elasticache.CfnServerlessCache(this, 'Cache', { engine: 'redis', serverlessCacheName: 'cache' });", 'Type: AWS::ElastiCache::ServerlessCache\n    Properties: { Engine: redis, ServerlessCacheName: cache }'],
    ["const group = new elasticache.CfnParameterGroup(this, 'Group', { cacheParameterGroupFamily: 'redis7', properties: { 'maxmemory-policy': 'noeviction' } }); new elasticache.CfnReplicationGroup(this, 'Cache', { engine: 'redis', cacheParameterGroupName: group.ref });",
      'Type: AWS::ElastiCache::ReplicationGroup\n    Properties: { Engine: redis, CacheParameterGroupName: !Ref Group }\n  Group:\n    Type: AWS::ElastiCache::ParameterGroup\n    Properties: { Properties: { maxmemory-policy: noeviction } }'],
    ["new CfnCluster(this, 'Cache', { aclName: 'open-access', clusterName: 'c', nodeType: 'db.t4g.small', numReplicasPerShard: 0 });", 'Type: AWS::MemoryDB::Cluster\n    Properties: { ACLName: open-access, ClusterName: c, NodeType: db.t4g.small, NumReplicasPerShard: 0 }'],
  ];
  for (const [code, yaml] of rows) it(code, () => assert.deepEqual(deployments('stack.ts', redis + code), deployments('template.yaml', `Resources:\n  Cache:\n    ${yaml}\n`)));

  it('a client reaches the server whose address its variable is given', () => {
    const [command] = factsOf('redis.command', {
      'infra/stack.ts': stack("const cache = new cdk.aws_elasticache.CfnReplicationGroup(this, 'Cache', { engine: 'redis' }); new lambda.Function(this, 'F', { environment: { REDIS_URL: `rediss://${cache.attrPrimaryEndPointAddress}:6379` } });"),
      'infra/other.ts': stack("new cdk.aws_elasticache.CfnReplicationGroup(this, 'Other', { engine: 'redis' });"),
      'src/cache.ts': "import Redis from 'ioredis';\nnew Redis(process.env.REDIS_URL).get('a');\n",
    });
    assert.deepEqual([command?.client?.deployment?.name, command?.client?.linkedBy], ['Cache', 'resource']);
  });

  it('a table of Keyspaces', () => {
    const [table] = factsOf('cassandra.table', { 'stack.ts': "import * as cassandra from 'aws-cdk-lib/aws-cassandra';\nnew cassandra.CfnTable(this, 'Orders', { keyspaceName: 'shop', tableName: 'orders', partitionKeyColumns: [{ columnName: 'id', columnType: 'uuid' }], clusteringKeyColumns: [{ column: { columnName: 'at', columnType: 'timestamp' } }] });" });
    assert.deepEqual([table?.name, table?.keyspace, table?.partitionKey, table?.clusteringKey], ['orders', 'shop', ['id'], ['at']]);
  });

  const backups: readonly (readonly [code: string, isBackedUp: boolean | undefined])[] = [
    ['', false],
    ["new backup.BackupPlan(this, 'Plan').addSelection('Tables', { resources: [backup.BackupResource.fromDynamoDbTable(orders)] });", true],
    ["backup.BackupPlan.daily35DayRetention(this, 'Plan').addSelection('Tables', { resources: [backup.BackupResource.fromDynamoDbTable(orders)] });", true],
    ["backup.BackupPlan.daily35DayRetention(this, 'Plan').addSelection('Tables', { resources: [backup.BackupResource.fromDynamoDbTable(stock)] });", false],
    ["new backup.BackupPlan(this, 'Plan').addSelection('All', { resources: [backup.BackupResource.fromConstruct(this)] });", undefined],
    ["new backup.BackupPlan(this, 'Plan').addSelection('Tagged', { resources: [backup.BackupResource.fromTag('backup', 'daily')] });", undefined],
    ["new backup.BackupPlan(this, 'Plan').addSelection('All', { resources: [backup.BackupResource.fromArn('arn:aws:dynamodb:*:*:table/*')] });", true],
  ];
  for (const [code, isBackedUp] of backups) {
    it(`backups: ${code === '' ? 'none' : code}`, () => {
      const body = `const orders = ${ordersTable}; const stock = new dynamodb.Table(this, 'Stock', { ${id} }); ${code}`;
      const tables = factsOf('dynamodb.table', { 'stack.ts': `import * as backup from 'aws-cdk-lib/aws-backup';\n${stack(body)}` });
      assert.equal(tables.find(({ name }) => name === 'Orders')?.isBackedUp, isBackedUp);
    });
  }

  it('an aspect may say more of any table', () => {
    const aspect = `class Recovery { visit(node: any) { if (node instanceof dynamodb.CfnTable) node.pointInTimeRecoverySpecification = { pointInTimeRecoveryEnabled: true }; } }`;
    const tables = factsOf('dynamodb.table', { 'stack.ts': `${stack(`${ordersTable};`)} ${aspect}` });
    assert.deepEqual(tables.map(({ name, hasPointInTimeRecovery }) => [name, hasPointInTimeRecovery]), [['Orders', undefined]]);
  });

  it('a class of its own that extends a table', () => {
    const code = `${start}class Kept extends dynamodb.Table { constructor(scope: any, id: string, props: any) { super(scope, id, { ...props, pointInTimeRecovery: true }); } }\nnew Kept(stack, 'Orders', { ${id} });`;
    assert.deepEqual(factsOf('dynamodb.table', { 'stack.ts': code }).map(({ name, hasPointInTimeRecovery, partitionKey }) => [name, hasPointInTimeRecovery, partitionKey]), [['Orders', true, 'id']]);
  });

  it('places are those of the code', () => {
    const text = stack(`new dynamodb.Table(this, 'Orders', { ${id}, pointInTimeRecovery: false });`);
    const [table] = factsOf('dynamodb.table', { 'stack.ts': text });
    const shown = (name: string): string | undefined => {
      const at = table?.places[name];
      return at && 'file' in at ? text.slice(at.start, at.end) : undefined;
    };
    assert.deepEqual([shown('name'), shown('PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled'), shown('self')], ['Orders', 'pointInTimeRecovery: false', `new dynamodb.Table(this, 'Orders', { ${id}, pointInTimeRecovery: false })`]);
  });

  it('two of one name in one file are two', () => {
    const body = `new dynamodb.Table(this, 'Table', { ${id} }); new dynamodb.Table(other, 'Table', { ${id} });`;
    assert.deepEqual(factsOf('dynamodb.table', { 'stack.ts': stack(body) }).map(({ name }) => name), ['Table', 'Table 2']);
  });
});
