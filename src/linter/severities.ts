import type { RuleSettings } from '../settings/layers.js';
import { glob } from './glob.js';
import { severities, type Rule, type Severity } from './rule.js';

export type { RuleSettings };

/** What settings, strongest first, make of a rule's severity: within one, its id (or an old one) before a glob, a longer glob before a shorter. */
export function settle(rule: Pick<Rule, 'id' | 'aliases'>, severity: Severity, settings: readonly RuleSettings[]): Severity | 'off' {
  const ids = [rule.id, ...rule.aliases];
  return settings.map(each => settingOf(ids, each)).find(setting => setting !== undefined) ?? severity;
}

function settingOf(ids: readonly string[], settings: RuleSettings): Severity | 'off' | undefined {
  const named = ids.map(id => settings[id]).find(setting => setting !== undefined);
  if (named !== undefined) return named;
  const patterns = Object.keys(settings).filter(pattern => ids.some(id => glob(id, pattern))).sort((a, b) => b.length - a.length);
  return settings[patterns[0] ?? ''];
}

/** The weaker of two. */
export function atMost(severity: Severity, cap: Severity): Severity {
  return severities.indexOf(severity) < severities.indexOf(cap) ? cap : severity;
}
