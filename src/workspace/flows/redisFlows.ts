import { follows, type Flow, type Step } from './flows.js';
import type { RedisCall } from '../known.js';
import { expireCommands, expiryOf, namesOf, removes, templateOf } from '../facts/redisMeaning.js';
import type { Later } from '../facts/redisFacts.js';
import { isSameValue } from './sameValue.js';
import type { View } from '../view.js';

/** Whether two commands name the same key: `different` when both are fixed and differ, `alike` when only their templates agree. */
export function compareKeys(a: RedisCall, b: RedisCall, view: View): 'same' | 'alike' | 'different' {
  const others = namesOf(b, view);
  let best: 'alike' | 'different' = 'different';
  for (const one of namesOf(a, view)) {
    for (const other of others) {
      const first = templateOf(one.text);
      const second = templateOf(other.text);
      if (one.located && other.located && isSameValue(one.located, other.located, view)) return 'same';
      if (first === undefined || first !== second) continue;
      if (!first.includes('*')) return 'same';
      best = 'alike';
    }
  }
  return best;
}

const pushes = new Set(['LPUSH', 'RPUSH', 'ZADD', 'SADD']);

/** What comes after each command in the functions that run it. */
export function laterIn(flows: readonly Flow<RedisCall>[], view: View): Later {
  const expired = new Set<RedisCall>();
  const deleted = new Set<RedisCall>();
  const pushedBack = new Set<RedisCall>();
  for (const { code, steps } of flows) {
    for (const [index, step] of steps.entries()) {
      const { store } = step;
      for (const later of steps.slice(index + 1)) {
        if (pushes.has(later.store.command) && !pushes.has(store.command) && compareKeys(store, later.store, view) === 'same') pushedBack.add(store);
        const expires = expireCommands.has(later.store.command);
        if (!expires && !removes(later.store)) continue;
        if (compareKeys(store, later.store, view) !== 'same' || !mayFollow(code, step, later)) continue;
        (expires ? expired : deleted).add(store);
      }
    }
  }
  return { isExpired: call => expired.has(call), isDeleted: call => deleted.has(call), isPushedBack: call => pushedBack.has(call) };
}

/** Commands of one script, transaction or pipeline are sent together, in the order they are written. */
export function mayFollow(code: Flow['code'], first: Step<RedisCall>, second: Step<RedisCall>): boolean {
  const isOneScript = first.store.via === 'script' && second.store.via === 'script' && first.store.group === second.store.group && first.at === second.at;
  return isOneScript ? first.store.range.start < second.store.range.start : follows(code, first, second);
}

export function isWithoutExpiry(call: RedisCall, later: Later, view: View): boolean {
  return call.command === 'SET' && expiryOf(call, view).has === false && !call.options.has('KEEPTTL') && !later.isExpired(call);
}
