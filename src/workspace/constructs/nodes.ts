import type { Range } from '../../facts/place.js';
import type { ConfigNode, Entry, ListNode, MapNode, ScalarNode } from '../../readers/config/document.js';
import { open } from '../../readers/config/open.js';
import type { Property } from '../../facts/code.js';
import type { CallReference, Instance, Known, Located, Text } from '../known.js';
import { beside, locate } from '../resolving/frame.js';
import { typeOf } from '../resolving/libraries.js';
import type { WorkspaceResolver } from '../resolving/resolver.js';

/*
 * Values of code as the nodes of a CloudFormation template, so that what reads templates reads them: what stays open is an
 * open scalar, one of several values is `Fn::If`, a construct is the reference to its resource.
 */

const deepest = 10;
const mostNodes = 3000;

/** Where what is made of values stands: ranges are of that file, what stands elsewhere has the range of what leads there. */
interface Standing {
  readonly file: string;
  readonly resolver: WorkspaceResolver;
  readonly budget: { nodes: number };
}

/** The value as a node; `range` is where it is given. */
export function nodeOf(located: Located, file: string, resolver: WorkspaceResolver): ConfigNode {
  return node(located, located.value.range, { file, resolver, budget: { nodes: mostNodes } }, 0);
}

function node(located: Located, otherwise: Range, standing: Standing, depth: number): ConfigNode {
  const { resolver, file, budget } = standing;
  const range = located.file === file ? located.value.range : otherwise;
  if (depth > deepest || budget.nodes-- <= 0) return openAt(range);
  const known = resolver.known(located);
  if (known.is === 'unknown' || known.is === 'text') {
    const written = resolver.origin(located);
    const referring = memberOfConstruct(written, range, standing, depth) ?? joined(written, range, standing, depth);
    if (referring) return referring;
  }
  return ofKnown(known, located, range, standing, depth);
}

function ofKnown(known: Known, located: Located | undefined, range: Range, standing: Standing, depth: number): ConfigNode {
  switch (known.is) {
    case 'text':
      return scalar(textWithOpen(known), range);
    case 'number':
      return scalar(known.number, range);
    case 'boolean':
      return scalar(known.boolean, range);
    case 'null':
      return noValue(range);
    case 'meaning':
      return known.meaning.is === 'constant' ? scalar(known.meaning.text, range) : openAt(range);
    case 'object': {
      const written = located && propertiesWritten(located, standing);
      const all = [...known.properties].map(([name, value]): Entry => {
        const property = written?.get(name);
        const at = property?.range ?? range;
        return { key: name, keyRange: property?.nameRange ?? at, range: at, value: node(value, at, standing, depth + 1) };
      });
      return map(known.isOpen ? [...all, mayHoldMore(range)] : all, range);
    }
    case 'list': {
      const all = known.items.map(item => node(item, range, standing, depth + 1));
      return list(known.isOpen ? [...all, openAt(range)] : all, range);
    }
    case 'either':
      return oneOf(known.options.map(option => ofKnown(option, undefined, range, standing, depth + 1)), range);
    case 'instance':
      return ofInstance(known, undefined, range, standing, depth) ?? openAt(range);
    default:
      return openAt(range);
  }
}

/** The properties of an object literal that stands in the file itself. */
function propertiesWritten(located: Located, { resolver, file }: Standing): ReadonlyMap<string, Property> | undefined {
  const origin = resolver.origin(located);
  if (origin.file !== file || origin.value.kind !== 'object') return undefined;
  return new Map(origin.value.properties.map(property => [property.name, property]));
}

/** `table.tableName`, `group.ref`, `cluster.attrRedisEndpointAddress`. */
function memberOfConstruct({ value, file, frame }: Located, range: Range, standing: Standing, depth: number): ConfigNode | undefined {
  if (value.kind !== 'member' || value.property === '') return undefined;
  const instance = standing.resolver.instance(locate(value.object, file, frame));
  return instance && ofInstance(instance, value.property, range, standing, depth);
}

/** A text that such a member is part of: `redis://${cluster.attrPrimaryEndPointAddress}`. */
function joined(written: Located, range: Range, standing: Standing, depth: number): ConfigNode | undefined {
  if (written.value.kind !== 'template') return undefined;
  const parts = written.value.parts.map(part => node(beside(written, part), range, standing, depth + 1));
  return parts.some(part => part.kind === 'map') ? call('Fn::Join', list([scalar('', range), list(parts, range)], range), range) : undefined;
}

/** What a construct, or a member of one, is in a template. */
function ofInstance(instance: Instance, member: string | undefined, range: Range, standing: Standing, depth: number): ConfigNode | undefined {
  const type = typeOf(instance);
  const { made } = instance.client;
  if (!type || !made) return undefined;
  if (type.standsFor) {
    const stands = memberAt(argumentOf(made, type.standsFor.argument), type.standsFor.path ?? [], standing.resolver);
    return stands ? node(stands, range, standing, depth + 1) : openAt(range);
  }
  if (!type.declares) return undefined;
  const key = scalar(constructKey(made), range);
  return member === 'ref' || member === 'tableName' ? call('Ref', key, range) : call('Fn::GetAtt', list(member === undefined ? [key] : [key, scalar(member, range)], range), range);
}

/** A construct's logical id: the same for all that refer to it, and of letters and digits as CloudFormation's are. */
export function constructKey({ file, index }: CallReference): string {
  return `${file}:${index}`.replace(/\W/g, character => `_${character.charCodeAt(0)}_`);
}

export function argumentOf({ call: { arguments: given }, file }: CallReference, index: number): Located | undefined {
  const value = given[index];
  return value === undefined || given.slice(0, index + 1).some(({ kind }) => kind === 'spread') ? undefined : { value, file };
}

function memberAt(located: Located | undefined, path: readonly string[], resolver: WorkspaceResolver): Located | undefined {
  let at = located;
  for (const name of path) {
    const next = at && resolver.property(at, name);
    at = typeof next === 'string' ? undefined : next;
  }
  return at;
}

function textWithOpen({ pieces }: Text): string {
  return pieces.map(piece => ('text' in piece ? piece.text : open)).join('');
}

export function scalar(value: ScalarNode['value'], range: Range): ScalarNode {
  return { kind: 'scalar', value, text: value === null ? '' : String(value), range };
}

export function map(all: readonly Entry[], range: Range): MapNode {
  return { kind: 'map', entries: new Map(all.map(entry => [entry.key, entry])), isFlow: true, range };
}

export function list(items: readonly ConfigNode[], range: Range): ListNode {
  return { kind: 'list', items, range };
}

export function entryOf(key: string, value: ConfigNode, range: Range): Entry {
  return { key, keyRange: range, value, range };
}

export function openAt(range: Range): ConfigNode {
  return scalar(open, range);
}

function call(name: string, argument: ConfigNode, range: Range): MapNode {
  return map([entryOf(name, argument, range)], range);
}

export function noValue(range: Range): MapNode {
  return call('Ref', scalar('AWS::NoValue', range), range);
}

/** A map that holds this may hold anything else. */
export function mayHoldMore(range: Range): Entry {
  return entryOf('Fn::Transform', openAt(range), range);
}

function oneOf(options: readonly ConfigNode[], range: Range): ConfigNode {
  const [first, ...rest] = options;
  if (first === undefined) return openAt(range);
  return rest.length === 0 ? first : call('Fn::If', list([openAt(range), first, oneOf(rest, range)], range), range);
}
