import type { Binding } from '../bindings/binding.js';
import type { CodeFile, Decorator, TypeReference, Value } from '../facts/code.js';
import type { Place } from '../facts/place.js';
import type { FileFacts } from '../facts/reader.js';
import { carriedNames } from './carriers.js';
import type { Clients } from './clients.js';
import type { Evaluator } from './evaluator.js';
import { indexOf, type FileIndex, type Mention } from './fileIndex.js';
import { nothing, oneOf, optionsOf, tells, telling, toKnown, unknown, type Found } from './found.js';
import { frameOf, locate, type Frame } from './frame.js';
import type { CallReference, Instance, Known, Located, Resolver, Text } from './known.js';
import { importedFrom, type Libraries } from './libraries.js';
import type { Modules } from './modules.js';
import { derivesFrom } from './resolveDerived.js';
import { listOf, objectOf, withAssignments } from './resolveObject.js';
import { invoke, resultOf } from './resolveCall.js';
import { assignedAt, libraryPartOf, memberOf, thisOf } from './resolveMember.js';
import { parameterOf } from './resolveParameter.js';
import { concatenation, textOf } from './resolveText.js';
import { decorated, ofType } from './resolveType.js';

/** Expressions inside expressions, calls inside calls: beyond this depth a value counts as unknown. */
const deepest = 60;
/** The work that one question may cost, so that no code, however tangled, can hold up the rest. */
const mostSteps = 20_000;

export interface ResolverInput {
  readonly files: ReadonlyMap<string, FileFacts>;
  /** Paths of `files`, sorted. */
  readonly paths: readonly string[];
  readonly modules: Modules;
  readonly libraries: Libraries;
  readonly clients: Clients;
  readonly definedCommands: ReadonlySet<string>;
}

/** What was looked at to find an answer: an answer holds as long as none of it changes. */
export interface Looked {
  readonly files: Set<string>;
  /** `call get`, `shared locals.redis`: what any file might hold. */
  readonly names: Set<string>;
}

export class WorkspaceResolver implements Resolver, Evaluator {
  readonly clients: Clients;
  readonly definedCommands: ReadonlySet<string>;
  private looked: Looked = { files: new Set(), names: new Set() };
  private memo = new Map<Value, Found>();
  private exports = new Map<string, Found>();
  private readonly underway = new Map<Value, (Frame | undefined)[]>();
  private readonly exportsUnderway = new Set<string>();
  private readonly withNames = new Map<string, readonly string[]>();
  private depth = 0;
  private steps = 0;
  /** The shallowest question that some answer under way had to be cut for: answers above it are not final. */
  private cutAt = Infinity;

  constructor(private readonly input: ResolverInput) {
    this.clients = input.clients;
    this.definedCommands = input.definedCommands;
  }

  /** Forgets all answers, so that those that follow do not depend on what was asked before. */
  begin(): Looked {
    this.memo = new Map();
    this.exports = new Map();
    this.carriedByFile.clear();
    this.storeFunctionsByFile.clear();
    this.looked = { files: new Set(), names: new Set() };
    return this.looked;
  }

  known(located: Located): Known {
    return toKnown(this.located(located));
  }

  text(located: Located): Text | undefined {
    return textOf(this.located(located));
  }

  instance(located: Located): Instance | undefined {
    const instances = this.instances(this.located(located));
    return instances.length === 1 ? instances[0] : undefined;
  }

  /** Every library object that something may be. */
  instances(found: Found): readonly Instance[] {
    return optionsOf(found).flatMap(option => {
      if (option.is === 'instance') return [option];
      if (option.is !== 'own-instance') return [];
      const part = libraryPartOf(option, this);
      return part.is === 'instance' ? [part] : [];
    });
  }

  property(located: Located, name: string): Located | 'absent' | 'unknown' {
    const found = telling(this.located(located));
    if (found.is !== 'object') return 'unknown';
    return found.properties.get(name) ?? (found.isOpen ? 'unknown' : 'absent');
  }

  origin(located: Located): Located {
    let at = located;
    for (let step = 0; step < 20; step++) {
      const next = this.oneStep(at);
      if (next === undefined) return at;
      at = next;
    }
    return at;
  }

