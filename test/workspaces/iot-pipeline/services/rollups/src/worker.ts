import { Worker } from 'bullmq';
import { cassandra } from '../../../shared/cassandra.js';
import { jobsConnection } from '../../../shared/redis.js';

/** Hourly averages; a job that runs twice writes the same row twice. */
const worker = new Worker(
  'rollups',
  async ({ data: { device, hour } }) => {
    const { rows } = await cassandra.execute(
      'SELECT metric, value FROM telemetry WHERE device_id = ? AND day = ? AND measured_at >= ?',
      [device, hour.slice(0, 10), new Date(`${hour}:00:00Z`)],
      { prepare: true },
    );
    const values = Map.groupBy(rows, row => row.metric as string);
    for (const [metric, measured] of values) {
      const average = measured.reduce((sum, row) => sum + row.value, 0) / measured.length;
      await cassandra.execute(
        'INSERT INTO telemetry_hourly (device_id, month, hour, metric, average) VALUES (?, ?, ?, ?, ?)',
        [device, hour.slice(0, 7), new Date(`${hour}:00:00Z`), metric, average],
        { prepare: true },
      );
    }
  },
  { connection: jobsConnection },
);
worker.on('error', error => console.error('rollups', error));
