import assert from 'node:assert/strict';
import { callsIn, inWords } from './inWords.js';

const v3 = "import { DynamoDBClient, GetItemCommand, QueryCommand, paginateScan, waitUntilTableExists, ExecuteStatementCommand, BatchExecuteStatementCommand, BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';\nconst client = new DynamoDBClient({});\n";
const doc3 = "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';\nimport { DynamoDBDocumentClient, GetCommand, PutCommand, BatchGetCommand, TransactWriteCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';\nconst client = DynamoDBDocumentClient.from(new DynamoDBClient({}));\n";
const whole3 = "import { DynamoDB } from '@aws-sdk/client-dynamodb';\nconst client = new DynamoDB({});\n";
const wholeDoc3 = "import { DynamoDB } from '@aws-sdk/client-dynamodb';\nimport { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';\nconst client = DynamoDBDocument.from(new DynamoDB({}));\n";
const v2 = "import AWS from 'aws-sdk';\nconst client = new AWS.DynamoDB();\n";
const doc2 = "const AWS = require('aws-sdk');\nconst client = new AWS.DynamoDB.DocumentClient();\n";
const own2 = "import { DocumentClient } from 'aws-sdk/clients/dynamodb';\nconst client = new DocumentClient();\n";
const own2Default = "import DynamoDB from 'aws-sdk/clients/dynamodb';\nconst client = new DynamoDB.DocumentClient();\n";

const dax2 = "const AmazonDaxClient = require('amazon-dax-client');\nconst client = new AmazonDaxClient({ endpoints: ['dax://cache'], region: 'eu-west-1' });\n";
const docDax2 = "import AmazonDaxClient from 'amazon-dax-client';\nimport AWS from 'aws-sdk';\nconst client = new AWS.DynamoDB.DocumentClient({ service: new AmazonDaxClient({ endpoints: ['dax://cache'] }) });\n";
const dax3 = "import { Dax, daxPaginateQuery } from '@amazon-dax-sdk/client-dax';\nconst client = new Dax({ endpoint: 'dax://cache' });\n";
const docDax3 = "import { DaxDocument, daxPaginateQuery } from '@amazon-dax-sdk/lib-dax';\nconst client = new DaxDocument({ endpoint: 'dax://cache' });\n";
const portedDax3 = "import AmazonDaxClient from 'amazon-dax-client-sdkv3';\nimport { DynamoDBClient } from '@aws-sdk/client-dynamodb';\nimport { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';\nconst client = new AmazonDaxClient({ client: DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: 'dax://cache' })) });\n";

type Row = readonly [code: string, ...calls: string[]];

describe('one story in every version of the SDK', () => {
  const input = "{ TableName: 'orders', Key: { id } }";
  const forms: Row[] = [
    [v3, `client.send(new GetItemCommand(${input}))`, 'GetItem orders'],
    [whole3, `client.getItem(${input})`, 'GetItem orders'],
    [v2, `client.getItem(${input}).promise()`, 'GetItem orders'],
    [v2, `client.getItem(${input}, (error, data) => {})`, 'GetItem orders'],
    [doc3, `client.send(new GetCommand(${input}))`, 'GetItem orders document'],
    [doc3, `const command = new GetCommand(${input}); client.send(command)`, 'GetItem orders document'],
    [wholeDoc3, `client.get(${input})`, 'GetItem orders document'],
    [doc2, `client.get(${input}).promise()`, 'GetItem orders document'],
    [doc2, `const input = ${input}; client.get(input).promise()`, 'GetItem orders document'],
    [own2, `client.get(${input}).promise()`, 'GetItem orders document'],
    [own2Default, `client.get(${input}).promise()`, 'GetItem orders document'],
    [dax2, `client.getItem(${input}).promise()`, 'GetItem orders'],
    [dax3, `client.getItem(${input})`, 'GetItem orders'],
    [docDax2, `client.get(${input}).promise()`, 'GetItem orders document'],
    [docDax3, `client.get(${input})`, 'GetItem orders document'],
    [portedDax3, `client.send(new GetCommand(${input}))`, 'GetItem orders document'],
  ];
  for (const [start, code = '', ...calls] of forms) it(code, () => assert.deepEqual(inWords(start + code), calls));
});

