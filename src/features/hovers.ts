import type { Place } from '../facts/place.js';
import type { Fact } from '../facts/storeFacts.js';
import type { Diagnostic } from '../linter/diagnostic.js';
import type { Rule } from '../linter/rule.js';
import { fitText } from './fitText.js';
import { describe, type HoverTables, type Part } from './hoverTexts.js';
import { ruleSummary } from './ruleDocs.js';

export interface Hover {
  readonly range: Place;
  readonly markdown: string;
}

export interface HoverInput {
  readonly facts: readonly Fact[];
  readonly diagnostics: readonly Diagnostic[];
  readonly rules: ReadonlyMap<string, Rule>;
  readonly tables: HoverTables;
}

/** What to say of the place at an offset: the findings there, then what the store call does and what it gives here. */
export function hover(file: string, offset: number, input: HoverInput): Hover | undefined {
  const covers = (place: Place): boolean => place.file === file && place.start <= offset && offset <= place.end;
  const findings = input.diagnostics.filter(one => !one.suppressed && covers(one.place));
  const sections: string[] = [];
  for (const finding of findings) {
    const rule = input.rules.get(finding.rule);
    if (rule) sections.push(`**${rule.title}** \`${rule.id}\`\n\n${ruleSummary(rule)}`);
  }
  const target = innermost(input.facts.flatMap(fact => targetsOf(fact, covers)));
  const text = target && [describe(target, input.tables), ...fitsOf(target.fact, input.facts)].filter(part => part !== undefined).join('\n\n');
  if (text) sections.push(text);
  const range = findings[0]?.place ?? target?.place;
  return range && sections.length > 0 ? { range, markdown: sections.join('\n\n---\n\n') } : undefined;
}

/** How well the data set it uses is kept where it is. */
function fitsOf(used: Fact, facts: readonly Fact[]): readonly string[] {
  const dataset = 'dataset' in used ? used.dataset : undefined;
  if (!dataset) return [];
  return [...new Set(facts.flatMap(fact => (fact.kind === 'design.data-set' && fact.dataset === dataset ? (fitText(fact.fit) ?? []) : [])))];
}

interface Target extends Part {
  readonly place: Place;
}

/** The parts of a call worth a hover; its whole range would take over what is nested in it. */
const quietParts = new Set(['self', 'arguments', 'argumentsEnd', 'options', 'optionsEnd', 'input', 'inputEnd', 'insert', 'end', 'uses', 'lasting', 'write', 'client', 'environment', 'value', 'query']);

function targetsOf(fact: Fact, covers: (place: Place) => boolean): Target[] {
  if (fact.kind === 'design.data-set' || fact.kind.endsWith('-read') || fact.kind.endsWith('-write') || fact.kind.endsWith('-release') || fact.kind.endsWith('-expire') || fact.kind.endsWith('-dropped')) return [];
  const parts = Object.entries(fact.places).flatMap(([part, places]) => [places].flat().map(place => ({ fact, part, place })));
  const isQuery = fact.kind === 'cassandra.statement';
  return parts.filter(({ part, place }) => (!quietParts.has(part) || (isQuery && part === 'query')) && covers(place));
}

function innermost(targets: readonly Target[]): Target | undefined {
  return [...targets].sort((a, b) => a.place.end - a.place.start - (b.place.end - b.place.start))[0];
}
