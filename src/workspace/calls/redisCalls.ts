import type { Command, CommandStyle, Method } from '../../bindings/binding.js';
import type { Located, RedisCall, Resolver } from '../known.js';
import { plainText } from '../resolving/plainText.js';
import { placedArguments } from './placedArguments.js';
import { givenArguments, protocolArguments, type Arguments, type ProtocolArguments } from './redisArguments.js';
import { unreadCommand } from '../known.js';
import { atName, toCall } from './redisCommand.js';
import { redisOptions } from './redisOptions.js';
import { optionsFromObject } from './redisOptionsObject.js';
import { scriptCalls } from './redisScripts.js';
import { word } from './redisWords.js';
import { argumentsOf, type StoreCallInput } from './storeCallInput.js';

/** A call of a method of a Redis client, as the commands that it sends. */
export function toRedisCalls(input: StoreCallInput, resolver: Resolver): RedisCall[] {
  const { method } = input;
  switch (method.does) {
    case 'command':
      return [command(input, method, resolver)];
    case 'commands':
      return method.commands.map(each => command(input, each, resolver));
    case 'raw-command':
      return rawCommands(input, method, resolver);
    case 'script':
      return script(input, method.style, resolver);
    case 'iterate':
      return [iteration(input, method, resolver)];
    case 'give':
      return listed(input, method, resolver);
    default:
      return [];
  }
}

function command(input: StoreCallInput, method: Command, resolver: Resolver): RedisCall {
  const { command: name, style, fixed = [], arguments: places } = method;
  if (places) return toCall(input, name, style, placedArguments(name, places, input, resolver), resolver);
  const ordered = protocolArguments(name, style, givenArguments(argumentsOf(input), resolver), resolver);
  const at = atName(input);
  const spec = redisOptions[name];
  const place = spec?.isLeading && typeof spec.from === 'number' ? spec.from : ordered.given.length;
  const words = fixed.map(text => word(text, at));
  return toCall(input, name, style, { ...ordered, given: ordered.given.toSpliced(place, 0, ...words) }, resolver);
}

function rawCommands(input: StoreCallInput, method: Extract<Method, { does: 'raw-command' }>, resolver: Resolver): RedisCall[] {
  const args = argumentsOf(input).slice(method.argument ?? 0);
  const [first] = args;
  if (first === undefined) return [];
  if (method.form === 'lists') return commandLists(input, first, resolver);
  const known = resolver.known(first);
  // Versions 2 and 3 took `sendCommand('GET', [key])`.
  const isList = method.form === 'list' && known.is === 'list';
  return rawCommand(input, isList ? { given: known.items, isOpen: known.isOpen } : givenArguments(args, resolver), resolver);
}

function rawCommand(input: StoreCallInput, args: Arguments, resolver: Resolver): RedisCall[] {
  const [name, ...given] = args.given;
  const command = name && plainText(name, resolver)?.trim().toUpperCase();
  const rest = { given, isOpen: args.isOpen };
  if (command === undefined || command === '') return name || args.isOpen ? [toCall(input, unreadCommand, 'positional', { ...rest, hasOpenOptions: true }, resolver)] : [];
  if (/^EVAL(?:SHA)?(?:_RO)?$/.test(command)) return runScript(input, command, protocolArguments(command, 'positional', rest, resolver), 'positional', resolver);
  return [toCall(input, command, 'positional', protocolArguments(command, 'positional', rest, resolver), resolver)];
}

function commandLists(input: StoreCallInput, lists: Located, resolver: Resolver): RedisCall[] {
  const known = resolver.known(lists);
  if (known.is !== 'list') return [];
  return known.items.flatMap(item => {
    const list = resolver.known(item);
    return list.is === 'list' ? rawCommand(input, { given: list.items, isOpen: list.isOpen }, resolver) : [];
  });
}

/** `pipeline([['set', 'a', 1]])` */
function listed(input: StoreCallInput, method: Extract<Method, { does: 'give' }>, resolver: Resolver): RedisCall[] {
  const via = input.on.binding.types[method.type]?.via;
  const [first] = argumentsOf(input);
  if (via === undefined || first === undefined) return [];
  return commandLists({ ...input, via, group: input.call.index }, first, resolver);
}

const SCRIPT_COMMANDS: Readonly<Record<string, string>> = { EVAL: 'EVAL', EVALSHA: 'EVALSHA', EVALRO: 'EVAL_RO', EVALSHARO: 'EVALSHA_RO' };

function script(input: StoreCallInput, style: CommandStyle, resolver: Resolver): RedisCall[] {
  const bare = input.name.replace(/Buffer$/, '').replaceAll('_', '').toUpperCase();
  const command = SCRIPT_COMMANDS[bare];
  if (command === undefined) return [definedCommand(input, style, resolver)];
  const args = protocolArguments(command, style, givenArguments(argumentsOf(input), resolver), resolver);
  return runScript(input, command, args, style, resolver);
}

/** A method that `defineCommand` made, or one of a script object: it sends EVALSHA with a script whose number of keys is not known here. */
function definedCommand(input: StoreCallInput, style: CommandStyle, resolver: Resolver): RedisCall {
  const { given, isOpen } = givenArguments(argumentsOf(input), resolver);
  const at = atName(input);
  if (style === 'own') return toCall(input, 'EVALSHA', style, protocolArguments('EVALSHA', style, { given: [at, ...given], isOpen }, resolver), resolver);
  const count: Located = { value: { kind: 'unknown', range: input.nameRange }, file: at.file };
  const call = toCall(input, 'EVALSHA', style, { given: [at, count, ...given], isOpen, hasOpenOptions: false }, resolver);
  return given.length === 0 ? { ...call, keys: [] } : call;
}

function runScript(input: StoreCallInput, command: string, args: ProtocolArguments, style: CommandStyle, resolver: Resolver): RedisCall[] {
  const group = input.group ?? input.call.index;
  const call = toCall({ ...input, group }, command, style, args, resolver);
  return [call, ...(command.startsWith('EVALSHA') ? [] : scriptCalls({ ...input, group }, args, resolver))];
}

/** `scanIterator({ MATCH })`, `hscanStream(key, { match })` */
function iteration(input: StoreCallInput, method: Extract<Method, { does: 'iterate' }>, resolver: Resolver): RedisCall {
  const args = argumentsOf(input);
  const key = method.key === undefined ? undefined : args[method.key];
  const options = args[method.options];
  const spec = redisOptions[method.command];
  const read = options && spec ? optionsFromObject(options, spec, resolver) : undefined;
  return toCall(input, method.command, input.on.binding.types[input.on.type]?.otherMethods ?? 'positional', {
    given: [...(key ? [key] : []), word('0', atName(input)), ...(read?.words ?? [])],
    isOpen: args.some(each => each.value.kind === 'spread'),
    hasOpenOptions: read?.isOpen ?? false,
    ...(read?.range?.file === input.call.file && { optionsRange: read.range }),
  }, resolver);
}
