import type { Instance, Resolver, Text } from '../known.js';
import { valueIn } from '../resolving/argumentPlaces.js';
import { hole } from '../resolving/plainText.js';

/** What a library puts before every key that its object is given; open where it cannot be told. */
export function keyPrefixOf({ binding, type, client, begun }: Instance, resolver: Resolver): Text | undefined {
  const place = binding.types[type]?.keyPrefix;
  if (!place) return undefined;
  const made = begun ?? client.made;
  const found = made ? valueIn(place, made, undefined, resolver) : 'unknown';
  if (found === 'absent') return undefined;
  const name = (found === 'unknown' ? undefined : resolver.text(found)) ?? hole;
  return { is: 'text', pieces: [...name.pieces, ...(place.followedBy === undefined ? [] : [{ text: place.followedBy }])] };
}
