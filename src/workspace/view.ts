import type { Binding } from '../bindings/binding.js';
import type { Call, CodeFile, FunctionFact, Variable } from '../facts/code.js';
import type { Located, Resolver } from './known.js';
import type { Keeping } from './resolving/keep.js';

/** The code of the workspace as the join looks at it. */
export interface View {
  /** What one file says; whoever asks depends on it. */
  readonly code: { get(file: string): CodeFile | undefined };
  /** What all files say, by path. What is kept of an answer must not come from here. */
  readonly files: ReadonlyMap<string, CodeFile>;
  readonly resolver: Resolver;
  readonly bindings: readonly Binding[];
}

/** What a join is made of beside files; answers that are kept depend on it by name. */
export const inputs = {
  /** The store calls of a file. */
  calls: 'store calls of',
  /** What functions run of the Redis commands of a file. */
  redisFlows: 'flows of Redis with calls of',
  /** What config gives a variable. */
  variable: 'variable',
  /** Under no name: all tables that config declares; all clients that code makes or receives. */
  tables: 'tables',
  clients: 'clients',
} as const;

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

/** Remembers answers about calls and the like until something changes that they were found by. */
export function remembered<Key extends object, Answer>(find: (key: Key, view: View) => Answer): (key: Key, view: View) => Answer {
  const byView = new WeakMap<View, Keeping<Key, Answer>>();
  return (key, view) => {
    let answers = byView.get(view);
    if (!answers) byView.set(view, (answers = view.resolver.keep.of<Key, Answer>(find.name)));
    return answers.ask(key, [], () => find(key, view));
  };
}
