import type { Decorator, TypeReference, Value, Variable } from '../../facts/code.js';
import type { CodeFile } from '../../facts/code.js';
import type { Place } from '../../facts/place.js';
import type { Clients } from './clients.js';
import type { FileIndex, Mention } from './fileIndex.js';
import type { Found } from './found.js';
import type { Frame } from './frame.js';
import type { Located, Resolver } from '../known.js';

/** What the parts of the resolver ask of each other. */
export interface Evaluator extends Pick<Resolver, 'known' | 'property' | 'instance'> {
  readonly clients: Clients;
  /** Names that `defineCommand` made methods, anywhere in the workspace. */
  readonly definedCommands: ReadonlySet<string>;
  /** Names under which plugins of libraries hang clients on an application. */
  readonly pluginNames: ReadonlySet<string>;
  evaluate(value: Value, file: string, frame: Frame | undefined): Found;
  located(at: Located): Found;
  code(file: string): CodeFile | undefined;
  index(file: string): FileIndex | undefined;
  /** Files that may hold something under a name (a call of it, a shared assignment), in a fixed order. */
  filesWith(kind: Mention, name: string): readonly string[];
  /** An answer that is the same whoever asks, found once. */
  once<A>(key: string, find: () => A): A;
  /** What a call of a function was found to give before, for the same arguments as far as they matter; else what is found now. */
  summary(key: string, isSame: (used: Summary['used']) => boolean, find: () => { readonly summary: Summary; readonly isFinal: boolean }): Found;
  /** What is found, and whether nothing on the way had to be cut: only then it is final. */
  wholly(find: () => Found): { readonly found: Found; readonly isFinal: boolean };
  /** Notes that an answer depends on a call under way; on all of them, when the one it asks for is not among them. */
  consult(frame: Frame | undefined): void;
  /** The folder of the nearest package.json at or above a file. */
  packageOf(file: string): string;
  /** What a file exports under a name. */
  exported(file: string, name: string): Found;
  /** Notes that something had to be cut short: what is under way is not final. */
  cut(): void;
  /** What a name imported from a module is. */
  imported(file: string, from: string, name: string): Found;
  /** The value that an imported name is given where it is exported. */
  written(file: string, by: NonNullable<Variable['import']>): Located | undefined;
  importedVariable(variable: Variable, by: NonNullable<Variable['import']>, file: string): Found;
  /** The file in which a type imported under a name is declared, and its name there. */
  declaredType(file: string, from: string, name: string): { readonly file: string; readonly name: string } | undefined;
  member(of: Found, name: string): Found;
  /** What something of a type is; `at` is the variable or field that is annotated. */
  byType(type: TypeReference, file: string, at: Place, name: string): Found;
  byDecorators(decorators: readonly Decorator[], file: string, at: Place, name: string): Found;
  /** What calling a function gives. */
  called(callee: Found, parameters: readonly Located[], frame: Frame | undefined): Found;
}

/** What a function gives for the arguments that mattered. */
export interface Summary {
  readonly used: ReadonlyMap<number, Found>;
  readonly result: Found;
}
