import { randomUUID } from 'node:crypto';
import { claimSeat } from '../seats/seats.js';
import { takeOne } from '../seats/inventory.js';
import { userOf } from '../sessions/sessionStore.js';
import { joinWaitlist } from '../waitlist/waitlist.js';
import { saveBooking } from './bookingStore.js';
import { isFirst } from './idempotency.js';

interface Request {
  headers: { session?: string; 'idempotency-key': string };
  pathParameters: { flight: string };
  body: string;
}

export async function book({ headers, pathParameters: { flight }, body }: Request) {
  const userId = await userOf(headers.session ?? '');
  if (!userId) return { statusCode: 401 };
  if (!(await isFirst(headers['idempotency-key']))) return { statusCode: 409, body: 'This request was made before.' };
  const { seat, amount, currency } = JSON.parse(body);
  if (!(await claimSeat(flight, seat, userId))) return { statusCode: 409, body: 'This seat is taken.' };
  if (!(await takeOne(flight))) {
    await joinWaitlist(flight, userId);
    return { statusCode: 202, body: 'You are on the waitlist.' };
  }
  const id = randomUUID();
  await saveBooking({ id, userId, flight, seat, amount, currency, createdAt: new Date().toISOString(), version: 1 });
  return { statusCode: 201, body: JSON.stringify({ id }) };
}
