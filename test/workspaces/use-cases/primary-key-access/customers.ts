import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { dynamodb } from '../clients/dynamodb.js';

export interface Customer {
  customerId: string;
  email: string;
  address: string;
  createdAt: string;
  version: number;
}

const table = process.env.CUSTOMERS_TABLE;

export async function addCustomer(customer: Customer): Promise<void> {
  await dynamodb.send(new PutCommand({ TableName: table, Item: customer, ConditionExpression: 'attribute_not_exists(customerId)' }));
}

export async function customer(customerId: string): Promise<Customer | undefined> {
  const { Item } = await dynamodb.send(new GetCommand({ TableName: table, Key: { customerId }, ConsistentRead: true }));
  return Item as Customer | undefined;
}

export async function moveTo(address: string, { customerId, version }: Customer): Promise<void> {
  await dynamodb.send(
    new UpdateCommand({
      TableName: table,
      Key: { customerId },
      UpdateExpression: 'SET address = :address, version = :next',
      ConditionExpression: 'version = :version',
      ExpressionAttributeValues: { ':address': address, ':version': version, ':next': version + 1 },
    }),
  );
}
