import type { Value } from '../../facts/code.js';
import type { Range } from '../../facts/place.js';
import type { Draft, Indexed } from './typescriptReading.js';

/** What the code around an expression does with its value. An expression is read with its use, from the outside in. */
export type Use =
  | { readonly kind: 'ignored' }
  /** Looked at, and nothing that matters comes of it: the receiver of a method. */
  | { readonly kind: 'read' }
  | { readonly kind: 'escapes' }
  | { readonly kind: 'returned' }
  | { readonly kind: 'several'; readonly uses: Use[] }
  /** A property of it; `*` for any element, '' when computed. */
  | { readonly kind: 'property'; readonly name: string; readonly then: Use }
  | TestUse
  | { readonly kind: 'held'; readonly by: Indexed }
  | { readonly kind: 'awaited'; readonly then: Use }
  /** An element or property of a literal with that use; `*` for one of its elements. */
  | { readonly kind: 'inside'; readonly name: string; readonly then: Use }
  /** The first argument of a function with a name. */
  | { readonly kind: 'passed'; readonly to: Indexed }
  /** All elements of it are awaited if `then` awaits: `Promise.all(it)`. */
  | { readonly kind: 'settled'; readonly then: Use }
  /** `it.then(…)`; the callback's use stands beside this. */
  | { readonly kind: 'chained'; readonly outer: Use }
  /** `it.catch(…)` */
  | { readonly kind: 'caught'; readonly then: Use };

export type TestUse = Draft<{ readonly kind: 'test'; readonly operator: string; readonly range: Range; readonly with?: Value }>;

export const IGNORED: Use = { kind: 'ignored' };
export const READ: Use = { kind: 'read' };
export const ESCAPES: Use = { kind: 'escapes' };
export const RETURNED: Use = { kind: 'returned' };

export function several(...uses: Use[]): Use & { kind: 'several' } {
  return { kind: 'several', uses };
}

export function property(name: string, then: Use): Use {
  return { kind: 'property', name, then };
}

/** What escapes with its container escapes. */
export function inside(name: string, then: Use): Use {
  return then === ESCAPES ? ESCAPES : { kind: 'inside', name, then };
}

export function test(operator: string, range: Range): TestUse {
  return { kind: 'test', operator, range };
}
