import type { Place } from '../facts/place.js';
import type { Fact, Placed } from '../facts/storeFacts.js';
import type { Store } from '../bindings/binding.js';
import type { Diagnostic } from '../linter/diagnostic.js';
import type { Rule } from '../linter/rule.js';
import type { CommandDocs, CommandEntry } from './commandDocs.js';
import { code, escapeMarkdown } from './markdown.js';
import { ruleSummary } from './ruleDocs.js';

export interface Hover {
  readonly range: Place;
  readonly markdown: string;
}

export interface HoverInput {
  readonly facts: readonly Fact[];
  readonly diagnostics: readonly Diagnostic[];
  readonly rules: ReadonlyMap<string, Rule>;
  readonly docs: CommandDocs;
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
  const text = target && describe(target, input.docs);
  if (text) sections.push(text);
  const range = findings[0]?.place ?? target?.place;
  return range && sections.length > 0 ? { range, markdown: sections.join('\n\n---\n\n') } : undefined;
}

interface Target {
  readonly fact: Fact;
  /** The name of the place: `name`, `key`, `ttl`, `ConsistentRead`. */
  readonly part: string;
  readonly place: Place;
}

/** The parts of a call worth a hover; its whole range would take over what is nested in it. */
const quietParts = new Set(['self', 'arguments', 'argumentsEnd', 'options', 'optionsEnd', 'input', 'inputEnd', 'insert', 'end', 'uses', 'client', 'environment', 'value', 'query']);

function targetsOf(fact: Fact, covers: (place: Place) => boolean): Target[] {
  if (fact.kind.endsWith('-read') || fact.kind.endsWith('-write') || fact.kind.endsWith('-release') || fact.kind.endsWith('-expire') || fact.kind.endsWith('-dropped')) return [];
  const parts = Object.entries(fact.places).flatMap(([part, places]) => [places].flat().map(place => ({ fact, part, place })));
  const isQuery = fact.kind === 'cassandra.statement';
  return parts.filter(({ part, place }) => (!quietParts.has(part) || (isQuery && part === 'query')) && covers(place));
}

function innermost(targets: readonly Target[]): Target | undefined {
  return [...targets].sort((a, b) => a.place.end - a.place.start - (b.place.end - b.place.start))[0];
}

function describe({ fact, part }: Target, docs: CommandDocs): string | undefined {
  switch (fact.kind) {
    case 'redis.command':
      return join(commandText('redis', fact.command, part, docs), situation(fact));
    case 'dynamodb.request':
      return join(commandText('dynamodb', fact.operation, part, docs), situation(fact), tableText(fact.declaration));
    case 'cassandra.statement':
      return join(commandText('cassandra', fact.command, part === 'query' ? 'name' : part, docs), consistencyText(fact), situation(fact));
    case 'redis.library':
      return join(`${escapeMarkdown(fact.library)} ${fact.what}: keeps its own data in Redis.`, situation(fact));
    case 'redis.deployment':
      return deploymentText(fact, 'Redis');
    case 'dynamodb.table':
      return join(`DynamoDB table ${code(fact.tableName ?? fact.name)}`, tableText(fact), fact.dataset && dataSetText(fact.dataset));
    default:
      return undefined;
  }
}

/** The option under the pointer if there is an entry for it, else the command. */
function commandText(store: Store, command: string, part: string, docs: CommandDocs): string | undefined {
  const option = docs.option(store, command, part) ?? docs.option(store, command, part.toUpperCase());
  if (option && part !== 'name' && part !== 'key') return entryText(`${command} ${part}`, option);
  const entry = docs.command(store, command);
  return entry && entryText(command, entry);
}

