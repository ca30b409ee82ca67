import type { DynamodbTableResource, KeyspacesResource, Settings } from '../../facts/config.js';
import { attributesOf, declaredBy, type Resource, type Source } from './cfnResource.js';
import { booleanIn, settingsOf } from './cfnSettings.js';
import { nameText, options, type Template } from './cfnValues.js';
import { child, entries, entry, items, type ConfigNode } from './document.js';
import { isOpen, pattern } from './open.js';

const kinds = { 'AWS::DynamoDB::Table': 'table', 'AWS::DynamoDB::GlobalTable': 'global-table', 'AWS::Serverless::SimpleTable': 'simple-table' } as const;

export function tableOf(resource: Resource, template: Template, source: Source): DynamodbTableResource | undefined {
  const kind = Object.hasOwn(kinds, resource.type) ? kinds[resource.type as keyof typeof kinds] : undefined;
  if (kind === undefined) return undefined;
  const { properties } = resource;
  const tableName = optionalName(child(properties, 'TableName'), template);
  const primary = child(properties, 'PrimaryKey');
  const simpleKey = primary === undefined ? { partitionKey: 'id' } : keyNamed('partitionKey', nameText(child(primary, 'Name'), template));
  const ttl = timeToLive(properties, template);
  const tags = tagsOf(child(properties, 'Tags'), template);
  const insertAt = source.insertAt(properties);
  return {
    kind: 'dynamodb.table',
    resource: kind,
    ...declaredBy(resource),
    ...(tableName === undefined ? {} : { tableName }),
    ...(kind === 'simple-table' ? simpleKey : keysOf(properties, template)),
    indexes: [...indexesOf(properties, 'GlobalSecondaryIndexes', true, template), ...indexesOf(properties, 'LocalSecondaryIndexes', false, template)],
    ...(ttl === undefined ? {} : { ttl }),
    settings: { ...settingsOf(properties, template, new Set(['AttributeDefinitions', 'KeySchema', 'GlobalSecondaryIndexes', 'LocalSecondaryIndexes', 'Tags'])), ...openTags(properties, tags) },
    attributes: attributesOf(resource, template),
    keys: [...entries(resource.node), ...entries(properties)].map(({ key, keyRange }) => ({ name: key, range: keyRange })),
    tags,
    replicas: listed(child(properties, 'Replicas'), template).flatMap(replica => optionalName(child(replica, 'Region'), template) ?? []),
    ...(insertAt === undefined ? {} : { insertAt }),
    syntax: source.syntax,
  };
}

export function optionalName(node: ConfigNode | undefined, template: Template): string | undefined {
  const text = nameText(node, template);
  return text === undefined ? undefined : pattern(text);
}

/** The items of a list, where it is one or a variable that stands for one. */
export function listed(node: ConfigNode | undefined, template: Template): readonly ConfigNode[] {
  const [list, ...others] = node === undefined ? [] : options(node, template) ?? [];
  return others.length > 0 ? [] : items(list).flatMap(item => options(item, template)?.filter(option => option !== undefined) ?? []);
}

interface Keys { readonly partitionKey?: string; readonly sortKey?: string }

function keysOf(node: ConfigNode | undefined, template: Template): Keys {
  const schema = listed(child(node, 'KeySchema'), template);
  const named = (type: string): string | undefined => nameText(child(schema.find(key => nameText(child(key, 'KeyType'), template) === type), 'AttributeName'), template);
  return { ...keyNamed('partitionKey', named('HASH')), ...keyNamed('sortKey', named('RANGE')) };
}

function keyNamed(key: keyof Keys, name: string | undefined): Keys {
  return name === undefined || isOpen(name) ? {} : { [key]: name };
}

function indexesOf(properties: ConfigNode | undefined, key: string, isGlobal: boolean, template: Template): DynamodbTableResource['indexes'] {
  return listed(child(properties, key), template).map(index => ({
    name: optionalName(child(index, 'IndexName'), template) ?? '*',
    isGlobal,
    ...keysOf(index, template),
    range: index.range,
  }));
}

