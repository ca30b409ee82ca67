import picomatch from 'picomatch';
import type { Preset } from './presets.js';
import type { Layers, SettingsScope } from './settings.js';
import type { Severity } from './severity.js';

/** Rule id or glob → severity, or `off`. */
export type SeverityByRule = Readonly<Record<string, Severity | 'off'>>;

/** What is set for the rules of a file. */
export interface RuleSettings {
  /** Of rules that are named, strongest first: they win over the preset. */
  readonly named: readonly SeverityByRule[];
  readonly preset: Preset;
}

export const defaultRuleSettings: RuleSettings = { named: [], preset: 'recommended' };

/** The nearest config file's last fitting override comes first, then the rest of that file, then those further out. */
export function rulesOf(layers: Layers, file: string): RuleSettings {
  const all = [...layers].reverse().flatMap(layer => {
    const own = pathIn(layer, file);
    if (own === undefined) return [];
    const overrides = layer.overrides.filter(({ files }) => matchesAny(own, files));
    return [...overrides.reverse(), layer];
  });
  return { named: all.map(({ rules }) => rules), preset: all.find(({ preset }) => preset !== undefined)?.preset ?? defaultRuleSettings.preset };
}

/** Files that some config file takes out of the review. */
export function isExcluded(layers: Layers, file: string): boolean {
  return layers.some(layer => {
    const own = pathIn(layer, file);
    const { exclude, include } = layer.files;
    return own !== undefined && (matchesAny(own, exclude) || (include !== undefined && !matchesAny(own, include)));
  });
}

export interface EnvironmentSet {
  readonly name: string;
  readonly isDefault: boolean;
  /** Another environment is the one that findings are about. */
  readonly isBesideDefault: boolean;
  readonly severityCap: Severity | undefined;
}

/** The environment that a config file belongs to, as far as somebody said so; the nearest word counts. */
export function environmentSet(layers: Layers, file: string): EnvironmentSet | undefined {
  for (const layer of [...layers].reverse()) {
    const own = pathIn(layer, file);
    const all = Object.entries(layer.environments);
    const found = own === undefined ? undefined : all.find(([, { config }]) => matchesAny(own, config));
    if (!found) continue;
    const [name, { default: isDefault = false, severityCap }] = found;
    return { name, isDefault, isBesideDefault: !isDefault && all.some(([, each]) => each.default === true), severityCap };
  }
  return undefined;
}

/** A path as the globs of a config file see it; undefined where that file does not count. */
export function pathIn({ folder, lead }: Omit<SettingsScope, 'file'>, path: string): string | undefined {
  if (folder === '') return lead + path;
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}

const matchers = new WeakMap<readonly string[], (path: string) => boolean>();

export function matchesAny(path: string, globs: readonly string[]): boolean {
  if (globs.length === 0) return false;
  let matcher = matchers.get(globs);
  if (!matcher) {
    matcher = picomatch([...globs], { dot: true });
    matchers.set(globs, matcher);
  }
  return matcher(path);
}
