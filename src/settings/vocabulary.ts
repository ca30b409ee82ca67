/* The words that config files, comments and `Metadata` may use. Their meaning is in rules/knowledge. */

/** Role ids, as decisions.md and rules/knowledge/roles.yaml have them. */
export const roles = [
  'cache', 'session', 'one-time-token', 'rate-limit', 'lock', 'lock-correct', 'leaderboard', 'counter', 'counter-exact', 'job-queue',
  'delayed-jobs', 'pub-sub', 'event-stream', 'idempotency', 'geo', 'time-series-hot', 'time-series', 'record', 'ledger', 'feature-store',
  'presence', 'search', 'flags', 'vector', 'marker',
] as const;

/** What a data set can need, weak to strong where there is an order. */
export const needValues = {
  loss: ['ok', 'minutes', 'seconds', 'none'],
  scope: ['process', 'node', 'az', 'region'],
  read: ['eventual', 'session', 'strong', 'serializable'],
  write: ['blind', 'atomic', 'conditional', 'multi'],
  latency: ['batch', '<100ms', '<10ms', '<1ms'],
  expiry: ['none', 'late-ok', 'exact'],
  delivery: ['at-most-once', 'at-least-once', '+ordered', '+replay'],
  access: ['key', 'key+range', 'rank', 'geo', 'secondary', 'ad-hoc', 'vector'],
  region: ['one', 'dr', 'active-active'],
} as const;

/** Ways to run a store (catalogue C.4); what each gives is in rules/knowledge/modes.yaml. */
export const deploymentModes = [
  'redis-none', 'redis-rdb', 'redis-aof-everysec', 'redis-aof-always', 'redis-sentinel', 'redis-cluster',
  'elasticache-single', 'elasticache-multi-az', 'elasticache-serverless', 'elasticache-durable-async', 'elasticache-durable-sync', 'memorydb',
  'dynamodb', 'dynamodb-dax', 'dynamodb-global-mrec', 'dynamodb-global-mrsc',
  'cassandra-one', 'cassandra-quorum', 'cassandra-serial', 'keyspaces',
] as const;
export type DeploymentMode = (typeof deploymentModes)[number];

export const stores = ['redis', 'dynamodb', 'cassandra'] as const;

/** The store that runs this way. */
export function storeOfMode(mode: DeploymentMode): (typeof stores)[number] {
  if (mode.startsWith('dynamodb')) return 'dynamodb';
  return mode.startsWith('cassandra') || mode === 'keyspaces' ? 'cassandra' : 'redis';
}

export const consistencyLevels = ['ANY', 'ONE', 'TWO', 'THREE', 'QUORUM', 'ALL', 'LOCAL_QUORUM', 'EACH_QUORUM', 'SERIAL', 'LOCAL_SERIAL', 'LOCAL_ONE'] as const;

/** `15m`, `90d`, `500ms`; a number alone is seconds. */
export const duration = /^\d{1,9}(?:ms|s|m|h|d|w|y)?$/;

const secondsIn: Readonly<Record<string, number>> = { ms: 0.001, '': 1, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 };

/** The seconds of a `duration`; undefined for what is none. */
export function secondsOf(text: string): number | undefined {
  const [, number, unit] = /^(\d{1,9})([a-z]*)$/.exec(text) ?? [];
  const factor = secondsIn[unit ?? '?'];
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}
