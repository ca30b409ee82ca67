import type { Place } from './place.js';
import { defineShape, listOf, optional, type FactOf, type Shape } from './shape.js';

/*
 * What rules look at. Each shape is one word's definition; `places` beside it names what a rule can point to.
 * An absent optional field means unknown (see shape.ts). Vocabulary of values: decisions and rules/knowledge.
 */

/** What a data set must be given; values are those of `rules/knowledge/roles.yaml` (weakest first). */
export const needs = defineShape('Needs', {
  /** What may be lost in a crash or failover: `ok`, `minutes`, `seconds`, `none`. */
  loss: 'string?',
  /** `eventual`, `session`, `strong`, `serializable`. */
  read: 'string?',
  /** `blind`, `atomic`, `conditional`, `multi`. */
  write: 'string?',
  /** `none`, `late-ok`, `exact`. */
  expiry: 'string?',
  /** The largest failure that must be survived: `process`, `node`, `az`, `region`. */
  scope: 'string?',
  /** 99th percentile at the client: `batch`, `<100ms`, `<10ms`, `<1ms`. */
  latency: 'string?',
  /** Of messages: `at-most-once`, `at-least-once`, `+ordered`, `+replay`. */
  delivery: 'string?',
  /** How it is asked for: `key`, `key+range`, `rank`, `geo`, `secondary`, `ad-hoc`, `vector`. */
  access: 'string?',
  /** `one`, `dr`, `active-active`. */
  region: 'string?',
  /** How long it must be kept: `90d`. */
  retention: 'string?',
});

/** What the calls of one key template, table or channel hold together. */
export const dataSet = defineShape('DataSet', {
  /** `order:*`, a table's name, `env:TABLE_NAME`, a queue's or channel's name. */
  name: 'string',
  store: 'string',
  /** The table that config gives for `env:TABLE_NAME`. */
  resolved: 'string?',
  /** A role id, or `unknown`. */
  role: 'string',
  /** 0 to 1; below 0.5 the role is `unknown`. */
  confidence: 'double',
  /** The role that most speaks for, believed or not. */
  guess: 'string?',
  /** The role that its name alone suggests, or `unknown`; whatever else speaks. */
  nameRole: 'string',
  /** Declared by a `datastore:` comment or the config file. */
  isDeclared: 'bool',
  needs,
  /** Every command or operation used on it. */
  commands: 'list<string>',
  /** Some write gives it an expiry. */
  hasExpiry: 'bool?',
  /** Code that uses it also reads or writes another store (SQL, ORM, HTTP …) in the same function: a copy of something. */
  hasSource: 'bool?',
  /** Where it can be had again, as declared: `postgres.products`. */
  source: 'string?',
  /** As declared, in seconds. */
  declaredTtlSeconds: 'double?',
  declaredStalenessSeconds: 'double?',
  /** Some write removes what was there: DEL, UNLINK, DeleteItem. */
  isInvalidated: 'bool',
  /** Longest and shortest literal expiry, in seconds. */
  minTtlSeconds: 'double?',
  maxTtlSeconds: 'double?',
});

