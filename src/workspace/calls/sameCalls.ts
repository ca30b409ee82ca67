import type { FileCalls } from './storeCalls.js';
import type { StoreCall } from '../known.js';

/** Objects inside objects: looked into so far. */
const deepest = 8;

/**
 * What was found in a file before, as far as it is found again: a call that says the same is the same object, so that what
 * hangs on it need not be made again. Facts of readers are the same only where they are one object.
 */
export function sameCalls(before: FileCalls, now: FileCalls): FileCalls {
  const known = new Map<object, StoreCall[]>();
  for (const call of [...before.calls, ...[...before.made.values()].flat()]) known.set(call.at.call, [...known.get(call.at.call) ?? [], call]);
  const sameAs = (call: StoreCall): StoreCall => known.get(call.at.call)?.find(other => isSame(other, call, 0)) ?? call;
  return { ...now, calls: now.calls.map(sameAs), made: new Map([...now.made].map(([key, calls]) => [key, calls.map(sameAs)])) };
}

function isSame(a: unknown, b: unknown, depth: number): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || depth > deepest) return false;
  if (a instanceof Map || b instanceof Map) {
    return a instanceof Map && b instanceof Map && a.size === b.size && [...a].every(([key, value]) => b.has(key) && isSame(value, b.get(key), depth + 1));
  }
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every(name => name in b && isSame(a[name as keyof typeof a], b[name as keyof typeof b], depth + 1));
}
