import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { SourceText } from '../reviewService.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usageError.js';

/** The rule files of `--rules <folder>`; paths are seen from where the command runs, so that a mistake in one can be found. */
export function readRules(option: string | undefined, terminal: Terminal): SourceText[] {
  if (option === undefined) return [];
  const folder = resolve(terminal.cwd, option);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new UsageError(`no such folder of rules: ${option}`);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.yaml'))
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
    .map(path => ({ path: relative(terminal.cwd, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }));
}
