import { redisCommandTable } from '../../bindings/redisCommandTable.js';
import { place, type Place } from '../../facts/place.js';
import type { Located, RedisCall, Text } from '../known.js';
import { template } from '../known.js';
import { numberOf } from '../flows/numbers.js';
import { remembered, type View } from '../view.js';

/*
 * What Redis commands do to keys and their expiry, from the command's documentation.
 */

export const expireCommands: ReadonlySet<string> = new Set(['EXPIRE', 'PEXPIRE', 'EXPIREAT', 'PEXPIREAT']);
const removing = new Set(['DEL', 'UNLINK', 'GETDEL', 'DELEX', 'DELIFEQ']);
const channelCommands = new Set(['PUBLISH', 'SPUBLISH', 'SUBSCRIBE', 'PSUBSCRIBE', 'SSUBSCRIBE', 'UNSUBSCRIBE', 'PUNSUBSCRIBE', 'SUNSUBSCRIBE']);
export const increments: ReadonlySet<string> = new Set(['INCR', 'INCRBY', 'INCRBYFLOAT', 'DECR', 'DECRBY', 'HINCRBY', 'HINCRBYFLOAT']);

/** EXPIRE and the like only change how long a key lives. */
export function writesData({ command }: RedisCall): boolean {
  if (command === 'PUBLISH' || command === 'SPUBLISH') return true;
  if (expireCommands.has(command) || command === 'PERSIST') return false;
  if (/^(?:EVAL|FCALL)/.test(command)) return false;
  return redisCommandTable[command]?.writes ?? false;
}

export function writes({ command }: RedisCall): boolean {
  return command === 'PUBLISH' || command === 'SPUBLISH' || (redisCommandTable[command]?.writes ?? false);
}

export function removes({ command }: RedisCall): boolean {
  return removing.has(command);
}

/** Gives nothing back that was stored: it writes, or tells about what is there. */
export function readsData(call: RedisCall): boolean {
  const entry = redisCommandTable[call.command];
  if (entry === undefined || entry.firstKey < 0) return false;
  return !entry.writes || ['GETDEL', 'GETEX', 'GETSET', 'LPOP', 'RPOP', 'SPOP'].includes(call.command);
}

export interface Expiry {
  /** Undefined when options are given that could not be read. */
  readonly has: boolean | undefined;
  readonly seconds: number | undefined;
  readonly place: Place | undefined;
}

/** The expiry that the call itself gives. */
export const expiryOf = remembered(findExpiry);

function findExpiry(call: RedisCall, view: View): Expiry {
  const { command, options, hasOpenOptions } = call;
  if (expireCommands.has(command)) {
    const value = call.arguments[1];
    const factor = command === 'EXPIRE' ? 1 : command === 'PEXPIRE' ? 1000 : undefined;
    return { has: true, seconds: secondsOf(value, factor, view), place: value && placeOf(value) };
  }
  for (const [word, factor] of [['EX', 1], ['PX', 1000], ['EXAT', undefined], ['PXAT', undefined]] as const) {
    const value = options.get(word);
    if (value === undefined) continue;
    return value === true ? { has: true, seconds: undefined, place: undefined } : { has: true, seconds: secondsOf(value, factor, view), place: placeOf(value) };
  }
  return { has: hasOpenOptions ? undefined : false, seconds: undefined, place: undefined };
}

function secondsOf(value: Located | undefined, factor: number | undefined, view: View): number | undefined {
  const number = value && factor !== undefined ? numberOf(value, view) : undefined;
  return number === undefined || factor === undefined ? undefined : number / factor;
}

function placeOf({ file, value }: Located): Place {
  return place(file, value.range);
}

/** What a call names: its keys, or the channel it speaks on, or the pattern it looks for. */
export interface Named {
  readonly text: Text;
  readonly place: Place;
  /** The value as written, where it is an argument. */
  readonly located: Located | undefined;
}

export const namesOf = remembered(findNames);

function findNames(call: RedisCall, view: View): readonly Named[] {
  if (call.keys.length > 0) {
    return call.keys.map(({ text, place: at }) => ({ text, place: at, located: call.arguments.find(({ file, value }) => file === at.file && value.range.start === at.start && value.range.end === at.end) }));
  }
  const given = channelCommands.has(call.command) || call.command === 'KEYS' ? call.arguments[0] : call.command === 'SCAN' ? call.options.get('MATCH') : undefined;
  if (given === undefined || given === true) return [];
  const text = view.resolver.text(given);
  return text ? [{ text, place: placeOf(given), located: given }] : [];
}

/** `order:*`; undefined when nothing of it is fixed. */
export function templateOf(text: Text): string | undefined {
  const name = template(text);
  return /[\p{L}\d]/u.test(name) ? name : undefined;
}
