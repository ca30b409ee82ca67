import type { CassandraTable } from '../deployments/cassandraSchemas.js';
import type { Table } from '../deployments/dynamodbTables.js';
import { removes } from '../facts/redisMeaning.js';
import type { Knowledge } from '../knowledge.js';
import type { StoreCall } from '../known.js';
import { mayBe } from './forms.js';
import { rolesOfName, type NameVote } from './lexicon.js';
import { isTrimmed, redisVotes } from './redisVotes.js';
import { isDecided, type Vote } from './roles.js';
import { tableVotes } from './tableVotes.js';
import type { CodeAround } from './turns.js';
import { connectionVotes, expiryVotes, isConsumed, isMadeOnMiss, isReadThrough, libraryVotes, nameVotes, onlyCopyVotes, sourceVotes, writerVotes } from './useVotes.js';

/** What is known of a data set before it is known what it is for. */
export interface Subject {
  /** As people read it. */
  readonly name: string;
  readonly calls: readonly StoreCall[];
  readonly table: Table | undefined;
  readonly cassandra: CassandraTable | undefined;
  readonly hasExpiry: boolean | undefined;
  readonly hasSource: boolean | undefined;
  readonly ttls: readonly number[];
  /** By what comments say. */
  readonly meant: readonly Vote[];
}

/** All that speaks for what a data set is for, and the role that its name alone suggests. */
export function votesOf({ name, calls, table, cassandra, hasExpiry, hasSource, ttls, meant }: Subject, around: CodeAround & { readonly knowledge: Knowledge }): { readonly votes: readonly Vote[]; readonly nameRole: string } {
  const { view, knowledge } = around;
  const redis = calls.filter(call => call.kind === 'redis.command');
  const spoken = rolesOfName(name, knowledge.lexicon);
  const [found] = spoken;
  const ofTable = tableVotes(calls, table, cassandra, name, found?.role, view);
  const isReadFirst = isReadThrough(redis, around);
  const isUsedOnce = spoken.some(({ role }) => role === 'one-time-token') && isConsumed(redis, around);
  const ofLibrary = libraryVotes(calls);
  const ofWriter = writerVotes(redis, view, knowledge);
  const ofUse = [
    ...connectionVotes(calls, knowledge),
    ...ofWriter,
    ...ofLibrary,
    ...meant,
    ...redisVotes(name, redis, { nameRole: found?.role, hasExpiry, isCopied: (hasSource === true && isReadFirst) || (hasExpiry === true && isOpen(found) && isMadeOnMiss(redis, around)), isUsedOnce }),
    ...ofTable,
  ];
  const named = nameVotes(spoken, { hasSource, isWindow: isTrimmed(redis), isCountedExactly: ofTable.some(({ role }) => role === 'counter-exact'), isKept: ofWriter.length > 0 || (isReadFirst && !redis.some(removes)) })
    .filter(({ role }) => mayBe(role, redis) && (!isDecided(ofUse, found?.isWeak === true) || ofUse.some(vote => vote.role === role)));
  const ofItself = [...named, ...ofUse];
  const votes = [...ofItself, ...sourceVotes(ofItself, redis, hasSource, hasExpiry)];
  return {
    votes: [...votes, ...expiryVotes(votes, redis, hasExpiry, ttls), ...onlyCopyVotes(votes, calls, hasSource, hasExpiry)],
    nameRole: found?.role ?? 'unknown',
  };
}

/** The name speaks for no use in which an answer is kept too. */
function isOpen(found: NameVote | undefined): boolean {
  return found === undefined || found.isWeak || found.role === 'cache' || found.role === 'record';
}
