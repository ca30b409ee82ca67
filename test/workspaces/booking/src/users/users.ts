import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { appTable, dynamodb } from '../lib/dynamodb.js';

export interface User {
  id: string;
  email: string;
  passwordHash: string;
  createdAt: string;
}

export async function register(user: User): Promise<void> {
  await dynamodb.send(
    new PutCommand({
      TableName: appTable,
      Item: { pk: `USER#${user.id}`, sk: 'PROFILE', ...user },
      ConditionExpression: 'attribute_not_exists(pk)',
    }),
  );
}

export async function findUser(id: string): Promise<User | undefined> {
  const { Item } = await dynamodb.send(
    new GetCommand({ TableName: appTable, Key: { pk: `USER#${id}`, sk: 'PROFILE' }, ConsistentRead: true }),
  );
  return Item as User | undefined;
}
