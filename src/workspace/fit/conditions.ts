import { wordsOf } from '../../facts/words.js';
import { secondsOf } from '../../settings/vocabulary.js';
import { commandsOf, requestsOf, statementsOf, writesIt, type DeploymentFact, type Kept, type Use } from './uses.js';

/** What was found of a condition; undefined when code and config show nothing of it. */
export interface Checked {
  /** Undefined when only a part of it can be seen. */
  readonly holds: boolean | undefined;
  /** What shows it, as the rest of a sentence. */
  readonly because: string;
  /** The use that does. */
  readonly by?: Use;
}

export interface CheckInput extends Kept {
  /** The mode's loss is no more than what is needed, by its role or by declaration. */
  readonly lossIsAccepted: boolean | undefined;
}

type Check = (input: CheckInput) => Checked | undefined;

const met = (because: string): Checked => ({ holds: true, because });
const unmet = (because: string, by?: Use): Checked => ({ holds: false, because, ...(by && { by }) });

/** How long DAX keeps items and results unless its parameter group says otherwise. */
const daxSeconds = 300;
const periods = new Set(['minute', 'hour', 'day', 'date', 'week', 'month', 'year', 'bucket', 'period', 'shard']);
const evictable = new Set(['cache', 'presence', 'rate-limit', 'feature-store', 'vector', 'search', 'counter', 'leaderboard', 'geo', 'time-series-hot']);
/** They change what they keep by a script, a transaction or SET NX. */
const atomicLibraries = new Set(['redlock', 'rate-limiter-flexible']);

