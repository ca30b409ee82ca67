import assert from 'node:assert/strict';
import { env } from '../../../src/readers/config/env.js';
import { readConfig } from './check.js';

const texts: [string, string, Record<string, string | undefined>][] = [
  ['a value', 'REDIS_HOST=cache', { REDIS_HOST: 'cache' }],
  ['blanks and export', '  export REDIS_HOST = cache  ', { REDIS_HOST: 'cache' }],
  ['quotes', `A="a b"\nB='c d'\nC=\`e\``, { A: 'a b', B: 'c d', C: 'e' }],
  ['comments', '# A=1\nB=x # note\nC="y # z" # note\nD=a#b', { B: 'x', C: 'y # z', D: 'a#b' }],
  ['nothing', 'A=\nB=""', { A: '', B: '' }],
  ['user info', 'REDIS_URL=redis://user:hunter2@host:6379/0', { REDIS_URL: 'redis://host:6379/0' }],
  ['secrets', 'REDIS_PASSWORD=hunter2\nAPI_KEY=hunter2\nJWT_SECRET=hunter2\nTOKENS_TABLE=tokens', { REDIS_PASSWORD: undefined, API_KEY: undefined, JWT_SECRET: undefined, TOKENS_TABLE: 'tokens' }],
  ['variables of the file', 'HOST=cache\nURL=redis://${HOST}:${PORT:-6379}/0\nOTHER=$HOST-$NOPE', { HOST: 'cache', URL: 'redis://cache:6379/0', OTHER: 'cache-*' }],
  ['a password by variable', 'PW=hunter2\nURL=redis://:${PW}@cache:6379', { PW: undefined, URL: 'redis://cache:6379' }],
  ['single quotes keep a dollar', `A='$B'`, { A: '$B' }],
  ['a command', 'A=$(cat x)', { A: '*(cat x)' }],
  ['several lines', 'A="one\ntwo"\nB=x', { A: 'one\ntwo', B: 'x' }],
  ['an open quote', 'A="one\nB=x', { A: '"one', B: 'x' }],
  ['Windows line ends', 'A=1\r\nB=2\r\n', { A: '1', B: '2' }],
  ['noise', 'hello\n=x\n1A=x\nB', {}],
];

describe('.env', () => {
  for (const [title, text, expected] of texts) {
    it(title, () => {
      const { facts } = readConfig(env, text, '.env');
      assert.deepEqual(Object.fromEntries(facts.map(fact => (fact.kind === 'environment' ? [fact.name, fact.value] : []))), expected);
      assert.ok(!JSON.stringify(facts).includes('hunter2'));
    });
  }
  it('anchors', () => {
    const text = '# x\n  A = "b"  # c\nC=d\n';
    assert.deepEqual(readConfig(env, text, '.env').facts.map(({ range }) => text.slice(range.start, range.end)), ['A = "b"', 'C=d']);
  });
  for (const path of ['.env', 'a/.env.local', '.env.production', 'docker/cache.env', '.env.example', '.envrc']) it(`is ${path}`, () => assert.ok(env.accepts(path, '')));
  for (const path of ['env.ts', '.env.ts', 'environment.yml', '.envoy/x.yml', '.env.d/readme.md', '.env.vault']) it(`is not ${path}`, () => assert.ok(!env.accepts(path, '')));
});
