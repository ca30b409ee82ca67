import type { Value } from '../../facts/code.js';
import { beside } from '../resolving/frame.js';
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
      const callee = call && inner(call.callee);
      const args = call && joined(call.arguments, ',');
      return callee === undefined || args === undefined || call?.isNew === true || /\b(?:random|uuid|nanoid|ulid|now)\w*$/i.test(callee) ? undefined : `${callee}(${args})`;
    }
    case 'list': return joined(value.items, ',');
    case 'arithmetic': return joined([value.left, value.right], value.operator);
    default: return undefined;
  }
}
