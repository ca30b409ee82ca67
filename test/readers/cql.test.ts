import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cqlComments, readCql } from '../../src/readers/query/cql.js';
import { joinPieces, looksLikeCql } from '../../src/readers/query/cqlText.js';
import { HOLE } from '../../src/readers/query/cqlLexer.js';
import { summarize } from './cqlSummary.js';
import { rangesIn } from './rangesIn.js';

/** A text, and the summary of each of its statements. */
type Example = readonly [text: string, ...statements: string[]];

const select: Example[] = [
  ['SELECT * FROM users', 'select users | selection: *'],
  ['SELECT id, name FROM shop.users WHERE id = ?', 'select shop.users | selection: id, name | restrictions: id = ?'],
  [
    'SELECT "UserId", Name AS "N" FROM "Shop"."Users" WHERE "UserId" = :id',
    'select Shop.Users | selection: UserId, {value=name alias=N} | restrictions: UserId = :id',
  ],
  [
    "select count(*) from users where country = 'NL' allow filtering",
    "select users | selection: count(*) | restrictions: country = 'NL' | allowFiltering: «allow filtering»",
  ],
  [
    'SELECT COUNT(1), ttl(email), writetime(email), MAXWRITETIME(tags) FROM users WHERE id = 5',
    'select users | selection: count(1), ttl(email), writetime(email), maxwritetime(tags) | restrictions: id = 5',
  ],
  [
    'SELECT DISTINCT sensor FROM readings PER PARTITION LIMIT 2 LIMIT 100',
    'select readings | selection: sensor | isDistinct: yes | limit: 100 | perPartitionLimit: 2',
  ],
  [
    'SELECT JSON id, name FROM users WHERE id IN (1, 2, 3)',
    'select users | selection: id, name | isJson: yes | restrictions: id IN (1, 2, 3)',
  ],
  ['SELECT json, distinct FROM t WHERE json = ?', 'select t | selection: json, distinct | restrictions: json = ?'],
  [
    'SELECT * FROM t WHERE token(a, b) > token(?, ?) AND token(a, b) <= 9223372036854775807',
    'select t | selection: * | restrictions: token(a, b) > token(?, ?), token(a, b) <= 9223372036854776000',
  ],
  [
    'SELECT * FROM t WHERE a = ? AND (b, c) > (?, ?) AND (d, e) IN ((1, 2), (3, 4))',
    'select t | selection: * | restrictions: a = ?, tuple(b, c) > (?, ?), tuple(d, e) IN ((1, 2), (3, 4))',
  ],
  [
    'SELECT * FROM t WHERE a IN ? AND b IN :list AND c NOT IN (?) AND d != 4',
    'select t | selection: * | restrictions: a IN ?, b IN :list, c NOT IN (?), d != 4',
  ],
  [
    "SELECT * FROM t WHERE tags CONTAINS 'x' AND map CONTAINS KEY ? AND m['k'] = 1 AND u.street = 'a'",
    "select t | selection: * | restrictions: tags CONTAINS 'x', map CONTAINS KEY ?, element(m) = 1, field(u) = 'a'",
  ],
  [
    "SELECT * FROM t WHERE name LIKE 'A%' AND n BETWEEN 1 AND ? AND z IS NOT NULL",
    "select t | selection: * | restrictions: name LIKE 'A%', n BETWEEN (1, ?), z IS NOT null",
  ],
  [
    'SELECT sensor, max(value) FROM readings WHERE sensor = ? GROUP BY sensor, floor(ts, 1h) ORDER BY ts DESC, id LIMIT ?',
    'select readings | selection: sensor, max(value) | restrictions: sensor = ? | groupBy: sensor, floor(ts, literal 1h) | orderBy: {column=ts direction=desc}, {column=id direction=asc} | limit: ?',
  ],
  [
    'SELECT id, similarity_cosine(v, ?) FROM docs ORDER BY v ANN OF [0.1, -0.2, 3e-1] LIMIT 3',
    'select docs | selection: id, similarity_cosine(v, ?) | orderBy: {column=v direction=asc annOf=[0.1, -0.2, 0.3]} | limit: 3',
  ],
  [
    "SELECT cast(a AS double), (int) ?, b + 2 * c, -d, shop.discount(price, 1.5), addresses['home'], list[0..2], u.city FROM t",
    'select t | selection: cast(a as double), cast(? as int), ((b + 2) * c), (0 - d), shop.discount(price, 1.5), element of addresses, element of list, field of u',
  ],
  ['SELECT * FROM t WHERE (a = 1 AND b = 2) AND c = 3', 'select t | selection: * | restrictions: a = 1, b = 2, c = 3'],
  ['SELECT * FROM t WHERE a = 1 OR b = 2', 'select t | selection: * | restrictions: a = 1, b = 2 | partial'],
  [
    'SELECT * FROM t WHERE id = 123e4567-e89b-12d3-a456-426614174000 AND b = 0xCAFE AND d > 2mo3d AND t = now() AND f = true AND g = NaN',
    'select t | selection: * | restrictions: id = literal 123e4567-e89b-12d3-a456-426614174000, b = literal 0xCAFE, d > literal 2mo3d, t = now(), f = true, g = NaN',
  ],
  [
    `SELECT * FROM t WHERE expr(idx, '{"query": 1}') LIMIT 5`,
    `select t | selection: * | restrictions: index-expression() = expr(idx, '{"query": 1}') | limit: 5`,
  ],
  ['SELECT * FROM t WHERE a = 1 BYPASS CACHE USING TIMEOUT 5s', 'select t | selection: * | restrictions: a = 1'],
  [
    "SELECT a -- one\nFROM t // two ; '\nWHERE /* three ; */ b = 1; SELECT c FROM d",
    'select t | selection: a | restrictions: b = 1',
    'select d | selection: c',
  ],
  ['SELECT a FROM t WHERE s = {{1, 2}, {3}}', 'select t | selection: a | restrictions: s = set{set{1, 2}, set{3}}'],
];

