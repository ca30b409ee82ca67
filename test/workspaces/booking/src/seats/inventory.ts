import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { appTable, dynamodb } from '../lib/dynamodb.js';

/** Takes one of the seats that are left; false when there is none. */
export async function takeOne(flight: string): Promise<boolean> {
  try {
    await dynamodb.send(
      new UpdateCommand({
        TableName: appTable,
        Key: { pk: `INVENTORY#${flight}`, sk: 'SEATS' },
        UpdateExpression: 'SET seats = seats - :one',
        ConditionExpression: 'seats >= :one',
        ExpressionAttributeValues: { ':one': 1 },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
