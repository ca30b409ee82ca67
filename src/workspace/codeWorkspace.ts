import type { ConfigFile } from '../facts/config.js';
import { isEqual } from '../facts/isEqual.js';
import type { FileFacts } from '../facts/reader.js';
import { Clients } from './resolving/clients.js';
import { carriedNames } from './resolving/carriers.js';
import { indexOf, mentionKinds } from './resolving/fileIndex.js';
import { unreadCommand, type Client, type StoreCall } from './known.js';
import { librariesOf, type Libraries } from './resolving/libraries.js';
import { Mentions } from './resolving/mentions.js';
import { declaredInCode, type Declarations } from './constructs/declared.js';
import { isTest } from './files/paths.js';
import { Answers } from './resolving/answers.js';
import { WorkspaceResolver } from './resolving/resolver.js';
import type { Kept } from './resolving/tracking.js';
import { SourceFiles, type SourceFilesInput } from './files/sourceFiles.js';
import { sameCalls } from './calls/sameCalls.js';
import { commandsDefinedIn, storeCallsOf, type FileCalls } from './calls/storeCalls.js';

/** What the code of the workspace does with its stores. */
export interface ResolvedCode {
  /** By file and place. */
  readonly calls: readonly StoreCall[];
  /** Commands whose name could not be read. */
  readonly unread: readonly StoreCall[];
  /** Every client that code makes, by file and place. */
  readonly clients: readonly Client[];
  readonly resolver: WorkspaceResolver;
  readonly files: ReadonlyMap<string, FileFacts>;
  /** Infrastructure that code declares, by file. */
  readonly declared: ReadonlyMap<string, ConfigFile>;
  readonly incomplete: readonly { readonly path: string; readonly reason: string }[];
}

/** Importers of importers: so many rounds, and so many files in all. */
const mostRounds = 12;
const mostFollowed = 3000;
const mostNeededRounds = 6;

/** The facts of all files and what follows from them. What did not change, nor anything it was found by, is not found again. */
export class CodeWorkspace {
  readonly sources: SourceFiles;
  private readonly libraries: Libraries;
  private readonly clients = new Clients();
  private answers = new Answers();
  private readonly calls = new Map<string, Kept<FileCalls>>();
  private readonly carried = new Map<string, Kept<readonly string[]>>();
  private readonly defined = new Map<string, Kept<readonly string[]>>();
  private mentions = new Mentions();
  /** Facts as of the answers kept. */
  private before = new Map<string, FileFacts>();
  private definedCommands: ReadonlySet<string> = new Set();
  /** Files parsed because they import a client. */
  private importers: ReadonlySet<string> = new Set();
  private infrastructure: { readonly declarations: ReadonlyMap<string, Declarations>; readonly declared: ReadonlyMap<string, ConfigFile> } = { declarations: new Map(), declared: new Map() };
  private lastVersion = -1;
  private lastCarried = '';
  private resolved: ResolvedCode | undefined;
  private gathered: { readonly from: readonly FileCalls[]; readonly calls: ReturnType<typeof gather> } | undefined;

  constructor(input: SourceFilesInput) {
    this.sources = new SourceFiles(input);
    this.libraries = librariesOf(input.bindings);
  }

  setFile(path: string, text: string): void {
    this.sources.setFile(path, text);
  }

  removeFile(path: string): void {
    this.sources.removeFile(path);
  }

  resolve(): ResolvedCode {
    const { paths, version } = this.sources.takeChanges();
    const importsChanged = this.sources.takeImportsChanged();
    if (this.resolved && paths.size === 0 && version === this.lastVersion && !importsChanged) return this.resolved;
    if (version !== this.lastVersion) this.forgetAll();
    this.lastVersion = version;

    let resolver = this.renew();
    if (importsChanged || this.resolved === undefined || this.carriedText(resolver) !== this.lastCarried) resolver = this.followAll();
    resolver = this.withNeeds(resolver);
    const files = this.before;
    const all = this.callsOf(resolver);
    // what is gathered is the same list as long as it says the same
    const isKept = this.gathered?.from.length === all.length && all.every((each, index) => each === this.gathered?.from[index]);
    if (!this.gathered || !isKept) this.gathered = { from: all, calls: gather(all) };
    const { calls } = this.gathered;
    const declared = this.declared(resolver);
    this.lastCarried = this.carriedText(resolver);
    this.resolved = { ...calls, declared, resolver, files, incomplete: this.sources.incomplete() };
    return this.resolved;
  }