const write: Example[] = [
  ["INSERT INTO users (id, name) VALUES (?, 'O''Neil')", "insert users | columns: id, name | values: ?, 'O'Neil'"],
  [
    "INSERT INTO shop.users (id, emails, m, addr, pair, w) VALUES (now(), {'a', 'b'}, {'k': 1, 'l': ?}, {street: 'x', zip: 1}, (1, 'a'), [1, 2]) IF NOT EXISTS USING TTL 86400 AND TIMESTAMP ?",
    "insert shop.users | columns: id, emails, m, addr, pair, w | values: now(), set{'a', 'b'}, map{'k': 1, 'l': ?}, udt{street: 'x', zip: 1}, (1, 'a'), [1, 2] | usingTtl: «USING TTL 86400» | usingTimestamp: «AND TIMESTAMP ?» | ifNotExists: «IF NOT EXISTS»",
  ],
  [
    `INSERT INTO users JSON '{"id": 1}' DEFAULT UNSET IF NOT EXISTS`,
    `insert users | json: '{"id": 1}' | ifNotExists: «IF NOT EXISTS»`,
  ],
  [
    "INSERT INTO t (a, b) VALUES ($$it's$$, -1.5) USING TIMESTAMP 1700000000000000",
    "insert t | columns: a, b | values: 'it's', -1.5 | usingTimestamp: «USING TIMESTAMP 1700000000000000»",
  ],
  ['INSERT INTO t (a) VALUES (null)', 'insert t | columns: a | values: null'],
  [
    'UPDATE users SET name = ?, email = :email WHERE id = ?',
    'update users | assignments: {column=name operation=plain value=?}, {column=email operation=plain value=:email} | restrictions: id = ?',
  ],
  [
    'UPDATE counters SET views = views + 1, likes = likes - ?, n += 2 WHERE page = ?',
    'update counters | assignments: {column=views operation=increment value=1}, {column=likes operation=subtract value=?}, {column=n operation=increment value=2} | restrictions: page = ?',
  ],
  [
    "UPDATE t SET l = l + ['a'], p = ['b'] + p, s = s + {'x'}, m = m + ?, r = r - {'y'}, m['k'] = ?, u.zip = 5, z = y + 1 WHERE id = 1",
    "update t | assignments: {column=l operation=list-append value=['a']}, {column=p operation=list-prepend value=['b']}, {column=s operation=set-add value=set{'x'}}, {column=m operation=add value=?}, {column=r operation=remove value=set{'y'}}, {column=m operation=element value=?}, {column=u operation=field value=5}, {column=z operation=plain value=(y + 1)} | restrictions: id = 1",
  ],
  [
    "UPDATE ks.t USING TTL ? AND TIMESTAMP 12 SET a = 1 WHERE id IN (1, 2) AND c >= 3 IF a = 0 AND b IN (1, 2) AND s['x'] = 3",
    'update ks.t | assignments: {column=a operation=plain value=1} | usingTtl: «USING TTL ?» | usingTimestamp: «AND TIMESTAMP 12» | restrictions: id IN (1, 2), c >= 3 | conditions: {restrictions=a = 0, b IN (1, 2), element(s) = 3}',
  ],
  [
    'UPDATE t SET a = 1 WHERE id = 1 IF EXISTS',
    'update t | assignments: {column=a operation=plain value=1} | ifExists: «IF EXISTS» | restrictions: id = 1',
  ],
  ['DELETE FROM users WHERE id = ?', 'delete users | restrictions: id = ?'],
  [
    "DELETE name, tags['a'], addr.zip FROM users USING TIMESTAMP 5 WHERE id = ? IF name = 'x'",
    "delete users | deleted: name, element of tags, field of addr | usingTimestamp: «USING TIMESTAMP 5» | restrictions: id = ? | conditions: {restrictions=name = 'x'}",
  ],
  ['DELETE FROM t WHERE a = 1 AND b > 2 IF EXISTS', 'delete t | ifExists: «IF EXISTS» | restrictions: a = 1, b > 2'],
];

