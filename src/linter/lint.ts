import type { Place } from '../facts/place.js';
import type { Fact, FactKind } from '../facts/storeFacts.js';
import { compileCondition, type Condition } from './conditions.js';
import type { Diagnostic, Silence } from './diagnostic.js';
import { fixFor, type TextOf } from './fixes.js';
import type { LoadedRule } from './loadRules.js';
import { bestPlace, placesAt, samePlace, valueAt } from './lookup.js';
import { fillMessage } from './messages.js';
import { defaultRuleSettings, type RuleSettings } from '../settings/layers.js';
import { atMost, isOff, settle } from './severities.js';
import type { Rule, Severity } from './rule.js';

export interface LintContext {
  readonly textOf: TextOf;
  /** Whether a file's text may be another than when it was linted last. */
  readonly isTouched?: (file: string) => boolean;
  /** Facts in test code are left alone. */
  readonly isTest: (file: string) => boolean;
  /** In code that is an example, findings are information. */
  readonly isExample?: (file: string) => boolean;
  readonly settingsOf?: (file: string) => RuleSettings;
  /** What findings about the stores of a config file are never louder than. */
  readonly capOf?: (configFile: string) => Severity | undefined;
}

/** A rule whose conditions are ready to run. */
interface ReadyRule {
  readonly rule: Rule;
  readonly when: Condition;
  readonly unless: readonly { readonly when: Condition; readonly reason: string | undefined }[];
  readonly considers: Condition | undefined;
  /** It speaks about what a deployment gives, not about code alone. */
  readonly isAboutDeployment: boolean;
}

/** Every rule that a fact breaks. Conditions are compiled when the first fact of their kind comes. */
export class RuleRunner {
  private readonly loaded = new Map<FactKind, LoadedRule[]>();
  private readonly ready = new Map<FactKind, ReadyRule[]>();
  private readonly conditions = new Map<string, Condition>();

  constructor(rules: readonly LoadedRule[]) {
    for (const rule of rules) this.loaded.set(rule.rule.on, [...(this.loaded.get(rule.rule.on) ?? []), rule]);
  }

  *run(fact: Fact, context: LintContext): Generator<Diagnostic> {
    for (const ready of this.rulesFor(fact, context)) {
      if (ready.when(fact) !== true || ready.unless.some(({ when }) => when(fact) === true)) continue;
      const diagnostic = this.diagnose(ready, fact, context);
      if (diagnostic) yield diagnostic;
    }
  }

  /** Of each fact that a rule has something to say about and finds nothing against: why. */
  *silences(facts: Iterable<Fact>, context: LintContext): Generator<Silence> {
    for (const fact of facts) {
      for (const { rule, when, unless, considers = when } of this.rulesFor(fact, context)) {
        if (unless.every(({ reason }) => reason === undefined) || considers(fact) !== true) continue;
        const place = bestPlace(fact, [...rule.at, 'self']);
        if (!place || isOff(rule, context.settingsOf?.(place.file) ?? defaultRuleSettings)) continue;
        const reason = unless.find(exception => exception.reason !== undefined && exception.when(fact) === true)?.reason;
        const dataset = valuesAt(fact, 'dataset.name')[0];
        if (reason !== undefined) yield { rule: rule.id, place, ...(typeof dataset === 'string' && { dataset }), reason: fillMessage(reason, fact) };
      }
    }
  }

  private rulesFor(fact: Fact, context: LintContext): readonly ReadyRule[] {
    const isTest = isInTest(fact) || context.isTest(firstFile(fact));
    return isTest ? [] : this.rulesOn(fact.kind);
  }

  private rulesOn(kind: FactKind): ReadyRule[] {
    let ready = this.ready.get(kind);
    if (!ready) {
      ready = (this.loaded.get(kind) ?? []).map(({ rule, check }) => {
        check();
        return {
          rule,
          when: this.condition(rule.when),
          unless: rule.unless.map(({ when, reason }) => ({ when: this.condition(when), reason })),
          considers: rule.considers === undefined ? undefined : this.condition(rule.considers),
          isAboutDeployment: /\b(deployment|environment|fit)\b/.test(rule.when),
        };
      });
      this.ready.set(kind, ready);
    }
    return ready;
  }

