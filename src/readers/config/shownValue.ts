import { keptValue } from '../../facts/secrets.js';
import { pattern } from './open.js';

/** What may be kept of a variable's value: no secrets, `*` for what stays open; undefined when nothing is left. */
export function shownValue(name: string, value: string | undefined): string | undefined {
  const kept = value === undefined ? undefined : keptValue(name, value);
  return kept === undefined ? undefined : pattern(kept);
}