const batch: Example[] = [
  [
    'BEGIN BATCH USING TIMESTAMP 1 INSERT INTO a (x) VALUES (1); UPDATE b SET y = 2 WHERE x = 1; DELETE FROM c WHERE x = 1 APPLY BATCH',
    'batch | type: logged | usingTimestamp: «USING TIMESTAMP 1» | statements: <insert a | columns: x | values: 1>, <update b | assignments: {column=y operation=plain value=2} | restrictions: x = 1>, <delete c | restrictions: x = 1>',
  ],
  [
    'BEGIN UNLOGGED BATCH INSERT INTO a (x) VALUES (1) INSERT INTO a (x) VALUES (2) UPDATE b SET y = 2 WHERE x = 1 APPLY BATCH;',
    'batch | type: unlogged | statements: <insert a | columns: x | values: 1>, <insert a | columns: x | values: 2>, <update b | assignments: {column=y operation=plain value=2} | restrictions: x = 1>',
  ],
  [
    'BEGIN COUNTER BATCH UPDATE c SET n = n + 1 WHERE id = ?; APPLY BATCH; SELECT a FROM b',
    'batch | type: counter | statements: <update c | assignments: {column=n operation=increment value=1} | restrictions: id = ?>',
    'select b | selection: a',
  ],
];