  /** Where a name or member leads, when that is one written value. */
  private oneStep(at: Located): Located | undefined {
    const { value, file, frame } = at;
    if (value.kind === 'member') {
      if (value.property === '') return undefined;
      const object = this.evaluate(value.object, file, frame);
      return object.is === 'object' ? object.properties.get(value.property) : undefined;
    }
    if (value.kind !== 'name' || value.variable === undefined) return undefined;
    const variable = this.code(file)?.variables[value.variable];
    if (variable?.parameter) {
      const called = frameOf(frame, file, variable.parameter.function);
      return variable.parameter.path.length === 0 ? called?.arguments[variable.parameter.index] : undefined;
    }
    if (variable?.import) return this.exportedValue(file, variable.import.from, variable.import.name, 0);
    return variable?.value && locate(variable.value, file, variable.function === undefined ? undefined : frame);
  }

  private exportedValue(file: string, from: string, name: string, depth: number): Located | undefined {
    const target = this.input.modules.resolve(file, from);
    if (target === undefined || depth > 10) return undefined;
    for (const each of this.code(target)?.exports ?? []) {
      if ('value' in each) {
        if (each.name === name) return { value: each.value, file: target };
      } else if (each.name === name || each.name === '*') {
        const found = this.exportedValue(target, each.from, each.name === '*' ? name : each.imported, depth + 1);
        if (found) return found;
      }
    }
    return undefined;
  }

  derivesFrom(located: Located, call: CallReference): boolean {
    return derivesFrom(located, call, this);
  }

  located(at: Located): Found {
    return this.evaluate(at.value, at.file, at.frame);
  }

  code(file: string): CodeFile | undefined {
    this.looked.files.add(file);
    const facts = this.input.files.get(file);
    return facts?.kind === 'code' ? facts : undefined;
  }

  index(file: string): FileIndex | undefined {
    const code = this.code(file);
    return code && indexOf(code);
  }

  filesWith(kind: Mention, name: string): readonly string[] {
    const key = `${kind} ${name}`;
    this.looked.names.add(key);
    const present = this.withNames.get(key);
    if (present) return present;
    const found = this.input.paths.filter(path => {
      const facts = this.input.files.get(path);
      return facts?.kind === 'code' && indexOf(facts).mentions(kind, name);
    });
    this.withNames.set(key, found);
    return found;
  }

  evaluate(value: Value, file: string, frame: Frame | undefined): Found {
    const isSimple = value.kind === 'unknown' || value.kind === 'comparison';
    if (isSimple) return unknown;
    if (this.depth === 0) {
      this.steps = 0;
      this.cutAt = Infinity;
    }
    const memo = frame ? frame.memo : this.memo;
    const remembered = memo.get(value);
    if (remembered) return remembered;
    const open = this.underway.get(value);
    const isCycle = open?.includes(frame) === true;
    if (isCycle || this.depth >= deepest || ++this.steps > mostSteps) {
      this.cutAt = Math.min(this.cutAt, isCycle ? this.depthOf(value, frame) : 0);
      return unknown;
    }
    if (open) open.push(frame);
    else this.underway.set(value, [frame]);
    this.depths.push(value, frame);
    this.depth++;
    const found = this.find(value, file, frame);
    this.depth--;
    this.depths.length -= 2;
    if (open) open.pop();
    else this.underway.delete(value);
    if (this.cutAt >= this.depth) {
      memo.set(value, found);
      this.cutAt = Infinity;
    }
    return found;
  }

  /** Values and frames under way, outermost first. */
  private readonly depths: (Value | Frame | undefined)[] = [];

  private depthOf(value: Value, frame: Frame | undefined): number {
    for (let depth = 0; depth * 2 < this.depths.length; depth++) {
      if (this.depths[depth * 2] === value && this.depths[depth * 2 + 1] === frame) return depth;
    }
    return 0;
  }

  private find(value: Value, file: string, frame: Frame | undefined): Found {
    switch (value.kind) {
      case 'text':
        return { is: 'text', pieces: [{ text: value.text }] };
      case 'number':
        return { is: 'number', number: value.number };
      case 'boolean':
        return { is: 'boolean', boolean: value.boolean };
      case 'null':
        return nothing;
      case 'template':
        return concatenation(value.parts.map(part => this.evaluate(part, file, frame)));
      case 'object':
        return objectOf(value, file, frame, this);
      case 'list':
        return listOf(value, file, frame, this);
      case 'name':
        return this.name(value, file, frame);
      case 'this':
        return thisOf(value.range.start, file, frame, this);
      case 'member':
        return this.memberExpression(value, file, frame);
      case 'call': {
        const call = this.code(file)?.calls[value.call];
        return call ? resultOf({ file, index: value.call, call }, frame, this) : unknown;
      }
      case 'function':
        return { is: 'function', file, function: value.function };
      case 'class':
        return { is: 'class', file, class: value.class };
      case 'module':
        return this.imported(file, value.from, 'require');
      case 'arithmetic':
        return this.arithmetic(value, file, frame);
      case 'either':
        return this.either(value.options, file, frame);
      case 'spread':
      case 'comparison':
      case 'unknown':
        return unknown;
    }
  }

