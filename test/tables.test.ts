import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { deploymentModes, needValues, roles as settingRoles, storeOfMode } from '../src/settings/vocabulary';
import { readKnowledge, type FitCell } from '../src/workspace/knowledge';

const folder = 'rules/knowledge';
const files = readdirSync(folder).filter(name => name.endsWith('.yaml')).map(name => ({ path: `${folder}/${name}`, text: readFileSync(`${folder}/${name}`, 'utf8') }));
const knowledge = readKnowledge(files);
const { scales, modes, conditions } = knowledge;
const written = (name: string): Record<string, unknown> => parse(files.find(({ path }) => path.endsWith(`/${name}.yaml`))?.text ?? '') as Record<string, unknown>;

/** Each text and source below a value, with the path to it. */
function* leaves(value: unknown, path: string): Generator<{ path: string; field: string; value: string }> {
  if (typeof value !== 'object' || value === null) return;
  for (const [field, below] of Object.entries(value as Record<string, unknown>)) {
    if (typeof below === 'string') yield { path: `${path}.${field}`, field, value: below };
    else yield* leaves(below, `${path}.${field}`);
  }
}

/** Whether a value is at least as strong as another of its scale. */
const reaches = (axis: string, given: string | undefined, needed: string): boolean => given !== undefined && (scales[axis] ?? []).indexOf(given) >= (scales[axis] ?? []).indexOf(needed);

const cells = Object.keys(knowledge.roles).flatMap(role => Object.keys(modes).map(mode => ({ role, mode, name: `${role} on ${mode}`, cell: knowledge.fit(role, mode) })));
const assessed = cells.filter((one): one is typeof one & { cell: FitCell } => one.cell !== undefined);

describe('citations', () => {
  const citations = written('citations')['citations'] as Record<string, { url: string; date: string }>;

  it('each has an address and a month', () => {
    for (const [id, { url, date }] of Object.entries(citations)) {
      assert.match(url, /^https:\/\/\S+$/, id);
      assert.match(date, /^20\d\d-(0[1-9]|1[0-2])$/, id);
    }
  });

  it('each is cited', () => {
    const cited = new Set(['modes', 'fit', 'capabilities', 'comparison'].flatMap(name => JSON.stringify(written(name)).match(/"[a-z0-9-]+"/g) ?? []));
    assert.deepEqual(Object.keys(citations).filter(id => !cited.has(`"${id}"`)), []);
  });

  it('one address stands once', () => {
    const urls = Object.values(citations).map(({ url }) => url);
    assert.deepEqual(urls.filter((url, index) => urls.indexOf(url) !== index), []);
  });
});

describe('modes', () => {
  const access = ['key', 'key+range', 'rank', 'geo', 'secondary', 'ad-hoc', 'vector', 'fifo', 'topic'];

  it('are those a config file may name', () => {
    assert.deepEqual(Object.keys(modes), [...deploymentModes]);
    for (const mode of deploymentModes) assert.equal(modes[mode]?.store, storeOfMode(mode), mode);
  });

  it('are measured on the scales that a need is declared on', () => {
    assert.deepEqual({ ...scales, access: needValues.access }, needValues);
  });

  it('are those of known products, each of them in one mode at least', () => {
    const products = Object.values(modes).flatMap(mode => mode.products);
    assert.deepEqual([...new Set(products)].sort(), Object.keys(knowledge.products).sort());
  });

  it('serve known ways of access', () => {
    for (const [id, mode] of Object.entries(modes)) assert.deepEqual(mode.access.filter(one => !access.includes(one)), [], id);
  });

  it('answer by the names of their variants', () => {
    assert.equal(knowledge.guarantee('redis-rdb')?.loss, 'minutes');
    assert.equal(knowledge.guarantee('redis-aof-no')?.loss, 'seconds');
    assert.equal(knowledge.guarantee('redis-aof-no')?.mode, 'redis-aof-everysec');
    assert.equal(knowledge.guarantee('memorydb')?.mode, 'memorydb');
    assert.equal(knowledge.guarantee('oracle'), undefined);
  });
});