/** One configured store. */
export const deployment = defineShape('Deployment', {
  name: 'string',
  store: 'string',
  /** `redis`, `valkey`, `keydb`, `dragonfly`, `elasticache`, `elasticache-serverless`, `memorydb`, `dynamodb`, `dax`, `cassandra`, `scylladb`, `keyspaces`. */
  product: 'string',
  /** `redis` or `valkey` where a product has both. */
  engine: 'string?',
  /** Major and minor as a number: 7.2. */
  version: 'double?',
  /** `production`, or `development` for what is only for local work, tests or examples. */
  environment: 'string',
  isManaged: 'bool',
  /** `none`, `rdb`, `aof-no`, `aof-everysec`, `aof-always`; of a managed one `managed`. */
  persistence: 'string?',
  /** Its column of the fit matrix, `redis-aof-everysec`, `memorydb`: what rules/knowledge/modes.yaml tells of. */
  mode: 'string?',
  /** What a crash or failover may lose, from the capability table: `ok`, `minutes`, `seconds`, `none`. */
  loss: 'string?',
  /** `noeviction`, `allkeys-lru` … with the default of the product where nothing is set. */
  eviction: 'string?',
  evictionIsDefault: 'bool',
  /** Bytes; 0 when there is no limit. */
  maxmemory: 'double?',
  /** The data directory is on a volume that outlives the container. */
  hasVolume: 'bool?',
  /** A password, ACL file or user is required. */
  requiresAuth: 'bool?',
  /** Reachable from beyond the machine it runs on. */
  isPublished: 'bool?',
  /** A replica takes over by itself. */
  hasFailover: 'bool?',
  isMultiZone: 'bool?',
  /** Nodes or replicas that hold the same data. */
  copies: 'double?',
  /** Days that snapshots are kept; 0 for none. */
  snapshotDays: 'double?',
  /** Of a DynamoDB global table: the region that each item is written in, or `per-item`; as declared. */
  homeRegion: 'string?',
  /** Roles (confidence 0.5 or more, or declared) of the data sets kept in it. */
  roles: 'list<string>',
  /** Those of them whose data must not simply vanish, by the role or by declaration. */
  lasting: 'list<string>',
  /** Libraries that keep their own data in it: `bullmq`; `celery`, `sidekiq` and the like by the workers that config starts. */
  libraries: 'list<string>',
  /** Data sets that are known to be kept in it. */
  dataSets: 'list<string>',
  /** The indentation of what is added at the place `insert` (after a line break). */
  insertIndent: 'string?',
});

/** A client: one connection, as the code makes or receives it. */
export const client = defineShape('Client', {
  library: 'string',
  type: 'string',
  /** Major version from the nearest package.json. */
  libraryVersion: 'double?',
  /** The place that makes it is known. */
  isMade: 'bool',
  isCluster: 'bool?',
  /** `primary`, `replica`, `any`: where it may send reads. */
  readsFrom: 'string?',
  /** Something listens for its `error` event. */
  hasErrorListener: 'bool?',
  /** The variable or host it is told to connect to: `REDIS_URL`, `cache.example.org`. */
  address: 'string?',
  /** What tells which deployment it reaches: `declared` by the user, `host`, `environment`, `resource`, or `only` where there is no other. */
  linkedBy: 'string?',
  deployment: optional(deployment),
});

const codeContext = {
  library: 'string',
  /** Name of the enclosing function, '' at module level. */
  function: 'string',
  isAwaited: 'bool',
  inLoop: 'bool',
  /** A route handler, resolver, exported Lambda handler, message consumer, or within two steps of one. */
  inRequestPath: 'bool?',
  /** A script, job, migration or seed rather than a service. */
  inScript: 'bool',
  /** In test code: no use of the product. */
  inTest: 'bool',
  /** The same function also reads or writes another store (SQL, ORM, DynamoDB beside Redis …); unknown when it calls what cannot be followed. */
  usesOtherStore: 'bool?',
  /** `direct`, `pipeline`, `transaction`, `script`, `batch`. */
  via: 'string',
  resultIsIgnored: 'bool',
  resultEscapes: 'bool',
  /** Something is decided by the result. */
  resultIsTested: 'bool',
  /** Paths of properties read from the result. */
  resultProperties: 'list<string>',
  client: optional(client),
  dataset: optional(dataSet),
  deployment: optional(deployment),
} as const;

/** A command sent to Redis. Places: self, name, arguments, argumentsEnd, options, optionsEnd, key, ttl, value, write. */
export const redisCommand = defineShape('redis.command', {
  ...codeContext,
  /** Today's name: SETEX is SET. */
  command: 'string',
  calledAs: 'string',
  writes: 'bool',
  /** It gives back what is stored, and changes nothing: a replica may answer. */
  reads: 'bool',
  key: 'string?',
  /** Option words given: `NX`, `EX`. */
  options: 'list<string>',
  /** The call itself gives an expiry. */
  hasTtl: 'bool?',
  ttlSeconds: 'double?',
  /** An EXPIRE of the same key follows in the same function. */
  isExpiredLater: 'bool',
  /** `key` names the same data set as a DEL in the same function. */
  isDeletedLater: 'bool',
  /** What a pop took may be put back: the same key is pushed to later in the same function. */
  isPushedBack: 'bool',
  /** Of PUBLISH: what calls its function, or calls that, also keeps data, in Redis or another store. */
  isKeptByCallers: 'bool?',
  /** It reads what the same function has written before, of a key not known to be another. The write is the place `write`. */
  isWrittenBefore: 'bool',
  /** By what else the same function puts data into Redis: commands, and libraries' objects (`queue`). */
  writesBeside: 'list<string>',
  /** The text written, when it is a literal. */
  value: 'string?',
  /** How the value is written: `literal`, `name` (a variable: it can be written again), `call`, `other`. */
  valueForm: 'string?',
  /** How options are written for this client: `positional`, `options` or, by names of the library's own, `own`; `wrapper` where a function of the workspace is called that sends it. */
  style: 'string',
});

