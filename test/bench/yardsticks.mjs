// The tools we measure ourselves against, as far as they are here: on the PATH, in the project, or put into a cache by --yardsticks.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const cache = join(tmpdir(), 'datastore-review-yardsticks');
const packages = ['oxlint@1.94.0', '@ast-grep/cli@0.51.1', '@vscode/ripgrep-universal@1.18.0'];

export function installYardsticks() {
  if (existsSync(join(cache, 'node_modules/oxlint'))) return;
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, 'package.json'), '{"private":true}');
  console.error(`Installing ${packages.join(', ')} into ${cache} …`);
  const { status } = spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...packages], { cwd: cache, stdio: 'inherit' });
  if (status !== 0) console.error('not all could be installed; going on without them');
}

/** Name → [program, arguments] for a folder; those that are not here are left out. */
export function yardsticksFor(root, folder) {
  const found = {};
  const rg = onPath('rg') ?? within(cache, 'node_modules/@vscode/ripgrep-universal/bin', `${process.platform}-${process.arch}/rg`) ?? within(root, 'test/vscode/node_modules/code-server/lib/vscode/node_modules/@vscode/ripgrep-universal/bin', `${process.platform}-${process.arch}/rg`);
  if (rg) {
    found['rg --files'] = [rg, ['--files', folder]];
    found['ripgrep, store words'] = [rg, ['--threads', '2', '--count', '-i', 'redis|dynamodb|cassandra', folder]];
  }
  const oxlint = onPath('oxlint') ?? within(cache, 'node_modules/.bin/oxlint');
  if (oxlint) found['oxlint, default rules'] = oxlint.startsWith(cache) ? [process.execPath, [join(cache, 'node_modules/oxlint/bin/oxlint'), '--threads=2', folder]] : [oxlint, ['--threads=2', folder]];
  const astGrep = onPath('ast-grep') ?? astGrepIn(join(cache, 'node_modules/@ast-grep'));
  if (astGrep) found['ast-grep, one rule'] = [astGrep, ['run', '--threads', '2', '--lang', 'ts', '--pattern', '$CLIENT.set($$$)', folder]];
  const eslint = within(root, 'node_modules/eslint/bin/eslint.js');
  if (eslint) found['ESLint, one rule'] = [process.execPath, [eslint, '--no-warn-ignored', '--no-error-on-unmatched-pattern', '--config', eslintConfig(root), '.'], folder];
  return found;
}

function onPath(name) {
  return (process.env.PATH ?? '').split(delimiter).map(folder => join(folder, name)).find(existsSync);
}

function within(...parts) {
  const path = join(...parts);
  return existsSync(path) ? path : undefined;
}

/** Its own package only links the binary in an install script. */
function astGrepIn(folder) {
  const one = existsSync(folder) ? readdirSync(folder).find(name => name.startsWith('cli-')) : undefined;
  return one && within(folder, one, 'ast-grep');
}

function eslintConfig(root) {
  mkdirSync(cache, { recursive: true });
  const path = join(cache, 'eslint.config.mjs');
  const parser = JSON.stringify(join(root, 'node_modules/@typescript-eslint/parser/dist/index.js'));
  writeFileSync(path, `import parser from ${parser};
export default [{ files: ['**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}'], languageOptions: { parser }, linterOptions: { reportUnusedDisableDirectives: 'off' }, rules: { 'no-restricted-syntax': ['error', 'CallExpression[callee.property.name="keys"][callee.object.name="redis"]'] } }];
`);
  return path;
}
