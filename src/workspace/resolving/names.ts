import type { Value } from '../../facts/code.js';

/** The last name of what is called or named: `get` of `stores.redis.get`. */
export function lastName(callee: Value): string | undefined {
  if (callee.kind === 'name') return callee.name;
  return callee.kind === 'member' && callee.property !== '' ? callee.property : undefined;
}
