import type { Method } from './binding.js';

/*
 * Names of node-redis that are not the command's own name in camel case: subcommands (`xGroupCreate` = XGROUP CREATE) and
 * forms of a command with a fixed word (`zRangeWithScores` = ZRANGE … WITHSCORES). Each exists in capitals too, with `_`
 * between the parts: `ZRANGE_WITHSCORES`.
 */

/** Method name, command, words that the method adds. */
type Entry = readonly [name: string, command: string, ...fixed: string[]];

const subcommands: readonly Entry[] = [
  ['aclCat', 'ACL CAT'], ['aclDelUser', 'ACL DELUSER'], ['aclDryRun', 'ACL DRYRUN'], ['aclGenPass', 'ACL GENPASS'],
  ['aclGetUser', 'ACL GETUSER'], ['aclList', 'ACL LIST'], ['aclLoad', 'ACL LOAD'], ['aclLog', 'ACL LOG'],
  ['aclLogReset', 'ACL LOG', 'RESET'], ['aclSave', 'ACL SAVE'], ['aclSetUser', 'ACL SETUSER'], ['aclUsers', 'ACL USERS'],
  ['aclWhoAmI', 'ACL WHOAMI'],
  ['clientCaching', 'CLIENT CACHING'], ['clientGetName', 'CLIENT GETNAME'], ['clientGetRedir', 'CLIENT GETREDIR'],
  ['clientId', 'CLIENT ID'], ['clientInfo', 'CLIENT INFO'], ['clientKill', 'CLIENT KILL'], ['clientList', 'CLIENT LIST'],
  ['clientNoEvict', 'CLIENT NO-EVICT'], ['clientNoTouch', 'CLIENT NO-TOUCH'], ['clientPause', 'CLIENT PAUSE'],
  ['clientSetName', 'CLIENT SETNAME'], ['clientTracking', 'CLIENT TRACKING'], ['clientTrackingInfo', 'CLIENT TRACKINGINFO'],
  ['clientUnblock', 'CLIENT UNBLOCK'], ['clientUnpause', 'CLIENT UNPAUSE'],
  ['clusterAddSlots', 'CLUSTER ADDSLOTS'], ['clusterAddSlotsRange', 'CLUSTER ADDSLOTSRANGE'],
  ['clusterBumpEpoch', 'CLUSTER BUMPEPOCH'], ['clusterCountFailureReports', 'CLUSTER COUNT-FAILURE-REPORTS'],
  ['clusterCountKeysInSlot', 'CLUSTER COUNTKEYSINSLOT'], ['clusterDelSlots', 'CLUSTER DELSLOTS'],
  ['clusterDelSlotsRange', 'CLUSTER DELSLOTSRANGE'], ['clusterFailover', 'CLUSTER FAILOVER'],
  ['clusterFlushSlots', 'CLUSTER FLUSHSLOTS'], ['clusterForget', 'CLUSTER FORGET'],
  ['clusterGetKeysInSlot', 'CLUSTER GETKEYSINSLOT'], ['clusterInfo', 'CLUSTER INFO'], ['clusterKeySlot', 'CLUSTER KEYSLOT'],
  ['clusterLinks', 'CLUSTER LINKS'], ['clusterMeet', 'CLUSTER MEET'], ['clusterMyId', 'CLUSTER MYID'],
  ['clusterMyShardId', 'CLUSTER MYSHARDID'], ['clusterNodes', 'CLUSTER NODES'], ['clusterReplicas', 'CLUSTER REPLICAS'],
  ['clusterReplicate', 'CLUSTER REPLICATE'], ['clusterReset', 'CLUSTER RESET'], ['clusterSaveConfig', 'CLUSTER SAVECONFIG'],
  ['clusterSetConfigEpoch', 'CLUSTER SET-CONFIG-EPOCH'], ['clusterSetSlot', 'CLUSTER SETSLOT'], ['clusterSlots', 'CLUSTER SLOTS'],
  ['commandCount', 'COMMAND COUNT'], ['commandDocs', 'COMMAND DOCS'], ['commandGetKeys', 'COMMAND GETKEYS'],
  ['commandGetKeysAndFlags', 'COMMAND GETKEYSANDFLAGS'], ['commandInfo', 'COMMAND INFO'], ['commandList', 'COMMAND LIST'],
  ['configGet', 'CONFIG GET'], ['configResetStat', 'CONFIG RESETSTAT'], ['configRewrite', 'CONFIG REWRITE'],
  ['configSet', 'CONFIG SET'],
  ['functionDelete', 'FUNCTION DELETE'], ['functionDump', 'FUNCTION DUMP'], ['functionFlush', 'FUNCTION FLUSH'],
  ['functionKill', 'FUNCTION KILL'], ['functionList', 'FUNCTION LIST'], ['functionListWithCode', 'FUNCTION LIST', 'WITHCODE'],
  ['functionLoad', 'FUNCTION LOAD'], ['functionRestore', 'FUNCTION RESTORE'], ['functionStats', 'FUNCTION STATS'],
  ['latencyDoctor', 'LATENCY DOCTOR'], ['latencyGraph', 'LATENCY GRAPH'], ['latencyHistogram', 'LATENCY HISTOGRAM'],
  ['latencyHistory', 'LATENCY HISTORY'], ['latencyLatest', 'LATENCY LATEST'], ['latencyReset', 'LATENCY RESET'],
  ['memoryDoctor', 'MEMORY DOCTOR'], ['memoryMallocStats', 'MEMORY MALLOC-STATS'], ['memoryPurge', 'MEMORY PURGE'],
  ['memoryStats', 'MEMORY STATS'], ['memoryUsage', 'MEMORY USAGE'],
  ['moduleList', 'MODULE LIST'], ['moduleLoad', 'MODULE LOAD'], ['moduleUnload', 'MODULE UNLOAD'],
  ['objectEncoding', 'OBJECT ENCODING'], ['objectFreq', 'OBJECT FREQ'], ['objectIdleTime', 'OBJECT IDLETIME'],
  ['objectRefCount', 'OBJECT REFCOUNT'],
  ['pubSubChannels', 'PUBSUB CHANNELS'], ['pubSubNumPat', 'PUBSUB NUMPAT'], ['pubSubNumSub', 'PUBSUB NUMSUB'],
  ['pubSubShardChannels', 'PUBSUB SHARDCHANNELS'], ['pubSubShardNumSub', 'PUBSUB SHARDNUMSUB'],
  ['scriptDebug', 'SCRIPT DEBUG'], ['scriptExists', 'SCRIPT EXISTS'], ['scriptFlush', 'SCRIPT FLUSH'],
  ['scriptKill', 'SCRIPT KILL'], ['scriptLoad', 'SCRIPT LOAD'],
  ['xGroupCreate', 'XGROUP CREATE'], ['xGroupCreateConsumer', 'XGROUP CREATECONSUMER'],
  ['xGroupDelConsumer', 'XGROUP DELCONSUMER'], ['xGroupDestroy', 'XGROUP DESTROY'], ['xGroupSetId', 'XGROUP SETID'],
  ['xInfoConsumers', 'XINFO CONSUMERS'], ['xInfoGroups', 'XINFO GROUPS'], ['xInfoStream', 'XINFO STREAM'],
];