function entryText(name: string, entry: CommandEntry): string {
  const cost = [entry.complexity, entry.cost].filter(text => text !== undefined).join(' · ');
  const lines = [
    `**${name}**${cost ? ` · ${escapeUnits(cost)}` : ''}`,
    entry.summary,
    entry.guarantees && `*Guarantee:* ${entry.guarantees}`,
    entry.limits && `*Limits:* ${entry.limits}`,
    entry.deprecated && `*Deprecated:* ${entry.deprecated}`,
    entry.note,
    `[${new URL(entry.source).hostname}](${entry.source})${entry.asOf ? ` (as of ${entry.asOf})` : ''}`,
  ];
  return lines.filter(line => line !== undefined && line !== '').join('\n\n');
}

/** `O(N*M)`: stars would become emphasis. */
function escapeUnits(text: string): string {
  return text.replace(/[*_]/g, '\\$&');
}

interface Situated {
  readonly dataset?: DataSetLike | undefined;
  readonly deployment?: (DeploymentLike & Partial<Placed>) | undefined;
}
type DataSetLike = NonNullable<Extract<Fact, { kind: 'redis.command' }>['dataset']>;
type DeploymentLike = NonNullable<Extract<Fact, { kind: 'redis.command' }>['deployment']>;

/** What this call is about here: its data set and the deployment behind it. */
function situation(fact: Situated): string | undefined {
  return join(fact.dataset && dataSetText(fact.dataset), fact.deployment && deploymentText(fact.deployment, 'kept in'));
}

function dataSetText(dataset: DataSetLike): string {
  const role = dataset.role === 'unknown' ? 'role not known' : `role *${dataset.role}*, ${dataset.isDeclared ? 'declared' : `confidence ${dataset.confidence.toFixed(1)}`}`;
  const needs = dataset.needs.loss === undefined ? '' : `; may lose: ${dataset.needs.loss === 'none' ? 'nothing' : dataset.needs.loss}`;
  return `${code(dataset.name)}: ${role}${dataset.role === 'unknown' ? '' : needs}`;
}

function deploymentText(deployment: DeploymentLike, lead: string): string {
  const facts = [
    deployment.persistence && `persistence ${deployment.persistence}`,
    deployment.eviction && `eviction ${deployment.eviction}${deployment.evictionIsDefault ? ' (default)' : ''}`,
    deployment.loss && `a crash or failover may lose ${deployment.loss === 'none' ? 'nothing' : deployment.loss === 'ok' ? 'everything' : deployment.loss}`,
    deployment.environment === 'development' && 'development only',
  ].filter(text => typeof text === 'string' && text !== '');
  return `${lead} ${code(deployment.name)} (${deployment.product})${facts.length > 0 ? `: ${facts.join('; ')}` : ''}`;
}

function tableText(table: Extract<Fact, { kind: 'dynamodb.request' }>['declaration'] | undefined): string | undefined {
  if (!table) return undefined;
  const recovery = table.hasPointInTimeRecovery === undefined ? undefined : `point-in-time recovery ${table.hasPointInTimeRecovery ? 'on' : 'off'}`;
  const ttl = table.ttlAttribute === undefined ? undefined : `TTL on ${code(table.ttlAttribute)}`;
  const key = [table.partitionKey, table.sortKey].filter(name => name !== undefined).map(code).join(' + ');
  return `Declared as ${code(table.name)}${key ? `, key ${key}` : ''}${[recovery, ttl].filter(text => text !== undefined).map(text => `; ${text}`).join('')}`;
}

function consistencyText(fact: Extract<Fact, { kind: 'cassandra.statement' }>): string | undefined {
  if (fact.consistency === undefined) return undefined;
  const from = { statement: 'said by the statement', profile: 'from its execution profile', client: 'from the client', driver: "the driver's default" }[fact.consistencyFrom ?? ''] ?? '';
  return `Consistency here: **${fact.consistency.replace(/_/g, '\\_')}**${from ? `, ${from}` : ''}.`;
}

function join(...parts: readonly (string | undefined | false)[]): string | undefined {
  const given = parts.filter(part => typeof part === 'string' && part !== '');
  return given.length > 0 ? given.join('\n\n') : undefined;
}
