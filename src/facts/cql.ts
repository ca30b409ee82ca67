import type { Range } from './place.js';

/*
 * What one CQL statement says, as written: no schema is known here. A *hole* is a part of the text that the program
 * fills in when it runs (`${table}`, `%s`, `{{ keyspace }}`). Unknown is never "none": see `isPartial`.
 */

/** A name as Cassandra compares it: lower case, unless it was quoted. */
export interface CqlName {
  readonly name: string;
  readonly range: Range;
}

interface CqlAny {
  /** Without the `;`. */
  readonly range: Range;
  /** Undefined when not written, or a hole. */
  readonly keyspace: CqlName | undefined;
  /** The table that is read, written, declared, altered or indexed; undefined when it is a hole. */
  readonly table: CqlName | undefined;
  /** What is given was read, but more may be there: a hole may hide clauses, or something was not understood. */
  readonly isPartial: boolean;
  /** Some part is filled in by the program, inside a text literal too. */
  readonly hasHole: boolean;
}

export type CqlStatement =
  | CqlSelect
  | CqlInsert
  | CqlUpdate
  | CqlDelete
  | CqlBatch
  | CqlKeyspace
  | CqlCreateTable
  | CqlAlterTable
  | CqlCreateIndex
  | CqlCreateView
  | CqlCreateType
  | CqlDrop
  | CqlPlain;

export interface CqlSelect extends CqlAny {
  readonly kind: 'select';
  readonly selection: readonly CqlSelected[];
  readonly isDistinct: boolean;
  readonly isJson: boolean;
  readonly restrictions: readonly CqlRestriction[];
  readonly groupBy: readonly CqlValue[];
  readonly orderBy: readonly CqlOrder[];
  readonly limit: CqlValue | undefined;
  readonly perPartitionLimit: CqlValue | undefined;
  readonly allowFiltering: Range | undefined;
}

/** `count(*)` and `ttl(x)` are functions, `*` is the value `all`. */
export interface CqlSelected {
  readonly value: CqlValue;
  readonly alias: CqlName | undefined;
  readonly range: Range;
}

interface CqlWrite extends CqlAny {
  /** Ranges from `USING` or `AND` to the end of the value. */
  readonly usingTtl: CqlParameter | undefined;
  readonly usingTimestamp: CqlParameter | undefined;
  readonly ifNotExists: Range | undefined;
  readonly ifExists: Range | undefined;
}

export interface CqlParameter {
  readonly value: CqlValue;
  readonly range: Range;
}

export interface CqlInsert extends CqlWrite {
  readonly kind: 'insert';
  /** Undefined when a hole stands among them, and for `INSERT … JSON`. */
  readonly columns: readonly CqlName[] | undefined;
  readonly values: readonly CqlValue[];
  readonly json: CqlValue | undefined;
}

export interface CqlUpdate extends CqlWrite {
  readonly kind: 'update';
  readonly assignments: readonly CqlAssignment[];
  readonly restrictions: readonly CqlRestriction[];
  readonly conditions: CqlConditions | undefined;
}

export interface CqlDelete extends CqlWrite {
  readonly kind: 'delete';
  /** Columns, elements and fields; none when whole rows are deleted, a `hole` when the program names them. */
  readonly deleted: readonly CqlValue[];
  readonly restrictions: readonly CqlRestriction[];
  readonly conditions: CqlConditions | undefined;
}

/** `IF a = ? AND b > 1`, the word `IF` included in the range. */
export interface CqlConditions {
  readonly restrictions: readonly CqlRestriction[];
  readonly range: Range;
}

export interface CqlAssignment {
  readonly column: CqlName;
  /**
   * What the text alone tells: `c = c + 1` is an `increment`, `c = c + [x]` a `list-append`, `c = c + {x}` a `set-add`
   * (or a map's); `c = c + ?` is an `add`, and only the column's type says of what. `element` is `c[k] = v`, `field` `c.f = v`.
   */
  readonly operation:
    | 'plain'
    | 'increment'
    | 'decrement'
    | 'list-append'
    | 'list-prepend'
    | 'set-add'
    | 'add'
    | 'remove'
    | 'subtract'
    | 'element'
    | 'field';
  /** Without the column itself: of `c = c + ?` the marker. */
  readonly value: CqlValue;
  readonly range: Range;
}

export type CqlOperator =
  | '=' | '!=' | '<' | '>' | '<=' | '>=' | 'IN' | 'NOT IN' | 'CONTAINS' | 'CONTAINS KEY' | 'NOT CONTAINS' | 'NOT CONTAINS KEY'
  | 'LIKE' | 'IS NOT' | 'BETWEEN'; // prettier-ignore

export interface CqlRestriction {
  /** `c`, `c[k]`, `c.f`, `token(a, b)`, `(a, b)`, `expr(index, text)`. */
  readonly form: 'column' | 'element' | 'field' | 'token' | 'tuple' | 'index-expression';
  readonly columns: readonly CqlName[];
  readonly operator: CqlOperator;
  /** Of `IN (…)` and `BETWEEN` a tuple. */
  readonly value: CqlValue;
  readonly range: Range;
}

