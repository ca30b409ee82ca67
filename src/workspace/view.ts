import type { Binding } from '../bindings/binding.js';
import type { Call, CodeFile, FunctionFact, Variable } from '../facts/code.js';
import type { Located, Resolver } from './known.js';

/** The code of the workspace as the join looks at it. */
export interface View {
  readonly code: ReadonlyMap<string, CodeFile>;
  readonly resolver: Resolver;
  readonly bindings: readonly Binding[];
}

/** The call that a value is; undefined when it is no call. */
export function callOf({ code }: View, { value, file }: Located): Call | undefined {
  return value.kind === 'call' ? code.get(file)?.calls[value.call] : undefined;
}

export function functionAt({ code }: View, file: string, index: number | undefined): FunctionFact | undefined {
  return index === undefined ? undefined : code.get(file)?.functions[index];
}

export function variableOf({ code }: View, { value, file }: Located): Variable | undefined {
  return value.kind === 'name' && value.variable !== undefined ? code.get(file)?.variables[value.variable] : undefined;
}

/** Remembers answers about calls and the like for as long as a view is looked at. */
export function remembered<Key extends object, Answer>(find: (key: Key, view: View) => Answer): (key: Key, view: View) => Answer {
  const byView = new WeakMap<View, Map<Key, Answer>>();
  return (key, view) => {
    let answers = byView.get(view);
    if (!answers) byView.set(view, (answers = new Map<Key, Answer>()));
    const present = answers.get(key);
    if (present !== undefined) return present;
    const answer = find(key, view);
    answers.set(key, answer);
    return answer;
  };
}
