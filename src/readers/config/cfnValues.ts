import { child, entries, entry, items, textOf, type ConfigNode, type MapNode } from './document.js';
import { isOpen, open } from './open.js';

/**
 * Values of a template. Two ways to ask, for two uses:
 * `nameText` for names, where a parameter's default is the best guess and the rest stays open (`*`);
 * `options` for settings, where every value that may be given counts, and one that cannot be told makes it unknown.
 */
export interface Template {
  readonly parameters: ConfigNode | undefined;
  readonly mappings: ConfigNode | undefined;
  readonly resources: ReadonlyMap<string, ConfigNode>;
  /** Follows variables of the file's own (`${self:custom.x}`) in a scalar: another node, or text with open parts. */
  readonly expand: (node: ConfigNode) => ConfigNode;
  /** Steps that may still be taken: a guard against texts that multiply themselves. */
  readonly budget: { steps: number };
}

export interface Intrinsic { readonly name: string; readonly argument: ConfigNode }

const maximumDepth = 24;
const maximumText = 4096;

/** `!Sub x`, `{ Fn::Sub: x }`, `!Ref x`, `{ Ref: x }`. */
export function intrinsicOf(node: ConfigNode): Intrinsic | undefined {
  if (node.tag !== undefined) {
    const { tag, ...argument } = node;
    const short = tag.slice(1);
    return { name: short === 'Ref' || short === 'Condition' ? short : `Fn::${short}`, argument };
  }
  if (node.kind !== 'map' || node.entries.size !== 1) return undefined;
  const only = entries(node)[0];
  return only !== undefined && (only.key === 'Ref' || only.key.startsWith('Fn::')) ? { name: only.key, argument: only.value } : undefined;
}

/** A name, with open parts for what is only known when it is deployed; undefined for what is no text at all. */
export function nameText(node: ConfigNode | undefined, template: Template, depth = 0): string | undefined {
  if (node === undefined) return undefined;
  if (depth > maximumDepth || template.budget.steps-- <= 0) return open;
  const at = template.expand(node);
  const intrinsic = intrinsicOf(at);
  if (intrinsic === undefined) return textOf(at)?.slice(0, maximumText);
  const { name, argument } = intrinsic;
  const text = (part: ConfigNode | undefined): string => nameText(part, template, depth + 1) ?? open;
  switch (name) {
    case 'Ref': return refText(textOf(argument) ?? '', template, depth);
    case 'Fn::Sub': return subText(argument, template, depth);
    case 'Fn::Join': {
      const [separator, list] = items(argument);
      const parts = listOf(list, template, depth);
      return parts === undefined ? open : joinedText(parts.map(text), text(separator));
    }
    case 'Fn::Select': {
      const [index, list] = items(argument);
      const parts = listTexts(list, template, depth);
      return parts?.[Number(text(index))] ?? open;
    }
    case 'Fn::FindInMap':
    case 'Fn::If': {
      const all = options(at, template, depth + 1);
      const texts = new Set(all?.map(option => (option === undefined ? undefined : nameText(option, template, depth + 1))));
      const [only] = texts;
      return texts.size === 1 && only !== undefined ? only : name === 'Fn::FindInMap' ? mappedDefault(argument, template, depth) ?? open : open;
    }
    default: return open;
  }
}

function joinedText(parts: readonly string[], separator: string): string {
  let result = '';
  for (const [index, part] of parts.entries()) {
    if (result.length > maximumText) break;
    result += index === 0 ? part : separator + part;
  }
  return result.slice(0, maximumText);
}

function refText(id: string, template: Template, depth: number): string {
  const fallback = child(template.parameters, id, 'Default');
  if (fallback !== undefined) return isStored(child(template.parameters, id, 'Type')) ? open : textOf(fallback) ?? open;
  // What a reference to a table gives is its name.
  const resource = template.resources.get(id);
  const tableName = resource === undefined ? undefined : child(resource, 'Properties', 'TableName');
  return tableName === undefined ? open : nameText(tableName, template, depth + 1) ?? open;
}

/** `AWS::SSM::Parameter::Value<String>`: its default names the parameter, not the value. */
function isStored(type: ConfigNode | undefined): boolean {
  return /^AWS::SSM::/.test(textOf(type) ?? '');
}

