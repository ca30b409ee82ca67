import type { Place } from '../facts/place.js';
import type { FieldType, Shape } from '../facts/shape.js';

/** The shape of a field that is itself a fact, or a list of them. */
export function nestedShape(type: FieldType | undefined): Shape | undefined {
  if (typeof type !== 'object') return undefined;
  if ('optional' in type) return type.optional;
  if ('listOf' in type) return type.listOf;
  return type;
}

/** The value at `deployment.name`; undefined where something on the way is unknown. */
export function valueAt(fact: object, path: string): unknown {
  let value: unknown = fact;
  for (const name of path.split('.')) {
    if (!isObject(value)) return undefined;
    value = value[name];
  }
  return value;
}

/** The places at `deployment.appendonly`: facts inside the fact first, the rest is the place's name (which may hold dots). */
export function placesAt(fact: object, path: string): readonly Place[] {
  const names = path.split('.');
  let holder: unknown = fact;
  while (names.length > 1 && isObject(holder) && isObject(holder[names[0] ?? ''])) holder = holder[names.shift() ?? ''];
  const places = isObject(holder) ? holder['places'] : undefined;
  const found = isObject(places) ? places[names.join('.')] : undefined;
  if (found === undefined) return [];
  return (Array.isArray(found) ? found : [found]) as readonly Place[];
}

/** The first of several places that is there. */
export function bestPlace(fact: object, paths: readonly string[]): Place | undefined {
  for (const path of paths) {
    const [place] = placesAt(fact, path);
    if (place) return place;
  }
  return undefined;
}

export function samePlace(a: Place, b: Place): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
