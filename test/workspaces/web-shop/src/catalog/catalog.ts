import pg from 'pg';
import { redis } from '../lib/redis.js';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });

/** The catalogue lives in PostgreSQL; Redis only saves the way there. */
export async function product(sku: string) {
  const cached = await redis.get(`cache:product:${sku}`);
  if (cached) return JSON.parse(cached);
  const { rows } = await pool.query('SELECT * FROM products WHERE sku = $1', [sku]);
  await redis.set(`cache:product:${sku}`, JSON.stringify(rows[0] ?? null), 'EX', 300);
  return rows[0];
}
