import type { FitCell, Knowledge } from '../knowledge.js';
import { check, type Checked } from './conditions.js';
import type { Kept, Use } from './uses.js';

/** Best first. `conditional`: conditions are open; `unmet`: one is known not to hold. */
export const verdicts = ['fits', 'conditional', 'unmet', 'unfit', 'not-assessed'] as const;
export type Verdict = (typeof verdicts)[number];

export interface Condition {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly state: 'met' | 'unmet' | 'open';
  readonly because: string | undefined;
}

export interface NeedMet {
  readonly axis: string;
  readonly needed: string;
  readonly given: string | undefined;
  /** Undefined where it is not known what is given. */
  readonly isMet: boolean | undefined;
  /** Why less is given than the mode could: how it is used, or set up. */
  readonly less?: { readonly could: string; readonly because: string; readonly by: Use | undefined };
}

/** How what a data set needs meets what a mode gives: a cell of the fit matrix, with declared needs in their place and conditions checked. */
export interface Fit {
  readonly mode: string | undefined;
  readonly verdict: Verdict;
  /** One sentence. */
  readonly reason: string;
  /** The needs that are not met. */
  readonly axes: readonly string[];
  readonly needs: readonly NeedMet[];
  readonly conditions: readonly Condition[];
  readonly cell: FitCell | undefined;
}

/**
 * `kept` says what is there; `mode` may be another than it is kept in, to compare. Conditions are then checked only as far
 * as code alone decides them.
 */
export function fit(kept: Kept, mode: string | undefined, knowledge: Knowledge): Fit {
  const { dataset } = kept;
  const needs = ordered(dataset.needs, knowledge);
  const notAssessed = (reason: string, cell?: FitCell): Fit => ({ mode, verdict: 'not-assessed', reason, axes: [], needs: needs.map(([axis, needed]) => ({ axis, needed, given: undefined, isMet: undefined })), conditions: [], cell });
  if (mode === undefined) return notAssessed(unknownMode(kept));
  const declared = declaredAxes(kept, knowledge);
  const own = ownConditions(kept, knowledge);
  if (dataset.role === 'unknown' && declared.size === 0 && own.length === 0) return notAssessed(`Its role is not clear from its use${dataset.guess === undefined ? '' : `; most speaks for ${dataset.guess}`}.`);
  const cell = knowledge.fit(dataset.role, mode);
  if (cell?.verdict === 'not-assessed') return notAssessed(cell.because, cell);

  const compared = compare(needs, mode, knowledge);
  const isMet = (axis: string): boolean | undefined => compared.find(need => need.axis === axis)?.isMet;
  const missed = missedAxes(cell, declared, isMet);
  const asked = [...(cell?.conditions ?? []), ...own].map(id => ({ id, found: check(id, { ...kept, lossIsAccepted: isMet('loss') }) }));
  const conditions = asked.map(({ id, found }): Condition => {
    const { title = id, text = id } = knowledge.conditions[id] ?? {};
    return { id, title, text, state: stateOf(found), because: found?.because };
  });
  const taken = takenAway();
  // what is missed unless it is accepted, or unless a condition holds that does not
  const axes = [...new Set([...missed, ...(cell?.conditions.includes('loss-accepted') === true && isMet('loss') === false ? ['loss'] : []), ...taken.keys()])];
  const { verdict, reason } = judge();
  return { mode, verdict, reason, axes, needs: [...compared.map(need => asTaken({ ...need, isMet: isMetAt(need) })), ...retention()], conditions, cell };

  function judge(): { readonly verdict: Verdict; readonly reason: string } {
    const title = knowledge.modes[mode ?? '']?.title ?? '';
    if (cell?.verdict === 'unfit' && (cell.axes.length === 0 || cell.axes.some(axis => missed.has(axis)))) return { verdict: 'unfit', reason: cell.because };
    if (missed.size > 0) return { verdict: 'unfit', reason: compared.filter(({ axis }) => missed.has(axis)).map(({ axis, needed, given }) => `It needs ${axis} ${needed} and gets ${given ?? 'less'} (${title}).`).join(' ') };
    const failed = conditions.find(({ state }) => state === 'unmet');
    if (failed) return { verdict: 'unmet', reason: `Not met: ${lowered(failed.title)} (${failed.because ?? 'it does not hold'}).` };
    if (cell?.verdict === 'unfit') return { verdict: 'fits', reason: `It is declared to need no more than ${compared.filter(({ axis }) => declared.has(axis)).map(({ axis, needed }) => `${axis} ${needed}`).join(', ')}, and gets that (${title}).` };
    const open = conditions.filter(({ state }) => state === 'open');
    if ((cell === undefined || cell.verdict === 'conditional') && open.length > 0) return { verdict: 'conditional', reason: `${cell === undefined ? '' : `${cell.because} `}It fits if this holds, which neither code nor config shows: ${open.map(({ text }) => text).join(' ')}` };
    if (cell) return { verdict: 'fits', reason: cell.because };
    const unknown = compared.filter(need => declared.has(need.axis) && need.isMet === undefined);
    if (unknown.length > 0) return { verdict: 'not-assessed', reason: `What it gets of ${unknown.map(({ axis }) => axis).join(', ')} is not known (${title}).` };
    return { verdict: 'fits', reason: `It gets what is declared to be needed (${title}).` };
  }

  /** What the mode could give, and use or config does not take, where that leaves less than is needed: by axis. */
  function takenAway(): ReadonlyMap<string, Taken> {
    const found = new Map<string, Taken>();
    const add = (axis: string | undefined, leaves: string | undefined, checked: Checked): void => {
      const need = needs.find(([each]) => each === axis);
      const isEnough = need && leaves !== undefined && rank(need[0], leaves, knowledge) >= rank(need[0], need[1], knowledge);
      if (axis !== undefined && !found.has(axis) && isEnough !== true) found.set(axis, { leaves, checked });
    };
    for (const { id, found: checked } of asked) if (checked?.holds === false) add(knowledge.conditions[id]?.axis, knowledge.conditions[id]?.leaves, checked);
    const reads = dataset.needs.read === 'strong' || dataset.needs.read === 'serializable' ? check('strong-reads', { ...kept, lossIsAccepted: undefined }) : undefined;
    if (reads?.holds === false) add('read', knowledge.conditions['strong-reads']?.leaves, reads);
    if (dataset.needs.expiry === 'exact' && dataset.hasExpiry === false) add('expiry', 'none', { holds: false, because: 'no write gives it an expiry' });
    return found;
  }

  function asTaken(need: NeedMet): NeedMet {
    const less = taken.get(need.axis);
    if (!less || need.given === undefined) return need;
    if (less.leaves !== undefined && rank(need.axis, less.leaves, knowledge) >= rank(need.axis, need.given, knowledge)) return need;
    return { ...need, given: less.leaves, less: { could: need.given, because: less.checked.because, by: less.checked.by } };
  }

  function retention(): NeedMet[] {
    const needed = dataset.needs.retention;
    const state = conditions.find(({ id }) => knowledge.conditions[id]?.of === 'retention')?.state;
    return needed === undefined ? [] : [{ axis: 'retention', needed, given: undefined, isMet: state === undefined || state === 'open' ? undefined : state === 'met' }];
  }

  /** The matrix knows more than the scales: a need that falls short there is not missed unless the cell or a declaration says so. */
  function isMetAt(need: NeedMet): boolean | undefined {
    if (axes.includes(need.axis)) return false;
    return need.isMet === false && !declared.has(need.axis) && cell !== undefined ? undefined : need.isMet;
  }
}

