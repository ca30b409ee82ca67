import type { ArgumentPlace } from '../../bindings/binding.js';
import type { CallReference, Instance, Resolver, Text } from '../known.js';
import { valueIn } from '../resolving/argumentPlaces.js';
import { hole, textOfTemplate } from '../resolving/plainText.js';

/** What libraries put before every key that an object is given, it and those it keeps things in; open where it cannot be told. */
export function keyPrefixOf(on: Instance, resolver: Resolver): Text | undefined {
  const outer = on.over && keyPrefixOf(on.over, resolver);
  const own = ownPrefix(on, resolver);
  return outer && own ? { is: 'text', pieces: [...outer.pieces, ...own.pieces] } : outer ?? own;
}

function ownPrefix({ binding, type, client, begun }: Instance, resolver: Resolver): Text | undefined {
  const prefixes = binding.types[type]?.keyPrefix;
  if (!prefixes) return undefined;
  const made = begun ?? client.made;
  if (!made) return hole;
  const version = resolver.versionOf(made.file, binding.library);
  if (version === undefined && prefixes.length > 1) return hole;
  const prefix = prefixes.find(({ before }) => before === undefined || (version !== undefined && version < before));
  const name = prefix && nameIn(prefix.name, made, resolver);
  if (!prefix || name === 'unknown') return prefix && hole;
  if (name === undefined && prefix.otherwise === undefined) return undefined;
  const given = name ?? textOfTemplate(prefix.otherwise ?? '');
  return { is: 'text', pieces: textOfTemplate(prefix.form).pieces.flatMap(piece => ('hole' in piece ? given.pieces : [piece])) };
}

function nameIn(places: readonly ArgumentPlace[], made: CallReference, resolver: Resolver): Text | 'unknown' | undefined {
  for (const place of places) {
    const found = valueIn(place, made, undefined, resolver);
    if (found === 'unknown') return 'unknown';
    if (found !== 'absent') return resolver.text(found) ?? hole;
  }
  return undefined;
}
