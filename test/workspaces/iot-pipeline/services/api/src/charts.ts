import { cassandra } from '../../../shared/cassandra.js';

export async function monthOf(device: string, month: string) {
  const { rows } = await cassandra.execute(
    'SELECT hour, metric, average FROM telemetry_hourly WHERE device_id = ? AND month = ?',
    [device, month],
    { prepare: true },
  );
  return rows.map(({ hour, metric, average }) => ({ hour, metric, average }));
}
