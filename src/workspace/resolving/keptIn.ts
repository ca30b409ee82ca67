import type { Binding, Over } from '../../bindings/binding.js';
import { valueIn } from './argumentPlaces.js';
import type { Evaluator } from './evaluator.js';
import { optionsOf, type Found } from './found.js';
import type { Frame } from './frame.js';
import type { CallReference, Instance, Text } from '../known.js';
import { callable } from './libraries.js';

/** Functions that return functions, lists in lists: looked into so far. */
const deepest = 3;

/** The object in which something made by a call keeps what it is given; undefined where that is none that keeps it in a store. */
export function keptIn(over: Over, binding: Binding, at: CallReference, frame: Frame | undefined, e: Evaluator): Instance | undefined {
  for (const place of over.at) {
    const value = valueIn(place, at, frame, e);
    const kept = typeof value === 'string' ? undefined : keeper(e.located(value), 0);
    if (kept) return kept;
  }
  return over.own === undefined ? undefined : made(binding, over.own);

  function keeper(found: Found, depth: number): Instance | undefined {
    if (depth > deepest) return undefined;
    for (const option of optionsOf(found)) {
      const kept = keeperOf(option, depth);
      if (kept) return kept;
    }
    return undefined;
  }

  function keeperOf(found: Found, depth: number): Instance | undefined {
    switch (found.is) {
      case 'instance':
        return found.type in over.gives ? found : undefined;
      case 'list':
        return first(found.items, item => keeper(e.located(item), depth + 1));
      case 'function':
        return keeper(e.called(found, [], undefined), depth + 1);
      case 'meaning': {
        // The function itself, for the library to call.
        const meaning = callable(found);
        return (meaning.is === 'class' || meaning.is === 'factory') && meaning.gives in over.gives ? made(found.binding, meaning.gives) : undefined;
      }
      case 'text':
        return over.ofUrl !== undefined && isUrlOfRedis(found) ? made(binding, over.ofUrl) : undefined;
      default:
        return undefined;
    }
  }

  function made(by: Binding, type: string): Instance {
    return { is: 'instance', binding: by, type, client: e.clients.made(by, type, at, e.index(at.file)?.nameOf(at.index)) };
  }
}

function first<A, B>(items: readonly A[], find: (item: A) => B | undefined): B | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isUrlOfRedis({ pieces: [start] }: Text): boolean {
  if (start === undefined) return false;
  return 'text' in start ? /^rediss?:/.test(start.text) : 'environment' in start && /redis|valkey/i.test(start.environment);
}
