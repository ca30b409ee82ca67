import type { Call, CodeFile, Value } from '../facts/code.js';
import type { Place, Range } from '../facts/place.js';
import type { Binding, CommandStyle, Meaning, Method, Store } from '../bindings/binding.js';
import type { CqlStatement } from '../facts/cql.js';
import type { Mention } from './resolving/fileIndex.js';
import type { Frame } from './resolving/frame.js';
import type { Keep } from './resolving/keep.js';

/** What a value turns out to be once names are followed through the workspace. `unknown` is an answer, never a guess. */
export type Known =
  | Text
  | { readonly is: 'number'; readonly number: number }
  | { readonly is: 'boolean'; readonly boolean: boolean }
  | { readonly is: 'null' }
  | { readonly is: 'object'; readonly properties: ReadonlyMap<string, Located>; /** Spreads or assignments that could not be followed: a missing property may still be there. */ readonly isOpen: boolean }
  | { readonly is: 'list'; readonly items: readonly Located[]; readonly isOpen: boolean }
  | Instance
  | { readonly is: 'request'; readonly operation: string; readonly isDocument: boolean; readonly input: Located | undefined; readonly binding: Binding; /** The `new GetCommand(…)`. */ readonly made?: CallReference }
  | { readonly is: 'meaning'; readonly meaning: Meaning; readonly binding: Binding }
  | { readonly is: 'method'; readonly method: Method; readonly name: string; readonly on: Instance }
  /** `frame`: the call in which it was made, where it stands inside another; `bound`: arguments it is already given. */
  | { readonly is: 'function'; readonly file: string; readonly function: number; readonly frame?: Frame; readonly bound?: readonly Located[] }
  | { readonly is: 'class'; readonly file: string; readonly class: number }
  /** An object made by `new` of a class of the workspace. */
  | { readonly is: 'own-instance'; readonly file: string; readonly class: number; readonly made?: CallReference }
  | { readonly is: 'module'; readonly file: string }
  /** One of several. */
  | { readonly is: 'either'; readonly options: readonly Known[] }
  | { readonly is: 'unknown' };

/** A known value and where the text for it stands (which may be another file than where it is used). */
export interface Located {
  readonly value: Value;
  readonly file: string;
  /** The call through which it is seen, when it stands inside a called function; hand it on with the value. */
  readonly frame?: Frame;
}

/** Text in pieces: what is fixed, what comes from the environment, and holes. */
export interface Text {
  readonly is: 'text';
  readonly pieces: readonly TextPiece[];
}
export type TextPiece =
  | { readonly text: string }
  /** `process.env.NAME`, with the text after `??` or `||` when that is fixed. */
  | { readonly environment: string; readonly otherwise?: string }
  | { readonly hole: true };

/** An object of a client library: a client, a pipeline, a queue. */
export interface Instance {
  readonly is: 'instance';
  readonly binding: Binding;
  readonly type: string;
  readonly client: Client;
  /** The call that gave it (`multi()`, `pipeline()`), for what is not the client itself. */
  readonly begun?: CallReference;
  /** The object in which it keeps what it is given. */
  readonly over?: Instance;
}

/** A connection to a store, as one place in the code makes or receives it. One object for as long as it is the same call that makes it: where that stands, and the call, are as of now. */
export interface Client {
  readonly library: string;
  readonly store: Store;
  readonly type: string;
  /** `construction`: the place that makes it is known; else only its type, or what injects it, is. */
  readonly by: 'construction' | 'type' | 'injection';
  /** The `new Redis(…)` or `duplicate()`, the annotated parameter, the decorator. */
  readonly place: Place;
  /** The `new Redis(…)`, of a duplicate that of the first. */
  readonly made?: CallReference;
  /** The `duplicate()` that gave it. */
  readonly duplicatedBy?: CallReference;
  /** What people call it here: the variable's, field's or parameter's name. */
  readonly name?: string;
  /** What the decorator that injects it is given: `'emails'` of `@InjectQueue('emails')`. */
  readonly injectedAs?: Located;
}

export interface CallReference {
  readonly file: string;
  readonly index: number;
  readonly call: Call;
}

/** A call whose receiver is known, as the command of the store that it is. One call may be several (a batch, a script). */
export type StoreCall = RedisCall | DynamodbCall | CassandraCall | LibraryCall;

interface StoreCallBase {
  readonly library: string;
  readonly at: CallReference;
  /** What to underline for the whole of it; usually the call's range, for a chain (`multi().incr(k)`) from the method's name on. */
  readonly range: Range;
  /** The method's name, or the request's class name. */
  readonly nameRange: Range;
  /** Undefined when only the kind of client is known, not which. */
  readonly client: Client | undefined;
  readonly via: 'direct' | 'pipeline' | 'transaction' | 'script' | 'batch';
  /** Calls of one pipeline, transaction, batch or script share a group: the index of the call that began it. */
  readonly group?: number;
}

