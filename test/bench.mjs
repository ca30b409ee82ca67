// Prints how fast we are on this machine, beside others in the same run. Asserts nothing.
//   npm run bench -- [--yardsticks] [--runs=5] [folders…]      without folders: a generated workspace
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, release, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { median, percentile, race } from './bench/processes.mjs';
import { measureServer } from './bench/server.mjs';
import { writeWorkspace } from './bench/workspace.mjs';
import { installYardsticks, yardsticksFor } from './bench/yardsticks.mjs';

const root = resolve(import.meta.dirname, '..');
const { values, positionals } = parseArgs({ allowPositionals: true, options: { yardsticks: { type: 'boolean' }, runs: { type: 'string', default: '5' }, eslint: { type: 'boolean', default: true } }, allowNegative: true });
const runs = Number(values.runs);
const node = process.execPath;
const cli = join(root, 'dist/cli.js');
const work = mkdtempSync(join(tmpdir(), 'bench-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

quietly('npm', ['run', '--silent', 'build']);
if (values.yardsticks) installYardsticks();
await bundleOurs();

const ms = value => (value === undefined ? '–' : value >= 1000 ? `${(value / 1000).toFixed(2)} s` : `${value.toFixed(value < 10 ? 1 : 0)} ms`);
const mb = value => (value === undefined ? '' : `${Math.round(value)} MB`);
const ratio = value => `${value.toFixed(value < 10 ? 2 : 0)}×`;
const table = (head, rows) => console.log(['', `| ${head.join(' | ')} |`, `|${head.map((_, index) => (index === 0 ? '---' : '---:')).join('|')}|`, ...rows.map(row => `| ${row.join(' | ')} |`)].join('\n'));

console.log(`${cpus().length} × ${cpus()[0]?.model.trim()}, ${process.platform} ${release()}, Node ${process.versions.node}; medians of ${runs} runs, interleaved`);

const folders = positionals.length > 0 ? positionals.map(folder => resolve(process.env.INIT_CWD ?? '.', folder)) : [generated(3000)];
for (const folder of folders) cold(folder);
start();
growth();
inProcess();
await server();
size();

function cold(folder) {
  const others = yardsticksFor(root, folder);
  if (!values.eslint) delete others['ESLint, one rule'];
  const programs = {
    'node -e 0': [node, ['-e', '0']],
    'list + read + prefilter': [node, [join(work, 'ours.cjs'), 'read', folder]],
    'review': [node, [cli, 'check', '--fail-on', 'never', '--format', 'json', folder]],
    ...others,
  };
  const results = race(programs, runs);
  const { files } = JSON.parse(spawnSync(node, [cli, 'check', '--fail-on', 'never', '--format', 'json', folder], { encoding: 'utf8', maxBuffer: 1 << 28 }).stdout || '{"files":{}}');
  console.log(`\n## Cold, ${folder.startsWith(work) ? 'generated workspace' : folder.split('/').at(-1)}: ${files.listed} files listed, ${files.parsed} parsed`);
  const ours = results.review.ms;
  table(['whole process', 'wall', 'memory', 'review is'], Object.entries(results).map(([name, { ms: wall, mb: memory }]) => [
    name === 'review' ? '**review, all rules**' : name, ms(wall), mb(memory), name === 'review' || wall === undefined ? '' : wall > ours ? `${ratio(wall / ours)} faster` : `${ratio(ours / wall)} slower`,
  ]));
  const reading = JSON.parse(spawnSync(node, [join(work, 'ours.cjs'), 'reading', folder, String(runs)], { encoding: 'utf8' }).stdout);
  console.log(`\nIn process: list ${ms(reading.list)}, read ${ms(reading.read)}, prefilter ${ms(reading.prefilter)} (${reading.files} files, ${(reading.bytes / 1e6).toFixed(1)} MB, ${reading.hits} name a store)`);
}

function start() {
  const empty = join(work, 'empty');
  mkdirSync(empty);
  const results = race({ 'node -e 0': [node, ['-e', '0']], '--version': [node, [cli, '--version']], 'an empty folder': [node, [cli, 'check', empty]], 'rules': [node, [cli, 'rules']] }, runs * 3);
  console.log('\n## Start');
  table(['', 'wall', 'of node -e 0', 'memory'], Object.entries(results).map(([name, { ms: wall, mb: memory }]) => [name, ms(wall), ratio(wall / results['node -e 0'].ms), mb(memory)]));
}

function growth() {
  const sizes = [1000, 2000, 4000];
  const results = race(Object.fromEntries(sizes.map(count => [count, [node, [cli, 'check', '--fail-on', 'never', generated(count)]]])), runs);
  console.log('\n## Growth');
  table(['files', 'wall', 'of half as many', 'memory'], sizes.map(count => [count, ms(results[count].ms), results[count / 2] ? ratio(results[count].ms / results[count / 2].ms) : '', mb(results[count].mb)]));
}

function inProcess() {
  const { stdout, stderr, status } = spawnSync(node, [join(work, 'ours.cjs'), 'typing'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) return console.log(`\n## Keystrokes in process\n\nfailed: ${stderr.trim().split('\n').slice(0, 3).join(' ')}`);
  const { keystrokes, survival, join: rejoin } = JSON.parse(stdout);
  console.log('\n## Keystroke to diagnostics, in process');
  table(['file', 'p50', 'p95'], keystrokes.map(({ name, times }) => [name, ms(median(times)), ms(percentile(times, 0.95))]));
  console.log(`\nHalf-typed: facts survive in ${((100 * survival.good) / survival.states).toFixed(1)} % of ${survival.states} states. Re-join after an edit of one file of ${rejoin.files}: ${ms(median(rejoin.client))} (a client moved), ${ms(median(rejoin.user))} (code that uses it), ${ms(median(rejoin.config))} (config), ${ms(median(rejoin.same))} (a comment).`);
}

async function server() {
  const rows = [];
  for (let run = 0; run < Math.min(3, runs); run++) rows.push(await measureServer(cli, join(work, `server${run}`)));
  const of = pick => median(rows.map(pick));
  console.log('\n## Server, over stdio');
  table(['', ''], [
    ['`initialize`', ms(of(one => one.initialize))],
    ['first diagnostics of a 1,000-line file, cold', ms(of(one => one.first))],
    ['keystroke to diagnostics, 1,000 lines, p50 / p95', `${ms(of(one => median(one.keystrokes)))} / ${ms(of(one => percentile(one.keystrokes, 0.95)))}`],
    ['… 5,000 lines', `${ms(of(one => median(one.large)))} / ${ms(of(one => percentile(one.large, 0.95)))}`],
    ['memory idle / after the first file / at most', `${mb(of(one => one.idle))} / ${mb(of(one => one.afterFirst))} / ${mb(of(one => one.peak))}`],
  ]);
}

function size() {
  quietly('npm', ['run', '--silent', 'package']);
  const vsix = join(root, 'datastore-review.vsix');
  console.log('\n## Size\n');
  for (const file of ['cli.js', 'server.js', 'languageServer.js', 'extension.js', 'typescript.js', 'knowledge.json']) {
    const path = join(root, 'dist', file);
    if (existsSync(path)) console.log(`- ${file}: ${Math.round(statSync(path).size / 1024)} KB`);
  }
  if (existsSync(vsix)) console.log(`- **.vsix: ${(statSync(vsix).size / 1e6).toFixed(2)} MB**`);
}

function generated(count) {
  const folder = join(work, `generated${count}`);
  if (!existsSync(folder)) writeWorkspace(folder, count);
  return folder;
}

/** Our own insides as a program: what is measured without a process around it. */
async function bundleOurs() {
  await build({
    entryPoints: [join(root, 'test/bench/ours.ts')], outfile: join(work, 'ours.cjs'), bundle: true, platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'], minify: true, logLevel: 'warning',
    define: { __dirname: JSON.stringify(join(root, 'dist')) },
    plugins: [{
      name: 'parser-apart', // loaded when the first file is parsed, as in what ships
      setup({ onResolve, onLoad }) {
        const parser = join(root, 'dist/typescriptParser.js');
        onResolve({ filter: /\/typescriptParser\.js$/ }, ({ namespace }) => (namespace === 'lazy' ? { path: parser, external: true } : { path: parser, namespace: 'lazy' }));
        onLoad({ filter: /./, namespace: 'lazy' }, () => ({ contents: `let parser; export const parseTypeScript = (path, text) => (parser ??= require(${JSON.stringify(parser)})).parseTypeScript(path, text);` }));
      },
    }],
  });
}

function quietly(program, args) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
  if (status === 0) return;
  console.error(`${stdout}${stderr}`);
  process.exit(1);
}
