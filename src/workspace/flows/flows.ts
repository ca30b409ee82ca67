import type { Call, CodeFile, Condition, ResultUse, Value } from '../../facts/code.js';
import { contains, place, type Range } from '../../facts/place.js';
import { isTestFile } from '../deployments/environments.js';
import type { CallReference, Located, RedisCall, StoreCall } from '../known.js';
import { blank, locate, type Frame } from '../resolving/frame.js';
import { hole } from '../resolving/plainText.js';
import { variableOf, type View } from '../view.js';
import { keyOf, nameOfCall, type CallGraph, type FunctionAt } from './callGraph.js';

/** A store call as a function runs it: in its own body, or in a function that it calls. */
export interface Step<C extends StoreCall = StoreCall> {
  readonly store: C;
  /** The same with the parameters of the function it stands in being what this call of it gives. */
  readonly seen: C;
  /** The call in this function. */
  readonly at: CallReference;
  readonly range: Range;
  /** It stands in the function that is called. */
  readonly isInner: boolean;
}

/** The store calls of one function, in the order in which they run. */
export interface Flow<C extends StoreCall = StoreCall> {
  readonly file: string;
  readonly function: number | undefined;
  readonly code: CodeFile;
  readonly steps: readonly Step<C>[];
}

const runsAtOnce = new Set(['then', 'finally', 'map', 'forEach', 'filter', 'reduce', 'flatMap', 'some', 'every', 'find', 'transaction', 'step', 'run', 'span', 'startActiveSpan', 'retry', 'pRetry', 'trace', 'tap', 'execute']);
/** A function with more of them is not looked at further. */
const mostSteps = 200;

/** The function that runs a callback as part of itself: `.then(() => …)`, `ids.map(async id => …)`, `redis.get(key, (error, value) => …)`. */
function homeOf(code: CodeFile, start: number | undefined, storeCalls: ReadonlySet<Call>): number | undefined {
  let at = start;
  for (let steps = 0; at !== undefined && steps < 10; steps++) {
    const fact = code.functions[at];
    const call = fact?.argumentOf && code.calls[fact.argumentOf.call];
    if (!fact || !call || (!runsAtOnce.has(nameOfCall(call) ?? '') && !storeCalls.has(call)) || call.function !== fact.parent) return at;
    at = fact.parent;
  }
  return at;
}

/** A call of a function that uses the store. */
interface Taken<C extends StoreCall> {
  readonly at: CallReference;
  /** What stands in the function. */
  readonly inner: Home<C>;
}

/** A function with the store calls of its own body. */
interface Home<C extends StoreCall> {
  readonly at: FunctionAt;
  readonly calls: C[];
}

/** One flow for each function that uses the store, by file and place; `question` tells which calls are asked about. */
export function flowsOf<C extends StoreCall>(question: string, calls: readonly C[], view: View, graph: CallGraph): Flow<C>[] {
  const kept = view.resolver.keep.of<string, Flow<C>[]>(question);
  const storeCalls = new Set(calls.map(({ at }) => at.call));
  const homes = new Map<string, Home<C>>();
  const own = new Map<string, Home<C>[]>();
  for (const call of calls) {
    const { file } = call.at;
    const code = view.files.get(file);
    if (!code) continue;
    const at = { file, function: homeOf(code, call.at.call.function, storeCalls) };
    const present = homes.get(keyOf(at));
    if (present) present.calls.push(call);
    else {
      const home = { at, calls: [call] };
      homes.set(keyOf(at), home);
      add(own, file, home);
    }
  }
  const taken = new Map<string, Taken<C>[]>();
  for (const inner of homes.values()) {
    const { file, function: index } = inner.at;
    for (const at of index === undefined ? [] : graph.callsOf(inner.at)) {
      // What tests do one after the other says nothing of the product.
      if (!storeCalls.has(at.call) && (!isTestFile(at.file) || isTestFile(file))) add(taken, at.file, { at, inner });
    }
  }
  return [...new Set([...own.keys(), ...taken.keys()])].sort().flatMap(file => {
    const code = view.files.get(file);
    const [here, inside] = [own.get(file) ?? [], taken.get(file) ?? []];
    const given = [code, ...here.flatMap(each => each.calls), ...inside.flatMap(({ at, inner }) => [at.call, keyOf(inner.at), ...inner.calls])];
    return code ? kept.ask(file, given, () => flowsIn(file, code, here, inside, storeCalls, view)) : [];
  });
}

