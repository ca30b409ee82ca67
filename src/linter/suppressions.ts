import type { Place } from '../facts/place.js';
import type { Diagnostic } from './diagnostic.js';
import { glob } from './glob.js';
import { samePlace } from './lookup.js';
import type { Rule, Severity } from './rule.js';
import { defaultRuleSettings, type RuleSettings } from '../settings/layers.js';
import { isOff, settle } from './severities.js';
import { didYouMean } from '../settings/suggest.js';

/** A comment (or a resource's metadata) that switches rules off. */
export interface Suppression {
  /** The comment. */
  readonly place: Place;
  /** What it is for: the next line, its own line, the file, the resource. */
  readonly covers: Place;
  /** It is for the findings of one line. */
  readonly isForLine?: boolean;
  /** What goes when it is taken out; undefined where it says other things as well, or is no comment. */
  readonly removal?: Place | undefined;
  /** Ids or globs, and where each is written. */
  readonly rules: readonly { readonly id: string; readonly place: Place }[];
  readonly reason: string | undefined;
}

/** A comment that is meant for this tool and cannot be read. */
export interface MalformedComment {
  readonly place: Place;
  readonly problem: string;
}

type SettingsOf = (file: string) => RuleSettings;
const nothingSet: SettingsOf = () => defaultRuleSettings;

/** What is wrong with comments themselves; not rules, but they can be set in the settings like rules. */
export const commentDiagnostics: readonly { readonly id: string; readonly severity: Severity }[] = [
  { id: 'datastore-review/unknown-rule', severity: 'warning' },
  { id: 'datastore-review/unused-suppression', severity: 'info' },
  { id: 'datastore-review/malformed-comment', severity: 'warning' },
  { id: 'datastore-review/unused-declaration', severity: 'info' },
];

/** Declarations in which nothing of the workspace is meant: comments and `datasets`, and `deployments`. */
export function unusedDeclarations(dataSets: readonly Place[], deployments: readonly Place[], settingsOf = nothingSet): Diagnostic[] {
  const unused = (message: string) => (place: Place) => about('unused-declaration', place, message, settingsOf);
  return [
    ...dataSets.flatMap(unused('This means no data set that is read or written here: correct the name or take it out.')),
    ...deployments.flatMap(unused('Nothing here is known to reach this store: name its variable, host, table or config file, or take it out.')),
  ];
}

/** Rules that a config file sets and that do not exist. */
export function unknownRules(names: readonly { readonly id: string; readonly place: Place }[], rules: readonly Rule[], settingsOf = nothingSet): Diagnostic[] {
  const known = namesOfRules(rules);
  return names.flatMap(({ id, place }) => {
    const problem = unknownRule(id, known);
    return problem === undefined ? [] : about('unknown-rule', place, problem, settingsOf);
  });
}

/** The diagnostics with those marked that a comment switches off, then what is wrong with the comments. */
export function suppress(diagnostics: readonly Diagnostic[], suppressions: readonly Suppression[], malformed: readonly MalformedComment[], rules: readonly Rule[], settingsOf = nothingSet): Diagnostic[] {
  const aliases = new Map(rules.map(rule => [rule.id, rule.aliases]));
  const names = (written: string, rule: string): boolean => [rule, ...(aliases.get(rule) ?? [])].some(id => glob(id, written));
  const used = new Set<Suppression['rules'][number]>();
  const marked = diagnostics.map(diagnostic => {
    let suppressed: Diagnostic['suppressed'];
    for (const { covers, place, rules: written, reason } of suppressions) {
      const found = isCovered(diagnostic.place, covers) ? written.filter(({ id }) => names(id, diagnostic.rule)) : [];
      for (const rule of found) used.add(rule);
      if (found.length > 0) suppressed ??= { reason, place };
    }
    return suppressed ? { ...diagnostic, suppressed } : diagnostic;
  });

  const known = namesOfRules(rules);
  const problems = suppressions.flatMap(suppression => suppression.rules.flatMap(rule => {
    if (used.has(rule)) return [];
    const unknown = unknownRule(rule.id, known);
    if (unknown !== undefined) return about('unknown-rule', rule.place, unknown, settingsOf);
    const named = rules.filter(each => names(rule.id, each.id));
    if (named.length > 0 && named.every(each => isOff(each, settingsOf(rule.place.file)))) return [];
    return about('unused-suppression', rule.place, `Nothing here breaks ${rule.id}: take it out of the comment.`, settingsOf, takenOut(rule, suppression));
  }));
  return [...marked, ...problems, ...malformed.flatMap(({ place, problem }) => about('malformed-comment', place, problem, settingsOf))];
}

/** The comment, or of several rules the one. */
function takenOut(rule: Suppression['rules'][number], { rules, place, removal }: Suppression): Diagnostic['fixes'] {
  if (rules.length === 1) return removal ? [{ title: 'Remove the comment', isSafe: true, edits: [{ place: removal, text: '' }] }] : [];
  const index = rules.indexOf(rule);
  const [before, after] = [rules[index - 1], rules[index + 1]];
  const { file, start, end } = rule.place;
  if (samePlace(rule.place, place)) return [];
  const cut = before ? { file, start: before.place.end, end } : { file, start, end: after?.place.start ?? end };
  return [{ title: `Take ${rule.id} out of the comment`, isSafe: true, edits: [{ place: cut, text: '' }] }];
}

/** Every name that a rule can be set or switched off by. */
function namesOfRules(rules: readonly Rule[]): string[] {
  return [...rules.flatMap(rule => [rule.id, ...rule.aliases]), ...commentDiagnostics.map(({ id }) => id)];
}

/** What to say of an id or glob that is none of these names. */
function unknownRule(written: string, known: readonly string[]): string | undefined {
  if (known.some(id => glob(id, written))) return undefined;
  const whole = known.find(id => id.endsWith(`/${written}`));
  return `There is no rule ${written}${whole === undefined ? didYouMean(written, known) : ` (did you mean '${whole}'?)`}: correct the name or take it out.`;
}

function about(name: string, place: Place, message: string, settingsOf: SettingsOf, fixes: Diagnostic['fixes'] = []): Diagnostic[] {
  const id = `datastore-review/${name}`;
  const own = commentDiagnostics.find(diagnostic => diagnostic.id === id)?.severity ?? 'info';
  const severity = settle({ id, aliases: [], preset: 'recommended' }, { severity: own, confidence: 'high', cap: 'error' }, settingsOf(place.file));
  return severity === 'off' ? [] : [{ rule: id, severity, message, place, related: [], confidence: 'high', fixes }];
}

/** The comment for the line of a place, where there is one already. */
export function suppressionAt(place: Place, suppressions: readonly Suppression[]): Suppression | undefined {
  return suppressions.find(({ covers, isForLine }) => isForLine === true && isCovered(place, covers));
}

function isCovered(place: Place, covers: Place): boolean {
  return place.file === covers.file && covers.start <= place.start && place.start < covers.end;
}
