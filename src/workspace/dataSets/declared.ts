import { contains, type Place } from '../../facts/place.js';
import { pathIn } from '../../settings/layers.js';
import type { DataSetDeclaration } from '../../settings/settings.js';
import { matches } from '../deployments/dynamodbTables.js';
import { namesOf } from '../facts/redisMeaning.js';
import type { StoreCall } from '../known.js';
import type { DataSetsInput } from './dataSets.js';
import type { Declaration } from './declarations.js';
import { isTableMeant } from './entities.js';
import { clientOption, type Group } from './groups.js';
import type { Vote } from './roles.js';

type Values = Readonly<Record<string, string>>;

/** Somebody's word on a data set. */
export interface Word {
  readonly source: Declaration | DataSetDeclaration;
  readonly values: Values;
  readonly place: Place;
}

export interface Declared {
  readonly words: readonly Word[];
  /** What holds of all of them. */
  readonly values: Values;
}

/** Comments and config files, field by field; config files win, and of comments the one that stands for less code. */
export function declarationOf(group: Group, input: DataSetsInput): Declared {
  const comments = input.declarations.filter(declaration => speaksOf(declaration, group, input));
  comments.sort((a, b) => b.covers.end - b.covers.start - (a.covers.end - a.covers.start));
  const entries = input.declared.filter(entry => isMeant(entry, group, input));
  // what is said of some items of a table is nearer than what is said of all
  entries.sort((a, b) => Number(a.match.entity !== undefined) - Number(b.match.entity !== undefined));
  const words = [
    ...comments.map(source => ({ source, values: source.values, place: source.place })),
    ...entries.map(source => ({ source, values: valuesOf(source), place: source.place })),
  ];
  return { words, values: Object.assign({}, ...words.map(({ values }) => values)) as Values };
}

function valuesOf({ role, needs, source, ttl, staleness }: DataSetDeclaration): Values {
  const given = Object.entries({ ...needs, role, source, ttl, staleness });
  return Object.fromEntries(given.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** What ordinary comments beside a data set's calls, its table or its store say that it is for. */
export function intentVotes(group: Group, input: DataSetsInput): Vote[] {
  const found = input.intents.filter(({ covers, template }) => speaksOf({ covers, template }, group, input) || group.calls.some(call => {
    const store = call.client && input.connections.linkOf(call.client)?.deployment.place;
    return store?.file === covers.file && contains(covers, store);
  }));
  const roles = new Map(found.map(({ role, phrase }) => [role, phrase]));
  return [...roles].map(([role, phrase]) => ({ role, weight: 0.3, because: `a comment says '${phrase}'`, by: 'comment' }));
}

function speaksOf({ covers, template: key }: Pick<Declaration, 'covers' | 'template'>, group: Group, input: DataSetsInput): boolean {
  if (key !== undefined && /[\p{L}\d]/u.test(key) && group.kind === 'key') {
    if (group.name === key || (!key.endsWith('*') && group.name.startsWith(key) && /^[:*/.-]/.test(group.name.slice(key.length).concat('*')))) return true;
  }
  return (key !== undefined && group.entity === key) || isWithin(covers, group, input);
}

/** Its table, one of its calls or one of its names stands there. */
function isWithin(covers: Place, group: Group, { view, cassandraTableOf }: DataSetsInput): boolean {
  const isCovered = (place: Place | undefined): boolean => place?.file === covers.file && contains(covers, place);
  const declaredAt = group.store === 'cassandra' ? cassandraTableOf(group.name, undefined)?.place : group.table?.place;
  if (group.kind !== 'entity' && isCovered(declaredAt)) return true;
  return group.calls.some(call => {
    if (isCovered({ file: call.at.file, start: call.range.start, end: call.range.end })) return true;
    if (call.kind === 'cassandra.statement') return isCovered(call.queryPlace);
    return call.kind === 'redis.command' && namesOf(call, view).some(({ place }) => isCovered(place));
  });
}

/** Every line of `match` that is there must fit; of the names, one. */
function isMeant(entry: DataSetDeclaration, group: Group, input: DataSetsInput): boolean {
  const { match } = entry;
  const { store, resolved, kind, calls, table, entity } = group;
  if (match.store !== undefined && match.store !== store) return false;
  if (!isBelow(entry, group)) return false;
  // a table is meant with all it holds; some of its items only where they are named, or all of a deployment
  if (match.entity === undefined ? kind === 'entity' && match.table !== undefined : entity === undefined || !matches(entity, match.entity)) return false;
  const { keyspace } = match;
  if (keyspace !== undefined && !calls.some(call => matches(keyspaceOf(call, input) ?? '', keyspace))) return false;
  if (match.deployment !== undefined && !isIn(match.deployment, group, input)) return false;
  const names = { key: ['key', 'library'], channel: ['key'], stream: ['key'], queue: ['key', 'library'], table: ['table', 'entity'] } as const;
  const given = Object.entries(names).flatMap(([word, kinds]) => {
    const glob = match[word as keyof typeof names];
    return glob === undefined ? [] : [{ glob, isOfKind: (kinds as readonly string[]).includes(kind) }];
  });
  const all = [plainName(group), resolved, table?.tableName].filter(each => each !== undefined);
  if (given.length > 0) return given.some(({ glob, isOfKind }) => isOfKind && all.some(each => matches(each, glob)));
  return match.entity !== undefined || match.keyspace !== undefined || match.deployment !== undefined;
}

/** A config file in a folder is for what is used or declared there. */
function isBelow({ folder }: DataSetDeclaration, { calls, table }: Group): boolean {
  const isHere = (file: string): boolean => pathIn({ folder, lead: '' }, file) !== undefined;
  return calls.some(call => isHere(call.at.file)) || (table !== undefined && isHere(table.file));
}

function plainName({ name, entity }: Group): string {
  return entity === undefined ? name : name.slice(0, -entity.length - 1);
}

function isIn(deployment: string, group: Group, input: DataSetsInput): boolean {
  const { store, resolved, calls } = group;
  const { connections, namedStores } = input;
  if (store === 'dynamodb') return isTableMeant({ deployment }, { name: plainName(group), resolved }, namedStores);
  const keyspaces = namedStores.flatMap(each => (each.name === deployment && each.kind === 'cassandra' ? (each.keyspace ?? []) : []));
  return calls.some(call => {
    if (call.client !== undefined && connections.namesOf(call.client).includes(deployment)) return true;
    return keyspaces.includes(keyspaceOf(call, input) ?? '');
  });
}

function keyspaceOf(call: StoreCall, input: DataSetsInput): string | undefined {
  if (call.kind !== 'cassandra.statement') return undefined;
  const { keyspace, table } = call.statement ?? {};
  return keyspace?.name ?? clientOption(call, 'keyspace', input) ?? (table && input.cassandraTableOf(table.name, undefined)?.keyspace);
}
