import type { Binding } from '../../bindings/binding.js';
import type { FileFacts, Reader } from '../../facts/reader.js';
import { isEqual } from '../../facts/isEqual.js';
import { scanImports, type ImportScan } from '../../readers/code/imports.js';
import { createModules, type Modules } from './modules.js';
import { moduleName } from './paths.js';

export interface SourceFilesInput {
  /** Code and config readers, in the order in which they are asked. */
  readonly readers: readonly Reader[];
  readonly bindings: readonly Binding[];
  /** Reads a file again that was set before. Without it, texts are kept. */
  readonly read?: ((path: string) => string | undefined) | undefined;
}

/** Code that nothing speaks for parsing yet: only what it imports is kept. */
interface Scanned {
  readonly imports: readonly ImportScan[];
  /** Only when nobody can be asked for it again. */
  readonly text?: string;
}

const codeFile = /\.[cm]?[jt]sx?$/i;
const projectFile = /(?:^|\/)(?:package|jsconfig|tsconfig[^/]*)\.json$/;
const storeWords = 'redis|valkey|keydb|dynamo|cassandra|scylla|keyspaces|elasticache|memorydb';
/** What is said to this tool is read wherever it stands. */
const ownWords = 'datastore:\\s*\\w+=|datastore-review-disable';
const longestCode = 512 * 1024;
const longestProject = 256 * 1024;
const headLength = 64 * 1024;

/**
 * Which files are parsed, and their facts: those that name a store or a library, config that a reader takes, and those
 * that are asked for with `follow`. The order in which files arrive makes no difference.
 */
export class SourceFiles {
  private readonly facts = new Map<string, FileFacts>();
  private readonly scanned = new Map<string, Scanned>();
  private readonly followed = new Map<string, FileFacts>();
  private readonly skipped = new Map<string, string>();
  private readonly projects = new Map<string, string>();
  private readonly codePaths = new Set<string>();
  /** Scanned files by names they import, and by the last word of modules they import as a whole. */
  private readonly importers = new Map<string, Set<string>>();
  /** Names that files were found not to hold. */
  private readonly lacking = new Map<string, Set<string>>();
  private readonly seedWords: RegExp;
  private changed = new Set<string>();
  private modulesMade: Modules | undefined;
  private version = 0;

  constructor(private readonly input: SourceFilesInput) {
    this.seedWords = seedWordsOf(input.bindings);
  }

  setFile(path: string, text: string): void {
    if (projectFile.test(path)) this.setProject(path, text);
    if (codeFile.test(path)) this.setCode(path, text);
    else this.setConfig(path, text);
  }

  removeFile(path: string): void {
    if (this.projects.delete(path) || this.codePaths.delete(path)) this.modulesChanged();
    this.setScanned(path, undefined);
    this.skipped.delete(path);
    if (this.followed.delete(path)) this.touch(path, true);
    this.setFacts(path, undefined);
  }

  /** Facts by path, of all files that are parsed. */
  files(): Map<string, FileFacts> {
    const all = new Map(this.facts);
    for (const [path, facts] of this.followed) all.set(path, facts);
    return all;
  }

  /** Whether a file is parsed because of what it holds itself. */
  namesStore(path: string): boolean {
    return this.facts.has(path);
  }

  get counts(): { readonly listed: number; readonly parsed: number } {
    const config = [...this.facts.keys()].filter(path => !this.codePaths.has(path)).length;
    return { listed: this.codePaths.size + config, parsed: this.facts.size + this.followed.size };
  }

  modules(): Modules {
    const { codePaths, projects } = this;
    return (this.modulesMade ??= createModules({ has: path => codePaths.has(path), projects }));
  }

  incomplete(): readonly { readonly path: string; readonly reason: string }[] {
    const notes = [...this.skipped].map(([path, reason]) => ({ path, reason }));
    for (const [path, facts] of this.files()) for (const reason of facts.incomplete) notes.push({ path, reason });
    return notes.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  }

  /** Paths whose facts changed since it was last asked; `undefined` when modules may mean other files now. */
  takeChanges(): { readonly paths: ReadonlySet<string>; readonly version: number } {
    const paths = this.changed;
    this.changed = new Set();
    return { paths, version: this.version };
  }

  /** Scanned files that import one of the names from a file, directly. */
  importersOf(file: string, names: readonly string[]): readonly string[] {
    const modules = this.modules();
    const found = new Set<string>();
    for (const key of [...names, `/${moduleName(file)}`, aliased, ...packageKeys(file, modules)]) {
      for (const path of this.importers.get(key) ?? []) {
        if (found.has(path)) continue;
        const imports = this.scanned.get(path)?.imports ?? [];
        if (imports.some(each => each.names.some(name => keyOf(name, each.from) === key) && modules.resolve(path, each.from) === file)) found.add(path);
      }
    }
    return [...found];
  }

  /** Parses scanned files as well, if they hold one of some names or pass on what others hold; gives those that are read. */
  follow(paths: Iterable<string>, names?: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
    const read: string[] = [];
    for (const path of paths) {
      const scan = this.followed.has(path) ? undefined : this.scanned.get(path);
      if (scan) this.followOne(path, scan, names?.get(path));
      if (this.followed.has(path)) read.push(path);
    }
    return read;
  }

  private followOne(path: string, scan: Scanned, names: ReadonlySet<string> | undefined): void {
    const key = names && [...names].sort().join(' ');
    if (key !== undefined && this.lacking.get(path)?.has(key) === true) return;
    const text = scan.text ?? this.input.read?.(path);
    if (text === undefined) return;
    const passesOn = scan.imports.some(each => each.isReexport && each.names.includes('*'));
    if (names && key !== undefined && !passesOn && ![...names].some(name => mayExport(text, name))) {
      this.lacking.set(path, (this.lacking.get(path) ?? new Set()).add(key));
      return;
    }
    const facts = this.readCode(path, text);
    if (!facts) return;
    this.followed.set(path, facts);
    this.changed.add(path);
  }

