import type { RedisCall } from '../known.js';
import { increments, removes, writesData } from '../facts/redisMeaning.js';

/*
 * What kind of value a key holds, by the commands that are sent to it, and which roles can be kept in it.
 */

type Form = 'string' | 'hash' | 'list' | 'set' | 'sorted-set' | 'stream' | 'channel' | 'places' | 'document';

const forms: readonly (readonly [Form, RegExp])[] = [
  ['string', /^(?:M?GET|M?SET|MSETNX|GET(?:SET|EX|DEL|RANGE)|SETRANGE|APPEND|STRLEN|(?:INCR|DECR)(?:BY|BYFLOAT)?)$/],
  ['hash', /^H(?!ELLO$)/],
  ['list', /^(?:[LR]PUSHX?|B?[LR]POP|B?L(?:MOVE|MPOP)|B?RPOPLPUSH|L(?:INDEX|INSERT|LEN|POS|RANGE|REM|SET|TRIM))$/],
  ['set', /^S(?:ADD|CARD|DIFF|INTER|ISMEMBER|MEMBERS|MISMEMBER|MOVE|POP|RANDMEMBER|REM|SCAN|UNION)/],
  ['sorted-set', /^B?Z/],
  ['stream', /^X/],
  ['channel', /^(?:S?PUBLISH|[PS]?SUBSCRIBE)$/],
  ['places', /^GEO/],
  ['document', /^JSON\./],
];

/** Where else a role is kept, no name makes it that. */
const keptIn: Readonly<Record<string, readonly Form[]>> = {
  'pub-sub': ['channel'],
  'event-stream': ['stream', 'list', 'sorted-set'],
  'job-queue': ['list', 'set', 'sorted-set', 'stream'],
  'delayed-jobs': ['list', 'sorted-set', 'stream'],
  'time-series': ['hash', 'list', 'sorted-set', 'stream', 'document'],
  leaderboard: ['sorted-set'],
  geo: ['places', 'sorted-set'],
  search: ['hash', 'set', 'sorted-set', 'document'],
};
const others: readonly Form[] = ['string', 'hash', 'list', 'set', 'sorted-set', 'document'];

/** The commands leave open that the data set has a role: a list may be a queue, a plain value is none; what is only set is not counted. */
export function mayBe(role: string, calls: readonly RedisCall[]): boolean {
  const used = new Set(calls.flatMap(({ command }) => forms.find(([, commands]) => commands.test(command))?.[0] ?? []));
  if (role === 'counter' && used.size > 0) return isCounted(calls);
  return used.size === 0 || (keptIn[role] ?? others).some(form => used.has(form));
}

/** As far as one can see who writes it. */
function isCounted(calls: readonly RedisCall[]): boolean {
  const writers = calls.filter(call => (writesData(call) && !removes(call)) || /^(?:EVAL|FCALL)/.test(call.command));
  return writers.length === 0 || writers.some(({ command }) => increments.has(command) || /^(?:ZINCRBY|PF|SETBIT|EVAL|FCALL)/.test(command));
}
