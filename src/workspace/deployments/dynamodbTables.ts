import type { BackupSelection, ConfigFile, DynamodbTableResource, Settings } from '../../facts/config.js';
import { place, type Place, type Range } from '../../facts/place.js';
import { settingAt } from '../../facts/settingAt.js';
import type { FactOf } from '../../facts/shape.js';
import type { dynamodbTable } from '../../facts/storeFacts.js';
import type { Places } from './deployments.js';
import type { EnvironmentFinder } from './environments.js';

export type TableFields = Omit<FactOf<typeof dynamodbTable>, 'dataset'>;

/** A table that config declares. */
export interface Table {
  readonly id: string;
  readonly file: string;
  /** Its logical id, by which the file's references mean it. */
  readonly resource: string;
  /** `*-orders`: `*` stands for what stays open. */
  readonly tableName: string | undefined;
  readonly place: Place;
  readonly fields: TableFields;
  readonly places: Places;
  readonly hasKeys: boolean;
}

/** Every table that config declares, in the order of files and places. */
export function dynamodbTables(config: ReadonlyMap<string, ConfigFile>, environmentOf: EnvironmentFinder): Table[] {
  const selections: { readonly file: string; readonly selection: BackupSelection }[] = [];
  for (const [file, { facts }] of config) for (const fact of facts) if (fact.kind === 'backup.selection') selections.push({ file, selection: fact });
  const tables: Table[] = [];
  for (const [file, { facts }] of config) {
    for (const fact of facts) if (fact.kind === 'dynamodb.table') tables.push(tableOf(file, fact, selections.map(({ selection }) => selection), environmentOf));
  }
  return tables.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.place.start - b.place.start));
}

function tableOf(file: string, table: DynamodbTableResource, selections: readonly BackupSelection[], environmentOf: EnvironmentFinder): Table {
  const recovery = pointInTimeRecovery(table);
  const isBackedUp = backedUp(table, selections);
  const names = (isGlobal: boolean): string[] => table.indexes.filter(index => index.isGlobal === isGlobal).map(index => index.name);
  const ttl = timeToLive(table);
  return {
    id: `${file}#${table.name}`,
    file,
    resource: table.name,
    tableName: table.tableName,
    place: place(file, table.range),
    hasKeys: table.partitionKey !== undefined,
    fields: {
      name: table.name,
      ...(table.tableName !== undefined && { tableName: table.tableName }),
      resource: table.resource,
      environment: environmentOf(file, `${table.name} ${table.tableName ?? ''}`) ?? 'production',
      ...(table.partitionKey !== undefined && { partitionKey: table.partitionKey }),
      ...(table.sortKey !== undefined && { sortKey: table.sortKey }),
      ...ttl,
      ...(recovery !== undefined && { hasPointInTimeRecovery: recovery }),
      ...(isBackedUp !== undefined && { isBackedUp }),
      globalIndexes: names(true),
      localIndexes: names(false),
      ...replicasOf(table),
      ...regionConsistencyOf(table),
      syntax: table.syntax,
      ...(table.insertAt && { insertIndent: table.insertAt.indent }),
    },
    places: placesOf(file, table),
  };
}

function placesOf(file: string, table: DynamodbTableResource): Places {
  const places: Record<string, Place | readonly Place[]> = { self: place(file, table.range), name: place(file, plainName(table)) };
  for (const [name, { range }] of Object.entries(table.settings)) if (name !== '*') places[name] = place(file, range);
  for (const [name, { range }] of Object.entries(table.attributes)) if (!name.startsWith('Metadata')) places[name] = place(file, range);
  for (const { name, range } of table.keys) places[`${name}.key`] = place(file, range);
  if (table.ttl) places['TimeToLiveSpecification'] = place(file, table.ttl.range);
  const global = table.indexes.filter(index => index.isGlobal);
  const local = table.indexes.filter(index => !index.isGlobal);
  if (global.length > 0) places['GlobalSecondaryIndexes'] = global.map(index => place(file, index.range));
  if (local.length > 0) places['LocalSecondaryIndexes'] = local.map(index => place(file, index.range));
  if (table.insertAt) places['insert'] = { file, start: table.insertAt.offset, end: table.insertAt.offset };
  return places;
}

/** Without the quotes that JSON has. */
function plainName({ name, nameRange: { start, end } }: DynamodbTableResource): Range {
  return end - start === name.length + 2 ? { start: start + 1, end: end - 1 } : { start, end };
}

function timeToLive({ ttl, settings }: DynamodbTableResource): Pick<TableFields, 'hasTtl' | 'ttlAttribute'> {
  if (!ttl) return isOpen(settings, 'TimeToLiveSpecification') ? {} : { hasTtl: false };
  return { ...(!ttl.isUnknown && { hasTtl: true }), ...(ttl.attribute !== undefined && { ttlAttribute: ttl.attribute }) };
}

/** A setting that is there, or may be, and whose value stays open. */
function isOpen(settings: Settings, path: string): boolean {
  const setting = settingAt(settings, path);
  return setting !== undefined && setting.value === undefined;
}

function pointInTimeRecovery({ resource, settings }: DynamodbTableResource): boolean | undefined {
  if (resource === 'simple-table') return false;
  const path = 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled';
  if (resource === 'table') return truth(settings, path);
  // A global table has it for each of its replicas.
  const count = settingAt(settings, 'Replicas')?.value;
  if (typeof count !== 'number') return undefined;
  const each = Array.from({ length: count }, (_, index) => truth(settings, `Replicas.${index}.${path}`));
  if (each.some(value => value === false)) return false;
  return each.every(value => value === true) ? true : undefined;
}

/** False when it is not written. */
function truth(settings: Settings, path: string): boolean | undefined {
  const setting = settingAt(settings, path);
  if (!setting) return false;
  return typeof setting.value === 'boolean' ? setting.value : undefined;
}

/** Unknown where a selection may mean it. */
function backedUp(table: DynamodbTableResource, selections: readonly BackupSelection[]): boolean | undefined {
  let mayBe = false;
  for (const { resources, tags, selectsAll } of selections) {
    if (selectsAll || resources.includes(table.name)) return true;
    const { tableName } = table;
    for (const pattern of resources.filter(each => each.includes('*') || each === tableName)) {
      if (tableName !== undefined && !tableName.includes('*') && pattern.replace(/\*/g, '') !== '' && matches(tableName, pattern)) return true;
      if (tableName === undefined || tableName.includes('*') || pattern === '*') mayBe = true;
    }
    for (const { key, value } of tags) {
      if (key in table.tags && (value === '*' || table.tags[key] === value)) return true;
      if (key.includes('*') || isOpen(table.settings, 'Tags')) mayBe = true;
    }
  }
  return mayBe ? undefined : false;
}

/** `*` in the pattern stands for anything. */
export function matches(text: string, pattern: string): boolean {
  const source = pattern.split('*').map(part => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&')).join('.*');
  return new RegExp(`^${source}$`).test(text);
}

function regionConsistencyOf({ settings }: DynamodbTableResource): Pick<TableFields, 'regionConsistency'> {
  const setting = settingAt(settings, 'MultiRegionConsistency');
  return typeof setting?.value === 'string' ? { regionConsistency: setting.value } : {};
}

function replicasOf({ replicas, resource, settings }: DynamodbTableResource): Pick<TableFields, 'replicas'> {
  const count = settingAt(settings, 'Replicas');
  if (resource !== 'global-table' || !count) return { replicas: replicas.length };
  return typeof count.value === 'number' ? { replicas: count.value } : {};
}
