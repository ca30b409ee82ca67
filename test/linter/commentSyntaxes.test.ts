import assert from 'node:assert/strict';
import { createReviewService } from '../../src/reviewService.js';
import { applyEdits } from '../../src/features/edits.js';
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

describe('suppressions in every syntax', () => {
  const rows: readonly [title: string, path: string, plain: string, rule: string, suppressed: string][] = [
    ['//', 'src/a.ts', code(''), keys, code(`  // datastore-review-disable-next-line ${keys} -- why\n`)],
    ['/* */', 'src/a.ts', code(''), keys, code(`  /* datastore-review-disable-next-line ${keys} -- why */\n`)],
    ['/** */ of several lines', 'src/a.ts', code(''), keys, code(`  /**\n   * Lists.\n   * datastore-review-disable-next-line ${keys} -- why\n   */\n`)],
    ['// on the line', 'src/a.ts', code(''), keys, code('', ` // datastore-review-disable-line ${keys} -- why`)],
    ['// of the file', 'src/a.ts', code(''), keys, code('', `\n// datastore-review-disable-file redis/* -- why`)],
    ['# in YAML', 'compose.yml', compose(''), 'redis/no-auth-exposed', compose('      # datastore-review-disable-next-line redis/no-auth-exposed -- why\n')],
    ['# in redis.conf', 'redis.conf', conf(''), 'redis/no-auth-exposed', conf('# datastore-review-disable-next-line redis/no-auth-exposed -- why\n')],
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
    ['a declaration of nothing', 'src/a.ts', `${code('')}// datastore: role=cache\nexport const size = 3;\n`, 'datastore-review/unused-declaration'],
  ];
  for (const [title, path, text, expected] of wrong) it(`tell what is wrong: ${title}`, () => assert.ok(review(path, text).includes(expected), review(path, text).join()));

  it('an entry of the config file that means nothing is told at its place', () => {
    const files = { 'src/a.ts': code(''), '.datastore-review.yml': 'version: 1\ndatasets: [{ match: { key: "order:*" }, role: record }]\n' };
    assert.ok(findings(files).includes('datastore-review/unused-declaration'));
  });

  it('are added to a comment that is there', () => {
    const service = createReviewService({ rules, knowledge });
    for (const newline of ['\n', '\r\n']) {
      const text = code('  // datastore-review-disable-next-line redis/other, redis/another -- why\n').replaceAll('\n', newline);
      service.setFile('src/a.ts', text);
      const at = text.indexOf('keys(');
      const action = service.codeActions('src/a.ts', at, at).find(({ title }) => title.startsWith(`Disable ${keys}`));
      assert.match(applyEdits(text, action?.edits ?? []), /disable-next-line redis\/other, redis\/another, redis\/keys-command -- why/);
    }
  });
});
