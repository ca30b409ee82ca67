import type { EnvironmentVariable, Settings } from '../../facts/config.js';
import { child, entries, items, textOf, type ConfigNode } from './document.js';
import type { Variable } from './imageEnvironment.js';
import { interpolate } from './interpolate.js';
import { shownValue } from './shownValue.js';

/** `environment` of a service, as map or as list of `NAME=value`. */
export function environmentOf(service: ConfigNode): ReadonlyMap<string, Variable> {
  const node = child(service, 'environment');
  const result = new Map<string, Variable>();
  for (const { key, value, range } of entries(node)) result.set(key, { value: interpolated(textOf(value)), range });
  for (const item of items(node)) {
    const text = textOf(item);
    if (text === undefined) continue;
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    result.set(name.trim(), { value: equals < 0 ? undefined : interpolated(text.slice(equals + 1)), range: item.range });
  }
  return result;
}

function interpolated(text: string | undefined): string | undefined {
  return text === undefined ? undefined : interpolate(text);
}

export function environmentSettings(environment: ReadonlyMap<string, Variable>): Settings {
  return Object.fromEntries([...environment].map(([name, { value, range }]) => [name, { value: shownValue(name, value), range }]));
}

export function environmentFacts(environment: ReadonlyMap<string, Variable>, scope: string | undefined): readonly EnvironmentVariable[] {
  return [...environment].map(([name, { value, range }]) => ({ kind: 'environment', name, range, scope, value: shownValue(name, value) }));
}
