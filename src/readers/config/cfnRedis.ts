import type { DaxCluster, RedisServer, Settings } from '../../facts/config.js';
import { attributesOf, declaredBy, type Resource } from './cfnResource.js';
import { settingsOf } from './cfnSettings.js';
import { intrinsicOf, nameText, options, type Template } from './cfnValues.js';
import { child, textOf, type ConfigNode } from './document.js';
import { isOpen } from './open.js';

interface Kind {
  readonly product: RedisServer['product'];
  readonly resource?: 'cluster' | 'replication-group';
  /** The property that names a parameter group. */
  readonly group?: string;
  /** The property of that group that holds its parameters. */
  readonly parameters?: string;
}
const kinds: Readonly<Record<string, Kind>> = {
  'AWS::ElastiCache::ReplicationGroup': { product: 'elasticache', resource: 'replication-group', group: 'CacheParameterGroupName', parameters: 'Properties' },
  'AWS::ElastiCache::CacheCluster': { product: 'elasticache', resource: 'cluster', group: 'CacheParameterGroupName', parameters: 'Properties' },
  'AWS::ElastiCache::ServerlessCache': { product: 'elasticache-serverless' },
  'AWS::MemoryDB::Cluster': { product: 'memorydb', group: 'ParameterGroupName', parameters: 'Parameters' },
};

/** A managed Redis-compatible server; Memcached is none. */
export function redisOf(resource: Resource, template: Template): RedisServer | undefined {
  const kind = Object.hasOwn(kinds, resource.type) ? kinds[resource.type] : undefined;
  if (kind === undefined) return undefined;
  const { properties } = resource;
  const engine = engineOf(child(properties, 'Engine'), template);
  if (engine === 'memcached' || (engine === undefined && mayBeMemcached(resource, template))) return undefined;
  const version = versionIn(child(properties, 'EngineVersion') ?? child(properties, 'MajorEngineVersion'), template);
  return {
    kind: 'redis.server',
    product: kind.product,
    ...(kind.resource === undefined ? {} : { resource: kind.resource }),
    ...(engine === undefined ? {} : { engine }),
    ...(version === undefined ? {} : { version }),
    ...declaredBy(resource),
    settings: settingsOf(properties, template, new Set(['Tags'])),
    ...parameterGroup(kind, properties, template),
    hosts: [resource.id],
    attributes: attributesOf(resource, template),
  };
}

/** Only when it is sure; a parameter's default is not. */
function engineOf(node: ConfigNode | undefined, template: Template): string | undefined {
  const texts = new Set(node === undefined ? [] : options(node, template)?.map(option => textOf(option)?.toLowerCase()));
  const [only] = texts;
  return texts.size === 1 && only !== undefined && !isOpen(only) ? only : undefined;
}

function mayBeMemcached({ type, properties }: Resource, template: Template): boolean {
  if (type !== 'AWS::ElastiCache::CacheCluster' && type !== 'AWS::ElastiCache::ServerlessCache') return false;
  const guess = nameText(child(properties, 'Engine'), template)?.toLowerCase();
  return guess === undefined || guess === 'memcached' || isOpen(guess);
}

function versionIn(node: ConfigNode | undefined, template: Template): string | undefined {
  const texts = new Set(node === undefined ? [] : options(node, template)?.map(textOf));
  const [only] = texts;
  return texts.size === 1 && only !== undefined ? /^\d+(?:\.\d+)*/.exec(only)?.[0] : undefined;
}

function parameterGroup(kind: Kind, properties: ConfigNode | undefined, template: Template): { readonly hasParameterGroup?: boolean; readonly parameters?: Settings } {
  if (kind.group === undefined || kind.parameters === undefined) return {};
  const written = child(properties, kind.group);
  if (written === undefined) return { hasParameterGroup: false };
  const intrinsic = intrinsicOf(template.expand(written));
  if (intrinsic === undefined && /^default\./.test(nameText(written, template) ?? '')) return { hasParameterGroup: false };
  const id = intrinsic?.name === 'Ref' ? textOf(intrinsic.argument) : undefined;
  const group = id === undefined ? undefined : template.resources.get(id);
  if (group === undefined || !/ParameterGroup$/.test(textOf(child(group, 'Type')) ?? '')) return { hasParameterGroup: true };
  const parameters = child(group, 'Properties', kind.parameters);
  return { hasParameterGroup: true, parameters: settingsOf(parameters, template) };
}

export function daxOf(resource: Resource, template: Template): DaxCluster | undefined {
  if (resource.type !== 'AWS::DAX::Cluster') return undefined;
  return { kind: 'dax.cluster', ...declaredBy(resource), settings: settingsOf(resource.properties, template, new Set(['Tags'])) };
}

