import { readFileSync, existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import picomatch from 'picomatch';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { createService } from '../host/createService.js';
import { isListed, isReviewed, listFiles } from '../host/listFiles.js';
import { readText } from '../host/readText.js';
import type { Review, ReviewService } from '../reviewService.js';
import { ConfigError } from '../settings/configError.js';
import { configFileNames, readConfigFile } from '../settings/configFile.js';
import { defaultSettings, type Settings } from '../settings/settings.js';
import { glob } from '../linter/glob.js';
import type { Severity } from '../linter/rule.js';
import type { Texts } from './convert.js';

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
  /** Set while the config file is wrong; the last good config stays in force. */
  configProblem: ConfigProblem | undefined;
  #fileSettings: Settings = defaultSettings;
  #editorRules: Readonly<Record<string, Severity | 'off'>> = {};
  #exclude: readonly string[] = [];
  #isExcluded: (path: string) => boolean = () => false;
  /** What was passed over when the folder was read. */
  notes: readonly { readonly path: string; readonly reason: string }[] = [];
  /** The whole folder was asked for, not a file on its own. */
  #isWhole = false;
  readonly #openDocument: (uri: string) => TextDocument | undefined;
  readonly #documents = new Map<string, TextDocument>();
  readonly #files = new Set<string>();

  constructor(readonly uri: string, openDocument: (uri: string) => TextDocument | undefined) {
    this.root = URI.parse(uri).fsPath;
    this.#openDocument = openDocument;
    this.service = createService(path => this.documentOf(path)?.getText());
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
    this.#isWhole = true;
    this.loadConfig();
    const { files, notes } = listFiles(this.root);
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
    if (configFileNames.some(name => name === path)) this.loadConfig();
    if (!isReviewed(path)) return;
    // build output and packages change on disk all the time; what is open is what somebody looks at
    const isWanted = this.#openDocument(this.uriOf(path)) !== undefined || (this.#isWhole && isListed(this.root, path));
    if (isWanted) this.#readFromDisk(path);
    else this.#remove(path);
  }

  setEditorRules(rules: Readonly<Record<string, Severity | 'off'>>): void {
    this.#editorRules = rules;
    this.#applySettings();
  }

  review(): Review {
    const review = this.service.review();
    // texts are only needed while something of theirs is converted
    if (this.#documents.size > 500) this.#documents.clear();
    return review;
  }

  #readFromDisk(path: string): void {
    if (this.#isExcluded(path)) {
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

  loadConfig(): void {
    const name = configFileNames.find(one => existsSync(join(this.root, one)));
    this.configProblem = undefined;
    if (name === undefined) this.#fileSettings = defaultSettings;
    else {
      try {
        const open = this.#openDocument(this.uriOf(name));
        this.#fileSettings = readConfigFile(name, open ? open.getText() : readFileSync(join(this.root, name), 'utf8'));
      } catch (error) {
        this.configProblem = problemOf(error, name);
      }
    }
    this.#applySettings();
  }

  #applySettings(): void {
    const { exclude } = this.#fileSettings.files;
    if (exclude.join('\n') !== this.#exclude.join('\n')) {
      this.#exclude = exclude;
      this.#isExcluded = exclude.length > 0 ? picomatch([...exclude], { dot: true }) : () => false;
      for (const path of this.#isWhole ? listFiles(this.root).files : []) this.#readFromDisk(path);
    }
    // the editor's own settings are the user's last word
    const patterns = Object.keys(this.#editorRules);
    const others = Object.entries(this.#fileSettings.rules).filter(([rule]) => !patterns.some(pattern => glob(rule, pattern)));
    this.service.setSettings({ ...this.#fileSettings, rules: { ...Object.fromEntries(others), ...this.#editorRules } });
  }
}

function problemOf(error: unknown, path: string): ConfigProblem {
  const text = error instanceof Error ? error.message : String(error);
  const parts = error instanceof ConfigError ? /^[^:]*:(\d+):(\d+): ([\s\S]*)$/.exec(text) : null;
  return { path, line: Number(parts?.[1] ?? 1) - 1, column: Number(parts?.[2] ?? 1) - 1, message: parts?.[3] ?? text };
}
