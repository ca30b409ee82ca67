import { redisCommandTable } from '../../bindings/redisCommandTable.js';
import type { Located, Resolver } from '../known.js';
import { plainNumber, plainText } from '../resolving/plainText.js';

/** Which words a command takes as options, and where they may start. */
interface OptionWords {
  /** Among the arguments in protocol order; `after keys` where a count says how many keys come first. */
  readonly from: number | 'after keys';
  /** Where node-redis takes the options object; absent where it takes none. */
  readonly object?: number;
  readonly flags: readonly string[];
  /** Words followed by a value. */
  readonly values: readonly string[];
  /** Options come first: what is none of these words begins the data. */
  readonly isLeading?: true;
}

const NO_WORDS: readonly string[] = [];

function words(from: OptionWords['from'], object: number | undefined, flags: string, values = '', isLeading = false): OptionWords {
  return {
    from,
    ...(object !== undefined && { object }),
    flags: flags === '' ? NO_WORDS : flags.split(' '),
    values: values === '' ? NO_WORDS : values.split(' '),
    ...(isLeading && { isLeading }),
  };
}

const expireWords = words(2, undefined, 'NX XX GT LT');
const scanWords = words(2, 2, 'NOVALUES', 'MATCH COUNT');
const sortWords = words(1, 1, 'ASC DESC ALPHA', 'BY LIMIT GET STORE');
const unionWords = words('after keys', 1, 'WITHSCORES', 'WEIGHTS AGGREGATE');
const storeWords = words('after keys', 2, '', 'WEIGHTS AGGREGATE');
const popWords = words('after keys', 2, 'LEFT RIGHT MIN MAX', 'COUNT');
const radiusWords = words(4, undefined, 'WITHCOORD WITHDIST WITHHASH ANY ASC DESC', 'COUNT STORE STOREDIST');
const trims = 'MAXLEN MINID LIMIT';
const times = 'EX PX EXAT PXAT';
const matches = 'IFEQ IFNE IFDEQ IFDNE';

export const redisOptions: Readonly<Record<string, OptionWords>> = {
  SET: words(2, 2, 'NX XX GET KEEPTTL', `${times} ${matches}`),
  GETEX: words(1, 1, 'PERSIST', times),
  DELEX: words(1, 1, '', matches),
  MSETEX: words('after keys', 1, 'NX XX KEEPTTL', times),
  INCREX: words(1, 1, 'ENX PERSIST SATURATE', `BYINT BYFLOAT LBOUND UBOUND ${times}`),
  EXPIRE: expireWords,
  PEXPIRE: expireWords,
  EXPIREAT: expireWords,
  PEXPIREAT: expireWords,
  HEXPIRE: expireWords,
  HPEXPIRE: expireWords,
  HEXPIREAT: expireWords,
  HPEXPIREAT: expireWords,
  HSETEX: words(1, 2, 'FNX FXX KEEPTTL', times),
  HGETEX: words(1, 2, 'PERSIST', times),
  ZADD: words(1, 2, 'NX XX GT LT CH INCR', '', true),
  GEOADD: words(1, 2, 'NX XX CH', '', true),
  XADD: words(1, 3, 'NOMKSTREAM KEEPREF DELREF ACKED', trims, true),
  XTRIM: words(1, 3, 'KEEPREF DELREF ACKED', trims),
  XREAD: words(0, 1, '', 'COUNT BLOCK'),
  XREADGROUP: words(0, 3, 'NOACK', 'COUNT BLOCK CLAIM'),
  XRANGE: words(3, 3, '', 'COUNT'),
  XREVRANGE: words(3, 3, '', 'COUNT'),
  XPENDING: words(2, 5, '', 'IDLE'),
  XCLAIM: words(5, 5, 'FORCE JUSTID', 'IDLE TIME RETRYCOUNT LASTID'),
  XAUTOCLAIM: words(5, 5, 'JUSTID', 'COUNT'),
  'XGROUP CREATE': words(3, 3, 'MKSTREAM', 'ENTRIESREAD'),
  SCAN: words(1, 1, '', 'MATCH COUNT TYPE'),
  HSCAN: scanWords,
  SSCAN: scanWords,
  ZSCAN: scanWords,
  ZRANGE: words(3, 3, 'BYSCORE BYLEX REV WITHSCORES', 'LIMIT'),
  ZRANGESTORE: words(4, 4, 'BYSCORE BYLEX REV', 'LIMIT'),
  ZREVRANGE: words(3, undefined, 'WITHSCORES'),
  ZRANGEBYSCORE: words(3, 3, 'WITHSCORES', 'LIMIT'),
  ZREVRANGEBYSCORE: words(3, 3, 'WITHSCORES', 'LIMIT'),
  ZRANGEBYLEX: words(3, 3, '', 'LIMIT'),
  ZREVRANGEBYLEX: words(3, 3, '', 'LIMIT'),
  ZUNION: unionWords,
  ZINTER: unionWords,
  ZUNIONSTORE: storeWords,
  ZINTERSTORE: storeWords,
  LMPOP: popWords,
  ZMPOP: popWords,
  BLMPOP: words('after keys', 3, 'LEFT RIGHT', 'COUNT'),
  BZMPOP: words('after keys', 3, 'MIN MAX', 'COUNT'),
  SINTERCARD: words('after keys', undefined, '', 'LIMIT'),
  ZINTERCARD: words('after keys', undefined, '', 'LIMIT'),
  LPOS: words(2, 2, '', 'RANK COUNT MAXLEN'),
  LCS: words(2, 2, 'LEN IDX WITHMATCHLEN', 'MINMATCHLEN'),
  SORT: sortWords,
  SORT_RO: sortWords,
  COPY: words(2, 2, 'REPLACE', 'DB'),
  RESTORE: words(3, 3, 'REPLACE ABSTTL', 'IDLETIME FREQ'),
  MIGRATE: words(5, 5, 'COPY REPLACE', 'AUTH AUTH2 KEYS'),
  GEOSEARCH: words(1, 3, 'ASC DESC ANY WITHCOORD WITHDIST WITHHASH', 'FROMMEMBER FROMLONLAT BYRADIUS BYBOX COUNT'),
  GEORADIUS: words(5, undefined, radiusWords.flags.join(' '), radiusWords.values.join(' ')),
  GEORADIUSBYMEMBER: radiusWords,
  FLUSHALL: words(0, undefined, 'ASYNC SYNC'),
  FLUSHDB: words(0, undefined, 'ASYNC SYNC'),
  'SCRIPT FLUSH': words(0, undefined, 'ASYNC SYNC'),
  SHUTDOWN: words(0, undefined, 'NOSAVE SAVE NOW FORCE ABORT'),
  'JSON.SET': words(3, 3, 'NX XX'),
};

