import type { CommandStyle } from '../../bindings/binding.js';
import { redisCommandTable } from '../../bindings/redisCommandTable.js';
import type { Range } from '../../facts/place.js';
import { beside } from '../resolving/frame.js';
import type { Known, Located, Resolver } from '../known.js';
import { plainNumber, plainText } from '../resolving/plainText.js';
import { redisOptions } from './redisOptions.js';
import { optionsFromObject } from './redisOptionsObject.js';
import { number, word } from './redisWords.js';

/** Arguments of a command. */
export interface Arguments {
  readonly given: readonly Located[];
  /** More may follow that cannot be seen: `...rest`. */
  readonly isOpen: boolean;
}

export interface ProtocolArguments extends Arguments {
  /** Options are given that could not be read. */
  readonly hasOpenOptions: boolean;
  /** The literal options object. */
  readonly optionsRange?: Range;
}

const CALLBACK_NAMES = /^(?:cb|callback|done|next)$/i;

/** What a call hands to the command: spreads opened, callbacks and version 4's `commandOptions(…)` taken off. */
export function givenArguments(args: readonly Located[], resolver: Resolver): Arguments {
  const given: Located[] = [];
  for (const [index, each] of args.entries()) {
    if (isCallback(each, index === args.length - 1, resolver)) break;
    if (each.value.kind !== 'spread') {
      if (index > 0 || !isCommandOptions(resolver.known(each))) given.push(each);
      continue;
    }
    const known = resolver.known(beside(each, each.value.value));
    if (known.is !== 'list') return { given, isOpen: true };
    given.push(...known.items);
    if (known.isOpen) return { given, isOpen: true };
  }
  return { given, isOpen: false };
}

function isCommandOptions(known: Known): boolean {
  return known.is === 'instance' && known.type === 'CommandOptions';
}

function isCallback(located: Located, isLast: boolean, resolver: Resolver): boolean {
  const { value } = located;
  if (value.kind === 'function') return true;
  if (value.kind !== 'name' && value.kind !== 'member') return false;
  const name = value.kind === 'name' ? value.name : value.property;
  const { is } = resolver.known(located);
  return is === 'function' || (isLast && is === 'unknown' && (CALLBACK_NAMES.test(name) || (value.kind === 'member' && name === 'print')));
}

/** The arguments of a command as the protocol has them, whatever the style of the client. */
export function protocolArguments(command: string, style: CommandStyle, args: Arguments, resolver: Resolver): ProtocolArguments {
  if (style === 'positional') return { ...flatten(args, pairs(command), resolver), hasOpenOptions: false };
  const { given, isOpen } = args;
  if (command.startsWith('EVAL') || command.startsWith('FCALL')) return scriptArguments(args, resolver);
  const spec = redisOptions[command];
  const place = objectPlace(command, spec?.object, given, resolver);
  const object = place === undefined ? undefined : given[place];
  if (spec === undefined || place === undefined || object === undefined || isPositional(given, object, resolver)) {
    return { ...arrange(command, args, resolver), hasOpenOptions: false };
  }
  const data = arrange(command, { given: given.slice(0, place), isOpen: false }, resolver);
  const read = optionsFromObject(object, spec, resolver);
  const from = spec.from === 'after keys' ? data.given.length : Math.min(spec.from, data.given.length);
  return {
    given: [...data.given.slice(0, from), ...read.words, ...data.given.slice(from)],
    isOpen: isOpen || data.isOpen,
    hasOpenOptions: read.isOpen,
    ...(read.range && object.file === read.range.file && { optionsRange: read.range }),
  };
}

/** One further back where the call says how many keys there are: `zunionstore(to, 2, keys, options)`. */
function objectPlace(command: string, place: number | undefined, given: readonly Located[], resolver: Resolver): number | undefined {
  const keyCount = redisCommandTable[command]?.keyCount;
  const counted = keyCount === undefined ? undefined : given[keyCount];
  return place !== undefined && counted && plainNumber(counted, resolver) !== undefined ? place + 1 : place;
}

/** Old forms and options that are single words: `set(k, v, 'EX', 60)` of versions 2 and 3, `expire(k, 60, 'NX')`. */
function isPositional(given: readonly Located[], object: Located, resolver: Resolver): boolean {
  const { is } = resolver.known(object);
  const [first] = given;
  const isOldRead = first !== undefined && ['COUNT', 'BLOCK', 'STREAMS', 'GROUP'].includes(plainText(first, resolver)?.toUpperCase() ?? '');
  return is === 'text' || is === 'number' || is === 'list' || isOldRead;
}

const PAIRS = new Set(['HSET', 'HMSET', 'MSET', 'MSETNX', 'XADD', 'HSETEX', 'MSETEX']);
/** What libraries call the parts of a member. */
const MEMBERS: Readonly<Record<string, readonly (readonly string[])[]>> = { ZADD: [['score'], ['value', 'member', 'element']], GEOADD: [['longitude'], ['latitude'], ['member']] };

/** How an object among the arguments stands in the protocol. */
type Unfold = (object: Extract<Known, { is: 'object' }>, at: Located) => readonly Located[] | undefined;

function pairs(command: string): Unfold {
  if (!PAIRS.has(command)) return () => undefined;
  return ({ properties }) => {
    const name = properties.get('key') ?? properties.get('field');
    const value = properties.get('value');
    // `mset([{ key: 'a', value: '1' }])`
    if (name && value && properties.size === 2) return [name, value];
    return [...properties].flatMap(([each, given]) => [word(each, given), given]);
  };
}

