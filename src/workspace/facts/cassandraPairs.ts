import type { Fact } from '../../facts/storeFacts.js';
import { keyspaceNamed, tableNamed, type CassandraSchema, type Keyspace } from '../deployments/cassandraSchemas.js';
import type { StatementFact } from './cqlStatements.js';
import { isTestFile } from '../deployments/environments.js';
import type { CassandraCall } from '../known.js';

/** What a common installation has where no schema tells. */
const assumed = 3;

interface Pairing {
  readonly call: CassandraCall;
  readonly fact: StatementFact;
}

/**
 * Each read of a table with the write that the fewest replicas acknowledge: one of the same function where there is one.
 * How many replicas that are follows from the consistency in force and the keyspace's replication.
 */
export function cassandraPairs(statements: readonly Pairing[], schema: CassandraSchema): Fact[] {
  const facts: Fact[] = [];
  const used = statements.filter(({ call }) => !isTestFile(call.at.file));
  for (const read of used) {
    if (read.fact.command !== 'SELECT' || read.fact.table === undefined) continue;
    const writes = used.filter(({ fact }) => fact.writes && fact.command !== 'BATCH' && fact.table === read.fact.table && (fact.keyspace ?? read.fact.keyspace) === (read.fact.keyspace ?? fact.keyspace));
    const scored = writes.map(write => ({ write, counts: replicasOf(write.fact, read.fact, schema), sameFunction: isOneFunction(write.call, read.call) }));
    const weakest = (some: typeof scored): (typeof scored)[number] | undefined => [...some].sort((a, b) => (a.counts.write ?? Infinity) - (b.counts.write ?? Infinity))[0];
    const chosen = weakest(scored.filter(each => each.sameFunction && each.write.call.range.start < read.call.range.start)) ?? weakest(scored);
    if (!chosen) continue;
    const { write, counts, sameFunction } = chosen;
    facts.push({
      kind: 'cassandra.write-read',
      write: write.fact,
      read: read.fact,
      sameFunction,
      ...(counts.write !== undefined && { writeReplicas: counts.write }),
      ...(counts.read !== undefined && { readReplicas: counts.read }),
      replicationFactor: counts.factor,
      replicationIsKnown: counts.isKnown,
      places: read.fact.places,
    });
  }
  return facts;
}

function isOneFunction(a: CassandraCall, b: CassandraCall): boolean {
  return a.at.file === b.at.file && a.at.call.function === b.at.call.function;
}

interface Counts {
  readonly write: number | undefined;
  readonly read: number | undefined;
  readonly factor: number;
  readonly isKnown: boolean;
}

function replicasOf(write: StatementFact, read: StatementFact, schema: CassandraSchema): Counts {
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