const schema: Example[] = [
  [
    "CREATE KEYSPACE shop WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': 3, 'dc2': '2'} AND durable_writes = false",
    'create-keyspace shop.- | replication: {strategy=NetworkTopologyStrategy dataCenters={dc1=3 dc2=2}} | durableWrites: false | options: replication={class=NetworkTopologyStrategy dc1=3 dc2=2} durable_writes=false',
  ],
  [
    `CREATE KEYSPACE IF NOT EXISTS "Shop" WITH REPLICATION = { 'class' : 'org.apache.cassandra.locator.SimpleStrategy', 'replication_factor' : 1 };`,
    'create-keyspace Shop.- | replication: {strategy=SimpleStrategy replicationFactor=1} | options: replication={class=org.apache.cassandra.locator.SimpleStrategy replication_factor=1} | ifNotExists: «IF NOT EXISTS»',
  ],
  [
    "ALTER KEYSPACE shop WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': '3/1'} AND tablets = {'enabled': false}",
    'alter-keyspace shop.- | replication: {strategy=NetworkTopologyStrategy dataCenters={dc1=3}} | options: replication={class=NetworkTopologyStrategy dc1=3/1} tablets={enabled=false}',
  ],
  [
    'CREATE TABLE users (id uuid PRIMARY KEY, name text, emails set<text>, addr frozen<address>)',
    'create-table users | columns: id uuid, name text, emails set<text>, addr frozen<address> | partitionKey: id',
  ],
  [
    "CREATE TABLE IF NOT EXISTS shop.orders (shop_id int, day date, id timeuuid, total decimal, name text STATIC, lines map<text, frozen<list<shop.line>>>, pos tuple<int, text>, v vector<float, 3>, PRIMARY KEY ((shop_id, day), id)) WITH CLUSTERING ORDER BY (id DESC) AND default_time_to_live = 86400 AND gc_grace_seconds = 0 AND compaction = {'class': 'TimeWindowCompactionStrategy', 'compaction_window_unit': 'DAYS', 'compaction_window_size': 1} AND comment = 'It''s'",
    "create-table shop.orders | columns: shop_id int, day date, id timeuuid, total decimal, name text static, lines map<text, frozen<list<shop.line>>>, pos tuple<int, text>, v vector<float, 3> | partitionKey: shop_id, day | clusteringKey: id | clusteringOrder: {column=id direction=desc} | options: default_time_to_live=86400 gc_grace_seconds=0 compaction={class=TimeWindowCompactionStrategy compaction_window_unit=DAYS compaction_window_size=1} comment=It's | ifNotExists: «IF NOT EXISTS»",
  ],
  [
    "CREATE TABLE t (a int, b int, c int, d 'org.example.Type', PRIMARY KEY (a, b, c)) WITH COMPACT STORAGE AND CLUSTERING ORDER BY (b ASC, c DESC)",
    'create-table t | columns: a int, b int, c int, d org.example.Type | partitionKey: a | clusteringKey: b, c | clusteringOrder: {column=b direction=asc}, {column=c direction=desc} | options: compact storage=true',
  ],
  [
    'CREATE COLUMNFAMILY t (a int PRIMARY KEY, b text MASKED WITH mask_inner(1, null), c int CHECK c > 0, d int NOT NULL, "D" int)',
    'create-table t | columns: a int, b text, c int, d int, D int | partitionKey: a',
  ],
  [
    'CREATE TABLE t (key text, static int, PRIMARY KEY (key))',
    'create-table t | columns: key text, static int | partitionKey: key',
  ],
  ['ALTER TABLE t ADD a int', 'alter-table t | added: a int'],
  ['ALTER TABLE IF EXISTS ks.t ADD IF NOT EXISTS (a int, b list<text>)', 'alter-table ks.t | added: a int, b list<text>'],
  ['ALTER TABLE t DROP a, b', 'alter-table t | dropped: a, b'],
  ['ALTER TABLE t DROP (a, b) USING TIMESTAMP 5', 'alter-table t | dropped: a, b'],
  ['ALTER TABLE t RENAME a TO b AND c TO d', 'alter-table t | renamed: {from=a to=b}, {from=c to=d}'],
  [
    "ALTER TABLE t WITH gc_grace_seconds = 60 AND caching = {'keys': 'ALL'}",
    'alter-table t | options: gc_grace_seconds=60 caching={keys=ALL}',
  ],
  ['CREATE INDEX ON users (email)', 'create-index users | targets: {column=email of=value}'],
  [
    "CREATE INDEX IF NOT EXISTS by_tag ON shop.users (KEYS(tags)) USING 'sai' WITH OPTIONS = {'case_sensitive': 'false'}",
    'create-index shop.users | name: by_tag | targets: {column=tags of=keys} | using: sai | options: options={case_sensitive=false} | ifNotExists: «IF NOT EXISTS»',
  ],
  [
    "CREATE CUSTOM INDEX v_idx ON docs (v) USING 'org.apache.cassandra.index.sai.StorageAttachedIndex'",
    'create-index docs | name: v_idx | targets: {column=v of=value} | isCustom: yes | using: StorageAttachedIndex',
  ],
  ['CREATE INDEX loc ON t ((pk), c)', 'create-index t | name: loc | targets: {column=pk of=value}, {column=c of=value}'],
  ['CREATE INDEX f ON t (full(l)) USING sai', 'create-index t | name: f | targets: {column=l of=full} | using: sai'],
  [
    'CREATE MATERIALIZED VIEW IF NOT EXISTS shop.by_email AS SELECT id, email FROM shop.users WHERE email IS NOT NULL AND id IS NOT NULL PRIMARY KEY (email, id) WITH CLUSTERING ORDER BY (id DESC) AND gc_grace_seconds = 5',
    'create-materialized-view shop.users | name: by_email | selection: id, email | restrictions: email IS NOT null, id IS NOT null | partitionKey: email | clusteringKey: id | clusteringOrder: {column=id direction=desc} | options: gc_grace_seconds=5 | ifNotExists: «IF NOT EXISTS»',
  ],
  [
    'CREATE TYPE IF NOT EXISTS shop.address (street text, phones set<text>, geo frozen<tuple<double, double>>)',
    'create-type shop.- | name: address | fields: street text, phones set<text>, geo frozen<tuple<double, double>> | ifNotExists: «IF NOT EXISTS»',
  ],
  ['DROP TABLE IF EXISTS shop.users', 'drop shop.users | what: table | name: users | ifExists: «IF EXISTS»'],
  [
    'DROP KEYSPACE shop; DROP INDEX shop.by_email; DROP TYPE address; DROP MATERIALIZED VIEW v',
    'drop shop.- | what: keyspace | name: shop',
    'drop shop.- | what: index | name: by_email',
    'drop | what: type | name: address',
    'drop | what: materialized-view | name: v',
  ],
  ['DROP FUNCTION IF EXISTS shop.f (int); DROP ROLE x', 'drop | what: other', 'drop | what: other'],
];

