import type { Fact } from '../../facts/storeFacts.js';
import type { DataSets } from '../dataSets/dataSets.js';
import type { SameServer } from '../dataSets/sameServer.js';
import type { OtherStores } from '../dataSets/otherStores.js';
import { isTestFile } from '../deployments/environments.js';
import { areCompatible, type Flow, type Step } from '../flows/flows.js';
import type { Located, RedisCall } from '../known.js';
import type { CommandFact, Neighbours } from './redisFacts.js';
import { compareKeys, isWithoutExpiry, mayFollow } from '../flows/redisFlows.js';
import { expireCommands, expiryOf, increments, removes, writesData } from './redisMeaning.js';
import type { View } from '../view.js';
import { wordsOf } from '../../facts/words.js';

export interface RedisPairsInput {
  readonly flows: readonly Flow<RedisCall>[];
  readonly calls: readonly RedisCall[];
  readonly dataSets: DataSets;
  readonly sameServer: SameServer;
  readonly neighbours: Neighbours;
  readonly otherStores: OtherStores;
  readonly factOf: (call: RedisCall) => CommandFact;
  readonly view: View;
}

export function redisPairs(input: RedisPairsInput): Fact[] {
  return [...acquireReleases(input), ...incrementExpires(input), ...expiryDropped(input)];
}

function add(pairs: Map<string, Fact>, kind: string, a: RedisCall, b: RedisCall, fact: Fact): void {
  const key = [kind, a.at.file, a.range.start, a.nameRange.start, b.at.file, b.range.start, b.nameRange.start].join(' ');
  if (!pairs.has(key)) pairs.set(key, fact);
}

/** SET NX, then the removal of the same key: in the same function, or in another of the same class or by a name that says so. */
function acquireReleases({ flows, calls, factOf, otherStores, view }: RedisPairsInput): Fact[] {
  const acquires = calls.filter(call => call.command === 'SET' && call.options.has('NX'));
  const releases = calls.filter(call => removes(call) && !isInCatch(call));
  const pairs = new Map<string, Fact>();
  for (const acquire of acquires) {
    for (const release of releases) {
      if (release.at.file !== acquire.at.file || compareKeys(acquire, release, view) === 'different') continue;
      const isHere = release.at.call.function === acquire.at.call.function || flows.some(flow => isInFlow(flow, acquire) && isInFlow(flow, release));
      if (isHere ? release.range.start < acquire.range.start : !isCounterpart(acquire, release, view)) continue;
      const isCompared = release.via === 'script' || release.options.has('IFEQ') || release.command === 'DELIFEQ' || isComparedBefore(release, calls, view);
      add(pairs, 'redis.acquire-release', acquire, release, {
        kind: 'redis.acquire-release', acquire: factOf(acquire), release: factOf(release), isCompared,
        ...(acquire.at.call.function === release.at.call.function && { isReleasedAlways: isReleasedAlways(acquire, release, view) }),
        guards: acquire.at.call.function === release.at.call.function ? [...otherStores.writtenBetween(acquire, release)] : [],
        places: factOf(release).places,
      });
    }
  }
  return [...pairs.values()];
}

/** Nothing but the outcome of the acquisition decides whether the release runs. */
function isReleasedAlways(acquire: RedisCall, release: RedisCall, view: View): boolean {
  const own = acquire.at.call.conditions;
  const added = release.at.call.conditions.filter(condition => !own.some(other => other.range.start === condition.range.start && other.branch === condition.branch));
  return added.every(({ test, by }) => by === 'loop' || (test !== undefined && view.resolver.derivesFrom({ value: test, file: acquire.at.file }, acquire.at)));
}

function isInFlow(flow: Flow<RedisCall>, call: RedisCall): boolean {
  return flow.steps.some(step => step.store === call && !step.isInner);
}

/** What a failure takes back is no release. */
function isInCatch(call: RedisCall): boolean {
  return call.at.call.conditions.some(({ by }) => by === 'catch');
}

/** Two methods of one class, or two functions called `acquire…` and `release…`. */
function isCounterpart(acquire: RedisCall, release: RedisCall, view: View): boolean {
  const functions = view.code.get(acquire.at.file)?.functions;
  const first = functions?.[acquire.at.call.function ?? -1];
  const second = functions?.[release.at.call.function ?? -1];
  if (!first || !second) return false;
  if (first.class !== undefined && first.class === second.class) return true;
  const speaks = (name: string | undefined, ...words: string[]): boolean => wordsOf(name ?? '').some(word => words.includes(word));
  return speaks(first.name, 'acquire', 'lock', 'obtain', 'take', 'try') && speaks(second.name, 'release', 'unlock', 'free');
}

