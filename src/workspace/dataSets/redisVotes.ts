import type { RedisCall } from '../known.js';
import { wordsOf } from '../../facts/words.js';
import { expireCommands, increments, readsData, removes, writesData } from '../facts/redisMeaning.js';
import type { Vote } from './roles.js';
import { exactWords } from './tableVotes.js';

const plainWrites = new Set(['SET', 'MSET', 'HSET', 'JSON.SET', 'JSON.MERGE', 'GETSET']);
const trims = new Set(['ZREMRANGEBYSCORE', 'ZREMRANGEBYRANK', 'XTRIM', 'LTRIM']);

/** What the commands on a data set say it is for. */
export function redisVotes(name: string, calls: readonly RedisCall[], facts: { readonly nameRole: string | undefined; readonly hasExpiry: boolean | undefined; readonly isCopied: boolean; readonly isUsedOnce: boolean }): Vote[] {
  const commands = new Set(calls.map(call => call.command));
  const has = (...any: string[]): boolean => any.some(command => commands.has(command));
  const votes: Vote[] = [];
  const vote = (role: string, because: string, weight = 0.3): void => { votes.push({ role, weight, because, by: 'operations' }); };

  if (facts.isCopied) vote('cache', 'read, and on a miss fetched and written');
  if (calls.some(call => call.command === 'SET' && call.options.has('NX'))) {
    const isReleased = calls.some(call => removes(call) || call.via === 'script');
    if (facts.nameRole === 'lock' || facts.nameRole === 'lock-correct') vote(facts.nameRole, isReleased ? 'SET NX, removed again' : 'SET NX');
    else if (isReleased) {
      if (facts.nameRole !== 'idempotency') vote('lock', 'SET NX, removed again');
      // what was begun and failed is removed too, so that it can be tried again
      if (facts.nameRole === 'idempotency' || !isHeld(calls)) vote('idempotency', 'SET NX, removed again');
    } else if (facts.hasExpiry === false) vote('marker', 'SET NX, never removed');
    else vote('idempotency', 'SET NX with an expiry');
  }
  if (calls.some(call => increments.has(call.command)) && !has('ZADD')) {
    if (wordsOf(name).some(word => exactWords.has(word))) vote('counter-exact', 'counts what must not be lost');
    else if (facts.hasExpiry === true) vote('rate-limit', 'INCR with an expiry');
    else vote('counter', 'INCR');
  }
  if (has('ZADD', 'ZINCRBY')) {
    if (has('ZREMRANGEBYSCORE') && has('ZCARD', 'ZCOUNT')) vote('rate-limit', 'a sliding window of times');
    else if (has('ZRANK', 'ZREVRANK', 'ZREVRANGE', 'ZINCRBY') || calls.some(call => call.command === 'ZRANGE' && call.options.has('REV'))) vote('leaderboard', 'scores asked for rank');
    else if (has('ZRANGEBYSCORE', 'ZPOPMIN', 'BZPOPMIN') && has('ZREM', 'ZPOPMIN', 'BZPOPMIN')) vote('delayed-jobs', 'taken when due');
    else if (facts.nameRole === 'time-series' && isTrimmed(calls) && has('ZRANGE', 'ZRANGEBYSCORE', 'ZREVRANGEBYSCORE')) vote('time-series-hot', 'read by range, the oldest removed');
  }
  if (has('LPUSH', 'RPUSH') && has('BLPOP', 'BRPOP', 'LPOP', 'RPOP', 'LMOVE', 'BLMOVE', 'RPOPLPUSH', 'BRPOPLPUSH')) vote('job-queue', 'pushed at one end and taken at the other', 0.5);
  else if (has('BLPOP', 'BRPOP', 'BLMOVE', 'BRPOPLPUSH')) vote('job-queue', 'waits for the next element', 0.5);
  if (has('XREADGROUP')) vote('event-stream', 'a stream with consumer groups', 0.5);
  else if (has('XADD', 'XREAD')) vote('event-stream', 'a stream', 0.5);
  if (has('XRANGE', 'XREVRANGE')) vote('event-stream', 'read again by range', 0.2);
  if (has('PUBLISH', 'SPUBLISH', 'SUBSCRIBE', 'PSUBSCRIBE', 'SSUBSCRIBE')) vote('pub-sub', 'published to whoever listens', 0.5);
  // hashes of many fields are common; that some of them are asked for by name is what models do
  if (facts.nameRole === 'feature-store' && has('HSET') && has('HMGET')) vote('feature-store', 'several fields read at once');
  if (has('GETDEL')) vote('one-time-token', 'read and removed at once');
  else if (facts.isUsedOnce) vote('one-time-token', 'read, then removed');
  if (has('GEOADD', 'GEOSEARCH', 'GEORADIUS')) vote('geo', 'positions', 0.5);
  if (has('PFADD', 'PFCOUNT')) vote('counter', 'counted approximately', 0.5);
  if (has('VADD', 'VSIM')) vote('vector', 'vectors', 0.5);
  if (has('TS.ADD', 'TS.MADD')) vote('time-series-hot', 'a time series', 0.5);
  return votes;
}

/** Removed where it was taken, and never read: its value is of no use, only its being there. */
function isHeld(calls: readonly RedisCall[]): boolean {
  const isRead = calls.some(call => readsData(call));
  return !isRead && calls.some(taken => taken.command === 'SET' && taken.options.has('NX')
    && calls.some(call => removes(call) && call.at.file === taken.at.file && call.at.call.function === taken.at.call.function));
}

/** The oldest is removed in time, so that what is there is a window. */
export function isTrimmed(calls: readonly RedisCall[]): boolean {
  return calls.some(({ command, options }) => trims.has(command) || (command === 'XADD' && (options.has('MAXLEN') || options.has('MINID'))));
}

/** Plain values and documents: what a record would be kept in. */
export function holdsDocuments(calls: readonly RedisCall[]): boolean {
  const written = calls.filter(call => writesData(call) && !removes(call));
  return written.length > 0 && written.every(call => plainWrites.has(call.command) && !call.options.has('NX'));
}

export function changesExpiry(call: RedisCall): boolean {
  return expireCommands.has(call.command);
}
