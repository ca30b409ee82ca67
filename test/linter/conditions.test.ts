import assert from 'node:assert/strict';
import { checkCondition, compileCondition } from '../../src/linter/conditions.js';
import { glob } from '../../src/linter/glob.js';
import { wordsOf as words } from '../../src/facts/words.js';
import { command, deployment } from './makeFact.js';

describe('a condition', () => {
  const table: [string, boolean | undefined][] = [
    ['fact.command == "KEYS"', true],
    ['fact.command == "GET"', false],
    ['fact.hasTtl', undefined],
    ['!fact.hasTtl', undefined],
    ['fact.hasTtl || fact.command == "KEYS"', true],
    ['fact.command == "KEYS" || fact.hasTtl', true],
    ['fact.hasTtl || fact.command == "GET"', undefined],
    ['fact.hasTtl && fact.command == "GET"', false],
    ['fact.command == "KEYS" && !fact.hasTtl', undefined],
    ['has(fact.hasTtl)', false],
    ['has(fact.dataset)', false],
    ['has(fact.dataset.role)', undefined],
    ['fact.deployment.loss == "none"', undefined],
    ['fact.deployment.maxmemory > 0', true],
    ['fact.deployment.maxmemory == 100.0', true],
    ['fact.deployment.roles.exists(role, role in ["cache"])', true],
    ['glob(fact.key, "order:*")', true],
    ['words(fact.key).exists(word, word == "order")', true],
  ];
  const fact = command({ key: 'order:*', deployment: deployment({ maxmemory: 100, roles: ['session', 'cache'] }) });
  for (const [text, expected] of table) {
    it(`${text} is ${String(expected)}`, () => {
      assert.equal(checkCondition('redis.command', text), undefined);
      assert.equal(compileCondition(text)(fact), expected);
    });
  }

  it('knows lists of facts inside facts', () => {
    assert.match(checkCondition('redis.increment-expire', 'fact.increment.dataset.needs.los == "none"')?.message ?? '', /did you mean 'loss'/);
  });
});

describe('helpers of conditions', () => {
  it('glob', () => {
    for (const [text, pattern, fits] of [['a', 'a', true], ['a', 'b', false], ['abc', 'a*', true], ['abc', '*c', true], ['abc', 'a?c', true], ['ac', 'a?c', false], ['', '*', true], ['', '', true], ['aXbXc', 'a*b*c', true], ['ab', 'a', false], ['order:1', 'order:*:x', false]] as const) {
      assert.equal(glob(text, pattern), fits, `${text} ${pattern}`);
    }
    assert.equal(glob('a'.repeat(5000), `${'a*'.repeat(200)}b`), false);
  });

  it('words', () => {
    assert.deepEqual(words('acquireLock:userID:HTTPCache_v2'), ['acquire', 'lock', 'user', 'id', 'http', 'cache', 'v2']);
  });
});