  /** What is made for tests is nothing of the product's. A file that declares the same as before gives the same object. */
  private declared(resolver: WorkspaceResolver): ReadonlyMap<string, ConfigFile> {
    const now = new Map<string, Declarations>();
    for (const path of [...this.before.keys()].sort()) {
      const { declarations } = this.ask(this.calls, path, resolver, storeCallsOf, sameCalls);
      if (declarations && !isTest(path)) now.set(path, declarations);
    }
    const { declarations: before, declared } = this.infrastructure;
    if (before.size === now.size && [...now].every(([path, each]) => before.get(path) === each)) return declared;
    const found = [...declaredInCode(now)].map(([path, file]) => {
      const present = declared.get(path);
      return [path, present && isEqual(present, file) ? present : file] as const;
    });
    this.infrastructure = { declarations: now, declared: new Map(found) };
    return this.infrastructure.declared;
  }

  private callsOf(resolver: WorkspaceResolver): readonly FileCalls[] {
    return [...this.before.keys()].sort().map(path => this.ask(this.calls, path, resolver, storeCallsOf, sameCalls));
  }

  /** Parses the files that arguments come from, too, and those that these need; and none that are needed no more. */
  private withNeeds(from: WorkspaceResolver): WorkspaceResolver {
    let resolver = this.withDefinedCommands(from);
    for (let round = 0; round < mostNeededRounds; round++) {
      const needed = new Map<string, Set<string>>();
      for (const { needs } of this.callsOf(resolver)) for (const { file, name } of needs) needed.set(file, (needed.get(file) ?? new Set()).add(name));
      const read = this.sources.follow([...needed.keys()].sort().slice(0, mostFollowed), needed);
      if (read.every(path => this.before.has(path))) {
        this.sources.unfollow(new Set([...this.importers, ...needed.keys()]));
        break;
      }
      resolver = this.withDefinedCommands(this.renew());
    }
    this.sources.takeChanges();
    return this.withDefinedCommands(this.renew());
  }

  /** Follows exported clients to those who import them, from the start: what was followed before plays no part. */
  private followAll(): WorkspaceResolver {
    this.sources.unfollow(new Set());
    const followed = new Set<string>();
    const asked = new Map<string, string>();
    let resolver = this.renew();
    for (let round = 0; round < mostRounds; round++) {
      const next = new Set<string>();
      for (const path of [...this.before.keys()].sort()) {
        const names = this.ask(this.carried, path, resolver, carriedNames);
        if (names.length === 0 || asked.get(path) === names.join(' ')) continue;
        asked.set(path, names.join(' '));
        for (const importer of this.sources.importersOf(path, names)) if (!followed.has(importer) && !isTest(importer)) next.add(importer);
      }
      if (next.size === 0 || followed.size >= mostFollowed) break;
      const paths = [...next].sort().slice(0, mostFollowed - followed.size);
      for (const path of paths) followed.add(path);
      this.sources.follow(paths);
      resolver = this.renew();
    }
    this.importers = followed;
    this.sources.takeChanges();
    return resolver;
  }

  private carriedText(resolver: WorkspaceResolver): string {
    return [...this.before.keys()].sort().map(path => `${path} ${this.ask(this.carried, path, resolver, carriedNames).join(' ')}`).join('\n');
  }

  /** A resolver over the facts as they are now; drops the answers that depend on what has changed. */
  private renew(): WorkspaceResolver {
    const files = this.sources.files();
    const changed = new Set<string>();
    for (const [path, facts] of files) if (this.before.get(path) !== facts) changed.add(path);
    for (const path of this.before.keys()) if (!files.has(path)) changed.add(path);
    if (changed.size > 0) {
      for (const path of changed) this.clients.forget(path);
      const names = [...changed].filter(path => !isTest(path)).flatMap(path => [...newNames(this.before.get(path), files.get(path))]);
      this.answers.change(changed, names);
      this.mentions.update(files, changed);
      this.before = files;
    }
    return this.makeResolver();
  }

