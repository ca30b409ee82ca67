import type { DynamodbTableResource, Setting, Settings } from '../../facts/config.js';
import type { Range } from '../../facts/place.js';
import { settingsOf } from './cfnSettings.js';
import type { Template } from './cfnValues.js';
import { child, entries, insertionPoint, textOf, type ConfigNode, type Entry } from './document.js';
import { isOpen } from './open.js';

/** What a template is written in. */
export interface Source {
  readonly syntax: DynamodbTableResource['syntax'];
  /** Where a property could be added. */
  insertAt(properties: ConfigNode | undefined): DynamodbTableResource['insertAt'];
}

export function sourceOf(text: string, syntax: 'yaml' | 'json'): Source {
  return { syntax, insertAt: properties => insertionPoint(text, properties, syntax) };
}

/** One entry of `Resources`. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly range: Range;
  readonly nameRange: Range;
  readonly node: ConfigNode;
  readonly properties: ConfigNode | undefined;
}

export function resourceOf(entry: Entry, template: Template): Resource | undefined {
  const node = template.expand(entry.value);
  const type = textOf(child(node, 'Type'));
  if (type === undefined) return undefined;
  const properties = child(node, 'Properties');
  return {
    id: entry.key, type, range: entry.range, nameRange: entry.keyRange, node,
    properties: properties === undefined ? undefined : template.expand(properties),
  };
}

export function declaredBy({ id, range, nameRange }: Resource): { readonly range: Range; readonly name: string; readonly nameRange: Range } {
  return { range, name: id, nameRange };
}

const attributes = ['DeletionPolicy', 'UpdateReplacePolicy', 'Condition'];
/** Keys of `Metadata` that speak to this tool, or to a reader of the design. */
const told = new Set(['datastore-review', 'com.aws.cloudformation.Context']);

/** What stands beside the properties: policies, condition, and what `Metadata` tells. */
export function attributesOf({ node }: Resource, template: Template): Settings {
  const result = new Map<string, Setting>();
  for (const { key, value, range } of entries(node)) {
    if (!attributes.includes(key)) continue;
    const plain = template.expand(value);
    const text = plain.tag === undefined ? textOf(plain) : undefined;
    result.set(key, { value: text === undefined || isOpen(text) ? undefined : text, range });
  }
  for (const [path, setting] of Object.entries(toldIn(child(node, 'Metadata'), template))) result.set(`Metadata.${path}`, setting);
  return Object.fromEntries(result);
}

export function toldIn(metadata: ConfigNode | undefined, template: Template): Settings {
  if (metadata?.kind !== 'map') return {};
  return settingsOf({ ...metadata, entries: new Map([...metadata.entries].filter(([key]) => told.has(key))) }, template);
}
