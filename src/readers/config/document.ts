import type { Range } from '../../facts/place.js';

/** YAML and JSON as one tree: aliases are followed, merge keys (`<<`) applied, a repeated key's last value wins. */
export type ConfigNode = ScalarNode | MapNode | ListNode;

interface Written {
  readonly range: Range;
  /** A YAML tag of the file's own: `!Sub`. */
  readonly tag?: string;
}
export interface ScalarNode extends Written {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As written, without quotes; '' for null. */
  readonly text: string;
}
export interface MapNode extends Written {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Entry>;
  /** In braces. */
  readonly isFlow: boolean;
}
export interface ListNode extends Written {
  readonly kind: 'list';
  readonly items: readonly ConfigNode[];
}
export interface Entry {
  readonly key: string;
  readonly keyRange: Range;
  readonly value: ConfigNode;
  /** From the key to the end of the value. */
  readonly range: Range;
}

/** What could be read of a text. */
export interface Documents {
  readonly roots: readonly ConfigNode[];
  readonly syntax: 'yaml' | 'json';
  readonly comments: readonly { readonly range: Range; readonly text: string }[];
  readonly incomplete: readonly string[];
}

export function entry(node: ConfigNode | undefined, key: string): Entry | undefined {
  return node?.kind === 'map' ? node.entries.get(key) : undefined;
}

export function child(node: ConfigNode | undefined, ...path: readonly string[]): ConfigNode | undefined {
  let at = node;
  for (const key of path) at = entry(at, key)?.value;
  return at;
}

export function entries(node: ConfigNode | undefined): readonly Entry[] {
  return node?.kind === 'map' ? [...node.entries.values()] : [];
}

export function items(node: ConfigNode | undefined): readonly ConfigNode[] {
  return node?.kind === 'list' ? node.items : [];
}

/** A scalar's text; undefined for null and for what is no scalar. */
export function textOf(node: ConfigNode | undefined): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? node.text : undefined;
}

/** Where a new last entry of a map would go (`\n` + indent + text, after a comma in JSON); undefined when it has no lines of its own. */
export function insertionPoint(text: string, map: ConfigNode | undefined, syntax: 'yaml' | 'json'): { readonly offset: number; readonly indent: string } | undefined {
  if (map?.kind !== 'map' || (map.isFlow && syntax === 'yaml')) return undefined;
  const own = [...map.entries.values()].filter(({ range }) => map.range.start <= range.start && range.end <= map.range.end);
  const first = own[0];
  if (first === undefined) return undefined;
  const start = Math.min(...own.map(({ keyRange }) => keyRange.start));
  const end = Math.max(...own.map(({ range }) => range.end));
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indent = text.slice(lineStart, start);
  if (!/^[ \t]*$/.test(indent)) return undefined;
  return { offset: syntax === 'json' ? end : endOfLine(text, end), indent };
}

function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  const end = newline < 0 ? text.length : newline;
  return text[end - 1] === '\r' && end > offset ? end - 1 : end;
}
