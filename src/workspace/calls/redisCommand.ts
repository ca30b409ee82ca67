import type { CommandStyle } from '../../bindings/binding.js';
import { redisCommandTable } from '../../bindings/redisCommandTable.js';
import type { Located, RedisCall, Resolver } from '../known.js';
import { plainText } from '../resolving/plainText.js';
import type { ProtocolArguments } from './redisArguments.js';
import { keyPrefixOf } from './keyPrefix.js';
import { redisKeys } from './redisKeys.js';
import { readOptions } from './redisOptions.js';
import { word } from './redisWords.js';
import { baseOf, type StoreCallInput } from './storeCallInput.js';

/** Where words stand that the method's name implies. */
export function atName(input: StoreCallInput): Located {
  return { value: { kind: 'text', text: input.name, range: input.nameRange }, file: input.call.file };
}

/** One command from its arguments in protocol order. */
export function toCall(input: StoreCallInput, called: string, style: CommandStyle, args: ProtocolArguments, resolver: Resolver): RedisCall {
  const [calledAs, own] = withSubcommand(called, args.given, resolver);
  const [command, given] = today(calledAs, own, atName(input));
  const read = readOptions(command, given, args.isOpen, resolver);
  const { argumentsRange } = input.call.call;
  const prefix = keyPrefixOf(input.on, resolver);
  const keys = redisKeys(command, given, resolver);
  const role = input.on.binding.types[input.on.type]?.role?.role;
  return {
    ...baseOf(input),
    kind: 'redis.command',
    command,
    calledAs,
    keys: prefix ? keys.map(key => ({ ...key, text: { is: 'text', pieces: [...prefix.pieces, ...key.text.pieces] } })) : keys,
    ...(role !== undefined && { role }),
    style,
    arguments: given,
    options: read.options,
    hasOpenOptions: args.hasOpenOptions || read.hasOpenOptions,
    ...(args.optionsRange && { optionsRange: args.optionsRange }),
    ...(argumentsRange && { argumentsRange }),
  };
}

/** `xgroup('CREATE', key, …)` is XGROUP CREATE. */
function withSubcommand(called: string, args: readonly Located[], resolver: Resolver): readonly [string, readonly Located[]] {
  const [first, ...rest] = args;
  const name = first && `${called} ${plainText(first, resolver)?.toUpperCase() ?? ''}`;
  return name !== undefined && Object.hasOwn(redisCommandTable, name) ? [name, rest] : [called, args];
}

/** Old commands that today are forms of another. */
function today(called: string, args: readonly Located[], at: Located): readonly [string, readonly Located[]] {
  const [key, second, third] = args;
  switch (called) {
    case 'SETEX':
    case 'PSETEX':
      if (key === undefined || second === undefined || third === undefined) return ['SET', args];
      return ['SET', [key, third, word(called === 'SETEX' ? 'EX' : 'PX', at), second, ...args.slice(3)]];
    case 'SETNX':
      return ['SET', [...args.slice(0, 2), word('NX', at)]];
    case 'HMSET':
      return ['HSET', args];
    default:
      return [called, args];
  }
}
