import type { Binding, InstanceType, Method } from './binding.js';
import { aggregatedMethods, commands, documentCommands, documentMethods, documentPaginators, operationMethods, paginators, waiters } from './dynamodbOperations.js';

const nothing: Method = { does: 'nothing' };
const sent: Readonly<Record<string, Method>> = { send: { does: 'send', argument: 0 }, destroy: nothing };

const types: Readonly<Record<string, InstanceType>> = {
  DynamoDBClient: { connection: { from: 'options', argument: 0 }, methods: sent },
  DynamoDB: { connection: { from: 'options', argument: 0 }, methods: { ...sent, ...operationMethods, ...aggregatedMethods } },
  DynamoDBDocumentClient: { connection: { from: 'client', argument: 0 }, methods: sent },
  DynamoDBDocument: { connection: { from: 'client', argument: 0 }, methods: { ...sent, ...documentMethods } },
};

/** Version 3 of the AWS SDK: items with typed attribute values. */
export const awsClientDynamodb: Binding = {
  library: '@aws-sdk/client-dynamodb',
  store: 'dynamodb',
  modules: ['@aws-sdk/client-dynamodb'],
  exports: {
    DynamoDBClient: { is: 'class', gives: 'DynamoDBClient' },
    DynamoDB: { is: 'class', gives: 'DynamoDB' },
    ...commands,
    ...paginators,
    ...waiters,
  },
  types,
};

/** Version 3 of the AWS SDK: items as plain JavaScript values. */
export const awsLibDynamodb: Binding = {
  library: '@aws-sdk/lib-dynamodb',
  store: 'dynamodb',
  modules: ['@aws-sdk/lib-dynamodb'],
  exports: {
    DynamoDBDocumentClient: { is: 'class', gives: 'DynamoDBDocumentClient', members: { from: { is: 'factory', gives: 'DynamoDBDocumentClient' } } },
    DynamoDBDocument: { is: 'class', gives: 'DynamoDBDocument', members: { from: { is: 'factory', gives: 'DynamoDBDocument' } } },
    ...documentCommands,
    ...documentPaginators,
  },
  types,
};
