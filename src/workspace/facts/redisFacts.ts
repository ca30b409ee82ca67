import { place, type Place, type Range } from '../../facts/place.js';
import type { Value } from '../../facts/code.js';
import type { FactOf } from '../../facts/shape.js';
import type { Fact, redisLibrary } from '../../facts/storeFacts.js';
import type { FactContext, WithPlaces } from './factContext.js';
import type { LibraryCall, Located, RedisCall } from '../known.js';
import { template } from '../known.js';
import { plainText } from '../resolving/plainText.js';
import { expiryOf, namesOf, readsData, templateOf, writes } from './redisMeaning.js';
import type { View } from '../view.js';

export type CommandFact = Fact<'redis.command'>;

/** What runs before and after a command in its function. */
export interface Neighbours {
  isExpiredLater(call: RedisCall): boolean;
  isDeletedLater(call: RedisCall): boolean;
  /** Something is put into the same key again, later in the function. */
  isPushedBack(call: RedisCall): boolean;
  /** The last write before a read, of a key not known to be another. */
  writeBefore(call: RedisCall): RedisCall | undefined;
  /** By what else the function puts data into Redis: commands, objects of libraries. */
  writesBeside(call: RedisCall): readonly string[];
}

/** `own` is what the command says by itself: it outlives what it reaches. */
export function redisFact(call: RedisCall, own: OwnCommand, context: FactContext): CommandFact {
  return { ...own, ...context.reached(call), places: { ...own.places, ...context.placesReached(call) } };
}

export type OwnCommand = Omit<CommandFact, 'client' | 'dataset' | 'deployment'>;

export function ownCommand(call: RedisCall, context: FactContext, neighbours: Neighbours, view: View): OwnCommand {
  const [named] = namesOf(call, view);
  const key = named && templateOf(named.text);
  const expiry = expiryOf(call, view);
  const value = valueOf(call);
  const text = value && plainText(value, view.resolver);
  const keptByCallers = /^S?PUBLISH$/.test(call.command) ? context.areKeptByCallers(call) : undefined;
  const before = neighbours.writeBefore(call);
  return {
    kind: 'redis.command',
    ...context.own(call),
    command: call.command,
    calledAs: call.calledAs,
    writes: writes(call),
    reads: readsData(call) && !writes(call),
    ...(key !== undefined && { key }),
    options: [...call.options.keys()],
    ...(expiry.has !== undefined && { hasTtl: expiry.has }),
    ...(expiry.seconds !== undefined && { ttlSeconds: expiry.seconds }),
    isExpiredLater: neighbours.isExpiredLater(call),
    isDeletedLater: neighbours.isDeletedLater(call),
    isPushedBack: neighbours.isPushedBack(call),
    isWrittenBefore: before !== undefined,
    writesBeside: [...neighbours.writesBeside(call)],
    ...(keptByCallers !== undefined && { isKeptByCallers: keptByCallers }),
    ...(text !== undefined && { value: text }),
    ...(value && { valueForm: formOf(value.value) }),
    style: call.style,
    places: {
      ...context.ownPlaces(call),
      ...(named && { key: named.place }),
      ...(before && { write: place(before.at.file, before.nameRange) }),
      ...(expiry.place && { ttl: expiry.place }),
      ...(value && { value: place(value.file, value.value.range) }),
      ...optionPlaces(call),
      ...wordPlaces(call),
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

/** Each option by its word, where it is written: `'EX'` among the arguments, `EX: 60` in an object. */
function wordPlaces({ options, arguments: given, optionsRange, at }: RedisCall): Readonly<Record<string, Place>> {
  const places: Record<string, Place> = {};
  const add = (written: string, range: Range): void => {
    const word = written.toUpperCase();
    if (options.has(word)) places[word] ??= place(at.file, range);
  };
  const args = at.call.arguments;
  for (const { value, file } of given.slice(1)) if (file === at.file && value.kind === 'text' && args.includes(value)) add(value.text, value.range);
  const literal = optionsRange && args.find(({ range }) => range.start === optionsRange.start && range.end === optionsRange.end);
  for (const { name, value, range } of literal?.kind === 'object' ? literal.properties : []) add(value.kind === 'text' && !options.has(name.toUpperCase()) ? value.text : name, range);
  return places;
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
