import { place, type Place } from '../facts/place.js';
import type { Value } from '../facts/code.js';
import type { FactOf } from '../facts/shape.js';
import type { redisCommand, redisLibrary } from '../facts/storeFacts.js';
import type { FactContext, WithPlaces } from './factContext.js';
import type { LibraryCall, Located, RedisCall } from './known.js';
import { template } from './known.js';
import { plainText } from './plainText.js';
import { expiryOf, namesOf, templateOf, writes } from './redisMeaning.js';
import type { View } from './view.js';

export type CommandFact = WithPlaces<FactOf<typeof redisCommand>>;

/** What follows a command in its function. */
export interface Later {
  isExpired(call: RedisCall): boolean;
  isDeleted(call: RedisCall): boolean;
}

export function redisFact(call: RedisCall, context: FactContext, later: Later, view: View): CommandFact {
  const [named] = namesOf(call, view);
  const key = named && templateOf(named.text);
  const expiry = expiryOf(call, view);
  const value = valueOf(call);
  const text = value && plainText(value, view.resolver);
  return {
    ...context.common(call),
    command: call.command,
    calledAs: call.calledAs,
    writes: writes(call),
    ...(key !== undefined && { key }),
    options: [...call.options.keys()],
    ...(expiry.has !== undefined && { hasTtl: expiry.has }),
    ...(expiry.seconds !== undefined && { ttlSeconds: expiry.seconds }),
    isExpiredLater: later.isExpired(call),
    isDeletedLater: later.isDeleted(call),
    ...(text !== undefined && { value: text }),
    ...(value && { valueForm: formOf(value.value) }),
    style: call.style,
    places: {
      ...context.placesOf(call),
      ...(named && { key: named.place }),
      ...(expiry.place && { ttl: expiry.place }),
      ...(value && { value: place(value.file, value.value.range) }),
      ...optionPlaces(call),
    },
  };
}

const valued = new Set(['SET', 'GETSET', 'APPEND', 'LPUSH', 'RPUSH', 'SADD', 'PUBLISH', 'SPUBLISH']);

function valueOf({ command, arguments: given }: RedisCall): Located | undefined {
  return valued.has(command) ? given[1] : undefined;
}

function formOf(value: Value): string {
  if (value.kind === 'text' || value.kind === 'number' || value.kind === 'boolean') return 'literal';
  if (value.kind === 'name') return 'name';
  return value.kind === 'call' ? 'call' : 'other';
}

/** `options` is the literal options object, `optionsEnd` the place after its last property. */
function optionPlaces({ optionsRange, at }: RedisCall): Readonly<Record<string, Place>> {
  if (!optionsRange) return {};
  const literal = at.call.arguments.find(({ range }) => range.start === optionsRange.start && range.end === optionsRange.end);
  const end = literal && endOfObject(literal);
  return { options: place(at.file, optionsRange), ...(end !== undefined && { optionsEnd: { file: at.file, start: end, end } }) };
}

/** After the last property of an object literal; after its opening brace where it has none. */
export function endOfObject(value: Value): number | undefined {
  if (value.kind !== 'object') return undefined;
  const ends = [...value.properties.map(({ range }) => range.end), ...value.spreads.map(({ range }) => range.end)];
  return ends.length > 0 ? Math.max(...ends) : value.range.start + 1;
}

export function libraryFact(call: LibraryCall, context: FactContext): WithPlaces<FactOf<typeof redisLibrary>> {
  const name = call.name && template(call.name);
  return {
    ...context.common(call),
    what: call.what,
    role: call.role,
    ...(name !== undefined && { name }),
    effect: call.effect,
    places: { ...context.placesOf(call), ...(call.client && { connection: call.client.place }) },
  };
}