interface Taken {
  /** Undefined where it is not known. */
  readonly leaves: string | undefined;
  readonly checked: Checked;
}

function compare(needs: readonly (readonly [string, string])[], mode: string, knowledge: Knowledge): NeedMet[] {
  return needs.map(([axis, needed]) => {
    const { gives = {}, access = [] } = knowledge.modes[mode] ?? {};
    if (axis === 'access') return { axis, needed, given: access.join(', '), isMet: access.includes(needed) };
    const given = gives[axis];
    return { axis, needed, given, isMet: given === undefined ? undefined : rank(axis, needed, knowledge) <= rank(axis, given, knowledge) };
  });
}

/** What the cell says is missed, with what is declared in its place. */
function missedAxes(cell: FitCell | undefined, declared: ReadonlySet<string>, isMet: (axis: string) => boolean | undefined): ReadonlySet<string> {
  const missed = new Set<string>(cell?.verdict === 'unfit' ? cell.axes : []);
  for (const axis of declared) {
    // what is evicted is lost whatever a crash may take
    if (isMet(axis) === true && !(axis === 'loss' && cell?.lossBy !== undefined)) missed.delete(axis);
    if (isMet(axis) === false) missed.add(axis);
  }
  return missed;
}

/** `Backups` within a sentence; `TTL` stays. */
function lowered(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

function stateOf(found: Checked | undefined): Condition['state'] {
  if (found?.holds === undefined) return 'open';
  return found.holds ? 'met' : 'unmet';
}

/** The needs that can be compared: those on scales, in the order of the tables, then how it is asked for. */
function ordered(needs: Kept['dataset']['needs'], { scales }: Knowledge): [string, string][] {
  return [...Object.keys(scales), 'access'].flatMap(axis => {
    const needed = (needs as Readonly<Record<string, unknown>>)[axis];
    return typeof needed === 'string' ? [[axis, needed] as [string, string]] : [];
  });
}

/** Conditions that stand for what is declared of it, whatever its role. */
function ownConditions({ dataset }: Kept, { conditions }: Knowledge): readonly string[] {
  const declared = { retention: dataset.needs.retention, staleness: dataset.declaredStalenessSeconds };
  return Object.entries(conditions).flatMap(([id, { of }]) => (of !== undefined && declared[of] !== undefined ? [id] : []));
}

/** Axes on which something else is declared than the role stands for; all of them where no role is known. */
function declaredAxes({ dataset }: Kept, knowledge: Knowledge): ReadonlySet<string> {
  if (!dataset.isDeclared) return new Set();
  const defaults = knowledge.roles[dataset.role]?.needs ?? {};
  return new Set(ordered(dataset.needs, knowledge).filter(([axis, needed]) => defaults[axis] !== needed).map(([axis]) => axis));
}

function rank(axis: string, value: string, { scales }: Knowledge): number {
  return scales[axis]?.indexOf(value) ?? -1;
}

function unknownMode({ dataset, deployment }: Kept): string {
  if (dataset.store === 'cassandra') return 'The consistency it is read and written with is not known.';
  return deployment ? `What ${deployment.name} gives is not known from its config.` : 'No config of the store it is kept in was found or could be linked.';
}