/** Lists, and objects as `unfold` says, become arguments of their own. */
function flatten(args: Arguments, unfold: Unfold, resolver: Resolver, depth = 0): Arguments {
  const given: Located[] = [];
  for (const each of args.given) {
    const known = resolver.known(each);
    if (known.is === 'list' && depth < 3) {
      const inner = flatten({ given: known.items, isOpen: known.isOpen }, unfold, resolver, depth + 1);
      given.push(...inner.given);
      if (inner.isOpen) return { given, isOpen: true };
    } else {
      const unfolded = known.is === 'object' ? unfold(known, each) : undefined;
      given.push(...(unfolded ?? [each]));
      if (known.is === 'object' && unfolded !== undefined && known.isOpen) return { given, isOpen: true };
    }
  }
  return { given, isOpen: args.isOpen };
}

function fields(parts: readonly (readonly string[])[]): Unfold {
  return ({ properties }) => {
    const values = parts.map(names => names.map(name => properties.get(name)).find(value => value !== undefined));
    return values.every(value => value !== undefined) ? values : undefined;
  };
}

/** node-redis's fixed parameters, in protocol order. */
function arrange(command: string, args: Arguments, resolver: Resolver): Arguments {
  if (command === 'XREAD' || command === 'XREADGROUP') return streamArguments(command, args, resolver);
  if (/^HP?EXPIRE(?:AT)?$/.test(command)) return fieldExpiry(args, resolver);
  const keyCount = redisCommandTable[command]?.keyCount;
  if (keyCount !== undefined) return countedArguments(command, keyCount, args, resolver);
  return unfolded(command, args, resolver);
}

/** Lists, members and pairs as arguments of their own. */
export function unfolded(command: string, args: Arguments, resolver: Resolver): Arguments {
  const members = MEMBERS[command];
  return flatten(args, members === undefined ? pairs(command) : fields(members), resolver);
}

/** `zUnionStore(to, keys)` → to, how many, keys. */
function countedArguments(command: string, place: number, args: Arguments, resolver: Resolver): Arguments {
  const counted = args.given[place];
  if (counted === undefined || plainNumber(counted, resolver) !== undefined) return flatten(args, pairs(command), resolver);
  const unfold: Unfold = PAIRS.has(command) ? pairs(command) : fields([['key']]);
  const keys = flatten({ given: [counted], isOpen: false }, unfold, resolver);
  const { is } = resolver.known(counted);
  const isSeen = !keys.isOpen && (is === 'list' || is === 'object' || is === 'text');
  const count = Math.floor(keys.given.length / (redisCommandTable[command]?.step ?? 1));
  const counter = isSeen ? number(count, counted) : counted;
  const rest = flatten({ given: args.given.slice(place + 1), isOpen: args.isOpen }, () => undefined, resolver);
  return { given: [...args.given.slice(0, place), counter, ...keys.given, ...rest.given], isOpen: rest.isOpen || keys.isOpen };
}

/** `hExpire(key, fields, seconds, mode)` → key, seconds, mode, FIELDS, how many, fields. */
function fieldExpiry(args: Arguments, resolver: Resolver): Arguments {
  const [key, names, time, ...mode] = args.given;
  if (key === undefined || names === undefined || time === undefined) return args;
  const list = flatten({ given: [names], isOpen: false }, () => undefined, resolver).given;
  return { given: [key, time, ...mode, word('FIELDS', names), number(list.length, names), ...list], isOpen: args.isOpen };
}

/** `xRead({ key, id })`, `xReadGroup(group, consumer, [{ key, id }])` → STREAMS, keys, ids. */
function streamArguments(command: string, args: Arguments, resolver: Resolver): Arguments {
  const place = command === 'XREAD' ? 0 : 2;
  const streams = args.given[place];
  const [first] = args.given;
  if (streams === undefined || first === undefined || isPositional(args.given, first, resolver) === (place === 0)) {
    return flatten(args, () => undefined, resolver);
  }
  const known = resolver.known(streams);
  const items = known.is === 'list' ? known.items : [streams];
  const each = items.map(item => resolver.known(item));
  const part = (name: string): Located[] => items.map((item, index) => {
    const of = each[index];
    return (of?.is === 'object' ? of.properties.get(name) : undefined) ?? item;
  });
  const group = place === 2 ? [word('GROUP', first), ...args.given.slice(0, 2)] : [];
  return { given: [...group, word('STREAMS', streams), ...part('key'), ...part('id')], isOpen: args.isOpen };
}

/** `eval(script, { keys, arguments })`, `invokeScript(script, { keys, args })`, `eval(script, keys, arguments)` → script, how many, keys, arguments. */
function scriptArguments(args: Arguments, resolver: Resolver): ProtocolArguments {
  const [script, second, third] = args.given;
  const known = second && resolver.known(second);
  if (script === undefined || second === undefined || (known?.is !== 'object' && known?.is !== 'list')) {
    return { ...flatten(args, () => undefined, resolver), hasOpenOptions: false };
  }
  const flat = (list: Located | undefined): Arguments =>
    (list === undefined ? { given: [], isOpen: known.is === 'object' ? known.isOpen : args.isOpen } : flatten({ given: [list], isOpen: false }, () => undefined, resolver));
  const keys = flat(known.is === 'list' ? second : known.properties.get('keys'));
  const values = flat(known.is === 'list' ? third : known.properties.get('arguments') ?? known.properties.get('args'));
  return { given: [script, number(keys.given.length, second), ...keys.given, ...values.given], isOpen: keys.isOpen || values.isOpen, hasOpenOptions: false };
}