  private diagnose({ rule, isAboutDeployment }: ReadyRule, fact: Fact, { textOf, isExample, settingsOf, capOf }: LintContext): Diagnostic | undefined {
    const place = bestPlace(fact, [...rule.at, 'self']);
    const settings = place && (settingsOf?.(place.file) ?? defaultRuleSettings);
    if (!place || !settings || isOff(rule, settings)) return undefined;
    const ownSeverity = this.firstOf(rule.severity, fact) ?? 'info';
    const isAboutConfig = isAboutDeployment || 'environment' in fact;
    const declared = isAboutConfig ? capOf?.(configFileOf(fact)) : undefined;
    const cap = declared ?? (isAboutConfig && environmentOf(fact) === 'development' ? 'info' : 'error');
    const confidence = this.firstOf(rule.confidence, fact) ?? 'low';
    const own = { severity: ownSeverity, confidence, cap: isExample?.(place.file) === true ? atMost(cap, 'info') : cap };
    const severity = settle(rule, own, settings);
    if (severity === 'off') return undefined;
    const dataset = valuesAt(fact, 'dataset.name')[0];
    return {
      rule: rule.id,
      severity,
      message: fillMessage(rule.message, fact),
      place,
      related: relatedPlaces(rule, fact, place),
      ...(typeof dataset === 'string' && { dataset }),
      confidence,
      fixes: rule.fixes
        .filter(fix => fix.when === undefined || this.condition(fix.when)(fact) === true)
        .flatMap(fix => fixFor(fix, fact, textOf) ?? []),
    };
  }

  private firstOf<Word>(ladder: readonly { readonly when?: string; readonly is: Word }[], fact: Fact): Word | undefined {
    return ladder.find(step => step.when === undefined || this.condition(step.when)(fact) === true)?.is;
  }

  private condition(text: string): Condition {
    let condition = this.conditions.get(text);
    if (!condition) {
      condition = compileCondition(text);
      this.conditions.set(text, condition);
    }
    return condition;
  }
}

const mostRelated = 5;

function relatedPlaces(rule: Rule, fact: Fact, own: Place): Diagnostic['related'] {
  const related: { place: Place; message: string }[] = [];
  for (const { at, message } of rule.related) {
    const places = at.map(path => placesAt(fact, path)).find(found => found.length > 0) ?? [];
    for (const place of places.slice(0, mostRelated)) {
      if (samePlace(place, own) || related.some(other => samePlace(other.place, place))) continue;
      related.push({ place, message: fillMessage(message, fact) });
    }
  }
  return related;
}

/** The fact itself, or one directly inside it. */
function isInTest(fact: object): boolean {
  if ('inTest' in fact && fact.inTest === true) return true;
  for (const part of Object.values(fact) as unknown[]) if (typeof part === 'object' && part !== null && 'inTest' in part && part.inTest === true) return true;
  return false;
}

/** A value of the fact itself, else of the facts directly inside it: both sides of a pair. */
function valuesAt(fact: object, path: string): unknown[] {
  return withParts(fact).map(holder => valueAt(holder, path)).filter(value => value !== undefined);
}

function withParts(fact: object): readonly object[] {
  const parts: readonly unknown[] = Object.values(fact);
  return [fact, ...parts.filter(part => typeof part === 'object' && part !== null)];
}

function environmentOf(fact: Fact): unknown {
  return [...valuesAt(fact, 'environment'), ...valuesAt(fact, 'deployment.environment'), ...valuesAt(fact, 'declaration.environment')][0];
}

/** The file that declares the store a fact is about. */
function configFileOf(fact: Fact): string {
  const inside = withParts(fact).flatMap(holder => [...placesAt(holder, 'deployment.self'), ...placesAt(holder, 'declaration.self')]);
  return inside[0]?.file ?? firstFile(fact);
}

function firstFile(fact: Fact): string {
  return (placesAt(fact, 'self')[0] ?? Object.values(fact.places).flat()[0])?.file ?? '';
}