const other: Example[] = [
  ['TRUNCATE users; TRUNCATE TABLE shop.users', 'truncate users', 'truncate shop.users'],
  ['USE shop', 'use shop.-'],
  [
    "GRANT SELECT ON KEYSPACE shop TO reader; CREATE ROLE x WITH PASSWORD = 'p' AND LOGIN = true; LIST ROLES",
    'other',
    'other',
    'other',
  ],
  [
    "CREATE OR REPLACE FUNCTION f (x int) CALLED ON NULL INPUT RETURNS int LANGUAGE java AS $$ return x; // ; ' $$; SELECT a FROM t",
    'other',
    'select t | selection: a',
  ],
  [
    'BEGIN TRANSACTION LET x = (SELECT a FROM t WHERE b = 1); IF x.a > 1 THEN UPDATE t SET a = 2 WHERE b = 1; END IF COMMIT TRANSACTION; SELECT a FROM t',
    'other',
    'select t | selection: a',
  ],
  ["CONSISTENCY QUORUM\nSOURCE 'a.cql'\nSELECT a FROM t; DESCRIBE TABLE t", 'other', 'other', 'select t | selection: a', 'other'],
];

const recovery: Example[] = [
  [
    'SELECT a FROM t WHERE b = 1\nINSERT INTO t (a) VALUES (1)',
    'select t | selection: a | restrictions: b = 1',
    'insert t | columns: a | values: 1',
  ],
  [
    'SELECT a FROM t WHERE\nSELECT c FROM d WHERE e = 1',
    'select t | selection: a | partial',
    'select d | selection: c | restrictions: e = 1',
  ],
  [
    'SELECT a FROM t WHERE b = = 1; SELECT c FROM d',
    'select t | selection: a | restrictions: b = missing | partial',
    'select d | selection: c',
  ],
  [
    'SELECT FROM t WHERE a = 1; hello world; ;; INSERT t VALUES; SELECT c FROM d',
    'select t | restrictions: a = 1 | partial',
    'unknown | partial',
    'unknown | partial',
    'select d | selection: c',
  ],
  [
    'INSERT INTO t (a, b VALUES (1, 2); UPDATE t SET WHERE a = 1; DELETE FROM t',
    'insert t | columns: a, b | partial',
    'update t | restrictions: a = 1 | partial',
    'delete t | partial',
  ],
  [
    'CREATE TABLE t (a int, PRIMARY KEY); CREATE TABLE u (a int)',
    'create-table t | columns: a int | partial',
    'create-table u | columns: a int | partial',
  ],
  ['ALTER TABLE t ALTER c TYPE text', 'alter-table t | partial'],
];

