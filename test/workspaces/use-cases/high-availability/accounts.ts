import { cassandra } from '../clients/cassandra.js';

/** Any two of three replicas will do, for reads and for writes. */
export async function createAccount(id: string, email: string, name: string): Promise<void> {
  await cassandra.execute(
    'INSERT INTO user_accounts (user_id, email, display_name, created_at) VALUES (?, ?, ?, toTimestamp(now()))',
    [id, email, name],
    { prepare: true },
  );
}

export async function account(id: string) {
  const { rows } = await cassandra.execute('SELECT email, display_name FROM user_accounts WHERE user_id = ?', [id], { prepare: true });
  return rows[0];
}
