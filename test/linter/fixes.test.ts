import assert from 'node:assert/strict';
import { fixFor } from '../../src/linter/fixes.js';
import type { RuleEdit, RuleFix } from '../../src/linter/rule.js';
import type { Place } from '../../src/facts/place.js';

/** The text after an edit at what is marked with `<name …>`; undefined when there is no fix. */
function after(marked: string, edits: RuleEdit[], fact: Record<string, unknown> = {}, unless: string[] = []): string | undefined {
  const places: Record<string, Place> = {};
  let text = '';
  for (const piece of marked.split(/(<\w+ [^>]*>)/)) {
    const [, name, inside] = /^<(\w+) ([^>]*)>$/.exec(piece) ?? [];
    if (name !== undefined && inside !== undefined) places[name] = { file: 'a', start: text.length, end: text.length + inside.length };
    text += inside ?? piece;
  }
  const fix: RuleFix = { title: 'Fix {command}', isSafe: false, unless, edits };
  const made = fixFor(fix, { ...fact, places }, ({ file, start, end }) => file === 'a' ? text.slice(start, end) : undefined);
  return made && [...made.edits].sort((a, b) => b.place.start - a.place.start).reduce((all, edit) => all.slice(0, edit.place.start) + edit.text + all.slice(edit.place.end), text);
}

describe('fixes', () => {
  const table: [string, string, RuleEdit[], string | undefined][] = [
    ['after', 'set(k, <end v>)', [{ at: 'end', action: 'after', text: ", 'PX', 1" }], "set(k, v, 'PX', 1)"],
    ['before', '<port 6379>', [{ at: 'port', action: 'before', text: '127.0.0.1:' }], '127.0.0.1:6379'],
    ['replace with source text', 'ttl: <value now() + 1>', [{ at: 'value', action: 'replace', text: 'floor(({text:value}) / 1000)' }], 'ttl: floor((now() + 1) / 1000)'],
    ['braces of code stay', '<name del>(<args k>)', [{ at: 'args', action: 'replace', text: '{ keys: [{text:args}], a: `${x}` }' }], 'del({ keys: [k], a: `${x}` })'],
    ['one word', '<set appendonly no>', [{ at: 'set', word: 'no', action: 'replace', text: 'yes' }], 'appendonly yes'],
    ['one word among quotes', '["<set --maxmemory-policy", "allkeys-lru>"]', [{ at: 'set', word: '{eviction}', action: 'replace', text: 'noeviction' }], '["--maxmemory-policy", "noeviction"]'],
    ['no such word', '<set appendonly ${X}>', [{ at: 'set', word: 'no', action: 'replace', text: 'yes' }], undefined],
    ['a number that is part of an address', '<port 0.0.0.0:6379:6379>', [{ at: 'port', word: '6379:6379', action: 'before', text: '127.0.0.1:' }], undefined],
    ['lines above', 'a:\n  b:\n    <name Key>: 1\n', [{ at: 'name', action: 'above', text: 'P:\n  on: true' }], 'a:\n  b:\n    P:\n      on: true\n    Key: 1\n'],
    ['lines below', 'a:\n  <image image: redis> # why\n  c: 1', [{ at: 'image', action: 'below', text: 'volumes:\n  - x' }], 'a:\n  image: redis # why\n  volumes:\n    - x\n  c: 1'],
    ['a property in the middle', '{ a: 1, <p b: 2>, c: 3 }', [{ at: 'p', action: 'delete', text: '' }], '{ a: 1, c: 3 }'],
    ['the first property', '{ <p b: 2>, c: 3 }', [{ at: 'p', action: 'delete', text: '' }], '{ c: 3 }'],
    ['the last property, with a comma behind', '{\n  a: 1,\n  <p b: 2>,\n}', [{ at: 'p', action: 'delete', text: '' }], '{\n  a: 1,\n}'],
    ['the only property', '{ <p b: 2> }', [{ at: 'p', action: 'delete', text: '' }], '{  }'],
    ['a place that is not there', 'x', [{ at: 'gone', action: 'after', text: 'y' }], undefined],
    ['source text that is not there', '<a x>', [{ at: 'a', action: 'replace', text: '{text:gone}' }], undefined],
    ['a value that is not there', '<a x>', [{ at: 'a', action: 'replace', text: '{gone}' }], undefined],
  ];
  for (const [name, text, edits, expected] of table) {
    it(name, () => assert.equal(after(text, edits, { eviction: 'allkeys-lru' }), expected));
  }

  it('are left out where a place is there that must not be', () => {
    assert.equal(after('<a x>', [{ at: 'a', action: 'after', text: 'y' }], {}, ['a']), undefined);
    assert.equal(after('<a x>', [{ at: 'a', action: 'after', text: 'y' }], {}, ['b']), 'xy');
  });
});
