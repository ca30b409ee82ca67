import type { Place } from '../facts/place.js';
import type { ConfigContent } from './configSchema.js';

type Written<Value> = Value & { readonly place: Place };

/** What one config file says, or the editor's settings. */
export interface Settings extends Omit<ConfigContent, 'version' | 'datasets' | 'deployments'>, SettingsScope {
  /** What the user says a data set is; wins over what was inferred, field by field. */
  readonly datasets: readonly DataSetDeclaration[];
  readonly deployments: readonly DeploymentDeclaration[];
  /** The ids and globs in `rules`, of the file and of its overrides, where they are written. */
  readonly ruleNames: readonly Written<{ readonly id: string }>[];
}

/** Where a config file counts. */
export interface SettingsScope {
  /** Relative to the review root. */
  readonly file: string;
  /** It counts for what lies in this folder of the review root; '' for all of it. */
  readonly folder: string;
  /** The way from the config file's folder down to the review root, where that lies deeper: `app/`. */
  readonly lead: string;
}

/** `datasets` of a config file. */
export type DataSetDeclaration = Written<ConfigContent['datasets'][number]> & { readonly folder: string };
/** `deployments` of a config file. */
export type DeploymentDeclaration = Written<ConfigContent['deployments'][string]> & { readonly name: string; readonly folder: string; readonly lead: string };

/** All that is set, outermost first: a later one wins. */
export type Layers = readonly Settings[];

export const defaultSettings: Settings = {
  file: '', folder: '', lead: '', environments: {}, deployments: [], datasets: [], ruleNames: [], preset: undefined, rules: {}, overrides: [], files: { exclude: [] },
};
