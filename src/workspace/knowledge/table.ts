import { parse } from 'yaml';

/** Reads of the tables that fail with the place of what is wrong: a malformed table must not pass for an empty one. */
export type Table = Readonly<Record<string, unknown>>;

export interface TableText {
  readonly path: string;
  readonly text: string;
}

/** A table of `rules/knowledge` by name, from YAML or from JSON (which is how they ship, and is read faster). */
export function tableOf(texts: readonly TableText[], name: string): Table {
  const found = texts.find(({ path }) => path.replace(/\.(?:yaml|json)$/, '').endsWith(`knowledge/${name}`));
  if (!found) throw new Error(`rules/knowledge/${name}.yaml is missing`);
  return record(found.path.endsWith('.json') ? JSON.parse(found.text) : parse(found.text), name);
}

export function record(value: unknown, where: string): Table {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong(where, 'a mapping');
  return value as Table;
}

export function list(value: unknown, where: string): readonly unknown[] {
  return Array.isArray(value) ? value : wrong(where, 'a list');
}

export function text(value: unknown, where: string): string {
  return typeof value === 'string' && value !== '' ? value : wrong(where, 'a text');
}

/** A list of texts; none where nothing is written. */
export function texts(value: unknown, where: string): readonly string[] {
  return value === undefined ? [] : list(value, where).map((one, index) => text(one, `${where}[${index}]`));
}

export function oneOf<T extends string>(value: unknown, allowed: readonly T[], where: string): T {
  return allowed.find(one => one === value) ?? wrong(where, `one of ${allowed.join(', ')}`);
}

/** Each entry of a mapping, read. */
export function entries<T>(value: unknown, where: string, read: (entry: unknown, where: string, id: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record(value, where)).map(([id, entry]) => [id, read(entry, `${where}.${id}`, id)]));
}

/** No fields but these: what is misspelt would be read as absent. */
export function onlyFields(table: Table, fields: readonly string[], where: string): void {
  const unknown = Object.keys(table).find(field => !fields.includes(field));
  if (unknown !== undefined) throw new Error(`rules/knowledge/${where}: no field is called ${unknown}`);
}

function wrong(where: string, expected: string): never {
  throw new Error(`rules/knowledge/${where} must be ${expected}`);
}
