import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter, type MessageConnection } from 'vscode-jsonrpc/node';
import type {
  ClientCapabilities, CodeAction, Diagnostic, DocumentDiagnosticReport, Hover, InitializeResult, MarkupContent, Position, PublishDiagnosticsParams, Range, TextEdit,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** A folder on disk that a test may change. */
export class Folder {
  constructor(files: Readonly<Record<string, string>>, readonly root = mkdtempSync(join(tmpdir(), 'server-'))) {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  delete(path: string): void {
    rmSync(join(this.root, path));
  }

  uri(path = ''): string {
    return pathToFileURL(join(this.root, path)).toString();
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

export interface EditorOptions {
  readonly pull?: boolean;
  readonly settings?: unknown;
  readonly initializationOptions?: unknown;
}

/** An editor, as far as a language server can tell: speaks LSP to a server process over stdio. */
export class Editor {
  readonly process: ChildProcess;
  readonly exited: Promise<number | null>;
  readonly connection: MessageConnection;
  /** What the server wrote to its log and to stderr. */
  log = '';
  answer: InitializeResult | undefined;
  settings: unknown;
  /** Of a folder that has settings of its own, by its URI. */
  readonly folderSettings = new Map<string, unknown>();
  readonly #published = new Map<string, readonly Diagnostic[]>();
  readonly #waiting = new Set<() => void>();
  readonly #documents = new Map<string, TextDocument>();
  readonly #canPull: boolean;
  #refreshes = 0;

  constructor({ pull = true, settings = {} }: EditorOptions = {}) {
    this.#canPull = pull;
    this.settings = settings;
    const server = spawn(process.execPath, ['dist/cli.js', 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.process = server;
    this.exited = new Promise(done => void server.once('exit', done));
    server.stderr.on('data', chunk => { this.log += String(chunk); });
    const reader = new StreamMessageReader(server.stdout);
    // a server that goes in the middle of a message would leave a timer that keeps the tests from ending
    reader.partialMessageTimeout = 0;
    this.connection = createMessageConnection(reader, new StreamMessageWriter(server.stdin));
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.onRequest('window/workDoneProgress/create', () => null);
    this.connection.onRequest('workspace/configuration', ({ items }: { items: readonly { readonly scopeUri?: string }[] }) => items.map(({ scopeUri }) => this.folderSettings.get(scopeUri ?? '') ?? this.settings));
    this.connection.onRequest('workspace/diagnostic/refresh', () => {
      this.#refreshes++;
      this.#wake();
      return null;
    });
    this.connection.onNotification('window/logMessage', ({ message }: { message: string }) => { this.log += `${message}\n`; });
    this.connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => {
      this.#published.set(uri, diagnostics);
      this.#wake();
    });
    this.connection.onUnhandledNotification(() => undefined);
    this.connection.listen();
  }

  static async start(folders: readonly Folder[], options: EditorOptions = {}): Promise<Editor> {
    const editor = new Editor(options);
    const capabilities: ClientCapabilities = {
      textDocument: options.pull === false ? { publishDiagnostics: {} } : { diagnostic: { dynamicRegistration: true }, publishDiagnostics: {} },
      workspace: { configuration: true, workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true }, diagnostics: { refreshSupport: true } },
      window: { workDoneProgress: true },
    };
    editor.answer = await editor.connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: folders.map(folder => ({ uri: folder.uri(), name: folder.root })),
      capabilities,
      initializationOptions: options.initializationOptions,
    });
    await editor.connection.sendNotification('initialized', {});
    return editor;
  }

  async open(uri: string, text: string, languageId = 'typescript'): Promise<void> {
    this.#documents.set(uri, TextDocument.create(uri, languageId, 1, text));
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  async close(uri: string): Promise<void> {
    this.#documents.delete(uri);
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  /** Replaces the first occurrence of some text, as an incremental change. */
  async replace(uri: string, old: string, text: string): Promise<void> {
    const document = this.document(uri);
    const at = document.getText().indexOf(old);
    await this.edit(uri, [{ range: { start: document.positionAt(at), end: document.positionAt(at + old.length) }, newText: text }]);
  }

  /** Applies edits the way an editor does: all seen from the text before, sent as changes from the end. */
  async edit(uri: string, edits: readonly TextEdit[]): Promise<void> {
    const document = this.document(uri);
    const version = document.version + 1;
    const changes = [...edits].sort((a, b) => document.offsetAt(b.range.start) - document.offsetAt(a.range.start)).map(({ range, newText }) => ({ range, text: newText }));
    this.#documents.set(uri, TextDocument.update(document, changes, version));
    await this.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: changes });
  }

  async filesChanged(...uris: readonly string[]): Promise<void> {
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: uris.map(uri => ({ uri, type: 2 })) });
  }

  document(uri: string): TextDocument {
    const document = this.#documents.get(uri);
    if (!document) throw new Error(`${uri} is not open`);
    return document;
  }

  textAt(uri: string, range: Range): string {
    return this.document(uri).getText(range);
  }

  async pull(uri: string): Promise<readonly Diagnostic[]> {
    const report = await this.connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument: { uri } });
    return report.kind === 'full' ? report.items : [];
  }

  /** Diagnostics of an open document, by whichever way this editor gets them, once they are as a test wants them. */
  async diagnostics(uri: string, areRight: (diagnostics: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]> {
    if (!this.#canPull) return this.published(uri, areRight);
    for (;;) {
      const seen = this.#refreshes;
      const found = await this.pull(uri);
      if (areRight(found)) return found;
      await this.#until(() => this.#refreshes > seen);
    }
  }

  /** What the server pushed for a file, once it is as a test wants it. */
  async published(uri: string, areRight: (diagnostics: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]> {
    await this.#until(() => {
      const found = this.#published.get(uri);
      return found !== undefined && areRight(found);
    });
    return this.#published.get(uri) ?? [];
  }

  wasPublished(uri: string): boolean {
    return this.#published.has(uri);
  }

  async hover(uri: string, position: Position): Promise<string | undefined> {
    const hover = await this.connection.sendRequest<Hover | null>('textDocument/hover', { textDocument: { uri }, position });
    return hover ? (hover.contents as MarkupContent).value : undefined;
  }

  codeActions(uri: string, range: Range): Promise<readonly CodeAction[]> {
    return this.connection.sendRequest<readonly CodeAction[]>('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics: [] } });
  }

  async stop(): Promise<number | null> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const code = await this.exited;
    this.connection.dispose();
    return code;
  }

  #wake(): void {
    for (const one of this.#waiting) one();
  }

  /** Resolves when something the server sent makes it true. */
  #until(isTrue: () => boolean): Promise<void> {
    return new Promise(done => {
      const look = (): void => {
        if (!isTrue()) return;
        this.#waiting.delete(look);
        done();
      };
      this.#waiting.add(look);
      look();
    });
  }
}
