import type { Binding, InstanceType, Meaning, Method, ResourceType, Words } from './binding.js';

/*
 * Constructs of AWS CDK, versions 1 and 2, as the resources of CloudFormation that they make, with the names and defaults
 * that the source of aws-cdk-lib documents. A construct is made by `new X(scope, id, props)`.
 */

function resource(type: string, words: Words, more: Partial<ResourceType> = {}): ResourceType {
  return { type, name: 1, settings: 2, words, ...more };
}

function keyOf(type: 'HASH' | 'RANGE'): Words[string] {
  return { at: 'KeySchema', isItem: true, words: { name: 'AttributeName' }, beside: { KeyType: type } };
}

const keys: Words = { partitionKey: keyOf('HASH'), sortKey: keyOf('RANGE') };
const indexWords: Words = { ...keys, indexName: 'IndexName' };
const keptWords: Words = {
  pointInTimeRecovery: 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled',
  pointInTimeRecoverySpecification: 'PointInTimeRecoverySpecification',
  deletionProtection: 'DeletionProtectionEnabled',
};
const tableWords: Words = {
  ...keys,
  ...keptWords,
  tableName: 'TableName',
  timeToLiveAttribute: { at: 'TimeToLiveSpecification.AttributeName', beside: { Enabled: true } },
  removalPolicy: '/DeletionPolicy',
};
const replicaWords: Words = { ...keptWords, region: 'Region' };

/** Tags may come from any construct around a table. */
const defaults = { '/DeletionPolicy': 'Retain', 'Tags': '?' };

const table = resource('AWS::DynamoDB::Table', {
  ...tableWords,
  billingMode: 'BillingMode',
  stream: 'StreamSpecification.StreamViewType',
  replicationRegions: { at: 'Replicas', as: 'Region' },
}, { defaults });

/** A global table even where it is of one region. */
const tableV2 = resource('AWS::DynamoDB::GlobalTable', {
  ...tableWords,
  billing: 'BillingMode',
  dynamoStream: 'StreamSpecification.StreamViewType',
  multiRegionConsistency: 'MultiRegionConsistency',
  replicas: { at: 'Replicas', words: replicaWords },
  globalSecondaryIndexes: { at: 'GlobalSecondaryIndexes', words: indexWords },
  localSecondaryIndexes: { at: 'LocalSecondaryIndexes', words: indexWords },
}, { defaults, replicas: { at: 'Replicas', inherit: ['PointInTimeRecoverySpecification', 'DeletionProtectionEnabled'] } });

/** Those of AWS Backup that a table's name or ARN can be told of; any other may take any table. */
const selection = resource('AWS::Backup::BackupSelection', { resources: 'BackupSelection.Resources' });

function item(at: string, words: Words): Method {
  return { does: 'amend', argument: 0, word: { at, isItem: true, words } };
}

const removal: Readonly<Record<string, Method>> = { applyRemovalPolicy: { does: 'amend', argument: 0, word: '/DeletionPolicy' } };
const tableMethods: Readonly<Record<string, Method>> = {
  ...removal,
  addGlobalSecondaryIndex: item('GlobalSecondaryIndexes', indexWords),
  addLocalSecondaryIndex: item('LocalSecondaryIndexes', indexWords),
  addReplica: item('Replicas', replicaWords),
};

/** One of the first level: CloudFormation's own names, with a small letter; `words` are those that differ in more. */
function plain(type: string, words: Words = {}): InstanceType {
  return {
    declares: resource(type, words, { isPlain: true }),
    methods: {
      ...removal,
      addPropertyOverride: { does: 'override', path: 0, argument: 1, below: '' },
      addOverride: { does: 'override', path: 0, argument: 1, below: '/' },
    },
  };
}

/** What leads from a construct of the second level to the one of the first that it makes: `table.node.defaultChild`. */
function nodeOf(child: string): InstanceType {
  return { properties: { defaultChild: child }, methods: { findChild: { does: 'give', type: child } } };
}

const types: Readonly<Record<string, InstanceType>> = {
  Table: { declares: table, methods: tableMethods, properties: { node: 'Table.node' } },
  'Table.node': nodeOf('CfnTable'),
  TableV2: { declares: tableV2, methods: tableMethods, properties: { node: 'TableV2.node' } },
  'TableV2.node': nodeOf('CfnGlobalTable'),
  ITable: {},
  TableNamed: { standsFor: { argument: 2 } },
  TableOfAttributes: { standsFor: { argument: 2, path: ['tableName'] } },
  CfnTable: plain('AWS::DynamoDB::Table'),
  CfnGlobalTable: plain('AWS::DynamoDB::GlobalTable'),
  CfnCacheCluster: plain('AWS::ElastiCache::CacheCluster'),
  CfnReplicationGroup: plain('AWS::ElastiCache::ReplicationGroup', { multiAzEnabled: 'MultiAZEnabled' }),
  CfnServerlessCache: plain('AWS::ElastiCache::ServerlessCache'),
  CfnParameterGroup: plain('AWS::ElastiCache::ParameterGroup', { properties: { at: 'Properties', isVerbatim: true } }),
  'memorydb.CfnCluster': plain('AWS::MemoryDB::Cluster', { aclName: 'ACLName', tlsEnabled: 'TLSEnabled' }),
  'memorydb.CfnParameterGroup': plain('AWS::MemoryDB::ParameterGroup', { parameters: { at: 'Parameters', isVerbatim: true } }),
  'dax.CfnCluster': plain('AWS::DAX::Cluster', { sseSpecification: 'SSESpecification', iamRoleArn: 'IAMRoleARN' }),
  'cassandra.CfnKeyspace': plain('AWS::Cassandra::Keyspace'),
  'cassandra.CfnTable': plain('AWS::Cassandra::Table'),
  BackupPlan: { methods: { addSelection: { does: 'declare', resource: { ...selection, name: 0, settings: 1 } } } },
  BackupSelection: { declares: selection },
  BackupResource: { standsFor: { argument: 0 } },
  CfnBackupSelection: plain('AWS::Backup::BackupSelection'),
};

