import type { Range } from './place.js';

/*
 * What a code reader says of one file: the same for every language. It names nothing of any store: a reader does not
 * know what a receiver is, it only says what is called on what, with which arguments, and what becomes of the result.
 * Variables, functions, classes and calls refer to each other by index into the arrays of their own `CodeFile`.
 */

/** The facts of one code file. Depends on the text of that file alone. */
export interface CodeFile {
  readonly kind: 'code';
  readonly language: 'typescript';
  readonly variables: readonly Variable[];
  readonly functions: readonly FunctionFact[];
  readonly classes: readonly ClassFact[];
  readonly calls: readonly Call[];
  readonly assignments: readonly Assignment[];
  readonly exports: readonly Export[];
  /** Every module specifier the file imports, requires or re-exports. */
  readonly imports: readonly string[];
  /** Interfaces and object type aliases, by name: the types of their members. */
  readonly types: Readonly<Record<string, Readonly<Record<string, TypeReference>>>>;
  /** Other type aliases by name: `type Client = ReturnType<typeof createClient>`. */
  readonly aliases: Readonly<Record<string, TypeReference>>;
  /** Only comments that hold a word this tool reads (`datastore:`, `datastore-review-disable`, words of intent). */
  readonly comments: readonly Comment[];
  /** Why the reader stopped early or left parts out, for people; empty when the whole file was read. */
  readonly incomplete: readonly string[];
}

export interface Comment {
  /** With its comment marks. */
  readonly range: Range;
  /** Without them. */
  readonly text: string;
}

/**
 * An expression. `await`, parentheses, `as`, `!` and `satisfies` are already taken off.
 * What a reader cannot say is `unknown`, never a guess.
 */
export type Value = ValueOf & { readonly range: Range };
type ValueOf =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'boolean'; readonly boolean: boolean }
  /** `null` and `undefined`. */
  | { readonly kind: 'null' }
  /** A template literal, or `+` where one side is text: its parts in order. The text in a literal has the range of its characters alone. */
  | { readonly kind: 'template'; readonly parts: readonly Value[] }
  | { readonly kind: 'object'; readonly properties: readonly Property[]; readonly spreads: readonly Value[] }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  /** `...value` inside a list or among arguments. */
  | { readonly kind: 'spread'; readonly value: Value }
  /** A name; `variable` is undefined for a global such as `process`. */
  | { readonly kind: 'name'; readonly name: string; readonly variable: number | undefined }
  | { readonly kind: 'this' }
  /** `object.property`, `object['property']`; with `computed`, `object[computed]` and property ''. */
  | { readonly kind: 'member'; readonly object: Value; readonly property: string; readonly propertyRange: Range; readonly computed?: Value }
  /** A call or `new`: index into `calls`. */
  | { readonly kind: 'call'; readonly call: number }
  | { readonly kind: 'function'; readonly function: number }
  | { readonly kind: 'class'; readonly class: number }
  /** `require('x')`, `await import('x')`. */
  | { readonly kind: 'module'; readonly from: string }
  /** `+ - * / % **` on what is not text. */
  | { readonly kind: 'arithmetic'; readonly operator: string; readonly left: Value; readonly right: Value }
  /** `== === != !== < > <= >= in instanceof !`; of `!x` only `left` is given. */
  | { readonly kind: 'comparison'; readonly operator: string; readonly left: Value; readonly right?: Value }
  /** `a ? b : c`, `a ?? b`, `a || b`, `a && b` and a variable assigned more than once: one of these. `by`: what decides which, and the `test` of `?:`. */
  | { readonly kind: 'either'; readonly options: readonly Value[]; readonly by?: '?:' | '??' | '||' | '&&'; readonly test?: Value }
  | { readonly kind: 'unknown' };

export interface Property {
  /** '' when computed. */
  readonly name: string;
  /** `[computed]: value`, when it is no fixed text. */
  readonly computed?: Value;
  readonly nameRange: Range;
  /** Name and value, without the comma. */
  readonly range: Range;
  readonly value: Value;
}

/** One declared name: a variable, parameter, import, function, class or enum. */
export interface Variable {
  readonly name: string;
  readonly range: Range;
  /** The function it lives in; undefined at module level. */
  readonly function: number | undefined;
  readonly declaredBy: 'const' | 'let' | 'parameter' | 'import' | 'function' | 'class' | 'enum' | 'catch' | 'loop';
  /**
   * What it is given: for a destructured name a member of the source; `either` when assigned more than once;
   * a parameter's default. An enum is an object. A `for … of` name has none.
   */
  readonly value?: Value;
  /** What a `for … of` goes through; for each name of a destructured element too. */
  readonly elementOf?: Value;
  readonly type?: TypeReference;
  /** For an import: the module and the exported name (`default`, `*` for the namespace). */
  readonly import?: { readonly from: string; readonly name: string };
  /** For a parameter: its function, its place, and the path when destructured (`({ redis }: Deps)` → `['redis']`) with the type of the whole. */
  readonly parameter?: { readonly function: number; readonly index: number; readonly path: readonly string[]; readonly type?: TypeReference };
  /** Of a parameter (`@InjectRedis() redis`); a parameter property has them on its field too. */
  readonly decorators?: readonly Decorator[];
}

/** A type as written. `Promise<T>`, `T | null`, `Readonly<T>` are already taken down to `T`, and `string | T` to `T`. */
export type TypeReference =
  /** `Redis`, `IORedis.Redis`; `variable` is that of the first part, undefined for a global or a type declared here. */
  | { readonly kind: 'named'; readonly path: readonly string[]; readonly variable: number | undefined; readonly arguments: readonly TypeReference[] }
  /** `typeof x`, `ReturnType<typeof x>`, `InstanceType<typeof x>`. */
  | { readonly kind: 'typeof'; readonly value: Value; readonly of: 'value' | 'returned' | 'instance' }
  | { readonly kind: 'object'; readonly members: Readonly<Record<string, TypeReference>> };

