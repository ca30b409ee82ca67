import type { ArgumentPlace, Binding, CommandArgument, InstanceType, Meaning, Method } from './binding.js';
import { commandsByOtherNames } from './redisMethodNames.js';

/* Valkey GLIDE: lower-case names, lists for many, options in words (as published in @valkey/valkey-glide 2.5). */

const nothing: Method = { does: 'nothing' };

function at(argument: number, ...path: readonly string[]): { readonly at: ArgumentPlace } {
  return { at: { argument, path } };
}

function placed(command: string, ...places: readonly CommandArgument[]): Method {
  return { does: 'command', command, style: 'own', arguments: places };
}

function named(command: string, ...fixed: readonly string[]): Method {
  return { does: 'command', command, style: 'own', fixed };
}

const expires = (command: string): Method => placed(command, at(0), at(1), at(2, 'expireOption'));
const reads = (place: number): readonly CommandArgument[] => [
  { word: 'COUNT', ...at(place, 'count') }, { word: 'BLOCK', ...at(place, 'block') }, { flag: 'NOACK', ...at(place, 'noAck') }, 'STREAMS', { entries: { argument: place - 1 } },
];
const range = (...more: readonly CommandArgument[]): Method => placed(
  'ZRANGE', at(0), at(1, 'start'), at(1, 'end'), { ...at(1, 'type'), words: { byScore: 'BYSCORE', byLex: 'BYLEX' } }, { flag: 'REV', ...at(2, 'reverse') }, ...more,
);

/** Names of several words: as node-redis's, with a capital less (`xgroupCreate`). */
const byOtherNames = Object.fromEntries(Object.entries(commandsByOtherNames).map(([name, method]) =>
  [name.replace(/^[a-z][A-Z]/, start => start.toLowerCase()), { ...method, style: 'own' } as Method]));

const commands: Readonly<Record<string, Method>> = {
  ...byOtherNames,
  set: placed(
    'SET', at(0), at(1),
    { ...at(2, 'conditionalSet'), words: { onlyIfDoesNotExist: 'NX', onlyIfExists: 'XX', onlyIfEqual: 'IFEQ' } }, at(2, 'comparisonValue'),
    { flag: 'GET', ...at(2, 'returnOldValue') }, { ...at(2, 'expiry'), words: { keepExisting: 'KEEPTTL' } }, at(2, 'expiry', 'type'), at(2, 'expiry', 'count'),
  ),
  getex: placed('GETEX', at(0), { ...at(1, 'expiry'), words: { persist: 'PERSIST' } }, at(1, 'expiry', 'type'), at(1, 'expiry', 'duration'), at(1, 'expiry', 'count')),
  expire: expires('EXPIRE'),
  pexpire: expires('PEXPIRE'),
  expireAt: expires('EXPIREAT'),
  pexpireAt: expires('PEXPIREAT'),
  hexpire: placed('HEXPIRE', at(0), at(1), at(3, 'condition'), 'FIELDS', at(2)),
  hpexpire: placed('HPEXPIRE', at(0), at(1), at(3, 'condition'), 'FIELDS', at(2)),
  zadd: placed('ZADD', at(0), at(2, 'conditionalChange'), at(2, 'updateOptions'), { flag: 'CH', ...at(2, 'changed') }, at(1)),
  zaddIncr: placed('ZADD', at(0), 'INCR', at(3, 'conditionalChange'), at(2), at(1)),
  zrange: range(),
  zrangeWithScores: range('WITHSCORES'),
  zrangeStore: placed('ZRANGESTORE', at(0), at(1)),
  xadd: placed('XADD', at(0), at(2, 'trim', 'method'), at(2, 'trim', 'threshold'), at(2, 'id'), at(1)),
  xtrim: placed('XTRIM', at(0), at(1, 'method'), at(1, 'threshold')),
  xread: placed('XREAD', ...reads(1)),
  xreadgroup: placed('XREADGROUP', 'GROUP', at(0), at(1), ...reads(3)),
  xgroupCreate: placed('XGROUP CREATE', at(0), at(1), at(2), { flag: 'MKSTREAM', ...at(3, 'mkStream') }),
  xpendingWithOptions: placed('XPENDING', at(0), at(1)),
  xautoclaimJustId: named('XAUTOCLAIM', 'JUSTID'),
  hrandfieldCount: named('HRANDFIELD'),
  hrandfieldWithValues: named('HRANDFIELD', 'WITHVALUES'),
  zrandmemberWithCount: named('ZRANDMEMBER'),
  zrandmemberWithCountWithScores: named('ZRANDMEMBER', 'WITHSCORES'),
  bitfieldReadOnly: named('BITFIELD_RO'),
  sortReadOnly: named('SORT_RO'),
  publish: placed('PUBLISH', at(1), at(0)),
  subscribe: placed('SUBSCRIBE', at(0)),
  subscribeLazy: placed('SUBSCRIBE', at(0)),
  psubscribe: placed('PSUBSCRIBE', at(0)),
  psubscribeLazy: placed('PSUBSCRIBE', at(0)),
  invokeScript: named('EVALSHA'),
  fcall: placed('FCALL', at(0)),
  fcallReadonly: placed('FCALL_RO', at(0)),
  customCommand: { does: 'raw-command', form: 'list' },
};