  private makeResolver(): WorkspaceResolver {
    const { clients, libraries, definedCommands, mentions, answers } = this;
    const namesStore = (path: string): boolean => this.sources.namesStore(path);
    return new WorkspaceResolver({ files: this.before, filesWith: (kind, name) => mentions.filesWith(kind, name), modules: this.sources.modules(), namesStore, libraries, clients, definedCommands, answers });
  }

  private forgetAll(): void {
    this.before = new Map();
    this.mentions = new Mentions();
    this.answers = new Answers();
    this.calls.clear();
    this.carried.clear();
    this.defined.clear();
    this.resolved = undefined;
  }

  /** Commands that scripts define are methods everywhere; when they change, all calls are looked at again. */
  private withDefinedCommands(resolver: WorkspaceResolver): WorkspaceResolver {
    const names = new Set([...this.before.keys()].sort().flatMap(path => this.ask(this.defined, path, resolver, commandsDefinedIn)));
    if (names.size === this.definedCommands.size && [...names].every(name => this.definedCommands.has(name))) return resolver;
    this.definedCommands = names;
    this.answers = new Answers();
    for (const kept of [this.calls, this.carried, this.defined]) kept.clear();
    return this.makeResolver();
  }

  private ask<A>(answers: Map<string, Kept<A>>, path: string, resolver: WorkspaceResolver, question: (path: string, resolver: WorkspaceResolver) => A, same: (before: A, now: A) => A = (_, now) => now): A {
    const present = answers.get(path);
    if (present && this.answers.tracking.holds(present)) return present.answer;
    const kept = resolver.ask(path, question);
    const answer = present ? same(present.answer, kept.answer) : kept.answer;
    answers.set(path, { ...kept, answer });
    return answer;
  }
}

/** What a file mentions now and did not before: one that mentioned it before was looked into itself. */
function* newNames(before: FileFacts | undefined, after: FileFacts | undefined): Generator<string> {
  if (after?.kind !== 'code') return;
  const index = indexOf(after);
  for (const kind of mentionKinds) {
    const known = before?.kind === 'code' ? indexOf(before).mentioned(kind) : undefined;
    for (const name of index.mentioned(kind).keys()) if (known?.has(name) !== true) yield `${kind} ${name}`;
  }
}

/** One list of all files' calls. A request counts where it is sent; one that nothing sends, where it is made. */
function gather(all: readonly FileCalls[]): Pick<ResolvedCode, 'calls' | 'unread' | 'clients'> {
  const sent = new Set<string>();
  for (const file of all) for (const key of file.sent) sent.add(key);
  const calls: StoreCall[] = [];
  const elsewhere = new Set<string>();
  for (const file of all) {
    for (const call of file.calls) {
      // Two functions may both send a request that is made in a third place.
      if (call.kind === 'dynamodb.request') {
        const key = `${call.at.file}:${call.range.start}:${call.operation}`;
        if (elsewhere.has(key)) continue;
        elsewhere.add(key);
      }
      calls.push(call);
    }
    for (const [key, made] of file.made) if (!sent.has(key)) calls.push(...made);
  }
  const order = new Map([...new Set(calls.map(call => call.at.file))].sort().map((file, index) => [file, index]));
  calls.sort((a, b) => (order.get(a.at.file) ?? 0) - (order.get(b.at.file) ?? 0) || a.range.start - b.range.start || a.nameRange.start - b.nameRange.start);
  const clients = [...new Set(all.flatMap(file => file.clients))];
  clients.sort((a, b) => (a.place.file < b.place.file ? -1 : a.place.file > b.place.file ? 1 : a.place.start - b.place.start));
  const isUnread = (call: StoreCall): boolean => call.kind === 'redis.command' && call.command === unreadCommand;
  return { calls: calls.filter(call => !isUnread(call)), unread: calls.filter(isUnread), clients };
}
