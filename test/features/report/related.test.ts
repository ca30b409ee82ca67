import assert from 'node:assert/strict';
import { serviceOf } from '../../serviceOf.js';

const code = `import Redis from 'ioredis';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
const redis = new Redis();
const doc = DynamoDBDocumentClient.from(new DynamoDBClient({}));
export const user = (id: string) => redis.get(\`user:\${id}\`);
export const profile = (id: string) => redis.get(\`user:\${id}:profile\`);
export const cart = (id: string) => redis.get(\`cart:\${id}\`);
export const order = (id: string) => redis.get(\`order:\${id}\`);
export const place = (id: string) => doc.send(new PutCommand({ TableName: 'Orders', Item: { id } }));
`;

describe('what belongs together', () => {
  const { dataSets } = serviceOf({ 'src/app.ts': code }).reportModel();
  const rows: readonly [name: string, related: readonly string[], title: string][] = [
    ['user:*', ['user:*:profile'], 'keys of one family'],
    ['user:*:profile', ['user:*'], 'and back'],
    ['order:*', ['Orders'], 'the same thing in another store'],
    ['Orders', ['order:*'], 'and back'],
    ['cart:*', [], 'a key of its own'],
  ];
  for (const [name, related, title] of rows) it(`${name}: ${title}`, () => assert.deepEqual(dataSets.find(set => set.name === name)?.related.map(each => each.name), related));
});
