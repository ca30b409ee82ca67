import type { CassandraServer, ConfigFile, Settings } from '../../facts/config.js';
import { place, type Place } from '../../facts/place.js';
import type { deployment } from '../../facts/storeFacts.js';
import type { FactOf } from '../../facts/shape.js';
import type { EnvironmentFinder, EnvironmentKind } from './environments.js';
import type { DeploymentDeclaration } from '../../settings/settings.js';
import { withNamed } from './declaredDeployments.js';
import type { Knowledge } from '../knowledge.js';
import { version } from './products.js';
import { queueWorkersOf, type QueueWorkerFound } from './queueWorkers.js';
import { redisDeployments } from './redisDeployments.js';

export type Places = Readonly<Record<string, Place | readonly Place[]>>;
type DeploymentFact = FactOf<typeof deployment>;

/** What config alone tells of a deployment. */
export type DeploymentFields = Omit<DeploymentFact, 'store' | 'environment' | 'roles' | 'lasting' | 'libraries' | 'dataSets'>;

export interface DeploymentFound {
  readonly id: string;
  readonly file: string;
  readonly place: Place;
  /** Names under which others reach it, and the logical id of a resource. */
  readonly hosts: readonly string[];
  readonly resource?: string;
  /** The version as it is written: `7.2.4`, or `7` for the newest of them. */
  readonly release?: string;
  /** Ports of the machine it is published at. */
  readonly publishedPorts: readonly string[];
  /** Started only when asked for. */
  readonly isProfiled: boolean;
  /** Something beside it uses it, as far as its file says. */
  readonly isUsed: boolean;
  readonly fields: DeploymentFields;
  /** As written, where that is known; without secrets. */
  readonly settings: SettingValues;
  readonly places: Places;
}

export type SettingValues = Readonly<Record<string, string | number | boolean>>;

export function valuesOf(settings: Settings): SettingValues {
  const values: Record<string, string | number | boolean> = {};
  for (const [name, { value }] of Object.entries(settings)) if (value !== undefined) values[name] = value;
  return values;
}

export interface Deployment extends DeploymentFound {
  readonly store: 'redis' | 'cassandra';
  /** How the user names it. */
  readonly declaration?: DeploymentDeclaration;
  readonly environment: EnvironmentKind;
  /** Workers in languages that are not read. */
  readonly workers: readonly QueueWorkerFound[];
}

/** Every Redis and Cassandra that config declares or the user names, in the order of files and places. */
export function deploymentsOf(config: ReadonlyMap<string, ConfigFile>, knowledge: Knowledge, finder: EnvironmentFinder, named: readonly DeploymentDeclaration[]): Deployment[] {
  const redis = redisDeployments(config, knowledge).map(found => ({ ...found, store: 'redis' as const }));
  const cassandra = cassandraServers(config).map(found => ({ ...found, store: 'cassandra' as const }));
  const all = withNamed([...redis, ...cassandra], named, knowledge);
  const deployments = all.map((found): Deployment => ({ ...found, environment: environmentOf(found, all.filter(other => other.store === found.store), finder), workers: queueWorkersOf(found.hosts, found.file, config.get(found.file)) }));
  return deployments.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.place.start - b.place.start));
}

/**
 * Decision 10. A compose service is production when nothing else declares that deployment and neither its name nor its
 * folder says otherwise: beside a managed one, or one of the same name in a file for production, it is for development.
 */
function environmentOf(found: DeploymentFound, all: readonly DeploymentFound[], finder: EnvironmentFinder): EnvironmentKind {
  const named = finder(found.file, found.fields.name);
  if (named) return named;
  if (found.fields.isManaged) return 'production';
  // a file that only brings up stores is what one starts before working on the application
  if (!found.isUsed) return 'development';
  const isMeantFor = (other: DeploymentFound): boolean => finder(other.file, other.fields.name) !== 'development';
  const others = all.filter(other => other !== found && (isMeantFor(other) && isNear(found.file, other.file)));
  if (others.some(other => other.fields.isManaged)) return 'development';
  const sameName = others.some(other => other.fields.name === found.fields.name && finder(other.file, other.fields.name) === 'production');
  return sameName ? 'development' : 'production';
}

