import { parse } from 'jsonc-parser';
import { directoryOf, joinPath } from './paths.js';
import { asObject } from './modules.js';

/** What a package.json says about its own modules and those it uses. */
export interface Package {
  /** The folder it stands in, '' for the root. */
  readonly directory: string;
  readonly name: string | undefined;
  /** Version ranges as written, by package. */
  readonly dependencies: ReadonlyMap<string, string>;
  /** Where a module of it may be, likeliest first; `.` for its main module, `./x` for another, `#x` for one of its `imports`. */
  targetsOf(module: string): readonly string[];
}

const conditions = ['source', 'types', 'import', 'require', 'node', 'default', 'development', 'production'];
/** Where other programs than Node.js find theirs. */
const elsewhere = new Set(['browser', 'worker', 'workerd', 'edge-light', 'deno', 'bun', 'react-native', 'react-server', 'electron']);
const built = /^(?:dist|lib|build|out|output|esm|cjs|es)(?:\/(?:cjs|esm|src|es|types))?\//;

export function readPackage(path: string, text: string): Package {
  const json = asObject(parse(text, [], { allowTrailingComma: true }));
  const directory = directoryOf(path);
  const name = typeof json['name'] === 'string' ? json['name'] : undefined;

  const found = new Map<string, readonly string[]>();

  function targetsOf(module: string): readonly string[] {
    const present = found.get(module) ?? findTargets(module);
    found.set(module, present);
    return present;
  }

  function findTargets(module: string): readonly string[] {
    const isMain = module === '.';
    const declared = isMain ? [...targets(json['exports'], '.'), ...textsOf(json, ['source', 'main', 'module', 'types'])] : targets(json[module.startsWith('#') ? 'imports' : 'exports'], module);
    const usual = isMain ? ['src/index', 'index', 'lib/index', 'src/main', 'src'] : module.startsWith('#') ? [] : [module, `src/${module.slice(2)}`, ...sourcesOf(module)];
    const all = declared.flatMap(target => [target, ...sourcesOf(target)]);
    return [...all, ...usual].map(target => joinPath(directory, target)).filter(target => target !== undefined);
  }

  return { directory, name, dependencies: readDependencies(json), targetsOf };
}

/** Where the source of a built file is likely to be: `dist/cjs/x.js` → `src/x`, `x`. */
function sourcesOf(target: string): readonly string[] {
  const plain = target.replace(/^\.\//, '');
  const rest = plain.replace(built, '').replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
  return rest === plain ? [] : [`src/${rest}`, rest];
}

/** Targets in `exports` or `imports`, of a module that may be named by a pattern. */
function targets(value: unknown, module: string): readonly string[] {
  if (module === '.' && (typeof value === 'string' || Array.isArray(value))) return leaves(value, 0);
  const entries = asObject(value);
  if (module === '.' && Object.keys(entries).some(key => !key.startsWith('.'))) return leaves(entries, 0);
  if (entries[module] !== undefined) return leaves(entries[module], 0);
  for (const [pattern, target] of Object.entries(entries).slice(0, 500)) {
    const [prefix = '', suffix] = pattern.split('*');
    if (suffix === undefined || !module.startsWith(prefix) || !module.endsWith(suffix)) continue;
    const star = module.slice(prefix.length, module.length - suffix.length);
    return leaves(target, 0).map(each => each.replaceAll('*', () => star));
  }
  return [];
}

function leaves(value: unknown, depth: number): readonly string[] {
  if (typeof value === 'string') return [value];
  if (depth > 4) return [];
  if (Array.isArray(value)) return value.slice(0, 10).flatMap(each => leaves(each, depth + 1));
  const object = asObject(value);
  // A condition of the package's own is for those who work on it: it leads to the source.
  const own = Object.keys(object).filter(condition => !conditions.includes(condition) && !elsewhere.has(condition) && !condition.startsWith('.'));
  return [...own, ...conditions].flatMap(condition => leaves(object[condition], depth + 1));
}

function textsOf(json: Readonly<Record<string, unknown>>, names: readonly string[]): readonly string[] {
  return names.map(name => json[name]).filter(value => typeof value === 'string');
}

function readDependencies(json: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const section of ['peerDependencies', 'optionalDependencies', 'devDependencies', 'dependencies']) {
    for (const [name, version] of Object.entries(asObject(json[section]))) if (typeof version === 'string') found.set(name, version);
  }
  return found;
}
