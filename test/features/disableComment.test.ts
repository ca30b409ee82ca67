import assert from 'node:assert/strict';
import { applyEdits } from '../../src/features/edits.js';
import { serviceOf } from '../serviceOf.js';

const keys = 'redis/keys-command';
const word = 'datastore-review-disable-next-line';
const code = (body: string): string => `import { createClient } from 'redis';\nconst client = createClient();\nclient.on('error', console.error);\n${body}`;
const list = (before: string, after = ''): string => code(`export async function list() {\n${before}  return client.keys('a:*');${after}\n}\n`);
const schema = (before: string, after = ''): string => `CREATE TABLE shop.accounts (id uuid PRIMARY KEY, email text);\n${before}SELECT * FROM shop.accounts WHERE email = 'a' ALLOW FILTERING;${after}\n`;
const compose = (ports: string): string => `services:\n  app: { build: ., depends_on: [redis] }\n  redis:\n    image: redis:7\n${ports}`;

describe('disabling a rule for a line', () => {
  const rows: readonly (readonly [title: string, file: string, text: string, rule: string, expected: string | undefined])[] = [
    ['above', 'a.ts', list(''), keys, list(`  // ${word} ${keys} -- <reason>\n`)],
    ['added, with a reason where there is none', 'a.ts', list(`  // ${word} redis/other\n`), keys, list(`  // ${word} redis/other, ${keys} -- <reason>\n`)],
    ['added to a block', 'a.ts', list(`  /* ${word} redis/other -- why */\n`), keys, list(`  /* ${word} redis/other, ${keys} -- why */\n`)],
    ['added to one above another comment', 'a.ts', list(`  // ${word} redis/other -- why\n  // TODO: SCAN\n`), keys, list(`  // ${word} redis/other, ${keys} -- why\n  // TODO: SCAN\n`)],
    ['added to one on the line', 'a.ts', list('', ' // datastore-review-disable-line redis/other -- why'), keys, list('', ` // datastore-review-disable-line redis/other, ${keys} -- why`)],
    ['added to one of several lines', 'a.ts', list(`  /**\n   * Lists.\n   * ${word} redis/other -- why\n   */\n`), keys, list(`  /**\n   * Lists.\n   * ${word} redis/other, ${keys} -- why\n   */\n`)],
    ['not added to one of the file', 'a.ts', list('', '\n// datastore-review-disable-file redis/other'), keys, list(`  // ${word} ${keys} -- <reason>\n`, '\n// datastore-review-disable-file redis/other')],
    ['between JSX', 'a.tsx', code("export const All = async () => (\n  <ul>\n    {await client.keys('a:*')}\n  </ul>\n);\n"), keys, code(`export const All = async () => (\n  <ul>\n    {/* ${word} ${keys} -- <reason> */}\n    {await client.keys('a:*')}\n  </ul>\n);\n`)],
    ['in a tag of JSX', 'a.tsx', code("export const All = async () => (\n  <List\n    items={await client.keys('a:*')}\n  />\n);\n"), keys, code(`export const All = async () => (\n  <List\n    // ${word} ${keys} -- <reason>\n    items={await client.keys('a:*')}\n  />\n);\n`)],
    ['not inside of a text', 'a.ts', code("export const all = async () => `all:\n  ${await client.keys('a:*')}`;\n"), keys, undefined],
    ['behind a text with a backtick', 'a.ts', code("const tick = '`';\n  export const all = () => client.keys('a:*');\n"), keys, code(`const tick = '\`';\n  // ${word} ${keys} -- <reason>\n  export const all = () => client.keys('a:*');\n`)],
    ['in CQL', 'a.cql', schema(''), 'cassandra/allow-filtering', schema(`-- ${word} cassandra/allow-filtering -- <reason>\n`)],
    ['added in CQL to //', 'a.cql', schema(`// ${word} cassandra/other -- why\n`), 'cassandra/allow-filtering', schema(`// ${word} cassandra/other, cassandra/allow-filtering -- why\n`)],
    ['added in CQL to --', 'a.cql', schema(`-- ${word} cassandra/other\n`), 'cassandra/allow-filtering', schema(`-- ${word} cassandra/other, cassandra/allow-filtering -- <reason>\n`)],
    ['in YAML', 'compose.yml', compose('    ports:\n      - "6379:6379"\n'), 'redis/no-auth-exposed', compose(`    ports:\n      # ${word} redis/no-auth-exposed -- <reason>\n      - "6379:6379"\n`)],
    ['in redis.conf', 'redis.conf', 'bind 0.0.0.0\nprotected-mode no\nport 6379\n', 'redis/no-auth-exposed', `# ${word} redis/no-auth-exposed -- <reason>\nbind 0.0.0.0\nprotected-mode no\nport 6379\n`],
    ['not in JSON', 'template.json', '{ "Resources": { "Orders": { "Type": "AWS::DynamoDB::Table", "Properties": { "TableName": "orders", "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }] } } } }', 'dynamodb/no-pitr', undefined],
    ['not in JSON of another name', 'orders.template', '{ "Resources": {\n  "Orders": { "Type": "AWS::DynamoDB::Table", "Properties": { "TableName": "orders", "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }] } } } }', 'dynamodb/no-pitr', undefined],
  ];
  for (const [title, file, text, rule, expected] of rows) {
    for (const newline of ['\n', '\r\n']) {
      it(`${title}${newline === '\n' ? '' : ', with CRLF'}`, () => {
        const given = text.replaceAll('\n', newline);
        const service = serviceOf({ [file]: given });
        const finding = service.review().diagnostics.find(one => one.rule === rule);
        assert.ok(finding, service.review().diagnostics.map(one => one.rule).join());
        const action = service.codeActions(file, finding.place.start, finding.place.end).find(one => one.title === `Disable ${rule} for this line`);
        const after = action && applyEdits(given, action.edits);
        assert.equal(after, expected?.replaceAll('\n', newline));
        assert.equal(action?.asksForReason, expected?.includes('<reason>'));
        if (after !== undefined) assert.ok(serviceOf({ [file]: after }).review().diagnostics.find(one => one.rule === rule)?.suppressed, after);
      });
    }
  }

  it('is not offered, nor a page, for what is said of comments themselves', () => {
    const text = list('  // datastore-review-disable-next-line redis/other\n');
    const at = text.indexOf('redis/other');
    assert.deepEqual(serviceOf({ 'a.ts': text }).codeActions('a.ts', at, at), []);
  });

  it('of several lines at once', () => {
    const text = code("export const all = async () => {\n  await client.keys('a:*');\n  return `\n    ${await client.keys('b:*')}` + await client.keys('c:*');\n};\nexport const All = async () => client.keys('d:*');\n");
    const service = serviceOf({ 'a.tsx': text });
    const lines = service.codeActions('a.tsx', 0, text.length).filter(one => one.title.startsWith('Disable')).map(({ edits }) => text.slice(0, edits[0]?.place.start).split('\n').length);
    assert.deepEqual(lines, [5, 9]);
  });
});