function subText(argument: ConfigNode, template: Template, depth: number): string {
  const [listed, variables] = argument.kind === 'list' ? argument.items : [argument];
  const pattern = listed === undefined ? undefined : textOf(template.expand(listed));
  if (pattern === undefined) return open;
  return pattern.slice(0, maximumText).replace(/\$\{(!?)([^{}]*)\}/g, (_, literal: string, written: string) => {
    if (literal === '!') return `\${${written}}`;
    const name = written.trim();
    const own = entry(variables, name)?.value;
    if (own !== undefined) return nameText(own, template, depth + 1) ?? open;
    return name.includes('.') || name.includes(':') ? open : refText(name, template, depth);
  }).slice(0, maximumText);
}

function listOf(node: ConfigNode | undefined, template: Template, depth: number): readonly ConfigNode[] | undefined {
  const list = node === undefined ? undefined : template.expand(node);
  return list?.kind === 'list' && list.tag === undefined && depth <= maximumDepth ? list.items : undefined;
}

function listTexts(node: ConfigNode | undefined, template: Template, depth: number): readonly string[] | undefined {
  const intrinsic = node === undefined ? undefined : intrinsicOf(template.expand(node));
  if (intrinsic?.name === 'Fn::Split') {
    const [separator, source] = items(intrinsic.argument).map(part => nameText(part, template, depth + 1));
    return separator === undefined || separator === '' || source === undefined || isOpen(source) ? undefined : source.split(separator);
  }
  return listOf(node, template, depth)?.map(part => nameText(part, template, depth + 1) ?? open);
}

/** A mapping looked up with the defaults of the parameters it is keyed by. */
function mappedDefault(argument: ConfigNode, template: Template, depth: number): string | undefined {
  const [map, first, second] = items(argument).map(part => nameText(part, template, depth + 1) ?? open);
  if (map === undefined || first === undefined || second === undefined) return undefined;
  return textOf(child(template.mappings, map, first, second));
}

/**
 * Everything a property may be given; an option that is undefined leaves the property out (`AWS::NoValue`).
 * The whole is undefined when that cannot be told. What is no function is its own only option.
 */
export function options(node: ConfigNode, template: Template, depth = 0): readonly (ConfigNode | undefined)[] | undefined {
  if (depth > maximumDepth || template.budget.steps-- <= 0) return undefined;
  const at = template.expand(node);
  const intrinsic = intrinsicOf(at);
  if (intrinsic === undefined) return [at];
  const { name, argument } = intrinsic;
  switch (name) {
    case 'Ref': {
      const id = textOf(argument) ?? '';
      if (id === 'AWS::NoValue') return [undefined];
      const parameter = child(template.parameters, id);
      const allowed = items(child(parameter, 'AllowedValues'));
      return allowed.length === 0 || isStored(child(parameter, 'Type')) ? undefined : allowed;
    }
    case 'Fn::If': {
      const [, yes, no] = items(argument);
      if (yes === undefined || no === undefined) return undefined;
      const first = options(yes, template, depth + 1);
      const second = options(no, template, depth + 1);
      return first === undefined || second === undefined ? undefined : [...first, ...second];
    }
    case 'Fn::FindInMap': return mapped(argument, template, depth);
    case 'Fn::Sub': {
      const text = subText(argument, template, depth);
      return isOpen(text) || subRefers(argument) ? undefined : [{ kind: 'scalar', value: text, text, range: at.range }];
    }
    default: return undefined;
  }
}

/** A default that `Sub` filled in is no value to rely on. */
function subRefers(argument: ConfigNode): boolean {
  return /\$\{(?!!)/.test(textOf(argument.kind === 'list' ? argument.items[0] : argument) ?? '');
}

function mapped(argument: ConfigNode, template: Template, depth: number): readonly ConfigNode[] | undefined {
  const [map, first, second] = items(argument);
  const table = child(template.mappings, textOf(map) ?? '');
  if (table?.kind !== 'map' || map === undefined || intrinsicOf(map) !== undefined) return undefined;
  const rows = chosen(table, first, template, depth);
  const cells = rows?.flatMap(row => (row.kind === 'map' ? chosen(row, second, template, depth) ?? [] : []));
  return cells === undefined || cells.length === 0 ? undefined : cells;
}

/** The value at a key, or all values when the key stays open. */
function chosen(map: MapNode, key: ConfigNode | undefined, template: Template, depth: number): readonly ConfigNode[] | undefined {
  if (key === undefined) return undefined;
  const at = template.expand(key);
  if (intrinsicOf(at) !== undefined) return entries(map).map(({ value }) => value);
  const name = nameText(at, template, depth + 1);
  if (name === undefined || isOpen(name)) return entries(map).map(({ value }) => value);
  const found = child(map, name);
  return found === undefined ? undefined : [found];
}
