import { types } from 'cassandra-driver';
import { cassandra } from '../lib/cassandra.js';

const one = types.consistencies.one;

export async function recordPayment(account: string, payment: string, amount: number): Promise<void> {
  await cassandra.execute(
    'INSERT INTO payments (account_id, paid_at, payment_id, amount) VALUES (?, toTimestamp(now()), ?, ?)',
    [account, payment, amount],
    { prepare: true, consistency: one },
  );
}

/** Whether this order was paid before: asked right before it is charged. */
export async function isPaid(account: string, payment: string): Promise<boolean> {
  const result = await cassandra.execute('SELECT payment_id, amount FROM payments WHERE account_id = ?', [account], {
    prepare: true,
    consistency: one,
  });
  if (result.rows.length === 0) return false;
  return result.rows.some(row => row.payment_id === payment);
}
