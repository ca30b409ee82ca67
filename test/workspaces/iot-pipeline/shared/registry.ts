import { cassandra, consistencies } from './cassandra.js';

const fast = { prepare: true, consistency: consistencies.one };

export async function registerDevice(id: string, customerId: string, publicKey: string): Promise<void> {
  await cassandra.execute(
    'INSERT INTO devices (device_id, customer_id, public_key, registered_at) VALUES (?, ?, ?, toTimestamp(now()))',
    [id, customerId, publicKey],
    fast,
  );
}

export async function unregisterDevice(id: string): Promise<void> {
  await cassandra.execute('DELETE FROM devices WHERE device_id = ?', [id], fast);
}

/** Whether measurements of this device are taken, and its commands signed. */
export async function isRegistered(id: string): Promise<boolean> {
  const { rows } = await cassandra.execute('SELECT public_key FROM devices WHERE device_id = ?', [id], fast);
  if (rows.length === 0) return false;
  return rows[0]?.public_key !== null;
}