  private either(options: readonly Value[], file: string, frame: Frame | undefined): Found {
    return oneOf(options.map(option => this.evaluate(option, file, frame)));
  }

  private arithmetic(value: Extract<Value, { kind: 'arithmetic' }>, file: string, frame: Frame | undefined): Found {
    const left = this.evaluate(value.left, file, frame);
    const right = this.evaluate(value.right, file, frame);
    if (left.is === 'number' && right.is === 'number') return { is: 'number', number: calculate(value.operator, left.number, right.number) };
    if (value.operator === '+' && (left.is === 'text' || right.is === 'text')) return concatenation([left, right]);
    return unknown;
  }

  private name(value: Extract<Value, { kind: 'name' }>, file: string, frame: Frame | undefined): Found {
    if (value.variable === undefined) return globalNamed(value.name);
    const variable = this.code(file)?.variables[value.variable];
    if (!variable) return unknown;
    if (variable.import) return this.imported(file, variable.import.from, variable.import.name);
    if (variable.parameter) return parameterOf(variable, file, frame, this);
    const inside = variable.function === undefined ? undefined : frame;
    const given = variable.value ? this.evaluate(variable.value, file, inside) : unknown;
    const assigned = withAssignments(given, `v${value.variable}`, file, inside, this);
    if (tells(assigned) || !variable.type) return assigned;
    return this.byType(variable.type, file, { file, ...variable.range }, variable.name);
  }

  private memberExpression(value: Extract<Value, { kind: 'member' }>, file: string, frame: Frame | undefined): Found {
    const object = this.evaluate(value.object, file, frame);
    const name = value.property === '' && value.computed ? this.fixedText(value.computed, file, frame) : value.property;
    if (name === undefined || name === '') return unknown;
    const found = this.member(object, name);
    return tells(found) ? found : assignedAt(value, file, frame, this);
  }

  private fixedText(value: Value, file: string, frame: Frame | undefined): string | undefined {
    const found = this.evaluate(value, file, frame);
    if (found.is === 'number') return String(found.number);
    if (found.is !== 'text') return undefined;
    const [piece] = found.pieces;
    return found.pieces.length === 1 && piece && 'text' in piece ? piece.text : undefined;
  }

  member(of: Found, name: string): Found {
    return memberOf(of, name, this);
  }

  byType(type: TypeReference, file: string, at: Place, name: string): Found {
    return ofType(type, file, at, name, this);
  }

  byDecorators(decorators: readonly Decorator[], file: string, at: Place, name: string): Found {
    return decorated(decorators, file, at, name, this);
  }

  called(callee: Found, parameters: readonly Located[], frame: Frame | undefined): Found {
    return callee.is === 'function' ? invoke(callee, parameters, undefined, frame, this) : unknown;
  }

  imported(file: string, from: string, name: string): Found {
    const { modules, libraries } = this.input;
    const bindings = libraries.get(from);
    const target = bindings ? modules.resolveAlias(file, from) : modules.resolve(file, from);
    if (target !== undefined) {
      if (name === 'require') return this.required(target);
      return name === '*' ? this.namespace(target) : this.exported(target, name);
    }
    if (bindings) return importedBy(bindings, name);
    if (from === 'process' || from === 'node:process') return name === 'env' ? { is: 'global', path: 'process.env' } : { is: 'global', path: 'process' };
    return unknown;
  }

  /** What `require()` gives: the whole export where there is one. */
  private required(file: string): Found {
    const whole = this.wholeExport(file);
    return whole && tells(whole) && whole.is !== 'object' ? whole : { is: 'module', file };
  }

  private namespace(file: string): Found {
    return this.required(file);
  }

