import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HOLE } from '../../src/readers/query/cqlLexer.js';
import type { DynamodbAttribute } from '../../src/readers/query/dynamodbExpression.js';
import { readDynamodbExpression } from '../../src/readers/query/dynamodbExpression.js';
import { readPartiql } from '../../src/readers/query/partiql.js';
import { rangesIn } from './rangesIn.js';

const names = { '#pk': 'pk', '#s': 'status', '#a.b': 'never' };

/** What was read, a line for each thing; ranges are shown as their text. */
function summarize(expression: string): string[] {
  const text = expression.replaceAll('□', HOLE);
  const found = readDynamodbExpression(text, names);
  const source = ({ start, end }: { start: number; end: number }) => text.slice(start, end).replaceAll(HOLE, '□');
  const path = (attribute: DynamodbAttribute | undefined) => attribute?.path.join('/') ?? '-';
  return [
    `${found.attributes.map(path).join(' ')} | ${found.values.join(' ')}${found.isPartial ? ' | partial' : ''}`,
    ...found.functions.map(
      ({ name, attribute, isNegated, range }) => `${isNegated ? 'not ' : ''}${name} ${path(attribute)} «${source(range)}»`,
    ),
    ...found.comparisons.map(
      each => `${each.isSize ? 'size of ' : ''}${path(each.attribute)} ${each.operator} ${each.value} «${source(each.range)}»`,
    ),
    ...found.updates.map(each => {
      const flags = [...(each.isIncrement ? ['increment'] : []), ...(each.readsItself ? ['itself'] : [])];
      return [
        each.action,
        path(each.attribute),
        each.valueText?.replaceAll(HOLE, '□') ?? '-',
        ...flags,
        `«${source(each.range)}»`,
      ].join(' ');
    }),
  ];
}

const expressions: [text: string, ...lines: string[]][] = [
  ['', ' | '],
  ['attribute_not_exists(#pk)', 'pk | ', 'attribute_not_exists pk «attribute_not_exists(#pk)»'],
  [
    'attribute_exists(id) AND version = :v',
    'id version | :v',
    'attribute_exists id «attribute_exists(id)»',
    'version = :v «version = :v»',
  ],
  [
    'NOT (attribute_exists(id)) or a.b[0].#c <> :x',
    'id a/b/[0]/#c | :x',
    'not attribute_exists id «attribute_exists(id)»',
    'a/b/[0]/#c <> :x «a.b[0].#c <> :x»',
  ],
  [
    '#pk = :pk AND begins_with(sk, :prefix)',
    'pk sk | :pk :prefix',
    'begins_with sk «begins_with(sk, :prefix)»',
    'pk = :pk «#pk = :pk»',
  ],
  [
    'pk = :pk AND sk BETWEEN :a AND :b',
    'pk sk | :pk :a :b',
    'pk = :pk «pk = :pk»',
    'sk BETWEEN :a AND :b «sk BETWEEN :a AND :b»',
  ],
  [
    '(#s IN (:a, :b) and size(tags) >= :n)',
    'status tags | :a :b :n',
    'size tags «size(tags)»',
    'status IN (:a, :b) «#s IN (:a, :b)»',
    'size of tags >= :n «size(tags) >= :n»',
  ],
  [':now < expires AND a = b', 'expires a b | :now', 'expires > :now «:now < expires»', 'a = b «a = b»'],
  [
    'contains(tags, :t) AND attribute_type(a, :type)',
    'tags a | :t :type',
    'contains tags «contains(tags, :t)»',
    'attribute_type a «attribute_type(a, :type)»',
  ],
  ['id, #s, address.city, list[2]', 'id status address/city list/[2] | '],
  ['SET #s = :s, updated = :now', 'status updated | :s :now', 'SET status :s «#s = :s»', 'SET updated :now «updated = :now»'],
  ['SET stock = stock - :n', 'stock stock | :n', 'SET stock stock - :n increment itself «stock = stock - :n»'],
  [
    'set n = if_not_exists(n, :zero) + :one',
    'n n | :zero :one',
    'if_not_exists n «if_not_exists(n, :zero)»',
    'SET n if_not_exists(n, :zero) + :one increment itself «n = if_not_exists(n, :zero) + :one»',
  ],
  [
    'SET created = if_not_exists(created, :now), log = list_append(log, :entry), total = price + :tax',
    'created created log log total price | :now :entry :tax',
    'if_not_exists created «if_not_exists(created, :now)»',
    'list_append log «list_append(log, :entry)»',
    'SET created if_not_exists(created, :now) itself «created = if_not_exists(created, :now)»',
    'SET log list_append(log, :entry) itself «log = list_append(log, :entry)»',
    'SET total price + :tax «total = price + :tax»',
  ],
  [
    'ADD hits :one, seen :user REMOVE a.b, c[1] DELETE tags :tags SET d = :d',
    'hits seen a/b c/[1] tags d | :one :user :tags :d',
    'ADD hits :one increment itself «hits :one»',
    'ADD seen :user increment itself «seen :user»',
    'REMOVE a/b - «a.b»',
    'REMOVE c/[1] - «c[1]»',
    'DELETE tags :tags «tags :tags»',
    'SET d :d «d = :d»',
  ],
  ['SET m.#k = (m.#k + :one)', 'm/#k m/#k | :one', 'SET m/#k (m.#k + :one) itself «m.#k = (m.#k + :one)»'],
  ['a = :a AND □', 'a | :a | partial', 'a = :a «a = :a»'],
  ['□', ' |  | partial'],
  ['SET #□ = :□, b = :b', 'b | :b | partial', 'SET b :b «b = :b»'],
  ['SET □', ' |  | partial'],
  ['SET a', 'a |  | partial'],
  ['SET a = , b = :b', 'a b | :b | partial', 'SET a  «a =»', 'SET b :b «b = :b»'],
  ['a = ', 'a |  | partial', 'a =  «a =»'],
  ['a & b', 'a b |  | partial'],
];

