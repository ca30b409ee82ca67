import assert from 'node:assert/strict';
import type { Diagnostic } from '../../src/linter/diagnostic.js';
import type { Fact } from '../../src/facts/storeFacts.js';
import type { SeverityByRule } from '../../src/settings/layers.js';
import { presets, type Preset } from '../../src/settings/presets.js';
import type { LintContext } from '../../src/linter/lint.js';
import { createLinter } from '../../src/linter/linter.js';
import { at, command, deployment } from './makeFact.js';
import { ruleText } from './makeRule.js';

const path = 'rules/redis/no-keys.yaml';

function lint(changes: Record<string, string>, facts: Fact[], context: Partial<LintContext> = {}): Diagnostic[] {
  return createLinter([{ path, text: ruleText(changes) }]).lint(facts, { textOf: () => '', isTest: file => file.startsWith('test/'), ...context });
}

describe('lint', () => {
  it('says what, where and how sure', () => {
    assert.deepEqual(lint({}, [command({ dataset: { name: 'order:*' } })]), [{
      rule: 'redis/no-keys', severity: 'warning', message: 'KEYS walks every key. Use SCAN.', place: at(6, 10),
      related: [], dataset: 'order:*', confidence: 'high', fixes: [],
    }]);
  });

  it('goes in the order of the facts, once at a place', () => {
    const later = command({ places: { self: at(50, 70), name: at(56, 60) } });
    assert.deepEqual(lint({}, [later, command(), later]).map(({ place }) => place.start), [56, 6]);
  });

  it('is quiet where the condition has no value', () => {
    assert.deepEqual(lint({ when: '"!fact.hasTtl"' }, [command()]), []);
  });

  it('is quiet where an exception holds, and what is unknown is none', () => {
    const unless = 'fact.dataset.role == "cache" || fact.hasTtl';
    assert.equal(lint({ unless }, [command({ dataset: { name: 'a', role: 'cache' } })]).length, 0);
    assert.equal(lint({ unless }, [command()]).length, 1);
  });

  it('leaves test code alone', () => {
    assert.deepEqual(lint({}, [command({ places: { self: at(0, 20, 'test/app.ts') } }), command({ inTest: true })]), []);
  });

  it('underlines the first place that is there', () => {
    assert.deepEqual(lint({ at: '[ttl, name]' }, [command()])[0]?.place, at(6, 10));
    assert.deepEqual(lint({ at: 'ttl' }, [command()])[0]?.place, at(0, 20));
  });

  describe('severity', () => {
    const ladder = '[{ when: fact.inRequestPath, is: error }, { when: fact.inLoop, is: warning }, { is: info }]';
    it('is that of the first step that holds', () => {
      const severity = (changes: Record<string, unknown>): unknown => lint({ severity: ladder }, [command(changes)])[0]?.severity;
      assert.deepEqual([severity({ inRequestPath: true, inLoop: true }), severity({ inLoop: true }), severity({})], ['error', 'warning', 'info']);
    });

    it('is at most info where a rule about deployments meets one for development', () => {
      const fact = command({ deployment: deployment({ environment: 'development', loss: 'ok' }) });
      assert.equal(lint({ when: 'fact.deployment.loss == "ok"', severity: 'error' }, [fact])[0]?.severity, 'info');
      assert.equal(lint({ severity: 'error' }, [fact])[0]?.severity, 'error');
    });

    it('is what the settings say: the id, then the longer glob', () => {
      const severity = (...named: readonly SeverityByRule[]): unknown => lint({ aliases: '[redis/keys]' }, [command()], { settingsOf: () => ({ named, preset: 'recommended' }) })[0]?.severity;
      assert.equal(severity({ '*': 'hint' }), 'hint');
      assert.equal(severity({ '*': 'hint', 'redis/*': 'info' }), 'info');
      assert.equal(severity({ 'redis/*': 'info', 'redis/no-keys': 'error' }), 'error');
      assert.equal(severity({ 'redis/keys': 'hint' }), 'hint');
      assert.equal(severity({ 'redis/no-keys': 'off' }), undefined);
      assert.equal(severity({ 'cassandra/*': 'off' }), 'warning');
    });
  });

  describe('with a preset', () => {
    const severities = (changes: Record<string, string>, named: SeverityByRule = {}, fact = command()): unknown =>
      presets.map(preset => lint(changes, [fact], { settingsOf: () => ({ named: [named], preset }) })[0]?.severity ?? '-').join(' ');
    const rows: readonly (readonly [title: string, changes: Record<string, string>, named: SeverityByRule, expected: string])[] = [
      ['a rule speaks as it stands', {}, {}, '- warning warning warning'],
      ['what is information although sure is a warning in strict', { severity: 'info' }, {}, '- info warning warning'],
      ['what is unsure stays information', { severity: 'info', confidence: 'low' }, {}, '- info info info'],
      ['hints stay hints', { severity: 'hint' }, {}, '- hint hint hint'],
      ['a rule of strict is off in recommended', { preset: 'strict' }, {}, '- - warning warning'],
      ['a rule of all is off before', { preset: 'all', severity: 'hint' }, {}, '- - - hint'],
      ['a rule that is named speaks whatever the preset', { preset: 'all', severity: 'hint' }, { 'redis/no-keys': 'info' }, 'info info info info'],
      ['a rule that is named by a glob too', {}, { 'redis/*': 'error' }, 'error error error error'],
      ['a rule that is switched off stays off', {}, { '*': 'off' }, '- - - -'],
    ];
    for (const [title, changes, named, expected] of rows) it(title, () => assert.equal(severities(changes, named), expected));

    it('what is for development stays information', () => {
      const fact = command({ deployment: deployment({ environment: 'development', loss: 'ok' }) });
      assert.equal(severities({ when: 'fact.deployment.loss == "ok"', severity: 'info' }, {}, fact), '- info info info');
    });

    it('silences are told of rules that it has', () => {
      const told = (preset: Preset): number => createLinter([{ path, text: ruleText({ preset: 'strict', unless: '[{ when: fact.inLoop, reason: r }]' }) }])
        .silences([command({ inLoop: true })], { textOf: () => '', isTest: () => false, settingsOf: () => ({ named: [], preset }) }).length;
      assert.deepEqual(presets.map(told), [0, 0, 1, 1]);
    });
  });

  describe('related places', () => {
    const config = (start: number): ReturnType<typeof at> => at(start, start + 5, 'docker-compose.yml');
    it('are found through facts inside the fact, best first', () => {
      const fact = command({ deployment: deployment({ places: { image: config(10), 'maxmemory-policy': config(20) } }) });
      const related = '[{ at: [deployment.appendonly, deployment.image], message: "Kept in {deployment.name}" }, { at: deployment.maxmemory-policy, message: m }, { at: client.self, message: m }]';
      assert.deepEqual(lint({ related }, [fact])[0]?.related, [{ place: config(10), message: 'Kept in cache' }, { place: config(20), message: 'm' }]);
    });

    it('are five of a list, each once, and never the own place', () => {
      const uses = [6, 10, 10, 20, 30, 40, 50, 60].map(start => start === 6 ? at(6, 10) : config(start));
      assert.deepEqual(lint({ related: '[{ at: uses, message: m }]' }, [command({ places: { self: at(0, 20), name: at(6, 10), uses } })])[0]?.related.map(({ place }) => place.start), [10, 20, 30]);
    });
  });

  it('fills messages: numbers plain, lists joined, words for what is unknown', () => {
    const message = '"{ttlSeconds} {options} {key|a key} {value} ${x}."';
    assert.equal(lint({ message }, [command({ ttlSeconds: 60, options: ['EX', 'NX'] })])[0]?.message, '60 EX, NX a key unknown ${x}.');
  });
});