/** Conditions of the fit matrix that code and config can answer, by id; the others stay open. */
const checks: Readonly<Record<string, Check>> = {
  'expiry-and-policy': ({ dataset, deployment }) => {
    if (dataset.hasExpiry === false) return unmet('no write gives it an expiry');
    if (dataset.hasExpiry !== true || deployment?.eviction === undefined) return undefined;
    if (!evictable.has(dataset.role) && deployment.eviction.startsWith('allkeys') && mayEvict(deployment)) return unmet(`${deployment.eviction} may evict it before it expires`);
    return met(`it expires${lifetime(dataset.maxTtlSeconds)}, and ${deployment.name} has ${deployment.eviction}`);
  },
  noeviction: ({ deployment }) => {
    if (deployment?.eviction === undefined) return undefined;
    if (deployment.eviction === 'noeviction') return met(`${deployment.name} evicts nothing`);
    if (!deployment.isManaged && deployment.maxmemory === 0) return met(`${deployment.name} has no maxmemory, so nothing is evicted`);
    return unmet(`${deployment.name} evicts by ${deployment.eviction}`);
  },
  'loss-accepted': ({ dataset, lossIsAccepted }) => (lossIsAccepted === true ? met(`it needs no better than loss ${dataset.needs.loss ?? 'ok'}`) : undefined),
  rebuildable: ({ dataset }) => (dataset.hasSource === true ? met('another store is used beside it, so it can be made again') : undefined),
  'expiry-checked': kept => {
    const reads = requestsOf(kept).filter(({ operation }) => operation === 'GetItem' || operation === 'Query' || operation === 'BatchGetItem');
    const hasTtl = kept.table?.hasTtl ?? reads.find(({ declaration }) => declaration)?.declaration?.hasTtl;
    if (hasTtl === false) return met('the table deletes nothing by TTL');
    const trusting = reads.find(({ checksExpiry }) => checksExpiry === false);
    if (hasTtl === true && trusting) return unmet(`${trusting.operation} in ${trusting.function || 'module code'} takes an expired item for valid`, trusting);
    const isChecked = requestsOf(kept).some(({ checksExpiry }) => checksExpiry === true) && reads.every(({ checksExpiry }) => checksExpiry === true);
    return hasTtl === true && isChecked ? met('the expiry is compared with the time') : undefined;
  },
  'strong-reads': kept => {
    if (kept.dataset.store === 'redis') return primaryReads(kept);
    const reads = requestsOf(kept).filter(({ writes, indexIsGlobal }) => !writes && indexIsGlobal !== true);
    const eventual = reads.find(({ consistentRead, resultIsTested }) => consistentRead === false && resultIsTested);
    if (eventual) return unmet(`${eventual.operation} in ${eventual.function || 'module code'} decides by an eventual read`, eventual);
    return reads.length > 0 && reads.every(({ consistentRead }) => consistentRead === true) ? met('each read is consistent') : undefined;
  },
  atomic: kept => {
    const library = kept.uses.find(use => use.kind === 'redis.library' && atomicLibraries.has(use.library));
    if (library?.kind === 'redis.library') return met(`${library.library} does it in one step`);
    const command = commandsOf(kept).find(({ command: name, options, via }) => /^(?:H?INCR|DECR|ZINCRBY|GETDEL|SETNX|EVAL|FCALL)/.test(name) || options.includes('NX') || via === 'script' || via === 'transaction');
    if (command) return met(`${command.command}${command.options.includes('NX') ? ' NX' : ''} is one step`);
    const request = requestsOf(kept).find(({ writes, hasCondition, operation }) => writes && (hasCondition === true || operation === 'TransactWriteItems'));
    return request ? met(`${request.operation} is conditional`) : undefined;
  },
  backups: ({ table, deployment }) => {
    if (table) {
      if (table.hasPointInTimeRecovery === true) return met('point-in-time recovery is on');
      if (table.isBackedUp === true) return met('AWS Backup takes it');
      return table.hasPointInTimeRecovery === false ? unmet('point-in-time recovery is off') : undefined;
    }
    if (deployment?.snapshotDays === undefined) return undefined;
    return deployment.snapshotDays > 0 ? met(`snapshots are kept ${deployment.snapshotDays} days`) : unmet('no snapshots are kept');
  },
  replication: ({ keyspace }) => {
    if (!keyspace) return undefined;
    if (keyspace.strategy === 'SimpleStrategy') return unmet(`${keyspace.name} has SimpleStrategy`);
    if (keyspace.replicationFactor === undefined) return undefined;
    if (keyspace.replicationFactor >= 3) return { holds: undefined, because: `${keyspace.name} has ${keyspace.replicationFactor} replicas; whether repair runs is not shown` };
    return unmet(`${keyspace.name} has ${keyspace.replicationFactor} replica${keyspace.replicationFactor === 1 ? '' : 's'}`);
  },
  'partition-design': kept => {
    const bucket = statementsOf(kept).flatMap(({ declaration }) => (declaration && declaration.partitionKey.length > 1 ? declaration.partitionKey : [])).find(column => wordsOf(column).some(word => periods.has(word)));
    return bucket === undefined ? undefined : met(`partitions are split by ${bucket}`);
  },
  'through-dax': kept => {
    const around = requestsOf(kept).find(({ writes, isDax }) => writes && isDax === false);
    if (around) return unmet(`${around.operation} in ${around.function || 'module code'} goes around DAX`, around);
    const writers = requestsOf(kept).filter(({ writes }) => writes);
    if (writers.length === 0 || !writers.every(({ isDax }) => isDax === true)) return undefined;
    const { needs, declaredStalenessSeconds: allowed } = kept.dataset;
    if (allowed === undefined && needs.read === 'eventual') return met('each write goes through DAX, and eventual reads will do');
    if (allowed !== undefined && allowed >= daxSeconds) return met(`each write goes through DAX, and reads may be${lifetime(allowed).replace(/^ in/, '')} old`);
    return { holds: undefined, because: `each write goes through DAX; that reads may be ${allowed === undefined ? 'minutes' : 'five minutes'} old is not shown` };
  },
  'mrsc-limits': kept => {
    const { table } = kept;
    if (table?.hasTtl === true) return unmet('the table has a TTL');
    const [index] = table?.localIndexes ?? [];
    if (index !== undefined) return unmet(`${index} is a local secondary index`);
    const transaction = requestsOf(kept).find(({ operation, via }) => operation === 'TransactWriteItems' || operation === 'TransactGetItems' || via === 'transaction');
    if (transaction) return unmet(`${transaction.operation} in ${transaction.function || 'module code'} is part of a transaction`);
    return table?.hasTtl === false ? met('the table has neither TTL nor local index, and no transaction was found') : undefined;
  },
  'home-region': ({ deployment }) => {
    if (deployment?.homeRegion === undefined) return undefined;
    return met(deployment.homeRegion === 'per-item' ? 'each item has a home Region, as declared' : `all is written in ${deployment.homeRegion}, as declared`);
  },
  'kept-long-enough': ({ dataset, deployment }) => {
    const needed = secondsOf(dataset.needs.retention ?? '');
    const { hasExpiry, minTtlSeconds: min, maxTtlSeconds: max } = dataset;
    if (needed === undefined) return undefined;
    if (deployment && mayEvict(deployment) && (hasExpiry === true || deployment.eviction?.startsWith('allkeys') === true)) return unmet(`${deployment.eviction ?? ''} may evict it before its ${dataset.needs.retention ?? ''} are over`);
    if (hasExpiry === false) return met('nothing gives it an expiry');
    if (max !== undefined && max < needed) return unmet(`it expires${lifetime(max)}, and is to be kept ${dataset.needs.retention ?? ''}`);
    if (min !== undefined && min < needed) return { holds: undefined, because: `some of it expires${lifetime(min)}` };
    return min === undefined ? undefined : met(`it expires${lifetime(min)}`);
  },
  'fresh-enough': ({ dataset: { declaredStalenessSeconds: allowed, hasExpiry, minTtlSeconds: min, maxTtlSeconds: max, isInvalidated } }) => {
    if (allowed === undefined) return undefined;
    if (hasExpiry === true && max !== undefined && max <= allowed) return met(`it expires${lifetime(max)}`);
    if (isInvalidated) return { holds: undefined, because: 'something removes it; whether on every change of its source is not shown' };
    if (hasExpiry === false) return unmet('it never expires, and nothing removes it');
    return min !== undefined && min > allowed ? unmet(`it lives${lifetime(min).replace(/^ in/, '')}, and nothing removes it before`) : undefined;
  },
  'all-lwt': kept => {
    const writers = statementsOf(kept).filter(({ writes }) => writes);
    const plain = writers.find(({ isConditional }) => !isConditional);
    if (plain) return unmet(`${plain.command} in ${plain.function || 'module code'} is not conditional`, plain);
    return writers.length > 0 ? met('each write is conditional') : undefined;
  },
  acknowledge: kept => {
    const library = kept.uses.find(use => use.kind === 'redis.library');
    if (library) return met(`${library.library} acknowledges jobs and takes up stalled ones`);
    const names = new Set(commandsOf(kept).map(({ command }) => command));
    const safe = ['LMOVE', 'BLMOVE', 'RPOPLPUSH', 'BRPOPLPUSH', 'XREADGROUP', 'XACK'].find(name => names.has(name));
    if (safe !== undefined) return met(`${safe} keeps what is being worked on`);
    if (names.has('PUBLISH') && !names.has('XADD')) return unmet('PUBLISH keeps nothing for who is not connected');
    const lossy = ['BLPOP', 'BRPOP', 'LPOP', 'RPOP', 'SPOP', 'ZPOPMIN', 'BZPOPMIN'].find(name => names.has(name));
    return lossy === undefined ? undefined : unmet(`${lossy} removes the job before it is done`);
  },
};

export function check(id: string, input: CheckInput): Checked | undefined {
  return checks[id]?.(input);
}

/** It has a policy that evicts, and a limit at which it does. */
function mayEvict({ eviction, isManaged, maxmemory }: DeploymentFact): boolean {
  return eviction !== undefined && eviction !== 'noeviction' && (isManaged || maxmemory !== 0);
}

function primaryReads(kept: Kept): Checked | undefined {
  const from = commandsOf(kept).filter(use => !writesIt(use)).map(({ client }) => client?.readsFrom);
  if (from.some(each => each === 'replica' || each === 'any')) return unmet('its client may read from replicas');
  return from.length > 0 && from.every(each => each === 'primary') ? met('its client reads from the primary') : undefined;
}

export function lifetime(seconds: number | undefined): string {
  if (seconds === undefined) return '';
  if (seconds % 86400 === 0) return ` in ${seconds / 86400} d`;
  if (seconds % 3600 === 0) return ` in ${seconds / 3600} h`;
  return seconds % 60 === 0 && seconds > 60 ? ` in ${seconds / 60} min` : ` in ${seconds} s`;
}