export type CqlValue = CqlValueOf & { readonly range: Range };
type CqlValueOf =
  /** `?`, and Spring's `?0`. */
  | { readonly kind: 'marker' }
  | { readonly kind: 'named-marker'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string; readonly hasHole: boolean }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'boolean'; readonly boolean: boolean }
  | { readonly kind: 'null' }
  /** A uuid, blob or duration, as written. */
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'column'; readonly name: string; readonly part: 'element' | 'field' | undefined }
  | { readonly kind: 'function'; readonly name: string; readonly arguments: readonly CqlValue[] }
  /** `cast(a AS int)`, `(int) ?`. */
  | { readonly kind: 'cast'; readonly type: string; readonly value: CqlValue }
  /** `{}` is a set; a vector is a list. */
  | { readonly kind: 'list' | 'set' | 'tuple'; readonly items: readonly CqlValue[] }
  /** A map, or with names as keys the value of a user-defined type. */
  | { readonly kind: 'map' | 'udt'; readonly entries: readonly { readonly key: CqlValue; readonly value: CqlValue }[] }
  | { readonly kind: 'arithmetic'; readonly operator: string; readonly left: CqlValue; readonly right: CqlValue }
  | { readonly kind: 'all' }
  | { readonly kind: 'hole' }
  /** `%s`, `${name}`, `{{ name }}` in the text itself: bound or pasted, the language or library says which. */
  | { readonly kind: 'format'; readonly text: string }
  /** Not written (yet), or not understood. */
  | { readonly kind: 'missing' };

export interface CqlOrder {
  readonly column: CqlName;
  readonly direction: 'asc' | 'desc';
  readonly annOf: CqlValue | undefined;
  readonly range: Range;
}

export interface CqlBatch extends CqlAny {
  readonly kind: 'batch';
  readonly type: 'logged' | 'unlogged' | 'counter';
  readonly usingTimestamp: CqlParameter | undefined;
  readonly statements: readonly CqlStatement[];
}

export interface CqlColumn extends CqlName {
  /** Without blanks but after commas, lower case where unquoted: `map<text, frozen<address>>`. */
  readonly type: string;
  readonly typeRange: Range;
  readonly isStatic: boolean;
}

export interface CqlKey {
  readonly partitionKey: readonly CqlName[];
  readonly clusteringKey: readonly CqlName[];
}

/** `name = value`, or an entry of a map. */
export interface CqlOption {
  /** Undefined for a map, a hole and the like. */
  readonly value: string | number | boolean | undefined;
  /** Of a map: its entries by their key as written. */
  readonly entries: Readonly<Record<string, CqlOption>> | undefined;
  readonly range: Range;
  readonly valueRange: Range;
}

export type CqlOptions = Readonly<Record<string, CqlOption>>;

export interface CqlKeyspace extends CqlAny {
  readonly kind: 'create-keyspace' | 'alter-keyspace';
  readonly replication: CqlReplication | undefined;
  readonly durableWrites: CqlOption | undefined;
  readonly options: CqlOptions;
  readonly ifNotExists: Range | undefined;
}

export interface CqlReplication {
  /** Without its Java package: `NetworkTopologyStrategy`. */
  readonly strategy: string | undefined;
  readonly replicationFactor: number | undefined;
  /** Data centre → number of replicas; those whose number is a hole are left out. */
  readonly dataCenters: Readonly<Record<string, number>>;
  readonly range: Range;
  readonly valueRange: Range;
}

export interface CqlCreateTable extends CqlAny, CqlKey {
  readonly kind: 'create-table';
  readonly columns: readonly CqlColumn[];
  readonly clusteringOrder: readonly CqlOrder[];
  readonly options: CqlOptions;
  readonly ifNotExists: Range | undefined;
}

export interface CqlAlterTable extends CqlAny {
  readonly kind: 'alter-table';
  readonly added: readonly CqlColumn[];
  readonly dropped: readonly CqlName[];
  readonly renamed: readonly { readonly from: CqlName; readonly to: CqlName }[];
  readonly options: CqlOptions;
}

export interface CqlCreateIndex extends CqlAny {
  readonly kind: 'create-index';
  readonly name: CqlName | undefined;
  readonly targets: readonly { readonly column: CqlName; readonly of: 'value' | 'keys' | 'values' | 'entries' | 'full' }[];
  readonly isCustom: boolean;
  /** The class or short name after `USING`, as written: `sai`, `StorageAttachedIndex`. */
  readonly using: CqlName | undefined;
  readonly options: CqlOptions;
  readonly ifNotExists: Range | undefined;
}

/** `table` is the base table, `name` the view. */
export interface CqlCreateView extends CqlAny, CqlKey {
  readonly kind: 'create-materialized-view';
  readonly name: CqlName | undefined;
  readonly selection: readonly CqlSelected[];
  readonly restrictions: readonly CqlRestriction[];
  readonly clusteringOrder: readonly CqlOrder[];
  readonly options: CqlOptions;
  readonly ifNotExists: Range | undefined;
}

export interface CqlCreateType extends CqlAny {
  readonly kind: 'create-type';
  readonly name: CqlName | undefined;
  readonly fields: readonly CqlColumn[];
  readonly ifNotExists: Range | undefined;
}

export interface CqlDrop extends CqlAny {
  readonly kind: 'drop';
  readonly what: 'table' | 'keyspace' | 'index' | 'type' | 'materialized-view' | 'other';
  /** Of a table `table` too, of a keyspace `keyspace` too. */
  readonly name: CqlName | undefined;
  readonly ifExists: Range | undefined;
}

/** `other`: a statement of CQL or cqlsh that nobody asks about (`GRANT`, `CREATE FUNCTION`, `CONSISTENCY`). */
export interface CqlPlain extends CqlAny {
  readonly kind: 'truncate' | 'use' | 'other' | 'unknown';
}

type WithoutFrame<S> = S extends CqlStatement ? Omit<S, 'range' | 'isPartial' | 'hasHole'> : never;
/** What the reader of one statement gives; `readStatement` adds the frame. */
export type CqlBody<K extends CqlStatement['kind'] = CqlStatement['kind']> = WithoutFrame<Extract<CqlStatement, { kind: K }>>;
