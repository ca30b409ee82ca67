import { dax } from '../lib/dax.js';
import { appTable } from '../lib/dynamodb.js';

export interface Flight {
  number: string;
  from: string;
  to: string;
  departs: string;
}

// datastore: role=record read=eventual staleness=5m
const flightKey = (number: string) => ({ pk: `FLIGHT#${number}`, sk: 'INFO' });

/** For the page of a flight; a change of gate may show a little late. */
export async function flight(number: string): Promise<Flight | undefined> {
  const { Item } = await dax.get({ TableName: appTable!, Key: flightKey(number) }).promise();
  return Item as Flight | undefined;
}

/** The timetable, imported each night through the same cache. */
export async function publishFlight(flight: Flight): Promise<void> {
  await dax.put({ TableName: appTable!, Item: { ...flightKey(flight.number), ...flight } }).promise();
}
