import { types } from 'cassandra-driver';
import { cassandra } from '../clients/cassandra.js';

const shards = 16;

/** Thousands of lines a second for a busy site, so that its hour is spread over shards. */
export async function log(site: string, path: string, status: number): Promise<void> {
  const hour = new Date().toISOString().slice(0, 13);
  await cassandra.execute(
    'INSERT INTO access_log (site, hour, shard, requested_at, path, status) VALUES (?, ?, ?, ?, ?, ?)',
    [site, hour, Math.floor(Math.random() * shards), types.TimeUuid.now(), path, status],
    { prepare: true },
  );
}

export async function linesOf(site: string, hour: string) {
  const pages = await Promise.all(
    Array.from({ length: shards }, (_, shard) =>
      cassandra.execute('SELECT requested_at, path, status FROM access_log WHERE site = ? AND hour = ? AND shard = ?', [site, hour, shard], {
        prepare: true,
      }),
    ),
  );
  return pages.flatMap(({ rows }) => rows);
}
