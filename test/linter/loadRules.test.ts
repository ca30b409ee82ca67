import assert from 'node:assert/strict';
import { createLinter, packRules } from '../../src/linter/linter.js';
import { loadRule } from '../../src/linter/loadRules.js';
import { RuleFileError } from '../../src/linter/ruleFileError.js';
import { command } from './makeFact.js';
import { ruleText } from './makeRule.js';

const path = 'rules/redis/no-keys.yaml';

function problem(text: string): string {
  try {
    loadRule(path, text).check();
  } catch (error) {
    assert.ok(error instanceof RuleFileError);
    return error.message.slice(path.length + 1);
  }
  return '';
}

describe('a rule file', () => {
  const wrong: [string, Record<string, string>, string][] = [
    ['an unknown key', { messge: 'x' }, "11:1: unknown key 'messge' (did you mean 'message'?)"],
    ['a missing key', { title: '' }, "1:1: 'title' is missing"],
    ['another path', { id: 'redis/keys' }, "1:5: the id 'redis/keys' must be the file's path"],
    ['an unknown kind of fact', { on: 'redis.comand' }, "3:5: 'redis.comand' is none of"],
    ['an unknown severity', { severity: 'warn' }, "5:11: 'warn' is none of error, warning, info, hint"],
    ['a ladder without an end', { severity: '[{ when: fact.inLoop, is: error }]' }, "5:11: the last step, and only that, stands without 'when'"],
    ['an unknown field', { when: 'fact.comand == "KEYS"' }, "4:12: no field 'comand' (did you mean 'command'?)"],
    ['an unknown field of a nested fact', { when: 'fact.deployment.lost == "ok"' }, "4:23: no field 'lost' (did you mean 'loss'?)"],
    ['a comparison of a double with an int', { when: 'fact.ttlSeconds == 60' }, '4:7: no such overload: double == int: write the number with a point, 60.0'],
    ['a condition that is no condition', { when: 'fact.command' }, '4:7: a condition must be true or false, this is a string'],
    ['a condition that does not end', { when: 'fact.inLoop && (' }, '4:23: Unexpected token: EOF'],
    ['an expression that may take for ever', { when: 'fact.command.matches("(a+)+b")' }, '4:7: matches() is not available'],
    ['an unknown field in the message', { message: '"{comand} is slow."' }, "7:11: no field 'comand' in redis.command (did you mean 'command'?)"],
    ['a whole fact in the message', { message: '"{deployment} is slow."' }, "7:11: '{deployment}' is a whole Deployment, not a value"],
    ['a place in a fact that is not there', { at: '[deploiment.image]' }, "6:5: no fact 'deploiment' in redis.command (did you mean 'deployment'?)"],
    ['a source without https', { sources: '[{ url: http://redis.io, date: 2026-08 }]' }, '9:18: a source is an https address'],
    ['a source without a date', { sources: '[{ url: https://redis.io }]' }, "9:11: 'date' is missing"],
    ['no docs', { docs: '{ problem: p, solution: s }' }, "8:7: 'fine' is missing"],
    ['two actions in one edit', { suggestions: '[{ title: t, edits: [{ at: name, before: a, after: b }] }]' }, '11:35: an edit has one of replace, before, after, above, below, delete'],
    ['an example without code', { examples: '{ bad: [{ name: n }], good: [] }' }, "10:19: an example has 'code' or 'files'"],
    ['no YAML', { title: '[' }, '3:'],
  ];
  for (const [name, changes, expected] of wrong) {
    it(`is refused for ${name}`, () => assert.equal(problem(ruleText(changes)).slice(0, expected.length), expected));
  }

  it('is refused in a later line of a condition', () => {
    assert.match(problem(ruleText({ when: '|\n  fact.inLoop\n  && fact.isLop' })), /^6:11: no field 'isLop'/);
  });

  it('is a rule when nothing is wrong', () => {
    const { rule } = loadRule(path, ruleText({ confidence: '[{ when: fact.inLoop, is: high }, { is: low }]', at: 'name' }));
    assert.deepEqual([rule.at, rule.severity, rule.confidence.length], [['name'], [{ is: 'warning' }], 2]);
  });

  it('is checked when its first fact comes', () => {
    const linter = createLinter([{ path, text: ruleText({ when: 'fact.comand == "KEYS"' }) }]);
    assert.throws(() => linter.lint([command()], { textOf: () => '', isTest: () => false }), RuleFileError);
    assert.throws(() => linter.checkRules(), RuleFileError);
  });

  it('is packed and unpacked as it was', () => {
    const texts = [{ path, text: ruleText() }];
    const packed = createLinter([{ path: 'rules.json', text: packRules(texts) }]);
    assert.deepEqual(packed.rules, createLinter(texts).rules);
  });
});
