import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { appTable, dynamodb, nowInSeconds } from '../lib/dynamodb.js';

const day = 24 * 60 * 60;

/** Whether this request is the first of its key. A key that has expired and is not deleted yet does not count. */
export async function isFirst(key: string): Promise<boolean> {
  const now = nowInSeconds();
  try {
    await dynamodb.send(
      new PutCommand({
        TableName: appTable,
        Item: { pk: `IDEMP#${key}`, sk: 'REQUEST', expiresAt: now + day },
        ConditionExpression: 'attribute_not_exists(pk) OR expiresAt < :now',
        ExpressionAttributeValues: { ':now': now },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
