import assert from 'node:assert/strict';
import { factsOf } from './factsOf.js';

const doc = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
const doc = DynamoDBDocumentClient.from(new DynamoDBClient({}));
`;

/** The data set of each request of a file, in order. */
function dataSetsIn(code: string): string[] {
  return factsOf('dynamodb.request', { 'src/app.ts': doc + code }).map(({ dataset }) => dataset?.name ?? 'none');
}

describe('entities of a single-table design', () => {
  const rows: readonly [title: string, code: string, expected: readonly string[]][] = [
    ['told by the prefix of the key; the sort key says more', `
      export const user = (id: string) => doc.send(new GetCommand({ TableName: 'App', Key: { PK: \`USER#\${id}\`, SK: 'PROFILE' } }));
      export const book = (id: string, at: string) => doc.send(new PutCommand({ TableName: 'App', Item: { PK: \`USER#\${id}\`, SK: \`BOOKING#\${at}\`, at } }));`, ['App USER#*', 'App BOOKING#*']],
    ['of a query by what its sort key begins with', `
      export const user = (id: string) => doc.send(new GetCommand({ TableName: 'App', Key: { PK: \`USER#\${id}\` } }));
      export const bookings = (id: string) => doc.send(new QueryCommand({ TableName: 'App', KeyConditionExpression: 'PK = :pk AND begins_with(SK, :sk)', ExpressionAttributeValues: { ':pk': \`USER#\${id}\`, ':sk': 'BOOKING#' } }));`, ['App USER#*', 'App BOOKING#*']],
    ['a table of one entity is itself', `
      export const user = (id: string) => doc.send(new GetCommand({ TableName: 'App', Key: { PK: \`USER#\${id}\` } }));
      export const rename = (id: string, name: string) => doc.send(new UpdateCommand({ TableName: 'App', Key: { PK: \`USER#\${id}\` }, UpdateExpression: 'SET #n = :n', ExpressionAttributeNames: { '#n': 'name' }, ExpressionAttributeValues: { ':n': name } }));`, ['App', 'App']],
    ['a key without a prefix is of the table', `
      export const user = (id: string) => doc.send(new GetCommand({ TableName: 'App', Key: { PK: \`USER#\${id}\` } }));
      export const seat = (id: string) => doc.send(new GetCommand({ TableName: 'App', Key: { PK: \`SEAT#\${id}\` } }));
      export const any = (id: string) => doc.send(new GetCommand({ TableName: 'App', Key: { PK: id } }));`, ['App USER#*', 'App SEAT#*', 'App']],
  ];
  for (const [title, code, expected] of rows) it(title, () => assert.deepEqual(dataSetsIn(code), expected));
});
