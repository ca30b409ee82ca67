import type { CodeFile, Decorator, TypeReference, Value, Variable } from '../../facts/code.js';
import type { Place } from '../../facts/place.js';
import type { FileFacts } from '../../facts/reader.js';
import type { Modules } from '../files/modules.js';
import { template, type CallReference, type Instance, type Known, type Located, type Resolver, type Text } from '../known.js';
import type { Answers } from './answers.js';
import { Carriers } from './carriers.js';
import type { Clients } from './clients.js';
import type { Evaluator, Summary } from './evaluator.js';
import { Exports } from './exports.js';
import type { Keep } from './keep.js';
import { indexOf, type FileIndex, type Mention } from './fileIndex.js';
import { optionsOf, telling, toKnown, unknown, type Found } from './found.js';
import type { Frame } from './frame.js';
import { pluginNamesOf, type Libraries } from './libraries.js';
import { originOf } from './origin.js';
import { invoke } from './resolveCall.js';
import { derivesFrom } from './resolveDerived.js';
import { expression } from './resolveExpression.js';
import { libraryPartOf, memberOf } from './resolveMember.js';
import { textOf } from './resolveText.js';
import { decorated, ofType } from './resolveType.js';
import type { Kept, Tracking } from './tracking.js';

/** Expressions inside expressions, calls inside calls: beyond this depth a value counts as unknown. */
const deepest = 60;
/** The work that one question may cost, so that no code, however tangled, can hold up the rest. */
const mostSteps = 5_000;
/** So many results of one function are told apart by their arguments. */
const mostSummaries = 8;

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
  /** What was found before, as far as it still holds. */
  readonly answers: Answers;
}

