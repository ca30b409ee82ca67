import type { Place } from '../facts/place.js';
import type { Diagnostic } from './diagnostic.js';
import { glob } from './glob.js';
import { samePlace } from './lookup.js';
import { about, namesOfRules, nothingSet, unknownRule } from './ownDiagnostics.js';
import type { Rule } from './rule.js';
import { isOff } from './severities.js';

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
    if (!known.some(id => glob(id, rule.id))) return unknownRule(rule.id, rule.place, known, settingsOf);
    const named = rules.filter(each => names(rule.id, each.id));
    if (named.length > 0 && named.every(each => isOff(each, settingsOf(rule.place.file)))) return [];
    return about('datastore-review/unused-suppression', rule.place, `Nothing here breaks ${rule.id}: take it out of the comment.`, settingsOf, takenOut(rule, suppression));
  }));
  return [...marked, ...problems, ...malformed.flatMap(({ place, problem }) => about('datastore-review/malformed-comment', place, problem, settingsOf))];
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

/** The comment for the line of a place, where there is one already. */
export function suppressionAt(place: Place, suppressions: readonly Suppression[]): Suppression | undefined {
  return suppressions.find(({ covers, isForLine }) => isForLine === true && isCovered(place, covers));
}

function isCovered(place: Place, covers: Place): boolean {
  return place.file === covers.file && covers.start <= place.start && place.start < covers.end;
}
