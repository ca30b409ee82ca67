import assert from 'node:assert/strict';
import { callsIn, inWords } from './inWords.js';

const start = "import { Client, types, concurrent } from 'cassandra-driver';\nconst client = new Client({ contactPoints: ['a'], localDataCenter: 'dc1' });\n";
const rows: readonly (readonly [code: string, ...calls: string[]])[] = [
  ["client.execute('SELECT * FROM orders WHERE id = ?', [id], { prepare: true })", 'select orders'],
  ["client.execute('SELECT * FROM shop.orders WHERE id = ?', [id], (error, rows) => {})", 'select shop.orders'],
  ["client.execute('TRUNCATE orders', callback)", 'truncate orders'],
  ["const QUERY = `INSERT INTO orders (id) VALUES (?)`; client.execute(QUERY, [id])", 'insert orders'],
  ["client.execute(`SELECT * FROM ${table} WHERE id = ?`, [id])", 'select'],
  ["client.execute(query, [id], { consistency: types.consistencies.localQuorum })", '? LOCAL_QUORUM'],
  ["client.execute('UPDATE a SET b = 1 WHERE id = 1', [], { consistency: types.consistencies.one })", 'update a ONE'],
  ["client.eachRow('SELECT * FROM orders', [], { prepare: true }, (n, row) => {})", 'select orders'],
  ["client.stream('SELECT * FROM orders').on('readable', f)", 'select orders'],
  [
    "client.batch([{ query: 'INSERT INTO a (id) VALUES (?)', params: [1] }, 'DELETE FROM b WHERE id = 1'], { consistency: types.consistencies.quorum })",
    'batch QUORUM', 'insert a QUORUM in batch', 'delete b QUORUM in batch',
  ],
  ['client.batch(queries, { prepare: true })', 'batch'],
  ["client.execute('BEGIN BATCH INSERT INTO a (id) VALUES (1); APPLY BATCH')", 'batch', 'insert a in batch'],
  ["concurrent.executeConcurrent(client, 'INSERT INTO a (id) VALUES (?)', rows)", 'insert a'],
  ['client.connect(); client.shutdown()'],
];

describe('cassandra-driver', () => {
  for (const [code, ...calls] of rows) it(code, () => assert.deepEqual(inWords(start + code), calls));

  it('leads from the statement back to the source', () => {
    const code = `${start}const table = 'orders';\nclient.execute(\`SELECT * FROM \${table} WHERE id = ? ALLOW FILTERING\`)`;
    const [call] = callsIn(code).calls;
    if (call?.kind !== 'cassandra.statement' || call.statement?.kind !== 'select') throw new Error('no select');
    const range = call.toSource(call.statement.allowFiltering!);
    assert.equal(code.slice(range.start, range.end), 'ALLOW FILTERING');
  });
});
