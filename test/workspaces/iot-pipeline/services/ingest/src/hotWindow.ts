import { hot } from '../../../shared/redis.js';
import type { Measurement } from './telemetry.js';

const window = 15 * 60 * 1000;

/** The last quarter of an hour of a device, for its live chart. All of it is in Cassandra too. */
export async function remember({ device, metric, value, at }: Measurement): Promise<void> {
  const key = `telemetry:${device}`;
  await hot
    .multi()
    .zadd(key, at.getTime(), JSON.stringify({ metric, value, at }))
    .zremrangebyscore(key, 0, at.getTime() - window)
    .expire(key, 3600)
    .exec();
}

export async function latest(device: string): Promise<string[]> {
  return hot.zrangebyscore(`telemetry:${device}`, Date.now() - window, '+inf');
}
