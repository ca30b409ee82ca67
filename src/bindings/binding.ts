/*
 * A binding says, as data, what one client library's API means in its store's own words. The workspace applies it once it
 * knows what a receiver is; a binding never sees code. Adding a library is adding one file beside this one.
 */

export type Store = 'redis' | 'dynamodb' | 'cassandra';

export interface Binding {
  /** The npm package, as people say it. */
  readonly library: string;
  readonly store: Store;
  /** Module specifiers that mean this library. */
  readonly modules: readonly string[];
  /** Modules that have it among other things: a file is not read for importing one of these alone. */
  readonly alsoIn?: readonly string[];
  /** Most files that import it have nothing to do with stores: that alone is no reason to read one. */
  readonly isGeneral?: true;
  /** What an exported name is; `default` for the default export, and for what `require()` gives when that is a value itself. */
  readonly exports: Readonly<Record<string, Meaning>>;
  /** The types that `exports` and methods speak of, by a name of our own (that of the library where it has one). */
  readonly types: Readonly<Record<string, InstanceType>>;
}

/** What a name exported by a library is. */
export type Meaning =
  /**
   * `new X(…)` (also plain `X(…)`) gives an instance; as a type annotation it is one. `members` are static members.
   * `callGivesClass`: `X(…)` without `new` may give the class itself, as `require('connect-redis')(session)` does.
   */
  | { readonly is: 'class'; readonly gives: string; readonly instead?: readonly Instead[]; readonly over?: Over; readonly members?: Readonly<Record<string, Meaning>>; readonly callGivesClass?: true }
  /** `f(…)` gives an instance; `members` are properties of the function. */
  | { readonly is: 'factory'; readonly gives: string; readonly instead?: readonly Instead[]; readonly over?: Over; readonly members?: Readonly<Record<string, Meaning>> }
  /** Only ever written as a type: `RedisClientType`. */
  | { readonly is: 'type'; readonly gives: string }
  /** An object that is there without being made: `import { kv } from '@vercel/kv'`. */
  | { readonly is: 'instance'; readonly gives: string }
  /** A request object: `new GetCommand(input)`; `input` is argument 0. `isDocument` for plain JavaScript values. */
  | { readonly is: 'request'; readonly operation: string; readonly isDocument: boolean }
  /** A function that sends a request: `paginateQuery({ client }, input)`. */
  | { readonly is: 'function'; readonly method: Method }
  /** A parameter or property decorator that injects an instance: `@InjectRedis()`. */
  | { readonly is: 'decorator'; readonly injects: string }
  /** A plugin that hangs an instance on the application that registers it: `app.register(fastifyRedis, …)` makes `app.redis`. */
  | { readonly is: 'plugin'; readonly gives: string; readonly as: string }
  /** What `@Inject(…)` is given for what functions of these names make, anywhere: `CacheModule.register(…)`. */
  | { readonly is: 'token'; readonly madeBy: readonly string[] }
  | { readonly is: 'namespace'; readonly members: Readonly<Record<string, Meaning>> }
  /** Constants such as `types.consistencies`: path of names → text. */
  | { readonly is: 'constant'; readonly text: string };

/** Where something has this value, an instance of another type is given: `new Batch(false)`. */
export interface Instead {
  readonly at: ArgumentPlace;
  readonly is: string | boolean;
  readonly gives: string;
}

/** It keeps what it is given in an object of some library. Nothing is known of it unless that is one that keeps it in a store. */
export interface Over {
  /** Where that may stand; of a list it is the first such one, a function is called for it. */
  readonly at: readonly ArgumentPlace[];
  /** What is made over each type of object. */
  readonly gives: Readonly<Record<string, string>>;
  /** The type of object that a URL of Redis in its place makes. */
  readonly ofUrl?: string;
  /** The type of object that it makes for itself. */
  readonly own?: string;
}

/** What can be done with an instance. */
export interface InstanceType {
  /** Where its connection settings stand among the constructor's or factory's arguments; absent for what is no client itself. */
  readonly connection?: Connection;
  /** Where they may stand instead, in other versions or forms of the library. */
  readonly otherConnections?: readonly Connection[];
  /** Methods by exact name. */
  readonly methods?: Readonly<Record<string, Method>>;
  /** How methods not listed are read: each is a command of the store, by its name. */
  readonly otherMethods?: CommandStyle;
  /** What stands before the method's name in the command's: `JSON.` of `client.json.set`. */
  readonly commandPrefix?: string;
  /** What it puts before every key; the first that holds for the version. */
  readonly keyPrefix?: readonly KeyPrefix[];
  /** Where the call that made it may say how long what is given no expiry lives. `isOpen`: it may have one of its own. */
  readonly expiry?: { readonly at: readonly ArgumentPlace[]; readonly isOpen?: true };
  /** The property that is the object it was made over. */
  readonly overAs?: string;
  /** Properties that are instances or namespaces themselves: `client.json` → another type. */
  readonly properties?: Readonly<Record<string, string>>;
  /** What its commands run inside of. */
  readonly via?: 'pipeline' | 'transaction';
  /** It reaches a hosted service over HTTP: no server that config declares, unless config names its address. */
  readonly isHosted?: true;
  /** The client is one by which a cluster is reached. */
  readonly isCluster?: boolean;
  /** The client is one of DAX, the cache in front of DynamoDB; so is every client that works through it. */
  readonly isDax?: true;
  /** Methods whose call returns the receiver (`on`, `connect`): a chain goes on. */
  readonly fluent?: readonly string[];
  /** It listens for errors of the clients it is handed. */
  readonly listensForErrors?: true;
  /** A library object that reveals what its data is for (a queue, a session store): never a command itself. */
  readonly role?: LibraryRole;
  /** Making one declares a resource: a construct of AWS CDK. */
  readonly declares?: ResourceType;
  /** An argument that it stands for: of `Table.fromTableName(scope, id, name)` the name. */
  readonly standsFor?: ArgumentPlace;
}

