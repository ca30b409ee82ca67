import type { ResultTest, Value } from '../../facts/code.js';
import { contains, place } from '../../facts/place.js';
import type { Fact } from '../../facts/storeFacts.js';
import type { DataSets } from '../dataSets/dataSets.js';
import type { SameServer } from '../dataSets/sameServer.js';
import type { OtherStores } from '../dataSets/otherStores.js';
import { isTestFile } from '../deployments/environments.js';
import { areCompatible, handedKey, type Flow, type Step } from '../flows/flows.js';
import type { CallReference, RedisCall } from '../known.js';
import type { CommandFact, Neighbours } from './redisFacts.js';
import { compareKeys, isWithoutExpiry, mayFollow } from '../flows/redisFlows.js';
import { expireCommands, expiryOf, increments, namesOf, removes, templateOf, writesData } from './redisMeaning.js';
import { functionAt, type View } from '../view.js';
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

type Pairs = Map<string, Fact>;

/** A pair of two places is told once, in however many ways it runs. */
function add(pairs: Pairs, a: CommandFact, b: CommandFact, fact: Fact): void {
  const key = JSON.stringify([a, b].map(({ places }) => [places['self'], places['name']]));
  if (!pairs.has(key)) pairs.set(key, fact);
}

/** SET NX, then the removal of the same key: in one run of a function, or in another of the same class or by a name that says so. */
function acquireReleases(input: RedisPairsInput): Fact[] {
  const { flows, calls, factOf, otherStores, view } = input;
  const pairs: Pairs = new Map();
  for (const flow of flows) {
    for (const [index, acquire] of flow.steps.entries()) {
      if (!acquires(acquire.store)) continue;
      for (const release of flow.steps.slice(index + 1)) {
        if (!removes(release.store) || isInCatch(release.at) || !isOneKey(acquire, release, view)) continue;
        const isOneFunction = acquire.at.call.function === release.at.call.function;
        const isAlways = isOneFunction ? isReleasedAlways(acquire.at, release.at, view) : undefined;
        // By a wrapper's key alone nobody knows what it is for.
        if (isAlways !== true && (isHanded(acquire, view) || isHanded(release, view))) continue;
        const [taken, given] = [factAt(acquire, input), factAt(release, input)];
        add(pairs, taken, given, {
          kind: 'redis.acquire-release', acquire: taken, release: given,
          isCompared: isCompared(release.store, calls, view) || isComparedIn(flow, release, view),
          ...(isAlways !== undefined && { isReleasedAlways: isAlways }),
          guards: isOneFunction ? [...otherStores.writtenBetween(acquire, release)] : [],
          places: given.places,
        });
      }
    }
  }
  const releases = calls.filter(call => removes(call) && !isInCatch(call.at));
  for (const acquire of calls.filter(acquires)) {
    for (const release of releases) {
      if (!isCounterpart(acquire, release, view) || compareKeys(acquire, release, view) === 'different') continue;
      const [taken, given] = [factOf(acquire), factOf(release)];
      add(pairs, taken, given, { kind: 'redis.acquire-release', acquire: taken, release: given, isCompared: isCompared(release, calls, view), guards: [], places: given.places });
    }
  }
  return [...pairs.values()];
}

function isOneKey(first: Step<RedisCall>, second: Step<RedisCall>, view: View): boolean {
  const isOneCall = first.at.call === second.at.call && (first.isInner || second.isInner);
  const keys = compareKeys(first.seen, second.seen, view);
  return !isOneCall && (keys === 'same' || (keys === 'alike' && !first.isInner && !second.isInner));
}

function acquires({ command, options }: RedisCall): boolean {
  return command === 'SET' && options.has('NX');
}

/** It is a wrapper's, called with the key. */
function isHanded({ store, isInner }: Step<RedisCall>, view: View): boolean {
  return isInner && handedKey(store, view) !== undefined;
}

/** A command as the function tells it that runs it: of a wrapper, the call. */
function factAt(step: Step<RedisCall>, { factOf, view }: RedisPairsInput): CommandFact {
  const fact = factOf(step.store);
  if (!isHanded(step, view)) return fact;
  const { file, call } = step.at;
  const [named] = namesOf(step.seen, view);
  const key = named && templateOf(named.text);
  const { dataset, key: handed, ...rest } = fact;
  return {
    ...rest,
    ...(key === undefined ? handed !== undefined && { key: handed } : { key }),
    ...(dataset && key === undefined && { dataset }),
    function: functionAt(view, file, call.function)?.name ?? '',
    style: 'wrapper',
    places: { self: place(file, call.range), name: place(file, call.callee.kind === 'member' ? call.callee.propertyRange : call.callee.range), ...(named && { key: named.place }) },
  };
}

function isCompared(release: RedisCall, calls: readonly RedisCall[], view: View): boolean {
  return release.via === 'script' || release.options.has('IFEQ') || release.command === 'DELIFEQ' || isComparedBefore(release, calls, view);
}

