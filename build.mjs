// Bundles what ships into dist/ and, with --tests, the tests into dist-test/ (their packages stay in node_modules).
import { build } from 'esbuild';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const shared = { bundle: true, platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'], loader: { '.css': 'text' }, logLevel: 'warning' };
const filesBelow = (folder, ending) => readdirSync(folder, { recursive: true }).map(file => join(folder, file).replaceAll('\\', '/')).filter(file => file.endsWith(ending)).sort();

if (process.argv.includes('--tests')) {
  rmSync('dist-test', { recursive: true, force: true });
  const tests = filesBelow('test', '.ts').filter(file => /\.test\.ts$|editor\/index\.ts$/.test(file) && !/^test\/(workspaces|vscode)\//.test(file));
  const isEditor = file => file.startsWith('test/editor/');
  const options = { ...shared, outbase: 'test', outdir: 'dist-test', packages: 'external', external: ['vscode'], sourcemap: 'inline' };
  await build({ ...options, entryPoints: tests.filter(isEditor) });
  // what the hosts find beside their bundles, tests find in dist
  await build({ ...options, entryPoints: tests.filter(file => !isEditor(file)), define: { __dirname: JSON.stringify(resolve('dist')) } });
} else {
  rmSync('dist', { recursive: true, force: true });
  mkdirSync('dist');
  const entries = { cli: 'src/cli/cli.ts', server: 'src/server/main.ts', extension: 'src/extension/extension.ts' };
  await build({ ...shared, entryPoints: entries, outdir: 'dist', external: ['vscode'], minify: true, plugins: [parserApart(), serverApart()] });
  await build({ ...shared, entryPoints: { languageServer: 'src/server/server.ts' }, outdir: 'dist', minify: true, plugins: [parserApart()] });
  await build({ ...shared, entryPoints: { typescriptParser: 'src/readers/code/typescriptParser.ts' }, outdir: 'dist', minify: true, plugins: [typescriptApart()] });
  await build({ entryPoints: ['src/extension/reportPage.ts', 'src/extension/reportPage.css'], bundle: true, outdir: 'dist', format: 'iife', target: 'es2022', minify: true, logLevel: 'warning' });
  await packTypeScript();
  await packKnowledge();
  await writeConfigSchema();
}

/** The parser and TypeScript, the larger part of all code, are loaded only when the first file is parsed. */
function parserApart() {
  const lazily = "let parser; export const parseTypeScript = (path, text) => (parser ??= require('./typescriptParser.js')).parseTypeScript(path, text);";
  return {
    name: 'parser-apart',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\/typescriptParser\.js$/ }, ({ path, namespace }) => (namespace === 'lazy' ? { path, external: true } : { path, namespace: 'lazy' }));
      onLoad({ filter: /./, namespace: 'lazy' }, () => ({ contents: lazily }));
    },
  };
}

/** TypeScript stays a file of its own: as part of a bundle it would be compiled anew each time. */
function typescriptApart() {
  return { name: 'typescript-apart', setup: ({ onResolve }) => void onResolve({ filter: /^typescript(?:\/lib\/tsserverlibrary)?$/ }, () => ({ path: './typescript.js', external: true })) };
}

/** The CLI loads the server only for `lsp`. */
function serverApart() {
  return { name: 'server-apart', setup: ({ onResolve }) => void onResolve({ filter: /\/server\/server\.js$/ }, () => ({ path: './languageServer.js', external: true })) };
}

async function packTypeScript() {
  const entry = createRequire(import.meta.url).resolve('typescript');
  await build({ ...shared, bundle: false, entryPoints: { typescript: entry }, outdir: 'dist', minify: true });
}

/** Rules and knowledge tables, checked, as JSON: what ships need not read YAML to start. */
async function packKnowledge() {
  const { packRules } = await loaded('src/linter/linter.ts');
  const { readKnowledge } = await loaded('src/workspace/knowledge.ts');
  const texts = filesBelow('rules', '.yaml').map(path => ({ path, text: readFileSync(path, 'utf8') }));
  const isKnowledge = ({ path }) => path.startsWith('rules/knowledge/');
  const rules = packRules(texts.filter(file => !isKnowledge(file)));
  const knowledge = texts.filter(isKnowledge).map(({ path, text }) => ({ path: path.replace(/\.yaml$/, '.json'), text: JSON.stringify(parse(text)) }));
  // touches each table, because some are read only when asked for
  for (const table of Object.values(readKnowledge(knowledge))) void table;
  writeFileSync('dist/knowledge.json', JSON.stringify({ rules, knowledge }));
}

/** What editors complete and check `.datastore-review.yml` by. */
async function writeConfigSchema() {
  const { configJsonSchema } = await loaded('src/settings/configSchema.ts');
  writeFileSync('dist/datastore-review.schema.json', JSON.stringify(configJsonSchema()));
}

/** What a module of ours exports. */
async function loaded(entryPoint) {
  const { outputFiles } = await build({ ...shared, entryPoints: [entryPoint], write: false, outdir: 'out' });
  const module = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(module, module.exports, createRequire(import.meta.url));
  return module.exports;
}
