import assert from 'node:assert/strict';
import type { Diagnostic, Edit } from '../src/linter/diagnostic.js';
import { loadRule } from '../src/linter/loadRules.js';
import type { Rule, RuleExample } from '../src/linter/rule.js';
import { readCarets } from './linter/carets.js';
import { ruleTexts } from './linter/ruleFiles.js';
import { serviceOf } from './serviceOf.js';

const texts = ruleTexts();

describe('rules', () => {
  for (const { path, text } of texts) {
    describe(path.slice('rules/'.length, -'.yaml'.length), () => {
      const { rule, check } = loadRule(path, text);
      it('has conditions that fit its facts', check);
      it('is whole', () => isWhole(rule));
      for (const example of rule.examples.bad) it(`speaks: ${example.name}`, () => speaks(rule, example));
      for (const example of rule.examples.good) it(`is silent: ${example.name}`, () => isSilent(rule, example));
    });
  }
});

function isWhole(rule: Rule): void {
  const [first = ''] = rule.message.split(/(?<=\.)\s/);
  assert.ok(first.length <= 120, `the first sentence has ${first.length} characters`);
  assert.match(rule.message, /[.]$/, 'the message is a sentence');
  assert.ok(rule.sources.length > 0, 'has a source');
  assert.ok(rule.examples.bad.length >= 2, 'has two bad examples');
  assert.ok(rule.examples.good.length >= 2, 'has two good examples');
  for (const example of rule.examples.bad) {
    assert.ok(Object.values(example.files).some(text => readCarets(text).marks.length > 0), `${example.name} has carets`);
  }
  const names = [...rule.examples.bad, ...rule.examples.good].map(({ name }) => name);
  assert.equal(new Set(names).size, names.length, 'examples have names of their own');
}

function speaks(rule: Rule, example: RuleExample): void {
  const files = cutCarets(example.files);
  const found = check(files, rule);
  const expected = Object.entries(example.files).flatMap(([path, text]) => {
    const { text: plain, marks } = readCarets(text);
    return marks.map(({ start, end, word }) => ({ place: `${path}: ${plain.slice(start, end)}`, start, severity: word }));
  });
  const actual = found.map(({ place, severity }, index) => {
    const [line = ''] = (files[place.file] ?? '').slice(place.start, place.end).split('\n');
    return { place: `${place.file}: ${line}`, start: place.start, severity: expected[index]?.severity && severity };
  });
  assert.deepEqual(actual, expected, actual.length === 0 ? 'nothing was found' : undefined);
  for (const { message, related } of found) {
    assert.doesNotMatch(message, /\bunknown\b|undefined|\{/, message);
    for (const other of related) assert.doesNotMatch(other.message, /\bunknown\b|undefined|\{/, other.message);
  }
  if (example.fixed) leaves(rule, files, found, example);
}

/** The fix of every finding is made; what it leaves has the expected text and no finding. */
function leaves(rule: Rule, files: Readonly<Record<string, string>>, found: readonly Diagnostic[], { fixed, fix }: RuleExample): void {
  const fixes = found.map(({ fixes: offered }) => offered.find(({ title }) => fix === undefined || title === fix));
  for (const made of fixes) assert.ok(made, 'a fix is offered');
  const after = applyEdits(files, fixes.flatMap(made => made?.edits ?? []));
  for (const [path, text] of Object.entries(fixed ?? {})) assert.equal(after[path], text);
  assert.deepEqual(check(after, rule).map(({ message }) => message), [], 'the finding is gone');
}

function isSilent(rule: Rule, example: RuleExample): void {
  assert.deepEqual(check(cutCarets(example.files), rule).map(({ message }) => message), []);
}

function cutCarets(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, readCarets(text).text]));
}

function check(files: Readonly<Record<string, string>>, { id, preset }: Rule): readonly Diagnostic[] {
  return serviceOf(files, preset).review().diagnostics.filter(({ rule }) => rule === id);
}

function applyEdits(files: Readonly<Record<string, string>>, edits: readonly Edit[]): Record<string, string> {
  const after = { ...files };
  for (const { place: { file, start, end }, text } of [...edits].sort((a, b) => b.place.start - a.place.start)) {
    after[file] = (after[file] ?? '').slice(0, start) + text + (after[file] ?? '').slice(end);
  }
  return after;
}
