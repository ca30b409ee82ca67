import type { Place } from '../facts/place.js';
import type { Fact } from '../facts/storeFacts.js';
import type { Diagnostic, Silence } from './diagnostic.js';
import { RuleRunner, type LintContext } from './lint.js';
import { loadRule, type LoadedRule } from './loadRules.js';
import { samePlace } from './lookup.js';
import type { Rule } from './rule.js';

export interface RuleText {
  readonly path: string;
  readonly text: string;
}

export interface Linter {
  readonly rules: readonly Rule[];
  /** In the order of the facts; each rule once at a place. With a memory, a fact is linted again only where a text it needs has changed. */
  lint(facts: Iterable<Fact>, context: LintContext, memory?: LintMemory): Diagnostic[];
  /** What the rules considered and found fine, with the reason; in the order of the facts, each rule and reason once at a place. */
  silences(facts: Iterable<Fact>, context: LintContext): Silence[];
  /** Checks every condition now, not when its first fact comes. Throws a RuleFileError. */
  checkRules(): void;
}

/** Throws a RuleFileError when a rule file is wrong. A `.json` among them is what `packRules` made. */
export function createLinter(ruleTexts: readonly RuleText[]): Linter {
  const loaded = ruleTexts.flatMap(({ path, text }) => path.endsWith('.json') ? unpackRules(text) : loadRule(path, text));
  const runner = new RuleRunner(loaded);
  return {
    rules: loaded.map(({ rule }) => rule),
    lint: (facts, context, memory) => lint(facts, context, runner, memory),
    silences: (facts, context) => [...new Map([...runner.silences(facts, context)].map(each => [`${each.rule} ${each.place.file} ${each.place.start} ${each.reason}`, each])).values()],
    checkRules() {
      for (const { check } of loaded) check();
    },
  };
}

/** What was found of facts before, with the same settings. */
export interface LintMemory {
  readonly byFact: WeakMap<Fact, Linted>;
  /** All that was linted last, and what came of it. */
  last?: Linted & { readonly facts: Iterable<Fact> };
}

export function emptyMemory(): LintMemory {
  return { byFact: new WeakMap() };
}

interface Linted {
  readonly diagnostics: readonly Diagnostic[];
  /** The texts that fixes are made of. */
  readonly read: ReadonlyMap<Place, string | undefined>;
}

function lint(facts: Iterable<Fact>, context: LintContext, runner: RuleRunner, memory = emptyMemory()): Diagnostic[] {
  if (memory.last?.facts === facts && stillHolds(memory.last, context)) return [...memory.last.diagnostics];
  const read = new Map<Place, string | undefined>();
  const found: Diagnostic[] = [];
  for (const fact of facts) {
    const linted = lintFact(fact, context, runner, memory);
    found.push(...linted.diagnostics);
    for (const [place, text] of linted.read) read.set(place, text);
  }
  const diagnostics = mergeRepeated(found);
  memory.last = { facts, diagnostics, read };
  return [...diagnostics];
}

function lintFact(fact: Fact, context: LintContext, runner: RuleRunner, { byFact }: LintMemory): Linted {
  const before = byFact.get(fact);
  if (before && stillHolds(before, context)) return before;
  const read = new Map<Place, string | undefined>();
  const textOf: LintContext['textOf'] = place => {
    const text = context.textOf(place);
    read.set(place, text);
    return text;
  };
  const linted = { diagnostics: [...runner.run(fact, { ...context, textOf })], read };
  byFact.set(fact, linted);
  return linted;
}

function stillHolds({ read }: Linted, { textOf, isTouched }: LintContext): boolean {
  for (const [place, text] of read) if (isTouched?.(place.file) !== false && textOf(place) !== text) return false;
  return true;
}

/** Checked rules as one text, so that what ships need not read YAML to start. */
export function packRules(ruleTexts: readonly RuleText[]): string {
  const linter = createLinter(ruleTexts);
  linter.checkRules();
  return JSON.stringify(linter.rules);
}

function unpackRules(text: string): LoadedRule[] {
  const rules = JSON.parse(text) as Rule[];
  return rules.map(rule => ({ rule, check: () => undefined }));
}

/** One rule at one place is one diagnostic, also when several pairs lead to it; the others' places are related to it. */
function mergeRepeated(diagnostics: Iterable<Diagnostic>): Diagnostic[] {
  const merged = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const key = `${diagnostic.rule} ${diagnostic.place.file} ${diagnostic.place.start} ${diagnostic.place.end}`;
    const first = merged.get(key);
    merged.set(key, first ? { ...first, related: union(first.related, diagnostic.related) } : diagnostic);
  }
  return [...merged.values()];
}

function union(first: Diagnostic['related'], second: Diagnostic['related']): Diagnostic['related'] {
  const isNew = ({ place }: { place: Place }): boolean => !first.some(other => samePlace(other.place, place));
  return [...first, ...second.filter(isNew)].slice(0, Math.max(first.length, 5));
}
