import type { Table } from '../deployments/dynamodbTables.js';
import type { Connections } from '../deployments/connections.js';
import { typeOfClient } from '../deployments/endpoints.js';
import { namesOf, templateOf } from '../facts/redisMeaning.js';
import { template, type StoreCall } from '../known.js';
import { plainText } from '../resolving/plainText.js';
import type { DataSetsInput } from './dataSets.js';
import { storeOf } from './otherStores.js';

/** What several calls name alike, before it is known what it is for. */
export interface Group {
  readonly store: string;
  readonly name: string;
  readonly kind: 'key' | 'library' | 'table' | 'entity';
  /** Of a table that several kinds of items share: those that the user tells apart, by a glob over their partition keys. */
  readonly entity: string | undefined;
  readonly resolved: string | undefined;
  readonly table: Table | undefined;
  readonly calls: StoreCall[];
}

type Named = Omit<Group, 'calls'>;

/** What makes two groups one. */
export function keyOf({ store, kind, name, table, entity }: Named): string {
  return `${store} ${kind} ${table?.id ?? name}${entity === undefined ? '' : ` ${entity}`}`;
}

/** What a call's data sets are called. */
export function groupsOf(call: StoreCall, input: DataSetsInput, entity: string | undefined): readonly Named[] {
  const plain = { store: storeOf(call), entity: undefined, resolved: undefined, table: undefined };
  switch (call.kind) {
    case 'redis.command': {
      // what ioredis puts before every key; what other libraries do is in the key
      const prefix = (hasPrefixInKeys(call, input) ? undefined : clientOption(call, 'keyPrefix', input)) ?? '';
      const names = namesOf(call, input.view).map(({ text }) => templateOf(text)).filter(name => name !== undefined);
      return [...new Set(names)].map(name => ({ ...plain, kind: 'key', name: prefix + name }));
    }
    case 'dynamodb.request': {
      const tables = distinct(input.tablesOf(call).map(({ name, resolved, declared }) => ({ ...plain, kind: 'table', name, resolved, table: declared })));
      // an entity comes first: it is what the call uses; its table still has all calls
      return entity === undefined ? tables : [...tables.map(table => ({ ...table, kind: 'entity' as const, name: `${table.resolved ?? table.name} ${entity}`, resolved: undefined, entity })), ...tables];
    }
    case 'cassandra.statement': {
      const statements = call.statement?.kind === 'batch' ? call.statement.statements : call.statement ? [call.statement] : [];
      return distinct(statements.flatMap(({ table, keyspace }) => (table ? [{ ...plain, kind: 'table' as const, name: isOfSystem(keyspace?.name) ? `${keyspace?.name}.${table.name}` : table.name }] : [])));
    }
    default: {
      const name = call.name && template(call.name);
      return name !== undefined && /[\p{L}\d]/u.test(name) ? [{ ...plain, kind: 'library', name }] : [];
    }
  }
}

/** Every installation has its `system_schema.tables`, which is no table `tables` of the program's. */
function isOfSystem(keyspace: string | undefined): boolean {
  return keyspace !== undefined && /^system(?:_|$)/.test(keyspace);
}

function distinct(groups: readonly Named[]): readonly Named[] {
  return [...new Map([...groups].reverse().map(group => [keyOf(group), group])).values()].reverse();
}

function hasPrefixInKeys({ client }: StoreCall, { view }: DataSetsInput): boolean {
  return client !== undefined && typeOfClient(client, view.bindings)?.keyPrefix !== undefined;
}

/** An option that a call's client is made with. */
export function clientOption(call: StoreCall, name: string, { connections, view }: DataSetsInput): string | undefined {
  const settings = call.client && connections.settingsOf(call.client);
  for (const options of settings?.options ?? []) {
    const property = view.resolver.property(options, name);
    const text = typeof property === 'string' ? undefined : plainText(property, view.resolver);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Keys of one name in two deployments are two data sets; where only one is known, the others are taken to mean it. */
export function byDeployment(group: Group, connections: Connections): Group[] {
  const parts = new Map<string, StoreCall[]>();
  for (const call of group.calls) {
    const id = (call.client && connections.linkOf(call.client)?.deployment.id) ?? '';
    const present = parts.get(id);
    if (present) present.push(call);
    else parts.set(id, [call]);
  }
  const known = [...parts.keys()].filter(id => id !== '');
  if (known.length <= 1) return [group];
  return [...parts.values()].map(calls => ({ ...group, calls }));
}
