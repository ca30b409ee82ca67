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
