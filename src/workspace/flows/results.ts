import type { CodeFile, ResultTest, ResultUse } from '../../facts/code.js';
import { isTestFile } from '../deployments/environments.js';
import type { CallReference } from '../known.js';
import { nameOfCall, type CallGraph, type FunctionAt } from './callGraph.js';
import { handlersIn } from './requestHandlers.js';
import type { View } from '../view.js';

/** What becomes of the results of calls, in the functions that are given them too. */
export interface Results {
  /** The tests of other functions have ranges of their files. */
  of(call: CallReference): ResultUse;
  /** The calls that give what a call gave: those of the function that returns it, and of those that return it again. */
  takersOf(call: CallReference): readonly CallReference[];
}

/** So many calls are looked at for what becomes of one result; with more, the rest is not known. */
const mostTakers = 60;

/** Functions of libraries that run what they are given and give back what that gave. */
const runners = new Set(['retry', 'pRetry', 'asyncRetry', 'withRetry', 'retryAsync', 'backOff', 'attempt', 'execute', 'schedule', 'startActiveSpan', 'withSpan', 'trace', 'captureAsyncFunc', 'timeout', 'pTimeout', 'limit', 'runExclusive', 'run', 'wrap']);

interface Following {
  readonly use: ResultUse;
  readonly takers: readonly CallReference[];
}

export function resultsOf(view: View, graph: CallGraph): Results {
  const followed = view.resolver.keep.of<CallReference['call'], Following>('what becomes of a result');

  function follow(start: CallReference): Following {
    return followed.ask(start.call, [], () => find(start));
  }

  function find(start: CallReference): Following {
    const properties = new Set<string>();
    const escaping = new Set<string>();
    const tests: ResultTest[] = [];
    const takers: CallReference[] = [];
    const seen = new Set<CallReference['call']>([start.call]);
    const open: { readonly at: CallReference; readonly path: string }[] = [{ at: start, path: '' }];
    let isIgnored = true;
    for (let next = open.pop(); next; next = open.pop()) {
      const { at: { call: { result } }, path } = next;
      const inside = (inner: string): string => (path === '' || inner === '' ? path + inner : `${path}.${inner}`);
      for (const name of result.properties) properties.add(inside(name));
      for (const name of [...result.escaping, ...(result.escapes ? [''] : [])]) if (!result.returned.includes(name)) escaping.add(inside(name));
      tests.push(...result.tests.map(test => ({ ...test, property: inside(test.property) })));
      isIgnored &&= result.isIgnored || (result.returned.length === 1 && result.returned[0] === '');
      if (result.returned.length === 0) continue;
      const given = directTakers(next.at);
      const isTooMuch = seen.size + given.length > mostTakers;
      for (const name of result.returned) {
        if (given.length === 0 || isTooMuch) escaping.add(inside(name));
        else for (const at of given) if (!seen.has(at.call)) open.push({ at, path: inside(name) });
      }
      for (const at of given) {
        if (!seen.has(at.call)) takers.push(at);
        seen.add(at.call);
      }
    }
    const { result } = start.call;
    const use: ResultUse = {
      ...result,
      isIgnored: isIgnored && properties.size === 0 && escaping.size === 0 && tests.length === 0,
      escapes: escaping.has(''),
      properties: [...properties],
      escaping: [...escaping].filter(path => path !== ''),
      returned: [],
      tests,
    };
    return { use: takers.length === 0 ? result : use, takers };
  }

  function directTakers({ file, call }: CallReference): readonly CallReference[] {
    const code = view.code.get(file);
    const fact = call.function === undefined ? undefined : code?.functions[call.function];
    if (!code || !fact || call.function === undefined || handlersIn(file, view).has(call.function)) return [];
    if (fact.argumentOf) return runBy(file, code, fact.argumentOf);
    return graph.callsOf({ file, function: call.function }).filter(taker => !isTestFile(taker.file));
  }

  /** The call that is given a function, when what that gives is what it gives itself. */
  function runBy(file: string, code: CodeFile, { call: index, index: place }: { readonly call: number; readonly index: number }): readonly CallReference[] {
    const call = code.calls[index];
    if (!call) return [];
    const callee = graph.calleeOf(file, call);
    const gives = callee ? givesBack(callee, place) : runners.has(nameOfCall(call) ?? '');
    return gives ? [{ file, index, call }] : [];
  }

  /** `async function tried(act) { … return await act(); }` */
  function givesBack(at: FunctionAt, place: number): boolean {
    const code = view.code.get(at.file);
    const callback = at.function === undefined ? undefined : code?.functions[at.function]?.parameters[place]?.[0];
    const runs = callback === undefined ? [] : graph.callsIn(at).filter(({ callee }) => callee.kind === 'name' && callee.variable === callback);
    return runs.length > 0 && runs.every(({ result, function: own }) => own === at.function && result.returned.includes(''));
  }

  return { of: at => follow(at).use, takersOf: at => follow(at).takers };
}
