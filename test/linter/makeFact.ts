import type { Fact } from '../../src/facts/storeFacts.js';
import type { Place } from '../../src/facts/place.js';

export function at(start: number, end: number, file = 'src/app.ts'): Place {
  return { file, start, end };
}

/** A `KEYS` command at 0–20, its name at 6–10; only the fields that tests look at. */
export function command(changes: Record<string, unknown> = {}): Fact {
  const fact: unknown = {
    kind: 'redis.command', command: 'KEYS', calledAs: 'KEYS', function: 'list', inLoop: false, inScript: false, via: 'direct', options: [],
    places: { self: at(0, 20), name: at(6, 10) },
    ...changes,
  };
  return fact as Fact;
}

export function deployment(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: 'cache', store: 'redis', product: 'redis', environment: 'production', isManaged: false, evictionIsDefault: false,
    roles: [], lasting: [], libraries: [], dataSets: [], places: { self: at(0, 30, 'docker-compose.yml') },
    ...changes,
  };
}
