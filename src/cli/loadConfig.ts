import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import type { ReviewService } from '../reviewService.js';
import { namesOfRules, unknownRule } from '../linter/suppressions.js';
import { configFileNames, readConfigFile } from '../settings/configFile.js';
import { readText } from '../host/readText.js';
import { UsageError } from './usageError.js';

export interface Config {
  readonly isExcluded: (path: string) => boolean;
  /** What is wrong with it and does not hinder a review. */
  readonly problems: readonly string[];
}

/** Reads the config that is in force for a review root and hands it to the service. */
export function loadConfig(root: string, option: string | boolean | undefined, cwd: string, service: ReviewService): Config {
  const path = typeof option === 'string' ? resolve(cwd, option) : option === false ? undefined : nearestConfig(root);
  if (path === undefined) return { isExcluded: () => false, problems: [] };
  const result = readText(path);
  if ('reason' in result) throw new UsageError(`${relative(cwd, path)} ${result.reason}`);
  const name = relative(cwd, path) || path;
  const settings = readConfigFile(name, result.text);
  service.setSettings(settings);
  const known = namesOfRules(service.rules());
  const problems = Object.keys(settings.rules).flatMap(rule => unknownRule(rule, known) ?? []).map(problem => `${name}: ${problem}`);
  const { exclude } = settings.files;
  if (exclude.length === 0) return { isExcluded: () => false, problems };
  const matches = picomatch([...exclude], { dot: true });
  // globs count from the folder of the config file, wherever the review starts
  const lead = relative(dirname(path), root).split(sep).filter(part => part !== '').map(part => `${part}/`).join('');
  return { isExcluded: file => matches(lead.startsWith('../') ? file : lead + file), problems };
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