describe('readDynamodbExpression', () => {
  for (const [text, ...lines] of expressions) {
    it(text, () => assert.deepEqual(summarize(text), lines));
  }

  it('takes any mix of pieces, beginnings too', () => {
    const pieces = [
      'a',
      '#s',
      ':v',
      'SET ',
      'ADD ',
      'REMOVE ',
      ' AND ',
      'NOT ',
      '(',
      ')',
      '[0]',
      '.',
      ',',
      ' = ',
      ' + ',
      'size(',
      ' IN ',
      ' BETWEEN ',
      HOLE,
      '!',
      '"',
    ];
    const any = fc.oneof(
      fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map(parts => parts.join('')),
      fc.string(),
      fc.constantFrom(...expressions).chain(([text]) => fc.nat(text.length).map(length => text.slice(0, length))),
    );
    fc.assert(
      fc.property(any, text => {
        for (const { start, end } of rangesIn(readDynamodbExpression(text, names))) {
          assert(0 <= start && start <= end && end <= text.length, `${start}-${end}: ${text}`);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('stays quick on texts that repeat without end', () => {
    for (const piece of ['(', 'f(', 'a.', 'a[', 'NOT ', 'a = (', 'SET ', 'SET a = (', ',', 'a + ']) {
      assert(readDynamodbExpression(piece.repeat(5_000)).values.length === 0);
    }
  });
});

const statements: [text: string, summary: string | undefined][] = [
  ['SELECT * FROM Orders WHERE pk = ?', 'SELECT Orders «Orders» where'],
  ['select a from "my-table"."by.status"', 'SELECT my-table/by.status «"my-table"»'],
  [`INSERT INTO "Orders" VALUE {'pk': ?, 'n': 1}`, 'INSERT Orders «"Orders"»'],
  [`UPDATE Orders SET a = 1 REMOVE b WHERE pk = 'x'`, 'UPDATE Orders «Orders» where'],
  ['DELETE FROM "Orders" WHERE pk = ?', 'DELETE Orders «"Orders"» where'],
  [`EXISTS(SELECT * FROM "Orders" WHERE pk = ? AND a = 'b')`, 'SELECT Orders «"Orders"» where'],
  ['SELECT * FROM "□" WHERE pk = ?', 'SELECT - «"□"» where hole'],
  ['SELECT * FROM "Orders" WHERE pk = □', 'SELECT Orders «"Orders"» where hole'],
  ['SELECT *', undefined],
  ['SELECT * FROM', undefined],
  ['UPDATE', undefined],
  ['hello select a from b', undefined],
  ['', undefined],
];

describe('readPartiql', () => {
  for (const [text, summary] of statements) {
    it(text, () => {
      const written = text.replaceAll('□', HOLE);
      const found = readPartiql(written);
      if (!found) {
        assert.equal(summary, undefined);
        return;
      }
      const { operation, table, tableRange, index, hasWhere, hasHole } = found;
      const source = tableRange && written.slice(tableRange.start, tableRange.end).replaceAll(HOLE, '□');
      const name = index === undefined ? (table ?? '-') : `${table ?? '-'}/${index}`;
      const flags = [...(hasWhere ? ['where'] : []), ...(hasHole ? ['hole'] : [])];
      assert.equal([operation, name, `«${source ?? ''}»`, ...flags].join(' '), summary);
    });
  }

  it('takes any text', () => {
    const pieces = fc.constantFrom('SELECT ', 'UPDATE ', ' FROM ', 'INTO ', '"', 'a', '.', '(', 'EXISTS', HOLE, "'");
    fc.assert(fc.property(fc.array(pieces), parts => void readPartiql(parts.join(''))));
  });
});
