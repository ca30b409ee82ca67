import type { Meaning, Method } from './binding.js';

/** Every operation of DynamoDB's API. */
const operations = [
  'BatchExecuteStatement', 'BatchGetItem', 'BatchWriteItem', 'CancelBulkOperation', 'CreateBackup', 'CreateGlobalTable',
  'CreateTable', 'DeleteBackup', 'DeleteItem', 'DeleteResourcePolicy', 'DeleteTable', 'DescribeBackup',
  'DescribeBulkOperation', 'DescribeContinuousBackups', 'DescribeContributorInsights', 'DescribeEndpoints',
  'DescribeExport', 'DescribeGlobalTable', 'DescribeGlobalTableSettings', 'DescribeImport',
  'DescribeKinesisStreamingDestination', 'DescribeLimits', 'DescribeTable', 'DescribeTableReplicaAutoScaling',
  'DescribeTimeToLive', 'DisableKinesisStreamingDestination', 'EnableKinesisStreamingDestination', 'ExecuteStatement',
  'ExecuteTransaction', 'ExportTableToPointInTime', 'GetItem', 'GetResourcePolicy', 'ImportTable', 'ListBackups',
  'ListBulkOperations', 'ListContributorInsights', 'ListExports', 'ListGlobalTables', 'ListImports', 'ListTables',
  'ListTagsOfResource', 'PutItem', 'PutResourcePolicy', 'Query', 'RestoreTableFromBackup', 'RestoreTableToPointInTime',
  'Scan', 'SearchVectors', 'StartBulkPutItems', 'TagResource', 'TransactGetItems', 'TransactWriteItems', 'UntagResource',
  'UpdateContinuousBackups', 'UpdateContributorInsights', 'UpdateGlobalTable', 'UpdateGlobalTableSettings', 'UpdateItem',
  'UpdateKinesisStreamingDestination', 'UpdateTable', 'UpdateTableReplicaAutoScaling', 'UpdateTimeToLive',
] as const;

/** The document clients' short names. */
const documentNames: Readonly<Record<string, string>> = {
  BatchExecuteStatement: 'BatchExecuteStatement',
  BatchGet: 'BatchGetItem',
  BatchWrite: 'BatchWriteItem',
  Delete: 'DeleteItem',
  ExecuteStatement: 'ExecuteStatement',
  ExecuteTransaction: 'ExecuteTransaction',
  Get: 'GetItem',
  Put: 'PutItem',
  Query: 'Query',
  Scan: 'Scan',
  SearchVectors: 'SearchVectors',
  TransactGet: 'TransactGetItems',
  TransactWrite: 'TransactWriteItems',
  Update: 'UpdateItem',
};

/** What `waitUntilTableExists` and its like ask again and again. */
const waits: Readonly<Record<string, string>> = {
  BulkOperationCompleted: 'DescribeBulkOperation',
  ContributorInsightsEnabled: 'DescribeContributorInsights',
  ExportCompleted: 'DescribeExport',
  ImportCompleted: 'DescribeImport',
  KinesisStreamingDestinationActive: 'DescribeKinesisStreamingDestination',
  TableExists: 'DescribeTable',
  TableNotExists: 'DescribeTable',
};

const paged = ['ListBulkOperations', 'ListContributorInsights', 'ListExports', 'ListImports', 'ListTables', 'Query', 'Scan'];

const plainNames = Object.fromEntries(operations.map(name => [name, name]));
const client = { argument: 0, path: ['client'] } as const;

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function methodsNamed(names: Readonly<Record<string, string>>, isDocument: boolean): Readonly<Record<string, Method>> {
  return Object.fromEntries(Object.entries(names).map(([name, operation]) => [lowerFirst(name), { does: 'request', operation, input: 0, isDocument }]));
}

/** `client.getItem(input)` and all others, as the AWS SDK 2 and the aggregated client of 3 have them. */
export const operationMethods = methodsNamed(plainNames, false);
/** `doc.get(input)`. */
export const documentMethods = methodsNamed(documentNames, true);

/** DAX knows items alone: no tables, no PartiQL. */
const daxOperations = new Set(['BatchGetItem', 'BatchWriteItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'Scan', 'TransactGetItems', 'TransactWriteItems', 'UpdateItem']);

function ofDax(names: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(names).filter(([, operation]) => daxOperations.has(operation)));
}

export const daxMethods = methodsNamed(ofDax(plainNames), false);
export const daxDocumentMethods = methodsNamed(ofDax(documentNames), true);

/** What only the aggregated client of version 3 has: `client.paginateScan(input)`, `client.waitUntilTableExists(input, seconds)`. */
export const aggregatedMethods: Readonly<Record<string, Method>> = Object.fromEntries([
  ...paged.map(operation => [`paginate${operation}`, { does: 'request', operation, input: 0, isDocument: false, isPaginated: true }] as const),
  ...Object.entries(waits).map(([name, operation]) => [`waitUntil${name}`, { does: 'request', operation, input: 0, isDocument: false }] as const),
]);

function commandsNamed(names: Readonly<Record<string, string>>, isDocument: boolean): Readonly<Record<string, Meaning>> {
  return Object.fromEntries(Object.entries(names).map(([name, operation]) => [`${name}Command`, { is: 'request', operation, isDocument }]));
}

/** `new GetItemCommand(input)`. */
export const commands = commandsNamed(plainNames, false);
/** `new GetCommand(input)`. */
export const documentCommands = commandsNamed(documentNames, true);

function paginator(name: string, operation: string, isDocument: boolean): readonly [string, Meaning] {
  return [`paginate${name}`, { is: 'function', method: { does: 'request', operation, input: 1, isDocument, isPaginated: true, client } }];
}

/** `paginateQuery({ client }, input)`. */
export const paginators: Readonly<Record<string, Meaning>> = Object.fromEntries(paged.map(operation => paginator(operation, operation, false)));
export const documentPaginators: Readonly<Record<string, Meaning>> = Object.fromEntries([
  paginator('Query', 'Query', true),
  paginator('Scan', 'Scan', true),
  paginator('BatchGet', 'BatchGetItem', true),
]);

/** `waitUntilTableExists({ client, maxWaitTime }, input)`. */
export const waiters: Readonly<Record<string, Meaning>> = Object.fromEntries(
  Object.entries(waits).flatMap(([name, operation]) => ['waitUntil', 'waitFor'].map(start => {
    const meaning: Meaning = { is: 'function', method: { does: 'request', operation, input: 1, isDocument: false, client } };
    return [`${start}${name}`, meaning] as const;
  })),
);
