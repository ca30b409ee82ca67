import type { Call, CodeFile } from '../../facts/code.js';
import { indexOf } from '../resolving/fileIndex.js';
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
  const calls = view.resolver.keep.of<string, readonly CallReference[]>('calls of a function');
  const callers = view.resolver.keep.of<string, readonly FunctionAt[]>('callers of a function');
  const callees = view.resolver.keep.of<Call, FunctionAt | undefined>('callee of a call');

  function calleeOf(file: string, call: Call): FunctionAt | undefined {
    return callees.ask(call, [], () => {
      const known = view.resolver.known({ value: call.callee, file });
      return known.is === 'function' ? { file: known.file, function: known.function } : undefined;
    });
  }

  function callsOf(at: FunctionAt): readonly CallReference[] {
    return calls.ask(keyOf(at), [], () => {
      const fact = at.function === undefined ? undefined : view.code.get(at.file)?.functions[at.function];
      const names = fact?.name === undefined ? [] : [fact.name, ...exportedAs(at, view)];
      return [...new Set(names)].flatMap(name => callsNamed(name, at.file, view)).filter(({ file, call }) => {
        const callee = calleeOf(file, call);
        return callee?.file === at.file && callee.function === at.function;
      });
    });
  }

  function callersOf(at: FunctionAt): readonly FunctionAt[] {
    return callers.ask(keyOf(at), [], () => {
      const found = callsOf(at).map(({ file, call }) => ({ file, function: call.function }));
      return [...new Map(found.map(caller => [keyOf(caller), caller])).values()];
    });
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

/** Calls by the last name of what is called, by file and place: those of the program, and of the file itself. */
function callsNamed(name: string, own: string, { code, resolver }: View): readonly CallReference[] {
  const files = [...new Set([own, ...resolver.filesWith('call', name)])].sort();
  return files.flatMap(file => {
    const facts = code.get(file);
    const indexes = (facts && indexOf(facts).callsByName.get(name)) ?? [];
    return indexes.flatMap(index => {
      const call = facts?.calls[index];
      return call ? [{ file, index, call }] : [];
    });
  });
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
