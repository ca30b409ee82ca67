import { contains, type Place } from '../facts/place.js';
import type { Fact } from '../facts/storeFacts.js';
import type { Diagnostic } from '../linter/diagnostic.js';
import { severities } from '../linter/rule.js';
import { code, escapeMarkdown, fileLink } from './markdown.js';

export interface ReportInput {
  readonly facts: readonly Fact[];
  readonly diagnostics: readonly Diagnostic[];
  /** The line of an offset, from 1. */
  readonly lineOf: (place: Place) => number;
}

type Command = Extract<Fact, { kind: 'redis.command' | 'dynamodb.request' | 'cassandra.statement' }>;
type DataSet = NonNullable<Command['dataset']>;
type Deployment = NonNullable<Command['deployment']>;

interface Used {
  readonly dataset: DataSet;
  readonly deployments: Map<string, Deployment>;
  readonly reads: Command[];
  readonly writes: Command[];
  readonly findings: Diagnostic[];
  /** About the deployments it is kept in: they concern everything kept there. */
  readonly deploymentFindings: Diagnostic[];
}

/**
 * The comparison report, Markdown: what each data set of this workspace is, needs and is given, worst first; what could not be
 * assessed is said, not guessed.
 */
export function report({ facts, diagnostics, lineOf }: ReportInput): string {
  const shown = diagnostics.filter(one => !one.suppressed);
  const used = group(facts, shown).sort(byWorst);
  const link = (place: Place): string => fileLink(place.file, lineOf(place));
  return [
    '# Datastore comparison',
    used.length === 0 ? 'No data set of Redis, DynamoDB or Cassandra was found in this workspace.' : overview(used),
    ...used.map(one => detail(one, link)),
    deployments(facts, link),
    notAssessed(used),
    '## How to read this',
    'Roles are inferred from names, commands and expiries; a name alone is never enough. Declare what a data set is with a comment, `datastore: role=cache source=postgres.products`, and the report follows it. A guarantee is what the config in this workspace says, with the documented default of that product where it says nothing; what is not known is not judged.',
  ].filter(part => part !== '').join('\n\n') + '\n';
}

function group(facts: readonly Fact[], diagnostics: readonly Diagnostic[]): Used[] {
  const groups = new Map<string, Used>();
  for (const fact of facts) {
    if (fact.kind !== 'redis.command' && fact.kind !== 'dynamodb.request' && fact.kind !== 'cassandra.statement') continue;
    const { dataset, deployment } = fact;
    if (!dataset || fact.inTest) continue;
    const key = `${dataset.store} ${dataset.name}`;
    const entry = groups.get(key) ?? { dataset, deployments: new Map<string, Deployment>(), reads: [], writes: [], findings: diagnostics.filter(one => one.dataset === dataset.name), deploymentFindings: findingsOfDeployments(facts, diagnostics, dataset) };
    groups.set(key, entry);
    (fact.writes ? entry.writes : entry.reads).push(fact);
    if (deployment) entry.deployments.set(deployment.name, deployment);
  }
  return [...groups.values()];
}

function findingsOfDeployments(facts: readonly Fact[], diagnostics: readonly Diagnostic[], dataset: DataSet): Diagnostic[] {
  const places = facts.flatMap(fact => (fact.kind === 'redis.deployment' && dataset.store === 'redis' && fact.dataSets.includes(dataset.name) ? [fact.places['self'] ?? []].flat() : []));
  return diagnostics.filter(({ place }) => places.some(each => each.file === place.file && contains(each, place)));
}

function worst(used: Used): number {
  return Math.min(severities.length, ...used.findings.map(one => severities.indexOf(one.severity)));
}

function byWorst(a: Used, b: Used): number {
  return worst(a) - worst(b) || b.findings.length - a.findings.length || (a.dataset.name < b.dataset.name ? -1 : 1);
}

function overview(used: readonly Used[]): string {
  const rows = used.map(one => {
    const where = [...one.deployments.values()].map(deployment => (deployment.name.toLowerCase() === deployment.product ? deployment.name : `${code(deployment.name)} (${deployment.product})`)).join(', ') || one.dataset.store;
    return `| ${code(one.dataset.name)} | ${roleText(one.dataset)} | ${where} | ${one.reads.length} / ${one.writes.length} | ${verdict(one)} |`;
  });
  return ['| Data set | Role | Kept in | Reads / writes | Verdict |', '|---|---|---|---|---|', ...rows].join('\n');
}

