import type { DataSetFit } from '../../workspace/fit/dataSetFits.js';
import { fit, verdicts, type Fit } from '../../workspace/fit/fit.js';
import type { Knowledge } from '../../workspace/knowledge.js';
import type { DataSetReport, Remedy } from './reportModel.js';

const most = 2;

/** What would make a data set fit, the least change first; nothing where it fits or was not assessed. */
export function remediesOf(kept: DataSetFit, knowledge: Knowledge): Remedy[] {
  const { verdict, conditions, mode } = kept.fit;
  if (verdict === 'fits' || verdict === 'not-assessed' || mode === undefined) return [];
  const settings = conditions.filter(({ state }) => state === 'unmet').map(({ text }): Remedy => ({ kind: 'setting', text, latency: 'none', cost: 'none', effort: 'a setting or a few lines' }));
  if (verdict === 'conditional') return settings;
  const others = elsewhere(kept, knowledge).filter(({ mode: other, fit: { verdict: found } }) => other !== mode && (found === 'fits' || found === 'conditional'));
  const own = knowledge.modes[mode];
  const kindOf = (other: string): Remedy['kind'] => {
    const target = knowledge.modes[other];
    if (target?.store !== own?.store) return 'store';
    return target?.products.some(product => own?.products.includes(product)) ? 'setting' : 'deployment';
  };
  const moves = (kind: Remedy['kind']): Remedy[] => others.filter(({ mode: other }) => kindOf(other) === kind).sort(byVerdict).slice(0, most).map(({ mode: other, fit: found }) => {
    const target = knowledge.modes[other];
    const condition = found.verdict === 'conditional' ? `. ${found.conditions.filter(({ state }) => state === 'open').map(({ text }) => text).join(' ')}` : '';
    return { kind, text: `${kind === 'setting' ? 'Run it as' : 'Keep it in'} ${target?.title ?? other}${condition}`, latency: target?.price.latency ?? '', cost: target?.price.cost ?? '', effort: target?.price.effort ?? '' };
  });
  return [...settings, ...moves('setting'), ...moves('deployment'), ...moves('store')];
}

/** The three stores side by side: the mode it is kept in where that fits, else the best of each. */
export function alternativesOf(kept: DataSetFit, knowledge: Knowledge): DataSetReport['alternatives'] {
  if (kept.dataset.role === 'unknown' && !kept.dataset.isDeclared) return [];
  const all = elsewhere(kept, knowledge);
  return ['redis', 'dynamodb', 'cassandra'].flatMap(store => {
    const own = kept.dataset.store === store && kept.fit.mode !== undefined ? [{ mode: kept.fit.mode, fit: kept.fit }] : [];
    const [best] = [...own, ...all.filter(({ mode }) => knowledge.modes[mode]?.store === store && mode !== own[0]?.mode)].sort(byVerdict);
    if (!best) return [];
    const { mode, fit: { verdict, reason, conditions } } = best;
    return [{ store, mode, title: knowledge.modes[mode]?.title ?? mode, verdict, reason, conditions: conditions.map(({ text }) => text) }];
  });
}

interface Elsewhere {
  readonly mode: string;
  readonly fit: Fit;
}

/** How it would fit in every mode: what its present config says does not count there. */
function elsewhere({ dataset, uses }: DataSetFit, knowledge: Knowledge): Elsewhere[] {
  return Object.keys(knowledge.modes).map(mode => ({ mode, fit: fit({ dataset, uses, deployment: undefined, table: undefined, keyspace: undefined }, mode, knowledge) }));
}

function byVerdict(a: Elsewhere, b: Elsewhere): number {
  const asks = ({ fit: { cell } }: Elsewhere): number => (cell?.verdict === 'fits' ? 0 : 1);
  return verdicts.indexOf(a.fit.verdict) - verdicts.indexOf(b.fit.verdict) || asks(a) - asks(b);
}
