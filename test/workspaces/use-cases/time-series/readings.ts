import { cassandra } from '../clients/cassandra.js';

export async function readingsOf(sensor: string, day: string) {
  const { rows } = await cassandra.execute('SELECT read_at, value FROM sensor_readings WHERE sensor_id = ? AND day = ?', [sensor, day], {
    prepare: true,
  });
  return rows.map(({ read_at, value }) => ({ at: read_at, value }));
}

export async function keepReading(sensor: string, at: Date, value: number): Promise<void> {
  await cassandra.execute(
    'INSERT INTO sensor_readings (sensor_id, day, read_at, value) VALUES (?, ?, ?, ?)',
    [sensor, at.toISOString().slice(0, 10), at, value],
    { prepare: true },
  );
}