describe('fit', () => {
  it('has the roles of the settings and of roles.yaml', () => {
    assert.deepEqual([...settingRoles].sort(), Object.keys(knowledge.roles).sort());
    assert.deepEqual(Object.keys(written('fit')['roles'] as object).sort(), Object.keys(knowledge.roles).sort());
  });

  it('says something of each role on each mode', () => {
    assert.equal(Object.keys(modes).length, 20);
    assert.deepEqual(cells.filter(({ cell }) => !cell).map(({ name }) => name), []);
  });

  it('unfit names what is missed, and nothing else does', () => {
    for (const { name, cell } of assessed) assert.equal(cell.axes.length > 0, cell.verdict === 'unfit', name);
  });

  it('conditional names its conditions, unfit has none', () => {
    for (const { name, cell } of assessed) {
      if (cell.verdict === 'conditional') assert.ok(cell.conditions.length > 0, name);
      if (cell.verdict === 'unfit' || cell.verdict === 'not-assessed') assert.deepEqual(cell.conditions, [], name);
    }
  });

  it('each condition is used', () => {
    const used = new Set(assessed.flatMap(({ cell }) => cell.conditions));
    assert.deepEqual(Object.keys(conditions).filter(id => !used.has(id) && conditions[id]?.of === undefined), []);
  });

  it('unfit for loss where the mode may lose more than the role can bear, or evicts', () => {
    for (const { role, mode, name, cell } of assessed) {
      if (!cell.axes.includes('loss')) {
        assert.equal(cell.lossBy, undefined, name);
        continue;
      }
      const needed = knowledge.roles[role]?.needs['loss'];
      const isEnough = needed !== undefined && reaches('loss', modes[mode]?.gives['loss'], needed);
      assert.equal(isEnough, cell.lossBy === 'eviction', name);
    }
  });

  it('what fits loses no more than the role can bear, unless that is a condition', () => {
    for (const { role, mode, name, cell } of assessed) {
      const needed = knowledge.roles[role]?.needs['loss'];
      if (needed === undefined || cell.verdict === 'unfit' || reaches('loss', modes[mode]?.gives['loss'], needed)) continue;
      assert.ok(cell.conditions.some(one => one === 'loss-accepted' || one === 'rebuildable'), name);
    }
  });

  it('reasons of one role differ by verdict', () => {
    const verdicts = new Map<string, string>();
    for (const { role, cell } of assessed) {
      const key = `${role}: ${cell.because}`;
      assert.equal(verdicts.get(key) ?? cell.verdict, cell.verdict, key);
      verdicts.set(key, cell.verdict);
    }
  });
});

describe('capabilities', () => {
  it('have a text of each mode in each row', () => {
    for (const [id, { cells: row }] of Object.entries(knowledge.capabilities)) assert.deepEqual(Object.keys(row).sort(), Object.keys(modes).sort(), id);
  });
});

describe('comparison', () => {
  const claims = Object.values(knowledge.comparison).flatMap(heading => heading.claims);

  it('names each claim once, with a source', () => {
    assert.equal(new Set(claims.map(({ id }) => id)).size, claims.length);
    for (const { id, sources } of claims) assert.ok(sources.length > 0, id);
  });

  it('puts right what is commonly said and is wrong, outdated or incomplete', () => {
    const wrong = ['1.2', '1.3', '1.4', '1.6', '1.7', '1.9', '1.10', '1.13', '1.15', '1.16', '1.17', '1.18', '1.20', '1.21', '1.22', '2.1', '2.2a', '2.2b', '2.3', '2.4', '2.6',
      '2.9', '2.11', '2.14', '2.15', '2.16', '2.17', '2.19', '2.20', '2.22', '2.25', '2.26', '2.27', '2.28', '2.31', '2.32', '2.34', '2.36', '2.40'];
    assert.deepEqual(claims.filter(({ corrects }) => corrects !== undefined).map(({ id }) => id).sort(), [...wrong].sort());
  });
});

describe('texts of the tables', () => {
  for (const name of ['modes', 'fit', 'capabilities', 'comparison']) {
    it(`${name}: tidy sentences`, () => {
      for (const { path, field, value } of leaves(written(name), name)) {
        assert.equal(value, value.trim(), path);
        assert.doesNotMatch(value, /\n| {2}/, path);
        if (['text', 'because', 'summary', 'corrects'].includes(field)) assert.match(value, /^\S.*\.$/, path);
        if (field === 'title') assert.doesNotMatch(value, /\.$/, path);
      }
    });
  }
});

describe('a malformed table', () => {
  const withText = (name: string, change: (text: string) => string) => files.map(file => (file.path.endsWith(`/${name}.yaml`) ? { ...file, text: change(file.text) } : file));

  it('is refused when it is missing', () => {
    assert.throws(() => readKnowledge(files.filter(({ path }) => !path.endsWith('/modes.yaml'))), /modes\.yaml is missing/);
  });

  it('is refused with the place of what is wrong', () => {
    assert.throws(() => readKnowledge(withText('fit', text => text.replace('verdict: fits', 'verdict: maybe'))).fit('cache', 'memorydb'), /fit\.roles\.cache\[0\]\.verdict must be one of/);
    assert.throws(() => readKnowledge(withText('fit', text => text.replace('because:', 'reason:'))).conditions, /fit\.roles\.cache\[0\]: no field is called reason/);
    assert.throws(() => readKnowledge(withText('modes', text => text.replace('loss: ok', 'loss: little'))), /modes\.redis-none\.gives\.loss must be one of/);
    assert.throws(() => readKnowledge(withText('citations', text => text.replace('redis-persistence', 'other'))), /citations\.yaml has no redis-persistence/);
  });
});