/** One store as production has it and as development has it. */
export interface EnvironmentPair {
  readonly production: Deployment;
  readonly development: Deployment;
}

/** Of one name and near each other, or the only ones that are near. */
export function environmentPairs(deployments: readonly Deployment[]): EnvironmentPair[] {
  const [inProduction, inDevelopment] = (['production', 'development'] as const).map(kind => deployments.filter(({ store, environment }) => store === 'redis' && environment === kind));
  return (inProduction ?? []).flatMap((production): EnvironmentPair[] => {
    const near = (inDevelopment ?? []).filter(({ file }) => isNear(file, production.file));
    const named = near.filter(({ fields }) => fields.name === production.fields.name);
    if (named.length > 0) return named.map(development => ({ production, development }));
    const [only, ...others] = near;
    const isOnly = (inProduction ?? []).every(other => other === production || !isNear(other.file, production.file));
    return only && others.length === 0 && isOnly ? [{ production, development: only }] : [];
  });
}

/** Neither stands in a folder of its own beside the other's: two services of a monorepo say nothing of each other. */
function isNear(a: string, b: string): boolean {
  const [first, second] = [projectOf(a), projectOf(b)];
  return first === '' || second === '' || first === second || `${first}/`.startsWith(`${second}/`) || `${second}/`.startsWith(`${first}/`);
}

const infrastructure = new Set(['infra', 'infrastructure', 'deploy', 'deployment', 'deployments', 'docker', 'compose', 'cloudformation', 'cfn', 'aws', 'iac', 'stacks', 'templates',
  'config', 'ops', 'prod', 'production', 'redis', 'env', 'environments', 'cdk', '.docker', 'stack', 'sam', 'resources']);

/** The folder of the application that a config file is for. */
function projectOf(file: string): string {
  const segments = file.split('/').slice(0, -1);
  while (infrastructure.has((segments.at(-1) ?? '').toLowerCase())) segments.pop();
  return segments.join('/');
}

function cassandraServers(config: ReadonlyMap<string, ConfigFile>): DeploymentFound[] {
  const found: DeploymentFound[] = [];
  for (const [file, { facts }] of config) for (const fact of facts) if (fact.kind === 'cassandra.server') found.push(cassandraServer(file, fact));
  return found;
}

function cassandraServer(file: string, server: CassandraServer): DeploymentFound {
  const { container } = server;
  const folder = server.product === 'scylladb' ? '/var/lib/scylla' : '/var/lib/cassandra';
  const keeps = container?.volumes.some(({ type, target }) => (type === 'bind' || type === 'volume') && `${folder}/`.startsWith(`${target.replace(/\/$/, '')}/`));
  return {
    id: `${file}#${server.name}`,
    file,
    place: place(file, server.range),
    hosts: server.hosts,
    publishedPorts: container?.ports.flatMap(port => port.published ?? []) ?? [],
    isProfiled: (container?.profiles.length ?? 0) > 0,
    isUsed: container?.isUsed ?? true,
    fields: {
      name: server.name,
      product: server.product === 'dse' ? 'cassandra' : server.product,
      ...version(server.version),
      isManaged: false,
      evictionIsDefault: false,
      ...(keeps !== undefined && { hasVolume: keeps }),
      ...(container?.insertAt && { insertIndent: container.insertAt.indent }),
    },
    settings: {},
    places: {
      self: place(file, server.range),
      name: place(file, server.nameRange),
      ...(container && { image: place(file, container.imageRange) }),
      ...(container?.volumesRange && { volumes: place(file, container.volumesRange) }),
      ...(container?.insertAt && { insert: { file, start: container.insertAt.offset, end: container.insertAt.offset } }),
    },
  };
}
