import type { Severity } from './severity.js';

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
