import type { Fact } from '../../src/facts/storeFacts.js';
import type { Place } from '../../src/facts/place.js';

export function at(start: number, end: number, file = 'src/app.ts'): Place {
  return { file, start, end };
}

/** A `KEYS` command at 0–20, its name at 6–10. */
export function command(changes: Record<string, unknown> = {}): Fact {
  return {
    kind: 'redis.command', library: 'ioredis', function: 'list', isAwaited: true, inLoop: false, inScript: false, via: 'direct',
    resultIsIgnored: false, resultEscapes: false, resultIsTested: false, resultProperties: [],
    command: 'KEYS', calledAs: 'KEYS', writes: false, options: [], isExpiredLater: false, isDeletedLater: false, style: 'positional',
    places: { self: at(0, 20), name: at(6, 10) },
    ...changes,
  };
}

export function deployment(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: 'cache', store: 'redis', product: 'redis', environment: 'production', isManaged: false, evictionIsDefault: false,
    roles: [], libraries: [], dataSets: [], places: { self: at(0, 30, 'docker-compose.yml') },
    ...changes,
  };
}
