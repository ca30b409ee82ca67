import type { Place } from './facts/place.js';
import type { Diagnostic, Edit } from './linter/diagnostic.js';
import type { Rule } from './linter/rule.js';
import type { Settings } from './settings/settings.js';

/** What the host hands in: the core has no file system, no clock, no editor. */
export interface Host {
  /** Rule files as text: `{ path: 'rules/redis/durable-data.yaml', text }`. */
  readonly rules: readonly SourceText[];
  /** `rules/knowledge/**`, as text. */
  readonly knowledge: readonly SourceText[];
  /** Reads a file again that was set before (a follower of a client that turned up later); undefined when it is gone. */
  readonly read?: (path: string) => string | undefined;
}
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** The one door: everything the CLI, the server and tests ask goes through here. Paths are relative to the review root, with `/`. */
export interface ReviewService {
  /** Sets a file's text, new or changed. Files that cannot matter cost next to nothing. */
  setFile(path: string, text: string): void;
  removeFile(path: string): void;
  setSettings(settings: Settings): void;
  /** Diagnostics of all files, ordered by file and place; computed anew only when something changed. */
  review(): Review;
  /** Markdown for what stands at an offset: a finding, a command, a key, a table, a setting. */
  hover(path: string, offset: number): Hover | undefined;
  codeActions(path: string, start: number, end: number): readonly CodeAction[];
  /** Every resolved fact, for `facts` and for tests. Fields as documented for the CLI. */
  facts(): Iterable<FactRecord>;
  /** The comparison report, Markdown. */
  report(): string;
  rules(): readonly Rule[];
  /** A rule's documentation as Markdown; undefined for an unknown id. */
  ruleDocs(id: string): string | undefined;
}

export interface Review {
  readonly diagnostics: readonly Diagnostic[];
  /** Files that could not be read whole, with why. */
  readonly incomplete: readonly { readonly path: string; readonly reason: string }[];
  readonly files: { readonly listed: number; readonly read: number; readonly parsed: number };
}

export interface Hover {
  readonly range: Place;
  readonly markdown: string;
}

export interface CodeAction {
  readonly title: string;
  /** LSP kinds: `quickfix`, `refactor.rewrite`. */
  readonly kind: string;
  readonly isPreferred: boolean;
  readonly edits: readonly Edit[];
  readonly diagnostic: Diagnostic;
  /** An editor command in place of edits: show the rule's page. */
  readonly command?: { readonly name: 'showRule'; readonly argument: string };
  /** The edit holds `<reason>` where somebody should say why. */
  readonly asksForReason?: boolean;
}

export interface FactRecord {
  readonly kind: string;
  readonly place: Place;
  readonly [field: string]: unknown;
}
