import { redis } from '../clients/redis.js';

const perMinute = 100;

export async function isAllowed(apiKey: string): Promise<boolean> {
  const key = `rate:${apiKey}:${Math.floor(Date.now() / 60_000)}`;
  const results = await redis.multi().incr(key).expire(key, 60).exec();
  return Number(results?.[0]?.[1]) <= perMinute;
}