  /** Stops following all but the given files. */
  unfollow(kept: ReadonlySet<string>): void {
    for (const path of this.followed.keys()) {
      if (kept.has(path)) continue;
      this.followed.delete(path);
      this.changed.add(path);
    }
  }

  private setProject(path: string, text: string): void {
    const kept = text.length > longestProject ? '{}' : text;
    if (this.projects.get(path) === kept) return;
    this.projects.set(path, kept);
    this.modulesChanged();
  }

  private modulesChanged(): void {
    this.modulesMade = undefined;
    this.version++;
  }

  private setConfig(path: string, text: string): void {
    const head = text.length > headLength ? text.slice(0, headLength) : text;
    const reader = this.input.readers.find(each => each.accepts(path, head));
    this.setFacts(path, reader?.read(path, text));
  }

  private setCode(path: string, text: string): void {
    if (!this.codePaths.has(path)) {
      this.codePaths.add(path);
      this.modulesChanged();
    }
    this.skipped.delete(path);
    this.lacking.delete(path);
    const isSeed = this.seedWords.test(text);
    const tooLong = isSeed ? whyNotRead(text) : text.length > longestCode ? 'long' : undefined;
    if (tooLong !== undefined) {
      if (isSeed) this.skipped.set(path, tooLong);
      this.setScanned(path, undefined);
      this.setFacts(path, undefined);
      return;
    }
    if (isSeed) {
      if (this.followed.delete(path)) this.version++;
      this.setScanned(path, undefined);
      this.setFacts(path, this.readCode(path, text));
      return;
    }
    this.setFacts(path, undefined);
    this.setScanned(path, { imports: scanImports(text), ...(this.input.read ? {} : { text }) });
    const before = this.followed.get(path);
    if (!before) return;
    const facts = this.readCode(path, text);
    if (!facts || isEqual(before, facts)) return;
    this.followed.set(path, facts);
    this.changed.add(path);
  }

  private readCode(path: string, text: string): FileFacts | undefined {
    return this.input.readers.find(each => each.accepts(path, text.slice(0, headLength)))?.read(path, text);
  }

  private setFacts(path: string, facts: FileFacts | undefined): void {
    const before = this.facts.get(path);
    // What says the same stays the same, so that nothing that follows from it is worked out again.
    if (isEqual(before, facts)) return;
    if (facts) this.facts.set(path, facts);
    else this.facts.delete(path);
    this.touch(path, !before || !facts);
  }

  private touch(path: string, isOther: boolean): void {
    this.changed.add(path);
    if (isOther) this.version++;
  }

  private setScanned(path: string, scan: Scanned | undefined): void {
    const before = this.scanned.get(path);
    if (!before && !scan) return;
    if (scan) this.scanned.set(path, scan);
    else this.scanned.delete(path);
    if (before && scan && JSON.stringify(before.imports) === JSON.stringify(scan.imports)) return;
    for (const key of keysOf(before)) this.importers.get(key)?.delete(path);
    for (const key of keysOf(scan)) {
      const present = this.importers.get(key);
      if (present) present.add(path);
      else this.importers.set(key, new Set([path]));
    }
    this.imported = true;
  }

  /** Whether what scanned files import has changed since it was last asked. */
  private imported = false;
  takeImportsChanged(): boolean {
    const { imported } = this;
    this.imported = false;
    return imported;
  }
}

/** Names that are imported; for a whole module `/` and its last word. */
function keysOf(scan: Scanned | undefined): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { from, names } of scan?.imports ?? []) {
    for (const name of names) keys.add(keyOf(name, from));
  }
  return keys;
}

/** For specifiers whose last word need not be that of a file: `.`, `../..`, `#redis`. */
const aliased = '/.';

function keyOf(name: string, from: string): string {
  if (name !== '*' && name !== 'default') return name;
  return /^[#~$]|(?:^|\/)\.\.?\/?$/.test(from) ? aliased : `/${moduleName(from)}`;
}

/** How a package's main module may be named by those who import all of it. */
function packageKeys(file: string, modules: Modules): readonly string[] {
  const own = modules.packageOf(file);
  if (own?.name === undefined || !own.targetsOf('.').some(target => file.startsWith(target))) return [];
  return [`/${moduleName(own.name)}`];
}

function mayExport(text: string, name: string): boolean {
  if (name === '*' || name === 'default') return true;
  const quoted = name.replace(/\$/g, '\\$&');
  return text.includes(name) && new RegExp(`\\bexport\\b(?:[^\\n]*|\\s*\\{[^}]*)\\b${quoted}\\b|\\bexports\\b`).test(text);
}

function whyNotRead(text: string): string | undefined {
  if (text.length > longestCode) return 'skipped: longer than 512 KiB';
  if (text.length < 20_000) return undefined;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return text.length / lines > 1000 ? 'skipped: minified' : undefined;
}

/** Finds what names a store, or a module of a library whose name does not. */
function seedWordsOf(bindings: readonly Binding[]): RegExp {
  const words = new RegExp(storeWords, 'i');
  const modules = new Set(bindings.flatMap(binding => (binding.isGeneral ? [] : binding.modules)).filter(module => !words.test(module)));
  const quoted = [...modules].map(module => `['"\`]${module.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}['"\`]`);
  return new RegExp([storeWords, ownWords, ...quoted].join('|'), 'i');
}
