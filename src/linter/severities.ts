import { glob } from './glob.js';
import { severities, type Rule, type Severity } from './rule.js';

/** Rule id or glob → severity, or `off`. */
export type RuleSettings = Readonly<Record<string, Severity | 'off'>>;

/** What settings make of a rule's severity: its id (or an old one) before a glob, a longer glob before a shorter. */
export function settle(rule: Pick<Rule, 'id' | 'aliases'>, severity: Severity, settings: RuleSettings): Severity | 'off' {
  const ids = [rule.id, ...rule.aliases];
  const named = ids.map(id => settings[id]).find(setting => setting !== undefined);
  if (named !== undefined) return named;
  const patterns = Object.keys(settings).filter(pattern => ids.some(id => glob(id, pattern))).sort((a, b) => b.length - a.length);
  return settings[patterns[0] ?? ''] ?? severity;
}

/** The weaker of two. */
export function atMost(severity: Severity, cap: Severity): Severity {
  return severities.indexOf(severity) < severities.indexOf(cap) ? cap : severity;
}
