import type { Range } from './place.js';
import type { CqlStatement } from './cql.js';

/*
 * What config readers say of one file. A reader reports what is written, in the words of the format's own field
 * (redis.conf directive, CloudFormation property); defaults, joins and verdicts are the workspace's.
 */

/**
 * A setting as written. `value` is undefined when it is there but cannot be worked out (`!If`, a variable), or is a secret:
 * unknown, not absent. An empty password is ''. Where one is written more than once, the last place is given.
 */
export interface Setting {
  readonly value: string | number | boolean | undefined;
  /** The whole setting (key and value, or the directive's line). */
  readonly range: Range;
}
/**
 * By directive or property path (`PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled`, `Replicas.0.Region`; a list of
 * plain values is joined with commas, of a list of maps the count is given). A path whose parent stays open has only its parent, with value undefined; `*` is there
 * when anything else may be set too (an included file, a variable that holds flags). Ask with `settingAt`.
 */
export type Settings = Readonly<Record<string, Setting>>;

export interface ConfigFile {
  readonly kind: 'config';
  /** `cdk`: what code declares, as the resources of CloudFormation that it makes. */
  readonly format: 'compose' | 'redis-conf' | 'cloudformation' | 'serverless' | 'cql' | 'env' | 'cdk';
  readonly facts: readonly ConfigFact[];
  /** Comments that hold a word this tool reads. */
  readonly comments: readonly { readonly range: Range; readonly text: string }[];
  readonly incomplete: readonly string[];
  /** Of a template as a whole: what its `Metadata` says to this tool. */
  readonly metadata?: Settings;
}

export type ConfigFact =
  | RedisServer | RedisSettings | CassandraServer | DynamodbTableResource | DaxCluster | CqlSchema
  | EnvironmentVariable | QueueWorker | BackupSelection | KeyspacesResource;

interface Declared {
  /** The whole declaration: the compose service, the resource, the file. */
  readonly range: Range;
  /** What a reader of the file would call it: the service's or resource's name, else the file's. */
  readonly name: string;
  readonly nameRange: Range;
}

/**
 * A Redis-compatible server that a file declares: a compose service, an `AWS::ElastiCache::*` or `AWS::MemoryDB::*` resource.
 * `settings` are redis.conf directives for a self-run one (`appendonly`, `save`, `maxmemory-policy`, `requirepass` …, from its
 * command line; repeated `save` are joined with a space), CloudFormation properties for a managed one.
 */
export interface RedisServer extends Declared {
  readonly kind: 'redis.server';
  readonly product: 'redis' | 'valkey' | 'keydb' | 'dragonfly' | 'elasticache' | 'elasticache-serverless' | 'memorydb';
  /** `elasticache` only: a single cluster or a replication group. */
  readonly resource?: 'cluster' | 'replication-group';
  /** `redis` or `valkey`, where the product leaves it open. */
  readonly engine?: string;
  /** As far as it is said: `7`, `7.2.4`; from the image tag or `EngineVersion`. */
  readonly version?: string;
  readonly settings: Settings;
  /** Of a managed one: the parameter group's parameters, when the file declares that group; undefined when it names one elsewhere. */
  readonly parameters?: Settings;
  /** A parameter group is named (default groups `default.*` count as none). */
  readonly hasParameterGroup?: boolean;
  /** Names under which other services reach it: service name, container name, aliases; for a resource, its logical id. */
  readonly hosts: readonly string[];
  readonly container?: Container;
  /** The configuration file its command names: a path inside the container. Directives of the command line come after it. */
  readonly configFile?: { readonly path: string; readonly range: Range };
  /** `DeletionPolicy` and the like: attributes of the resource, beside its properties. */
  readonly attributes: Settings;
}

export interface Container {
  readonly image: string;
  readonly imageRange: Range;
  /** Where a setting could be added (a line break, the indentation, the key); undefined when the service has no lines of its own. */
  readonly insertAt?: { readonly offset: number; readonly indent: string };
  readonly volumes: readonly Volume[];
  readonly volumesRange?: Range;
  readonly ports: readonly PublishedPort[];
  readonly environment: Settings;
  /** Entry point and command, without passwords; `*` stands for what stays open. */
  readonly command?: { readonly range: Range; readonly words: readonly string[] };
  readonly restart?: Setting;
  readonly profiles: readonly string[];
  /** An application of the same file uses it, as far as the file says; else the file only brings up stores, as for local work. */
  readonly isUsed: boolean;
  /** Environment files it names (`env_file`), as written. */
  readonly environmentFiles: readonly string[];
}

export interface Volume {
  readonly type: 'bind' | 'volume' | 'anonymous' | 'tmpfs';
  /** The host's path as written, or the volume's name; undefined for an anonymous one. */
  readonly source?: string;
  readonly target: string;
  readonly range: Range;
}

