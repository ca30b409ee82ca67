import type { Place } from '../../facts/place.js';
import { place } from '../../facts/place.js';
import { matches, type Table } from './dynamodbTables.js';
import { variableName } from './endpoints.js';
import type { DynamodbCall, Text } from '../known.js';
import { template } from '../known.js';
import { directoryOf } from '../files/paths.js';
import { refersTo, type Variables } from './variables.js';
import type { View } from '../view.js';

/** A table as a request names it, and what config declares for it. */
export interface TableNamed {
  /** `orders`, `*-orders`, `env:ORDERS_TABLE`. */
  readonly name: string;
  /** The table that the variable stands for. */
  readonly resolved: string | undefined;
  readonly declared: Table | undefined;
  readonly place: Place;
  /** The line of config that gives the variable. */
  readonly environment: readonly Place[];
}

export function tablesNamed(call: DynamodbCall, tables: readonly Table[], variables: Pick<Variables, 'get'>, view: View): readonly TableNamed[] {
  const named = call.tables.map(({ text, place: at }) => tableNamed(text, at, call.at.file, tables, variables)).filter(found => found !== undefined);
  if (named.length > 0 || !call.input) return named;
  const property = view.resolver.property(call.input, 'TableName');
  const variable = typeof property === 'string' ? undefined : variableName(property, view);
  return typeof property === 'string' || variable === undefined ? [] : [byVariable(variable, undefined, place(property.file, property.value.range), call.at.file, tables, variables)];
}

function tableNamed(text: Text, at: Place, file: string, tables: readonly Table[], variables: Pick<Variables, 'get'>): TableNamed | undefined {
  const [only, ...others] = text.pieces;
  if (only && 'environment' in only && others.length === 0) return byVariable(only.environment, only.otherwise, at, file, tables, variables);
  const name = template(text);
  if (!/[\p{L}\d]/u.test(name)) return undefined;
  // The name, not the ARN, says what it is.
  const plain = name.replace(/^arn:[^/]*:table\//, '').replace(/\/.*$/, '');
  return { name: plain, resolved: undefined, declared: byName(plain, file, tables), place: at, environment: [] };
}

function byVariable(variable: string, otherwise: string | undefined, at: Place, file: string, tables: readonly Table[], variables: Pick<Variables, 'get'>): TableNamed {
  const name = `env:${variable}`;
  const found = givenFor(variable, file, tables, variables);
  if (found) return { name, resolved: found.resolved, declared: found.declared, place: at, environment: [found.place] };
  const declared = otherwise === undefined ? undefined : byName(otherwise, file, tables);
  return { name, resolved: otherwise, declared, place: at, environment: [] };
}

interface Given {
  readonly resolved: string;
  readonly declared: Table | undefined;
  readonly place: Place;
}

/** What config gives a variable; of several places, the one nearest to the code. Those that give different tables say nothing. */
function givenFor(variable: string, file: string, tables: readonly Table[], variables: Pick<Variables, 'get'>): Given | undefined {
  const found: (Given & { readonly rank: number; readonly nearness: number })[] = [];
  for (const { file: config, variable: of, place: given, rank } of variables.get(variable) ?? []) {
    const { value } = of;
    const byResource = of.resource && tables.find(table => refersTo({ file: config, variable: of }, table));
    const inFile = value === undefined ? undefined : byName(value, file, tables.filter(table => table.file === config));
    const declared = byResource ?? inFile ?? (value === undefined ? undefined : byName(value, file, tables));
    const resolved = declared ? (declared.tableName ?? declared.resource) : value;
    if (resolved !== undefined && /[\p{L}\d]/u.test(resolved)) found.push({ resolved, declared, place: given, rank, nearness: sharedFolders(config, file) });
  }
  const [first] = found;
  const best = found.filter(({ rank }) => rank === first?.rank);
  const nearest = Math.max(...best.map(({ nearness }) => nearness));
  const [only, ...others] = best.filter(({ nearness }) => nearness === nearest);
  return others.some(other => other.declared && other.declared !== only?.declared) ? undefined : only;
}

/** So many folders have two files in common, from the root on. */
function sharedFolders(a: string, b: string): number {
  const [first, second] = [a.split('/').slice(0, -1), b.split('/').slice(0, -1)];
  const differing = first.findIndex((folder, index) => folder !== second[index]);
  return differing < 0 ? first.length : differing;
}

/** The table of that name; of several, the one for production, then the one nearest to the code. */
function byName(name: string, file: string, tables: readonly Table[]): Table | undefined {
  if (name === '') return undefined;
  const exact = tables.filter(table => table.tableName === name);
  const found = exact.length > 0 ? exact : tables.filter(table => isOpenName(table.tableName) && !name.includes('*') && matches(name, table.tableName ?? ''));
  const production = found.filter(table => table.fields.environment === 'production');
  const left = production.length > 0 ? production : found;
  const [only, ...others] = left;
  if (others.length === 0) return only;
  const folder = directoryOf(file);
  const above = left.filter(table => `${folder}/`.startsWith(`${directoryOf(table.file)}/`) || directoryOf(table.file) === '');
  const nearest = above.sort((a, b) => b.file.split('/').length - a.file.split('/').length);
  return nearest.length > 0 && nearest[0]?.file !== nearest[1]?.file ? nearest[0] : undefined;
}

/** `*-orders`; `*` alone says nothing. */
function isOpenName(name: string | undefined): boolean {
  return name?.includes('*') === true && name.replace(/[*_.-]/g, '').length > 2;
}
