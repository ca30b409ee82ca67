import assert from 'node:assert/strict';
import fc from 'fast-check';
import { configReaders } from '../../../src/readers/config/index.js';
import { readConfig } from './check.js';

const samples = [
  'x-a: &a\n  image: redis:7 # datastore: role=cache\nservices:\n  redis:\n    <<: *a\n    command: redis-server --save "" --requirepass ${PW:-x}\n    volumes: ["d:/data", {type: bind, source: ., target: /data}]\n    ports:\n      - "127.0.0.1:6379:6379"\n  web:\n    extends: { service: redis }\n    environment:\n      - REDIS_URL=redis://u:p@redis:6379\n',
  'web:\n  build: .\nredis:\n  image: redis\n  command: sh -c "redis-server --appendonly yes && echo $(date) `x`"\n',
  '# cache\nbind 127.0.0.1\nsave 900 1\nuser default on >pw ~*\nappendonly yes\nrequirepass "a b"\ninclude /x\n',
  'Parameters:\n  S: { Type: String, Default: dev }\nMappings: { M: { dev: { P: true } } }\nResources:\n  T:\n    Type: AWS::DynamoDB::Table\n    DeletionPolicy: Retain\n    Properties:\n      TableName: !Sub "${S}-t"\n      KeySchema: [{ AttributeName: pk, KeyType: HASH }]\n      PointInTimeRecoverySpecification: !If [C, { PointInTimeRecoveryEnabled: !FindInMap [M, !Ref S, P] }, !Ref AWS::NoValue]\n  F:\n    Type: AWS::Serverless::Function\n    Properties: { Environment: { Variables: { A: !GetAtt T.Arn, B: !Join ["-", [a, !Select [0, !Split [",", "a,b"]]]] } } }\n',
  '{"Resources": {"C": {"Type": "AWS::ElastiCache::ReplicationGroup", "Properties": {"Engine": "redis", "NumCacheClusters": 2, "Tags": [{"Key": "a", "Value": {"Ref": "X"}}]}}}} // durable',
  'service: a\nprovider:\n  name: aws\n  environment: { T: "${self:custom.t.${opt:stage, \'dev\'}}" }\ncustom:\n  t: { dev: a, prod: b }\nfunctions:\n  f: { environment: { X: "${self:custom}" } }\nresources:\n  - Resources: { T: { Type: AWS::DynamoDB::Table, Properties: "${self:custom.t}" } }\n',
  'export A="b\nc"\nB=${A:-x} # cache\nC=redis://u:p@h\n',
  "CREATE KEYSPACE k WITH replication = {'class': 'SimpleStrategy'}; -- datastore: role=record\nCREATE TABLE k.t (a int, b text, PRIMARY KEY ((a), b)) WITH default_time_to_live = 5;\n",
];

function assertSound(text: string): void {
  for (const reader of configReaders) {
    reader.accepts('a/file.yml', text.slice(0, 65_536));
    const file = readConfig(reader, text);
    assertRanges(file, text.length, new Set());
  }
}

function assertRanges(value: unknown, length: number, seen: Set<unknown>): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if ('start' in value && 'end' in value) {
    const { start, end } = value as { start: number; end: number };
    assert.ok(Number.isInteger(start) && 0 <= start && start <= end && end <= length, `${String(start)}..${String(end)} of ${String(length)}`);
  }
  if ('offset' in value) assert.ok(Number(value.offset) >= 0 && Number(value.offset) <= length);
  for (const inner of Object.values(value)) assertRanges(inner, length, seen);
}

function within(milliseconds: number, run: () => void): void {
  const started = Date.now();
  run();
  assert.ok(Date.now() - started < milliseconds, `${String(Date.now() - started)} ms`);
}

