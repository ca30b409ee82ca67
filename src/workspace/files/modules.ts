import { parse } from 'jsonc-parser';
import { readPackage, type Package } from './packageFile.js';
import { directoryOf, joinPath } from './paths.js';

/*
 * Which file of the workspace a module specifier means. Works on the set of known paths and the texts of package.json and
 * tsconfig.json alone; never leaves the root.
 */

export interface Modules {
  /** The file a specifier means in a file; undefined for packages from elsewhere and what is not there. */
  resolve(from: string, specifier: string): string | undefined;
  /** The same by `paths` and `baseUrl` alone: what goes before a package of that name. */
  resolveAlias(from: string, specifier: string): string | undefined;
  /** The nearest package.json at or above a file. */
  packageOf(path: string): Package | undefined;
  /** The major version that the nearest package.json with that dependency asks for. */
  versionOf(path: string, library: string): number | undefined;
}

export interface ModuleFiles {
  has(path: string): boolean;
  /** Texts of package.json, tsconfig*.json and jsconfig.json files. */
  readonly projects: ReadonlyMap<string, string>;
}

interface Aliases {
  /** Folder that bare specifiers may be relative to. */
  readonly baseUrl: string | undefined;
  /** Pattern → targets relative to the root. */
  readonly paths: readonly { readonly prefix: string; readonly suffix: string; readonly isExact: boolean; readonly targets: readonly string[] }[];
}

const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts'];
const noAliases: Aliases = { baseUrl: undefined, paths: [] };
const mostPatterns = 500;
const mostTargets = 10;
const longestChain = 10;
const configDir = '${configDir}';

