import { existsSync, statSync } from 'node:fs';
import { join, posix, relative, resolve, sep } from 'node:path';
import type { ReviewService } from '../reviewService.js';
import { listFiles } from '../host/listFiles.js';
import { readText } from '../host/readText.js';
import { loadConfig, type ConfigOptions } from './loadConfig.js';
import type { Progress, Terminal } from './terminal.js';
import { UsageError } from './usageError.js';

export interface Workspace {
  /** Absolute; facts come from all of it. */
  readonly root: string;
  readonly notes: readonly { readonly path: string; readonly reason: string }[];
  readonly counts: { readonly listed: number; readonly read: number };
  /** Whether results of a file are to be shown. */
  readonly shows: (path: string) => boolean;
  /** How a path is printed: relative to where the user stands when the root lies there, with `/`. */
  readonly printed: (path: string) => string;
}

/**
 * What to review: one folder is the review root; of several paths, or of files, the current folder is the root and only they
 * are shown, because the facts behind a finding may stand anywhere.
 */
export function chooseRoot(paths: readonly string[], cwd: string): { root: string; shown: readonly string[] } {
  const absolute = (paths.length > 0 ? paths : ['.']).map(path => resolve(cwd, path));
  for (const [index, path] of absolute.entries()) {
    if (!existsSync(path)) throw new UsageError(`no such file or folder: ${paths[index] ?? path}`);
  }
  const [first] = absolute;
  if (absolute.length === 1 && first !== undefined && statSync(first).isDirectory()) return { root: first, shown: [''] };
  const shown = absolute.map((path, index) => {
    const inside = relative(cwd, path);
    if (inside === '..' || inside.startsWith(`..${sep}`)) throw new UsageError(`${paths[index] ?? path} lies outside the current folder; name one folder, or run from there`);
    return inside.split(sep).join('/');
  });
  return { root: cwd, shown };
}

/** Hands the config files and every file a reader could want to the service. */
export function loadWorkspace(service: ReviewService, paths: readonly string[], terminal: Terminal, progress: Progress, options: ConfigOptions): Workspace {
  const { root, shown } = chooseRoot(paths, terminal.cwd);
  progress.show('Listing files …');
  const listing = listFiles(root);
  progress.done();
  const config = loadConfig(root, options, terminal.cwd, service, listing.files);
  const notes = [...listing.notes, ...config.notes];
  let read = 0;
  for (const path of listing.files) {
    if (config.isExcluded(path)) continue;
    const result = readText(join(root, path));
    if ('reason' in result) {
      notes.push({ path, reason: result.reason });
      continue;
    }
    read++;
    if (read % 500 === 0) progress.show(`Reading ${read} of ${listing.files.length} files …`);
    service.setFile(path, result.text);
  }
  progress.show('Reviewing …');
  const prefix = relative(terminal.cwd, root);
  const isBelow = prefix !== '..' && !prefix.startsWith(`..${sep}`);
  const lead = isBelow && prefix ? `${prefix.split(sep).join('/')}/` : '';
  return {
    root,
    notes,
    counts: { listed: listing.files.length, read },
    shows: path => shown.some(one => one === '' || path === one || path.startsWith(`${one}/`)),
    printed: path => posix.normalize(lead + path),
  };
}