const holes: Example[] = [
  ['SELECT a FROM □.users WHERE id = □', 'select users | selection: a | restrictions: id = hole | hole'],
  [
    "SELECT □ FROM □ WHERE a = ? AND b = '□' LIMIT □",
    "select | selection: hole | restrictions: a = ?, b = '□' | limit: hole | hole",
  ],
  ['SELECT a FROM t WHERE □', 'select t | selection: a | partial | hole'],
  [
    'SELECT a FROM t WHERE a = ? □ ALLOW FILTERING',
    'select t | selection: a | restrictions: a = ? | allowFiltering: «ALLOW FILTERING» | partial | hole',
  ],
  ['SELECT a FROM t WHERE □ = ? AND b = 1', 'select t | selection: a | restrictions: b = 1 | partial | hole'],
  ['SELECT a FROM t WHERE id IN (□)', 'select t | selection: a | restrictions: id IN (hole) | hole'],
  ['SELECT a FROM users□', 'select | selection: a | partial | hole'],
  ['SELECT a FROM □users WHERE a = 1', 'select | selection: a | restrictions: a = 1 | hole'],
  ['SELECT a FROM t WHERE id = □□', 'select t | selection: a | restrictions: id = hole | partial | hole'],
  ['INSERT INTO □ (a, □) VALUES (?, □) IF NOT EXISTS', 'insert | values: ?, hole | ifNotExists: «IF NOT EXISTS» | hole'],
  ['INSERT INTO t (a, b) VALUES (□) USING TTL □', 'insert t | columns: a, b | values: hole | usingTtl: «USING TTL □» | hole'],
  ['UPDATE t USING TTL □ SET □ WHERE id = ?', 'update t | usingTtl: «USING TTL □» | restrictions: id = ? | partial | hole'],
  [
    'UPDATE t SET □ = ?, a = □ WHERE id = ?',
    'update t | assignments: {column=a operation=plain value=hole} | restrictions: id = ? | partial | hole',
  ],
  ['DELETE □ FROM t WHERE id = ?', 'delete t | deleted: hole | restrictions: id = ? | hole'],
  ['□ FROM t', 'unknown | partial | hole'],
  [
    "CREATE TABLE IF NOT EXISTS □.t (a int PRIMARY KEY, □) WITH default_time_to_live = □ AND compaction = {'class': '□'}",
    "create-table t | columns: a int | partitionKey: a | options: default_time_to_live=«□» compaction={class=«'□'»} | ifNotExists: «IF NOT EXISTS» | partial | hole",
  ],
  [
    "CREATE KEYSPACE □ WITH replication = {'class': 'NetworkTopologyStrategy', '□': 3, 'dc1': □}",
    'create-keyspace | replication: {strategy=NetworkTopologyStrategy} | options: replication={class=NetworkTopologyStrategy dc1=«□»} | hole',
  ],
  ['CREATE KEYSPACE a WITH replication = □', 'create-keyspace a.- | options: replication=«□» | hole'],
  ['BEGIN BATCH □ APPLY BATCH', 'batch | type: logged | partial | hole'],
  [
    'SELECT a FROM %s.users WHERE id = %s AND b = %(name)s AND c = ?0',
    'select users | selection: a | restrictions: id = format %s, b = format %(name)s, c = ? | hole',
  ],
  [
    'SELECT a FROM {{ .Keyspace }}.users; SELECT a FROM ${KEYSPACE}.users; SELECT a FROM #{#entityName} WHERE b = :b',
    'select users | selection: a | hole',
    'select users | selection: a | hole',
    'select | selection: a | restrictions: b = :b | hole',
  ],
];