  private wholeExport(file: string): Found | undefined {
    const whole = this.code(file)?.exports.filter(each => each.name === '*' && 'value' in each) ?? [];
    return whole.length === 0 ? undefined : oneOf(whole.flatMap(each => ('value' in each ? [this.evaluate(each.value, file, undefined)] : [])));
  }

  exported(file: string, name: string): Found {
    const key = `${name} ${file}`;
    const remembered = this.exports.get(key);
    if (remembered) return remembered;
    if (this.exportsUnderway.has(key)) {
      this.cutAt = 0;
      return unknown;
    }
    this.exportsUnderway.add(key);
    const found = this.findExported(file, name);
    this.exportsUnderway.delete(key);
    if (this.cutAt === Infinity) this.exports.set(key, found);
    return found;
  }

  private findExported(file: string, name: string): Found {
    const code = this.code(file);
    if (!code) return unknown;
    const options: Found[] = [];
    for (const each of code.exports) {
      if (each.name !== name) continue;
      if ('value' in each) options.push(this.evaluate(each.value, file, undefined));
      else options.push(this.imported(file, each.from, each.imported));
    }
    if (options.length > 0) return oneOf(options);
    if (name !== 'default') {
      for (const each of code.exports) {
        if (each.name !== '*' || 'value' in each) continue;
        const found = this.imported(file, each.from, name);
        if (found.is !== 'unknown') return found;
      }
    }
    const whole = this.wholeExport(file);
    if (whole) return name === 'default' ? whole : this.member(whole, name);
    return name === 'default' ? { is: 'module', file } : unknown;
  }

  private readonly carriedByFile = new Map<string, readonly string[]>();

  /** Names by which a file's importers get at a store. */
  carried(file: string): readonly string[] {
    const present = this.carriedByFile.get(file);
    if (present) return present;
    this.carriedByFile.set(file, []);
    const names = carriedNames(file, this);
    this.carriedByFile.set(file, names);
    return names;
  }

  /** Whether a function of the workspace itself calls a store. */
  usesStore(file: string, functionIndex: number): boolean {
    return this.storeFunctions(file).has(functionIndex);
  }

  private readonly storeFunctionsByFile = new Map<string, ReadonlySet<number>>();

  private storeFunctions(file: string): ReadonlySet<number> {
    const present = this.storeFunctionsByFile.get(file);
    if (present) return present;
    const found = new Set<number>();
    this.storeFunctionsByFile.set(file, found);
    const code = this.code(file);
    for (const call of code?.calls ?? []) {
      if (call.function === undefined || found.has(call.function)) continue;
      const isStoreCall = optionsOf(this.evaluate(call.callee, file, undefined)).some(option => option.is === 'method' || (option.is === 'meaning' && option.meaning.is === 'request'));
      if (!isStoreCall) continue;
      for (let at: number | undefined = call.function; at !== undefined; at = code?.functions[at]?.parent) found.add(at);
    }
    return found;
  }

  declaredType(file: string, from: string, name: string): { readonly file: string; readonly name: string } | undefined {
    return this.findDeclaredType(file, from, name, 0);
  }

  private findDeclaredType(file: string, from: string, name: string, depth: number): { readonly file: string; readonly name: string } | undefined {
    const target = this.input.modules.resolve(file, from);
    const code = target === undefined ? undefined : this.code(target);
    if (target === undefined || !code || depth > 10) return undefined;
    if (Object.hasOwn(code.types, name) || Object.hasOwn(code.aliases, name)) return { file: target, name };
    for (const each of code.exports) {
      if ('value' in each || (each.name !== name && each.name !== '*')) continue;
      const found = this.findDeclaredType(target, each.from, each.name === '*' ? name : each.imported, depth + 1);
      if (found) return found;
    }
    return undefined;
  }
}

function importedBy(bindings: readonly Binding[], name: string): Found {
  const found = importedFrom(bindings, name === 'require' ? '*' : name);
  if (found.is !== 'unknown' || name === '*') return found;
  // A member of what the module gives as a whole: `import { Cluster } from 'ioredis'`.
  return unknown;
}

function globalNamed(name: string): Found {
  if (name === 'process' || name === 'import.meta') return { is: 'global', path: 'process' };
  if (name === 'globalThis' || name === 'global' || name === 'window') return { is: 'global', path: 'globalThis' };
  return unknown;
}

function calculate(operator: string, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    default:
      return left ** right;
  }
}
