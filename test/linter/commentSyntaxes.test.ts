import assert from 'node:assert/strict';
import { createReviewService } from '../../src/reviewService.js';
import { layersOf } from '../workspace/factsOf.js';
import { knowledgeTexts, ruleTexts } from './ruleFiles.js';

/** What is found in a file, and what is suppressed. */
function review(path: string, text: string): string[] {
  return findings({ [path]: text });
}

function findings(files: Readonly<Record<string, string>>): string[] {
  const service = createReviewService({ rules, knowledge });
  for (const [path, text] of Object.entries(files)) service.setFile(path, text);
  service.setSettings(layersOf(files));
  return service.review().diagnostics.map(({ rule, suppressed }) => `${rule}${suppressed ? ` (${suppressed.reason ?? 'off'})` : ''}`);
}

const rules = ruleTexts();
const knowledge = knowledgeTexts();
const keys = 'redis/keys-command';
const code = (before: string, after = ''): string =>
  `import { createClient } from 'redis';\nconst client = createClient();\nclient.on('error', console.error);\nexport async function list() {\n${before}  return client.keys('*');${after}\n}\n`;
const compose = (before: string): string => `services:\n  app: { build: ., depends_on: [redis] }\n  redis:\n    image: redis:7\n    ports:\n${before}      - "6379:6379"\n`;
const conf = (before: string): string => `${before}bind 0.0.0.0\nprotected-mode no\nport 6379\n`;
const template = (metadata: string): string => `Resources:\n  Orders:\n    Type: AWS::DynamoDB::Table\n${metadata}    Properties: { TableName: orders, KeySchema: [{ AttributeName: id, KeyType: HASH }] }\n`;

const filtering = (before: string, after = ''): string => `CREATE TABLE shop.accounts (id uuid PRIMARY KEY, email text);\n${before}SELECT * FROM shop.accounts WHERE email = 'a' ALLOW FILTERING;${after}\n`;
const jsonTemplate = (metadata: string): string => `{ "Resources": { "Orders": { "Type": "AWS::DynamoDB::Table", ${metadata}"Properties": { "TableName": "orders", "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }] } } } }`;