export interface FunctionFact {
  /** Its own name, or that of the variable, property, method or field that holds it. */
  readonly name: string | undefined;
  readonly range: Range;
  readonly body: Range;
  /** The enclosing function. */
  readonly parent: number | undefined;
  /** The class whose `this` it has. */
  readonly class: number | undefined;
  /** Variables of the parameters, by place; a destructured parameter gives several. */
  readonly parameters: readonly (readonly number[])[];
  readonly returns: readonly Value[];
  readonly returnType?: TypeReference;
  readonly isAsync: boolean;
  readonly decorators: readonly Decorator[];
  /** When it is an argument of a call (`router.get('/x', handler)`): that call and the argument's place. */
  readonly argumentOf?: { readonly call: number; readonly index: number };
}

export interface ClassFact {
  readonly name: string | undefined;
  readonly range: Range;
  readonly extends?: Value;
  readonly implements: readonly TypeReference[];
  /** Fields, accessors' results and constructor parameter properties; a name may stand twice (static and not). */
  readonly fields: readonly Field[];
  readonly methods: readonly { readonly name: string; readonly function: number; readonly isStatic: boolean; readonly isGetter: boolean }[];
  readonly constructorFunction?: number;
  readonly decorators: readonly Decorator[];
}

export interface Field {
  readonly name: string;
  readonly range: Range;
  readonly isStatic: boolean;
  /** Its initial value; of a parameter property, the name of the parameter. Assignments `this.x = …` are in `assignments`. */
  readonly value?: Value;
  readonly type?: TypeReference;
  readonly decorators: readonly Decorator[];
}

/** `@InjectRedis('sessions')`. On a constructor's parameter it stands on the parameter's variable. */
export interface Decorator {
  readonly name: string;
  readonly variable: number | undefined;
  readonly arguments: readonly Value[];
}

/**
 * `a.b = value`, `a.b ??= value`, `module.exports = value`; `a.b++` is `a.b += 1`. Assignments to plain names are in the
 * variable's value; those that reckon with it (`sum += value`, `sum = sum + value`) stand here as well.
 */
export interface Assignment {
  readonly target: Value;
  /** `=`, `+=`, `??=` … */
  readonly operator: string;
  readonly value: Value;
  readonly range: Range;
  readonly function: number | undefined;
  /** Branches that decide whether it is done, outermost first. */
  readonly conditions: readonly Condition[];
}

export type Export =
  /** `export const name = …`, `export default …`, `module.exports.name = …`; a whole `module.exports = x` is `default` and `*`. */
  | { readonly name: string; readonly value: Value }
  /** `export { from as name } from 'x'`; `* as name` gives `imported: '*'`. */
  | { readonly name: string; readonly from: string; readonly imported: string }
  /** `export * from 'x'`. */
  | { readonly name: '*'; readonly from: string; readonly imported: '*' };

/** One call or `new`. Calls are listed in the order of their start, of those with the same start the outer first. */
export interface Call {
  readonly range: Range;
  /** What is called: for `redis.set(…)` the member `redis.set`; for `new Redis(…)` the name `Redis`. */
  readonly callee: Value;
  readonly isNew: boolean;
  readonly arguments: readonly Value[];
  /** Between the brackets, exclusive of them; undefined for `new X` and tagged templates. */
  readonly argumentsRange: Range | undefined;
  readonly function: number | undefined;
  /** The innermost loop that runs it more than once: a statement, or the callback of `map`, `forEach` … */
  readonly loop?: Loop;
  /** Branches that decide whether it runs, outermost first. */
  readonly conditions: readonly Condition[];
  /** The call's own `try` block has a `catch`, or its promise a `.catch(…)`. */
  readonly isCaught: boolean;
  readonly isAwaited: boolean;
  readonly result: ResultUse;
}

export interface Loop {
  readonly range: Range;
  readonly by: 'for' | 'for-of' | 'for-in' | 'while' | 'do-while' | 'callback';
}

export interface Condition {
  /** The whole statement or expression. */
  readonly range: Range;
  readonly by: 'if' | 'ternary' | 'logical' | 'switch' | 'loop' | 'catch';
  readonly branch: 'then' | 'else';
  readonly test?: Value;
}

/**
 * What is done with a call's result, in its own function; through `await`, `.then(result => …)`, `.promise()`,
 * a callback's `(error, result)`, destructuring and a variable.
 */
export interface ResultUse {
  /** The statement throws the result away. */
  readonly isIgnored: boolean;
  /** It goes where this reader does not follow: returned, passed on, stored, spread. */
  readonly escapes: boolean;
  readonly isReturned: boolean;
  /** The variable that holds it, whole. */
  readonly variable?: number;
  /** Paths of properties read from it: `Item`, `Item.stock`, `LastEvaluatedKey`, `0`, `length`. */
  readonly properties: readonly string[];
  /** Those of them that go where this reader does not follow, or of which every element is read. */
  readonly escaping: readonly string[];
  /** Those that go nowhere else but back to the caller; '' for the result itself. */
  readonly returned: readonly string[];
  /** Where it, or a property of it, decides something: `if (!x)`, `x.n > 3`, `x ?? y`. */
  readonly tests: readonly ResultTest[];
}

export interface ResultTest {
  /** '' for the result itself. */
  readonly property: string;
  /** `truthy`, `falsy` (`!x`), `??`, or the comparison, turned so that the result stands left. */
  readonly operator: string;
  readonly with?: Value;
  readonly range: Range;
}