describe('tables of a request', () => {
  const rows: Row[] = [
    [doc3, "client.send(new PutCommand({ TableName: process.env.ORDERS, Item }))", 'PutItem env:ORDERS document'],
    [doc3, 'client.send(new PutCommand(input))', 'PutItem document ?'],
    [doc3, "client.send(new BatchGetCommand({ RequestItems: { orders: {}, [process.env.STOCK]: {} } }))", 'BatchGetItem orders env:STOCK document'],
    [doc3, "const STOCK = 'stock'; client.send(new BatchGetCommand({ RequestItems: { [STOCK]: {} } }))", 'BatchGetItem stock document'],
    [v3, "client.send(new BatchWriteItemCommand({ RequestItems: { 'my-orders': [] } }))", 'BatchWriteItem my-orders'],
    [doc3, "client.send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName: 'orders' } }, { ConditionCheck: { TableName: 'stock' } }] }))", 'TransactWriteItems orders stock document'],
    [doc2, "client.transactGet({ TransactItems: [{ Get: { TableName: 'orders' } }] }).promise()", 'TransactGetItems orders document'],
    [v3, "client.send(new ExecuteStatementCommand({ Statement: `SELECT * FROM \"orders\" WHERE id = ?` }))", 'ExecuteStatement orders'],
    [v3, "client.send(new BatchExecuteStatementCommand({ Statements: [{ Statement: 'SELECT * FROM a' }, { Statement: 'DELETE FROM b' }] }))", 'BatchExecuteStatement a b'],
    [v3, "for await (const page of paginateScan({ client }, { TableName: 'orders' })) use(page)", 'Scan orders paginated'],
    [doc3, "paginateQuery({ client, pageSize: 10 }, { TableName: 'orders' })", 'Query orders paginated document'],
    [v3, "waitUntilTableExists({ client, maxWaitTime: 60 }, { TableName: 'orders' })", 'DescribeTable orders'],
    [whole3, "client.paginateQuery({ TableName: 'orders' })", 'Query orders paginated'],
    [v2, "client.waitFor('tableExists', { TableName: 'orders' }).promise()", 'DescribeTable orders'],
    [dax3, "daxPaginateQuery({ client }, { TableName: 'orders' })", 'Query orders paginated'],
    [docDax3, "for await (const page of daxPaginateQuery({ client, pageSize: 10 }, { TableName: 'orders' })) use(page)", 'Query orders paginated document'],
    [portedDax3, "client.paginateQuery({ pageSize: 10 }, { TableName: 'orders' })", 'Query orders paginated document'],
    [docDax3, "client.transactWrite({ TransactItems: [{ Put: { TableName: 'orders' } }, { Delete: { TableName: 'stock' } }] })", 'TransactWriteItems orders stock document'],
    [doc3, 'client.destroy()'],
    [dax3, 'client.shutdown()'],
    // DAX has no PartiQL
    [docDax3, "client.executeStatement({ Statement: 'SELECT * FROM orders' })"],
  ];
  for (const [start, code = '', ...calls] of rows) it(code, () => assert.deepEqual(inWords(start + code), calls));
});

it('names of a request are underlined by its class', () => {
  const code = `${doc3}client.send(new GetCommand({ TableName: 'orders' }))`;
  const [call] = callsIn(code).calls;
  assert.equal(code.slice(call!.nameRange.start, call!.nameRange.end), 'GetCommand');
  assert.equal(call?.kind === 'dynamodb.request' && call.inputRange && code.slice(call.inputRange.start, call.inputRange.end), "{ TableName: 'orders' }");
});