function timeToLive(properties: ConfigNode | undefined, template: Template): DynamodbTableResource['ttl'] {
  const written = entry(properties, 'TimeToLiveSpecification');
  if (written === undefined) return undefined;
  const branches = options(written.value, template);
  if (branches === undefined) return { isUnknown: true, range: written.range };
  const enabled = branches.map(branch => (branch === undefined ? false : booleanOf(child(branch, 'Enabled'), template)));
  if (enabled.every(value => value === false)) return undefined;
  const names = new Set(branches.flatMap(branch => optionalName(child(branch, 'AttributeName'), template) ?? []));
  const [attribute] = names;
  return {
    ...(names.size === 1 && attribute !== undefined && !attribute.includes('*') ? { attribute } : {}),
    isUnknown: enabled.some(value => value !== true),
    range: written.range,
  };
}

function booleanOf(node: ConfigNode | undefined, template: Template): boolean | undefined {
  const all = node === undefined ? undefined : options(node, template);
  const values = new Set(all?.map(option => (option?.kind === 'scalar' ? booleanIn(option.text) : undefined)));
  const [only] = values;
  return values.size === 1 ? only : undefined;
}

/** `[{ Key, Value }]`, or a map as SAM has it. */
export function tagsOf(node: ConfigNode | undefined, template: Template): Readonly<Record<string, string>> {
  const pairs = [
    ...listed(node, template).map(tag => [nameText(child(tag, 'Key'), template), nameText(child(tag, 'Value'), template)]),
    ...entries(node).map(({ key, value }) => [key, nameText(value, template)]),
  ];
  return Object.fromEntries(pairs.flatMap(([key, value]) => (key === undefined || value === undefined || isOpen(key) || isOpen(value) ? [] : [[key, value]])));
}

/** When some tag could not be worked out, the setting `Tags` says that there may be more. */
function openTags(properties: ConfigNode | undefined, tags: Readonly<Record<string, string>>): Settings {
  const written = entry(properties, 'Tags');
  if (written === undefined) return {};
  const { value } = written;
  const count = value.tag !== undefined ? Infinity : value.kind === 'list' ? value.items.length : value.kind === 'map' ? value.entries.size : Infinity;
  return Object.keys(tags).length >= count ? {} : { Tags: { value: undefined, range: written.range } };
}

/** `AWS::Cassandra::Keyspace` and `AWS::Cassandra::Table`. */
export function keyspacesOf(resource: Resource, template: Template): KeyspacesResource | undefined {
  if (resource.type !== 'AWS::Cassandra::Keyspace' && resource.type !== 'AWS::Cassandra::Table') return undefined;
  const { properties } = resource;
  const columns = (key: string): readonly string[] => listed(child(properties, key), template)
    .flatMap(column => optionalName(child(column, 'ColumnName') ?? child(column, 'Column', 'ColumnName'), template) ?? []);
  const keyspace = keyspaceName(child(properties, 'KeyspaceName'), template);
  const table = optionalName(child(properties, 'TableName'), template);
  return {
    kind: 'keyspaces.resource',
    resource: resource.type === 'AWS::Cassandra::Table' ? 'table' : 'keyspace',
    ...declaredBy(resource),
    ...(keyspace === undefined ? {} : { keyspace }),
    ...(table === undefined ? {} : { table }),
    partitionKey: columns('PartitionKeyColumns'),
    clusteringKey: columns('ClusteringKeyColumns'),
    settings: settingsOf(properties, template, new Set(['PartitionKeyColumns', 'ClusteringKeyColumns', 'RegularColumns', 'Tags'])),
    attributes: attributesOf(resource, template),
  };
}

/** What a reference to a keyspace gives is its name. */
function keyspaceName(node: ConfigNode | undefined, template: Template): string | undefined {
  const name = optionalName(node, template);
  if (name !== undefined || node === undefined) return name;
  const id = node.tag === '!Ref' ? node : child(node, 'Ref');
  const keyspace = id?.kind === 'scalar' ? template.resources.get(id.text) : undefined;
  return optionalName(child(keyspace, 'Properties', 'KeyspaceName'), template);
}