export interface RedisCall extends StoreCallBase {
  readonly kind: 'redis.command';
  /** Today's name in capitals: SETEX, PSETEX and SETNX are SET with options, HMSET is HSET; `unreadCommand` where the program names it. */
  readonly command: string;
  /** The name as called: `SETEX`. */
  readonly calledAs: string;
  /** Undefined where a key could not be read; its template has holes where parts are open. */
  readonly keys: readonly RedisKey[];
  /** What the library through which it goes is for. */
  readonly role?: string;
  /** How options are written for this client. */
  readonly style: CommandStyle;
  /** All arguments after the command, in protocol order where that is known. */
  readonly arguments: readonly Located[];
  /** Option words in capitals with their value, true for a bare flag: EX → 60, NX → true. */
  readonly options: ReadonlyMap<string, Located | true>;
  /** Options are given that could not be read: an absent one is unknown, not absent. */
  readonly hasOpenOptions: boolean;
  /** The literal options object, if there is one. */
  readonly optionsRange?: Range;
  readonly argumentsRange?: Range;
}

/** A command that is itself an argument which could not be read: no rule is asked about it. */
export const unreadCommand = '';

export interface RedisKey {
  readonly text: Text;
  readonly place: Place;
}

export interface DynamodbCall extends StoreCallBase {
  readonly kind: 'dynamodb.request';
  readonly operation: string;
  readonly isDocument: boolean;
  readonly isPaginated: boolean;
  /** The request's input when it is an object the workspace can see into. */
  readonly input: Located | undefined;
  /** One for each table named: BatchGetItem and TransactWriteItems may name several. */
  readonly tables: readonly { readonly text: Text; readonly place: Place }[];
  /** The object literal of the input, if it stands in this file. */
  readonly inputRange?: Range;
}

export interface CassandraCall extends StoreCallBase {
  readonly kind: 'cassandra.statement';
  /** Undefined when the text could not be read or is no CQL. */
  readonly statement: CqlStatement | undefined;
  /** Where the text stands. */
  readonly queryPlace: Place | undefined;
  /** Maps an offset range of the statement's text back into `queryPlace.file`. */
  readonly toSource: (range: Range) => Range;
  /** The options argument: consistency, prepare, isIdempotent … */
  readonly options: Located | undefined;
  /** The values of the statement's markers; undefined when none are given, or several statements share them. */
  readonly parameters: Located | undefined;
}

/** A use of a library that keeps its own data in a store: `queue.add`, `new RedisStore`. */
export interface LibraryCall extends StoreCallBase {
  readonly kind: 'redis.library' | 'dynamodb.library' | 'cassandra.library';
  readonly what: string;
  readonly role: string;
  /** It goes with what else there is of its name, and decides the role only where there is nothing else. */
  readonly isBeside: boolean;
  readonly name: Text | undefined;
  readonly effect: 'make' | 'write' | 'read';
}

/** Follows names through the workspace. Answers are remembered until a file changes. */
export interface Resolver {
  /** What a value is; `function` of the value's own file decides what `this` and parameters are. */
  known(located: Located): Known;
  /** The text of a value: `order:${id}` → pieces. Undefined when it is no text. */
  text(located: Located): Text | undefined;
  /** Every text that a value may be: the keys that callers hand to a wrapper. */
  texts(located: Located): readonly Text[];
  /** The value as written: names followed to the literal, call or function that makes it; the value itself when that is not known. */
  origin(located: Located): Located;
  /** The library object that a value is, also through a subclass of the workspace; undefined when it is none or one of several. */
  instance(located: Located): Instance | undefined;
  /** A property of an object value, followed through spreads, constants and later assignments; `unknown` when it may be there. */
  property(located: Located, name: string): Located | 'absent' | 'unknown';
  /** Whether a value is computed from a call's result, through variables, members, arithmetic and calls that take it. */
  derivesFrom(located: Located, call: CallReference): boolean;
  /** What a file of code says; undefined for one that is not read. */
  code(file: string): CodeFile | undefined;
  /** Files, but tests, that may hold something under a name, sorted: a call of it. */
  filesWith(kind: Mention, name: string): readonly string[];
  /** What was found when files were joined last. */
  readonly keep: Keep;
  /** The major version of a library that the nearest package.json with it asks for. */
  versionOf(file: string, library: string): number | undefined;
  /** The file of the workspace that a module means in another. */
  fileOf(from: string, module: string): string | undefined;
}

/** `order:*`: the template of a text; the environment's part and holes are `*`. */
export function template(text: Text): string {
  const joined = text.pieces.map(piece => ('text' in piece ? piece.text : '*')).join('');
  return joined.replace(/\*{2,}/g, '*');
}
