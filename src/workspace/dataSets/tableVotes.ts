import type { CassandraTable } from '../deployments/cassandraSchemas.js';
import { expressionOf } from '../facts/dynamodbInput.js';
import type { Table } from '../deployments/dynamodbTables.js';
import type { DynamodbCall, StoreCall } from '../known.js';
import { wordsOf } from '../../facts/words.js';
import type { Vote } from './roles.js';
import type { View } from '../view.js';

const timeWords = new Set(['ts', 'time', 'timestamp', 'date', 'day', 'hour', 'created', 'at', 'bucket']);
/** What must be counted to the last one. */
export const exactWords: ReadonlySet<string> = new Set(['balance', 'stock', 'inventory', 'seat', 'seats', 'credit', 'credits', 'wallet', 'quantity']);
const onceOnly = new Set(['record', 'ledger', 'idempotency', 'lock', 'lock-correct', 'marker', 'one-time-token']);
const expiring = new Set(['session', 'one-time-token', 'cache', 'lock', 'lock-correct', 'idempotency', 'rate-limit', 'presence']);

/** What requests to a table, its schema and its expiry say it is for; `name` and the role it suggests as they are known. */
export function tableVotes(calls: readonly StoreCall[], table: Table | undefined, cassandra: CassandraTable | undefined, name: string, nameRole: string | undefined, view: View): Vote[] {
  const votes: Vote[] = [];
  const requests = calls.filter(call => call.kind === 'dynamodb.request');
  votes.push(...requestVotes(requests, name, nameRole, view));
  if (table?.fields.hasTtl === false) votes.push({ role: 'record', weight: 0.2, because: 'the table deletes nothing by itself', by: 'expiry' });
  if (table?.fields.hasTtl === true && nameRole !== undefined && expiring.has(nameRole)) votes.push({ role: nameRole, weight: 0.2, because: 'the table deletes what has expired', by: 'expiry' });
  if (cassandra) votes.push(...schemaVotes(cassandra));
  const isLightweight = calls.some(call => call.kind === 'cassandra.statement' && call.statement?.kind === 'insert' && call.statement.ifNotExists !== undefined);
  if (isLightweight) votes.push({ role: 'record', weight: 0.1, because: 'inserted only if it does not exist', by: 'operations' });
  return votes;
}

function requestVotes(requests: readonly DynamodbCall[], name: string, nameRole: string | undefined, view: View): Vote[] {
  const votes: Vote[] = [];
  const updates = requests.flatMap(request => (request.operation === 'UpdateItem' ? expressionOf(request, 'UpdateExpression', view)?.updates ?? [] : []));
  const counted = updates.filter(update => update.isIncrement);
  if (counted.length > 0) {
    const isExact = [...counted.flatMap(update => update.attribute.path.flatMap(wordsOf)), ...wordsOf(name)].some(word => exactWords.has(word));
    votes.push(isExact ? { role: 'counter-exact', weight: 0.3, because: 'counts what must not be lost', by: 'operations' } : { role: 'counter', weight: 0.15, because: 'counts in place', by: 'operations' });
  }
  const isPutOnce = requests.some(request => request.operation === 'PutItem' && expressionOf(request, 'ConditionExpression', view)?.functions.some(({ name: called }) => called === 'attribute_not_exists') === true);
  if (isPutOnce && nameRole !== undefined && onceOnly.has(nameRole)) votes.push({ role: nameRole, weight: 0.3, because: 'put only if it is not there', by: 'operations' });
  return votes;
}

function schemaVotes({ clusteringKey, hasCounter, defaultTtl }: CassandraTable): Vote[] {
  if (hasCounter) return [{ role: 'counter', weight: 0.5, because: 'has a counter column', by: 'schema' }];
  if (clusteringKey.some(column => wordsOf(column).some(word => timeWords.has(word)))) return [{ role: 'time-series', weight: 0.3, because: 'ordered by time', by: 'schema' }];
  return (defaultTtl ?? 0) === 0 ? [{ role: 'record', weight: 0.2, because: 'the table deletes nothing by itself', by: 'schema' }] : [];
}
