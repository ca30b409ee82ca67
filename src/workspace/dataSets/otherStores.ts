import type { Call, CodeFile, Field, Value } from '../../facts/code.js';
import type { CallGraph, FunctionAt } from '../flows/callGraph.js';
import { keyOf } from '../flows/callGraph.js';
import type { Knowledge } from '../knowledge.js';
import type { StoreCall, Text } from '../known.js';
import { wordsOf } from '../../facts/words.js';
import { inputs, type View } from '../view.js';
import { writesData } from '../facts/redisMeaning.js';

/** `unknown`: it calls what cannot be followed and may be such a store. */
type Answer = 'yes' | 'no' | 'unknown';

/** Whether code beside a store call also reads or writes data somewhere else: SQL, an ORM, HTTP, another store. */
export interface OtherStores {
  /** The function of a call, or what it calls. */
  usedBeside(call: StoreCall): boolean | undefined;
  /** The data of a data set comes from, or goes to, another store: asked of all its calls. */
  areSource(calls: readonly StoreCall[]): boolean | undefined;
  /** What calls the function of a call, or calls that, also keeps data: in another store, or by a write of its own to this one. */
  areKeptByCallers(call: StoreCall): boolean | undefined;
  /** What one function writes between two of its calls, in whatever store: the words of names, tables, attributes and statements. */
  writtenBetween(first: Pick<StoreCall, 'at' | 'range'>, last: Pick<StoreCall, 'at' | 'range'>): readonly string[];
}

