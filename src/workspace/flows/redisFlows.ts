import { areCompatible, follows, type Flow, type Step } from './flows.js';
import type { LibraryCall, RedisCall } from '../known.js';
import { expireCommands, expiryOf, namesOf, readsData, removes, templateOf, writesData } from '../facts/redisMeaning.js';
import type { Neighbours } from '../facts/redisFacts.js';
import { isSameValue } from './sameValue.js';
import { inputs, type View } from '../view.js';

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

/** What comes before and after each command in the functions that run it. */
export function neighboursIn(flows: readonly Flow<RedisCall | LibraryCall>[], view: View): Neighbours {
  const { keep } = view.resolver;
  const kept = keep.of<string, InFile>('neighbours in a file');
  const byFile = new Map<string, Flow<RedisCall | LibraryCall>[]>();
  /** Flows by the files of the calls that they run. */
  const touching = new Map<string, Set<Flow<RedisCall | LibraryCall>>>();
  for (const flow of flows) {
    const present = byFile.get(flow.file);
    if (present) present.push(flow);
    else byFile.set(flow.file, [flow]);
    for (const { store: { at: { file } } } of flow.steps) touching.set(file, (touching.get(file) ?? new Set()).add(flow));
  }
  keep.input(inputs.redisFlows, new Map([...touching].map(([file, all]) => [file, [...all]])));
  const of = ({ at: { file } }: RedisCall): readonly InFile[] => {
    keep.uses(inputs.redisFlows, file);
    return [...new Set([...touching.get(file) ?? []].map(flow => flow.file))].map(each => {
      const own = byFile.get(each) ?? [];
      return kept.ask(each, own, () => findNeighbours(own, view));
    });
  };
  return {
    isExpiredLater: call => of(call).some(({ expired }) => expired.has(call)),
    isDeletedLater: call => of(call).some(({ deleted }) => deleted.has(call)),
    isPushedBack: call => of(call).some(({ pushedBack }) => pushedBack.has(call)),
    writeBefore: call => of(call).find(({ written }) => written.has(call))?.written.get(call),
    writesBeside: call => [...new Set(of(call).flatMap(({ beside }) => [...beside.get(call) ?? []]))],
  };
}

interface InFile {
  readonly expired: ReadonlySet<RedisCall>;
  readonly deleted: ReadonlySet<RedisCall>;
  readonly pushedBack: ReadonlySet<RedisCall>;
  readonly written: ReadonlyMap<RedisCall, RedisCall>;
  readonly beside: ReadonlyMap<RedisCall, ReadonlySet<string>>;
}

function findNeighbours(flows: readonly Flow<RedisCall | LibraryCall>[], view: View): InFile {
  const expired = new Set<RedisCall>();
  const deleted = new Set<RedisCall>();
  const pushedBack = new Set<RedisCall>();
  const written = new Map<RedisCall, RedisCall>();
  const beside = new Map<RedisCall, Set<string>>();
  for (const flow of flows) {
    const { code, steps } = ofCommands(flow);
    for (const [index, step] of steps.entries()) {
      const { store } = step;
      const before = readsData(store) ? writeBefore(steps.slice(0, index), step, code, view) : undefined;
      if (before && !written.has(store)) written.set(store, before);
      const others = beside.get(store) ?? new Set();
      for (const name of writesIn(flow, step)) others.add(name);
      beside.set(store, others);
      for (const later of steps.slice(index + 1)) {
        if (pushes.has(later.store.command) && !pushes.has(store.command) && compareKeys(step.seen, later.seen, view) === 'same') pushedBack.add(store);
        const expires = expireCommands.has(later.store.command);
        if (!expires && !removes(later.store)) continue;
        if (compareKeys(step.seen, later.seen, view) !== 'same' || !mayFollow(code, step, later)) continue;
        (expires ? expired : deleted).add(store);
      }
    }
  }
  return { expired, deleted, pushedBack, written, beside };
}

/** A flow without what libraries do. */
export function ofCommands(flow: Flow<RedisCall | LibraryCall>): Flow<RedisCall> {
  return { ...flow, steps: flow.steps.filter((step): step is Step<RedisCall> => step.store.kind === 'redis.command') };
}

function writeBefore(earlier: readonly Step<RedisCall>[], read: Step<RedisCall>, code: Flow['code'], view: View): RedisCall | undefined {
  const write = earlier.findLast(step => writesData(step.store) && !removes(step.store) && step.store.group === undefined
    && compareKeys(step.seen, read.seen, view) !== 'different' && mayFollow(code, step, read));
  return write && write.store !== read.store ? write.store : undefined;
}

/** What else a function writes in the run in which it comes to a step. */
function writesIn({ steps }: Flow<RedisCall | LibraryCall>, of: Step<RedisCall>): readonly string[] {
  return steps.flatMap(({ store, at }) => {
    if (store === of.store || !areCompatible(at.call, of.at.call)) return [];
    if (store.kind === 'redis.command') return writesData(store) ? [store.command] : [];
    return store.effect === 'write' ? [store.what] : [];
  });
}

/** Commands of one script, transaction or pipeline are sent together, in the order they are written. */
export function mayFollow(code: Flow['code'], first: Step<RedisCall>, second: Step<RedisCall>): boolean {
  const isOneScript = first.store.via === 'script' && second.store.via === 'script' && first.store.group === second.store.group && first.at.call === second.at.call;
  return isOneScript ? first.store.range.start < second.store.range.start : follows(code, first, second);
}

export function isWithoutExpiry(call: RedisCall, neighbours: Neighbours, view: View): boolean {
  return call.command === 'SET' && expiryOf(call, view).has === false && !call.options.has('KEEPTTL') && !neighbours.isExpiredLater(call);
}
