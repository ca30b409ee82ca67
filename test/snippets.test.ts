import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { contributes } from '../package.json';
import { createReviewService } from '../src/reviewService.js';
import { knowledgeTexts, ruleTexts } from './linter/ruleFiles.js';

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

/** What a user has around a snippet: clients, and the names its placeholders stand for. */
const surroundings: Readonly<Record<string, { readonly file: string; readonly around: (body: string) => string }>> = {
  redis: {
    file: 'src/example.ts',
    around: body => `
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { consumer, event, handle, job, load, session, work } from './app.js';
${/new Redis|createClient/.test(body) ? '' : `const redis = new Redis(process.env.REDIS_URL);
redis.on('error', error => console.error(error));
const blocking = redis.duplicate();
blocking.on('error', error => console.error(error));
const client = createClient({ url: process.env.REDIS_URL });
client.on('error', error => console.error(error));
`}
export async function example(id: string, userId: string, sessionId: string) {
${indented(body, '  ')}
}
`,
  },
  dynamodb: {
    file: 'src/example.ts',
    around: body => `
import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient, GetCommand, paginateQuery, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const table = process.env.TABLE;
export async function example(id: string, customer: string, value: string, version: number, items: object[], next?: object) {
${indented(body, '  ')}
}
`,
  },
  cassandra: {
    file: 'src/example.ts',
    around: body => `
import { Client, types } from 'cassandra-driver';
${body.includes('new Client') ? '' : `const cassandra = new Client({ contactPoints: ['cassandra'], localDataCenter: 'dc1', keyspace: 'shop' });
`}
export async function example(accountId: string, paymentId: string, amount: number, email: string, id: string, next: number, known: number) {
${indented(body, '  ')}
}
`,
  },
  'redis-conf': { file: 'redis.conf', around: body => body },
  compose: { file: 'docker-compose.yml', around: body => `services:\n${indented(body, '  ')}\nvolumes:\n  redis-data:\n  cassandra-data:\n` },
  cloudformation: { file: 'template.yaml', around: body => `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n${indented(body, '  ')}\n` },
  cql: { file: 'schema.cql', around: body => body },
};
/** Makes a client and asks nothing of it. */
const withoutFacts = new Set(['cassandra-client']);

const files = readdirSync('snippets').map(file => file.replace(/\.json$/, ''));

describe('snippets', () => {
  it('are all offered, each file to languages of its own', () => {
    const offered = new Set(contributes.snippets.map(({ path }) => path));
    assert.deepEqual([...offered].sort(), files.map(file => `./snippets/${file}.json`).sort());
  });

  it('have one prefix each', () => {
    for (const language of new Set(contributes.snippets.map(one => one.language))) {
      const prefixes = contributes.snippets.filter(one => one.language === language).flatMap(one => Object.values(read(one.path)).map(({ prefix }) => prefix));
      assert.equal(new Set(prefixes).size, prefixes.length, language);
    }
  });

  for (const file of files) {
    describe(file, () => {
      for (const [title, snippet] of Object.entries(read(`snippets/${file}.json`))) {
        it(`${title}: is understood, and nothing is to be said against it`, () => check(file, snippet));
      }
    });
  }
});

function check(name: string, { prefix, body }: Snippet): void {
  const surrounding = surroundings[name];
  assert.ok(surrounding, `say in this test what stands around snippets of ${name}`);
  const text = surrounding.around(expand(body.join('\n')));
  const service = createReviewService({ rules: ruleTexts(), knowledge: knowledgeTexts(), read: () => text });
  service.setFile(surrounding.file, text);
  const { diagnostics, incomplete } = service.review();
  assert.deepEqual(incomplete, []);
  assert.deepEqual(diagnostics.filter(one => one.severity === 'error' || one.severity === 'warning').map(one => `${one.rule}: ${one.message}`), [], text);
  if (surrounding.file.endsWith('.ts') && !withoutFacts.has(prefix)) assert.ok([...service.facts()].length > 0, `no fact in\n${text}`);
}

function read(path: string): Readonly<Record<string, Snippet>> {
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, Snippet>;
}

/** A snippet as it stands when every placeholder is left as it is. */
function expand(body: string): string {
  const defaults = new Map<string, string>();
  let at = 0;
  const parse = (end: string): string => {
    let text = '';
    while (at < body.length && body[at] !== end) {
      if (body[at] === '\\') {
        text += body[at + 1] ?? '';
        at += 2;
        continue;
      }
      const plain = /^\$(\d+)/.exec(body.slice(at));
      const choice = /^\$\{(\d+)\|([^,|]*)[^|]*\|\}/.exec(body.slice(at));
      const placeholder = /^\$\{(\d+)(:|\})/.exec(body.slice(at));
      if (plain) {
        at += plain[0].length;
        text += defaults.get(plain[1] ?? '') ?? '';
      } else if (choice) {
        at += choice[0].length;
        text += choice[2] ?? '';
      } else if (placeholder) {
        at += placeholder[0].length;
        const [, number = '', after] = placeholder;
        if (after === ':') {
          const inside = parse('}');
          at++;
          if (!defaults.has(number)) defaults.set(number, inside);
          text += inside;
        } else text += defaults.get(number) ?? '';
      } else text += body[at++] ?? '';
    }
    return text;
  };
  return parse('');
}

function indented(text: string, indent: string): string {
  return text.replace(/^(?=.)/gm, indent);
}