export class WorkspaceResolver implements Resolver, Evaluator {
  readonly clients: Clients;
  readonly definedCommands: ReadonlySet<string>;
  readonly pluginNames: ReadonlySet<string>;
  private readonly exports: Exports;
  private readonly carriers = new Carriers(this);
  private readonly answers: Answers;
  private readonly tracking: Tracking;
  /** What values are found to be in the middle of a circle: good enough for the question under way, and no other. */
  private readonly provisional = new Map<Frame | undefined, Map<Value, Kept<Found>>>();
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
    this.answers = input.answers;
    this.tracking = input.answers.tracking;
    this.pluginNames = pluginNamesOf(input.libraries);
    this.exports = new Exports(this, input.libraries, input.modules, input.answers);
  }

  /** A question about one file, and what its answer depends on. No answer depends on what was asked before. */
  ask<Answer>(path: string, question: (path: string, resolver: WorkspaceResolver) => Answer): Kept<Answer> {
    this.tracking.begin();
    this.carriers.begin();
    const outer = this.tracking.open();
    this.tracking.onFile(path);
    const { answer, on, found } = this.tracking.close(outer, question(path, this));
    // asked again by itself, it is answered alike
    return { answer, on, found, question: undefined };
  }

  get keep(): Keep {
    return this.answers.joined;
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
    if (name.endsWith('()')) return this.returned(located, name.slice(0, -2));
    const found = telling(this.located(located));
    if (found.is !== 'object') return 'unknown';
    return found.properties.get(name) ?? (found.isOpen ? 'unknown' : 'absent');
  }

  /** What a method of an object, or of those made of a class, returns, where that is one thing. */
  private returned(located: Located, name: string): Located | 'absent' | 'unknown' {
    const of = telling(this.located(located));
    const method = this.member(of.is === 'class' ? { ...of, is: 'own-instance' } : of, name);
    if (method.is !== 'function') return of.is === 'object' && !of.isOpen && !of.properties.has(name) ? 'absent' : 'unknown';
    const [only, ...others] = this.code(method.file)?.functions[method.function]?.returns.filter(value => value.kind !== 'null') ?? [];
    return only && others.length === 0 ? { value: only, file: method.file } : 'unknown';
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
    this.tracking.onFile(file);
    const facts = this.input.files.get(file);
    return facts?.kind === 'code' ? facts : undefined;
  }

  versionOf(file: string, library: string): number | undefined {
    return this.input.modules.versionOf(file, library);
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

  summary(key: string, isSame: (used: Summary['used']) => boolean, find: () => { readonly summary: Summary; readonly isFinal: boolean }): Found {
    const { answers: { summaries }, tracking } = this;
    const before = (summaries.get(key) ?? []).filter(kept => tracking.holds(kept));
    const present = before.find(kept => isSame(kept.answer.used));
    if (tracking.use(present)) return present.answer.result;
    const outer = tracking.open();
    const { summary, isFinal } = find();
    const kept = tracking.close(outer, summary);
    if (isFinal && before.length < mostSummaries) summaries.set(key, [...before, kept]);
    return summary.result;
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
    this.tracking.pass();
  }

  once<A>(key: string, find: () => A): A {
    const { answers, tracking } = this;
    const present = answers.once.get(key);
    if (tracking.use(present)) return present.answer as A;
    const outer = this.cutAt;
    this.cutAt = Infinity;
    const around = tracking.open();
    const kept = tracking.close(around, find());
    if (this.cutAt === Infinity) answers.once.set(key, kept);
    this.cutAt = Math.min(outer, this.cutAt);
    return kept.answer;
  }

  filesWith(kind: Mention, name: string): readonly string[] {
    this.tracking.onName(`${kind} ${name}`);
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
    const remembered = this.remembered(value, file, frame);
    if (remembered) return remembered;
    const open = this.underway.get(value);
    const isCycle = open?.includes(frame) === true;
    if (isCycle || this.depth >= deepest || ++this.steps > mostSteps) {
      if (!isCycle) this.tracking.pass();
      this.cutAt = Math.min(this.cutAt, isCycle ? this.depthOf(value, frame) : 0);
      return unknown;
    }
    if (open) open.push(frame);
    else this.underway.set(value, [frame]);
    this.trail.push(value, frame);
    this.depth++;
    const consultedBefore = this.consulted;
    this.consulted = 0;
    const outer = this.tracking.open();
    const kept = this.tracking.close(outer, expression(value, file, frame, this));
    if (frame && holdsValues(kept.answer)) this.consult(frame);
    const { consulted } = this;
    this.consulted = Math.max(consultedBefore, frame ? consulted : 0);
    this.depth--;
    this.trail.length -= 2;
    if (open) open.pop();
    else this.underway.delete(value);
    if (this.cutAt >= this.depth) {
      this.remember(value, file, frame, consulted, kept);
      this.cutAt = Infinity;
    } else this.rememberProvisionally(value, frame, kept);
    return kept.answer;
  }

  /** Notes that an answer depends on a call under way; on all of them, when the one it asks for is not among them. */
  consult(frame: Frame | undefined): void {
    this.consulted = Math.max(this.consulted, frame?.depth ?? Infinity);
  }

  private remembered(value: Value, file: string, frame: Frame | undefined): Found | undefined {
    const { tracking } = this;
    const ofFile = this.answers.ofFile(file);
    const exact = (frame ? frame.memo : ofFile.plain).get(value);
    if (tracking.use(exact)) {
      if (frame) this.consulted = Infinity;
      return exact.answer;
    }
    for (let each = frame; each; each = each.outer) {
      const found = each.shared.get(value);
      if (!tracking.use(found)) continue;
      this.consult(each);
      return found.answer;
    }
    const free = ofFile.free.get(value);
    if (tracking.use(free)) return free.answer;
    const provisional = this.provisional.size === 0 ? undefined : this.provisional.get(frame)?.get(value);
    if (!tracking.use(provisional)) return undefined;
    if (frame) this.consulted = Infinity;
    tracking.pass();
    return provisional.answer;
  }

  /** Kept where it holds: for every call, for those inside the innermost one it depends on, or for this one alone. */
  private remember(value: Value, file: string, frame: Frame | undefined, consulted: number, kept: Kept<Found>): void {
    if (consulted === 0) this.answers.ofFile(file).free.set(value, kept);
    else if (!frame) this.answers.ofFile(file).plain.set(value, kept);
    else if (consulted === Infinity) frame.memo.set(value, kept);
    else {
      let at = frame;
      while (at.outer && at.depth > consulted) at = at.outer;
      at.shared.set(value, kept);
    }
  }

  private rememberProvisionally(value: Value, frame: Frame | undefined, kept: Kept<Found>): void {
    const present = this.provisional.get(frame);
    if (present) present.set(value, kept);
    else this.provisional.set(frame, new Map([[value, kept]]));
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

/** What is in it is found later, through the call that it was seen through. */
function holdsValues(found: Found): boolean {
  return optionsOf(found).some(({ is }) => is === 'object' || is === 'list' || is === 'request');
}
