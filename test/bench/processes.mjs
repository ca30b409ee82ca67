// Runs programs and times them; whole processes, medians.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'bench-processes-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const preload = join(folder, 'rss.cjs');
const rssFile = join(folder, 'rss');
writeFileSync(preload, `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(rssFile)}, String(process.resourceUsage().maxRSS)));`);

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
export function percentile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

/** Milliseconds of each program, interleaved so that a busy moment hits all of them; `undefined` where one does not run. */
export function race(programs, runs) {
  const times = new Map(Object.keys(programs).map(name => [name, []]));
  const memory = new Map();
  for (let run = 0; run < runs; run++) {
    for (const [name, [program, args, cwd]] of Object.entries(programs)) {
      const isNode = program === process.execPath;
      const started = performance.now();
      const { error, status, signal } = spawnSync(program, isNode ? ['--require', preload, ...args] : args, { cwd, stdio: 'ignore', maxBuffer: 1 << 28 });
      // linters exit with 1 when they find something
      if (error || signal || status > 2) times.get(name).push(NaN);
      else times.get(name).push(performance.now() - started);
      if (isNode && !error) memory.set(name, Math.max(memory.get(name) ?? 0, Number(readFileSync(rssFile, 'utf8')) / 1024));
    }
  }
  return Object.fromEntries([...times].map(([name, all]) => [name, { ms: all.some(Number.isNaN) ? undefined : median(all), mb: memory.get(name) }]));
}
