import type { ArgumentPlace, CommandArgument } from '../../bindings/binding.js';
import type { Located, Resolver } from '../known.js';
import { givenArguments, unfolded, type ProtocolArguments } from './redisArguments.js';
import { atName } from './redisCommand.js';
import { word } from './redisWords.js';
import { argumentAt, argumentsOf, type StoreCallInput } from './storeCallInput.js';

/** A command's arguments in protocol order, where its binding says in which place of the call each one stands. */
export function placedArguments(command: string, places: readonly CommandArgument[], input: StoreCallInput, resolver: Resolver): ProtocolArguments {
  const given: Located[] = [];
  let isOpen = false;
  let hasOpenOptions = false;
  for (const each of places) {
    if (typeof each === 'string') given.push(word(each, atName(input)));
    else if ('from' in each) {
      const rest = givenArguments(argumentsOf(input).slice(each.from), resolver);
      given.push(...rest.given);
      isOpen ||= rest.isOpen;
    } else {
      const found = valueAt(each.at, input, resolver);
      if (found === 'unknown') hasOpenOptions = true;
      else if (found !== 'absent' && !('flag' in each)) given.push(...(each.word === undefined ? [] : [word(each.word, found)]), found);
      else if (found !== 'absent' && 'flag' in each) {
        const known = resolver.known(found);
        if (known.is !== 'boolean') hasOpenOptions = true;
        else if (known.boolean) given.push(word(each.flag, found));
      }
    }
  }
  return { ...unfolded(command, { given, isOpen }, resolver), hasOpenOptions };
}

/** What stands in a place of the call; `undefined` and `null` are nothing. */
function valueAt(place: ArgumentPlace, input: StoreCallInput, resolver: Resolver): Located | 'absent' | 'unknown' {
  let at = argumentAt(input, place.argument);
  if (at === undefined) return input.call.call.arguments.some(({ kind }) => kind === 'spread') ? 'unknown' : 'absent';
  for (const name of place.path ?? []) {
    const { is } = resolver.known(at);
    if (is === 'null') return 'absent';
    const next = resolver.property(at, name);
    if (typeof next === 'string') return next;
    at = next;
  }
  return resolver.known(at).is === 'null' ? 'absent' : at;
}
