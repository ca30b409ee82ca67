import type { ResourceType, Word } from '../../bindings/binding.js';
import type { Range } from '../../facts/place.js';
import { textOf, type ConfigNode, type Entry } from '../../readers/config/document.js';
import { pattern } from '../../readers/config/open.js';
import { optionsOf, type Found } from '../resolving/found.js';
import { callable, own, typeOf } from '../resolving/libraries.js';
import { libraryPartOf } from '../resolving/resolveMember.js';
import type { WorkspaceResolver } from '../resolving/resolver.js';
import type { CallReference, Instance } from '../known.js';
import { isMadeOnce } from './isMadeOnce.js';
import { argumentOf, constructKey, entryOf, mayHoldMore, map, nodeOf, openAt } from './nodes.js';
import { capital } from './translated.js';

/** A resource that a call declares, as far as that call says. */
export interface Made {
  /** What others refer to it by. */
  readonly key: string;
  /** What people call it: its id, with `*` for what stays open. */
  readonly name: string;
  readonly range: Range;
  readonly nameRange: Range;
  readonly type: ResourceType;
  readonly settings: ConfigNode;
  /** After the last of its settings, where they stand in this file. */
  readonly insertAt?: number;
  /** References to it mean one resource; a construct made anew for each caller is several. */
  readonly isOne: boolean;
}

/** What a call or assignment says of a resource that is declared elsewhere. */
export interface Amended {
  /** Undefined where it may be any: what an aspect visits. */
  readonly key: string | undefined;
  readonly word: string | Word;
  readonly entry: Entry;
}

export interface Constructs {
  readonly made: readonly Made[];
  readonly amended: readonly Amended[];
}

/** What one call declares; nothing for nearly all of them. */
export function constructsOf(at: CallReference, callee: readonly Found[], resolver: WorkspaceResolver): Constructs {
  const made: Made[] = [];
  const amended: Amended[] = [];
  for (const option of callee) {
    if (option.is === 'method') {
      const { method, on } = option;
      if (method.does === 'declare') made.push(declared(at, method.resource, undefined, resolver));
      else if (method.does === 'amend' || method.does === 'override') amended.push(...amendedBy(at, on, method, resolver));
      continue;
    }
    const type = madeType(at, option, resolver);
    if (type) made.push(declared(at, type, resolver.index(at.file)?.nameOf(at.index), resolver));
  }
  return { made, amended };
}

/** `new Table(…)`, `super(…)` of a class that extends it, `new OwnTable(…)` of one that has no constructor. */
function madeType(at: CallReference, option: Found, resolver: WorkspaceResolver): ResourceType | undefined {
  const { call } = at;
  if (option.is === 'meaning') {
    const meaning = callable(option);
    return call.isNew && meaning.is === 'class' ? own(option.binding.types, meaning.gives)?.declares : undefined;
  }
  const isSuper = call.callee.kind === 'name' && call.callee.name === 'super';
  const instance = isSuper && option.is === 'instance' ? option
    : call.isNew && option.is === 'class' ? libraryPartOf({ is: 'own-instance', file: option.file, class: option.class, made: at }, resolver) : undefined;
  if (instance?.is !== 'instance') return undefined;
  const { made } = instance.client;
  return made?.file === at.file && made.index === at.index ? typeOf(instance)?.declares : undefined;
}

function declared(at: CallReference, type: ResourceType, variable: string | undefined, resolver: WorkspaceResolver): Made {
  const { call, file } = at;
  const id = argumentOf(at, type.name);
  const idNode = id && nodeOf(id, file, resolver);
  const settings = argumentOf(at, type.settings);
  const origin = settings && resolver.origin(settings);
  const literal = origin?.file === file && origin.value.kind === 'object' ? origin.value : undefined;
  const last = literal && [...literal.properties, ...literal.spreads].map(({ range }) => range.end);
  const isSpread = call.arguments.some(({ kind }) => kind === 'spread');
  return {
    key: constructKey(at),
    name: pattern(textOf(idNode) ?? '') || (variable ?? calledName(at)),
    range: call.range,
    nameRange: id?.value.kind === 'text' ? id.value.range : call.callee.range,
    type,
    settings: settings ? nodeOf(settings, file, resolver) : map(isSpread ? [mayHoldMore(call.range)] : [], call.range),
    ...(last && last.length > 0 && { insertAt: Math.max(...last) }),
    isOne: isMadeOnce(at, resolver),
  };
}

function calledName({ call: { callee } }: CallReference): string {
  return callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : '*';
}

function amendedBy(at: CallReference, on: Instance, method: Extract<Extract<Found, { is: 'method' }>['method'], { does: 'amend' | 'override' }>, resolver: WorkspaceResolver): Amended[] {
  const { made } = on.client;
  const argument = argumentOf(at, method.argument);
  if (!made || !argument) return [];
  const { file, call: { range } } = at;
  const value = nodeOf(argument, file, resolver);
  const key = constructKey(made);
  if (method.does === 'amend') return [{ key, word: method.word, entry: entryOf('', value, range) }];
  const path = argumentOf(at, method.path);
  const text = path && textOf(nodeOf(path, file, resolver));
  return text === undefined ? [] : [{ key, word: { at: `${method.below}${text}`.replace(/^\/Properties\./, ''), isVerbatim: true }, entry: entryOf('', value, range) }];
}

/** `cfnTable.pointInTimeRecoverySpecification = { … }`; in an aspect that visits constructs, which of them is not known. */
export function assignedIn(file: string, resolver: WorkspaceResolver): readonly Amended[] {
  const code = resolver.code(file);
  return (code?.assignments ?? []).flatMap(({ target, value, range, function: within }): Amended[] => {
    if (target.kind !== 'member' || target.property === '') return [];
    const object = resolver.evaluate(target.object, file, undefined);
    const isVisit = within !== undefined && code?.functions[within]?.name === 'visit';
    if (object.is === 'unknown' && isVisit) return [{ key: undefined, word: capital(target.property), entry: entryOf('', openAt(range), range) }];
    for (const option of optionsOf(object)) {
      if (option.is !== 'instance' || !option.client.made) continue;
      const type = typeOf(option)?.declares;
      if (!type?.isPlain) continue;
      return [{ key: constructKey(option.client.made), word: type.words[target.property] ?? capital(target.property), entry: entryOf('', nodeOf({ value, file }, file, resolver), range) }];
    }
    return [];
  });
}

