import type { Fact, Placed } from '../../facts/storeFacts.js';

/** A fact that uses a data set. */
export type Use = Fact<'redis.command' | 'redis.library' | 'dynamodb.request' | 'cassandra.statement'>;
export type DataSetFact = NonNullable<Use['dataset']>;
export type DeploymentFact = NonNullable<Use['deployment']> & Partial<Placed>;
export type ClientFact = NonNullable<Use['client']> & Partial<Placed>;

export function isUse(fact: Fact): fact is Use {
  return fact.kind === 'redis.command' || fact.kind === 'redis.library' || fact.kind === 'dynamodb.request' || fact.kind === 'cassandra.statement';
}

export function writesIt(use: Use): boolean {
  return use.kind === 'redis.library' ? use.effect !== 'read' : use.writes;
}

/** A data set in one deployment, with all that uses it there. */
export interface Kept {
  readonly dataset: DataSetFact;
  readonly deployment: DeploymentFact | undefined;
  readonly uses: readonly Use[];
  /** As config declares it. */
  readonly table: Fact<'dynamodb.table'> | undefined;
  readonly keyspace: Fact<'cassandra.keyspace'> | undefined;
}

export function requestsOf({ uses }: Kept): Fact<'dynamodb.request'>[] {
  return uses.filter(use => use.kind === 'dynamodb.request');
}
export function statementsOf({ uses }: Kept): Fact<'cassandra.statement'>[] {
  return uses.filter(use => use.kind === 'cassandra.statement');
}
export function commandsOf({ uses }: Kept): Fact<'redis.command'>[] {
  return uses.filter(use => use.kind === 'redis.command');
}
