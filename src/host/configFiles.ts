import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { configFileNames } from '../settings/configFile.js';
import type { SettingsScope } from '../settings/settings.js';

export interface ConfigPlace extends SettingsScope {
  readonly path: string;
}

/** A repository with more has them generated, or is none of ours. */
const mostNested = 100;

export interface ConfigPlaces {
  /** Outermost first. */
  readonly places: readonly ConfigPlace[];
  readonly notes: readonly { readonly path: string; readonly reason: string }[];
}

/** The config files in force for a review root: those from the top of its git work tree down to it, then those of folders below. */
export function configPlaces(root: string, listed: readonly string[]): ConfigPlaces {
  const nested = new Map<string, string>();
  for (const name of configFileNames) {
    for (const file of listed) {
      const folder = file.slice(0, Math.max(0, file.lastIndexOf('/')));
      if (folder !== '' && file === `${folder}/${name}` && !nested.has(folder)) nested.set(folder, file);
    }
  }
  const ordered = [...nested].sort(([a], [b]) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1));
  return {
    places: [
      ...configsAbove(root).map(path => configPlaceOf(path, root)),
      ...ordered.slice(0, mostNested).map(([folder, file]) => ({ path: join(root, file), file, folder, lead: '' })),
    ],
    notes: ordered.slice(mostNested).map(([, path]) => ({ path, reason: `more than ${mostNested} config files are not read` })),
  };
}

/** Of a file at or above the root, or one that the user names: its globs count from its folder, wherever the review starts. */
export function configPlaceOf(path: string, root: string): ConfigPlace {
  const lead = slashed(relative(dirname(path), root));
  return { path, file: slashed(relative(root, path)), folder: '', lead: lead === '' || lead.startsWith('..') ? '' : `${lead}/` };
}

/** Outermost first; of a folder without git, only the nearest: nobody knows where its workspace ends. */
function configsAbove(root: string): string[] {
  const found: string[] = [];
  for (let folder = root; ; folder = dirname(folder)) {
    const name = configFileNames.find(each => existsSync(join(folder, each)));
    if (name !== undefined) found.unshift(join(folder, name));
    if (existsSync(join(folder, '.git'))) return found;
    if (dirname(folder) === folder) return found.slice(-1);
  }
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
