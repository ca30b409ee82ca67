import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { appTable, dynamodb } from '../lib/dynamodb.js';

export interface Booking {
  id: string;
  userId: string;
  flight: string;
  seat: string;
  amount: string;
  currency: string;
  createdAt: string;
  version: number;
}

const bookingKey = (id: string) => ({ pk: `BOOKING#${id}`, sk: 'DETAILS' });

export async function saveBooking(booking: Booking): Promise<void> {
  await dynamodb.send(
    new PutCommand({
      TableName: appTable,
      Item: { ...bookingKey(booking.id), ...booking },
      ConditionExpression: 'attribute_not_exists(pk)',
    }),
  );
}

export async function findBooking(id: string): Promise<Booking | undefined> {
  const { Item } = await dynamodb.send(new GetCommand({ TableName: appTable, Key: bookingKey(id), ConsistentRead: true }));
  return Item as Booking | undefined;
}

/** Another seat, unless the booking was changed since it was read. */
export async function changeSeat({ id, version }: Booking, seat: string): Promise<void> {
  await dynamodb.send(
    new UpdateCommand({
      TableName: appTable,
      Key: bookingKey(id),
      UpdateExpression: 'SET seat = :seat, version = :next',
      ConditionExpression: 'version = :version',
      ExpressionAttributeValues: { ':seat': seat, ':version': version, ':next': version + 1 },
    }),
  );
}
