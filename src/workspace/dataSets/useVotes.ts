import { readsData, removes, writesData } from '../facts/redisMeaning.js';
import { wordsOf } from '../../facts/words.js';
import type { Knowledge } from '../knowledge.js';
import type { CallReference, LibraryCall, RedisCall, StoreCall } from '../known.js';
import { functionAt, type View } from '../view.js';
import { roleOfName, rolesOfName, type NameVote } from './lexicon.js';
import { holdsDocuments } from './redisVotes.js';
import { rolesOfExpiry, type Vote } from './roles.js';
import { exactWords } from './tableVotes.js';
import { inTurn, type CodeAround } from './turns.js';

/** Of a word that may mean something else. */
const weak = 0.15;

const lookups = new Set(['GET', 'GETEX', 'HGETALL', 'HGET', 'JSON.GET', 'MGET', 'EXISTS']);

/** Lookups after which the same function writes, and not what was read: that would be a change, no copy. */
function missedReads(redis: readonly RedisCall[], around: CodeAround): readonly CallReference[] {
  const { resolver } = around.view;
  return inTurn(redis.filter(({ command }) => lookups.has(command)), redis.filter(call => writesData(call) && !removes(call)), around)
    .filter(([read, write]) => !write.call.arguments.some(value => resolver.derivesFrom({ value, file: write.file }, read))).map(([read]) => read);
}

/** Looked up, and written where it is not there. */
export function isReadThrough(redis: readonly RedisCall[], around: CodeAround): boolean {
  return missedReads(redis, around).length > 0;
}

/** Who looks it up gives back what is there, and makes it anew only where nothing is. */
export function isMadeOnMiss(redis: readonly RedisCall[], around: CodeAround): boolean {
  const { view } = around;
  return missedReads(redis, around).some(read => functionAt(view, read.file, read.call.function)?.returns.some(value => view.resolver.derivesFrom({ value, file: read.file }, read)) === true);
}

/** Who reads it removes it. */
export function isConsumed(redis: readonly RedisCall[], around: CodeAround): boolean {
  return inTurn(redis.filter(readsData), redis.filter(removes), around).length > 0;
}

/** A name that means a record says nothing of what is a copy of it; one that means a time series, of a window the latest part of it; what is counted to the last one, the count. A token that is fetched once and kept is used more than once. */
export function nameVotes(spoken: readonly NameVote[], { hasSource, isWindow, isCountedExactly, isKept }: { readonly hasSource: boolean | undefined; readonly isWindow: boolean; readonly isCountedExactly: boolean; readonly isKept: boolean }): Vote[] {
  return spoken.flatMap(({ role, word, isWeak }): Vote[] => {
    const vote = { weight: isWeak ? weak : 0.3, because: `named '${word}'`, by: 'name' } as const;
    if (isCountedExactly && exactWords.has(word)) return [{ ...vote, role: 'counter-exact', weight: 0.3 }];
    if (hasSource === true && (role === 'record' || role === 'ledger')) return [];
    if (isKept && role === 'one-time-token') return [];
    return [{ ...vote, role: role === 'time-series' && isWindow ? 'time-series-hot' : role }];
  });
}

/** `CACHE_URL`, `sessionRedis`; what a library's object is called tells of the object. */
export function connectionVotes(calls: readonly StoreCall[], { lexicon }: Knowledge): Vote[] {
  const names = new Set(calls.flatMap(call => ('role' in call ? [] : (call.client?.name ?? []))));
  for (const name of names) {
    const found = roleOfName(name, lexicon);
    if (found && !found.isWeak && found.role !== 'record' && found.role !== 'search') return [{ role: found.role, weight: 0.2, because: `through '${name}'`, by: 'connection' }];
  }
  return [];
}

const dropping = new Set(['bust', 'clean', 'cleanup', 'clear', 'delete', 'destroy', 'drop', 'empty', 'evict', 'expire', 'flush', 'forget', 'invalidate', 'prune', 'purge', 'remove', 'reset', 'wipe']);

/** `setPermissionsCache`, `cacheUser`. Who drops a cache may keep something else, and `addTokenCache` says more of a token. */
export function writerVotes(redis: readonly RedisCall[], { code }: View, { lexicon }: Knowledge): Vote[] {
  for (const { at } of redis.filter(call => writesData(call) && !removes(call))) {
    const name = at.call.function === undefined ? undefined : code.get(at.file)?.functions[at.call.function]?.name;
    const [first = '', ...rest] = wordsOf(name ?? '');
    const isOfCache = rest.at(-1) === 'cache' && !dropping.has(first) && rolesOfName(name ?? '', lexicon).every(({ role }) => role === 'cache');
    if (name !== undefined && (first === 'cache' || isOfCache)) return [{ role: 'cache', weight: 0.2, because: `written by '${name}'`, by: 'writer' }];
  }
  return [];
}

/** What goes with a queue is asked only where there is none. */
export function libraryVotes(calls: readonly StoreCall[]): Vote[] {
  const used = calls.filter((call): call is LibraryCall => 'role' in call);
  const keeping = used.filter(({ isBeside }) => !isBeside);
  const roles = new Map((keeping.length > 0 ? keeping : used).map(({ role, library }) => [role, library]));
  return [...roles].map(([role, library]) => ({ role, weight: 0.5, because: `kept by ${library}`, by: 'library' }));
}

/** What another store holds too is a copy, and what none holds a record; where something speaks for another use, neither. */
export function sourceVotes(votes: readonly Vote[], redis: readonly RedisCall[], hasSource: boolean | undefined, hasExpiry: boolean | undefined): Vote[] {
  if (!holdsDocuments(redis)) return [];
  const isCopied = votes.some(({ role, by }) => role === 'cache' && by === 'operations');
  const isForOtherUse = !isCopied && votes.some(({ role, weight }) => weight > weak && role !== 'cache' && role !== 'record' && role !== 'ledger');
  if (isForOtherUse) return [];
  if (hasSource === true) return [{ role: 'cache', weight: 0.3, because: 'another store is used beside it', by: 'source' }];
  const isOnlyCopy = hasSource === false && hasExpiry === false && !votes.some(({ role }) => role === 'cache');
  return isOnlyCopy ? [{ role: 'record', weight: 0.3, because: 'no other store is used beside it', by: 'source' }] : [];
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
