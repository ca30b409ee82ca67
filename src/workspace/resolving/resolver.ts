import type { CodeFile, Decorator, TypeReference, Value, Variable } from '../../facts/code.js';
import type { Place } from '../../facts/place.js';
import type { FileFacts } from '../../facts/reader.js';
import { carriedNames } from './carriers.js';
import type { Clients } from './clients.js';
import type { Evaluator, Summary } from './evaluator.js';
import { indexOf, type FileIndex, type Mention } from './fileIndex.js';
import { nothing, oneOf, optionsOf, tells, telling, toKnown, unknown, type Found } from './found.js';
import { frameOf, locate, type Frame } from './frame.js';
import { template, type CallReference, type Instance, type Known, type Located, type Resolver, type Text } from '../known.js';
import { importedFrom, type Libraries } from './libraries.js';
import type { Modules } from '../files/modules.js';
import { derivesFrom } from './resolveDerived.js';
import { listOf, objectOf, withAssignments, withPushed } from './resolveObject.js';
import { invoke, resultOf } from './resolveCall.js';
import { assignedAt, libraryPartOf, memberOf, parentOf, thisOf } from './resolveMember.js';
import { parameterOf } from './resolveParameter.js';
import { concatenation, textOf } from './resolveText.js';
import { decorated, ofType } from './resolveType.js';

/** Expressions inside expressions, calls inside calls: beyond this depth a value counts as unknown. */
const deepest = 60;
/** The work that one question may cost, so that no code, however tangled, can hold up the rest. */
const mostSteps = 5_000;

export interface ResolverInput {
  readonly files: ReadonlyMap<string, FileFacts>;
  /** Files that hold a call, a shared assignment and the like of a name, sorted. */
  readonly filesWith: (kind: Mention, name: string) => readonly string[];
  readonly modules: Modules;
  /** Whether a file is parsed because of what it holds itself. */
  readonly namesStore: (path: string) => boolean;
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

interface PassedOn {
  readonly file: string | undefined;
  readonly visited: ReadonlySet<string>;
  /** Libraries that are passed on whole. */
  readonly libraries: readonly string[];
}

export class WorkspaceResolver implements Resolver, Evaluator {
  readonly clients: Clients;
  readonly definedCommands: ReadonlySet<string>;
  private looked: Looked = { files: new Set(), names: new Set() };
  /** What values are, seen through no call. */
  memo = new Map<Value, Found>();
  /** What values are, through whatever call they are seen. */
  private free = new Map<Value, Found>();
  /** What values are found to be in the middle of a circle: good enough for the question under way, and no other. */
  readonly provisional = new Map<Value, Found>();
  private readonly callSites = new Map<string, unknown>();
  /** The innermost call (by depth) that the answer under way depends on; 0 for none. */
  private consulted = 0;
  private readonly imports = new Map<Variable, Found>();
  private exports = new Map<string, Found>();
  private readonly underway = new Map<Value, (Frame | undefined)[]>();
  private readonly exportsUnderway = new Set<string>();
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
    this.free = new Map();
    this.imports.clear();
    this.callSites.clear();
    this.summaries.clear();
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

