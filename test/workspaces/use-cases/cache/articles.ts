import pg from 'pg';
import { redis } from '../clients/redis.js';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });

export async function article(id: string) {
  const cached = await redis.get(`cache:article:${id}`);
  if (cached) return JSON.parse(cached);
  const { rows } = await pool.query('SELECT * FROM articles WHERE id = $1', [id]);
  await redis.set(`cache:article:${id}`, JSON.stringify(rows[0] ?? null), 'EX', 600);
  return rows[0];
}