const forms: readonly Entry[] = [
  ['bitFieldRo', 'BITFIELD_RO'], ['fCallRo', 'FCALL_RO'], ['sortRo', 'SORT_RO'], ['sortStore', 'SORT'],
  ['geoRadiusRo', 'GEORADIUS_RO'], ['geoRadiusRoWith', 'GEORADIUS_RO'], ['geoRadiusStore', 'GEORADIUS'],
  ['geoRadiusWith', 'GEORADIUS'], ['geoRadiusByMemberRo', 'GEORADIUSBYMEMBER_RO'],
  ['geoRadiusByMemberRoWith', 'GEORADIUSBYMEMBER_RO'], ['geoRadiusByMemberStore', 'GEORADIUSBYMEMBER'],
  ['geoRadiusByMemberWith', 'GEORADIUSBYMEMBER'], ['geoSearchWith', 'GEOSEARCH'],
  ['hRandFieldCount', 'HRANDFIELD'], ['hRandFieldCountWithValues', 'HRANDFIELD', 'WITHVALUES'], ['hScanNoValues', 'HSCAN', 'NOVALUES'],
  ['lcsIdx', 'LCS', 'IDX'], ['lcsIdxWithMatchLen', 'LCS', 'IDX', 'WITHMATCHLEN'], ['lcsLen', 'LCS', 'LEN'],
  ['lPopCount', 'LPOP'], ['rPopCount', 'RPOP'], ['lPosCount', 'LPOS'], ['sPopCount', 'SPOP'], ['sRandMemberCount', 'SRANDMEMBER'],
  ['restoreAsking', 'RESTORE-ASKING'],
  ['vEmbRaw', 'VEMB', 'RAW'], ['vLinksWithScores', 'VLINKS', 'WITHSCORES'], ['vSimWithScores', 'VSIM', 'WITHSCORES'],
  ['xAddNoMkStream', 'XADD', 'NOMKSTREAM'], ['xAutoClaimJustId', 'XAUTOCLAIM', 'JUSTID'], ['xClaimJustId', 'XCLAIM', 'JUSTID'],
  ['xPendingRange', 'XPENDING'],
  ['zAddIncr', 'ZADD', 'INCR'], ['zDiffWithScores', 'ZDIFF', 'WITHSCORES'], ['zInterWithScores', 'ZINTER', 'WITHSCORES'],
  ['zPopMaxCount', 'ZPOPMAX'], ['zPopMinCount', 'ZPOPMIN'], ['zRandMemberCount', 'ZRANDMEMBER'],
  ['zRandMemberCountWithScores', 'ZRANDMEMBER', 'WITHSCORES'], ['zRangeWithScores', 'ZRANGE', 'WITHSCORES'],
  ['zRangeByScoreWithScores', 'ZRANGEBYSCORE', 'WITHSCORES'], ['zRankWithScore', 'ZRANK', 'WITHSCORE'],
  ['zRevRankWithScore', 'ZREVRANK', 'WITHSCORE'], ['zUnionWithScores', 'ZUNION', 'WITHSCORES'],
];

function method([, command, ...fixed]: Entry): Method {
  return { does: 'command', command, style: 'options', ...(fixed.length > 0 && { fixed }) };
}

export const commandsByOtherNames: Readonly<Record<string, Method>> = Object.fromEntries(
  [...subcommands, ...forms].map(entry => [entry[0], method(entry)] as const),
);

/**
 * The commands that node-redis 4 and later spell in lower case alone, being one word. Any other lower-case name is one of
 * versions 2 and 3, where arguments stand as in the protocol.
 */
export const oneWordNames: ReadonlySet<string> = new Set([
  'append', 'asking', 'auth', 'command', 'copy', 'decr', 'del', 'digest', 'dump', 'echo', 'eval', 'exists', 'expire', 'get',
  'hello', 'incr', 'info', 'keys', 'lcs', 'migrate', 'move', 'persist', 'ping', 'publish', 'readonly', 'rename', 'restore',
  'role', 'save', 'scan', 'set', 'shutdown', 'sort', 'subscribe', 'time', 'touch', 'ttl', 'type', 'unlink', 'unsubscribe', 'wait',
  'watch', 'unwatch',
]);