  texts(located: Located): readonly Text[] {
    const texts = new Map<string, Text>();
    for (const option of optionsOf(this.located(located))) {
      const text = textOf(option);
      if (text) texts.set(template(text), text);
    }
    return [...texts.values()];
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

  /** The file of the workspace that a module means in another. */
  fileOf(from: string, module: string): string | undefined {
    return this.input.libraries.has(module) ? this.input.modules.resolveAlias(from, module) : this.input.modules.resolve(from, module);
  }

  namesStore(file: string): boolean {
    return this.input.namesStore(file);
  }

  index(file: string): FileIndex | undefined {
    const code = this.code(file);
    return code && indexOf(code);
  }

  private readonly summaries = new Map<string, Summary[]>();

  summariesOf(key: string): Summary[] {
    const present = this.summaries.get(key);
    if (present) return present;
    const made: Summary[] = [];
    this.summaries.set(key, made);
    return made;
  }

  wholly(find: () => Found): { readonly found: Found; readonly isFinal: boolean } {
    const outer = this.cutAt;
    this.cutAt = Infinity;
    const found = find();
    const isFinal = this.cutAt === Infinity;
    this.cutAt = Math.min(outer, this.cutAt);
    return { found, isFinal };
  }

  once<A>(key: string, find: () => A): A {
    const present = this.callSites.get(key);
    if (present !== undefined) return present as A;
    const outer = this.cutAt;
    this.cutAt = Infinity;
    const found = find();
    if (this.cutAt === Infinity) this.callSites.set(key, found);
    this.cutAt = Math.min(outer, this.cutAt);
    return found;
  }

  filesWith(kind: Mention, name: string): readonly string[] {
    this.looked.names.add(`${kind} ${name}`);
    return this.input.filesWith(kind, name);
  }

  evaluate(value: Value, file: string, frame: Frame | undefined): Found {
    const isSimple = value.kind === 'unknown' || value.kind === 'comparison';
    if (isSimple) return unknown;
    if (this.depth === 0) {
      this.steps = 0;
      this.cutAt = Infinity;
      this.provisional.clear();
    }
    const remembered = this.remembered(value, frame);
    if (remembered) return remembered;
    const open = this.underway.get(value);
    const isCycle = open?.includes(frame) === true;
    if (isCycle || this.depth >= deepest || ++this.steps > mostSteps) {
      this.cutAt = Math.min(this.cutAt, isCycle ? this.depthOf(value, frame) : 0);
      return unknown;
    }
    if (open) open.push(frame);
    else this.underway.set(value, [frame]);
    this.trail.push(value, frame);
    this.depth++;
    const consultedBefore = this.consulted;
    this.consulted = 0;
    const found = this.find(value, file, frame);
    const { consulted } = this;
    this.consulted = Math.max(consultedBefore, frame ? consulted : 0);
    this.depth--;
    this.trail.length -= 2;
    if (open) open.pop();
    else this.underway.delete(value);
    if (this.cutAt >= this.depth) {
      this.remember(value, frame, consulted, found);
      this.cutAt = Infinity;
    } else (frame ?? this).provisional.set(value, found);
    return found;
  }

  /** Notes that an answer depends on a call under way; on all of them, when the one it asks for is not among them. */
  consult(frame: Frame | undefined): void {
    this.consulted = Math.max(this.consulted, frame?.depth ?? Infinity);
  }

  private remembered(value: Value, frame: Frame | undefined): Found | undefined {
    const exact = (frame ?? this).memo.get(value);
    if (exact) {
      if (frame) this.consulted = Infinity;
      return exact;
    }
    for (let each = frame; each; each = each.outer) {
      const found = each.shared.get(value);
      if (!found) continue;
      this.consult(each);
      return found;
    }
    const free = this.free.get(value);
    if (free) return free;
    const provisional = (frame ?? this).provisional.get(value);
    if (provisional && frame) this.consulted = Infinity;
    return provisional;
  }

  /** Kept where it holds: for every call, for those inside the innermost one it depends on, or for this one alone. */
  private remember(value: Value, frame: Frame | undefined, consulted: number, found: Found): void {
    if (consulted === 0) this.free.set(value, found);
    else if (consulted === Infinity || !frame) (frame ?? this).memo.set(value, found);
    else {
      let at = frame;
      while (at.outer && at.depth > consulted) at = at.outer;
      at.shared.set(value, found);
    }
  }

  /** Values and frames under way, outermost first. */
  private readonly trail: (Value | Frame | undefined)[] = [];

  private depthOf(value: Value, frame: Frame | undefined): number {
    for (let depth = 0; depth * 2 < this.trail.length; depth++) {
      if (this.trail[depth * 2] === value && this.trail[depth * 2 + 1] === frame) return depth;
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
        return concatenation(value.parts.map(part => this.partOfText(part, file, frame)));
      case 'object':
        return objectOf(value, file, frame, this);
      case 'list':
        return listOf(value, file, frame, this);
      case 'name':
        return this.name(value, file, frame);
      case 'this':
        return this.thisAt(value, file, frame);
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

  /** A number that callers happen to give is not what a key is made of: it is open. */
  private partOfText(part: Value, file: string, frame: Frame | undefined): Found {
    const found = this.evaluate(part, file, frame);
    const isParameter = part.kind === 'name' && part.variable !== undefined && this.code(file)?.variables[part.variable]?.parameter !== undefined;
    return found.is === 'number' && isParameter ? unknown : found;
  }

  private thisAt(value: Value, file: string, frame: Frame | undefined): Found {
    return thisOf(value.range.start, file, frame, this);
  }

  private either(options: readonly Value[], file: string, frame: Frame | undefined): Found {
    // What is only compared is no value of its own: `isThere && key`.
    return oneOf(options.filter(option => option.kind !== 'comparison').map(option => this.evaluate(option, file, frame)));
  }

  private arithmetic(value: Extract<Value, { kind: 'arithmetic' }>, file: string, frame: Frame | undefined): Found {
    const left = this.evaluate(value.left, file, frame);
    const right = this.evaluate(value.right, file, frame);
    if (left.is === 'number' && right.is === 'number') return { is: 'number', number: calculate(value.operator, left.number, right.number) };
    if (value.operator === '+' && (left.is === 'text' || right.is === 'text')) return concatenation([left, right]);
    return unknown;
  }

  private name(value: Extract<Value, { kind: 'name' }>, file: string, frame: Frame | undefined): Found {
    if (value.variable === undefined) return value.name === 'super' ? parentOf(this.thisAt(value, file, frame), this) : globalNamed(value.name);
    const variable = this.code(file)?.variables[value.variable];
    if (!variable) return unknown;
    if (variable.import) return this.importedVariable(variable, variable.import, file);
    if (variable.parameter) return parameterOf(variable, file, frame, this);
    const inside = variable.function === undefined ? undefined : frame;
    const given = variable.value ? this.evaluate(variable.value, file, inside) : unknown;
    const path = `v${value.variable}`;
    const assigned = given.is === 'list' ? withPushed(given, path, file, inside, this) : withAssignments(given, path, file, inside, this);
    if (tells(assigned) || !variable.type) return assigned;
    return this.byType(variable.type, file, { file, ...variable.range }, variable.name);
  }

  private importedVariable(variable: Variable, { from, name }: NonNullable<Variable['import']>, file: string): Found {
    const present = this.imports.get(variable);
    if (present) return present;
    const { found, isFinal } = this.wholly(() => this.imported(file, from, name));
    if (isFinal) this.imports.set(variable, found);
    return found;
  }

  private memberExpression(value: Extract<Value, { kind: 'member' }>, file: string, frame: Frame | undefined): Found {
    const object = this.evaluate(value.object, file, frame);
    const name = value.property === '' && value.computed ? this.fixedText(value.computed, file, frame) : value.property;
    const found = name === undefined || name === '' ? unknown : this.member(object, name);
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
    const bindings = this.input.libraries.get(from);
    const target = this.fileOf(file, from);
    if (target !== undefined) {
      if (name === 'require') return this.required(target);
      return name === '*' ? this.namespace(target) : this.exported(target, name);
    }
    if (bindings) return importedFrom(bindings, name === 'require' ? '*' : name);
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
    const index = this.index(file);
    if (!index) return unknown;
    const options: Found[] = [];
    for (const each of index.exportsByName.get(name) ?? []) {
      if ('value' in each) options.push(this.evaluate(each.value, file, undefined));
      else options.push(this.imported(file, each.from, each.imported));
    }
    if (options.length > 0) return oneOf(options);
    if (name !== 'default') {
      const passedOn = this.passedOn(file, name);
      if (passedOn.file !== undefined) return this.exported(passedOn.file, name);
      for (const module of passedOn.libraries) {
        const found = importedFrom(this.input.libraries.get(module) ?? [], name);
        if (found.is !== 'unknown') return found;
      }
    }
    const whole = this.wholeExport(file);
    if (whole) return name === 'default' ? whole : this.member(whole, name);
    return name === 'default' ? { is: 'module', file } : unknown;
  }

  private readonly passed = new Map<string, PassedOn>();

  /** The file behind a barrel's `export *` that itself exports a name. */
  private passedOn(file: string, name: string): PassedOn {
    const key = `${name} ${file}`;
    let found = this.passed.get(key);
    if (!found) {
      found = this.findPassedOn(file, name);
      this.passed.set(key, found);
    }
    for (const path of found.visited) this.looked.files.add(path);
    return found;
  }

  private findPassedOn(file: string, name: string): PassedOn {
    const visited = new Set([file]);
    const libraries: string[] = [];
    // Sets give what is added while they are gone through.
    for (const path of visited) {
      const index = this.index(path);
      if (path !== file && (index?.exportsByName.has(name) || index?.exportsByName.get('*')?.some(each => 'value' in each))) return { file: path, visited, libraries };
      for (const module of this.starsOf(index)) {
        const target = this.fileOf(path, module);
        if (target !== undefined) visited.add(target);
        else if (this.input.libraries.has(module)) libraries.push(module);
      }
    }
    return { file: undefined, visited, libraries };
  }

  private starsOf(index: FileIndex | undefined): readonly string[] {
    return index?.exportsByName.get('*')?.flatMap(each => ('value' in each ? [] : [each.from])) ?? [];
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