const groups = {
  select: select,
  'insert, update, delete': write,
  batch: batch,
  schema: schema,
  'statements nobody asks about': other,
  'what does not fit': recovery,
  'holes (□)': holes,
};
const valid = [...select, ...write, ...batch, ...schema, ...other];
const all = Object.values(groups).flat();

function withHoles(text: string): string {
  return text.replaceAll('□', HOLE);
}

describe('readCql', () => {
  for (const [title, examples] of Object.entries(groups)) {
    describe(title, () => {
      for (const [text, ...expected] of examples) {
        it(text, () => assert.deepEqual(summarize(withHoles(text)), expected.map(withHoles)));
      }
    });
  }

  it('gives ranges of names, values and clauses', () => {
    const text = '  SELECT a FROM ks.t WHERE token(b) > ? AND c IN (\'x\') ALLOW FILTERING ; DROP TABLE "T"';
    const [found, dropped] = readCql(text);
    assert(found?.kind === 'select' && dropped?.kind === 'drop');
    const shown = [
      found,
      found.table,
      ...found.restrictions,
      ...found.restrictions.map(each => each.value),
      dropped,
      dropped.name,
    ].map(part => part && text.slice(part.range.start, part.range.end));
    assert.deepEqual(shown, [
      "SELECT a FROM ks.t WHERE token(b) > ? AND c IN ('x') ALLOW FILTERING",
      't',
      'token(b) > ?',
      "c IN ('x')",
      '?',
      "('x')",
      'DROP TABLE "T"',
      '"T"',
    ]);
  });

  it('reads every beginning of a statement', () => {
    for (const [text, first] of valid) {
      const whole = first?.split(' ')[0];
      for (let length = 0; length <= text.length; length++) {
        const prefix = text.slice(0, length);
        const statements = readCql(prefix);
        checkRanges(prefix, statements);
        const kind = statements[0]?.kind ?? 'unknown';
        assert(kind === whole || kind === 'unknown' || kind === 'other', `${kind}: ${prefix}`);
      }
    }
  });

  it('takes any mix of statements and pieces', () => {
    const pieces = [
      ...'(){}[]<>,;.:=+-*\'"?$%/\n'.split(''),
      HOLE,
      ' AND ',
      ' IF ',
      ' WITH ',
      ' SET ',
      '$$',
      '--',
      '/*',
      '+=',
      ' APPLY BATCH ',
    ];
    const edits = fc.array(fc.record({ at: fc.nat(300), cut: fc.nat(12), put: fc.constantFrom('', ...pieces) }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...all.map(([text]) => text)), { maxLength: 3 }), edits, (texts, changes) => {
        const text = changes.reduce(
          (result, { at, cut, put }) => result.slice(0, at) + put + result.slice(at + cut),
          texts.join(';'),
        );
        checkRanges(text, readCql(withHoles(text)));
      }),
      { numRuns: 300 },
    );
  });

  it('takes any text', () => {
    const codes = fc.array(fc.nat(0xffff), { maxLength: 100 });
    fc.assert(
      fc.property(fc.oneof(fc.string(), codes), typed => {
        const text = typeof typed === 'string' ? typed : String.fromCharCode(...typed);
        checkRanges(text, readCql(text));
      }),
    );
  });

  it('stays quick on texts that repeat without end', () => {
    const repeated = [
      '(',
      '{',
      '[',
      "'",
      '"',
      '$$',
      '/*',
      'a.',
      'f(',
      'list<',
      'SELECT (',
      'BEGIN BATCH ',
      'WHERE (',
      '1',
      'a + ',
      '{{',
      '${',
      'a AND ',
      "'x",
      '\n',
    ];
    for (const piece of repeated) {
      for (const start of ['', 'SELECT ', 'SELECT a FROM t WHERE ', 'CREATE TABLE t (', 'INSERT INTO t (a) VALUES (']) {
        const text = start + piece.repeat(2_000);
        checkRanges(text, readCql(text));
      }
    }
  });

  it('reads the head of a dump', () => {
    const statements = readCql('INSERT INTO t (a) VALUES (1);\n'.repeat(60_000));
    assert(statements.length > 30_000);
    assert.equal(statements.at(-1)?.isPartial, true);
    assert.equal(statements[0]?.isPartial, false);
  });
});

