import { Queue } from 'bullmq';
import { jobsConnection } from '../../../shared/redis.js';

const rollups = new Queue('rollups', { connection: jobsConnection });
rollups.on('error', error => console.error('rollups', error));

/** One job per device and hour, however many measurements arrive. */
export async function rollUpLater(device: string, at: Date): Promise<void> {
  const hour = at.toISOString().slice(0, 13);
  await rollups.add('hour', { device, hour }, { jobId: `${device}-${hour}`, delay: 3600 * 1000, attempts: 5, removeOnComplete: true });
}