function client(more: InstanceType): InstanceType {
  return {
    connection: { from: 'nodes', argument: 0, path: ['addresses'], options: 0 },
    otherMethods: 'own',
    ...more,
    methods: { ...commands, exec: { does: 'execute' }, close: nothing, getPubSubMessage: nothing, tryGetPubSubMessage: nothing },
  };
}

function gathers(via: 'pipeline' | 'transaction'): InstanceType {
  return { via, otherMethods: 'own', methods: commands };
}

function clientClass(gives: string): Meaning {
  return { is: 'class', gives, members: { createClient: { is: 'factory', gives } } };
}

/** `new Batch(true)` is a transaction; it is sent by a client's `exec`. */
const batch: Meaning = { is: 'class', gives: 'Transaction', instead: [{ at: { argument: 0 }, is: false, gives: 'Pipeline' }] };
const transaction: Meaning = { is: 'class', gives: 'Transaction' };

function constants(texts: Readonly<Record<string, string>>): Meaning {
  return { is: 'namespace', members: Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, { is: 'constant', text }])) };
}

export const valkeyGlide: Binding = {
  library: '@valkey/valkey-glide',
  store: 'redis',
  modules: ['@valkey/valkey-glide'],
  exports: {
    GlideClient: clientClass('GlideClient'),
    GlideClusterClient: clientClass('GlideClusterClient'),
    BaseClient: { is: 'type', gives: 'GlideClient' },
    Batch: batch,
    ClusterBatch: batch,
    Transaction: transaction,
    ClusterTransaction: transaction,
    TimeUnit: constants({ Seconds: 'EX', Milliseconds: 'PX', UnixSeconds: 'EXAT', UnixMilliseconds: 'PXAT' }),
    ExpireOptions: constants({ HasNoExpiry: 'NX', HasExistingExpiry: 'XX', NewExpiryGreaterThanCurrent: 'GT', NewExpiryLessThanCurrent: 'LT' }),
    ConditionalChange: constants({ ONLY_IF_EXISTS: 'XX', ONLY_IF_DOES_NOT_EXIST: 'NX' }),
    UpdateByScore: constants({ LESS_THAN: 'LT', GREATER_THAN: 'GT' }),
    ListDirection: constants({ LEFT: 'LEFT', RIGHT: 'RIGHT' }),
    FlushMode: constants({ SYNC: 'SYNC', ASYNC: 'ASYNC' }),
  },
  types: {
    GlideClient: client({}),
    GlideClusterClient: client({ isCluster: true }),
    Pipeline: gathers('pipeline'),
    Transaction: gathers('transaction'),
  },
};
