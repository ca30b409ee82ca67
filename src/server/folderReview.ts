import { join, relative, sep } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { configPlaces } from '../host/configFiles.js';
import { createService } from '../host/createService.js';
import { isListed, isReviewed, listFiles } from '../host/listFiles.js';
import { readText } from '../host/readText.js';
import type { Review, ReviewService } from '../reviewService.js';
import { ConfigError } from '../settings/configError.js';
import { isConfigFile, readConfigFile } from '../settings/configFile.js';
import { isExcluded } from '../settings/layers.js';
import { defaultSettings, type Layers, type Settings } from '../settings/settings.js';
import type { Texts } from './convert.js';
import type { EditorSettings } from './editorSettings.js';

/** How many files are read between two looks at what the editor wants. */
const filesPerTurn = 100;

export interface ConfigProblem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** The review of one workspace folder: its service, and its files as they are on disk or in the editor. */
export class FolderReview implements Texts {
  readonly service: ReviewService;
  readonly root: string;
  /** Config files that are wrong; the last good one stays in force. */
  configProblems: readonly ConfigProblem[] = [];
  #fileSettings: readonly Settings[] = [];
  #editorSettings: EditorSettings;
  /** Which files the config files take out, as text: to see a change. */
  #excluded = '[]';
  #layers: Layers = [];
  /** What was passed over when the folder was read. */
  notes: readonly { readonly path: string; readonly reason: string }[] = [];
  /** The whole folder was asked for, not a file on its own. */
  #isWhole = false;
  readonly #openDocument: (uri: string) => TextDocument | undefined;
  readonly #documents = new Map<string, TextDocument>();
  readonly #files = new Set<string>();

  constructor(readonly uri: string, editorSettings: EditorSettings, openDocument: (uri: string) => TextDocument | undefined) {
    this.root = URI.parse(uri).fsPath;
    this.#editorSettings = editorSettings;
    this.#openDocument = openDocument;
    this.service = createService(path => this.documentOf(path)?.getText());
    this.#applySettings();
  }

  /** How many files are reviewed. */
  get fileCount(): number {
    return this.#files.size;
  }

  /** The path of a file in this folder; undefined when it lies elsewhere. */
  pathOf(uri: string): string | undefined {
    const parsed = URI.parse(uri);
    if (parsed.scheme !== 'file') return undefined;
    const path = relative(this.root, parsed.fsPath);
    return path === '' || path === '..' || path.startsWith(`..${sep}`) ? undefined : path.split(sep).join('/');
  }

  /** The path of a config file above this folder: `../.datastore-review.yml`. */
  pathAbove(uri: string): string | undefined {
    const parsed = URI.parse(uri);
    if (parsed.scheme !== 'file') return undefined;
    const path = relative(this.root, parsed.fsPath).split(sep).join('/');
    return isConfigFile(path) && /^(?:\.\.\/)+[^/]+$/.test(path) ? path : undefined;
  }

  uriOf(path: string): string {
    return URI.file(join(this.root, path)).toString();
  }

  /** As the editor has it, else as it is on disk. */
  documentOf(path: string): TextDocument | undefined {
    const uri = this.uriOf(path);
    const open = this.#openDocument(uri);
    if (open) return open;
    const known = this.#documents.get(path);
    if (known) return known;
    const result = readText(join(this.root, path));
    if ('reason' in result) return undefined;
    const document = TextDocument.create(uri, 'plaintext', 0, result.text);
    this.#documents.set(path, document);
    return document;
  }

  /** Reads the whole folder, giving the editor its turn in between. */
  async load(onProgress: (done: number, all: number) => void, isCancelled: () => boolean): Promise<void> {
    const { files, notes } = listFiles(this.root);
    this.#loadConfig(files);
    this.#isWhole = true;
    this.notes = notes;
    for (const [index, path] of files.entries()) {
      if (index % filesPerTurn === 0) {
        onProgress(index, files.length);
        await new Promise(resolve => setImmediate(resolve));
        if (isCancelled()) return;
      }
      this.#readFromDisk(path);
    }
  }

  /** A file changed, appeared or went, on disk or in the editor. */
  update(path: string): void {
    this.#documents.delete(path);
    if (isConfigFile(path)) this.#loadConfig(this.#isWhole ? listFiles(this.root).files : [path]);
    if (!isReviewed(path) || path.startsWith('../')) return;
    // build output and packages change on disk all the time; what is open is what somebody looks at
    const isWanted = this.#openDocument(this.uriOf(path)) !== undefined || (this.#isWhole && isListed(this.root, path));
    if (isWanted) this.#readFromDisk(path);
    else this.#remove(path);
  }

  set editorSettings(settings: EditorSettings) {
    this.#editorSettings = settings;
    this.#applySettings();
  }

  review(): Review {
    const review = this.service.review();
    // texts are only needed while something of theirs is converted
    if (this.#documents.size > 500) this.#documents.clear();
    return review;
  }

  #readFromDisk(path: string): void {
    if (isExcluded(this.#layers, path)) {
      this.#remove(path);
      return;
    }
    const open = this.#openDocument(this.uriOf(path));
    const result = open ? { text: open.getText() } : readText(join(this.root, path));
    if ('text' in result) {
      this.#files.add(path);
      this.service.setFile(path, result.text);
    } else this.#remove(path);
  }

  #remove(path: string): void {
    this.#files.delete(path);
    this.service.removeFile(path);
  }

  #loadConfig(listed: readonly string[]): void {
    const problems: ConfigProblem[] = [];
    this.#fileSettings = configPlaces(this.root, listed).places.flatMap(({ path, ...scope }) => {
      try {
        const open = this.#openDocument(this.uriOf(scope.file));
        const result = open ? { text: open.getText() } : readText(path);
        if ('reason' in result) throw new Error(result.reason);
        return [readConfigFile(scope.file, result.text, scope)];
      } catch (error) {
        problems.push(problemOf(error, scope.file));
        return this.#fileSettings.find(({ file }) => file === scope.file) ?? [];
      }
    });
    this.configProblems = problems;
    this.#applySettings();
  }

  #applySettings(): void {
    // the editor's own settings are the user's last word
    this.#layers = [...this.#fileSettings, { ...defaultSettings, ...this.#editorSettings }];
    const excluded = JSON.stringify(this.#fileSettings.map(({ folder, files }) => [folder, files]));
    if (excluded !== this.#excluded) {
      this.#excluded = excluded;
      for (const path of this.#isWhole ? listFiles(this.root).files : []) this.#readFromDisk(path);
    }
    this.service.setSettings(this.#layers);
  }
}

function problemOf(error: unknown, path: string): ConfigProblem {
  const text = error instanceof Error ? error.message : String(error);
  const parts = error instanceof ConfigError ? /^[^:]*:(\d+):(\d+): ([\s\S]*)$/.exec(text) : null;
  return { path, line: Number(parts?.[1] ?? 1) - 1, column: Number(parts?.[2] ?? 1) - 1, message: parts?.[3] ?? text };
}