/** Nothing but the outcome of the acquisition decides whether the release runs. */
function isReleasedAlways(acquire: CallReference, release: CallReference, view: View): boolean {
  const own = acquire.call.conditions;
  const added = release.call.conditions.filter(condition => !own.some(other => other.range.start === condition.range.start && other.branch === condition.branch));
  return added.every(({ test, by }) => by === 'loop' || (test !== undefined && view.resolver.derivesFrom({ value: test, file: acquire.file }, acquire)));
}

/** What a failure takes back is no release. */
function isInCatch({ call }: CallReference): boolean {
  return call.conditions.some(({ by }) => by === 'catch');
}

/** Of two functions of a file: methods of one class that know their key, or functions called `acquire…` and `release…`. */
function isCounterpart(acquire: RedisCall, release: RedisCall, view: View): boolean {
  if (acquire.at.file !== release.at.file || acquire.at.call.function === release.at.call.function) return false;
  const functions = view.code.get(acquire.at.file)?.functions;
  const first = functions?.[acquire.at.call.function ?? -1];
  const second = functions?.[release.at.call.function ?? -1];
  if (!first || !second) return false;
  if (first.class !== undefined && first.class === second.class && !handedKey(acquire, view) && !handedKey(release, view)) return true;
  const speaks = (name: string | undefined, ...words: string[]): boolean => wordsOf(name ?? '').some(word => words.includes(word));
  return speaks(first.name, 'acquire', 'lock', 'obtain', 'take', 'try') && speaks(second.name, 'release', 'unlock', 'free');
}

/** A read of the key whose result is compared with something, before it is removed. */
function isComparedBefore(release: RedisCall, calls: readonly RedisCall[], view: View): boolean {
  return calls.some(read => read.command === 'GET' && read.at.file === release.at.file && read.at.call.function === release.at.call.function
    && read.range.start < release.range.start && compareKeys(read, release, view) !== 'different'
    && read.at.call.result.tests.some(isComparison));
}

/** The same in the function that calls what releases. */
function isComparedIn({ code, steps }: Flow<RedisCall>, release: Step<RedisCall>, view: View): boolean {
  return steps.some(read => read.store.command === 'GET' && mayFollow(code, read, release) && compareKeys(read.seen, release.seen, view) !== 'different' && read.at.call.result.tests.some(isComparison));
}

function isComparison({ operator, with: other }: ResultTest): boolean {
  return /^[!=]==?$/.test(operator) && other !== undefined && other.kind !== 'null';
}

function incrementExpires(input: RedisPairsInput): Fact[] {
  const { flows, dataSets, view } = input;
  const pairs: Pairs = new Map();
  for (const flow of flows) {
    const { code, steps } = flow;
    for (const [index, increment] of steps.entries()) {
      if (!increments.has(increment.store.command)) continue;
      const expire = steps.slice(index + 1).find(step => expireCommands.has(step.store.command) && compareKeys(increment.seen, step.seen, view) === 'same' && mayFollow(code, increment, step));
      if (!expire) continue;
      const isOneGroup = increment.store.group !== undefined && increment.store.group === expire.store.group && increment.store.at.file === expire.store.at.file;
      const isAtomic = isOneGroup && (increment.store.via === 'transaction' || increment.store.via === 'script');
      const isConditional = dependsOn(flow, increment, expire, view);
      const [counted, expired] = [factAt(increment, input), factAt(expire, input)];
      add(pairs, counted, expired, {
        kind: 'redis.increment-expire', increment: counted, expire: expired, isAtomic,
        isDeleted: dataSets.of(increment.store)?.calls.some(call => call.kind === 'redis.command' && removes(call) && !isTestFile(call.at.file)) === true,
        ...(isConditional !== undefined && { isConditional }), places: expired.places,
      });
    }
  }
  return [...pairs.values()];
}

/** Whether EXPIRE runs only for some results of INCR; undefined when it runs under another condition, or whenever there is no expiry. */
function dependsOn({ steps }: Flow<RedisCall>, increment: Step<RedisCall>, expire: Step<RedisCall>, view: View): boolean | undefined {
  const own = increment.at.call.conditions;
  const added = expire.at.call.conditions.filter(condition => !own.some(other => other.range.start === condition.range.start && other.range.end === condition.range.end && other.branch === condition.branch));
  if (added.length === 0) return false;
  const { file } = increment.at;
  const asksFor = (test: Value, { at }: Step<RedisCall>): boolean => view.resolver.derivesFrom({ value: test, file }, at)
    || at.call.result.tests.some(each => contains(test.range, each.range));
  const isHealed = added.some(({ test }) => test !== undefined && steps.some(step => (step.store.command === 'TTL' || step.store.command === 'PTTL')
    && compareKeys(increment.seen, step.seen, view) === 'same' && asksFor(test, step)));
  return !isHealed && added.some(({ test }) => test !== undefined && asksFor(test, increment)) ? true : undefined;
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