function construct(gives: string, members?: Readonly<Record<string, Meaning>>): Meaning {
  return { is: 'class', gives, ...(members && { members }) };
}

function constants(texts: Readonly<Record<string, string>>): Meaning {
  return { is: 'namespace', members: Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, { is: 'constant', text }])) };
}

function named(...names: readonly string[]): Meaning {
  return constants(Object.fromEntries(names.map(name => [name, name])));
}

const imported: Readonly<Record<string, Meaning>> = {
  fromTableName: { is: 'factory', gives: 'TableNamed' },
  fromTableArn: { is: 'factory', gives: 'TableNamed' },
  fromTableAttributes: { is: 'factory', gives: 'TableOfAttributes' },
};

const dynamodb: Readonly<Record<string, Meaning>> = {
  Table: construct('Table', imported),
  TableV2: construct('TableV2', imported),
  ITable: { is: 'type', gives: 'ITable' },
  ITableV2: { is: 'type', gives: 'ITable' },
  CfnTable: construct('CfnTable'),
  CfnGlobalTable: construct('CfnGlobalTable'),
  BillingMode: named('PAY_PER_REQUEST', 'PROVISIONED'),
  StreamViewType: named('NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY'),
  MultiRegionConsistency: named('EVENTUAL', 'STRONG'),
};
const elasticache: Readonly<Record<string, Meaning>> = {
  CfnCacheCluster: construct('CfnCacheCluster'),
  CfnReplicationGroup: construct('CfnReplicationGroup'),
  CfnServerlessCache: construct('CfnServerlessCache'),
  CfnParameterGroup: construct('CfnParameterGroup'),
};
const memorydb: Readonly<Record<string, Meaning>> = { CfnCluster: construct('memorydb.CfnCluster'), CfnParameterGroup: construct('memorydb.CfnParameterGroup') };
const dax: Readonly<Record<string, Meaning>> = { CfnCluster: construct('dax.CfnCluster') };
const cassandra: Readonly<Record<string, Meaning>> = { CfnKeyspace: construct('cassandra.CfnKeyspace'), CfnTable: construct('cassandra.CfnTable') };
const plans = ['daily35DayRetention', 'dailyMonthly1YearRetention', 'dailyWeeklyMonthly5YearRetention', 'dailyWeeklyMonthly7YearRetention'];
const backup: Readonly<Record<string, Meaning>> = {
  BackupPlan: construct('BackupPlan', Object.fromEntries(plans.map(name => [name, { is: 'factory', gives: 'BackupPlan' }]))),
  BackupSelection: construct('BackupSelection'),
  BackupResource: { is: 'namespace', members: { fromDynamoDbTable: { is: 'factory', gives: 'BackupResource' }, fromArn: { is: 'factory', gives: 'BackupResource' } } },
  CfnBackupSelection: construct('CfnBackupSelection'),
};
const core: Readonly<Record<string, Meaning>> = {
  RemovalPolicy: constants({ DESTROY: 'Delete', RETAIN: 'Retain', SNAPSHOT: 'Snapshot', RETAIN_ON_UPDATE_OR_DELETE: 'RetainExceptOnCreate' }),
};

function cdk(module: string, exports: Readonly<Record<string, Meaning>>): Binding {
  const modules = module === '' ? ['aws-cdk-lib', 'aws-cdk-lib/core', '@aws-cdk/core', 'monocdk'] : ['aws-cdk-lib', '@aws-cdk', 'monocdk'].map(whole => `${whole}/${module}`);
  return { library: 'aws-cdk-lib', store: 'dynamodb', modules, ...(module === '' && { isGeneral: true }), exports, types };
}

function namespace(members: Readonly<Record<string, Meaning>>): Meaning {
  return { is: 'namespace', members };
}

/** A file that imports one of these may say what variables functions are given. */
export function isInfrastructure(module: string): boolean {
  return /^(?:aws-cdk-lib|@aws-cdk|monocdk)(?:\/|$)/.test(module);
}

export const awsCdk: Binding = cdk('', {
  ...core,
  aws_dynamodb: namespace(dynamodb),
  aws_elasticache: namespace(elasticache),
  aws_memorydb: namespace(memorydb),
  aws_dax: namespace(dax),
  aws_cassandra: namespace(cassandra),
  aws_backup: namespace(backup),
});
export const awsCdkDynamodb: Binding = cdk('aws-dynamodb', dynamodb);
export const awsCdkElasticache: Binding = cdk('aws-elasticache', elasticache);
export const awsCdkMemorydb: Binding = cdk('aws-memorydb', memorydb);
export const awsCdkDax: Binding = cdk('aws-dax', dax);
export const awsCdkCassandra: Binding = cdk('aws-cassandra', cassandra);
export const awsCdkBackup: Binding = cdk('aws-backup', backup);
