import type { Fact, Placed } from '../facts/storeFacts.js';
import type { Store } from '../bindings/binding.js';
import type { Sourced } from '../workspace/knowledge.js';
import type { CommandDocs, CommandEntry } from './commandDocs.js';
import { code, escapeMarkdown } from './markdown.js';

/** A part of a fact, by the name of its place: `name`, `key`, `ttl`, `ConsistentRead`. */
export interface Part {
  readonly fact: Fact;
  readonly part: string;
}

export interface HoverTables {
  readonly docs: CommandDocs;
  /** Where it is told what a deployment gives. */
  readonly sourceOf: (deployment: { readonly product: string; readonly persistence?: string }) => Sourced | undefined;
}

/** What to say of a part: what it does and guarantees, then what it is about here. Texts of the workspace are escaped. */
export function describe({ fact, part }: Part, { docs, sourceOf }: HoverTables): string | undefined {
  switch (fact.kind) {
    case 'redis.command':
      return join(commandText('redis', fact.command, part, docs), situation(fact));
    case 'dynamodb.request':
      return join(commandText('dynamodb', fact.operation, part, docs), situation(fact), tableText(fact.declaration));
    case 'cassandra.statement':
      return join(commandText('cassandra', fact.command, part === 'query' || part === 'table' ? 'name' : part, docs), consistencyText(fact), cassandraTableText(fact.declaration), situation({ dataset: fact.declaration?.dataset, ...fact }));
    case 'cassandra.table':
      return join(cassandraTableText(fact), situation(fact));
    case 'cassandra.keyspace':
      return join(commandText('cassandra', 'CREATE KEYSPACE', part, docs), keyspaceText(fact));
    case 'redis.library':
      return join(`${escapeMarkdown(fact.library)} ${fact.what}: keeps its own data in Redis.`, situation(fact));
    case 'redis.deployment':
      return join(deploymentText(fact, part === 'variables' ? 'Points at' : 'Redis'), keptText(fact), sourceText(sourceOf(fact)));
    case 'dynamodb.table':
      if (part === 'variables') return join(`Names the DynamoDB table ${code(fact.tableName ?? fact.name)}`, tableText(fact), fact.dataset && dataSetText(fact.dataset));
      return join(settingText(part, docs), `DynamoDB table ${code(fact.tableName ?? fact.name)}`, tableText(fact), fact.dataset && dataSetText(fact.dataset));
    default:
      return undefined;
  }
}

/** The option under the pointer if there is an entry for it, else the command. */
function commandText(store: Store, command: string, part: string, docs: CommandDocs): string | undefined {
  const named = part.replace(/^WITH /, '');
  const option = docs.option(store, command, named) ?? docs.option(store, command, named.toUpperCase());
  if (option && part !== 'name' && part !== 'key') return entryText(`${command} ${part}`, option);
  const entry = docs.command(store, command);
  return entry && entryText(command, entry);
}

/** A property of a table's resource, by its path: `StreamSpecification.StreamViewType`. */
function settingText(path: string, docs: CommandDocs): string | undefined {
  const [property = ''] = path.split('.');
  const entry = docs.option('dynamodb', 'CreateTable', property);
  return entry && entryText(property, entry);
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
    sourceText(entry),
  ];
  return lines.filter(line => line !== undefined && line !== '').join('\n\n');
}

function sourceText(entry: Sourced | undefined): string | undefined {
  return entry && `[${new URL(entry.source).hostname}](${entry.source})${entry.asOf ? ` (as of ${entry.asOf})` : ''}`;
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

const mostNamed = 5;

function keptText({ dataSets, roles }: Extract<Fact, { kind: 'redis.deployment' }>): string | undefined {
  if (dataSets.length === 0) return undefined;
  const more = dataSets.length > mostNamed ? ` and ${dataSets.length - mostNamed} more` : '';
  return `Keeps ${dataSets.slice(0, mostNamed).map(code).join(', ')}${more}${roles.length > 0 ? `; roles: ${roles.map(role => `*${escapeMarkdown(role)}*`).join(', ')}` : ''}`;
}

function tableText(table: Extract<Fact, { kind: 'dynamodb.request' }>['declaration'] | undefined): string | undefined {
  if (!table) return undefined;
  const recovery = table.hasPointInTimeRecovery === undefined ? undefined : `point-in-time recovery ${table.hasPointInTimeRecovery ? 'on' : 'off'}`;
  const ttl = table.ttlAttribute === undefined ? undefined : `TTL on ${code(table.ttlAttribute)}`;
  const key = [table.partitionKey, table.sortKey].filter(name => name !== undefined).map(code).join(' + ');
  return `Declared as ${code(table.name)}${key ? `, key ${key}` : ''}${[recovery, ttl].filter(text => text !== undefined).map(text => `; ${text}`).join('')}`;
}

type CassandraTableLike = NonNullable<Extract<Fact, { kind: 'cassandra.statement' }>['declaration']>;

function cassandraTableText(table: CassandraTableLike | undefined): string | undefined {
  if (!table) return undefined;
  const name = table.keyspace === undefined ? table.name : `${table.keyspace}.${table.name}`;
  const partition = table.partitionKey.length > 0 && `partition key ${table.partitionKey.map(code).join(' + ')}`;
  const clustering = table.clusteringKey.length > 0 && `rows in the order of ${table.clusteringKey.map(code).join(', ')}`;
  const copies = table.replicationFactor !== undefined && copiesText(table.replicationFactor);
  return [`Table ${code(name)}`, partition, clustering, copies].filter(text => typeof text === 'string').join('; ');
}

function keyspaceText({ name, strategy, replicationFactor, environment }: Extract<Fact, { kind: 'cassandra.keyspace' }>): string {
  const parts = [strategy !== undefined && code(strategy), replicationFactor !== undefined && copiesText(replicationFactor), environment === 'development' && 'development only'];
  const facts = parts.filter(text => typeof text === 'string').join('; ');
  return `Keyspace ${code(name)}${facts ? `: ${facts}` : ''}`;
}

/** A quorum is more than half. */
function copiesText(factor: number): string {
  const quorum = Math.floor(factor / 2) + 1;
  return factor === 1 ? 'one copy, so nothing is left when its node fails' : `${factor} copies in a data center, where a quorum is ${quorum} and bears ${factor - quorum === 0 ? 'no node' : factor - quorum} down`;
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
