import { relative, resolve } from 'node:path';
import { configPlaceOf, configPlaces, type ConfigPlaces } from '../host/configFiles.js';
import { readText } from '../host/readText.js';
import type { ReviewService } from '../reviewService.js';
import { readConfigFile } from '../settings/configFile.js';
import { isExcluded } from '../settings/layers.js';
import type { Preset } from '../settings/presets.js';
import { defaultSettings, type Layers } from '../settings/settings.js';
import { UsageError } from './usageError.js';

/** What the command line says of config. */
export interface ConfigOptions {
  /** A path, `true` or nothing for the default places, `false` for none. */
  readonly config?: string | boolean;
  /** In place of the config files' preset. */
  readonly preset?: Preset;
}

export interface Config {
  readonly isExcluded: (path: string) => boolean;
  readonly notes: ConfigPlaces['notes'];
}

/** Reads the config files that are in force for a review root and hands them to the service. */
export function loadConfig(root: string, { config, preset }: ConfigOptions, cwd: string, service: ReviewService, listed: readonly string[]): Config {
  const { places, notes } = typeof config === 'string' ? { places: [configPlaceOf(resolve(cwd, config), root)], notes: [] }
    : config === false ? { places: [], notes: [] } : configPlaces(root, listed);
  const layers: Layers = places.map(({ path, ...scope }) => {
    const name = relative(cwd, path) || path;
    const result = readText(path);
    if ('reason' in result) throw new UsageError(`${name} ${result.reason}`);
    return readConfigFile(name, result.text, scope);
  });
  service.setSettings([...layers, { ...defaultSettings, preset }]);
  return { isExcluded: file => isExcluded(layers, file), notes };
}