function add<Item>(lists: Map<string, Item[]>, key: string, item: Item): void {
  const present = lists.get(key);
  if (present) present.push(item);
  else lists.set(key, [item]);
}

function flowsIn<C extends StoreCall>(file: string, code: CodeFile, own: readonly Home<C>[], taken: readonly Taken<C>[], storeCalls: ReadonlySet<Call>, view: View): Flow<C>[] {
  const all = new Map<number | undefined, Step<C>[]>();
  for (const { at, calls } of own) {
    // What a batch sends runs with the batch, wherever its text stands.
    all.set(at.function, calls.map(store => ({ store, seen: store, at: store.at, range: store.via === 'batch' ? store.at.call.range : store.range, isInner: false })));
  }
  for (const { at, inner } of taken) {
    const home = homeOf(code, at.call.function, storeCalls);
    const { file: other, function: index } = inner.at;
    if (index === undefined || (other === file && index === home)) continue;
    const frame = framed(other, index, at);
    const steps = inner.calls.map(store => ({ store, seen: through(store, frame, view), at, range: at.call.range, isInner: true }));
    const present = all.get(home);
    if (!present) all.set(home, steps);
    else if (present.length + steps.length <= mostSteps) present.push(...steps);
  }
  return [...all].map(([home, steps]) => ({ file, code, function: home, steps: steps.sort((a, b) => (runsBefore(a, b) ? -1 : runsBefore(b, a) ? 1 : 0)) }));
}

function framed(file: string, functionIndex: number, at: CallReference): Frame {
  return { file, function: functionIndex, arguments: at.call.arguments.map(value => locate(value, at.file, undefined)), this: undefined, outer: undefined, depth: 1, ...blank() };
}

/** A store call with its values as they are in one call of the function around it. */
function through<C extends StoreCall>(store: C, frame: Frame, view: View): C {
  const inside = <L extends Located | undefined>(located: L): L => (located && { ...located, frame });
  if (store.kind === 'redis.command') return { ...store, ...(handedKey(store, view) ? keysHanded(store, frame, view) : { arguments: store.arguments.map(inside) }) };
  if (store.kind === 'dynamodb.request') return { ...store, input: inside(store.input) };
  return store.kind === 'cassandra.statement' ? { ...store, parameters: inside(store.parameters) } : store;
}

/** The parameter that is the key: the function is a wrapper, whose callers say what it is for. */
export function handedKey({ at: { file, call } }: RedisCall, view: View): Value | undefined {
  const [key] = call.arguments;
  const parameter = key && variableOf(view, { value: key, file })?.parameter;
  return parameter && parameter.function === call.function ? key : undefined;
}

function keysHanded(store: RedisCall, frame: Frame, view: View): Pick<RedisCall, 'arguments' | 'keys'> {
  const { file, call } = store.at;
  const given = call.arguments.map(value => locate(value, file, frame));
  const known = given[0] && view.resolver.known(given[0]);
  const items = known?.is === 'list' ? known.items : given.slice(0, 1);
  return {
    arguments: [...items, ...given.slice(1)],
    keys: items.map(item => ({ text: view.resolver.text(item) ?? hole, place: place(item.file, item.value.range) })),
  };
}

/** What this function does with what a step gives; undefined where the function that is called gives back something else. */
export function resultAt({ store, at, isInner }: Step): ResultUse | undefined {
  const { result } = store.at.call;
  if (!isInner) return result;
  const [path] = result.returned;
  if (path === undefined || result.returned.length > 1 || result.tests.length > 0 || result.escaping.some(each => each !== path)) return undefined;
  const inside = (inner: string): string => (path === '' || inner === '' ? path + inner : `${path}.${inner}`);
  const { result: here } = at.call;
  return {
    ...here,
    escapes: path === '' && here.escapes,
    properties: [...(path === '' ? [] : [path]), ...here.properties.map(inside)],
    escaping: [...(here.escapes && path !== '' ? [path] : []), ...here.escaping.map(inside)],
    tests: here.tests.map(test => ({ ...test, property: inside(test.property) })),
  };
}

