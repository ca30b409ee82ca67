import type { RedisServer, Setting } from '../../facts/config.js';
import { place, type Place } from '../../facts/place.js';
import { settingAt } from '../../facts/settingAt.js';
import { valuesOf, type DeploymentFields, type DeploymentFound } from './deployments.js';
import type { Knowledge } from '../knowledge.js';
import { version } from './products.js';

/** ElastiCache and MemoryDB as CloudFormation declares them, with the service's defaults. */
export function managedRedis(file: string, server: RedisServer, knowledge: Knowledge): DeploymentFound {
  const defaults = knowledge.products[server.product]?.defaults ?? {};
  const places: Record<string, Place> = {};
  for (const [name, { range }] of Object.entries({ ...server.parameters, ...server.settings })) if (name !== '*') places[name] = place(file, range);
  const resource: Resource = { server, defaults };
  const fields: DeploymentFields = {
    name: server.name,
    product: server.product,
    ...(server.engine !== undefined && { engine: server.engine }),
    ...version(server.version),
    isManaged: true,
    persistence: 'managed',
    ...evictionOf(resource),
    ...availabilityOf(resource),
    ...snapshotsOf(resource),
  };
  const mode = modeOf(resource, fields);
  const loss = mode === undefined ? undefined : knowledge.guarantee(mode)?.loss;
  return {
    id: `${file}#${server.name}`,
    file,
    place: place(file, server.range),
    hosts: [],
    resource: server.name,
    ...(server.version !== undefined && { release: server.version }),
    publishedPorts: [],
    isProfiled: false,
    isUsed: true,
    fields: { ...fields, ...(mode !== undefined && { mode }), ...(loss !== undefined && { loss }) },
    settings: valuesOf({ ...server.parameters, ...server.settings }),
    places: { self: place(file, server.range), name: place(file, server.nameRange), ...places },
  };
}

interface Resource {
  readonly server: RedisServer;
  readonly defaults: Readonly<Record<string, string | number | boolean>>;
}

/** The value in force; undefined when it is unknown. */
function inForce({ server, defaults }: Resource, name: string): Setting['value'] {
  const setting = settingAt(server.settings, name);
  return setting ? setting.value : defaults[name];
}

function isSet({ server }: Resource, name: string): boolean {
  return settingAt(server.settings, name) !== undefined;
}

function evictionOf({ server, defaults }: Resource): Pick<DeploymentFields, 'eviction' | 'evictionIsDefault'> {
  const own = defaults['maxmemory-policy'];
  const unset = own === undefined ? { evictionIsDefault: false } : { eviction: String(own), evictionIsDefault: server.product === 'elasticache' };
  if (server.product === 'elasticache-serverless' || server.hasParameterGroup !== true) return unset;
  if (!server.parameters) return { evictionIsDefault: false };
  const parameter = settingAt(server.parameters, 'maxmemory-policy');
  if (!parameter) return unset;
  return parameter.value === undefined ? { evictionIsDefault: false } : { eviction: String(parameter.value), evictionIsDefault: false };
}

type Availability = Pick<DeploymentFields, 'hasFailover' | 'isMultiZone' | 'copies'>;

function availabilityOf(resource: Resource): Availability {
  const { server } = resource;
  switch (server.product) {
    case 'elasticache-serverless':
      return { hasFailover: true, isMultiZone: true };
    case 'memorydb': {
      const replicas = inForce(resource, 'NumReplicasPerShard');
      return typeof replicas === 'number' ? { copies: replicas + 1, hasFailover: replicas > 0, isMultiZone: replicas > 0 } : {};
    }
    default:
      return server.resource === 'cluster' ? { hasFailover: false, isMultiZone: false, copies: 1 } : groupAvailability(resource);
  }
}

function groupAvailability(resource: Resource): Availability {
  // A secondary of a global group takes its settings from there.
  if (isSet(resource, 'GlobalReplicationGroupId')) return {};
  const failover = isClusterMode(resource) && !isSet(resource, 'AutomaticFailoverEnabled') ? true : inForce(resource, 'AutomaticFailoverEnabled');
  const zones = inForce(resource, 'MultiAZEnabled');
  const copies = copiesOf(resource);
  return {
    ...(typeof failover === 'boolean' && { hasFailover: failover }),
    ...(typeof zones === 'boolean' && { isMultiZone: zones }),
    ...(copies !== undefined && { copies }),
  };
}

/** Cluster mode forces failover on. */
function isClusterMode(resource: Resource): boolean {
  const { server } = resource;
  const groups = inForce(resource, 'NumNodeGroups');
  if (inForce(resource, 'ClusterMode') === 'enabled' || (typeof groups === 'number' && groups > 1)) return true;
  const family = settingAt(server.settings, 'CacheParameterGroupName')?.value;
  return (typeof family === 'string' && family.endsWith('.cluster.on')) || (server.parameters !== undefined && settingAt(server.parameters, 'cluster-enabled')?.value === 'yes');
}

function copiesOf(resource: Resource): number | undefined {
  const replicas = inForce(resource, 'ReplicasPerNodeGroup');
  if (isSet(resource, 'ReplicasPerNodeGroup')) return typeof replicas === 'number' ? replicas + 1 : undefined;
  if (isSet(resource, 'NodeGroupConfiguration')) {
    const count = settingAt(resource.server.settings, 'NodeGroupConfiguration.0.ReplicaCount')?.value;
    return typeof count === 'number' ? count + 1 : undefined;
  }
  for (const name of ['NumCacheClusters', 'NumberCacheClusters']) {
    if (!isSet(resource, name)) continue;
    const nodes = inForce(resource, name);
    return typeof nodes === 'number' ? nodes : undefined;
  }
  if (isSet(resource, 'NumNodeGroups')) return undefined;
  const nodes = inForce(resource, 'NumCacheClusters');
  return typeof nodes === 'number' ? nodes : undefined;
}

function snapshotsOf(resource: Resource): Pick<DeploymentFields, 'snapshotDays'> {
  const days = inForce(resource, 'SnapshotRetentionLimit');
  return typeof days === 'number' ? { snapshotDays: days } : {};
}

/** Its column of the fit matrix; undefined where a setting that decides it is unknown. */
function modeOf(resource: Resource, { copies }: DeploymentFields): string | undefined {
  const { server } = resource;
  if (server.product !== 'elasticache') return server.product;
  const durability = server.resource === 'cluster' ? 'disabled' : inForce(resource, 'Durability');
  if (durability === undefined) return undefined;
  if (durability === 'sync' || durability === 'async') return `elasticache-durable-${durability}`;
  if (copies === undefined) return undefined;
  return copies > 1 ? 'elasticache-multi-az' : 'elasticache-single';
}