function roleText({ role, confidence, isDeclared }: DataSet): string {
  if (role === 'unknown') return 'not known';
  return isDeclared ? `${role} (declared)` : `${role} (${confidence.toFixed(1)})`;
}

function verdict(used: Used): string {
  const severity = severities[worst(used)];
  if (severity !== undefined) return `${severity}: ${findingCount(used.findings)}`;
  if (used.deploymentFindings.length > 0) return `none of its own; ${findingCount(used.deploymentFindings)} about ${[...used.deployments.values()].map(({ name }) => code(name)).join(', ')}`;
  return used.dataset.role === 'unknown' || used.deployments.size === 0 ? 'not assessed' : 'nothing found against it';
}

function findingCount({ length }: readonly Diagnostic[]): string {
  return `${length} finding${length === 1 ? '' : 's'}`;
}

function detail(used: Used, link: (place: Place) => string): string {
  const { dataset } = used;
  const needs = Object.entries(dataset.needs).filter(([name]) => name !== 'places').map(([name, value]) => `${name}: ${value}`).join(', ');
  const places = (commands: readonly Command[]): string => commands.slice(0, 8).map(command => `${commandName(command)} ${self(command, link)}`).join(', ') + (commands.length > 8 ? ` and ${commands.length - 8} more` : '');
  return [
    `## ${escapeMarkdown(dataset.name)}`,
    `- **What it is:** ${roleText(dataset)}`,
    dataset.role === 'unknown' ? '- **Needs:** not known; declare the role to have it assessed' : `- **Needs:** ${needs || 'nothing beyond its role'}`,
    ...[...used.deployments.values()].map(deployment => `- **Given by ${code(deployment.name)}:** ${givenBy(deployment)}`),
    used.deployments.size === 0 && dataset.store === 'redis' ? '- **Given:** not assessed; no config of this store was found or could be linked' : '',
    used.writes.length > 0 ? `- **Written:** ${places(used.writes)}` : '',
    used.reads.length > 0 ? `- **Read:** ${places(used.reads)}` : '',
    ...[...used.findings, ...used.deploymentFindings].map(one => `- **${one.severity}** ${link(one.place)}: ${escapeMarkdown(one.message)} (${code(one.rule)})`),
  ].filter(line => line !== '').join('\n');
}

function commandName(fact: Command): string {
  return fact.kind === 'dynamodb.request' ? fact.operation : fact.command;
}

function self(fact: Command, link: (place: Place) => string): string {
  const place = [fact.places['self']].flat()[0];
  return place ? link(place) : '';
}

function givenBy(deployment: Deployment): string {
  const loss = deployment.loss === undefined ? 'loss not assessed' : `a crash or failover may lose ${deployment.loss === 'none' ? 'nothing' : deployment.loss === 'ok' ? 'everything' : deployment.loss}`;
  const parts = [deployment.product, deployment.persistence && `persistence ${deployment.persistence}`, loss, deployment.eviction && `eviction ${deployment.eviction}${deployment.evictionIsDefault ? ' (default)' : ''}`, deployment.environment === 'development' && 'development only'];
  return parts.filter(part => typeof part === 'string' && part !== '').join(', ');
}

function deployments(facts: readonly Fact[], link: (place: Place) => string): string {
  const rows = facts
    .filter(fact => fact.kind === 'redis.deployment')
    .map(fact => {
      const place = [fact.places['name'] ?? fact.places['self']].flat()[0];
      return `| ${code(fact.name)} | ${givenBy(fact)} | ${fact.dataSets.map(code).join(', ') || 'none found'} | ${place ? link(place) : ''} |`;
    });
  return rows.length === 0 ? '' : ['## Redis deployments\n', '| Name | What it gives | Data sets | Declared |', '|---|---|---|---|', ...rows].join('\n');
}

function notAssessed(used: readonly Used[]): string {
  const open = used.filter(one => one.dataset.role === 'unknown');
  if (open.length === 0) return '';
  return `## Not assessed\n\n${open.map(one => `- ${code(one.dataset.name)}: its role is not clear from its use. Declare it: \`datastore: role=…\``).join('\n')}`;
}
