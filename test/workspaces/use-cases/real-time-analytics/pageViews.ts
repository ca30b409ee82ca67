import { redis } from '../clients/redis.js';

export async function viewed(page: string): Promise<void> {
  await redis.hincrby('stats:views', page, 1);
}

export async function views(): Promise<Record<string, string>> {
  return redis.hgetall('stats:views');
}
