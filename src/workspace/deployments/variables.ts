import type { ConfigFile, EnvironmentVariable } from '../../facts/config.js';
import { place, type Place } from '../../facts/place.js';
import type { EnvironmentFinder } from './environments.js';

/** One place where config gives a variable a value. */
export interface VariableGiven {
  readonly file: string;
  readonly place: Place;
  readonly variable: EnvironmentVariable;
  readonly format: ConfigFile['format'];
  /** The lower, the sooner it is what runs in production. */
  readonly rank: number;
}

export type Variables = ReadonlyMap<string, readonly VariableGiven[]>;

/** Whether what a variable is given comes from a resource. */
export function refersTo({ file, variable }: Pick<VariableGiven, 'file' | 'variable'>, declared: { readonly file: string; readonly resource?: string }): boolean {
  const { resource } = variable;
  return resource !== undefined && resource.id === declared.resource && (resource.file ?? file) === declared.file;
}

/** Variables by name, of files for production before others, resources before plain values, `.env` files last. */
export function variablesOf(config: ReadonlyMap<string, ConfigFile>, environmentOf: EnvironmentFinder): Variables {
  const variables = new Map<string, VariableGiven[]>();
  for (const [file, { facts, format }] of config) {
    for (const variable of facts) {
      if (variable.kind !== 'environment') continue;
      const given = { file, place: place(file, variable.range), variable, format, rank: rankOf(file, variable, format, environmentOf) };
      const present = variables.get(variable.name);
      if (present) present.push(given);
      else variables.set(variable.name, [given]);
    }
  }
  for (const given of variables.values()) given.sort((a, b) => a.rank - b.rank || (a.file < b.file ? -1 : a.file > b.file ? 1 : a.place.start - b.place.start));
  return variables;
}

function rankOf(file: string, variable: EnvironmentVariable, format: ConfigFile['format'], environmentOf: EnvironmentFinder): number {
  const environment = environmentOf(file);
  return (variable.resource ? 0 : format === 'env' ? 4 : 2) + (environment === 'development' ? 8 : environment === 'production' ? 0 : 1);
}
