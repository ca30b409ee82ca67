import assert from 'node:assert/strict';
import { cql } from '../../../src/readers/config/cql.js';
import { readConfig } from './check.js';

const texts: [string, string, string[]][] = [
  ['a schema', "CREATE KEYSPACE shop WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1};\nCREATE TABLE shop.orders (id uuid PRIMARY KEY);", ['createKeyspace', 'createTable']],
  ['comments between', '-- datastore: role=record\nCREATE TABLE t (id int PRIMARY KEY);', ['createTable']],
  ['half typed', 'CREATE TABLE t (id int PRIMARY KEY);\nCREATE TAB', ['createTable', 'other']],
  ['nothing', '\n-- empty\n', []],
];

describe('.cql', () => {
  for (const [title, text, kinds] of texts) {
    it(title, () => {
      const [schema, ...others] = readConfig(cql, text, 'schema.cql').facts;
      assert.deepEqual(others, []);
      assert.equal(schema?.kind === 'cql.schema' ? schema.statements.length : 0, kinds.length);
    });
  }
  it('keeps comments that speak to this tool', () => {
    const text = '-- datastore: role=record\n// hello\n/* source of truth */\nCREATE TABLE t (id int PRIMARY KEY);';
    assert.equal(readConfig(cql, text, 'schema.cql').comments.length, 2);
  });
  const accepted: [boolean, string, string][] = [
    [true, 'schema.cql', ''], [true, 'a/b.CQL', 'x'], [true, 'schema.cql.tmpl', ''], [true, 'init.sql', 'CREATE KEYSPACE x WITH replication = {};'],
    [false, 'init.sql', 'CREATE TABLE x (id int);'], [false, 'a.ts', 'CREATE KEYSPACE x'], [false, 'notes.cqlx', ''],
  ];
  for (const [expected, path, text] of accepted) it(`${String(expected)}: ${path}`, () => assert.equal(cql.accepts(path, text), expected));
});
