import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import type { ReviewService } from '../reviewService.js';
import { configFileNames, readConfigFile } from '../settings/configFile.js';
import { readText } from '../host/readText.js';
import { UsageError } from './usageError.js';

export interface Config {
  readonly isExcluded: (path: string) => boolean;
}

/** Reads the config that is in force for a review root and hands it to the service. */
export function loadConfig(root: string, option: string | boolean | undefined, cwd: string, service: ReviewService): Config {
  const path = typeof option === 'string' ? resolve(cwd, option) : option === false ? undefined : nearestConfig(root);
  if (path === undefined) return { isExcluded: () => false };
  const result = readText(path);
  if ('reason' in result) throw new UsageError(`${relative(cwd, path)} ${result.reason}`);
  const settings = readConfigFile(relative(cwd, path) || path, result.text);
  service.setSettings(settings);
  const { exclude } = settings.files;
  if (exclude.length === 0) return { isExcluded: () => false };
  const matches = picomatch([...exclude], { dot: true });
  // globs count from the folder of the config file, wherever the review starts
  const lead = relative(dirname(path), root).split(sep).filter(part => part !== '').map(part => `${part}/`).join('');
  return { isExcluded: file => matches(lead.startsWith('../') ? file : lead + file) };
}

/** The nearest config file, from the root up to the top of its git work tree. */
function nearestConfig(root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    for (const name of configFileNames) {
      if (existsSync(join(folder, name))) return join(folder, name);
    }
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return undefined;
  }
}
