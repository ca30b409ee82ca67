import type { DataSetReport, MatrixCell, NeedReport, ReportModel, ReportPlace, Source, UseReport } from '../../../src/features/report/reportModel.js';

/* Report models to render: a shop as it could be, and one whose every text is an attack. */

const scales: Readonly<Record<string, readonly string[]>> = {
  loss: ['ok', 'minutes', 'seconds', 'none'],
  read: ['eventual', 'session', 'strong', 'serializable'],
  write: ['blind', 'atomic', 'conditional', 'multi'],
  latency: ['batch', '<100ms', '<10ms', '<1ms'],
  expiry: ['none', 'late-ok', 'exact'],
};
const persistence: Source = { url: 'https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/', date: '2026-08' };
const replication: Source = { url: 'https://redis.io/docs/latest/operate/oss_and_stack/management/replication/', date: '2026-08' };
const consistency: Source = { url: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.ReadConsistency.html', date: '2026-09' };
const dynamo: Source = { url: 'https://cassandra.apache.org/doc/latest/cassandra/architecture/dynamo.html', date: '2026-08' };

const at = (file: string, line: number): ReportPlace => ({ file, start: line * 40, end: line * 40 + 12, line, column: 3, endLine: line, endColumn: 15 });
const use = (command: string, file: string, line: number): UseReport => ({ command, place: at(file, line) });
function need(axis: string, needed: string, given?: string): NeedReport {
  const scale = scales[axis] ?? [];
  const neededRank = scale.includes(needed) ? scale.indexOf(needed) : undefined;
  const givenRank = given !== undefined && scale.includes(given) ? scale.indexOf(given) : undefined;
  const isMet = given === undefined ? undefined : neededRank === undefined || givenRank === undefined ? given === needed : givenRank >= neededRank;
  return { axis, needed, given, isMet, neededRank, givenRank, scale };
}

const plain: Omit<DataSetReport, 'id' | 'name' | 'store' | 'verdict' | 'reason'> = {
  role: undefined, roleTitle: undefined, confidence: 0, isDeclared: false, votes: [], needs: [], reads: [], writes: [], expiry: undefined, related: [], keptIn: [], fits: [], findings: [], remedies: [], alternatives: [],
};

const order: DataSetReport = {
  ...plain,
  id: 'redis-order', name: 'order:*', store: 'redis', role: 'record', roleTitle: 'Record', confidence: 0.82, verdict: 'unfit', keptIn: ['redis'],
  reason: 'A record may lose nothing, but this Redis keeps the last snapshot only and may evict any key when memory is full.',
  votes: [
    { role: 'record', weight: 0.4, because: 'the name holds order' },
    { role: 'record', weight: 0.5, because: 'written without expiry at src/orders/orderStore.ts:14, read back without another source' },
    { role: 'cache', weight: 0.2, because: 'kept under one key as JSON' },
  ],
  needs: [need('loss', 'none', 'minutes'), need('read', 'strong', 'strong'), need('write', 'conditional', 'atomic'), need('latency', '<100ms', '<1ms'), need('expiry', 'none', 'none')],
  writes: [use('SET', 'src/orders/orderStore.ts', 14), use('DEL', 'src/orders/orderStore.ts', 31)],
  reads: [use('GET', 'src/orders/orderStore.ts', 22), use('GET', 'src/checkout/checkout.ts', 48)],
  expiry: 'none is set',
  related: [{ id: 'cassandra-ledger', name: 'shop.ledger' }],
  fits: [{
    deployment: 'redis', mode: 'redis-rdb', modeTitle: 'Redis with snapshots (RDB)', verdict: 'unfit', reason: 'A crash loses what was written since the last snapshot, minutes of acknowledged orders.',
    conditions: [
      { id: 'noeviction', text: 'maxmemory-policy is noeviction', state: 'unmet', because: 'docker-compose.yml:9 says allkeys-lru' },
      { id: 'backups', text: 'Backups or point-in-time recovery are on', state: 'open', because: undefined },
      { id: 'fits-memory', text: 'The data set fits memory', state: 'met', because: 'declared: 2 GB' },
    ],
    source: persistence,
  }],
  findings: [
    { rule: 'redis/durable-data', severity: 'error', message: 'order:* is a record, and redis may lose minutes of it. Keep it in a store that persists every write.', place: at('src/orders/orderStore.ts', 14) },
    { rule: 'redis/eviction-mismatch', severity: 'warning', message: 'allkeys-lru may evict orders when memory is full.', place: at('docker-compose.yml', 9) },
  ],
  remedies: [
    { kind: 'setting', text: 'appendonly yes, appendfsync always and maxmemory-policy noeviction, with a volume', latency: 'a disk write per write: 1 to 10 ms', cost: 'none', effort: 'an hour' },
    { kind: 'deployment', text: 'MemoryDB: the same commands on a durable log across zones', latency: 'single-digit ms per write', cost: 'about 1.5 times ElastiCache', effort: 'days: new endpoint, migration' },
    { kind: 'store', text: 'DynamoDB with conditional writes and point-in-time recovery', latency: 'single-digit ms', cost: 'per request; none when idle', effort: 'weeks: other client, other keys' },
  ],
  alternatives: [
    { store: 'redis', mode: 'memorydb', title: 'MemoryDB', verdict: 'conditional', reason: 'Acknowledged writes survive on a durable log.', conditions: ['the data set fits memory', 'snapshots are on'] },
    { store: 'dynamodb', mode: 'dynamodb', title: 'DynamoDB', verdict: 'fits', reason: 'Every acknowledged write is on three zones.', conditions: ['point-in-time recovery is on'] },
    { store: 'cassandra', mode: 'cassandra-quorum', title: 'Cassandra, QUORUM reads and writes', verdict: 'conditional', reason: 'Survives the loss of a replica; check-then-write needs a lightweight transaction.', conditions: ['replication factor 3', 'repair is scheduled'] },
  ],
};

const ledger: DataSetReport = {
  ...plain,
  id: 'cassandra-ledger', name: 'shop.ledger', store: 'cassandra', role: 'ledger', roleTitle: 'Ledger', confidence: 1, isDeclared: true, verdict: 'unmet', keptIn: ['cassandra'],
  reason: 'Written at ONE and read at ONE: with three replicas a read may miss what was just written.',
  needs: [need('loss', 'none', 'none'), need('read', 'strong', 'eventual')],
  writes: [use('INSERT', 'src/ledger/ledger.ts', 21)], reads: [use('SELECT', 'src/ledger/ledger.ts', 33)],
  findings: [{ rule: 'cassandra/non-overlapping-quorum', severity: 'warning', message: 'ONE and ONE do not overlap on three replicas.', place: at('src/ledger/ledger.ts', 33) }],
  fits: [{ deployment: 'cassandra', mode: 'cassandra-one', modeTitle: 'Cassandra, ONE', verdict: 'unmet', reason: 'Reads may be old.', conditions: [{ id: 'rf3', text: 'Replication factor of at least 3', state: 'met', because: 'schema.cql:1' }], source: dynamo }],
  remedies: [{ kind: 'setting', text: 'LOCAL_QUORUM for both', latency: 'the second-fastest replica', cost: 'none', effort: 'an hour' }],
  alternatives: [{ store: 'cassandra', mode: 'cassandra-quorum', title: 'Cassandra, QUORUM', verdict: 'conditional', reason: 'Reads and writes overlap.', conditions: ['repair is scheduled'] }],
};

const lock: DataSetReport = {
  ...plain,
  id: 'redis-lock', name: 'lock:checkout:*', store: 'redis', role: 'lock', roleTitle: 'Lock for efficiency', confidence: 0.91, verdict: 'unmet', keptIn: ['redis'],
  reason: 'The lock has no expiry: a process that ends while holding it blocks checkout for good.',
  needs: [need('loss', 'seconds', 'minutes'), need('read', 'strong', 'strong'), { ...need('expiry', 'exact', 'none'), less: { could: 'exact', because: 'no write gives it an expiry', place: at('src/checkout/checkoutLock.ts', 9) } }],
  writes: [use('SET', 'src/checkout/checkoutLock.ts', 8), use('DEL', 'src/checkout/checkoutLock.ts', 16)],
  findings: [{ rule: 'redis/lock-without-ttl', severity: 'error', message: 'The lock has no expiry.', place: at('src/checkout/checkoutLock.ts', 8) }],
  remedies: [{ kind: 'setting', text: "SET … 'NX', 'PX', 30000", latency: 'none', cost: 'none', effort: 'minutes' }],
};

const session: DataSetReport = {
  ...plain,
  id: 'redis-session', name: 'session:*', store: 'redis', role: 'session', roleTitle: 'Session', confidence: 0.95, verdict: 'conditional', keptIn: ['redis'], expiry: '30 minutes, at every write',
  reason: 'Fits if losing the sessions since the last snapshot is accepted: everybody logs in again.',
  needs: [need('loss', 'seconds', 'minutes'), need('read', 'session', 'strong'), need('write', 'atomic', 'atomic'), need('expiry', 'exact', 'exact')],
  writes: [use('SETEX', 'src/sessions/sessions.ts', 12)], reads: [use('GET', 'src/sessions/sessions.ts', 19)],
  fits: [{ deployment: 'redis', mode: 'redis-rdb', modeTitle: 'Redis with snapshots (RDB)', verdict: 'conditional', reason: 'One restart may log everyone out.', conditions: [{ id: 'loss-window', text: 'A loss window of minutes is acceptable', state: 'open', because: undefined }], source: persistence }],
};

const orders: DataSetReport = {
  ...plain,
  id: 'dynamodb-orders', name: 'orders-by-customer', store: 'dynamodb', role: 'record', roleTitle: 'Record', confidence: 0.74, verdict: 'fits', keptIn: ['OrdersTable'],
  reason: 'Every acknowledged write is durable, and the read after the write is strong.',
  needs: [need('loss', 'none', 'none'), need('read', 'session', 'strong')],
  writes: [use('PutItem', 'src/orders/history.ts', 9)], reads: [use('Query', 'src/orders/history.ts', 24)],
  fits: [{ deployment: 'OrdersTable', mode: 'dynamodb', modeTitle: 'DynamoDB', verdict: 'fits', reason: 'Every acknowledged write is on three zones.', conditions: [], source: consistency }],
};

const catalogue: DataSetReport = {
  ...plain,
  id: 'redis-product', name: 'cache:product:*', store: 'redis', role: 'cache', roleTitle: 'Cache', confidence: 0.97, verdict: 'fits', keptIn: ['redis'], expiry: '10 minutes',
  reason: 'Its source is Postgres; what is lost is loaded again.',
  needs: [need('loss', 'ok', 'minutes'), need('read', 'eventual', 'strong'), need('latency', '<1ms', '<1ms')],
  writes: [use('SET', 'src/catalogue/products.ts', 30)], reads: Array.from({ length: 15 }, (_, index) => use('GET', `src/pages/page${index + 1}.ts`, 7)),
};

const profile: DataSetReport = {
  ...plain,
  id: 'redis-profile', name: 'profile:{tenant}:*', store: 'redis', role: 'record', roleTitle: 'Record', confidence: 0.66, verdict: 'not-assessed',
  reason: 'No config of the Redis behind SESSION_REDIS_URL was found.',
  needs: [need('loss', 'none'), need('read', 'strong')],
  writes: [use('HSET', 'services/accounts/src/profile.ts', 18)],
};

const metrics: DataSetReport = { ...plain, id: 'redis-m', name: 'm:*', store: 'redis', verdict: 'not-assessed', reason: 'What it is for is not clear from its use.', reads: [use('MGET', 'src/ops/m.ts', 5)] };

const cell = (mode: string, verdict: MatrixCell['verdict'], reason: string, source: Source, ...conditions: string[]): MatrixCell => ({ mode, verdict, reason, source, conditions });

export const shop: ReportModel = {
  asOf: '2026-11',
  dataSets: [order, ledger, lock, session, profile, metrics, orders, catalogue],
  deployments: [
    { name: 'redis', product: 'Redis 7.4', mode: 'redis-rdb', modeTitle: 'Redis with snapshots (RDB)', environment: 'production', place: at('docker-compose.yml', 6), dataSets: ['order:*', 'lock:checkout:*', 'session:*', 'cache:product:*'],
      gives: [
        { what: 'Durability', text: 'a crash may lose minutes: snapshots only, by default', source: persistence },
        { what: 'Failover', text: 'none: a single instance', source: replication },
        { what: 'Eviction', text: 'any key when 256 MB are full (allkeys-lru)', source: undefined },
      ] },
    { name: 'OrdersTable', product: 'DynamoDB', mode: 'dynamodb', modeTitle: 'DynamoDB', environment: 'production', place: at('template.yaml', 12), dataSets: ['orders-by-customer'], gives: [{ what: 'Consistency', text: 'strong on request, on the table and its local indexes', source: consistency }] },
    { name: 'cassandra', product: 'Cassandra 5.0', mode: 'cassandra-one', modeTitle: 'Cassandra, ONE', environment: 'production', place: at('docker-compose.yml', 21), dataSets: ['shop.ledger'], gives: [] },
  ],
  services: [
    { name: '', dataSets: ['redis-order', 'redis-lock', 'redis-session', 'redis-product', 'dynamodb-orders', 'cassandra-ledger', 'redis-m'] },
    { name: 'services/accounts', dataSets: ['redis-profile', 'redis-session'] },
  ],
  matrix: {
    modes: [
      { id: 'redis-rdb', title: 'Redis with snapshots (RDB)', store: 'redis', isUsed: true },
      { id: 'redis-aof-everysec', title: 'Redis, AOF every second', store: 'redis', isUsed: false },
      { id: 'memorydb', title: 'MemoryDB', store: 'redis', isUsed: false },
      { id: 'dynamodb', title: 'DynamoDB', store: 'dynamodb', isUsed: true },
      { id: 'cassandra-one', title: 'Cassandra, ONE', store: 'cassandra', isUsed: true },
      { id: 'cassandra-quorum', title: 'Cassandra, QUORUM reads and writes', store: 'cassandra', isUsed: false },
    ],
    rows: [
      { role: 'record', title: 'Record', isUsed: true, cells: [
        cell('redis-rdb', 'unfit', 'Acknowledged writes of minutes can vanish.', persistence),
        cell('redis-aof-everysec', 'unfit', 'A second of acknowledged writes can vanish.', persistence),
        cell('memorydb', 'conditional', 'A durable log across zones.', persistence, 'the data set fits memory', 'snapshots are on'),
        cell('dynamodb', 'conditional', 'Durable on three zones.', consistency, 'point-in-time recovery is on'),
        cell('cassandra-one', 'unfit', 'A node lost before its hints takes writes with it.', dynamo),
        cell('cassandra-quorum', 'conditional', 'Survives the loss of a replica.', dynamo, 'replication factor 3', 'repair is scheduled'),
      ] },
      { role: 'session', title: 'Session', isUsed: true, cells: [
        cell('redis-rdb', 'conditional', 'A restart logs out those of the last minutes.', persistence, 'expiry on every key', 'a loss window of minutes is accepted'),
        cell('redis-aof-everysec', 'fits', 'A second of sessions at most.', persistence),
        cell('memorydb', 'fits', 'Nothing is lost.', persistence),
        cell('dynamodb', 'conditional', 'Expiry deletes late.', consistency, 'the expiry is checked in code'),
        cell('cassandra-one', 'unfit', 'An old session after a logout.', dynamo),
      ] },
      { role: 'cache', title: 'Cache', isUsed: true, cells: [
        cell('redis-rdb', 'fits', 'What is lost is loaded again.', persistence),
        cell('redis-aof-everysec', 'fits', 'What is lost is loaded again.', persistence),
        cell('memorydb', 'conditional', 'More durable than a cache needs.', persistence, 'the price is accepted'),
        cell('dynamodb', 'conditional', 'Milliseconds instead of microseconds.', consistency, 'the latency is accepted'),
        cell('cassandra-one', 'conditional', 'Milliseconds.', dynamo, 'the latency is accepted'),
        cell('cassandra-quorum', 'unfit', 'Pays for coordination that a cache does not need.', dynamo),
      ] },
      { role: 'flags', title: 'Feature flags', isUsed: false, cells: [
        cell('redis-rdb', 'conditional', 'Flags of the last minutes can be gone.', persistence, 'flags can be set again'),
        cell('redis-aof-everysec', 'fits', 'A flag is small and read often.', persistence),
        cell('memorydb', 'fits', 'A flag is small and read often.', persistence),
        cell('dynamodb', 'unfit', 'Each request would wait for a flag.', consistency),
      ] },
    ],
  },
  capabilities: [
    { title: 'Loss of a zone', cells: [
      { mode: 'redis-rdb', text: 'Only copied snapshots are left.', source: persistence },
      { mode: 'redis-aof-everysec', text: 'Only copied snapshots are left.', source: persistence },
      { mode: 'dynamodb', text: 'Two other zones have every write.', source: consistency },
    ] },
  ],
  comparison: [
    { heading: 'Data persistence', claims: [
      { store: 'redis', text: 'Persists by snapshots, an append-only file, or both; with appendfsync always each write is on disk before it is acknowledged.', corrects: 'Redis is in memory only and loses everything on a restart.', sources: [persistence, replication] },
      { store: 'dynamodb', text: 'Every acknowledged write is stored in three zones.', corrects: undefined, sources: [consistency] },
      { store: 'cassandra', text: 'A write is in the commit log of as many replicas as the consistency level says; the log is synced every ten seconds by default.', corrects: undefined, sources: [dynamo] },
    ] },
    { heading: 'Consistency', claims: [
      { store: 'all', text: 'All three can answer strongly; what differs is the price and the default.', corrects: undefined, sources: [consistency, dynamo] },
      { store: 'dynamodb', text: 'Serves strongly consistent reads and transactions.', corrects: 'Any application where strong consistency is not a concern can use DynamoDB, and no other.', sources: [consistency] },
    ] },
  ],
  fine: [
    { rule: 'redis/cache-without-ttl', dataSet: 'cache:product:*', place: at('src/catalogue/products.ts', 30), reason: 'Every key has an expiry.' },
    { rule: undefined, dataSet: 'orders-by-customer', place: undefined, reason: 'The eventual read of the order history follows no write of the same request.' },
  ],
  notAssessed: [
    { dataSet: 'profile:{tenant}:*', why: 'The deployment behind SESSION_REDIS_URL is not in this workspace.', declare: 'deployments: { accounts: { product: memorydb } }' },
    { dataSet: 'm:*', why: 'Its role is not clear from its use.', declare: 'datastore: role=counter' },
  ],
  assumptions: ['shop.ledger: replication factor 3, as schema.cql says; the consistency of other applications is not known.', 'docker-compose.yml is taken for production: it is the only config of redis.'],
};

/** What breaks out of HTML, SVG, attributes, Markdown, tables, links, fences and Mermaid, and what cannot be seen. */
export const attack = '</svg></style></title><script>alert(1)</script><img src=x onerror=alert(2)>" onmouseover="alert(3)\' `code` ```\n\n# heading\r\n| cell | [link](javascript:alert(4)) ![i](data:x) <javascript:alert(5)> --> %% end "]; click a href \u202Egnp.exe\u0000\uD800 &lt;';

/** Words the formats decide by; everything else in a model is text. */
const words = new Set(['verdict', 'severity', 'kind', 'state', 'axis']);

/** The model with the attack in each of its texts, the same text always the same way. */
export function hostile(model: ReportModel): ReportModel {
  const attacked = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return words.has(key) ? value : key === 'url' ? `javascript:alert('${value}')` : `${value}${attack}`;
    if (Array.isArray(value)) return value.map(one => attacked(one, key));
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, attacked(one, name)]));
    return value;
  };
  return attacked(model, '') as ReportModel;
}
