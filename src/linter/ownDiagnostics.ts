import type { Place } from '../facts/place.js';
import { defaultRuleSettings, type RuleSettings } from '../settings/layers.js';
import { didYouMean } from '../settings/suggest.js';
import type { Diagnostic } from './diagnostic.js';
import { glob } from './glob.js';
import type { Rule, Severity } from './rule.js';
import { settle } from './severities.js';

export type SettingsOf = (file: string) => RuleSettings;
export const nothingSet: SettingsOf = () => defaultRuleSettings;

/** What is wrong with what somebody wrote for this tool: no rules, but they can be set like rules. */
const own = {
  'datastore-review/unknown-rule': 'warning',
  'datastore-review/unused-suppression': 'info',
  'datastore-review/malformed-comment': 'warning',
  'datastore-review/unused-declaration': 'info',
  'datastore-review/overruled-declaration': 'info',
} as const satisfies Readonly<Record<string, Severity>>;

/** None where the settings switch it off. */
export function about(id: keyof typeof own, place: Place, message: string, settingsOf: SettingsOf, fixes: Diagnostic['fixes'] = []): Diagnostic[] {
  const severity = settle({ id, aliases: [], preset: 'recommended' }, { severity: own[id], confidence: 'high', cap: 'error' }, settingsOf(place.file));
  return severity === 'off' ? [] : [{ rule: id, severity, message, place, related: [], confidence: 'high', fixes }];
}

/** Declarations in which nothing of the workspace is meant: comments and `datasets`, and `deployments`. */
export function unusedDeclarations(dataSets: readonly Place[], deployments: readonly Place[], settingsOf = nothingSet): Diagnostic[] {
  const unused = (message: string) => (place: Place) => about('datastore-review/unused-declaration', place, message, settingsOf);
  return [
    ...dataSets.flatMap(unused('This means no data set that is read or written here: correct the name or take it out.')),
    ...deployments.flatMap(unused('Nothing here is known to reach this store: name its variable, host, table or config file, or take it out.')),
  ];
}

/** Stores that are declared to be run in one way, while their config says another. */
export function overruledDeclarations(overruled: readonly { readonly place: Place; readonly file: string; readonly declared: string; readonly shown: string }[], settingsOf = nothingSet): Diagnostic[] {
  return overruled.flatMap(({ place, file, declared, shown }) =>
    about('datastore-review/overruled-declaration', place, `${file} shows ${shown}, which counts in place of ${declared}: correct this, or give it a name of its own.`, settingsOf));
}

/** Rules that a config file sets and that do not exist. */
export function unknownRules(names: readonly { readonly id: string; readonly place: Place }[], rules: readonly Rule[], settingsOf = nothingSet): Diagnostic[] {
  const known = namesOfRules(rules);
  return names.flatMap(({ id, place }) => unknownRule(id, place, known, settingsOf));
}

/** Every name that a rule can be set or switched off by. */
export function namesOfRules(rules: readonly Rule[]): string[] {
  return [...rules.flatMap(rule => [rule.id, ...rule.aliases]), ...Object.keys(own)];
}

/** An id or glob that is none of these names. */
export function unknownRule(written: string, place: Place, known: readonly string[], settingsOf: SettingsOf): Diagnostic[] {
  if (known.some(id => glob(id, written))) return [];
  const whole = known.find(id => id.endsWith(`/${written}`));
  const meant = whole === undefined ? didYouMean(written, known) : ` (did you mean '${whole}'?)`;
  return about('datastore-review/unknown-rule', place, `There is no rule ${written}${meant}: correct the name or take it out.`, settingsOf);
}
