import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { isListed, listFiles } from '../../src/host/listFiles.js';

describe('listing files', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'listing-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  };
  const listed = (): readonly string[] => listFiles(root).files;

  it('takes what a reader could want', () => {
    write({ 'a.ts': '', 'b.md': '', 'c.cql': '', 'redis.conf': '', '.env.production': '', 'd/e.yaml': '', 'd/f.png': '', Dockerfile: '' });
    assert.deepEqual(listed(), ['.env.production', 'a.ts', 'c.cql', 'd/e.yaml', 'redis.conf']);
  });

  it('reads .env files though git ignores them', () => {
    write({ '.gitignore': '.env*\n*.ts\n', '.env': '', 'a.ts': '', 'b.js': '' });
    assert.deepEqual(listed(), ['.env', 'b.js']);
  });

  it('lets an inner .gitignore bring back a folder that an outer one ignores', () => {
    write({ '.gitignore': 'out/\n', 'a/.gitignore': '!out/\n', 'a/out/x.ts': '', 'a/out/deep/y.ts': '', 'b/out/x.ts': '' });
    assert.deepEqual(listed(), ['a/out/deep/y.ts', 'a/out/x.ts']);
  });

  it('tells upper from lower case where the file system does', function () {
    if (process.platform !== 'linux') this.skip();
    write({ '.gitignore': 'Build\n', 'build/a.ts': '', 'Build/b.ts': '' });
    assert.deepEqual(listed(), ['build/a.ts']);
  });

  it('obeys .gitignore files above the folder that is reviewed, but reviews it', () => {
    write({ '.gitignore': 'dist/\n/packages/\n', '.git/info/exclude': 'secret.ts\n', 'packages/app/src/a.ts': '', 'packages/app/dist/a.js': '', 'packages/app/secret.ts': '' });
    assert.deepEqual(listFiles(join(root, 'packages/app')).files, ['src/a.ts']);
    assert.deepEqual(listFiles(join(root, 'packages/app/dist')).files, ['a.js']);
  });

  it('passes over packages and never follows links', () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    writeFileSync(join(outside, 'outside.ts'), '');
    write({ 'a/b.ts': '', 'node_modules/x/index.js': '', 'a/node_modules/y.js': '' });
    symlinkSync('..', join(root, 'a/loop'));
    symlinkSync(outside, join(root, 'away'));
    symlinkSync(join(outside, 'outside.ts'), join(root, 'away.ts'));
    const { files, notes } = listFiles(root);
    assert.deepEqual(files, ['a/b.ts']);
    assert.deepEqual(notes, [{ path: '.', reason: '3 symbolic links were not followed' }]);
    rmSync(outside, { recursive: true });
  });

  it('stops at a depth no source tree has', () => {
    write({ [`${'d/'.repeat(80)}a.ts`]: '', 'b.ts': '' });
    const { files, notes } = listFiles(root);
    assert.deepEqual(files, ['b.ts']);
    assert.match(notes[0]?.reason ?? '', /deeper than 64/);
  });

  it('equals git on generated trees, file by file too', function () {
    this.timeout(60_000);
    const name = fc.constantFrom('a', 'b', 'out', 'A', 'x y', 'l#b', '[k]');
    const file = fc.constantFrom('x.ts', 'y.js', 'z.yml', 'X.ts', '!w.ts');
    const folder = fc.array(name, { maxLength: 3 }).map(parts => parts.map(part => `${part}/`).join(''));
    const pattern = fc
      .tuple(fc.constantFrom('', '!', '/', '!/', '**/', '\\!', '#'), fc.constantFrom('a', 'out', 'out/', '*.ts', 'x.ts', 'a/b', 'a/*', 'a/**', 'a/**/x.ts', '*', '?.js', '[xy].*', '[!x].ts', 'x\\ y', '\\[k\\]', 'l#b/', 'A', 'z.yml  ', 'b/'))
      .map(parts => parts.join(''));
    const tree = fc.record({
      files: fc.uniqueArray(fc.tuple(folder, file).map(parts => parts.join('')), { minLength: 1, maxLength: 14 }),
      ignores: fc.uniqueArray(fc.tuple(folder, fc.array(pattern, { maxLength: 4 })), { maxLength: 4, selector: ([at]) => at }),
    });
    fc.assert(
      fc.property(tree, ({ files, ignores }) => {
        rmSync(root, { recursive: true, force: true });
        write(Object.fromEntries([...files.map(path => [path, ''] as const), ...ignores.map(([at, lines]) => [`${at}.gitignore`, `${lines.join('\n')}\n`] as const)]));
        const git = (...args: string[]): string => execFileSync('git', ['-c', 'core.excludesFile=', ...args], { cwd: root, encoding: 'utf8' });
        git('init', '-q');
        const expected = git('ls-files', '-zco', '--exclude-standard').split('\0').filter(path => /\.(?:ts|js|yml)$/.test(path)).sort();
        assert.deepEqual(listed(), expected);
        assert.deepEqual(files.filter(path => isListed(root, path)).sort(), expected);
      }),
      { numRuns: 60 },
    );
  });
});
