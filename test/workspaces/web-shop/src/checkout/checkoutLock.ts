import { redis } from '../lib/redis.js';

export async function withCheckoutLock<T>(cartId: string, work: () => Promise<T>): Promise<T | undefined> {
  const key = `lock:checkout:${cartId}`;
  const acquired = await redis.set(key, '1', 'NX');
  if (!acquired) return undefined;
  try {
    return await work();
  } finally {
    await redis.del(key);
  }
}
