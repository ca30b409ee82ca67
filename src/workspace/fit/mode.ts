import { requestsOf, statementsOf, type Kept } from './uses.js';

/**
 * The column of the fit matrix that a data set is kept in: the deployment's, as config has it, or what the calls make of it
 * (DAX, the consistency that Cassandra is asked for), or the user says. More than one where the calls do it in two ways; none when it is not known.
 */
export function modesOf(kept: Kept): readonly string[] {
  const { dataset, deployment } = kept;
  if (dataset.store === 'dynamodb') return [dynamodbMode(kept)];
  const mode = deployment?.mode;
  if (dataset.store === 'cassandra') {
    if (deployment?.product === 'keyspaces') return ['keyspaces'];
    const asked = cassandraModes(kept);
    return asked.length === 0 && mode !== undefined ? [mode] : asked;
  }
  // a cluster fails over, and may lose by it what a single node would have kept
  if (mode === 'redis-aof-everysec' && kept.uses.some(({ client }) => client?.isCluster === true)) return ['redis-cluster'];
  return mode === undefined ? [] : [mode];
}

function dynamodbMode(kept: Kept): string {
  if (requestsOf(kept).some(({ isDax }) => isDax === true)) return 'dynamodb-dax';
  if (kept.deployment?.mode !== undefined) return kept.deployment.mode;
  const table = kept.table ?? requestsOf(kept).find(({ declaration }) => declaration)?.declaration;
  if ((table?.replicas ?? 0) < 2) return 'dynamodb';
  return table?.regionConsistency === 'STRONG' ? 'dynamodb-global-mrsc' : 'dynamodb-global-mrec';
}

const quorums = new Set(['QUORUM', 'LOCAL_QUORUM', 'EACH_QUORUM', 'ALL', 'SERIAL', 'LOCAL_SERIAL']);

function cassandraModes(kept: Kept): readonly string[] {
  const statements = statementsOf(kept);
  const levels = statements.filter(({ isConditional }) => !isConditional).map(({ consistency }) => consistency);
  if (levels.some(level => level !== undefined && !quorums.has(level))) return ['cassandra-one'];
  const isSerial = statements.some(({ isConditional }) => isConditional);
  const isQuorum = levels.length > 0 && !levels.includes(undefined);
  return [...(isSerial ? ['cassandra-serial'] : []), ...(isQuorum ? ['cassandra-quorum'] : [])];
}
