import { randomUUID } from 'node:crypto';
import { redis } from '../clients/redis.js';

const release = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0";

/** Saves building the same report twice at a time; were it built twice, nobody would be hurt. */
export async function once(report: string, build: () => Promise<void>): Promise<boolean> {
  const token = randomUUID();
  if ((await redis.set(`lock:report:${report}`, token, 'PX', 30_000, 'NX')) === null) return false;
  try {
    await build();
  } finally {
    await redis.eval(release, 1, `lock:report:${report}`, token);
  }
  return true;
}