export function otherStores(all: readonly StoreCall[], view: View, graph: CallGraph, { sources }: Knowledge): OtherStores {
  const modules = new Set(sources.modules.filter(module => !module.endsWith('/*')));
  const scopes = sources.modules.filter(module => module.endsWith('/*')).map(module => module.slice(0, -1));
  const globals = new Set(sources.globals);
  const names = new Set(sources.names);
  const verbs = new Set(sources.verbs);
  const { keep } = view.resolver;
  const byCall = new Map<Call, StoreCall[]>();
  for (const call of all) {
    const present = byCall.get(call.at.call);
    if (present) present.push(call);
    else byCall.set(call.at.call, [call]);
  }
  const answers = keep.of<string, Answer>('other stores of a function');
  const ofCalls = keep.of<StoreCall, Answer>('other stores of a call');

  function isSource(module: string): boolean {
    return modules.has(module) || scopes.some(scope => module.startsWith(scope));
  }

  function inFunction(at: FunctionAt, store: string, depth: number): Answer {
    return answers.ask(`${keyOf(at)} ${store} ${depth}`, [], () => find(at, store, depth));
  }

  /** The store calls that a call in a file is. */
  function storedBy(call: Call, file: string): readonly StoreCall[] | undefined {
    keep.uses(inputs.calls, file);
    return byCall.get(call);
  }

  function find(at: FunctionAt, store: string, depth: number): Answer {
    const code = view.code.get(at.file);
    if (!code) return 'unknown';
    let answer: Answer = 'no';
    for (const call of graph.callsIn(at)) {
      const one = ofCall(at.file, code, call, store, depth);
      if (one === 'yes') return 'yes';
      if (one === 'unknown') answer = 'unknown';
    }
    return answer;
  }

  function ofCall(file: string, code: CodeFile, call: Call, store: string, depth: number): Answer {
    const own = storedBy(call, file);
    if (own) return own.some(each => storeOf(each) !== store) ? 'yes' : 'no';
    const { root, path } = rootOf(call.callee, code);
    const name = path.at(-1) ?? (root.kind === 'name' ? root.name : '');
    if (root.kind === 'name' && root.variable === undefined && path.length === 0) return globals.has(root.name) ? 'yes' : 'no';
    const origin = originOf(root, path, file, code);
    if (origin === 'source') return 'yes';
    if (origin === 'harmless') return 'no';
    const callee = graph.calleeOf(file, call);
    if (callee) return depth > 0 ? inFunction(callee, store, depth - 1) : mayBeSource(root, path, name);
    const known = view.resolver.known({ value: call.callee, file });
    if (known.is === 'method' || known.is === 'meaning' || known.is === 'class') return 'no';
    return mayBeSource(root, path, name);
  }

  /** By names alone: never certain. */
  function mayBeSource(root: Value, path: readonly string[], name: string): Answer {
    const [verb = ''] = wordsOf(name);
    const receiver = [...(root.kind === 'name' && path.length > 0 ? [root.name] : []), ...path.slice(0, -1)].flatMap(wordsOf);
    if (verbs.has(verb)) return 'unknown';
    return receiver.some(word => names.has(word)) ? 'unknown' : 'no';
  }

  /** Where what is called comes from. */
  function originOf(root: Value, path: readonly string[], file: string, code: CodeFile, depth = 0): 'source' | 'harmless' | 'unknown' {
    if (depth > 6) return 'unknown';
    if (root.kind === 'this') {
      const field = fieldOf(code, root, path[0]);
      return field ? originOfField(field, code, file, depth) : 'unknown';
    }
    if (root.kind === 'call') {
      const call = code.calls[root.call];
      if (!call) return 'unknown';
      const inner = rootOf(call.callee, code);
      return originOf(inner.root, inner.path, file, code, depth + 1);
    }
    if (root.kind === 'module') return originOfImport(root, root.from, file, code);
    if (root.kind !== 'name') return root.kind === 'text' || root.kind === 'template' || root.kind === 'list' || root.kind === 'object' || root.kind === 'number' ? 'harmless' : 'unknown';
    const variable = root.variable === undefined ? undefined : code.variables[root.variable];
    if (!variable) return 'harmless';
    if (variable.import) return originOfImport(root, variable.import.from, file, code);
    if (variable.type?.kind === 'named' && variable.type.variable !== undefined) {
      const type = code.variables[variable.type.variable];
      if (type?.import && isSource(type.import.from)) return 'source';
      if (type?.import && !type.import.from.startsWith('.')) return 'harmless';
    }
    if (variable.decorators?.some(({ name }) => /^Inject(?:Repository|Model|Connection|DataSource|EntityManager)$/.test(name)) === true) return 'source';
    if (variable.value && !variable.parameter) {
      const { value } = variable;
      const inner = value.kind === 'call' || value.kind === 'member' || value.kind === 'name' || value.kind === 'module' ? rootOf(value, code) : { root: value, path: [] };
      if (inner.root.kind === 'module') return originOfImport(root, inner.root.from, file, code);
      return originOf(inner.root, inner.path, file, code, depth + 1);
    }
    return 'unknown';
  }

  /** A library; an object of another file by what that file makes it of, as far as it is read. What names nothing is a built-in or keeps no data. */
  function originOfImport(root: Value, module: string, file: string, code: CodeFile): 'source' | 'harmless' | 'unknown' {
    if (isSource(module)) return 'source';
    const origin = view.resolver.origin({ value: root, file });
    const there = view.code.get(origin.file);
    if (!there || (origin.file === file && origin.value === root)) {
      const variable = root.kind === 'name' && root.variable !== undefined ? code.variables[root.variable] : undefined;
      const words = wordsOf(`${module} ${variable?.name ?? ''}`);
      const isSourceByName = words.some(word => ['prisma', 'knex', 'sequelize', 'mongoose', 'typeorm', 'drizzle', 'postgres', 'mysql', 'mongo', 'db', 'database', 'repository', 'repositories'].includes(word));
      return isSourceByName ? 'source' : /^(?:[.~#]|@\/)/.test(module) ? 'unknown' : 'harmless';
    }
    const inner = rootOf(origin.value, there);
    const found = originOf(inner.root, inner.path, origin.file, there, 3);
    return found === 'harmless' && origin.value.kind === 'function' ? 'unknown' : found;
  }

  function originOfField(field: Field, code: CodeFile, file: string, depth: number): 'source' | 'harmless' | 'unknown' {
    if (field.decorators.some(({ name }) => /^Inject(?:Repository|Model|Connection|DataSource|EntityManager)$/.test(name))) return 'source';
    if (field.type?.kind === 'named') {
      const type = field.type.variable === undefined ? undefined : code.variables[field.type.variable];
      if (type?.import && isSource(type.import.from)) return 'source';
      if (/^(?:Prisma\w*|Repository|EntityManager|DataSource|HttpService|Knex|Sequelize)$|Repository$|(?:Model|Dao)$/.test(field.type.path.at(-1) ?? '')) return 'source';
      if (/^(?:Logger|ConfigService|Map|Set|WeakMap|Date|EventEmitter2?|JwtService)$/.test(field.type.path.at(-1) ?? '')) return 'harmless';
    }
    if (!field.value) return 'unknown';
    const inner = rootOf(field.value, code);
    return originOf(inner.root, inner.path, file, code, depth + 1);
  }

  /**
   * The callers too: what is written here may be written elsewhere before. There, only what may be about the same thing
   * counts: a checkout that keeps an order here and a payment elsewhere has no second copy of the order.
   */
  function ofData(call: StoreCall): Answer {
    return ofCalls.ask(call, [], () => findOfData(call));
  }

  function findOfData(call: StoreCall): Answer {
    const at = { file: call.at.file, function: outermost(call) };
    const own = inFunction(at, storeOf(call), 2);
    if (own !== 'no') return own;
    const imports = view.code.get(call.at.file)?.imports ?? [];
    if (imports.some(isSource)) return 'unknown';
    let level: readonly FunctionAt[] = [at];
    for (let step = 0; step < 2; step++) {
      level = level.flatMap(each => (each.function === undefined ? [] : graph.callersOf(each))).slice(0, 20);
      if (level.some(each => inFunction(each, storeOf(call), 1) !== 'no' && isAboutSame(each, call))) return 'unknown';
    }
    return 'no';
  }

  function keptByCallers(call: StoreCall): Answer {
    let answer: Answer = 'no';
    let level: readonly FunctionAt[] = [{ file: call.at.file, function: outermost(call) }];
    for (let step = 0; step < 2; step++) {
      level = level.flatMap(each => (each.function === undefined ? [] : graph.callersOf(each))).slice(0, 20);
      for (const each of level) {
        const around = { file: each.file, function: graph.around(each).at(-1) };
        const other = inFunction(around, storeOf(call), 1);
        const keeps = graph.callsIn(around).some(own => storedBy(own, around.file)?.some(stored => stored.kind === 'redis.command' && writesData(stored)) === true);
        if (other === 'yes' || keeps) return 'yes';
        if (other === 'unknown') answer = 'unknown';
      }
    }
    return answer;
  }

  /** Whether what a function does with other stores shares a word with the data of a call, or cannot be told. */
  function isAboutSame(at: FunctionAt, call: StoreCall): boolean {
    const own = new Set(namesOfData(call).flatMap(wordsOf).map(singular));
    const others = subjectsIn(at, storeOf(call), 1);
    return own.size === 0 || others === 'open' || others.some(word => own.has(singular(word)));
  }

  /** The words by which a function, and what it calls, names what it keeps in other stores; `open` where it does not say. */
  function subjectsIn(at: FunctionAt, store: string, depth: number): readonly string[] | 'open' {
    const code = view.code.get(at.file);
    if (!code) return 'open';
    const found: string[] = [];
    for (const call of graph.callsIn(at)) {
      if (ofCall(at.file, code, call, store, depth) === 'no') continue;
      const stored = storedBy(call, at.file);
      const callee = stored ? undefined : graph.calleeOf(at.file, call);
      const inner = callee && depth > 0 ? subjectsIn(callee, store, depth - 1) : subjectsOf(call, stored, code);
      if (inner === 'open') return 'open';
      found.push(...inner);
    }
    return found;
  }

  function subjectsOf(call: Call, stored: readonly StoreCall[] | undefined, code: CodeFile): readonly string[] | 'open' {
    if (stored) {
      const names = stored.flatMap(namesOfData);
      return names.length > 0 ? names.flatMap(wordsOf) : 'open';
    }
    const { root, path } = rootOf(call.callee, code);
    const texts = call.arguments.flatMap(argument => (argument.kind === 'text' ? [argument.text] : argument.kind === 'template' ? argument.parts.flatMap(part => (part.kind === 'text' ? [part.text] : [])) : []));
    const words = [...(root.kind === 'name' ? [root.name] : []), ...path, ...texts].flatMap(wordsOf);
    return words.some(word => !names.has(word) && !verbs.has(word)) ? words : 'open';
  }

  /** The words of what a function writes, itself or in what it calls. */
  function writtenBy(at: FunctionAt, isPart: (call: Call) => boolean, depth: number): readonly string[] {
    const code = view.code.get(at.file);
    if (!code) return [];
    return graph.callsIn(at).filter(isPart).flatMap(call => {
      const stored = storedBy(call, at.file);
      if (stored) return stored.some(isChange) ? [...stored.flatMap(namesOfData).flatMap(wordsOf), ...wordsIn(call.arguments)] : [];
      if (ofCall(at.file, code, call, '', 0) === 'yes') {
        const { root, path } = rootOf(call.callee, code);
        const words = [...(root.kind === 'name' ? [root.name] : []), ...path].flatMap(wordsOf);
        const given = wordsIn(call.arguments);
        return words.some(word => changes.has(word)) || changes.has(given[0] ?? '') ? [...words, ...given] : [];
      }
      const callee = depth > 0 ? graph.calleeOf(at.file, call) : undefined;
      return callee ? writtenBy(callee, () => true, depth - 1) : [];
    });
  }

  /** Of nested callbacks the function around them. */
  function outermost(call: StoreCall): number | undefined {
    const { file } = call.at;
    const chain = graph.around({ file, function: call.at.call.function });
    const functions = view.code.get(file)?.functions;
    const named = chain.find(index => functions?.[index]?.name !== undefined);
    return named ?? chain.at(-1);
  }

  return {
    usedBeside(call) {
      return toTruth(inFunction({ file: call.at.file, function: outermost(call) }, storeOf(call), 2));
    },
    areKeptByCallers: call => toTruth(keptByCallers(call)),
    writtenBetween(first, last) {
      if (first.at.file !== last.at.file) return [];
      const isBetween = (call: Call): boolean => call.range.start > first.range.end && call.range.end < last.range.start;
      return [...new Set(writtenBy({ file: first.at.file, function: first.at.call.function }, isBetween, 1).map(singular))];
    },
    areSource(calls) {
      const found = calls.map(ofData);
      return found.includes('yes') ? true : found.includes('unknown') || found.length === 0 ? undefined : false;
    },
  };
}

/** How a call names the data it is about: the fixed parts of its keys, its tables, its queue. */
function namesOfData(call: StoreCall): readonly string[] {
  switch (call.kind) {
    case 'redis.command':
      return call.keys.map(({ text }) => fixedText(text));
    case 'dynamodb.request':
      return call.tables.map(({ text }) => fixedText(text));
    case 'cassandra.statement':
      return call.statement?.table ? [call.statement.table.name] : [];
    default:
      return call.name ? [fixedText(call.name)] : [];
  }
}

function isChange(call: StoreCall): boolean {
  if (call.kind === 'redis.command') return writesData(call);
  if (call.kind === 'dynamodb.request') return /^(?:Put|Update|Delete|BatchWrite|TransactWrite)/.test(call.operation);
  if (call.kind === 'cassandra.statement') return call.statement?.kind === 'insert' || call.statement?.kind === 'update' || call.statement?.kind === 'delete';
  return call.effect === 'write';
}

/** Words by which methods and statements of other stores say that they change something. */
const changes = new Set(['insert', 'update', 'delete', 'remove', 'upsert', 'create', 'save', 'persist', 'increment', 'decrement', 'charge', 'capture', 'transfer', 'refund']);

/** Names and statements among arguments: texts, names of tables (`db.update(accounts)`), properties (`{ data: { balance } }`). */
function wordsIn(values: readonly Value[], depth = 3): readonly string[] {
  return values.flatMap(value => {
    if (value.kind === 'text') return wordsOf(value.text);
    if (value.kind === 'template') return wordsIn(value.parts, 0);
    if (value.kind === 'name') return depth === 3 ? wordsOf(value.name) : [];
    if (value.kind !== 'object' || depth === 0) return [];
    return value.properties.flatMap(({ name, value: inner }) => [...wordsOf(name), ...wordsIn([inner], depth - 1)]);
  });
}

function fixedText({ pieces }: Text): string {
  return pieces.map(piece => ('text' in piece ? piece.text : 'environment' in piece ? ` ${piece.environment} ` : ' ')).join('');
}

function singular(word: string): string {
  return word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word;
}

function toTruth(answer: Answer): boolean | undefined {
  return answer === 'unknown' ? undefined : answer === 'yes';
}

export function storeOf(call: StoreCall): string {
  return call.kind.slice(0, call.kind.indexOf('.'));
}

/** What `a.b.c` starts at, with the names that follow; through calls: `db.select().from(x)` starts at `db`. */
export function rootOf(value: Value, code: CodeFile): { readonly root: Value; readonly path: readonly string[] } {
  const path: string[] = [];
  let at = value;
  for (let steps = 0; steps < 30; steps++) {
    if (at.kind === 'member') {
      path.unshift(at.property);
      at = at.object;
    } else if (at.kind === 'call') {
      const call = code.calls[at.call];
      if (!call) break;
      at = call.callee;
    } else break;
  }
  return { root: at, path };
}

function fieldOf(code: CodeFile, value: Value, name: string | undefined): Field | undefined {
  if (name === undefined) return undefined;
  const around = code.classes.filter(({ range }) => range.start <= value.range.start && value.range.end <= range.end);
  return around.at(-1)?.fields.find(field => field.name === name) ?? undefined;
}
