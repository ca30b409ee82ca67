import type { Range } from '../../facts/place.js';
import { child, entries, textOf, type ConfigNode, type Entry, type ListNode, type MapNode } from './document.js';

/** A service with what it extends in the same file merged in. */
export interface Service {
  readonly name: string;
  readonly nameRange: Range;
  readonly range: Range;
  /** With the keys of what it extends. */
  readonly node: MapNode;
  /** As written under its own name. */
  readonly own: ConfigNode;
  /** It extends a service that is not in this file. */
  readonly extendsElsewhere: boolean;
}

/** The services of a compose document, of any version: `services:`, or in version 1 every top-level key. */
export function servicesOf(root: ConfigNode): readonly Service[] {
  const all = child(root, 'services') ?? (child(root, 'version') === undefined ? root : undefined);
  return entries(all).flatMap(({ key, keyRange, range, value }) => {
    if (value.kind !== 'map') return [];
    const merged = extended(value, all, new Set([key]));
    return [{ name: key, nameRange: keyRange, range, node: merged.node, own: value, extendsElsewhere: merged.isPartial }];
  });
}

function extended(service: MapNode, all: ConfigNode | undefined, seen: Set<string>): { readonly node: MapNode; readonly isPartial: boolean } {
  const reference = child(service, 'extends');
  if (reference === undefined) return { node: service, isPartial: false };
  const name = textOf(reference) ?? textOf(child(reference, 'service'));
  const base = name === undefined || child(reference, 'file') !== undefined ? undefined : child(all, name);
  if (name === undefined || base?.kind !== 'map' || seen.has(name)) return { node: service, isPartial: true };
  seen.add(name);
  const { node, isPartial } = extended(base, all, seen);
  return { node: { ...service, entries: mergedEntries(node.entries, service.entries) }, isPartial };
}

const lists = new Set(['ports', 'volumes', 'expose', 'dns', 'tmpfs', 'env_file', 'profiles']);

function mergedEntries(base: ReadonlyMap<string, Entry>, own: ReadonlyMap<string, Entry>): ReadonlyMap<string, Entry> {
  const result = new Map(base);
  for (const [key, entry] of own) {
    const before = base.get(key)?.value;
    const { value } = entry;
    if (value.tag === '!reset') result.delete(key);
    else if (before?.kind === 'list' && value.kind === 'list' && (lists.has(key) || key === 'environment') && value.tag !== '!override') {
      result.set(key, { ...entry, value: joined(before, value) });
    } else if (before?.kind === 'map' && value.kind === 'map' && value.tag !== '!override') {
      result.set(key, { ...entry, value: { ...value, entries: new Map([...before.entries, ...value.entries]) } });
    } else result.set(key, entry);
  }
  return result;
}

function joined(first: ListNode, second: ListNode): ListNode {
  return { ...second, items: [...first.items, ...second.items] };
}
