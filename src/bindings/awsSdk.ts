import type { Binding, InstanceType, Meaning, Method } from './binding.js';
import { documentMethods, operationMethods } from './dynamodbOperations.js';

/** `waitFor('tableExists', input)`. */
const waitFor: Method = { does: 'request', operation: 'DescribeTable', input: 1, isDocument: false };

const types: Readonly<Record<string, InstanceType>> = {
  DynamoDB: { connection: { from: 'options', argument: 0 }, methods: { ...operationMethods, waitFor } },
  DocumentClient: {
    connection: { from: 'client', argument: 0, path: ['service'] },
    otherConnections: [{ from: 'options', argument: 0 }],
    methods: { ...documentMethods, createSet: { does: 'nothing' } },
  },
};

const documentClient: Meaning = { is: 'class', gives: 'DocumentClient' };
const dynamodb: Meaning = { is: 'class', gives: 'DynamoDB', members: { DocumentClient: documentClient } };

/** Version 2 of the AWS SDK: `new AWS.DynamoDB.DocumentClient()`; a request is sent by `.promise()`, `.send()` or a callback. */
export const awsSdk: Binding = {
  library: 'aws-sdk',
  store: 'dynamodb',
  modules: ['aws-sdk', 'aws-sdk/global', 'aws-sdk/index', 'aws-sdk/clients/all'],
  exports: { DynamoDB: dynamodb, default: { is: 'namespace', members: { DynamoDB: dynamodb } } },
  types,
};

/** The same, imported alone: `import DynamoDB, { DocumentClient } from 'aws-sdk/clients/dynamodb'`. */
export const awsSdkDynamodbClient: Binding = {
  library: 'aws-sdk',
  store: 'dynamodb',
  modules: ['aws-sdk/clients/dynamodb'],
  exports: { default: dynamodb, DocumentClient: documentClient },
  types,
};
