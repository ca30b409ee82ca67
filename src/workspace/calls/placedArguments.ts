import type { ArgumentPlace, CommandArgument } from '../../bindings/binding.js';
import type { CallReference, Instance, Located, Resolver } from '../known.js';
import { valueIn } from '../resolving/argumentPlaces.js';
import type { Frame } from '../resolving/frame.js';
import { plainNumber, plainText } from '../resolving/plainText.js';
import { givenArguments, unfolded, type ProtocolArguments } from './redisArguments.js';
import { atName } from './redisCommand.js';
import { word } from './redisWords.js';
import { argumentsOf, type StoreCallInput } from './storeCallInput.js';

interface Placed {
  readonly given: readonly Located[];
  /** More may follow that cannot be seen. */
  readonly isOpen?: boolean;
  /** Something may be given that could not be read. */
  readonly isUnread?: boolean;
}

const nothing: Placed = { given: [] };
const unread: Placed = { given: [], isUnread: true };

/** A command's arguments in protocol order, where its binding says in which place of the call each one stands. */
export function placedArguments(command: string, places: readonly CommandArgument[], input: StoreCallInput, resolver: Resolver): ProtocolArguments {
  const placed = places.map(each => argumentAt(each, input, resolver));
  const given = placed.flatMap(each => each.given);
  const isOpen = placed.some(each => each.isOpen);
  return { ...unfolded(command, { given, isOpen }, resolver), hasOpenOptions: placed.some(each => each.isUnread) };
}

function argumentAt(each: CommandArgument, input: StoreCallInput, resolver: Resolver): Placed {
  if (typeof each === 'string') return { given: [word(each, atName(input))] };
  if ('expiry' in each) return expiryOf(each, input, resolver);
  if ('from' in each) return givenArguments(argumentsOf(input).slice(each.from), resolver);
  const found = valueIn('entries' in each ? each.entries : each.at, input.call, input.frame, resolver);
  if (typeof found === 'string') return found === 'unknown' ? unread : nothing;
  const known = resolver.known(found);
  if ('entries' in each) {
    if (known.is !== 'object') return { given: [], isOpen: true };
    return { given: [...[...known.properties].map(([name, value]) => word(name, value)), ...known.properties.values()], isOpen: known.isOpen };
  }
  if ('flag' in each) return known.is !== 'boolean' ? unread : known.boolean ? { given: [word(each.flag, found)] } : nothing;
  if ('words' in each) {
    const text = plainText(found, resolver);
    const meant = text === undefined ? undefined : each.words[text];
    return meant !== undefined ? { given: [word(meant, found)] } : known.is === 'object' ? nothing : unread;
  }
  return { given: each.word === undefined ? [found] : [word(each.word, found), found] };
}

/** How long it lives: as the call says, else as the call that made the object does, or that of what it keeps things in. */
function expiryOf({ expiry, at }: Extract<CommandArgument, { expiry: string }>, input: StoreCallInput, resolver: Resolver): Placed {
  let found = firstOf(at, input.call, input.frame, resolver);
  for (let on: Instance | undefined = input.on; on && found === 'absent'; on = on.over) found = expiryOfMade(on, resolver);
  if (found === 'unknown') return unread;
  return found === 'absent' || plainNumber(found, resolver) === 0 ? nothing : { given: [word(expiry, found), found] };
}

function expiryOfMade({ binding, type, client, begun }: Instance, resolver: Resolver): Located | 'absent' | 'unknown' {
  const expiry = binding.types[type]?.expiry;
  if (!expiry) return 'absent';
  const made = begun ?? client.made;
  const found = made ? firstOf(expiry.at, made, undefined, resolver) : 'unknown';
  return found === 'absent' && expiry.isOpen ? 'unknown' : found;
}

/** What stands in the first of some places. Objects that hold more than how long are none. */
function firstOf(places: readonly ArgumentPlace[], call: CallReference, frame: Frame | undefined, resolver: Resolver): Located | 'absent' | 'unknown' {
  for (const place of places) {
    const found = valueIn(place, call, frame, resolver);
    if (found === 'unknown') return found;
    if (found !== 'absent' && resolver.known(found).is !== 'object') return found;
  }
  return 'absent';
}