export function createModules(files: ModuleFiles): Modules {
  const packages = new Map<string, Package>();
  const packagesByName = new Map<string, Package>();
  for (const path of [...files.projects.keys()].sort()) {
    if (!/(?:^|\/)package\.json$/.test(path)) continue;
    const read = readPackage(path, files.projects.get(path) ?? '');
    packages.set(read.directory, read);
    if (read.name !== undefined && !packagesByName.has(read.name)) packagesByName.set(read.name, read);
  }
  const aliasesByDirectory = new Map<string, Aliases>();
  /** By file and specifier; `null` for what is not there. */
  const resolved = new Map<string, Map<string, string | null>>();

  function resolve(from: string, specifier: string): string | undefined {
    let known = resolved.get(from);
    if (!known) resolved.set(from, (known = new Map<string, string | null>()));
    let found = known.get(specifier);
    if (found === undefined) {
      found = (specifier.length > 300 ? undefined : find(from, directoryOf(from), specifier)) ?? null;
      known.set(specifier, found);
    }
    return found ?? undefined;
  }

  function find(from: string, directory: string, specifier: string): string | undefined {
    if (specifier === '.' || specifier === '..' || /^\.\.?\//.test(specifier)) return fileAt(joinPath(directory, specifier));
    if (specifier.startsWith('/')) return undefined;
    return resolveAlias(from, specifier) ?? findInPackage(from, specifier);
  }

  function findInPackage(from: string, specifier: string): string | undefined {
    const words = specifier.split('/');
    const own = specifier.startsWith('#') ? packageOf(from) : undefined;
    if (own) return firstFile(own.targetsOf(specifier));
    const name = specifier.startsWith('@') ? words.slice(0, 2).join('/') : (words[0] ?? '');
    const target = packagesByName.get(name) ?? linked(from, name);
    if (!target) return undefined;
    const rest = specifier.slice(name.length + 1);
    return firstFile(target.targetsOf(rest === '' ? '.' : `./${rest}`));
  }

  /** `workspace:@acme/kv@*` is that package under another name; `link:../kv` the one in that folder. */
  function linked(from: string, name: string): Package | undefined {
    const { version = '', directory = '' } = dependencyOf(from, name) ?? {};
    const [, alias] = /^workspace:((?:@[^@/]+\/)?[^@/]+)@/.exec(version) ?? [];
    if (alias !== undefined) return packagesByName.get(alias);
    const [, folder] = /^(?:workspace|link|file|portal):(\.{1,2}\/.*)$/.exec(version) ?? [];
    const path = folder === undefined ? undefined : joinPath(directory, folder);
    return path === undefined ? undefined : packages.get(path);
  }

  function firstFile(paths: readonly string[]): string | undefined {
    for (const path of paths) {
      const found = fileAt(path);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The file that a path without certainty about its extension means. */
  function fileAt(path: string | undefined): string | undefined {
    if (path === undefined) return undefined;
    if (files.has(path)) return path;
    const withoutScript = path.replace(/\.([cm]?)jsx?$/, '');
    if (withoutScript !== path) {
      const typed = ['.ts', '.tsx', '.mts', '.cts'].find(extension => files.has(withoutScript + extension));
      if (typed !== undefined) return withoutScript + typed;
    }
    const start = path === '' ? '' : `${path}/`;
    if (path !== '') {
      for (const extension of extensions) if (files.has(path + extension)) return path + extension;
    }
    const main = packages.get(path)?.targetsOf('.').find(target => files.has(target));
    if (main !== undefined) return main;
    for (const extension of extensions) if (files.has(`${start}index${extension}`)) return `${start}index${extension}`;
    return undefined;
  }

  function resolveAlias(from: string, specifier: string): string | undefined {
    const aliases = aliasesFor(directoryOf(from));
    for (const pattern of aliases.paths) {
      if (pattern.isExact ? specifier !== pattern.prefix : !matches(specifier, pattern)) continue;
      const star = specifier.slice(pattern.prefix.length, specifier.length - pattern.suffix.length);
      for (const target of pattern.targets) {
        const found = fileAt(joinPath('', target.replace('*', () => star)));
        if (found !== undefined) return found;
      }
    }
    return aliases.baseUrl === undefined || specifier.startsWith('#') ? undefined : fileAt(joinPath(aliases.baseUrl, specifier));
  }

  /** Those of the nearest folder upwards that has a tsconfig or jsconfig. */
  function aliasesFor(directory: string): Aliases {
    const remembered = aliasesByDirectory.get(directory);
    if (remembered) return remembered;
    const own = ownAliases(directory);
    const aliases = own ?? (directory === '' ? noAliases : aliasesFor(directoryOf(directory)));
    aliasesByDirectory.set(directory, aliases);
    return aliases;
  }

  function ownAliases(directory: string): Aliases | undefined {
    const inside = (name: string): string => (directory === '' ? name : `${directory}/${name}`);
    const main = [inside('tsconfig.json'), inside('jsconfig.json')].find(path => files.projects.has(path));
    if (main === undefined) return undefined;
    const aliases = readAliases(main, directory, 0);
    if (aliases.paths.length > 0 || aliases.baseUrl !== undefined) return aliases;
    // A solution file only refers to its parts: tsconfig.app.json, tsconfig.lib.json.
    const parts = ['tsconfig.app.json', 'tsconfig.lib.json', 'tsconfig.base.json', 'tsconfig.build.json', 'tsconfig.node.json'].map(inside);
    for (const path of [...references(main, directory), ...parts]) {
      const part = files.projects.has(path) ? readAliases(path, directory, 0) : noAliases;
      if (part.paths.length > 0) return part;
    }
    return aliases;
  }

  /** The files of its own folder that a solution file refers to; those of others are nearest to what they are for. */
  function references(path: string, directory: string): readonly string[] {
    const { references: all } = readConfig(path);
    const paths = (Array.isArray(all) ? all : []).slice(0, mostTargets).map(each => asObject(each)['path']);
    return paths.filter(each => typeof each === 'string').flatMap(each => joinPath(directory, each) ?? []).filter(each => each.endsWith('.json'));
  }

  function readConfig(path: string): Readonly<Record<string, unknown>> {
    return asObject(parse(files.projects.get(path) ?? '', [], { allowTrailingComma: true }));
  }

  /** `of` is the folder of the config that inherits: what `${configDir}` means. */
  function readAliases(path: string, of: string, depth: number): Aliases {
    const config = readConfig(path);
    const options = asObject(config['compilerOptions']);
    const directory = directoryOf(path);
    const inherited = depth < longestChain ? inheritedAliases(config['extends'], directory, of, depth) : noAliases;
    const inRoot = (base: string, target: string): string | undefined => (target.startsWith(configDir) ? joinPath(of, `./${target.slice(configDir.length)}`) : joinPath(base, target));
    const baseUrl = typeof options['baseUrl'] === 'string' ? inRoot(directory, options['baseUrl']) : inherited.baseUrl;
    if (options['paths'] === undefined) return { baseUrl, paths: inherited.paths };
    const base = baseUrl ?? directory;
    const paths = Object.entries(asObject(options['paths'])).slice(0, mostPatterns).map(([pattern, targets]) => {
      const [prefix = '', suffix = ''] = pattern.split('*');
      const texts = (Array.isArray(targets) ? targets : []).filter(target => typeof target === 'string').slice(0, mostTargets);
      return { prefix, suffix, isExact: !pattern.includes('*'), targets: texts.map(target => inRoot(base, target)).filter(target => target !== undefined) };
    });
    paths.sort((a, b) => Number(b.isExact) - Number(a.isExact) || b.prefix.length - a.prefix.length);
    return { baseUrl, paths };
  }

  function inheritedAliases(value: unknown, directory: string, of: string, depth: number): Aliases {
    const parents = (Array.isArray(value) ? value : [value]).filter(parent => typeof parent === 'string').slice(0, longestChain);
    let aliases = noAliases;
    for (const parent of parents) {
      const path = configAt(directory, parent);
      if (path === undefined) continue;
      const read = readAliases(path, of, depth + 1);
      aliases = { baseUrl: read.baseUrl ?? aliases.baseUrl, paths: read.paths.length > 0 ? read.paths : aliases.paths };
    }
    return aliases;
  }

  function configAt(directory: string, specifier: string): string | undefined {
    const own = /^\.\.?(\/|$)/.test(specifier) ? joinPath(directory, specifier) : configInPackage(specifier);
    if (own === undefined) return undefined;
    return [own, `${own}.json`, `${own}/tsconfig.json`].find(path => files.projects.has(path));
  }

  function configInPackage(specifier: string): string | undefined {
    const length = specifier.startsWith('@') ? 2 : 1;
    const words = specifier.split('/');
    const target = packagesByName.get(words.slice(0, length).join('/'));
    return target && joinPath(target.directory, words.slice(length).join('/') || '.');
  }

  function packageOf(path: string): Package | undefined {
    for (let directory = directoryOf(path); ; directory = directoryOf(directory)) {
      const found = packages.get(directory);
      if (found || directory === '') return found;
    }
  }

  function versionOf(path: string, library: string): number | undefined {
    const major = /\d+/.exec(dependencyOf(path, library)?.version ?? '')?.[0];
    return major === undefined ? undefined : Number(major);
  }

  function dependencyOf(path: string, name: string): { readonly version: string; readonly directory: string } | undefined {
    for (let directory = directoryOf(path); ; directory = directoryOf(directory)) {
      const version = packages.get(directory)?.dependencies.get(name);
      if (version !== undefined) return { version, directory };
      if (directory === '') return undefined;
    }
  }

  return { resolve, resolveAlias, packageOf, versionOf };
}

function matches(specifier: string, pattern: { prefix: string; suffix: string }): boolean {
  if (specifier.length < pattern.prefix.length + pattern.suffix.length) return false;
  return specifier.startsWith(pattern.prefix) && specifier.endsWith(pattern.suffix);
}

export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
