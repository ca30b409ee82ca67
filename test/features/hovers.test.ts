import assert from 'node:assert/strict';
import { createService } from '../../src/host/createService.js';

function hoverAt(path: string, marked: string): string | undefined {
  const service = createService(() => undefined);
  service.setFile(path, marked.replace('^', ''));
  return service.hover(path, marked.indexOf('^'))?.markdown;
}

/** What the hover over `^` in a text begins with. */
function titleAt(path: string, marked: string): string | undefined {
  return /^\*\*(.*?)\*\*/.exec(hoverAt(path, marked) ?? '')?.[1];
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

describe('hovers on config', () => {
  const keyspace = "CREATE KEYSPACE shop WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': 3};\n";
  const table = 'CREATE TABLE shop.orders (customer text, id timeuuid, PRIMARY KEY (customer, id)) WITH default_time_to_live = 60;\n';
  const compose = (variable: string): string => `services:\n  app:\n    build: .\n    environment:\n      ${variable}\n  store:\n    image: redis:7\n`;
  const template = (body: string): string => `Resources:\n  Orders:\n    Type: AWS::DynamoDB::Table\n${body}`;
  const properties = (body: string): string => template(`    Properties:\n      KeySchema: [{ AttributeName: id, KeyType: HASH }]\n${body}`);
  const indexes = '      GlobalSecondaryIndexes:\n        - IndexName: byOwner\n          KeySchema: [{ AttributeName: owner, KeyType: HASH }]\n';
  const rows: readonly [title: string, path: string, marked: string, ...expected: readonly string[]][] = [
    ['a keyspace', 'a.cql', keyspace.replace('shop', 'sh^op'), '**CREATE KEYSPACE**', 'Keyspace `shop`: `NetworkTopologyStrategy`; 3 copies in a data center, where a quorum is 2 and bears 1 down', 'cassandra.apache.org'],
    ['a table where it is made', 'a.cql', keyspace + table.replace('orders', 'ord^ers'), '**CREATE TABLE**', 'Table `shop.orders`; partition key `customer`; rows in the order of `id`; 3 copies', 'as of '],
    ['a table that is read', 'a.cql', `${keyspace}${table}SELECT id FROM shop.ord^ers WHERE customer = 'ada';`, '**SELECT**', 'partition key `customer`'],
    ['a table option', 'a.cql', table.replace('default_time', 'default_^time'), 'WITH default_time_to_live**', 'The TTL in seconds'],
    ['a clause', 'a.cql', `${table}SELECT id FROM shop.orders WHERE id = now() ALLOW ^FILTERING;`, '**SELECT ALLOW FILTERING**'],
    ['an address of a store', 'docker-compose.yml', compose('REDIS^_URL: redis://store:6379'), 'Points at `store` (redis): persistence rdb', 'redis.io', 'as of 2026-08'],
    ['a host of a store', 'docker-compose.yml', compose('CACHE^_HOST: store'), 'Points at `store` (redis)'],
    ['indexes', 'template.yml', properties(indexes.replace('Global', 'Glo^bal')), '**GlobalSecondaryIndexes**', 'eventually consistent', 'DynamoDB table `Orders`', 'docs.aws.amazon.com'],
    ['one index', 'template.yml', properties(indexes.replace('byOwner', 'by^Owner')), '**GlobalSecondaryIndexes**'],
    ['the billing mode', 'template.yml', properties('      Billing^Mode: PAY_PER_REQUEST\n'), '**BillingMode**'],
    ['a stream', 'template.yml', properties('      Stream^Specification:\n        StreamViewType: NEW_IMAGE\n'), '**StreamSpecification**'],
    ['what a stream holds', 'template.yml', properties('      StreamSpecification:\n        StreamView^Type: NEW_IMAGE\n'), '**StreamSpecification**'],
    ['expiry', 'template.yml', properties('      TimeToLive^Specification: { AttributeName: until, Enabled: true }\n'), '**TimeToLiveSpecification**', 'TTL on `until`'],
    ['recovery', 'template.yml', properties('      PointInTimeRecovery^Specification:\n        PointInTimeRecoveryEnabled: true\n'), '**PointInTimeRecoverySpecification**', 'point-in-time recovery on'],
    ['deletion', 'template.yml', template('    Deletion^Policy: Retain\n    Properties:\n      KeySchema: [{ AttributeName: id, KeyType: HASH }]\n'), '**DeletionPolicy**'],
    ['deletion, in serverless', 'serverless.yml', `service: shop\nprovider:\n  name: aws\nfunctions: {}\nresources:\n  Resources:\n    Orders:\n      Type: AWS::DynamoDB::Table\n      Deletion^Policy: Retain\n      Properties:\n        KeySchema: [{ AttributeName: id, KeyType: HASH }]\n`, '**DeletionPolicy**'],
    ['a table that a variable names', 'template.yml', `${properties('')}  Api:\n    Type: AWS::Lambda::Function\n    Properties:\n      Environment:\n        Variables:\n          ORDERS^_TABLE: !Ref Orders\n`, 'Names the DynamoDB table `Orders`'],
  ];
  for (const [title, path, marked, ...expected] of rows) {
    it(title, () => {
      const text = hoverAt(path, marked);
      for (const part of expected) assert.ok(text?.includes(part), `${part} is not in ${text ?? 'nothing'}`);
    });
  }

  const silent: readonly [title: string, path: string, marked: string][] = [
    ['a word that is no address', 'docker-compose.yml', compose('CACHE^_DRIVER: store')],
    ['an address of something else', 'docker-compose.yml', compose('DATABASE^_URL: postgres://db:5432/shop')],
    ['this machine', 'docker-compose.yml', compose('SMTP^_HOST: localhost')],
    ['Cypher', 'a.cql', 'MATCH (n:Person)\nDELETE ^n;'],
  ];
  for (const [title, path, marked] of silent) it(`nothing on ${title}`, () => assert.equal(hoverAt(path, marked), undefined));

  it('what the workspace says is shown as it is, and is no Markdown', () => {
    const text = hoverAt('a.cql', 'CREATE TABLE "](http://evil) <b>*`x" (^"[k](javascript:1)" text PRIMARY KEY);');
    assert.equal(text?.replace(/(`+) ?.*?[^`] ?\1(?!`)/g, 'CODE'), 'Table CODE; partition key CODE');
  });
});