describe('suppressions in every syntax', () => {
  const rows: readonly [title: string, path: string, plain: string, rule: string, suppressed: string][] = [
    ['//', 'src/a.ts', code(''), keys, code(`  // datastore-review-disable-next-line ${keys} -- why\n`)],
    ['/* */', 'src/a.ts', code(''), keys, code(`  /* datastore-review-disable-next-line ${keys} -- why */\n`)],
    ['/** */ of several lines', 'src/a.ts', code(''), keys, code(`  /**\n   * Lists.\n   * datastore-review-disable-next-line ${keys} -- why\n   */\n`)],
    ['// on the line', 'src/a.ts', code(''), keys, code('', ` // datastore-review-disable-line ${keys} -- why`)],
    ['// of the file', 'src/a.ts', code(''), keys, code('', `\n// datastore-review-disable-file redis/* -- why`)],
    ['# in YAML', 'compose.yml', compose(''), 'redis/no-auth-exposed', compose('      # datastore-review-disable-next-line redis/no-auth-exposed -- why\n')],
    ['# in redis.conf', 'redis.conf', conf(''), 'redis/no-auth-exposed', conf('# datastore-review-disable-next-line redis/no-auth-exposed -- why\n')],
    ['/* */ in JSX', 'src/a.tsx', code('  const all = <p>\n  {await client.keys()}\n  </p>;\n'), keys, code(`  const all = <p>\n  {/* datastore-review-disable-next-line ${keys} -- why */}\n  {await client.keys()}\n  </p>;\n  // datastore-review-disable-next-line ${keys} -- why\n`)],
    ['# on the line, in YAML', 'compose.yml', compose(''), 'redis/no-auth-exposed', compose('').replace('"6379:6379"', '"6379:6379" # datastore-review-disable-line redis/no-auth-exposed -- why')],
    ['# of the file, in YAML', 'compose.yml', compose(''), 'redis/no-auth-exposed', `# datastore-review-disable-file redis/no-auth-* -- why\n${compose('')}`],
    ['-- in CQL', 'a.cql', filtering(''), 'cassandra/allow-filtering', filtering('-- datastore-review-disable-next-line cassandra/allow-filtering -- why\n')],
    ['// in CQL', 'a.cql', filtering(''), 'cassandra/allow-filtering', filtering('// datastore-review-disable-next-line cassandra/allow-filtering -- why\n')],
    ['/* */ in CQL', 'a.cql', filtering(''), 'cassandra/allow-filtering', filtering('/* datastore-review-disable-next-line cassandra/allow-filtering -- why */\n')],
    ['-- on the line, in CQL', 'a.cql', filtering(''), 'cassandra/allow-filtering', filtering('', ' -- datastore-review-disable-line cassandra/allow-filtering -- why')],
    ['Metadata of JSON', 'template.json', jsonTemplate(''), 'dynamodb/no-pitr', jsonTemplate('"Metadata": { "datastore-review": { "disable": ["dynamodb/no-pitr -- why"] } }, ')],
    ['Metadata', 'template.yaml', template(''), 'dynamodb/no-pitr', template('    Metadata: { datastore-review: { disable: dynamodb/no-pitr -- why } }\n')],
  ];
  for (const [title, path, plain, rule, suppressed] of rows) {
    it(title, () => {
      assert.ok(review(path, plain).includes(rule), review(path, plain).join());
      const found = review(path, suppressed);
      assert.ok(found.includes(`${rule} (why)`), found.join());
      assert.ok(!found.some(each => each.startsWith('datastore-review/')), found.join());
    });
  }

  it('of a template as a whole', () => {
    const text = `Metadata: { datastore-review: { disable: [dynamodb/no-pitr] } }\n${template('')}`;
    assert.ok(review('template.yaml', text).includes('dynamodb/no-pitr (off)'));
  });

  const wrong: readonly [title: string, path: string, text: string, expected: string][] = [
    ['an unknown rule', 'src/a.ts', code('  // datastore-review-disable-next-line redis/keys-comand\n'), 'datastore-review/unknown-rule'],
    ['unused', 'src/a.ts', code('  // datastore-review-disable-file dynamodb/no-pitr\n'), 'datastore-review/unused-suppression'],
    ['malformed', 'src/a.ts', code('  /* datastore: role=kache */\n'), 'datastore-review/malformed-comment'],
    ['malformed in YAML', 'compose.yml', compose('      # datastore-review-disable-next-line\n'), 'datastore-review/malformed-comment'],
    ['malformed in Metadata', 'template.yaml', template('    Metadata: { datastore-review: { datasets: [{ role: kache }] } }\n'), 'datastore-review/malformed-comment'],
    ['unknown in Metadata', 'template.yaml', template('    Metadata: { datastore-review: { disabled: dynamodb/no-pitr } }\n'), 'datastore-review/malformed-comment'],
    ['a word of another tool', 'src/a.ts', code('  // datastore-review-ignore redis/keys-command\n'), 'datastore-review/malformed-comment'],
    ['a reason without its mark', 'src/a.ts', code('  // datastore-review-disable-next-line redis/keys-command a few\n'), 'datastore-review/malformed-comment'],
    ['unknown in .env', '.env', '# datastore-review-disable-file redis/no-such\nREDIS_URL=redis://localhost\n', 'datastore-review/unknown-rule'],
    ['unused in redis.conf', 'redis.conf', '# datastore-review-disable-file redis/no-auth-exposed\nport 6379\nappendonly yes\n', 'datastore-review/unused-suppression'],
    ['malformed in CQL', 'a.cql', filtering('-- datastore: role=kache\n'), 'datastore-review/malformed-comment'],
    ['malformed in a file that names no store', 'src/b.ts', '// datastore: role=kache\nexport const a = 1;\n', 'datastore-review/malformed-comment'],
    ['a declaration in a file that names no store', 'src/b.ts', '// datastore: role=cache\nexport const a = 1;\n', 'datastore-review/unused-declaration'],
    ['unused in a file that names no store', 'src/b.ts', '// datastore-review-disable-file *\nexport const a = 1;\n', 'datastore-review/unused-suppression'],
    ['a declaration of nothing', 'src/a.ts', `${code('')}// datastore: role=cache\nexport const size = 3;\n`, 'datastore-review/unused-declaration'],
  ];
  for (const [title, path, text, expected] of wrong) it(`tell what is wrong: ${title}`, () => assert.ok(review(path, text).includes(expected), review(path, text).join()));

  it('nobody reads more into comments than they say', () => {
    const text = code('  // datastore: where flags are kept\n  // datastore:\n  // datastore-review-report.html shows it\n');
    assert.deepEqual(review('src/a.ts', text).filter(each => each.startsWith('datastore-review/')), []);
  });

  it('a store that is declared to be what its config does not show is told at its place', () => {
    const config = (mode: string): string => `version: 1\ndeployments: { redis: { kind: redis, deployment: ${mode}, config: compose.yml } }\n`;
    const told = (mode: string): string[] => findings({ 'compose.yml': compose(''), '.datastore-review.yml': config(mode) }).filter(rule => rule.startsWith('datastore-review/'));
    assert.deepEqual(told('redis-aof-always'), ['datastore-review/overruled-declaration']);
    assert.deepEqual(told('redis-rdb'), []);
  });

  it('an entry of the config file that means nothing is told at its place', () => {
    const files = { 'src/a.ts': code(''), '.datastore-review.yml': 'version: 1\ndatasets: [{ match: { key: "order:*" }, role: record }]\n' };
    assert.ok(findings(files).includes('datastore-review/unused-declaration'));
  });
});
