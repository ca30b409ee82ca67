import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { dynamodb, waitlistTable } from '../lib/dynamodb.js';

// Who waits was promised a seat in this order.
// datastore: role=record
export class Waitlist {
  async join(flight: string, userId: string): Promise<void> {
    await dynamodb.send(
      new PutCommand({ TableName: waitlistTable, Item: { flight, place: `${new Date().toISOString()}#${userId}`, userId } }),
    );
  }

  /** The one who has waited longest. */
  async next(flight: string): Promise<string | undefined> {
    const { Items } = await dynamodb.send(
      new QueryCommand({
        TableName: waitlistTable,
        KeyConditionExpression: 'flight = :flight',
        ExpressionAttributeValues: { ':flight': flight },
        ConsistentRead: true,
        Limit: 1,
      }),
    );
    const [first] = Items ?? [];
    if (!first) return undefined;
    await dynamodb.send(new DeleteCommand({ TableName: waitlistTable, Key: { flight, place: first.place } }));
    return first.userId;
  }
}

const waitlist = new Waitlist();
export const joinWaitlist = (flight: string, userId: string) => waitlist.join(flight, userId);
export const nextOfWaitlist = (flight: string) => waitlist.next(flight);
