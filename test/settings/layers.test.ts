import assert from 'node:assert/strict';
import { settle } from '../../src/linter/severities.js';
import { readConfigFile } from '../../src/settings/configFile.js';
import { environmentSet, isExcluded, rulesOf } from '../../src/settings/layers.js';
import { defaultSettings, type Layers, type Settings } from '../../src/settings/settings.js';

const config = (body: string, folder = '', lead = ''): Settings => readConfigFile('c.yml', `version: 1\n${body}`, { file: `${folder}/c.yml`, folder, lead });

const outer = config(`
rules: { redis/a: error, redis/*: hint }
overrides:
  - { files: [scripts/**], rules: { redis/a: info } }
  - { files: ['**/once.ts'], rules: { '*': 'off' } }
files: { exclude: [legacy/**] }
environments:
  prod: { config: [infra/prod/**], default: true }
  staging: { config: [infra/staging/**], severityCap: warning }`);
const inner = config(`
rules: { redis/a: warning }
files: { exclude: [old.ts], include: ['*.ts'] }
environments: { local: { config: ['*.yml'] } }`, 'services/cart');
const layers: Layers = [outer, inner];

describe('severities', () => {
  const rows: readonly [file: string, rule: string, expected: string][] = [
    ['a.ts', 'redis/a', 'error'],
    ['a.ts', 'redis/b', 'hint'],
    ['a.ts', 'dynamodb/a', 'warning'],
    ['scripts/a.ts', 'redis/a', 'info'],
    ['scripts/a.ts', 'redis/b', 'hint'],
    ['scripts/once.ts', 'redis/a', 'off'],
    ['services/cart/a.ts', 'redis/a', 'warning'],
    ['services/cart/a.ts', 'redis/b', 'hint'],
    ['services/cart2/a.ts', 'redis/a', 'error'],
  ];
  for (const [file, rule, expected] of rows) {
    it(`of ${rule} in ${file}: ${expected}`, () => assert.equal(settle({ id: rule, aliases: [], preset: 'recommended' }, { severity: 'warning', confidence: 'high', cap: 'error' }, rulesOf(layers, file)), expected));
  }
});

describe('presets', () => {
  const far = config("preset: strict\noverrides: [{ files: ['legacy/**'], preset: 'off' }]\nrules: { redis/a: error }");
  const near = config('preset: all', 'services/cart');
  const rows: readonly [file: string, layers: Layers, expected: string][] = [
    ['a.ts', layers, 'recommended'],
    ['a.ts', [far, near], 'strict'],
    ['legacy/a.ts', [far, near], 'off'],
    ['services/cart/a.ts', [far, near], 'all'],
    ['services/cart/a.ts', [far, inner], 'strict'],
    ['services/cart/a.ts', [far, near, { ...defaultSettings, preset: 'recommended' }], 'recommended'],
  ];
  for (const [file, set, expected] of rows) it(`of ${file} under ${set.length} files: ${expected}`, () => assert.equal(rulesOf(set, file).preset, expected));

  it('give way to what any file says of a rule by name', () => {
    const named = (rule: string): string => settle({ id: rule, aliases: [], preset: 'recommended' }, { severity: 'warning', confidence: 'high', cap: 'error' }, rulesOf([far, near], 'legacy/a.ts'));
    assert.deepEqual([named('redis/a'), named('redis/b')], ['error', 'off']);
  });
});

describe('files', () => {
  const rows: readonly [file: string, expected: boolean][] = [
    ['legacy/a.ts', true], ['a.ts', false], ['services/cart/a.ts', false], ['services/cart/old.ts', true], ['services/cart/a.js', true], ['old.ts', false],
  ];
  for (const [file, expected] of rows) it(`${file}: ${expected ? 'out' : 'in'}`, () => assert.equal(isExcluded(layers, file), expected));

  it('count from the folder of the config file when that lies above', () => {
    const above = [config('files: { exclude: [app/old/**] }', '', 'app/')];
    assert.ok(isExcluded(above, 'old/a.ts'));
    assert.ok(!isExcluded(above, 'app/old/a.ts'));
  });
});

describe('environments', () => {
  it('are those of the nearest config file that names the file', () => {
    assert.equal(environmentSet(layers, 'infra/prod/redis.yaml')?.isDefault, true);
    assert.deepEqual(environmentSet(layers, 'infra/staging/redis.yaml'), { name: 'staging', isDefault: false, isBesideDefault: true, severityCap: 'warning' });
    assert.equal(environmentSet(layers, 'services/cart/compose.yml')?.name, 'local');
    assert.equal(environmentSet(layers, 'compose.yml'), undefined);
  });
});
