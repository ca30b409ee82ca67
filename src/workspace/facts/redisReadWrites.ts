import type { Condition, ResultTest, Value } from '../../facts/code.js';
import { contains } from '../../facts/place.js';
import type { Fact } from '../../facts/storeFacts.js';
import { handedKey, type Flow, type Step } from '../flows/flows.js';
import { compareKeys, mayFollow, ofCommands } from '../flows/redisFlows.js';
import { isSameValue } from '../flows/sameValue.js';
import type { LibraryCall, Located, RedisCall } from '../known.js';
import { beside } from '../resolving/frame.js';
import type { CommandFact } from './redisFacts.js';
import { removes } from './redisMeaning.js';
import { callOf, functionAt, type View } from '../view.js';

export interface RedisReadWritesInput {
  readonly flows: readonly Flow<RedisCall | LibraryCall>[];
  readonly factOf: (call: RedisCall) => CommandFact;
  readonly view: View;
}

const reading = new Set(['GET', 'HGET', 'HGETALL', 'HMGET', 'JSON.GET', 'GETEX']);
const writing = new Set(['SET', 'HSET', 'JSON.SET', 'DEL', 'UNLINK']);
/** What keeps others away until it is given up. */
const guards = new Set(['lock', 'lock-correct']);

/** A read of a key, then a write or removal of the same key that is computed from it, or made or not by it. */
export function redisReadWrites({ flows, factOf, view }: RedisReadWritesInput): Fact[] {
  const pairs = new Map<string, Fact>();
  for (const flow of flows) {
    const { code, steps } = ofCommands(flow);
    for (const [index, write] of steps.entries()) {
      if (!writing.has(write.store.command) || (write.isInner && handedKey(write.store, view))) continue;
      const read = steps.slice(0, index).findLast(step => reading.has(step.store.command) && !(step.isInner && handedKey(step.store, view))
        && isOneField(step.seen, write.seen, view) && mayFollow(code, step, write) && isGivenBack(step, view));
      const key = read && JSON.stringify([read, write].map(({ store: { at, range } }) => [at.file, range.start]));
      if (!read || key === undefined || pairs.has(key)) continue;
      const derives = (located: Located): boolean => view.resolver.derivesFrom(located, read.at);
      const values = removes(write.store) ? [] : write.seen.arguments.slice(1).filter(derives);
      const decided = decidedBy(read, write, view);
      if (values.length === 0 && !decided) continue;
      pairs.set(key, {
        kind: 'redis.read-write',
        read: factOf(read.store),
        write: factOf(write.store),
        isComputed: values.length > 0,
        isReckoned: values.some(value => isReckoned(value, derives, view)),
        ...(decided && { decidedBy: decided }),
        isGuarded: isGuarded(flow, write),
        places: factOf(write.store).places,
      });
    }
  }
  return [...pairs.values()];
}

/** The same key, and of hashes the same field. */
function isOneField(read: RedisCall, write: RedisCall, view: View): boolean {
  if (compareKeys(read, write, view) !== 'same') return false;
  const [first, second] = [read.arguments[1], write.arguments[1]];
  return read.command !== 'HGET' || write.command !== 'HSET' || (first !== undefined && second !== undefined && isSameValue(first, second, view));
}

/** The function that reads gives back what it has read. */
function isGivenBack({ store, isInner }: Step<RedisCall>, view: View): boolean {
  const { file, call } = store.at;
  return !isInner || (functionAt(view, file, call.function)?.returns ?? []).some(value => view.resolver.derivesFrom({ value, file }, store.at));
}

/** What alone decides whether the write runs: that something is there (`presence`), or what it is (`value`). */
function decidedBy(read: Step<RedisCall>, write: Step<RedisCall>, view: View): 'presence' | 'value' | undefined {
  const own = read.at.call.conditions;
  const added = write.at.call.conditions.filter(({ range, branch }) => !own.some(other => other.range.start === range.start && other.branch === branch));
  const { file, call } = read.at;
  const testsIn = ({ test }: Condition): readonly ResultTest[] => call.result.tests.filter(({ range }) => test !== undefined && contains(test.range, range));
  const isByIt = (each: Condition): boolean => each.test !== undefined && (testsIn(each).length > 0 || view.resolver.derivesFrom({ value: each.test, file }, read.at));
  if (added.length === 0 || !added.every(isByIt)) return undefined;
  return added.flatMap(testsIn).some(({ operator, with: other }) => /^[!=]==?$/.test(operator) && other !== undefined && other.kind !== 'null') ? 'value' : 'presence';
}

/** `Number(value) + 1`, where what is added was not read as well. */
function isReckoned(located: Located, derives: (located: Located) => boolean, view: View): boolean {
  const origin = view.resolver.origin(located);
  const { value } = origin;
  const inner = (each: Value): boolean => isReckoned(beside(origin, each), derives, view);
  if (value.kind === 'arithmetic') return (value.operator === '+' || value.operator === '-') && derives(beside(origin, value.left)) !== derives(beside(origin, value.right));
  if (value.kind === 'template') return value.parts.length === 1 && value.parts.every(inner);
  const call = callOf(view, origin);
  return call?.callee.kind === 'name' && call.callee.name === 'String' && call.arguments.some(inner);
}

/** WATCH, or a lock that is taken before. */
function isGuarded({ steps }: Flow<RedisCall | LibraryCall>, write: Step<RedisCall>): boolean {
  return steps.some(({ store, range }) => range.start < write.range.start
    && (store.kind === 'redis.command' ? store.command === 'WATCH' || (store.command === 'SET' && store.options.has('NX')) : guards.has(store.role)));
}
