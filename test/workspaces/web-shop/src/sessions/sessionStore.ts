import { randomUUID } from 'node:crypto';
import { redis } from '../lib/redis.js';

const sessionSeconds = 30 * 60;

export async function startSession(userId: string): Promise<string> {
  const id = randomUUID();
  await redis.set(`session:${id}`, userId, 'EX', sessionSeconds);
  return id;
}

export async function userOf(sessionId: string): Promise<string | null> {
  return redis.get(`session:${sessionId}`);
}

export async function endSession(sessionId: string): Promise<void> {
  await redis.del(`session:${sessionId}`);
}
