import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { dax } from '../lib/dax.js';
import { appTable, dynamodb } from '../lib/dynamodb.js';

// datastore: role=record
const seatKey = (flight: string, seat: string) => ({ pk: `SEAT#${flight}`, sk: seat });

/** Gives the seat to this user, unless somebody has it. */
export async function claimSeat(flight: string, seat: string, userId: string): Promise<boolean> {
  const { Item: taken } = await dax.get({ TableName: appTable!, Key: seatKey(flight, seat) }).promise();
  if (taken) return false;
  await dynamodb.send(new PutCommand({ TableName: appTable, Item: { ...seatKey(flight, seat), userId } }));
  return true;
}
