import type { Call, CodeFile, Condition } from '../../facts/code.js';
import { contains, type Range } from '../../facts/place.js';
import type { CallGraph } from './callGraph.js';
import { nameOfCall } from './callGraph.js';
import type { StoreCall } from '../known.js';
import type { View } from '../view.js';

/** A store call as a function runs it: in its own body, or in a function of the same file that it calls. */
export interface Step<C extends StoreCall = StoreCall> {
  readonly store: C;
  /** The call in this function. */
  readonly at: Call;
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

/** The function that runs a callback as part of itself: `.then(() => …)`, `ids.map(async id => …)`. */
function homeOf(code: CodeFile, start: number | undefined): number | undefined {
  let at = start;
  for (let steps = 0; at !== undefined && steps < 10; steps++) {
    const fact = code.functions[at];
    const call = fact?.argumentOf && code.calls[fact.argumentOf.call];
    if (!fact || !call || !runsAtOnce.has(nameOfCall(call) ?? '') || call.function !== fact.parent) return at;
    at = fact.parent;
  }
  return at;
}

/** One flow for each function that uses the store, by file and place; `question` tells which calls are asked about. */
export function flowsOf<C extends StoreCall>(question: string, calls: readonly C[], view: View, graph: CallGraph): Flow<C>[] {
  const kept = view.resolver.keep.of<string, Flow<C>[]>(question);
  const byFile = new Map<string, C[]>();
  for (const call of calls) {
    const present = byFile.get(call.at.file);
    if (present) present.push(call);
    else byFile.set(call.at.file, [call]);
  }
  const flows: Flow<C>[] = [];
  for (const [file, own] of byFile) {
    const code = view.files.get(file);
    if (code) flows.push(...kept.ask(file, [code, ...own], () => flowsIn(file, code, own, graph)));
  }
  return flows;
}

function flowsIn<C extends StoreCall>(file: string, code: CodeFile, own: readonly C[], graph: CallGraph): Flow<C>[] {
  const direct = new Map<number | undefined, Step<C>[]>();
  for (const store of own) {
    const home = homeOf(code, store.at.call.function);
    // What a batch sends runs with the batch, wherever its text stands.
    const step = { store, at: store.at.call, range: store.via === 'batch' ? store.at.call.range : store.range, isInner: false };
    const present = direct.get(home);
    if (present) present.push(step);
    else direct.set(home, [step]);
  }
  const all = new Map<number | undefined, Step<C>[]>([...direct].map(([home, steps]) => [home, [...steps]]));
  const storeCalls = new Set(own.map(store => store.at.call));
  for (const call of code.calls) {
    if (storeCalls.has(call)) continue;
    const callee = mayCall(call, code, direct) ? graph.calleeOf(file, call) : undefined;
    if (callee?.file !== file || callee.function === undefined) continue;
    const inner = direct.get(callee.function);
    const home = homeOf(code, call.function);
    if (!inner || home === callee.function) continue;
    const steps = inner.map(({ store }) => ({ store, at: call, range: call.range, isInner: true }));
    const present = all.get(home);
    if (present) present.push(...steps);
    else all.set(home, steps);
  }
  return [...all].map(([home, steps]) => ({ file, code, function: home, steps: steps.sort((a, b) => (runsBefore(a.range, b.range) ? -1 : runsBefore(b.range, a.range) ? 1 : 0)) }));
}

/** Its name is that of a function that uses the store. */
function mayCall(call: Call, code: CodeFile, direct: ReadonlyMap<number | undefined, unknown>): boolean {
  const name = nameOfCall(call);
  if (name === undefined) return false;
  for (const home of direct.keys()) if (home !== undefined && code.functions[home]?.name === name) return true;
  return false;
}

/** Arguments and receivers run before the call that takes them. */
function runsBefore(a: Range, b: Range): boolean {
  if (contains(b, a)) return !contains(a, b);
  return a.start < b.start && !contains(a, b);
}

/** Whether one run of the function may reach the second call after the first. */
export function follows(code: CodeFile, first: Step, second: Step): boolean {
  if (first.at === second.at && (first.isInner || second.isInner)) return false;
  if (!runsBefore(first.range, second.range)) return false;
  if (isParallel(code, first.at, second.at)) return false;
  return areCompatible(first.at, second.at) && !endsBefore(code, first.at, second.at);
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
