import type { RuleSettings, SeverityByRule } from '../settings/layers.js';
import { includes } from '../settings/presets.js';
import { glob } from './glob.js';
import { severities, type Confidence, type Rule, type Severity } from './rule.js';

export interface OwnSeverity {
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** It is never louder, unless somebody names the rule. */
  readonly cap: Severity;
}

/**
 * What settings make of a rule's severity. Where the rule is named: the strongest setting, within one its id (or an old one)
 * before a glob, a longer glob before a shorter. Else the preset: has it the rule, and does it raise what is sure?
 */
export function settle(rule: Pick<Rule, 'id' | 'aliases' | 'preset'>, { severity, confidence, cap }: OwnSeverity, { named, preset }: RuleSettings): Severity | 'off' {
  const ids = [rule.id, ...rule.aliases];
  const set = named.map(each => settingOf(ids, each)).find(setting => setting !== undefined);
  if (set !== undefined) return set;
  if (!includes(preset, rule.preset)) return 'off';
  const isRaised = includes(preset, 'strict') && severity === 'info' && confidence === 'high';
  return atMost(isRaised ? 'warning' : severity, cap);
}

export function isOff(rule: Pick<Rule, 'id' | 'aliases' | 'preset'>, settings: RuleSettings): boolean {
  return settle(rule, { severity: 'info', confidence: 'low', cap: 'error' }, settings) === 'off';
}

function settingOf(ids: readonly string[], settings: SeverityByRule): Severity | 'off' | undefined {
  const named = ids.map(id => settings[id]).find(setting => setting !== undefined);
  if (named !== undefined) return named;
  const patterns = Object.keys(settings).filter(pattern => ids.some(id => glob(id, pattern))).sort((a, b) => b.length - a.length);
  return settings[patterns[0] ?? ''];
}

/** The weaker of two. */
export function atMost(severity: Severity, cap: Severity): Severity {
  return severities.indexOf(severity) < severities.indexOf(cap) ? cap : severity;
}