function checkRanges(text: string, statements: unknown): void {
  for (const { start, end } of rangesIn(statements))
    assert(0 <= start && start <= end && end <= text.length, `${start}-${end}: ${text}`);
}

describe('cqlComments', () => {
  it('gives each comment without its marks', () => {
    const text = "-- one\nSELECT '-- no' // two\nFROM /* three\n */ t /* open";
    const shown = cqlComments(text).map(({ range, text: inner }) => [text.slice(range.start, range.end), inner]);
    assert.deepEqual(shown, [
      ['-- one', 'one'],
      ['// two', 'two'],
      ['/* three\n */', 'three'],
      ['/* open', 'open'],
    ]);
  });
});

describe('joinPieces', () => {
  // `SELECT a FROM ${t}\n WHERE b = ?` as it stands in a program from offset 10 on.
  const { text, toSource } = joinPieces([
    { text: 'SELECT a FROM ', range: { start: 10, end: 24 } },
    { hole: true, range: { start: 24, end: 28 } },
    { text: '\n WHERE b = ?', range: { start: 28, end: 43 } },
    { text: '', range: { start: 43, end: 43 } },
    { text: ' LIMIT 1', range: { start: 50, end: 58 } },
  ]);
  const source = (part: string) => {
    const start = text.indexOf(part);
    return toSource({ start, end: start + part.length });
  };
  const cases: [part: string, start: number, end: number][] = [
    ['a', 17, 18],
    [HOLE, 24, 28],
    ['FROM ' + HOLE, 19, 28],
    // An escape makes the piece longer than its text.
    ['b = ?', 28, 43],
    ['LIMIT 1', 51, 58],
    ['? LIMIT', 28, 56],
  ];
  for (const [part, start, end] of cases) {
    it(part.replaceAll(HOLE, '□'), () => assert.deepEqual(source(part), { start, end }));
  }

  it('takes any pieces and ranges', () => {
    const piece = fc.record({ text: fc.string({ maxLength: 5 }), isHole: fc.boolean(), extra: fc.nat(2) });
    fc.assert(
      fc.property(fc.array(piece), fc.nat(30), fc.nat(30), (pieces, a, b) => {
        let at = 0;
        const placed = pieces.map(({ text: part, isHole, extra }) => {
          const range = { start: at, end: (at += part.length + extra) };
          return isHole ? ({ hole: true, range } as const) : { text: part, range };
        });
        const found = joinPieces(placed).toSource({ start: Math.min(a, b), end: Math.max(a, b) });
        assert(0 <= found.start && found.start <= found.end && found.end <= at);
      }),
    );
  });
});

describe('looksLikeCql', () => {
  const cql = [
    ...valid.map(([text]) => text).filter(text => !/^(GRANT|CONSISTENCY|BEGIN TRANSACTION|CREATE OR)/.test(text)),
    'select a from t',
    'SELECT a FROM □.t WHERE □',
    'INSERT INTO □ (a) VALUES (?)',
    'UPDATE t □',
    '  -- comment\n SELECT a FROM t;',
    'USE ks',
    'use ks;',
    'DELETE FROM "T" WHERE a = 1',
  ];
  const other = [
    '',
    'Select a user from the list',
    'select a user from the list below',
    'SELECT a FROM t JOIN u ON t.id = u.id',
    'SELECT t.a FROM t, u',
    'use strict',
    'use client',
    'Update your profile',
    'update your profile',
    'create a table',
    'delete the message from your inbox now',
    'truncate text',
    'hello',
    'SET a b',
    '{"select": 1}',
  ];
  for (const text of cql) it(`yes: ${text}`, () => assert.equal(looksLikeCql(withHoles(text)), true));
  for (const text of other) it(`no: ${text}`, () => assert.equal(looksLikeCql(text), false));
});
