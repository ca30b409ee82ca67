// Bundles what ships into dist/ and, with --tests, the tests into dist-test/ (their packages stay in node_modules).
import { build } from 'esbuild';
import { existsSync, readdirSync, rmSync } from 'node:fs';

const shared = { bundle: true, platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'], logLevel: 'warning' };

if (process.argv.includes('--tests')) {
  rmSync('dist-test', { recursive: true, force: true });
  const tests = readdirSync('test', { recursive: true }).filter(file => file.endsWith('.test.ts') && !file.startsWith('workspaces') && !file.startsWith('vscode'));
  await build({ ...shared, entryPoints: tests.map(file => `test/${file}`), outbase: 'test', outdir: 'dist-test', packages: 'external', external: ['vscode'], sourcemap: 'inline' });
} else {
  const entries = ['cli/cli.ts', 'server/server.ts', 'extension/extension.ts'].map(file => `src/${file}`).filter(existsSync);
  rmSync('dist', { recursive: true, force: true });
  await build({ ...shared, entryPoints: entries, outdir: 'dist', entryNames: '[name]', external: ['vscode'], minify: true });
}
