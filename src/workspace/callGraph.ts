import type { Call } from '../facts/code.js';
import { indexOf, lastName } from './fileIndex.js';
import type { View } from './view.js';

/** A function of the workspace; `function` undefined stands for a module's own statements. */
export interface FunctionAt {
  readonly file: string;
  readonly function: number | undefined;
}

/** Who calls whom, as far as the resolver can follow. */
export interface CallGraph {
  callersOf(at: FunctionAt): readonly FunctionAt[];
  /** The function of the workspace that a call calls. */
  calleeOf(file: string, call: Call): FunctionAt | undefined;
  /** A function and those around it, innermost first. */
  around(at: FunctionAt): readonly number[];
}

export function callGraphOf(view: View): CallGraph {
  const callers = new Map<string, readonly FunctionAt[]>();
  const callees = new Map<Call, FunctionAt | undefined>();

  function calleeOf(file: string, call: Call): FunctionAt | undefined {
    if (callees.has(call)) return callees.get(call);
    const known = view.resolver.known({ value: call.callee, file });
    const found = known.is === 'function' ? { file: known.file, function: known.function } : undefined;
    callees.set(call, found);
    return found;
  }

  function callersOf(at: FunctionAt): readonly FunctionAt[] {
    const key = keyOf(at);
    const present = callers.get(key);
    if (present) return present;
    const fact = at.function === undefined ? undefined : view.code.get(at.file)?.functions[at.function];
    const names = fact?.name === undefined ? [] : [fact.name, ...exportedAs(at, view)];
    const found = new Map<string, FunctionAt>();
    for (const [file, code] of names.length === 0 ? [] : view.code) {
      const { callsByName } = indexOf(code);
      for (const index of new Set(names.flatMap(name => callsByName.get(name) ?? []))) {
        const call = code.calls[index];
        const callee = call && calleeOf(file, call);
        if (!call || callee?.file !== at.file || callee.function !== at.function) continue;
        const caller = { file, function: call.function };
        found.set(keyOf(caller), caller);
      }
    }
    const all = [...found.values()];
    callers.set(key, all);
    return all;
  }

  function around({ file, function: start }: FunctionAt): readonly number[] {
    const functions: number[] = [];
    const code = view.code.get(file);
    for (let at = start; at !== undefined && functions.length < 20; at = code?.functions[at]?.parent) functions.push(at);
    return functions;
  }

  return { callersOf, calleeOf, around };
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