/** A read of the key whose result is compared with something, before it is removed. */
function isComparedBefore(release: RedisCall, calls: readonly RedisCall[], view: View): boolean {
  return calls.some(read => read.command === 'GET' && read.at.file === release.at.file && read.at.call.function === release.at.call.function
    && read.range.start < release.range.start && compareKeys(read, release, view) !== 'different'
    && read.at.call.result.tests.some(test => /^[!=]==?$/.test(test.operator) && test.with !== undefined && test.with.kind !== 'null'));
}

function incrementExpires({ flows, dataSets, factOf, view }: RedisPairsInput): Fact[] {
  const pairs = new Map<string, Fact>();
  for (const { code, steps } of flows) {
    for (const [index, increment] of steps.entries()) {
      if (!increments.has(increment.store.command)) continue;
      const expire = steps.slice(index + 1).find(step => expireCommands.has(step.store.command) && compareKeys(increment.store, step.store, view) === 'same' && mayFollow(code, increment, step));
      if (!expire) continue;
      const isOneGroup = increment.store.group !== undefined && increment.store.group === expire.store.group && increment.store.at.file === expire.store.at.file;
      const isAtomic = isOneGroup && (increment.store.via === 'transaction' || increment.store.via === 'script');
      const isConditional = dependsOn(increment, expire, view);
      add(pairs, 'redis.increment-expire', increment.store, expire.store, {
        kind: 'redis.increment-expire', increment: factOf(increment.store), expire: factOf(expire.store), isAtomic,
        isDeleted: dataSets.of(increment.store)?.calls.some(call => call.kind === 'redis.command' && removes(call) && !isTestFile(call.at.file)) === true,
        ...(isConditional !== undefined && { isConditional }), places: factOf(expire.store).places,
      });
    }
  }
  return [...pairs.values()];
}

/** Whether EXPIRE runs only for some results of INCR; undefined when it runs under another condition. */
function dependsOn(increment: Step<RedisCall>, expire: Step<RedisCall>, view: View): boolean | undefined {
  const own = increment.at.conditions;
  const added = expire.at.conditions.filter(condition => !own.some(other => other.range.start === condition.range.start && other.range.end === condition.range.end && other.branch === condition.branch));
  if (added.length === 0) return false;
  const { file } = increment.store.at;
  const reference = { file, index: increment.store.at.index, call: increment.at };
  const isDerived = (located: Located): boolean => view.resolver.derivesFrom(located, reference);
  return added.some(({ test }) => {
    if (!test) return false;
    const sides = test.kind === 'comparison' ? [test.left, ...(test.right ? [test.right] : [])] : [test];
    return sides.some(value => isDerived({ value, file }))
      || increment.at.result.tests.some(each => test.range.start <= each.range.start && each.range.end <= test.range.end);
  }) ? true : undefined;
}

/** A write that drops the expiry which another write of the data set gives. */
function expiryDropped({ dataSets, sameServer, neighbours, factOf, view }: RedisPairsInput): Fact[] {
  const facts: Fact[] = [];
  for (const set of dataSets.all) {
    if (set.fields.store !== 'redis') continue;
    const own = set.calls.filter((call): call is RedisCall => call.kind === 'redis.command' && call.via !== 'script' && !isTestFile(call.at.file));
    const plain = own.filter(call => isWithoutExpiry(call, neighbours, view) && dataSets.of(call) === set);
    const expiring = own.filter(call => (writesData(call) || expireCommands.has(call.command)) && expiryOf(call, view).has === true);
    for (const write of plain) {
      const others = expiring.filter(call => sameServer(call, write) && !(call.at.file === write.at.file && call.at.call.function === write.at.call.function && !areCompatible(call.at.call, write.at.call)));
      const [other] = [...others].sort((a, b) => nearness(b, write) - nearness(a, write));
      if (!other) continue;
      const sameKey = compareKeys(other, write, view) === 'same';
      facts.push({ kind: 'redis.expiry-dropped', expiring: factOf(other), plain: factOf(write), sameKey, places: factOf(write).places });
    }
  }
  return facts;
}

function nearness(call: RedisCall, to: RedisCall): number {
  return (call.at.file === to.at.file ? 2 : 0) + (call.at.call.function === to.at.call.function ? 1 : 0);
}
