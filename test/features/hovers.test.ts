import assert from 'node:assert/strict';
import { createService } from '../../src/host/createService.js';

/** What the hover over `^` in a text begins with. */
function titleAt(path: string, marked: string): string | undefined {
  const service = createService(() => undefined);
  const offset = marked.indexOf('^');
  service.setFile(path, marked.replace('^', ''));
  return /^\*\*(.*?)\*\*/.exec(service.hover(path, offset)?.markdown ?? '')?.[1];
}

describe('hovers', () => {
  const ioredis = 'import Redis from "ioredis";\nconst redis = new Redis().on("error", log);\n';
  const nodeRedis = 'import { createClient } from "redis";\nconst client = createClient().on("error", log);\n';
  const cassandra = 'import { Client } from "cassandra-driver";\nconst client = new Client({ contactPoints: ["a"], keyspace: "shop" });\n';
  const rows: readonly [code: string, title: string | undefined][] = [
    [`${ioredis}redis.s^et("a", 1, "EX", 5, "NX");`, 'SET'],
    [`${ioredis}redis.set("a", 1, "E^X", 5, "NX");`, 'SET EX'],
    [`${ioredis}redis.set("a", 1, "EX", 5, "N^X");`, 'SET NX'],
    [`${ioredis}redis.expire("a", 5, "n^x");`, 'EXPIRE NX'],
    [`${nodeRedis}client.set("a", "1", { E^X: 5, NX: true });`, 'SET EX'],
    [`${nodeRedis}client.set("a", "1", { EX: 5, condition: "N^X" });`, 'SET NX'],
    [`${cassandra}client.execute("IN^SERT INTO carts (id) VALUES (?) IF NOT EXISTS");`, 'INSERT'],
    [`${cassandra}client.execute("INSERT INTO carts (id) VALUES (?) IF N^OT EXISTS");`, 'INSERT IF NOT EXISTS'],
    [`${cassandra}client.execute("INSERT INTO carts (id) VALUES (?) USING T^TL 60");`, 'INSERT USING TTL'],
    [`${cassandra}client.execute("UPDATE carts SET n = 1 WHERE id = ? I^F n = 0");`, 'UPDATE IF'],
    ['const a = ^1;', undefined],
  ];
  for (const [marked, title] of rows) it(marked.split('\n').at(-1) ?? '', () => assert.equal(titleAt('src/a.ts', marked), title));
});
