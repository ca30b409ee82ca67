import { removes, writesData } from '../facts/redisMeaning.js';
import { wordsOf } from '../../facts/words.js';
import type { Knowledge } from '../knowledge.js';
import type { RedisCall, StoreCall } from '../known.js';
import type { View } from '../view.js';
import { roleOfName } from './lexicon.js';
import { holdsDocuments } from './redisVotes.js';
import { rolesOfExpiry, type Vote } from './roles.js';
import { exactWords } from './tableVotes.js';

/** Written in a function that has read it before, and not from what was read: that would be a change, no copy. */
export function isReadThrough(redis: readonly RedisCall[], { resolver }: View): boolean {
  return redis.some(write => writesData(write) && !removes(write) && redis.some(read => ['GET', 'HGETALL', 'HGET', 'JSON.GET', 'MGET', 'EXISTS'].includes(read.command)
    && read.at.file === write.at.file && read.at.call.function === write.at.call.function && read.at.call.range.start < write.at.call.range.start
    && !write.arguments.slice(1).some(argument => resolver.derivesFrom(argument, read.at))));
}

/** A name that means a record says nothing of what is a copy of it; one that means a time series, of a window the latest part of it; what is counted to the last one, the count. A token that is fetched once and kept is used more than once. */
export function nameVotes(found: ReturnType<typeof roleOfName>, { hasSource, isWindow, isCountedExactly, isKept }: { readonly hasSource: boolean | undefined; readonly isWindow: boolean; readonly isCountedExactly: boolean; readonly isKept: boolean }): Vote[] {
  if (found && isCountedExactly && exactWords.has(found.word)) return [{ role: 'counter-exact', weight: 0.3, because: `named '${found.word}'`, by: 'name' }];
  if (!found || (hasSource === true && (found.role === 'record' || found.role === 'ledger'))) return [];
  if (isKept && found.role === 'one-time-token') return [];
  const role = found.role === 'time-series' && isWindow ? 'time-series-hot' : found.role;
  return [{ role, weight: found.isWeak ? 0.15 : 0.3, because: `named '${found.word}'`, by: 'name' }];
}

/** `CACHE_URL`, `sessionRedis` */
export function connectionVotes(calls: readonly StoreCall[], { lexicon }: Knowledge): Vote[] {
  const names = new Set(calls.flatMap(call => call.client?.name ?? []));
  for (const name of names) {
    const found = roleOfName(name, lexicon);
    if (found && !found.isWeak && found.role !== 'record' && found.role !== 'search') return [{ role: found.role, weight: 0.2, because: `through '${name}'`, by: 'connection' }];
  }
  return [];
}

/** `setPermissionsCache`, `cacheUser` */
export function writerVotes(redis: readonly RedisCall[], { code }: View): Vote[] {
  for (const { at } of redis.filter(call => writesData(call) && !removes(call))) {
    const name = at.call.function === undefined ? undefined : code.get(at.file)?.functions[at.call.function]?.name;
    const words = wordsOf(name ?? '');
    if (name !== undefined && (words[0] === 'cache' || words.at(-1) === 'cache')) return [{ role: 'cache', weight: 0.2, because: `written by '${name}'`, by: 'name' }];
  }
  return [];
}

export function libraryVotes(calls: readonly StoreCall[]): Vote[] {
  const roles = new Map<string, string>();
  for (const call of calls) if ('role' in call) roles.set(call.role, call.library);
  return [...roles].map(([role, library]) => ({ role, weight: 0.5, because: `kept by ${library}`, by: 'library' }));
}

export function sourceVotes(redis: readonly RedisCall[], hasSource: boolean | undefined, hasExpiry: boolean | undefined): Vote[] {
  if (!holdsDocuments(redis)) return [];
  if (hasSource === true) return [{ role: 'cache', weight: 0.3, because: 'another store is used beside it', by: 'source' }];
  return hasSource === false && hasExpiry === false ? [{ role: 'record', weight: 0.3, because: 'no other store is used beside it', by: 'source' }] : [];
}

/** Items and rows of which nothing else holds a copy are records, where nothing speaks for another use. */
export function onlyCopyVotes(votes: readonly Vote[], calls: readonly StoreCall[], hasSource: boolean | undefined, hasExpiry: boolean | undefined): Vote[] {
  const holdsItems = calls.some(call => (call.kind === 'dynamodb.request' && (call.operation === 'PutItem' || call.operation === 'UpdateItem')) || (call.kind === 'cassandra.statement' && call.statement?.kind === 'insert'));
  const isForOtherUse = votes.some(({ role, by }) => role !== 'record' && role !== 'ledger' && by !== 'schema');
  if (!holdsItems || hasSource !== false || hasExpiry === true || isForOtherUse) return [];
  return [{ role: votes.find(({ role }) => role === 'ledger')?.role ?? 'record', weight: 0.3, because: 'no other store is used beside it', by: 'source' }];
}

/** How long it lives speaks for a role that something else speaks for too. */
export function expiryVotes(votes: readonly Vote[], redis: readonly RedisCall[], hasExpiry: boolean | undefined, ttls: readonly number[]): Vote[] {
  const voted = [...new Set(votes.map(vote => vote.role))];
  // that nothing else is used beside it holds for a cursor too
  if (hasExpiry === false && holdsDocuments(redis) && votes.some(({ role, by }) => role === 'record' && by !== 'source')) return [{ role: 'record', weight: 0.2, because: 'never expires', by: 'expiry' }];
  if (hasExpiry !== true || redis.length === 0) return [];
  const expiring = ['cache', 'session', 'one-time-token', 'rate-limit', 'lock', 'lock-correct', 'idempotency', 'presence', 'flags', 'time-series-hot'];
  const longest = ttls.length > 0 ? Math.max(...ttls) : undefined;
  const fitting = longest === undefined ? expiring : rolesOfExpiry(longest);
  const supported = voted.filter(role => fitting.includes(role) || (role === 'lock-correct' && fitting.includes('lock')));
  if (supported.length > 0) return supported.map(role => ({ role, weight: 0.2, because: `expires${longest === undefined ? '' : ` after ${longest} s`}`, by: 'expiry' }));
  return longest !== undefined && longest <= 2 * 3600 ? [{ role: 'cache', weight: 0.2, because: `expires after ${longest} s`, by: 'expiry' }] : [];
}
