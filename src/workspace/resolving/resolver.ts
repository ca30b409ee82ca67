import type { CodeFile, Decorator, TypeReference, Value, Variable } from '../../facts/code.js';
import type { Place } from '../../facts/place.js';
import type { FileFacts } from '../../facts/reader.js';
import type { Modules } from '../files/modules.js';
import { template, type CallReference, type Instance, type Known, type Located, type Resolver, type Text } from '../known.js';
import { Carriers } from './carriers.js';
import type { Clients } from './clients.js';
import type { Evaluator, Summary } from './evaluator.js';
import { Exports } from './exports.js';
import { indexOf, type FileIndex, type Mention } from './fileIndex.js';
import { optionsOf, telling, toKnown, unknown, type Found } from './found.js';
import type { Frame } from './frame.js';
import type { Libraries } from './libraries.js';
import { originOf } from './origin.js';
import { invoke } from './resolveCall.js';
import { derivesFrom } from './resolveDerived.js';
import { expression } from './resolveExpression.js';
import { libraryPartOf, memberOf } from './resolveMember.js';
import { textOf } from './resolveText.js';
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

export class WorkspaceResolver implements Resolver, Evaluator {
  readonly clients: Clients;
  readonly definedCommands: ReadonlySet<string>;
  private readonly exports: Exports;
  private readonly carriers = new Carriers(this);
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
  private readonly underway = new Map<Value, (Frame | undefined)[]>();
  private depth = 0;
  private steps = 0;
  /** The shallowest question that some answer under way had to be cut for: answers above it are not final. */
  private cutAt = Infinity;

  constructor(private readonly input: ResolverInput) {
    this.clients = input.clients;
    this.definedCommands = input.definedCommands;
    this.exports = new Exports(this, input.libraries, input.modules);
  }

  /** Forgets all answers, so that those that follow do not depend on what was asked before. */
  begin(): Looked {
    this.memo = new Map();
    this.free = new Map();
    this.callSites.clear();
    this.summaries.clear();
    this.exports.begin();
    this.carriers.begin();
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
    return originOf(located, this);
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

  fileOf(from: string, module: string): string | undefined {
    return this.exports.fileOf(from, module);
  }

  packageOf(file: string): string {
    return this.input.modules.packageOf(file)?.directory ?? '';
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

  cut(): void {
    this.cutAt = 0;
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
    const found = expression(value, file, frame, this);
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

  written(file: string, by: NonNullable<Variable['import']>): Located | undefined {
    return this.exports.written(file, by);
  }

  imported(file: string, from: string, name: string): Found {
    return this.exports.imported(file, from, name);
  }

  importedVariable(variable: Variable, by: NonNullable<Variable['import']>, file: string): Found {
    return this.exports.importedVariable(variable, by, file);
  }

  exported(file: string, name: string): Found {
    return this.exports.exported(file, name);
  }

  declaredType(file: string, from: string, name: string): { readonly file: string; readonly name: string } | undefined {
    return this.exports.declaredType(file, from, name);
  }

  /** Names by which a file's importers get at a store. */
  carried(file: string): readonly string[] {
    return this.carriers.carried(file);
  }

  /** Whether a function of the workspace itself calls a store. */
  usesStore(file: string, functionIndex: number): boolean {
    return this.carriers.usesStore(file, functionIndex);
  }
}
