import assert from 'node:assert/strict';
import { factsOf } from './factsOf.js';

const head = `import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import dayjs from 'dayjs';
const client = new DynamoDBClient({});
const doc = DynamoDBDocumentClient.from(client);
const DAY = 24 * 60 * 60;
const now = () => Date.now();
const inSeconds = (date: Date) => Math.floor(date.getTime() / 1000);
`;

describe('how a time is written', () => {
  const rows: readonly [value: string, form: string][] = [
    ['Date.now()', 'milliseconds'],
    ['Date.now() + 3600 * 1000', 'milliseconds'],
    ['new Date().getTime() + DAY', 'milliseconds'],
    ['Number(new Date())', 'milliseconds'],
    ['+new Date()', 'milliseconds'],
    ['+new Date() + DAY * 1000', 'milliseconds'],
    ['new Date(x).valueOf()', 'milliseconds'],
    ['now() + 1000', 'milliseconds'],
    ['Math.round(Date.now())', 'milliseconds'],
    ['dayjs().valueOf()', 'milliseconds'],
    ['dayjs().add(1, "day").valueOf()', 'milliseconds'],
    ['Math.floor(Date.now() / 1000)', 'seconds'],
    ['Math.floor(Date.now() / 1000) + DAY', 'seconds'],
    ['Math.floor((Date.now() + x) / 1000)', 'seconds'],
    ['Date.now() / 1e3', 'seconds'],
    ['dayjs().add(1, "day").unix()', 'seconds'],
    ['inSeconds(new Date())', 'seconds'],
    ['parseInt(String(Date.now() / 1000))', 'unknown'],
    ['Math.floor(Date.now() / 1000) * 1000', 'milliseconds'],
    ['new Date().toISOString()', 'iso-text'],
    ['dayjs().toISOString()', 'iso-text'],
    ['String(Date.now())', 'text'],
    ['`${Date.now()}`', 'text'],
    ['"never"', 'text'],
    ['DAY', 'number'],
    ['0', 'number'],
    ['Date.now() - start()', 'milliseconds'],
    ['x', 'unknown'],
    ['expiry(x)', 'unknown'],
    ['fresh ? Date.now() : Date.now() + 1', 'milliseconds'],
    ['fresh ? Date.now() : x', 'unknown'],
  ];
  for (const [value, form] of rows) {
    it(value, () => {
      const facts = factsOf('dynamodb.attribute', { 'a.ts': `${head}export async function f(x: any, fresh: boolean) {\n  const expires = ${value};\n  await doc.send(new PutCommand({ TableName: 't', Item: { id: x, expires } }));\n}` });
      assert.equal(facts.find(({ name }) => name === 'expires')?.form, form);
    });
  }
});

describe('attributes written', () => {
  const rows: readonly [title: string, call: string, expected: string][] = [
    ['wrapped numbers', "client.send(new PutItemCommand({ TableName: 't', Item: { ttl: { N: String(Date.now()) } } }))", 'ttl milliseconds'],
    ['wrapped seconds', "client.send(new PutItemCommand({ TableName: 't', Item: { ttl: { N: Math.floor(Date.now() / 1000).toString() } } }))", 'ttl seconds'],
    ['wrapped in a template', "client.send(new PutItemCommand({ TableName: 't', Item: { ttl: { N: `${Date.now()}` } } }))", 'ttl milliseconds'],
    ['marshalled', "client.send(new PutItemCommand({ TableName: 't', Item: marshall({ ttl: Date.now() }) }))", 'ttl milliseconds'],
    ['set in an update', "doc.send(new UpdateCommand({ TableName: 't', Key: { id: 1 }, UpdateExpression: 'SET #t = :t, other = other + :n', ExpressionAttributeNames: { '#t': 'ttl' }, ExpressionAttributeValues: { ':t': Date.now(), ':n': 1 } }))", 'ttl milliseconds'],
  ];
  for (const [title, call, expected] of rows) {
    it(title, () => assert.deepEqual(factsOf('dynamodb.attribute', { 'a.ts': `${head}export const f = () => ${call};` }).map(({ name, form }) => `${name} ${form}`), [expected]));
  }
});
