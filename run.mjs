// The two commands of the README. Sets up what is missing, then: `start` reviews a folder, `test` runs every test.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = dirname(fileURLToPath(import.meta.url));
const [command, ...rest] = process.argv.slice(2);
const from = process.env.INIT_CWD ?? process.cwd();
process.chdir(home);

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) stop(`Node 20.19 or later is needed; this is ${process.versions.node}.`);

setUp();
if (command === 'start') start(rest);
else if (command === 'test') test();
else stop('usage: node run.mjs start [folder] | test');

function start([folder]) {
  quietly('Building', 'node', ['build.mjs']);
  const sample = 'test/workspaces/web-shop';
  run('node', ['dist/cli.js', 'check', '--fail-on', 'never', folder ? resolve(from, folder) : sample]);
  console.log(`Reviewed ${folder ?? `the sample workspace ${sample}`}.

Another folder:      npm start -- path/to/service
All of the CLI:      node dist/cli.js --help
See it in VS Code:   npm run package && code --install-extension datastore-review.vsix
                     then open ${sample} and, in src/checkout/checkoutLock.ts, point at the underlined call`);
}

function test() {
  run('node', ['build.mjs']);
  run('node', ['build.mjs', '--tests']);
  run('npx', ['--no-install', 'mocha', 'dist-test/**/*.test.js', '--ignore', 'dist-test/editor/**']);
  run('node', ['test/editor/run.mjs']);
}

/** Installs the exact versions of the lock file, when they are not there yet. */
function setUp() {
  const installed = 'node_modules/.package-lock.json';
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync('package-lock.json').mtimeMs) return;
  quietly('Installing', 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
}

function run(program, args) {
  const { status } = spawnSync(program, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}

function quietly(what, program, args) {
  console.error(`${what} …`);
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', shell: process.platform === 'win32' });
  if (status !== 0) stop(`${stdout}${stderr}\n${what} failed.`);
}

function stop(message) {
  console.error(message);
  process.exit(1);
}
