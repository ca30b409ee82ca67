import { hot } from '../../../shared/redis.js';
import type { Measurement } from './telemetry.js';

const quietSeconds = 15 * 60;

/** Tells the customer, once per quarter of an hour, device and metric. */
export async function alert({ device, metric, value }: Measurement): Promise<void> {
  const isFirst = await hot.set(`alert:seen:${device}:${metric}`, '1', 'EX', quietSeconds, 'NX');
  if (isFirst === null) return;
  await fetch(`${process.env.MAIL_API}/messages`, { method: 'POST', body: JSON.stringify({ device, metric, value }) });
}
