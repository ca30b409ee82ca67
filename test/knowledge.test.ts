import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { redisCommandTable } from '../src/bindings/redisCommandTable';

interface Entry { summary?: string; source?: string; asOf?: string; options?: Record<string, string>; [field: string]: unknown }
interface CommandFile { source: string; asOf: string; commands: Record<string, Entry>; options: Record<string, Entry> }

const folder = 'rules/knowledge/commands';
const fields = ['summary', 'complexity', 'cost', 'writes', 'since', 'guarantees', 'limits', 'deprecated', 'note', 'options', 'source', 'asOf'];

/** A text as it must not be: empty, with space around it, or with a line break. */
const untidy = (text: string): boolean => text === '' || text !== text.trim() || text.includes('\n');

function read(file: string): CommandFile {
  const document = parseDocument(readFileSync(`${folder}/${file}`, 'utf8'), { uniqueKeys: true });
  assert.deepEqual(document.errors.map(error => error.message), [], file);
  return document.toJS() as CommandFile;
}

describe('texts of store commands', () => {
  for (const name of readdirSync(folder)) {
    describe(name, () => {
      const file = read(name);
      const entries = [...Object.entries(file.commands), ...Object.entries(file.options)];

      it('each has a summary, a source and a date', () => {
        for (const [id, entry] of entries) {
          assert.ok(entry.summary, `${id}: no summary`);
          assert.match(entry.source ?? '', /^https:\/\/\S+$/, id);
          assert.match(entry.asOf ?? file.asOf, /^20\d\d-(0[1-9]|1[0-2])$/, id);
        }
      });

      it('only known fields, of the right type', () => {
        for (const [id, entry] of entries) {
          for (const [field, value] of Object.entries(entry)) {
            assert.ok(fields.includes(field), `${id}: ${field}`);
            assert.equal(typeof value, field === 'writes' ? 'boolean' : field === 'options' ? 'object' : 'string', `${id}.${field}`);
          }
        }
        for (const [id, entry] of Object.entries(file.commands)) assert.equal(typeof entry['writes'], 'boolean', `${id}: writes`);
      });

      it('texts are tidy sentences', () => {
        for (const [id, entry] of entries) {
          for (const [field, value] of [...Object.entries(entry), ...Object.entries(entry.options ?? {})]) {
            if (typeof value === 'string') assert.ok(!untidy(value), `${id}.${field}`);
          }
          for (const text of [entry.summary, entry['guarantees'], entry['note'], ...Object.values(entry.options ?? {})]) {
            if (typeof text === 'string') assert.match(text, /[.:]$/, `${id}: ${text}`);
          }
        }
      });
    });
  }
});

describe('redisCommandTable', () => {
  const { commands } = read('redis.yaml');

  it('has the commands of redis.yaml and no others', () => {
    assert.deepEqual(Object.keys(redisCommandTable).sort(), Object.keys(commands).sort());
  });

  it('agrees with redis.yaml on what writes', () => {
    for (const [id, entry] of Object.entries(commands)) assert.equal(redisCommandTable[id]!.writes, entry['writes'], id);
  });

  it('places keys within the arguments', () => {
    for (const [id, { firstKey, lastKey, step, keyCount, keyword }] of Object.entries(redisCommandTable)) {
      assert.ok(step >= 1 && firstKey >= -1, id);
      if (firstKey === -1) assert.equal(lastKey, -1, id);
      else assert.ok(lastKey < 0 || lastKey >= firstKey, id);
      if (keyCount !== undefined) assert.ok(firstKey === keyCount + 1 || firstKey < keyCount, id);
      if (keyword !== undefined) assert.equal(firstKey, -1, id);
    }
  });

  it('knows the shapes of key arguments', () => {
    assert.deepEqual(redisCommandTable['GET'], { writes: false, firstKey: 0, lastKey: 0, step: 1 });
    assert.deepEqual(redisCommandTable['MSET'], { writes: true, firstKey: 0, lastKey: -1, step: 2 });
    assert.deepEqual(redisCommandTable['BLPOP'], { writes: true, firstKey: 0, lastKey: -2, step: 1 });
    assert.deepEqual(redisCommandTable['EVAL'], { writes: true, firstKey: 2, lastKey: 2, step: 1, keyCount: 1 });
    assert.deepEqual(redisCommandTable['ZUNIONSTORE'], { writes: true, firstKey: 0, lastKey: 0, step: 1, keyCount: 1 });
    assert.deepEqual(redisCommandTable['XGROUP CREATE'], { writes: true, firstKey: 0, lastKey: 0, step: 1 });
    assert.equal(redisCommandTable['XREADGROUP']!.keyword, 'STREAMS');
    assert.equal(redisCommandTable['PUBLISH']!.firstKey, -1);
  });
});
