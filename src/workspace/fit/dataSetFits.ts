import type { Fact } from '../../facts/storeFacts.js';
import type { Place } from '../../facts/place.js';
import type { Knowledge } from '../knowledge.js';
import type { Keep } from '../resolving/keep.js';
import { lifetime } from './conditions.js';
import { fit, verdicts, type Fit } from './fit.js';
import { modesOf } from './mode.js';
import { isUse, writesIt, type DataSetFact, type Kept, type Use } from './uses.js';

/** A data set in one of the deployments it is kept in, and how well it is kept there. */
export interface DataSetFit extends Kept {
  readonly fit: Fit;
}

/** Every data set in every deployment it is kept in, in the order of the facts. What only tests use is left out. */
export function dataSetFits(facts: readonly Fact[], knowledge: Knowledge, keep: Keep): DataSetFit[] {
  const kept = new Map<string, Kept & { readonly uses: Use[] }>();
  const ids = new Map<DataSetFact, number>();
  const tables = facts.filter(fact => fact.kind === 'dynamodb.table');
  const keyspaces = facts.filter(fact => fact.kind === 'cassandra.keyspace');
  const idOf = (dataset: DataSetFact): number => {
    const present = ids.get(dataset);
    if (present !== undefined) return present;
    ids.set(dataset, ids.size);
    return ids.size - 1;
  };
  for (const fact of facts) {
    if (!isUse(fact) || !fact.dataset || fact.inTest) continue;
    const { dataset, deployment } = fact;
    const key = `${idOf(dataset)} ${dataset.store === 'dynamodb' ? '' : (deployment?.name ?? '')}`;
    const present = kept.get(key);
    if (present) present.uses.push(fact);
    else kept.set(key, { dataset, deployment, uses: [fact], table: tables.find(table => table.dataset === dataset || isDeclaredBy(fact, table)), keyspace: keyspaceOf(fact, keyspaces) });
  }
  for (const table of tables) {
    // a table whose entities are told of is told of by them
    const isTold = [...kept.values()].some(each => each.table === table);
    if (table.dataset && !ids.has(table.dataset) && !isTold) kept.set(`${idOf(table.dataset)} `, { dataset: table.dataset, deployment: undefined, uses: [], table, keyspace: undefined });
  }
  const found = keep.of<Fact | DataSetFact, DataSetFit>('fit of a data set');
  return [...kept.values()].map(each => found.ask(each.uses[0] ?? each.dataset, [each.dataset, each.deployment, each.table, each.keyspace, ...each.uses], () => ({ ...each, fit: bestFit(each, knowledge) })));
}

function bestFit(kept: Kept, knowledge: Knowledge): Fit {
  const [best] = modesOf(kept).map(mode => fit(kept, mode, knowledge)).sort((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict));
  return best ?? fit(kept, undefined, knowledge);
}

/** An entity of a single-table design is kept in its table too. */
function isDeclaredBy(use: Use, { name, resource, environment }: Fact<'dynamodb.table'>): boolean {
  const declaration = use.kind === 'dynamodb.request' ? use.declaration : undefined;
  return declaration !== undefined && declaration.name === name && declaration.resource === resource && declaration.environment === environment;
}

/** The keyspace a statement names; where it names none, the only one there is. */
function keyspaceOf(use: Use, keyspaces: readonly Fact<'cassandra.keyspace'>[]): Fact<'cassandra.keyspace'> | undefined {
  if (use.kind !== 'cassandra.statement') return undefined;
  const name = use.keyspace ?? use.declaration?.keyspace;
  if (name !== undefined) return keyspaces.find(each => each.name === name);
  return keyspaces.length === 1 ? keyspaces[0] : undefined;
}

/** As rules look at it. */
export function designFact({ dataset, deployment, uses, table, fit: found }: DataSetFit, knowledge: Knowledge): Fact<'design.data-set'> {
  const writes = uses.filter(writesIt);
  const [first] = writes.length > 0 ? writes : uses;
  const inState = (state: 'met' | 'unmet' | 'open'): string[] => found.conditions.filter(each => each.state === state).map(({ id }) => id);
  const places: Record<string, Place | readonly Place[]> = {
    ...(first ? { ...first.places } : { ...table?.places }),
    ...(writes.length > 1 && { writes: writes.slice(1).flatMap(({ places: { name } }) => name ?? []) }),
  };
  const loss = found.mode === undefined ? undefined : knowledge.modes[found.mode]?.gives['loss'];
  return {
    kind: 'design.data-set',
    dataset,
    ...(deployment && { deployment }),
    ...(first?.client && { client: first.client }),
    ...(table && { table }),
    isWritten: writes.length > 0,
    writeCommands: [...new Set(writes.map(commandName))].sort(),
    fit: {
      ...(found.mode !== undefined && { mode: found.mode }),
      ...(loss !== undefined && { loss }),
      title: (found.mode !== undefined && knowledge.modes[found.mode]?.title) || 'a store that is not known',
      verdict: found.verdict,
      reason: found.reason,
      axes: found.axes,
      met: inState('met'),
      unmet: inState('unmet'),
      open: inState('open'),
      because: found.conditions.find(({ state }) => state === 'unmet')?.because ?? '',
      shown: [...found.conditions.flatMap(({ state, because }) => (state === 'met' && because !== undefined ? [because] : [])), ...(dataset.hasExpiry === true && !inState('met').includes('expiry-and-policy') ? [`it expires${lifetime(dataset.maxTtlSeconds)}`] : [])].join('; '),
    },
    places,
  };
}

function commandName(use: Use): string {
  if (use.kind === 'dynamodb.request') return use.operation;
  return use.kind === 'redis.library' ? use.what : use.command;
}