/** A resource that code declares, in the words of CloudFormation. */
export interface ResourceType {
  /** `AWS::DynamoDB::Table`. */
  readonly type: string;
  /** The arguments that name it and that hold its settings. */
  readonly name: number;
  readonly settings: number;
  /** What its settings are called there. */
  readonly words: Words;
  /** Those not among `words` are called the same with a capital letter, at every depth; otherwise they say nothing of the store. */
  readonly isPlain?: true;
  /** What holds where nothing is said, by path as in `Word`; `?` cannot be told from the code. */
  readonly defaults?: Readonly<Record<string, string | boolean>>;
  /** A list whose items say again what holds of the whole, each unless it says otherwise; the first item is the resource itself. */
  readonly replicas?: { readonly at: string; readonly inherit: readonly string[] };
}

/** What settings are called in CloudFormation. */
export type Words = Readonly<Record<string, string | Word>>;

export interface Word {
  /** The path below `Properties`; after a `/`, below the resource itself. '' puts what is inside at the place of the whole. */
  readonly at: string;
  /** What is inside is called so; otherwise the same with capital letters. */
  readonly words?: Words;
  /** It is one item more of the list there. */
  readonly isItem?: true;
  /** A plain value, or each of a list of them, stands in a map by this name. */
  readonly as?: string;
  /** A map becomes a list, its keys these properties of the items. */
  readonly keysAs?: string;
  /** Names inside are data: they stay as they are written. */
  readonly isVerbatim?: true;
  /** What else stands in the map that it is put into. */
  readonly beside?: Readonly<Record<string, string | boolean>>;
}

/** Where a client is told what to connect to. Every place that applies is read, the first known one wins. */
export type Connection =
  /**
   * Arguments as ioredis takes them: a port, a host, a path, a URL or an options object, in any of its orders.
   * `nodes`: a list of those (cluster). `options`: an object with the named properties. `client`: another client, or its options.
   */
  | { readonly from: 'arguments' }
  | { readonly from: 'url'; readonly argument: number }
  | { readonly from: 'options'; readonly argument: number; readonly path?: readonly string[] }
  | { readonly from: 'nodes'; readonly argument: number; readonly path?: readonly string[]; readonly options?: number }
  | { readonly from: 'client'; readonly argument: number; readonly path?: readonly string[] };

export interface LibraryRole {
  /** A role id (`rules/knowledge/roles.yaml`): `job-queue`, `session`, `lock`, `rate-limit`, `cache`, `pub-sub`. */
  readonly role: string;
  /** What it is, for people: `queue`, `worker`, `session store`. */
  readonly what: string;
  /** It goes with another object of the same name, whose role the data set has where there is one: what tells of a queue's events. */
  readonly isBeside?: boolean;
  /** Where the data set's name stands: an argument, a property of one (then `path`), else a fixed template. */
  readonly name?: NamePlace;
  /** `sess:*`: `*` is an open part. Holds when no name is given; absent when the library has no name of its own. */
  readonly keyTemplate?: string;
  /** Methods that put data in or take it out, for the report: `add` → write. */
  readonly methods?: Readonly<Record<string, 'write' | 'read'>>;
}

/** Where something stands among the arguments of a call. */
export interface ArgumentPlace {
  readonly argument: number;
  /** The properties that lead to it there; of `useFactory()`, what that function returns. */
  readonly path?: readonly string[];
  /** Not that, which is an object of the library, but what stands in a place of the call that made it: a schema's name. */
  readonly madeWith?: ArgumentPlace;
}

export interface KeyPrefix {
  /** Where its name may stand in the call that made the object. */
  readonly name: readonly ArgumentPlace[];
  /** The name when none is given; else there is no prefix then. */
  readonly otherwise?: string;
  /** What is made of the name, `*`. */
  readonly form: string;
  /** Holds before this major version of the library. */
  readonly before?: number;
}

/** `followedBy`: what the library puts after the given text to make a key: `:*` after a key prefix. */
export interface NamePlace extends ArgumentPlace {
  readonly followedBy?: string;
}

