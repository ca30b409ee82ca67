import type { Assignment, Call, ClassFact, Condition, Decorator, Export, FunctionFact, Loop, TypeReference, Value, Variable } from '../../facts/code.js';
import type { Range } from '../../facts/place.js';
import type { Use } from './typescriptUses.js';

/*
 * What one walk over a file gathers. Names are looked up when the walk is over, because a name may be declared below
 * its use; so the walk leaves references, and what holds a variable's index is filled in afterwards.
 */

export type Draft<T> = { -readonly [K in keyof T]: T[K] };
export type Indexed = { variable: number | undefined };
export type Name = Draft<Extract<Value, { kind: 'name' }>>;

export interface Scope {
  readonly parent: Scope | undefined;
  /** Most blocks declare nothing. */
  names: Map<string, number> | undefined;
  /** Where `var` goes. */
  readonly takesVar: boolean;
  readonly function: number | undefined;
}

/** A name that stands somewhere: what is done with it there, or what it is given. */
export interface Reference {
  readonly name: string;
  readonly scope: Scope;
  readonly into: Indexed;
  readonly use: Use | undefined;
  given: Value | undefined;
}

/** A fact on its way, beside what the walk has to know to finish it. */
export interface VariableDraft {
  readonly fact: Draft<Variable>;
  readonly given: Value[];
  readonly uses: Use[];
}

export interface FunctionDraft {
  readonly fact: Draft<FunctionFact>;
  readonly returns: Value[];
  readonly parameters: (readonly number[])[];
  /** What is done with what it returns. */
  readonly returnUse: Use;
  /** By place: what is done with what each parameter gets. */
  readonly parameterUses: Use[];
}

export interface CallDraft {
  readonly fact: Draft<Call>;
  readonly arguments: Value[];
  use: Use;
}

/** Where the walk is. Replaced as a whole, never changed. */
export interface Surroundings {
  readonly scope: Scope;
  readonly function: number | undefined;
  /** The class whose `this` is at hand. */
  readonly class: number | undefined;
  readonly loop: Loop | undefined;
  readonly conditions: readonly Condition[];
  readonly isCaught: boolean;
}

export interface Reading {
  readonly text: string;
  readonly variables: VariableDraft[];
  readonly functions: FunctionDraft[];
  readonly classes: Draft<ClassFact>[];
  readonly calls: CallDraft[];
  readonly assignments: Assignment[];
  readonly exports: Export[];
  readonly imports: Set<string>;
  readonly types: Map<string, Map<string, TypeReference>>;
  readonly aliases: Map<string, TypeReference>;
  readonly references: Reference[];
  readonly incomplete: Set<string>;
  at: Surroundings;
  depth: number;
}

export function startReading(text: string): Reading {
  const scope: Scope = { parent: undefined, names: undefined, takesVar: true, function: undefined };
  return {
    text,
    variables: [],
    functions: [],
    classes: [],
    calls: [],
    assignments: [],
    exports: [],
    imports: new Set(),
    types: new Map(),
    aliases: new Map(),
    references: [],
    incomplete: new Set(),
    at: { scope, function: undefined, class: undefined, loop: undefined, conditions: [], isCaught: false },
    depth: 0,
  };
}

export function within<T>(r: Reading, changes: Partial<Surroundings>, action: () => T): T {
  const before = r.at;
  r.at = { ...before, ...changes };
  const result = action();
  r.at = before;
  return result;
}

/** Deeper than people write; each level of the tree takes some of the stack. */
const deepest = 400;

/** Whoever goes deeper adds one to `depth` and takes it off again. */
export function isTooDeep(r: Reading): boolean {
  if (r.depth < deepest) return false;
  r.incomplete.add('parts nested too deeply were left out');
  return true;
}

/** One more branch; beyond a hundred they are no longer told apart. */
export function under(r: Reading, ...branches: readonly Condition[]): Pick<Surroundings, 'conditions'> {
  const { conditions } = r.at;
  return { conditions: conditions.length >= 100 ? conditions : [...conditions, ...branches] };
}

export function unknown(range: Range): Value {
  return { kind: 'unknown', range };
}

export function decoratorsOf(decorators: readonly Decorator[]): { decorators?: readonly Decorator[] } {
  return decorators.length > 0 ? { decorators } : {};
}
