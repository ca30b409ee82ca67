import type { Value } from '../../facts/code.js';
import { isContext } from './contexts.js';
import type { Evaluator } from './evaluator.js';
import { sharedPath } from './fileIndex.js';
import { isHandle, oneOf, optionsOf, tells, telling, unknown, type Found } from './found.js';
import type { Frame } from './frame.js';

/** So many files are looked at for what they put where all can see it. */
const mostFiles = 20;

/** What any file assigns to a path that all can see. */
export function shared(path: string, e: Evaluator): Found {
  const options: Found[] = [];
  for (const file of e.filesWith('shared', path).slice(0, mostFiles)) {
    for (const { value } of e.index(file)?.sharedAssignments.get(path) ?? []) options.push(e.evaluate(value, file, undefined));
  }
  return telling(oneOf(options));
}

/** What is assigned to the same member elsewhere: `app.redis = redis`, `holder.client = new Redis()`. */
export function assignedAt(value: Extract<Value, { kind: 'member' }>, file: string, frame: Frame | undefined, e: Evaluator): Found {
  const index = e.index(file);
  const path = index?.pathOf(value);
  if (!index || path === undefined) return unknown;
  const assigned = index.assignments.get(path)?.map(each => e.evaluate(each.value, file, frame)) ?? [];
  const merged = mergedInto(path.slice(0, path.lastIndexOf('.')), value.property, file, frame, e);
  const own = telling(oneOf([...assigned, merged]));
  if (tells(own)) return own;
  const sharedBy = sharedPath(path);
  const found = sharedBy === undefined ? unknown : shared(sharedBy, e);
  if (tells(found)) return found;
  const { object, property } = value;
  const isThisOfFunction = object.kind === 'this' && index.classAt(object.range.start) === undefined;
  if (isContext(object) || isThisOfFunction) return inContext(property, undefined, file, e);
  return object.kind === 'member' && isContext(object.object) ? inContext(object.property, property, file, e) : unknown;
}

/** A member of what `Object.assign` adds to an object. */
export function mergedInto(path: string, name: string, file: string, frame: Frame | undefined, e: Evaluator): Found {
  const merges = e.index(file)?.merges.get(path);
  return merges ? telling(oneOf(merges.map(value => e.member(e.evaluate(value, file, frame), name)))) : unknown;
}

/** What code of the same package hangs on objects that are handed around; only clients and objects of classes, for names are few. */
export function inContext(name: string, namespace: string | undefined, file: string, e: Evaluator): Found {
  const home = e.packageOf(file);
  return e.once(`context ${home} ${name} ${namespace ?? ''}`, () => {
    const isNear = (other: string): boolean => e.packageOf(other) === home;
    const options = e.pluginNames.has(name) ? e.filesWith('call', 'register').filter(isNear).flatMap(other => registeredIn(other, name, namespace, e)) : [];
    if (namespace === undefined) {
      for (const other of e.filesWith('context', name).filter(isNear).slice(0, mostFiles)) {
        for (const value of e.index(other)?.contexts().get(name) ?? []) options.push(e.evaluate(value, other, undefined));
      }
    }
    return oneOf(options.flatMap(optionsOf).filter(isHandle));
  });
}

/** What plugins hang on an application when they are registered. */
function registeredIn(file: string, name: string, namespace: string | undefined, e: Evaluator): readonly Found[] {
  return (e.index(file)?.callsByName.get('register') ?? []).flatMap(index => {
    const call = e.code(file)?.calls[index];
    const [plugin, options] = call?.arguments ?? [];
    const found = plugin?.kind === 'name' ? e.evaluate(plugin, file, undefined) : unknown;
    if (!call || found.is !== 'meaning' || found.meaning.is !== 'plugin' || found.meaning.as !== name) return [];
    const { binding, meaning } = found;
    const named = options ? e.member(e.evaluate(options, file, undefined), 'namespace') : unknown;
    const [piece] = named.is === 'text' ? named.pieces : [];
    if (namespace !== (piece && 'text' in piece ? piece.text : undefined)) return [];
    return [{ is: 'instance', binding, type: meaning.gives, client: e.clients.registered(binding, meaning.gives, { file, index, call }, name) }];
  });
}
