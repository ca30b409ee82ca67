import { bindings } from './bindings/index.js';
import type { Comment } from './facts/code.js';
import type { Place } from './facts/place.js';
import type { Reader } from './facts/reader.js';
import type { Fact } from './facts/storeFacts.js';
import { codeActions, type CodeAction } from './features/codeActions.js';
import { createCommandDocs } from './features/commandDocs.js';
import { hover, type Hover } from './features/hovers.js';
import type { Shown } from './features/links.js';
import { buildReport } from './features/report/buildReport.js';
import type { ReportModel } from './features/report/reportModel.js';
import { ruleDocs } from './features/ruleDocs.js';
import type { Diagnostic, Silence } from './linter/diagnostic.js';
import type { LintContext } from './linter/lint.js';
import { createLinter, emptyMemory } from './linter/linter.js';
import type { Rule } from './linter/rule.js';
import { overruledDeclarations, unknownRules, unusedDeclarations } from './linter/ownDiagnostics.js';
import { suppress, type MalformedComment, type Suppression } from './linter/suppressions.js';
import { readTypeScript } from './readers/code/typescript.js';
import { configReaders } from './readers/config/index.js';
import { environmentSet, rulesOf, type RuleSettings } from './settings/layers.js';
import type { Layers } from './settings/settings.js';
import { CodeWorkspace, type ResolvedCode } from './workspace/codeWorkspace.js';
import { coveredPlace, readComment, removedPlace, speaksToUs } from './workspace/comments.js';
import { statementsOf } from './workspace/deployments/cassandraSchemas.js';
import { overruledBy } from './workspace/deployments/declaredDeployments.js';
import { isExampleFile, isTestFile } from './workspace/deployments/environments.js';
import { readMetadata, speaksInMetadata } from './workspace/metadata.js';
import { factRecords, type FactRecord } from './workspace/facts/factRecords.js';
import { join, type Joined } from './workspace/facts/facts.js';
import { readKnowledge, sourceOfGuarantee } from './workspace/knowledge.js';
import { tableOf } from './workspace/knowledge/table.js';

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
  /** Config files and the editor's settings, outermost first. */
  setSettings(layers: Layers): void;
  /** Diagnostics of all files, ordered by file and place; computed anew only when something changed. */
  review(): Review;
  /** Markdown for what stands at an offset: a finding, a command, a key, a table, a setting. */
  hover(path: string, offset: number): Hover | undefined;
  codeActions(path: string, start: number, end: number): readonly CodeAction[];
  /** Every resolved fact, for `facts` and for tests. Fields as documented for the CLI. */
  facts(): Iterable<FactRecord>;
  /** The comparison report as data: what every format of it says. */
  reportModel(): ReportModel;
  /** What was considered and found fine, with the reason; by file and place. Computed when asked for. */
  silences(): readonly Silence[];
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

const typescript: Reader = { name: 'typescript', accepts: path => /\.[cm]?[jt]sx?$/i.test(path), read: readTypeScript };
const readers = [typescript, ...configReaders];

/** Everything as of the files and settings that were set. */
interface Outcome {
  readonly code: ResolvedCode;
  readonly joined: Joined;
  readonly facts: readonly Fact[];
  readonly suppressions: readonly Suppression[];
  readonly review: Review;
}

