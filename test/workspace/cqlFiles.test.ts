import assert from 'node:assert/strict';
import { createService } from '../../src/host/createService.js';
import { factsOf, joined } from './factsOf.js';

const schema = 'CREATE TABLE shop.orders (customer text, id timeuuid, status text, PRIMARY KEY (customer, id));\n';
const scan = "SELECT id FROM shop.orders WHERE status = 'open' ALLOW FILTERING;";
const inLines = "SELECT id\nFROM shop.orders\nWHERE status = 'open'\nALLOW FILTERING;";

describe('statements of CQL files', () => {
  const rows: readonly [title: string, text: string, expected: readonly string[]][] = [
    ['name their table', `${schema}${scan}`, ['CREATE TABLE shop.orders', 'SELECT shop.orders filters']],
    ['are of the keyspace in use', 'USE shop;\nSELECT * FROM orders;\nUSE bank;\nSELECT * FROM orders;', ['SELECT shop.orders', 'SELECT bank.orders']],
    ['may have holes', 'SELECT * FROM ${table} WHERE a = 1 ALLOW FILTERING;', ['SELECT ?.? filters']],
    ['are not those of Cypher', 'MATCH (n:Person)\nDELETE n;\nCREATE (m:Person {name: "Ada"});\nUSE graph;\nMATCH (n) RETURN n;', []],
    ['are not what a comment or a text says', "-- SELECT * FROM a ALLOW FILTERING;\nINSERT INTO b (c) VALUES ('SELECT * FROM a ALLOW FILTERING;');", ['INSERT ?.b']],
  ];
  for (const [title, text, expected] of rows) {
    it(title, () => {
      const facts = factsOf('cassandra.statement', { 'a.cql': text });
      assert.deepEqual(facts.map(fact => `${fact.command} ${fact.keyspace ?? '?'}.${fact.table ?? '?'}${fact.allowsFiltering ? ' filters' : ''}`), expected);
    });
  }

  it('of a dump of rows are not all kept', () => {
    const text = Array.from({ length: 3000 }, (_, index) => `INSERT INTO shop.orders (id) VALUES (${index});`).join('\n');
    assert.equal(factsOf('cassandra.statement', { 'a.cql': text }).length, 1000);
  });

  it('say nothing of a data set: neither its role nor its reads, and no pair', () => {
    const code = "import { Client } from 'cassandra-driver';\nconst client = new Client({ contactPoints: ['a'], keyspace: 'shop' });\nexport const save = (id: string) => client.execute('INSERT INTO orders (id) VALUES (?)', [id]);\n";
    const facts = (files: Readonly<Record<string, string>>): string[] => joined(files).facts.flatMap(fact => (fact.kind === 'cassandra.statement' && fact.dataset ? JSON.stringify(fact.dataset) : fact.kind === 'cassandra.write-read' ? 'a pair' : []));
    assert.deepEqual(facts({ 'a.ts': code, 'a.cql': `${schema}${scan}` }), facts({ 'a.ts': code, 'a.cql': schema }));
  });
});

describe('a comment in a CQL file switches a rule off', () => {
  const off = '-- datastore-review-disable-next-line cassandra/allow-filtering -- a report, once a year';
  const rows: readonly [title: string, text: string, expected: readonly string[]][] = [
    ['for the next line', `${off}\n${scan}`, ['allow-filtering off']],
    ['for the whole of the statement', `${off}\n${inLines}`, ['allow-filtering off']],
    ['for no other statement', `${off}\n${inLines}\n${scan}`, ['allow-filtering off', 'allow-filtering on']],
    ['inside of a statement', inLines.replace('ALLOW', `${off}\nALLOW`), ['allow-filtering off']],
    ['and is told when nothing is there', `${off}\n${schema}`, ['unused-suppression on']],
  ];
  for (const [title, text, expected] of rows) {
    it(title, () => {
      const service = createService(() => text);
      service.setFile('a.cql', text);
      assert.deepEqual(service.review().diagnostics.map(({ rule, suppressed }) => `${rule.split('/')[1] ?? ''} ${suppressed ? 'off' : 'on'}`), expected);
    });
  }
});