export interface ReadOptions {
  readonly options: ReadonlyMap<string, Located | true>;
  readonly hasOpenOptions: boolean;
}

/** What comes after these words is no option, whatever it says. */
const ENDS = new Set(['STREAMS', 'FIELDS']);

/** The options among a command's arguments in protocol order. `isOpen`: more arguments may follow that cannot be seen. */
export function readOptions(command: string, args: readonly Located[], isOpen: boolean, resolver: Resolver): ReadOptions {
  const options = new Map<string, Located | true>();
  const spec = redisOptions[command];
  if (spec === undefined) return { options, hasOpenOptions: false };
  const from = spec.from === 'after keys' ? afterKeys(command, args, resolver) : spec.from;
  if (from === undefined) return { options, hasOpenOptions: true };
  let hasOpenOptions = isOpen;
  for (let index = from; index < args.length; index++) {
    const argument = args[index];
    if (argument === undefined) break;
    const word = plainText(argument, resolver)?.toUpperCase();
    if (word !== undefined && spec.flags.includes(word)) options.set(word, true);
    else if (word !== undefined && spec.values.includes(word)) {
      if (isApproximation(args[index + 1], resolver)) index++;
      const value = args[++index];
      if (value === undefined) hasOpenOptions = true;
      else options.set(word, value);
    } else if (spec.isLeading || (word !== undefined && ENDS.has(word))) break;
    else if (word === undefined && mayBeOption(argument, resolver)) hasOpenOptions = true;
  }
  return { options, hasOpenOptions };
}

/** `MAXLEN ~ 1000` */
function isApproximation(located: Located | undefined, resolver: Resolver): boolean {
  const text = located && plainText(located, resolver);
  return text === '~' || text === '=';
}

function mayBeOption(located: Located, resolver: Resolver): boolean {
  const { is } = resolver.known(located);
  return is === 'unknown' || is === 'either' || is === 'text';
}

function afterKeys(command: string, args: readonly Located[], resolver: Resolver): number | undefined {
  const { keyCount, step = 1 } = redisCommandTable[command] ?? {};
  const counter = keyCount === undefined ? undefined : args[keyCount];
  const count = counter && plainNumber(counter, resolver);
  return keyCount === undefined || count === undefined ? undefined : keyCount + 1 + count * step;
}
