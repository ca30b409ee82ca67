import type { Setting, Settings } from '../../facts/config.js';
import type { Range } from '../../facts/place.js';
import { isOpen } from './open.js';

/** Only a Redis-like server has these. */
export const redisOnly = new Set(`acl-pubsub-default acllog-max-len active-defrag-cycle-max active-defrag-cycle-min active-defrag-ignore-bytes
active-defrag-threshold-lower active-defrag-threshold-upper active-expire-effort active-replica activedefrag activerehashing always-show-logo
aof-load-truncated aof-rewrite-incremental-fsync aof-timestamp-enabled aof-use-rdb-preamble aof_rewrite_cpulist appenddirname appendfilename
appendfsync appendonly auto-aof-rewrite-min-size auto-aof-rewrite-percentage client-output-buffer-limit client-query-buffer-limit
close-on-replica-write cluster-allow-pubsubshard-when-down cluster-allow-reads-when-down cluster-allow-replica-migration
cluster-announce-bus-port cluster-announce-hostname cluster-announce-ip cluster-announce-port cluster-config-file cluster-enabled
cluster-link-sendbuf-limit cluster-migration-barrier cluster-node-timeout cluster-port cluster-preferred-endpoint-type
cluster-replica-no-failover cluster-replica-validity-factor cluster-require-full-coverage cluster-slave-validity-factor
crash-log-enabled crash-memcheck-enabled databases dbfilename dynamic-hz enable-debug-command enable-module-command
enable-protected-configs hash-max-listpack-entries hash-max-listpack-value hash-max-ziplist-entries hash-max-ziplist-value
hll-sparse-max-bytes io-threads io-threads-do-reads jemalloc-bg-thread latency-monitor-threshold latency-tracking
latency-tracking-info-percentiles lazyfree-lazy-eviction lazyfree-lazy-expire lazyfree-lazy-server-del lazyfree-lazy-user-del
lazyfree-lazy-user-flush lfu-decay-time lfu-log-factor list-compress-depth list-max-listpack-size list-max-ziplist-entries
list-max-ziplist-size list-max-ziplist-value loadmodule lua-time-limit masterauth masteruser maxclients maxmemory maxmemory-clients
maxmemory-eviction-tenacity maxmemory-policy maxmemory-samples min-replicas-max-lag min-replicas-to-write min-slaves-max-lag
min-slaves-to-write multi-master no-appendfsync-on-rewrite notify-keyspace-events oom-score-adj oom-score-adj-values
primaryauth primaryuser proc-title-template propagation-error-behavior protected-mode proto-max-bulk-len rdb-del-sync-files
rdb-save-incremental-fsync rdbchecksum rdbcompression rename-command repl-backlog-size repl-backlog-ttl repl-disable-tcp-nodelay
repl-diskless-load repl-diskless-sync repl-diskless-sync-delay repl-diskless-sync-max-replicas repl-diskless-sync-period
repl-ping-replica-period repl-ping-slave-period repl-timeout replica-announce-ip replica-announce-port replica-announced
replica-ignore-disk-write-errors replica-ignore-maxmemory replica-lazy-flush replica-priority replica-read-only replica-serve-stale-data
replicaof requirepass sanitize-dump-payload server_cpulist server-threads set-max-intset-entries set-max-listpack-entries
set-max-listpack-value shutdown-on-sigint shutdown-on-sigterm shutdown-timeout slave-announce-ip slave-announce-port slave-lazy-flush
slave-priority slave-read-only slave-serve-stale-data slaveof slowlog-log-slower-than slowlog-max-len stop-writes-on-bgsave-error
storage-provider stream-node-max-bytes stream-node-max-entries tls-auth-clients tls-ca-cert-dir tls-ca-cert-file tls-cert-file
tls-ciphersuites tls-client-cert-file tls-client-key-file tls-client-key-file-pass tls-cluster tls-dh-params-file tls-key-file
tls-key-file-pass tls-port tls-prefer-server-ciphers tls-protocols tls-replication tls-session-cache-size tls-session-cache-timeout
tls-session-caching tracking-table-max-keys unixsocketperm zset-max-listpack-entries zset-max-listpack-value zset-max-ziplist-entries
zset-max-ziplist-value`.split(/\s+/));

/** Other programs have these too. */
export const redisToo = new Set(`aclfile bind bind-source-addr bio_cpulist bgsave_cpulist daemonize dir hz include ignore-warnings
locale-collate logfile loglevel pidfile port save socket-mark-id supervised set-proc-title syslog-enabled syslog-facility syslog-ident
tcp-backlog tcp-keepalive timeout tls-ciphers unixsocket user vm-enabled`.split(/\s+/));

const secrets = new Set(['requirepass', 'masterauth', 'primaryauth', 'tls-key-file-pass', 'tls-client-key-file-pass']);
/** Each of these lines adds to the ones before. */
const additive = new Set(['user', 'rename-command', 'include', 'loadmodule', 'client-output-buffer-limit', 'acllog-max-len']);

/** Collects directives in the order they take effect: the last wins, `save` and a few others add up. */
export class Directives {
  private readonly settings = new Map<string, Setting>();

  add(directive: string, words: readonly string[], range: Range): void {
    const value = valueOf(directive, words);
    const before = this.settings.get(directive)?.value;
    this.settings.set(directive, { value: joined(directive, before, this.settings.has(directive), value), range });
  }

  /** What cannot be read may set anything: see `Settings`. */
  addUnknown(range: Range): void {
    this.settings.set('*', { value: undefined, range });
  }

  done(): Settings {
    return Object.fromEntries(this.settings);
  }
}

function joined(directive: string, before: Setting['value'], isRepeated: boolean, value: string | undefined): string | undefined {
  const adds = directive === 'save' ? value !== '' && before !== '' : additive.has(directive);
  if (!isRepeated || !adds) return value;
  return before === undefined || value === undefined ? undefined : `${String(before)}${directive === 'save' ? ' ' : '\n'}${value}`;
}

function valueOf(directive: string, words: readonly string[]): string | undefined {
  if (secrets.has(directive)) return words.join('') === '' ? '' : undefined;
  if (directive === 'user') return words.map(word => (/^[><#!]/.test(word) ? `${word.charAt(0)}*` : word)).join(' ').replace(/\uE000/g, '*');
  if (directive === 'rename-command') return `${words[0] ?? ''} ${words[1] === '' ? '""' : '*'}`;
  return words.some(isOpen) ? undefined : words.join(' ');
}
