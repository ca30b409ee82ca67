import type { Call, CodeFile } from '../../facts/code.js';
import { lastName } from '../resolving/names.js';
import type { CallReference } from '../known.js';
import type { View } from '../view.js';

/** A function of the workspace; `function` undefined stands for a module's own statements. */
export interface FunctionAt {
  readonly file: string;
  readonly function: number | undefined;
}

/** Who calls whom, as far as the resolver can follow. */
export interface CallGraph {
  callsOf(at: FunctionAt): readonly CallReference[];
  callersOf(at: FunctionAt): readonly FunctionAt[];
  /** The function of the workspace that a call calls. */
  calleeOf(file: string, call: Call): FunctionAt | undefined;
  /** A function and those around it, innermost first. */
  around(at: FunctionAt): readonly number[];
  /** The calls that stand in a function or in those inside it; for a module, in its own statements. */
  callsIn(at: FunctionAt): readonly Call[];
}

export function callGraphOf(view: View): CallGraph {
  const calls = new Map<string, readonly CallReference[]>();
  const callers = new Map<string, readonly FunctionAt[]>();
  const callees = new Map<Call, FunctionAt | undefined>();
  let byName: ReadonlyMap<string, readonly CallReference[]> | undefined;

  function calleeOf(file: string, call: Call): FunctionAt | undefined {
    if (callees.has(call)) return callees.get(call);
    const known = view.resolver.known({ value: call.callee, file });
    const found = known.is === 'function' ? { file: known.file, function: known.function } : undefined;
    callees.set(call, found);
    return found;
  }

  function callsOf(at: FunctionAt): readonly CallReference[] {
    const key = keyOf(at);
    const present = calls.get(key);
    if (present) return present;
    const fact = at.function === undefined ? undefined : view.code.get(at.file)?.functions[at.function];
    const names = fact?.name === undefined ? [] : [fact.name, ...exportedAs(at, view)];
    const found: CallReference[] = [];
    byName ??= callsByName(view);
    for (const name of new Set(names)) {
      for (const reference of byName.get(name) ?? []) {
        const callee = calleeOf(reference.file, reference.call);
        if (callee?.file === at.file && callee.function === at.function) found.push(reference);
      }
    }
    calls.set(key, found);
    return found;
  }

  function callersOf(at: FunctionAt): readonly FunctionAt[] {
    const key = keyOf(at);
    const present = callers.get(key);
    if (present) return present;
    const found = new Map<string, FunctionAt>();
    for (const { file, call } of callsOf(at)) {
      const caller = { file, function: call.function };
      found.set(keyOf(caller), caller);
    }
    const all = [...found.values()];
    callers.set(key, all);
    return all;
  }

  function around({ file, function: start }: FunctionAt): readonly number[] {
    return outwards(start, view.code.get(file));
  }

  function callsIn(at: FunctionAt): readonly Call[] {
    const code = view.code.get(at.file);
    return (code && callsByFunction(code).get(at.function)) ?? [];
  }

  return { callsOf, callersOf, calleeOf, around, callsIn };
}

function outwards(start: number | undefined, code: CodeFile | undefined): readonly number[] {
  const functions: number[] = [];
  for (let at = start; at !== undefined && functions.length < 20; at = code?.functions[at]?.parent) functions.push(at);
  return functions;
}

/** All calls by the last name of what is called: asked for each function, so that the files cannot be gone through each time. */
function callsByName({ code }: View): ReadonlyMap<string, readonly CallReference[]> {
  const found = new Map<string, CallReference[]>();
  for (const [file, { calls }] of code) {
    for (const [index, call] of calls.entries()) {
      const name = nameOfCall(call);
      if (name === undefined) continue;
      const present = found.get(name);
      if (present) present.push({ file, index, call });
      else found.set(name, [{ file, index, call }]);
    }
  }
  return found;
}

const callsWithin = new WeakMap<CodeFile, ReadonlyMap<number | undefined, readonly Call[]>>();

function callsByFunction(code: CodeFile): ReadonlyMap<number | undefined, readonly Call[]> {
  const present = callsWithin.get(code);
  if (present) return present;
  const made = new Map<number | undefined, Call[]>();
  for (const call of code.calls) {
    for (const at of call.function === undefined ? [undefined] : outwards(call.function, code)) {
      const calls = made.get(at);
      if (calls) calls.push(call);
      else made.set(at, [call]);
    }
  }
  callsWithin.set(code, made);
  return made;
}

export function keyOf({ file, function: index }: FunctionAt): string {
  return `${file}:${index ?? ''}`;
}

function exportedAs(at: FunctionAt, { code }: View): readonly string[] {
  const exports = code.get(at.file)?.exports ?? [];
  return exports.flatMap(each => ('value' in each && each.value.kind === 'function' && each.value.function === at.function ? [each.name] : []));
}

export function nameOfCall(call: Call): string | undefined {
  return lastName(call.callee);
}