/**
 * How the arguments of a command stand in a call.
 * `positional`: as in the protocol, method name lower case, lists and objects flattened: `set(k, v, 'EX', 60, 'NX')` (ioredis).
 * `options`: fixed parameters, then an options object: `set(k, v, { EX: 60, NX: true })` (node-redis 4 and later).
 * `own`: the same with names of the library's own, methods in any case: `set(k, v, { ex: 60, nx: true })` (@upstash/redis).
 */
export type CommandStyle = 'positional' | 'options' | 'own';

/** One argument of a command, in the protocol's order. What is not given is left out. */
export type CommandArgument =
  /** A word that the method adds. */
  | string
  /** What stands in a place of the call, after `word` if there is one. */
  | { readonly at: ArgumentPlace; readonly word?: string }
  /** The word that the text there stands for. */
  | { readonly at: ArgumentPlace; readonly words: Readonly<Record<string, string>> }
  /** The names of the properties of an object there, then their values. */
  | { readonly entries: ArgumentPlace }
  /** The word and how long: what stands in the first of these places, else what the object was made with. 0 is for ever. */
  | { readonly expiry: 'EX' | 'PX'; readonly at: readonly ArgumentPlace[] }
  /** The word, when what stands there is true. */
  | { readonly flag: string; readonly at: ArgumentPlace }
  /** All arguments of the call from this one on. */
  | { readonly from: number };

/**
 * A Redis command of another name than the method's, or with arguments in places of its own: `fixed` words beside those of the
 * call, or `arguments` that say where each one stands.
 */
export interface Command {
  readonly does: 'command';
  readonly command: string;
  readonly style: CommandStyle;
  readonly fixed?: readonly string[];
  readonly arguments?: readonly CommandArgument[];
}

export type Method =
  | Command
  /** Several, one after the other. */
  | { readonly does: 'commands'; readonly commands: readonly Command[] }
  /**
   * `sendCommand(['GET', key])`, `call('GET', key)`: the command is itself an argument, from `argument` (else 0) on.
   * `list`: a list of command and arguments. `lists`: a list of such lists.
   */
  | { readonly does: 'raw-command'; readonly form: 'list' | 'lists' | 'arguments'; readonly argument?: number }
  /** `eval(script, …)`, and `evalsha`. */
  | { readonly does: 'script'; readonly style: CommandStyle }
  /** `defineCommand(name, { lua })`: from then on the name is a method that runs the script. */
  | { readonly does: 'define-script' }
  /** `for await (const key of client.scanIterator({ MATCH }))`; `options` is the place of the options object. */
  | { readonly does: 'iterate'; readonly command: string; readonly key?: number; readonly options: number }
  /** Sends the request object at an argument: `send(new GetCommand(…))`. */
  | { readonly does: 'send'; readonly argument: number }
  /** A DynamoDB operation whose input is an argument: `doc.get(params)`; a callback may follow. */
  | { readonly does: 'request'; readonly operation: string; readonly input: number; readonly isDocument: boolean; readonly isPaginated?: boolean; readonly client?: { readonly argument: number; readonly path: readonly string[] } }
  /** CQL: where text, parameters and options stand; `query` may also be a list of `{ query, params }`, then options come next. */
  | { readonly does: 'cql'; readonly query: number; readonly parameters?: number; readonly options?: number; readonly isPaged?: boolean; readonly client?: { readonly argument: number; readonly path: readonly string[] } }
  /** A batch of CQL: a list of texts or `{ query, params }` objects. */
  | { readonly does: 'cql-batch'; readonly queries: number; readonly options?: number }
  /**
   * Gives another instance on the same connection: `multi()`, `duplicate()`; `callback`: the argument that is a function
   * to which it is handed instead. A list of commands may be given with it: `pipeline([['set', 'a', 1]])`.
   */
  | { readonly does: 'give'; readonly type: string; readonly instead?: readonly Instead[]; readonly callback?: number; readonly isNewConnection?: boolean }
  /** Runs what was gathered (`exec`): never a command of its own. `isTransaction` false: as a plain pipeline. */
  | { readonly does: 'execute'; readonly isTransaction?: boolean }
  /** Adds a listener: `on('error', …)`. Returns the receiver. */
  | { readonly does: 'listen' }
  /** Uses the library object (`queue.add`): a fact of kind `<store>.library`; `name` when the call itself names the data set. */
  | { readonly does: 'use'; readonly effect: 'write' | 'read'; readonly name?: NamePlace }
  /** Says more of the resource that the receiver is: `table.addGlobalSecondaryIndex(props)`. */
  | { readonly does: 'amend'; readonly argument: number; readonly word: string | Word }
  /** The same, with the path as an argument: `addPropertyOverride('BillingMode', mode)`. */
  | { readonly does: 'override'; readonly path: number; readonly argument: number; readonly below: string }
  /** Declares another resource: `plan.addSelection(id, options)`. */
  | { readonly does: 'declare'; readonly resource: ResourceType }
  /** Known, and no use of the store: `connect`, `quit`, `disconnect`. */
  | { readonly does: 'nothing' };
