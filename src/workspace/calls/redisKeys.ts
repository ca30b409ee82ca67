import { redisCommandTable } from '../../bindings/redisCommandTable.js';
import { place } from '../../facts/place.js';
import type { Located, RedisKey, Resolver } from '../known.js';
import { hole, plainNumber, plainText } from '../resolving/plainText.js';

/** The keys among a command's arguments in protocol order; one that cannot be read is a hole. */
export function redisKeys(command: string, args: readonly Located[], resolver: Resolver): RedisKey[] {
  return keyArguments(command, args, resolver).map(located => ({
    text: resolver.text(located) ?? hole,
    place: place(located.file, located.value.range),
  }));
}

function keyArguments(command: string, args: readonly Located[], resolver: Resolver): readonly Located[] {
  const spec = redisCommandTable[command];
  if (spec === undefined) return [];
  const { firstKey, lastKey, step, keyCount, keyword } = spec;
  if (keyword !== undefined) {
    const start = args.findIndex(each => plainText(each, resolver)?.toUpperCase() === keyword) + 1;
    return start === 0 ? [] : args.slice(start, start + Math.ceil((args.length - start) / 2));
  }
  if (keyCount !== undefined) {
    const counter = args[keyCount];
    // Where the count is unknown, what follows it is a key, if anything does.
    const count = (counter && plainNumber(counter, resolver)) ?? 1;
    const before = firstKey < keyCount ? args.slice(firstKey, firstKey + 1) : [];
    return [...before, ...every(args.slice(keyCount + 1, keyCount + 1 + count * step), step)];
  }
  if (firstKey < 0) return [];
  const end = lastKey < 0 ? args.length + lastKey : lastKey;
  // With a callback of an unknown name, or too few arguments, the first is still a key.
  return every(args.slice(firstKey, Math.max(end, firstKey) + 1), step);
}

function every(args: readonly Located[], step: number): readonly Located[] {
  return args.filter((_, index) => index % step === 0);
}
