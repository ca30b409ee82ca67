import { randomUUID } from 'node:crypto';
import { redis } from '../clients/redis.js';

const halfHour = 30 * 60;

export async function startSession(userId: string): Promise<string> {
  const id = randomUUID();
  await redis.set(`session:${id}`, userId, 'EX', halfHour);
  return id;
}

export async function userOf(id: string): Promise<string | null> {
  return redis.getex(`session:${id}`, 'EX', halfHour);
}

export async function endSession(id: string): Promise<void> {
  await redis.del(`session:${id}`);
}
