import type { Fact } from '../../facts/storeFacts.js';
import { keyspaceNamed, tableNamed, type CassandraSchema, type Keyspace } from '../deployments/cassandraSchemas.js';
import { isSameRow } from './cassandraKeys.js';
import type { StatementFact } from './cqlStatements.js';
import { isTestFile } from '../deployments/environments.js';
import { follows, type Flow } from '../flows/flows.js';
import type { CassandraCall } from '../known.js';
import type { View } from '../view.js';

/** What a common installation has where no schema tells. */
const assumed = 3;
/** Amazon Keyspaces keeps three copies, and writes them at LOCAL_QUORUM whatever is asked for. */
const kept = 3;

export interface CassandraPairsInput {
  readonly statements: readonly Pairing[];
  readonly flows: readonly Flow<CassandraCall>[];
  readonly schema: CassandraSchema;
  readonly view: View;
}

interface Pairing {
  readonly call: CassandraCall;
  readonly fact: StatementFact;
}

interface Candidate {
  readonly write: StatementFact;
  readonly counts: Counts;
  readonly samePath: boolean;
  readonly sameKey: boolean | undefined;
}

/**
 * Each read of a table with a write of keys not known to differ: one that runs before it on its path where there is one, best
 * of the same key; of several the one that the fewest replicas acknowledge. How many replicas that are follows from the
 * consistency in force and the keyspace's replication.
 */
export function cassandraPairs({ statements, flows, schema, view }: CassandraPairsInput): Fact[] {
  const facts: Fact[] = [];
  const used = statements.filter(({ call }) => !isTestFile(call.at.file));
  for (const read of used) {
    if (read.fact.command !== 'SELECT' || read.fact.table === undefined) continue;
    const before = callsBefore(read.call, flows);
    const candidates = used.filter(({ fact }) => fact.writes && fact.command !== 'BATCH' && isOneTable(fact, read.fact)).map((write): Candidate => ({
      write: write.fact,
      counts: replicasOf(write.fact, read.fact, schema),
      samePath: before.has(write.call),
      sameKey: isSameRow(write.call, read.call, view),
    }));
    const [chosen] = candidates.filter(({ sameKey }) => sameKey !== false).sort(byWeight);
    if (!chosen) continue;
    const { write, counts, samePath, sameKey } = chosen;
    facts.push({
      kind: 'cassandra.write-read',
      write,
      read: read.fact,
      samePath,
      ...(sameKey !== undefined && { sameKey }),
      ...(counts.write !== undefined && { writeReplicas: counts.write }),
      ...(counts.read !== undefined && { readReplicas: counts.read }),
      replicationFactor: counts.factor,
      replicationIsKnown: counts.isKnown,
      places: read.fact.places,
    });
  }
  return facts;
}

function isOneTable(a: StatementFact, b: StatementFact): boolean {
  return a.table === b.table && (a.keyspace ?? b.keyspace) === (b.keyspace ?? a.keyspace);
}

/** What runs before a statement in one run of a function. */
function callsBefore(read: CassandraCall, flows: readonly Flow<CassandraCall>[]): ReadonlySet<CassandraCall> {
  const found = new Set<CassandraCall>();
  for (const { code, steps } of flows) {
    for (const step of steps.filter(({ store }) => store === read)) {
      for (const other of steps) if (follows(code, other, step)) found.add(other.store);
    }
  }
  return found;
}

function byWeight(a: Candidate, b: Candidate): number {
  return Number(b.samePath) - Number(a.samePath) || Number(b.sameKey === true) - Number(a.sameKey === true)
    || (a.counts.write ?? Infinity) - (b.counts.write ?? Infinity) || Number(a.write.isConditional) - Number(b.write.isConditional);
}

interface Counts {
  readonly write: number | undefined;
  readonly read: number | undefined;
  readonly factor: number;
  readonly isKnown: boolean;
}

function replicasOf(write: StatementFact, read: StatementFact, schema: CassandraSchema): Counts {
  if (write.deployment?.product === 'keyspaces') {
    return { write: replicas('LOCAL_QUORUM', [kept], kept, kept), read: read.consistency === undefined ? undefined : replicas(read.consistency, [kept], kept, kept), factor: kept, isKnown: true };
  }
  const keyspace = keyspaceNamed(schema, tableNamed(schema, read.table ?? '', read.keyspace)?.keyspace ?? read.keyspace);
  const centers = centersOf(keyspace);
  const isLocal = isLocalLevel(write.consistency) && isLocalLevel(read.consistency);
  // Within one data centre a LOCAL level and EACH_QUORUM count its replicas alone; otherwise all of them count.
  const smallest = Math.min(...centers);
  const sum = centers.reduce((total, each) => total + each, 0);
  const factor = isLocal || centers.length === 1 ? smallest : sum;
  const count = (level: string | undefined): number | undefined => (level === undefined ? undefined : replicas(level, centers, smallest, sum));
  return { write: count(write.consistency), read: count(read.consistency), factor, isKnown: keyspace !== undefined && keyspace.dataCenters.size > 0 && !keyspace.isPartial };
}

function centersOf(keyspace: Keyspace | undefined): readonly number[] {
  const found = [...(keyspace?.dataCenters.values() ?? [])];
  return found.length > 0 ? found : [assumed];
}

function isLocalLevel(level: string | undefined): boolean {
  return level?.startsWith('LOCAL_') === true || level === 'EACH_QUORUM';
}

function replicas(level: string, centers: readonly number[], local: number, sum: number): number | undefined {
  const quorum = (of: number): number => Math.floor(of / 2) + 1;
  switch (level) {
    case 'ANY': return 0;
    case 'ONE': case 'LOCAL_ONE': return 1;
    case 'TWO': return 2;
    case 'THREE': return 3;
    case 'QUORUM': case 'SERIAL': return quorum(sum);
    case 'ALL': return sum;
    case 'LOCAL_QUORUM': case 'LOCAL_SERIAL': return quorum(local);
    case 'EACH_QUORUM': return centers.length === 1 ? quorum(local) : centers.reduce((total, each) => total + quorum(each), 0);
    default: return undefined;
  }
}