/** A library that keeps its own data in Redis. Places: self, name, connection. */
export const redisLibrary = defineShape('redis.library', {
  ...codeContext,
  what: 'string',
  role: 'string',
  name: 'string?',
  /** `make`, `write`, `read`. */
  effect: 'string',
});

/** A client that code makes. Places: self, name (what is called to make it), end (just after it). */
export const redisClient = defineShape('redis.client', {
  ...client.fields,
  /** `ioredis.Redis`, `redis.createClient`. */
  made: 'string',
});

/** SET NX, then the removal of the same key in the same function or class. `isCompared`: the value is compared before.
 * `isReleasedAlways`: nothing but the outcome of SET NX decides whether the removal runs; unknown across functions.
 * `guards`: the words of what is written in between, in whatever store: names of keys, tables and attributes; none across functions. */
export const redisAcquireRelease = defineShape('redis.acquire-release', { acquire: redisCommand, release: redisCommand, isCompared: 'bool', isReleasedAlways: 'bool?', guards: 'list<string>' });
/**
 * INCR, then EXPIRE of the same key. `isAtomic`: in one transaction or script. `isConditional`: EXPIRE runs only for some
 * results of INCR (`if (n === 1)`). `isDeleted`: something deletes the counter, anywhere.
 */
export const redisIncrementExpire = defineShape('redis.increment-expire', { increment: redisCommand, expire: redisCommand, isAtomic: 'bool', isConditional: 'bool?', isDeleted: 'bool' });
/**
 * A read of a key, then a write or removal of the same key. `isComputed`: what is written is made of what was read;
 * `isReckoned`: by adding or taking off. `decidedBy`: whether it runs hangs on what was read, `presence` (is there anything)
 * or `value` (it is compared). `isGuarded`: WATCH, or a lock, keeps others away.
 */
export const redisReadWrite = defineShape('redis.read-write', { read: redisCommand, write: redisCommand, isComputed: 'bool', isReckoned: 'bool', decidedBy: 'string?', isGuarded: 'bool' });
/** Two writes of one data set, one with an expiry and one that drops it. */
export const redisExpiryDropped = defineShape('redis.expiry-dropped', { expiring: redisCommand, plain: redisCommand, sameKey: 'bool' });

/** A configured Redis. Places: self, name, image, and each setting by its name (`appendonly`, `maxmemory-policy`, `SnapshotRetentionLimit`), volumes, ports
 * (those that other machines can reach), command, insert, uses (the first write or library object of each of its
 * data sets, in code, and workers beside it in config), lasting (those of them that must not simply vanish). */
export const redisDeployment = defineShape('redis.deployment', deployment.fields);

/**
 * A setting in which a Redis for development is not as the one for production. Places: those of the setting, else of the name:
 * self (in development), production.
 */
export const redisDifference = defineShape('redis.difference', {
  /** `eviction`, `persistence`, `version`. */
  setting: 'string',
  production: deployment,
  development: deployment,
  /** What each has, for people. */
  inProduction: 'string',
  inDevelopment: 'string',
  /** Of versions: commands that code sends and one of the two does not know yet. */
  missing: 'list<string>',
});

/** A DynamoDB table that config declares. Places: self, name, insert, uses (the first write, in code), and each setting by its path. */
export const dynamodbTable = defineShape('dynamodb.table', {
  name: 'string',
  tableName: 'string?',
  resource: 'string',
  environment: 'string',
  partitionKey: 'string?',
  sortKey: 'string?',
  ttlAttribute: 'string?',
  hasTtl: 'bool?',
  hasPointInTimeRecovery: 'bool?',
  /** An AWS Backup selection of the workspace takes it. */
  isBackedUp: 'bool?',
  globalIndexes: 'list<string>',
  localIndexes: 'list<string>',
  /** Regions that hold it. */
  replicas: 'double?',
  /** Of a global table: `EVENTUAL`, `STRONG`. */
  regionConsistency: 'string?',
  /** How the config is written: `yaml`, `json`. */
  syntax: 'string?',
  /** The indentation of what is added at the place `insert` (after a line break, in JSON a comma before it). */
  insertIndent: 'string?',
  dataset: optional(dataSet),
});

