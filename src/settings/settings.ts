import type { Severity } from './severity.js';

/** Role ids, as decisions.md and rules/knowledge/roles.yaml have them. */
export const roles = [
  'cache', 'session', 'one-time-token', 'rate-limit', 'lock', 'lock-correct', 'leaderboard', 'counter', 'counter-exact', 'job-queue',
  'delayed-jobs', 'pub-sub', 'event-stream', 'idempotency', 'geo', 'time-series-hot', 'time-series', 'record', 'ledger', 'feature-store',
  'presence', 'search', 'flags', 'vector', 'marker',
] as const;

/** What a data set can need. */
export const needValues = {
  loss: ['ok', 'minutes', 'seconds', 'none'],
  read: ['eventual', 'session', 'strong', 'serializable'],
  write: ['blind', 'atomic', 'conditional', 'multi'],
  expiry: ['none', 'late-ok', 'exact'],
} as const;

/** What a user may set, in `.datastore-review.yml` or in the editor. */
export interface Settings {
  /** Rule id or glob (`dynamodb/*`) → severity. An id wins over a glob, a longer glob over a shorter. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  readonly files: { readonly exclude: readonly string[] };
  /** What the user says a data set is; wins over what was inferred, field by field. */
  readonly datasets: readonly DataSetDeclaration[];
}

export interface DataSetDeclaration {
  readonly match: {
    readonly store?: 'redis' | 'dynamodb' | 'cassandra' | undefined;
    /** Globs over the data set's name: the key template, the table, the queue. */
    readonly key?: string | undefined;
    readonly table?: string | undefined;
    readonly entity?: string | undefined;
    readonly keyspace?: string | undefined;
    readonly queue?: string | undefined;
    readonly channel?: string | undefined;
    readonly stream?: string | undefined;
  };
  readonly role?: string | undefined;
  readonly needs: Readonly<Record<string, string>>;
}

export const defaultSettings: Settings = { rules: {}, files: { exclude: [] }, datasets: [] };
