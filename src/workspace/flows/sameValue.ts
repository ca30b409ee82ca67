import type { Value } from '../../facts/code.js';
import { beside } from '../resolving/frame.js';
import { lastName } from '../resolving/names.js';
import { wordsOf } from '../../facts/words.js';
import type { Located } from '../known.js';
import type { View } from '../view.js';

/** Whether two values are written alike: the same names, members and calls, once names are followed. Undefined when they are not. */
export function isSameValue(a: Located, b: Located, view: View): boolean {
  const first = written(a, view, 0);
  return first !== undefined && first === written(b, view, 0);
}

/** Whether two values are the same; false only of two fixed ones that differ, undefined when it cannot be told. */
export function compareValues(a: Located, b: Located, view: View): boolean | undefined {
  if (isSameValue(a, b, view)) return true;
  const [first, second] = [view.resolver.known(a), view.resolver.known(b)];
  const isFixed = first.is === 'text' && second.is === 'text' && [...first.pieces, ...second.pieces].every(piece => 'text' in piece);
  return isFixed || (first.is === 'number' && second.is === 'number') ? false : undefined;
}

/** Words in the names of functions that give something else each time. */
const makers = new Set(['random', 'uuid', 'uuidv4', 'nanoid', 'ulid', 'cuid', 'now', 'next', 'unique']);

/** A text that is equal for values that are equal; undefined for what has no such text. */
function written(located: Located, view: View, depth: number): string | undefined {
  if (depth > 20) return undefined;
  const origin = view.resolver.origin(located);
  const { value, file } = origin;
  const inner = (each: Value): string | undefined => written(beside(origin, each), view, depth + 1);
  const joined = (values: readonly Value[], mark: string): string | undefined => {
    const texts = values.map(inner);
    return texts.includes(undefined) ? undefined : texts.join(mark);
  };
  switch (value.kind) {
    case 'text': return JSON.stringify(value.text);
    case 'number': return String(value.number);
    case 'boolean': return String(value.boolean);
    case 'null': return 'null';
    case 'this': return 'this';
    case 'name': return value.variable === undefined ? value.name : `${file}#${value.variable}`;
    case 'member': {
      const object = inner(value.object);
      return object === undefined || value.property === '' ? undefined : `${object}.${value.property}`;
    }
    case 'template': {
      const parts = joined(value.parts, '+');
      return parts === undefined ? undefined : parts.replaceAll('"+"', '');
    }
    case 'call': {
      const call = view.code.get(file)?.calls[value.call];
      if (!call || call.isNew || wordsOf(lastName(call.callee) ?? '').some(word => makers.has(word))) return undefined;
      const callee = inner(call.callee);
      const args = joined(call.arguments, ',');
      // What a function gives for nothing may be new each time.
      const isMaker = call.arguments.length === 0 && view.resolver.known(beside(origin, call.callee)).is === 'function';
      return callee === undefined || args === undefined || isMaker ? undefined : `${callee}(${args})`;
    }
    case 'function': return `${file}#f${value.function}`;
    case 'list': return joined(value.items, ',');
    case 'arithmetic': return joined([value.left, value.right], value.operator);
    default: return undefined;
  }
}
