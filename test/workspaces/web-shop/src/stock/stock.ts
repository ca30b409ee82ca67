import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { dynamodb, stockTable } from '../lib/dynamodb.js';

/** Takes what was sold, and says whether there is any left to sell. */
export async function sell(sku: string, quantity: number): Promise<boolean> {
  await dynamodb.send(
    new UpdateCommand({
      TableName: stockTable,
      Key: { sku },
      UpdateExpression: 'SET available = available - :quantity',
      ConditionExpression: 'available >= :quantity',
      ExpressionAttributeValues: { ':quantity': quantity },
    }),
  );
  const { Item } = await dynamodb.send(new GetCommand({ TableName: stockTable, Key: { sku } }));
  if (!Item) return false;
  return Item.available > 0;
}