describe('config readers', function () {
  this.timeout(120_000);

  it('take any mutation of a config', () => {
    const noise = fc.constantFrom('"', "'", '[', ']', '{', '}', '{{', '}}', ':', ': ', '- ', '\n', '\n  ', '\t', '#', '${', '$', '*a', '&a ', '<<: *a', '!Ref ', '!Sub ', '|\n', '>', '\\', '\u0000', '\uE000', '\uFEFF', '--- \n', '? ', ',', '@', '__proto__: x', '"__proto__": 1', 'ä😀');
    const edit = fc.record({ at: fc.nat(2000), remove: fc.nat(30), insert: fc.oneof(noise, fc.constant('')) });
    fc.assert(fc.property(fc.constantFrom(...samples), fc.array(edit, { maxLength: 6 }), (sample, edits) => {
      let text = sample;
      for (const { at, remove, insert } of edits) {
        const start = at % (text.length + 1);
        text = text.slice(0, start) + insert + text.slice(start + remove);
      }
      assertSound(text);
    }), { numRuns: 500 });
  });
  it('take every beginning of a config', () => {
    for (const sample of samples) for (let end = 0; end <= sample.length; end += 7) assertSound(sample.slice(0, end));
  });
  it('take any text', () => fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => assertSound(text)), { numRuns: 200 }));

  it('say the same twice', () => {
    for (const sample of samples) for (const reader of configReaders) assert.deepEqual(reader.read('a', sample), reader.read('a', sample));
  });
  it('one reader takes each sample', () => {
    const paths = ['docker-compose.yml', 'old.yml', 'redis.conf', 'template.yml', 'template.json', 'serverless.yml', '.env', 'schema.cql'];
    for (const [index, sample] of samples.entries()) assert.equal(configReaders.filter(reader => reader.accepts(paths[index] ?? '', sample)).length, 1, paths[index]);
  });

  const hostile: [string, string][] = [
    ['blanks that part no words', 'services:\n  redis:\n    image: redis\n    command: redis-server\u00a0--save \ufeff\u2003 60\u000b1\n'],
    ['aliases of aliases', `services:\n  redis:\n    image: redis\n    a0: &a0 [x, x]\n${Array.from({ length: 60 }, (_, index) => `    a${String(index + 1)}: &a${String(index + 1)} [*a${String(index)}, *a${String(index)}, *a${String(index)}]\n`).join('')}    environment: *a60\n    volumes: *a60\n    ports: *a60\n    command: *a60\n`],
    ['merges of merges', `a0: &a0 { k: 1 }\n${Array.from({ length: 2000 }, (_, index) => `a${String(index + 1)}: &a${String(index + 1)} { <<: [*a${String(index)}, *a${String(Math.floor(index / 2))}], k${String(index)}: 1 }\n`).join('')}services: { redis: { image: redis, <<: *a2000 } }\n`],
    ['an alias of itself', 'services:\n  redis: &r\n    image: redis\n    <<: *r\n    environment: *r\n    volumes: &v [*v]\n'],
    ['100,000 brackets', `services:\n  redis:\n    image: redis\n    ports: ${'['.repeat(100_000)}`],
    ['100,000 braces', '{"a":'.repeat(100_000)],
    ['hidden brackets', `a: ${'["]",'.repeat(10_000)}`],
    ['50,000 dashes', '- '.repeat(50_000)],
    ['1,300 levels of indentation', Array.from({ length: 1300 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('')],
    ['5 MB', `services:\n  redis:\n    image: redis\n${'# x\n'.repeat(1_250_000)}`],
    ['many services', `services:\n${Array.from({ length: 3000 }, (_, index) => `  redis${String(index)}:\n    image: redis\n    command: --save 60 1 --appendonly yes\n`).join('')}`],
    ['one long command', `services:\n  redis:\n    image: redis\n    command: "${'\\"a\\" '.repeat(20_000)}"\n`],
    ['quotes', '"'.repeat(50_000)],
    ['open variables', `services:\n  a:\n    image: ${'${A:-'.repeat(40_000)}\n`],
    ['1 MB of dollars', `A=${'$'.repeat(900_000)}`],
    ['1 MB of env', 'A=${A}${A}\n'.repeat(80_000)],
    ['1 MB of open quotes', 'A="\n'.repeat(200_000)],
    ['1 MB of blanks', ' '.repeat(999_000)],
    ['1 MB of directives', 'save 1 1\n'.repeat(110_000)],
    ['many resources', `Resources:\n${Array.from({ length: 2500 }, (_, index) => `  T${String(index)}:\n    Type: AWS::DynamoDB::Table\n    Properties: { TableName: !Sub "\${A}-x" }\n`).join('')}`],
    ['open serverless variables', `service: a\nprovider: { name: aws, environment: { A: "${'${self:a'.repeat(30_000)}" } }\nfunctions: {}\n`],
  ];
  for (const [title, text] of hostile) it(`survive ${title}`, () => within(30_000, () => assertSound(text)));

  it('say that a long file was not read', () => {
    for (const reader of configReaders) {
      if (reader.name !== 'cql') assert.deepEqual(readConfig(reader, `services:\n${'# x\n'.repeat(1_250_000)}`).incomplete, ['larger than 1 MB, not read']);
    }
  });
});