/** A request to DynamoDB. Places: self, name, input, inputEnd, and each property of the input by its name. */
export const dynamodbRequest = defineShape('dynamodb.request', {
  ...codeContext,
  operation: 'string',
  writes: 'bool',
  table: 'string?',
  index: 'string?',
  /** The index is a global one, by the table's declaration or, failing that, by its name. */
  indexIsGlobal: 'bool?',
  indexIsDeclared: 'bool?',
  consistentRead: 'bool?',
  hasCondition: 'bool?',
  hasFilter: 'bool?',
  /** A Limit is given, of whatever value, each time. */
  hasLimit: 'bool?',
  limit: 'double?',
  /** The key condition fixes the whole primary key: at most one item. */
  isSingleItem: 'bool?',
  /** A paginator, or a loop that follows LastEvaluatedKey, or a caller that is given it. */
  isPaginated: 'bool?',
  /** Of a Query's or Scan's result only the first item is looked at, or whether there is one. */
  usesOneItem: 'bool?',
  /**
   * What all items of a Query's or Scan's result are used for, as far as it is seen: `write` (each or all are written or
   * deleted), `sum`, `count` (by the request itself), `file`, `access` (they decide who may do what, by the names of table or function).
   */
  usedFor: 'list<string>',
  returnValues: 'string?',
  /** It goes through DAX, the cache in front of DynamoDB; false when the client is known and is none of DAX. */
  isDax: 'bool?',
  /** The result's expiry attribute is compared with the time, here or in a filter or condition. */
  checksExpiry: 'bool?',
  declaration: optional(dynamodbTable),
});

/** An attribute that a request writes. Places: self, name, value. */
export const dynamodbAttribute = defineShape('dynamodb.attribute', {
  name: 'string',
  /** How the value is made: `milliseconds`, `seconds`, `iso-text`, `text`, `number`, `unknown`. */
  form: 'string',
  /** It is the table's TTL attribute, by the table's declaration. */
  isTtl: 'bool?',
  request: dynamodbRequest,
});

/** A read, and the writes of the same table on one path with it. Places: those of the read. */
export const dynamodbRead = defineShape('dynamodb.read', {
  read: dynamodbRequest,
  /** The last write before it, of a key not known to differ. */
  writeBefore: optional(dynamodbRequest),
  /** `writeBefore` is of the same key. */
  sameKey: 'bool?',
  /** What is computed from it is written to the same table: `dynamodb.read-write` tells of it. */
  isWrittenBack: 'bool',
  /** A write of the same key, not computed from what is read, that is made or not by it: a put where nothing was found, or a change of an attribute that was compared. */
  decidedWrite: optional(dynamodbRequest),
  /** The attribute that was compared; absent when it was only asked whether there is an item. */
  decidedBy: 'string?',
  /** Some write of the table, wherever it stands, has a condition, or may have one. */
  tableHasConditions: 'bool',
});
/** A read whose result flows into a write of the same table. */
export const dynamodbReadWrite = defineShape('dynamodb.read-write', {
  read: dynamodbRequest,
  write: dynamodbRequest,
  /** Attributes whose new value is computed from what was read; `*` when the whole item is written back. */
  attributes: 'list<string>',
  sameKey: 'bool?',
});

export const cassandraTable = defineShape('cassandra.table', {
  name: 'string',
  keyspace: 'string?',
  partitionKey: 'list<string>',
  clusteringKey: 'list<string>',
  replicationFactor: 'double?',
  dataset: optional(dataSet),
});
export const cassandraKeyspace = defineShape('cassandra.keyspace', {
  name: 'string',
  strategy: 'string?',
  replicationFactor: 'double?',
  environment: 'string',
});

