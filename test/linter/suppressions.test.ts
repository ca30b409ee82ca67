import assert from 'node:assert/strict';
import type { Diagnostic } from '../../src/linter/diagnostic.js';
import { createLinter } from '../../src/linter/linter.js';
import { suppress, type Suppression } from '../../src/linter/suppressions.js';
import { defaultRuleSettings, type RuleSettings, type SeverityByRule } from '../../src/settings/layers.js';
import { at } from './makeFact.js';
import { ruleText } from './makeRule.js';

const { rules } = createLinter([{ path: 'rules/redis/no-keys.yaml', text: ruleText({ aliases: '[redis/keys]' }) }]);
const found: Diagnostic = { rule: 'redis/no-keys', severity: 'warning', message: 'm', place: at(30, 34), related: [], confidence: 'high', fixes: [] };

function comment(id: string, covers = at(20, 60), reason?: string): Suppression {
  return { place: at(0, 19), covers, rules: [{ id, place: at(5, 15) }], reason };
}
const set = (named: SeverityByRule, preset = defaultRuleSettings.preset) => (): RuleSettings => ({ named: [named], preset });
const show = (diagnostics: Diagnostic[]): string[] => diagnostics.map(({ rule, suppressed, severity }) => `${severity} ${rule}${suppressed ? ` suppressed: ${suppressed.reason ?? ''}` : ''}`);

describe('suppressions', () => {
  it('mark what they cover, with the reason', () => {
    assert.deepEqual(show(suppress([found], [comment('redis/no-keys', at(20, 60), 'few keys')], [], rules)), ['warning redis/no-keys suppressed: few keys']);
  });

  it('may be globs and old names', () => {
    for (const id of ['redis/*', '*', 'redis/keys']) assert.deepEqual(show(suppress([found], [comment(id)], [], rules)), ['warning redis/no-keys suppressed: ']);
  });

  it('that cover nothing are unused, and can be taken out', () => {
    const alone = { ...comment('redis/no-keys', at(40, 60)), removal: at(0, 20) };
    const result = suppress([found], [alone, comment('redis/no-keys', at(20, 60, 'other.ts'))], [], rules);
    assert.deepEqual(show(result), ['warning redis/no-keys', 'info datastore-review/unused-suppression', 'info datastore-review/unused-suppression']);
    assert.deepEqual(result[1]?.fixes.map(({ title, edits }) => [title, edits]), [['Remove the comment', [{ place: at(0, 20), text: '' }]]]);
    assert.deepEqual(result[2]?.fixes, [], 'a comment that says other things as well stays');
  });

  it('of several rules lose each that is unused', () => {
    const listed = ['redis/no-keys', 'redis/*', '*'].map((id, index) => ({ id, place: at(10 * index, 10 * index + 8) }));
    const problems = suppress([], [{ ...comment('redis/no-keys'), rules: listed, removal: at(0, 30) }], [], rules);
    assert.deepEqual(problems.map(({ fixes }) => fixes[0]?.edits[0]?.place), [at(0, 10), at(8, 18), at(18, 28)]);
  });

  it('of a rule that the settings switch off are neither used nor unused', () => {
    assert.deepEqual(suppress([], [comment('redis/no-keys')], [], rules, set({ 'redis/*': 'off' })), []);
    assert.deepEqual(suppress([], [comment('redis/no-keys')], [], rules, set({}, 'off')), []);
    assert.deepEqual(show(suppress([], [comment('redis/no-keys')], [], rules, set({}, 'strict'))), ['warning datastore-review/unused-suppression']);
  });

  it('of the same place are both used', () => {
    assert.equal(suppress([found], [comment('redis/no-keys'), comment('redis/*')], [], rules).length, 1);
  });

  it('of rules that do not exist are told so', () => {
    const [, problem] = suppress([found], [comment('redis/no-kes')], [], rules);
    assert.equal(problem?.message, "There is no rule redis/no-kes (did you mean 'redis/no-keys'?): correct the name or take it out.");
    assert.deepEqual(problem.place, at(5, 15));
  });

  it('that cannot be read are told so, unless settings say off', () => {
    const malformed = [{ place: at(0, 5), problem: 'names no rule' }];
    assert.deepEqual(show(suppress([], [], malformed, rules)), ['warning datastore-review/malformed-comment']);
    assert.deepEqual(suppress([], [], malformed, rules, set({ 'datastore-review/*': 'off' })), []);
  });
});
