import type { Range } from '../../facts/place.js';
import { readLuaRedisCalls } from '../../readers/query/lua.js';
import type { Located, RedisCall, Resolver } from '../known.js';
import { plainNumber } from '../resolving/plainText.js';
import { protocolArguments, type ProtocolArguments } from './redisArguments.js';
import { toCall } from './redisCommand.js';
import type { StoreCallInput } from './storeCallInput.js';
import { writtenText } from '../resolving/writtenText.js';

/** The commands that a literal script sends; its `KEYS` and `ARGV` are the arguments of the call. */
export function scriptCalls(input: StoreCallInput, args: ProtocolArguments, resolver: Resolver): RedisCall[] {
  const [script, counter, ...rest] = args.given;
  const written = script && writtenText(script, resolver);
  if (written === undefined || written.hasHole) return [];
  const count = counter && plainNumber(counter, resolver);
  const isHere = written.place.file === input.call.file;
  return readLuaRedisCalls(written.text).calls.flatMap(call => {
    if (call.command === undefined) return [];
    const range = isHere ? written.toSource(call.range) : input.call.call.range;
    const given = call.args.map(text => argument(text, count, rest, range, input.call.file));
    const ordered = protocolArguments(call.command, 'positional', { given, isOpen: false }, resolver);
    return [{ ...toCall(input, call.command, 'positional', ordered, resolver), range, nameRange: range, via: 'script' as const }];
  });
}

/** `KEYS[1]`, `ARGV[2]`, `'NX'`, `60`; anything else is unknown. */
function argument(text: string, count: number | undefined, rest: readonly Located[], range: Range, file: string): Located {
  const [, list, number] = /^(KEYS|ARGV)\[(\d+)\]$/.exec(text) ?? [];
  const index = Number(number) - 1 + (list === 'ARGV' ? count ?? Number.NaN : 0);
  const given = list === undefined ? undefined : rest[index];
  if (given !== undefined) return given;
  const quoted = /^(['"])([^'"\\]*)\1$/.exec(text)?.[2];
  if (quoted !== undefined) return { value: { kind: 'text', text: quoted, range }, file };
  if (/^\d+$/.test(text)) return { value: { kind: 'number', number: Number(text), range }, file };
  return { value: { kind: 'unknown', range }, file };
}
