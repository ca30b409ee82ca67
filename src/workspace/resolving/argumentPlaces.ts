import type { ArgumentPlace } from '../../bindings/binding.js';
import { locate, type Frame } from './frame.js';
import type { CallReference, Located, Resolver } from '../known.js';

/** What following a place needs. */
type Follows = Pick<Resolver, 'known' | 'property' | 'instance'>;

/** What stands in a place of a call that a binding names; `undefined` and `null` are nothing. */
export function valueIn(place: ArgumentPlace, { call, file }: CallReference, frame: Frame | undefined, resolver: Follows): Located | 'absent' | 'unknown' {
  const argument = call.arguments[place.argument];
  if (call.arguments.slice(0, place.argument + 1).some(({ kind }) => kind === 'spread')) return 'unknown';
  if (argument === undefined) return 'absent';
  let at = locate(argument, file, frame);
  for (const name of place.path ?? []) {
    const next = resolver.property(at, name);
    if (next === 'unknown' && hasNoProperties(at, resolver)) return 'absent';
    if (typeof next === 'string') return next;
    at = next;
  }
  if (place.madeWith) {
    const made = resolver.instance(at)?.client.made;
    return made ? valueIn(place.madeWith, made, undefined, resolver) : 'unknown';
  }
  return resolver.known(at).is === 'null' ? 'absent' : at;
}

/** Of options: a text, a function, an object of a library have none. A number stands for something that is not known here. */
function hasNoProperties(at: Located, resolver: Follows): boolean {
  const { is } = resolver.known(at);
  return is !== 'object' && is !== 'own-instance' && is !== 'either' && is !== 'number' && is !== 'unknown';
}
