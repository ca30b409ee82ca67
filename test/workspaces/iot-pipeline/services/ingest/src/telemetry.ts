import { cassandra } from '../../../shared/cassandra.js';

export interface Measurement {
  device: string;
  metric: string;
  value: number;
  at: Date;
}

/** Kept for 90 days, in the partition of its device and day. */
export async function store({ device, metric, value, at }: Measurement): Promise<void> {
  await cassandra.execute(
    'INSERT INTO telemetry (device_id, day, measured_at, metric, value) VALUES (?, ?, ?, ?, ?)',
    [device, at.toISOString().slice(0, 10), at, metric, value],
    { prepare: true },
  );
}

export async function dayOf(device: string, day: string): Promise<Measurement[]> {
  const { rows } = await cassandra.execute(
    'SELECT measured_at, metric, value FROM telemetry WHERE device_id = ? AND day = ?',
    [device, day],
    { prepare: true },
  );
  return rows.map(row => ({ device, metric: row.metric, value: row.value, at: row.measured_at }));
}
