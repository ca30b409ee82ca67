import type { Range } from '../../src/facts/place.js';

/** Every range in what a reader gave, however deep. */
export function rangesIn(value: unknown): Range[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'start' in value && typeof value.start === 'number' && 'end' in value && typeof value.end === 'number';
  return [...(own ? [value as Range] : []), ...Object.values(value).flatMap(rangesIn)];
}