export interface PublishedPort {
  readonly range: Range;
  /** The host's address: `127.0.0.1`, `0.0.0.0`, `*` when it stays open; undefined when not said, which means all of them. */
  readonly host?: string;
  readonly published?: string;
  readonly target: string;
}

/** A redis.conf (or valkey.conf) on its own: whoever mounts or copies it in owns it. */
export interface RedisSettings {
  readonly kind: 'redis.settings';
  readonly range: Range;
  readonly settings: Settings;
  /** Where a directive could be added, after a line break. */
  readonly insertAt: { readonly offset: number };
}

export interface CassandraServer extends Declared {
  readonly kind: 'cassandra.server';
  readonly product: 'cassandra' | 'scylladb' | 'dse';
  readonly version?: string;
  readonly hosts: readonly string[];
  readonly container?: Container;
}

/** `AWS::DynamoDB::Table`, `AWS::DynamoDB::GlobalTable`, `AWS::Serverless::SimpleTable`. */
export interface DynamodbTableResource extends Declared {
  readonly kind: 'dynamodb.table';
  readonly resource: 'table' | 'global-table' | 'simple-table';
  /** `TableName` when it can be worked out; `*` stands for what stays open (`${stage}-orders` → `*-orders`). */
  readonly tableName?: string;
  readonly partitionKey?: string;
  readonly sortKey?: string;
  readonly indexes: readonly { readonly name: string; readonly isGlobal: boolean; readonly partitionKey?: string; readonly sortKey?: string; readonly range: Range }[];
  /** The attribute of `TimeToLiveSpecification`, when enabled; `isUnknown` when it stays open. */
  readonly ttl?: { readonly attribute?: string; readonly isUnknown: boolean; readonly range: Range };
  /** Property paths as written: `BillingMode`, `PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled`, `DeletionProtectionEnabled`. */
  readonly settings: Settings;
  readonly attributes: Settings;
  /** Where the keys of its attributes and properties stand. */
  readonly keys: readonly { readonly name: string; readonly range: Range }[];
  /** Keys and values of `Tags`, where they can be worked out; where some cannot, `settings.Tags` is there with an unknown value. */
  readonly tags: Readonly<Record<string, string>>;
  readonly replicas: readonly string[];
  /** Where a property could be added under `Properties`: a line break (in JSON and in code a comma before it), the indentation, the property. */
  readonly insertAt?: { readonly offset: number; readonly indent: string };
  readonly syntax: 'yaml' | 'json' | 'typescript';
}

export interface DaxCluster extends Declared {
  readonly kind: 'dax.cluster';
  readonly settings: Settings;
}

/** The statements of a `.cql` file, or of CQL in a config (read by `readers/query/cql`). */
export interface CqlSchema {
  readonly kind: 'cql.schema';
  readonly range: Range;
  readonly statements: readonly CqlStatement[];
}

/**
 * A name given a value: in a compose service, a serverless or SAM function, a Lambda's `Environment`, an `.env` file.
 * Values never leave this fact except as what they resolve to; user info and passwords of URLs are cut out by the reader.
 */
export interface EnvironmentVariable {
  readonly kind: 'environment';
  readonly name: string;
  readonly range: Range;
  /** The service or function it is for; undefined for the whole file (`.env`, `provider.environment`, `Globals`). */
  readonly scope: string | undefined;
  /** Text with `*` for what stays open; undefined when nothing is known. */
  readonly value: string | undefined;
  /** The resource it comes from (`!Ref OrdersTable`, `!GetAtt Cache.RedisEndpoint.Address`): its logical id, the attribute, and the file if that is another. */
  readonly resource?: { readonly id: string; readonly attribute?: string; readonly file?: string };
}

/** A service that runs the worker of a queue library whose language is not read: `celery -A shop worker`. */
export interface QueueWorker extends Declared {
  readonly kind: 'queue.worker';
  /** `celery`, `rq`, `sidekiq`, `resque`. */
  readonly library: string;
  readonly commandRange: Range;
}

/** An AWS Backup selection: what it protects needs no point-in-time recovery of its own. */
export interface BackupSelection extends Declared {
  readonly kind: 'backup.selection';
  /** Logical ids or name patterns it selects; `tags` it selects by; `selectsAll` when it takes every resource of the account. */
  readonly resources: readonly string[];
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly selectsAll: boolean;
}

/** `AWS::Cassandra::Keyspace`, `AWS::Cassandra::Table`: Amazon Keyspaces. */
export interface KeyspacesResource extends Declared {
  readonly kind: 'keyspaces.resource';
  readonly resource: 'keyspace' | 'table';
  readonly keyspace?: string;
  readonly table?: string;
  readonly partitionKey: readonly string[];
  readonly clusteringKey: readonly string[];
  readonly settings: Settings;
  readonly attributes: Settings;
}