/** A CQL statement sent. Places: self, name, query, table, allowFiltering, options, consistency. */
export const cassandraStatement = defineShape('cassandra.statement', {
  ...codeContext,
  /** SELECT, INSERT … */
  command: 'string',
  writes: 'bool',
  table: 'string?',
  keyspace: 'string?',
  /** What is in force: the statement's option, else its profile's, the client's, the driver's default. */
  consistency: 'string?',
  /** `statement`, `profile`, `client`, `driver`, `declared` (by the user, where code does not tell). */
  consistencyFrom: 'string?',
  allowsFiltering: 'bool',
  /** The whole partition key is fixed by equality or IN. */
  fixesPartition: 'bool?',
  isConditional: 'bool',
  hasTtl: 'bool',
  isPrepared: 'bool?',
  declaration: optional(cassandraTable),
});
/** A write and a read of one table, of keys not known to differ. Replica counts follow from consistency and replication factor. */
export const cassandraWriteRead = defineShape('cassandra.write-read', {
  write: cassandraStatement,
  read: cassandraStatement,
  /** The write runs before the read in one run of one function (or of what it calls). */
  samePath: 'bool',
  sameKey: 'bool?',
  writeReplicas: 'double?',
  readReplicas: 'double?',
  replicationFactor: 'double?',
  /** The replication factor was found in a schema, not assumed. */
  replicationIsKnown: 'bool',
});

/** How what a data set needs meets what it is given: a cell of the fit matrix with its conditions checked. */
export const fit = defineShape('Fit', {
  mode: 'string?',
  /** The mode for people: `Redis, AOF every second`. */
  title: 'string',
  /** What the mode may lose. */
  loss: 'string?',
  /** `fits`, `conditional` (if conditions hold that could not be checked), `unmet` (one is known not to hold), `unfit`, `not-assessed`. */
  verdict: 'string',
  /** One sentence. */
  reason: 'string',
  /** The needs that are not met: `loss`, `read`, `access` … */
  axes: 'list<string>',
  /** Conditions by id, as rules/knowledge/fit.yaml has them. */
  met: 'list<string>',
  unmet: 'list<string>',
  open: 'list<string>',
  /** What shows that the first unmet one does not hold. */
  because: 'string',
  /** What code and config show for it, in words. */
  shown: 'string',
});

/** A data set in one deployment. Places: those of its first write (else its first use, else its table), writes (the others). */
export const designDataSet = defineShape('design.data-set', {
  dataset: dataSet,
  deployment: optional(deployment),
  client: optional(client),
  table: optional(dynamodbTable),
  isWritten: 'bool',
  writeCommands: 'list<string>',
  fit,
});

/** An address that code connects to and no config tells of, and all that is kept there. Places: those of the first client made for it, clients (the others). */
export const designEndpoint = defineShape('design.endpoint', {
  store: 'string',
  /** The variable or host; where none is known, all connections without one are taken for one. */
  address: 'string?',
  dataSets: listOf(dataSet),
});

export const shapes = {
  'redis.command': redisCommand,
  'redis.library': redisLibrary,
  'redis.client': redisClient,
  'redis.acquire-release': redisAcquireRelease,
  'redis.increment-expire': redisIncrementExpire,
  'redis.read-write': redisReadWrite,
  'redis.expiry-dropped': redisExpiryDropped,
  'redis.deployment': redisDeployment,
  'redis.difference': redisDifference,
  'dynamodb.table': dynamodbTable,
  'dynamodb.request': dynamodbRequest,
  'dynamodb.attribute': dynamodbAttribute,
  'dynamodb.read': dynamodbRead,
  'dynamodb.read-write': dynamodbReadWrite,
  'cassandra.table': cassandraTable,
  'cassandra.keyspace': cassandraKeyspace,
  'cassandra.statement': cassandraStatement,
  'cassandra.write-read': cassandraWriteRead,
  'design.data-set': designDataSet,
  'design.endpoint': designEndpoint,
} as const satisfies Record<string, Shape>;

export type FactKind = keyof typeof shapes;

/**
 * A fact as a rule meets it: the fields of its shape, and places that are not for conditions but for pointing.
 * Facts inside it (`fact.deployment`, `fact.read`) have places of their own: `deployment.appendonly`, `read.key`.
 */
export type Fact<K extends FactKind = FactKind> = { [P in K]: FactOf<(typeof shapes)[P]> & { readonly kind: P } & Placed }[K];

export interface Placed {
  readonly places: Readonly<Record<string, Place | readonly Place[]>>;
}

