import {
  CodeActionKind, DidChangeConfigurationNotification, DidChangeWatchedFilesNotification, DocumentDiagnosticReportKind, LSPErrorCodes, ResponseError, TextDocuments,
  TextDocumentSyncKind, type Connection, type Diagnostic, type DocumentDiagnosticReport, type InitializeParams, type InitializeResult,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI, Utils } from 'vscode-uri';
import { saveCompiledCode } from '../host/compiledCode.js';
import { version } from '../host/version.js';
import { source, toCodeAction, toDiagnostic, toHover } from './convert.js';
import { readEditorSettings } from './editorSettings.js';
import { FolderReview } from './folderReview.js';
import { reportsOf } from './reports.js';
import { changedNotification, requests, type ReportParams, type ReportResult, type ReviewWorkspaceResult, type RuleDocsResult, type RulesResult } from './protocol.js';

/** How long after a change closed files and other documents are brought up to date; the changed one is asked for by the editor. */
const settleMilliseconds = 250;

/** LSP ↔ the review service, nothing more. */
export function serve(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  const folders = new Map<string, FolderReview>();
  /** Closed files that findings were pushed for; they are cleared when a document opens. */
  const pushed = new Set<string>();
  let ready: Promise<void> = Promise.resolve();
  /** Of what lies in no folder of its own, and of all until they are asked for. */
  let editorSettings = readEditorSettings(undefined);
  let can = { pull: false, refresh: false, watch: false, configuration: false, folders: false, asksForReasons: false };
  let settle: NodeJS.Timeout | undefined;
  /** Folders that were read, and those of single files, which never are. */
  const loaded = new WeakSet<FolderReview>();
  /** Folders of single files: nobody opened them. */
  const ofSingleFiles = new WeakSet<FolderReview>();
  /** Closed files show findings only after *Review Workspace*. */
  let showsClosed = false;

  const addFolder = (uri: string): FolderReview => {
    const folder = new FolderReview(uri, editorSettings, one => documents.get(one));
    folders.set(uri, folder);
    return folder;
  };
  const folderOf = (uri: string): { folder: FolderReview; path: string } | undefined => {
    // the innermost folder owns the file
    const owners = [...folders.values()].sort((a, b) => b.root.length - a.root.length);
    for (const folder of owners) {
      const path = folder.pathOf(uri);
      if (path !== undefined) return { folder, path };
    }
    for (const folder of owners) {
      const path = folder.pathAbove(uri);
      if (path !== undefined) return { folder, path };
    }
    return undefined;
  };
  /** A file changed, in the editor or on disk; a config file may be for folders below it. */
  const update = (uri: string): void => {
    const owner = folderOf(uri);
    owner?.folder.update(owner.path);
    for (const folder of folders.values()) {
      const path = folder.pathAbove(uri);
      if (path !== undefined && folder !== owner?.folder) folder.update(path);
    }
  };
  /** A file opened on its own is reviewed with what its text alone tells. */
  const addFolderOfSingleFile = (uri: string): void => {
    const parsed = URI.parse(uri);
    if (folderOf(uri) || parsed.scheme !== 'file') return;
    const folder = addFolder(Utils.dirname(parsed).toString());
    loaded.add(folder);
    ofSingleFiles.add(folder);
  };

  const diagnosticsOf = (uri: string): Diagnostic[] => {
    const owner = folderOf(uri);
    if (!owner) return [];
    const { folder, path } = owner;
    const rules = new Map(folder.service.rules().map(rule => [rule.id, rule]));
    const found = folder
      .review()
      .diagnostics.filter(one => one.place.file === path && !one.suppressed)
      .map(one => toDiagnostic(one, rules, folder));
    const problems = folder.configProblems.filter(problem => problem.path === path).map(({ line, column: character, message }): Diagnostic => {
      const start = { line, character };
      return { source, code: 'config', severity: 1, message, range: { start, end: start } };
    });
    return [...problems, ...found];
  };

  const push = (uri: string): void => {
    const diagnostics = diagnosticsOf(uri);
    if (diagnostics.length > 0) pushed.add(uri);
    else pushed.delete(uri);
    void connection.sendDiagnostics({ uri, diagnostics });
  };
  const isOpen = (uri: string): boolean => documents.get(uri) !== undefined;

  /** Everything beyond the document being edited: other open ones, closed ones, an open report. */
  const bringUpToDate = (): void => {
    if (can.pull && can.refresh) void connection.languages.diagnostics.refresh();
    if (!can.pull) for (const document of documents.all()) push(document.uri);
    const closed = new Set(pushed);
    if (showsClosed) for (const folder of folders.values()) for (const one of folder.review().diagnostics) closed.add(folder.uriOf(one.place.file));
    for (const folder of folders.values()) for (const { path } of folder.configProblems) closed.add(folder.uriOf(path));
    for (const uri of closed) if (!isOpen(uri)) push(uri);
    void connection.sendNotification(changedNotification);
  };
  const changed = (): void => {
    clearTimeout(settle);
    settle = setTimeout(() => {
      try {
        bringUpToDate();
      } catch (error) {
        connection.console.error(describe(error));
      }
    }, settleMilliseconds);
  };

  // eslint-disable-next-line @typescript-eslint/no-deprecated -- editors without folders still name one root
  connection.onInitialize(({ capabilities, workspaceFolders, rootUri, initializationOptions }: InitializeParams): InitializeResult => {
    can = {
      pull: capabilities.textDocument?.diagnostic !== undefined,
      refresh: capabilities.workspace?.diagnostics?.refreshSupport === true,
      watch: capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
      configuration: capabilities.workspace?.configuration === true,
      folders: capabilities.workspace?.workspaceFolders === true,
      asksForReasons: isTrue(initializationOptions, 'asksForReasons'),
    };
    editorSettings = readEditorSettings(initializationOptions);
    for (const uri of workspaceFolders?.map(folder => folder.uri) ?? (rootUri ? [rootUri] : [])) addFolder(uri);
    return {
      serverInfo: { name: 'datastore-review', version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite] },
        ...(can.pull ? { diagnosticProvider: { identifier: source, interFileDependencies: true, workspaceDiagnostics: false } } : {}),
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  connection.onInitialized(() => {
    ready = start().catch((error: unknown) => connection.console.error(describe(error)));
  });

  async function start(): Promise<void> {
    if (can.folders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) folders.delete(uri);
        for (const { uri } of added) addFolder(uri);
        ready = ready.then(loadAll).catch((error: unknown) => connection.console.error(describe(error)));
      });
    }
    if (can.watch) {
      void connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,yml,yaml,json,template,conf,cql,env}' }, { globPattern: '**/.env*' }],
      });
    }
    if (can.configuration) void connection.client.register(DidChangeConfigurationNotification.type, { section: 'datastoreReview' });
    await loadAll();
  }

  /** Each folder may have settings of its own. */
  async function askForSettings(): Promise<void> {
    if (!can.configuration) return;
    const section = 'datastoreReview';
    const asked = [...folders.values()];
    const [own, ...ofFolders] = (await connection.workspace.getConfiguration([{ section }, ...asked.map(({ uri }) => ({ scopeUri: uri, section }))])) as unknown[];
    editorSettings = readEditorSettings(own);
    for (const [index, folder] of asked.entries()) folder.editorSettings = readEditorSettings(ofFolders[index]);
  }

  async function loadAll(): Promise<void> {
    await askForSettings();
    for (const folder of folders.values()) {
      if (loaded.has(folder)) continue;
      loaded.add(folder);
      const progress = await connection.window.createWorkDoneProgress();
      progress.begin('Datastore Review', 0, 'reading files', true);
      const started = performance.now();
      await folder.load((done, all) => progress.report(Math.round((100 * done) / Math.max(1, all)), `${done} of ${all} files`), () => progress.token.isCancellationRequested);
      progress.done();
      const { files, diagnostics } = folder.review();
      connection.console.info(`${folder.root}: ${folder.fileCount} files, ${files.parsed} parsed, ${diagnostics.length} findings, ${Math.round(performance.now() - started)} ms`);
    }
    bringUpToDate();
    saveCompiledCode();
  }

  connection.onDidChangeConfiguration(async () => {
    await askForSettings();
    changed();
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    // an open document is newer than the disk
    for (const { uri } of changes) if (!isOpen(uri)) update(uri);
    changed();
  });
  documents.onDidOpen(({ document }) => {
    if (pushed.delete(document.uri) && can.pull) void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });
  documents.onDidChangeContent(({ document }) => {
    addFolderOfSingleFile(document.uri);
    update(document.uri);
    changed();
  });
  documents.onDidClose(({ document }) => {
    update(document.uri);
    if (showsClosed) push(document.uri);
    else if (!can.pull) {
      pushed.delete(document.uri);
      void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    }
    changed();
  });

  connection.languages.diagnostics.on(async ({ textDocument }, token): Promise<DocumentDiagnosticReport> => {
    await ready;
    if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    return { kind: DocumentDiagnosticReportKind.Full, items: diagnosticsOf(textDocument.uri) };
  });

  connection.onHover(async ({ textDocument, position }) => {
    await ready;
    const owner = folderOf(textDocument.uri);
    const offset = owner?.folder.documentOf(owner.path)?.offsetAt(position);
    if (!owner || offset === undefined) return null;
    const hover = owner.folder.service.hover(owner.path, offset);
    return hover ? toHover(hover, owner.folder) : null;
  });

  connection.onCodeAction(async ({ textDocument, range, context }) => {
    await ready;
    const owner = folderOf(textDocument.uri);
    const document = owner?.folder.documentOf(owner.path);
    if (!owner || !document) return [];
    const rules = new Map(owner.folder.service.rules().map(rule => [rule.id, rule]));
    return owner.folder.service
      .codeActions(owner.path, document.offsetAt(range.start), document.offsetAt(range.end))
      .filter(action => !context.only || context.only.some(kind => action.kind === kind || action.kind.startsWith(`${kind}.`)))
      .map(action => toCodeAction(action, rules, owner.folder, can.asksForReasons));
  });

  connection.onRequest(requests.reviewWorkspace, async (): Promise<ReviewWorkspaceResult> => {
    await ready;
    showsClosed = true;
    bringUpToDate();
    const reviews = [...folders.values()].map(folder => folder.review());
    return {
      findings: reviews.reduce((sum, review) => sum + review.diagnostics.filter(one => !one.suppressed).length, 0),
      files: [...folders.values()].reduce((sum, folder) => sum + folder.fileCount, 0),
    };
  });
  connection.onRequest(requests.report, async (params: ReportParams): Promise<ReportResult> => {
    await ready;
    const opened = [...folders.values()].filter(folder => !ofSingleFiles.has(folder));
    // with a file alone in the editor, the report is of it
    return reportsOf(opened.length > 0 ? opened : [...folders.values()], params);
  });
  connection.onRequest(requests.ruleDocs, async (id: string): Promise<RuleDocsResult> => {
    await ready;
    const [folder] = folders.values();
    return folder?.service.ruleDocs(id) ?? null;
  });
  connection.onRequest(requests.rules, async (): Promise<RulesResult> => {
    await ready;
    const [folder] = folders.values();
    return folder?.service.rules().map(({ id, title }) => ({ id, title })) ?? [];
  });

  documents.listen(connection);
  connection.listen();
}

function isTrue(options: unknown, name: string): boolean {
  return typeof options === 'object' && options !== null && (options as Record<string, unknown>)[name] === true;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