/** Arguments and receivers run before the call that takes them; what a store calls when it is done runs after it. */
function runsBefore(a: Step, b: Step): boolean {
  if (isCallback(a, b.range)) return true;
  if (isCallback(b, a.range)) return false;
  if (contains(b.range, a.range)) return !contains(a.range, b.range);
  return a.range.start < b.range.start && !contains(a.range, b.range);
}

function isCallback({ at, isInner }: Step, range: Range): boolean {
  return !isInner && at.call.arguments.some(value => value.kind === 'function' && contains(value.range, range));
}

/** Whether one run of the function may reach the second call after the first. */
export function follows(code: CodeFile, first: Step, second: Step): boolean {
  const [a, b] = [first.at.call, second.at.call];
  if (a === b && (first.isInner || second.isInner)) return false;
  if (!runsBefore(first, second)) return false;
  if (isParallel(code, a, b)) return false;
  return areCompatible(a, b) && !endsBefore(code, a, b);
}

const parallels = new WeakMap<CodeFile, readonly Call[]>();

function parallelIn(code: CodeFile): readonly Call[] {
  const present = parallels.get(code);
  if (present) return present;
  const found = code.calls.filter(({ callee }) => callee.kind === 'member' && ['all', 'allSettled', 'race', 'any'].includes(callee.property)
    && callee.object.kind === 'name' && callee.object.name === 'Promise');
  parallels.set(code, found);
  return found;
}

/** Two elements of `Promise.all([…])`: neither waits for the other. */
function isParallel(code: CodeFile, first: Call, second: Call): boolean {
  return parallelIn(code).some(call => {
    if (!contains(call.range, first.range) || !contains(call.range, second.range)) return false;
    const [list] = call.arguments;
    if (list?.kind !== 'list') return true;
    const at = (range: Range): number => list.items.findIndex(item => contains(item.range, range));
    return at(first.range) !== at(second.range);
  });
}

/** Not in two branches of which only one runs. */
export function areCompatible(first: Call, second: Call): boolean {
  for (const a of first.conditions) {
    for (const b of second.conditions) {
      if (a.range.start !== b.range.start || a.range.end !== b.range.end) continue;
      if (a.branch !== b.branch && a.by !== 'loop' && b.by !== 'loop') return false;
      if (a.by === 'switch' && b.by === 'switch' && a.test?.range.start !== b.test?.range.start) return false;
    }
  }
  // What a `catch` does, it does because what it stands by has failed.
  const catches = second.conditions.find(condition => condition.by === 'catch' && contains(condition.range, first.range));
  return !catches || first.conditions.some(condition => condition.by === 'catch' && isSame(condition, catches));
}

function isSame(a: Condition, b: Condition): boolean {
  return a.range.start === b.range.start && a.range.end === b.range.end;
}

/** The first call's branch returns before it comes to the second. */
function endsBefore(code: CodeFile, first: Call, second: Call): boolean {
  const fact = first.function === undefined ? undefined : code.functions[first.function];
  if (!fact || first.function !== second.function) return false;
  if (fact.returns.some(({ range }) => contains(range, first.range) && !contains(range, second.range))) return true;
  const left = first.conditions.filter(({ range, by }) => by !== 'loop' && !contains(range, second.range));
  return left.some(({ range, branch }) => fact.returns.some(value => {
    if (value.range.start < first.range.start || !contains(range, value.range)) return false;
    const call = value.kind === 'call' ? code.calls[value.call] : undefined;
    const own = call?.conditions.find(condition => condition.range.start === range.start && condition.range.end === range.end);
    return own === undefined || own.branch === branch;
  }));
}