/** Wires the rooms. Throws a `RuleFileError` when a rule file of the host is wrong. */
export function createReviewService(host: Host): ReviewService {
  const texts = new Map<string, string>();
  const textOf = (path: string): string | undefined => texts.get(path) ?? host.read?.(path);
  const code = new CodeWorkspace({ readers, bindings, read: textOf });
  const linter = createLinter(host.rules);
  const rulesById = new Map(linter.rules.map(rule => [rule.id, rule]));
  const docs = createCommandDocs(store => tableOf(host.knowledge, `commands/${store}`));
  let layers: Layers = [];
  let outcome: Outcome | undefined;
  /** Files set or removed since the outcome; undefined when everything is to be worked out anew. */
  let touched: Set<string> | undefined;
  /** What rules found of facts, under the settings there are. */
  let memory = emptyMemory();
  /** What was found fine as of an outcome. */
  let told: { readonly of: Outcome; readonly silences: readonly Silence[] } | undefined;

  const knowledge = readKnowledge(host.knowledge);

  function current(): Outcome {
    if (!outcome || !touched || touched.size > 0) outcome = compute(touched && outcome);
    touched = new Set();
    return outcome;
  }

  const settingsOf = (file: string): RuleSettings => rulesOf(layers, file);
  const textAt = ({ file, start, end }: Place): string | undefined => textOf(file)?.slice(start, end);

  function lintContext(text: LintContext['textOf']): LintContext {
    return { textOf: text, isTest: isTestFile, isExample: isExampleFile, settingsOf, capOf: file => environmentSet(layers, file)?.severityCap };
  }

  function silences(): readonly Silence[] {
    const now = current();
    if (told?.of !== now) told = { of: now, silences: linter.silences(now.facts, lintContext(textAt)).sort(byPlace) };
    return told.silences;
  }

  function compute(before: Outcome | undefined): Outcome {
    const resolved = code.resolve();
    const { calls, clients, resolver, files, declared } = resolved;
    const kept = before?.code === resolved ? before : undefined;
    const joined = kept?.joined ?? join({ calls, clients, resolver, files, declared, knowledge, layers });
    const found = linter.lint(joined.facts, { ...lintContext(textAt), isTouched: file => touched?.has(file) !== false }, memory);
    const { suppressions, malformed } = commentsOf(resolved, textOf);
    const written = [
      ...unusedDeclarations(joined.dataSets.unusedDeclarations.filter(isJudged), joined.unusedDeployments.filter(isJudged), settingsOf),
      ...overruledDeclarations(joined.deployments.flatMap(overruledBy), settingsOf),
      ...unknownRules(layers.flatMap(({ ruleNames }) => ruleNames), linter.rules, settingsOf),
    ];
    const diagnostics = suppress([...found, ...written], suppressions, malformed, linter.rules, settingsOf).sort(byPlace);
    const { listed, parsed } = code.sources.counts;
    return { code: resolved, joined, facts: joined.facts, suppressions, review: { diagnostics, incomplete: resolved.incomplete, files: { listed, read: listed, parsed } } };
  }

  /** Whether all that a declaration could mean is here: a config file above the review root is for more. */
  function isJudged({ file }: Place): boolean {
    return !isTestFile(file) && !layers.some(layer => layer.file === file && layer.lead !== '');
  }

  return {
    setFile(path, text) {
      // a host that can read a file again spares us its text
      if (!host.read) texts.set(path, text);
      code.setFile(path, text);
      touched?.add(path);
    },
    removeFile(path) {
      texts.delete(path);
      code.removeFile(path);
      touched?.add(path);
    },
    setSettings(next) {
      layers = next;
      memory = emptyMemory();
      touched = undefined;
    },
    review: () => current().review,
    hover(path, offset) {
      const { facts, review } = current();
      return hover(path, offset, { facts, diagnostics: review.diagnostics, rules: rulesById, tables: { docs, sourceOf: deployment => sourceOfGuarantee(deployment, knowledge) } });
    },
    codeActions(file, start, end) {
      const { review, suppressions } = current();
      const commentsIn = (text: string): readonly Comment[] => readers.find(reader => reader.accepts(file, text))?.read(file, text).comments ?? [];
      return codeActions(start, end, review.diagnostics, { file, text: textOf(file) ?? '', suppressions, commentsIn });
    },
    facts: () => factRecords(current().joined, current().code.unread),
    reportModel() {
      const { joined: { fits, votesOf }, facts, review } = current();
      return buildReport({
        facts, fits, votesOf, diagnostics: review.diagnostics, silences: silences(), knowledge,
        shown: place => shown(place, textOf(place.file) ?? ''),
      });
    },
    silences,
    rules: () => linter.rules,
    ruleDocs(id) {
      const rule = rulesById.get(id) ?? linter.rules.find(one => one.aliases.includes(id));
      return rule && ruleDocs(rule);
    },
  };
}

function commentsOf(resolved: ResolvedCode, textOf: (path: string) => string | undefined): { suppressions: Suppression[]; malformed: MalformedComment[] } {
  const suppressions: Suppression[] = [];
  const malformed: MalformedComment[] = [];
  for (const [file, facts] of resolved.files) {
    if (facts.kind === 'config' && speaksInMetadata(facts)) {
      const read = readMetadata(file, facts);
      malformed.push(...read.malformed);
      suppressions.push(...read.suppressions);
    }
    const speaking = facts.comments.filter(comment => speaksToUs(comment.text));
    const statements = facts.kind === 'config' && speaking.length > 0 ? statementsOf(file, facts.facts).map(({ statement }) => statement.range) : [];
    const text = speaking.length > 0 ? (textOf(file) ?? '') : '';
    for (const comment of speaking) {
      for (const value of readComment(file, comment.range, comment.text, text)) {
        if (value.is === 'malformed') malformed.push(value);
        if (value.is !== 'suppression') continue;
        const { place, reach, rules, reason } = value;
        const isForLine = reach === 'line' || reach === 'next-line';
        suppressions.push({ place, rules, reason, isForLine, covers: coveredPlace(text, place, reach, statements), removal: removedPlace(text, place) });
      }
    }
  }
  return { suppressions, malformed };
}

function byPlace(a: Diagnostic | Silence, b: Diagnostic | Silence): number {
  if (a.place.file !== b.place.file) return a.place.file < b.place.file ? -1 : 1;
  return a.place.start - b.place.start || a.place.end - b.place.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}

function shown({ file, start, end }: Place, text: string): Shown {
  const [from, to] = [positionAt(text, start), positionAt(text, end)];
  return { file, ...from, endLine: to.line, endColumn: to.column };
}

function positionAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
