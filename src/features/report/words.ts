import type { DataSetReport, FitMatrix, MatrixCell, NeedReport, Remedy, ReportModel, Verdict } from './reportModel.js';

/* What every format calls things. */

/** Worst first. The mark stands beside the word, never for it. */
export const verdicts: Readonly<Record<Verdict, { readonly word: string; readonly mark: string; readonly inSummary: (count: number) => string }>> = {
  unfit: { word: 'Does not fit', mark: '✕', inSummary: count => (count === 1 ? 'does not fit' : 'do not fit') },
  unmet: { word: 'Falls short', mark: '▲', inSummary: count => (count === 1 ? 'falls short' : 'fall short') },
  conditional: { word: 'Fits with conditions', mark: '◐', inSummary: count => (count === 1 ? 'fits with conditions' : 'fit with conditions') },
  'not-assessed': { word: 'Not assessed', mark: '?', inSummary: () => 'not assessed' },
  fits: { word: 'Fits', mark: '✓', inSummary: count => (count === 1 ? 'fits' : 'fit') },
};
export const verdictOrder = Object.keys(verdicts) as Verdict[];

const stores: Readonly<Record<string, string>> = { redis: 'Redis', dynamodb: 'DynamoDB', cassandra: 'Cassandra', all: 'All three' };

export function storeName(store: string): string {
  return Object.hasOwn(stores, store) ? (stores[store] ?? store) : store;
}

/** An axis as a short name, and as the beginning of a sentence that its values end. */
interface AxisWords {
  readonly name: string;
  readonly asks: string;
  readonly values?: Readonly<Record<string, string>>;
}
const axes: Readonly<Record<string, AxisWords>> = {
  loss: { name: 'Durability', asks: 'a crash or failover may lose', values: { ok: 'everything', none: 'nothing' } },
  scope: { name: 'Survival', asks: 'outlives the loss of a' },
  read: { name: 'Consistency', asks: 'a read is' },
  write: { name: 'Atomicity', asks: 'a write is' },
  latency: { name: 'Latency', asks: 'answers within' },
  expiry: { name: 'Expiry', asks: 'entries expire' },
  delivery: { name: 'Delivery', asks: 'a message arrives' },
  access: { name: 'Access', asks: 'is found by' },
  region: { name: 'Regions', asks: 'is available in' },
  retention: { name: 'Retention', asks: 'is kept for' },
};

export function axisWords(axis: string): AxisWords {
  return Object.hasOwn(axes, axis) ? (axes[axis] ?? { name: axis, asks: '' }) : { name: axis, asks: '' };
}

export function axisValue(axis: string, value: string): string {
  const { values } = axisWords(axis);
  return values && Object.hasOwn(values, value) ? (values[value] ?? value) : value;
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

export function roleTitle({ roleTitle: title, role }: DataSetReport): string {
  return title ?? role ?? 'Role not known';
}

/** How the role is known: `inferred, 0.82`; undefined where it is not. */
export function confidenceWords({ role, confidence, isDeclared }: DataSetReport): string | undefined {
  if (role === undefined) return undefined;
  return isDeclared ? 'declared' : `inferred, ${confidence.toFixed(2)}`;
}

/** `Record, inferred, 0.82`. */
export function roleWords(dataSet: DataSetReport): string {
  return [roleTitle(dataSet), confidenceWords(dataSet)].filter(part => part !== undefined).join(', ');
}

/** `9 data sets: 2 do not fit, 1 falls short, …`; worst first. */
export function summary({ dataSets }: ReportModel): string {
  if (dataSets.length === 0) return 'No data set of Redis, DynamoDB or Cassandra was found in this workspace.';
  const parts = tally(dataSets).map(({ verdict, number }) => `${number} ${verdicts[verdict].inSummary(number)}`);
  return `${count(dataSets.length, 'data set')}: ${parts.join(', ')}.`;
}

export function tally(dataSets: readonly DataSetReport[]): { verdict: Verdict; number: number }[] {
  return verdictOrder.map(verdict => ({ verdict, number: dataSets.filter(one => one.verdict === verdict).length })).filter(({ number }) => number > 0);
}

/** How far the guarantee lies below the need, in words; undefined where one of them is not known. */
export function gapWords({ isMet, neededRank, givenRank }: NeedReport): string {
  if (isMet === undefined) return 'not known';
  if (isMet) return 'met';
  return neededRank !== undefined && givenRank !== undefined && neededRank > givenRank ? `${count(neededRank - givenRank, 'step')} short` : 'not met';
}

/** Why less is given than could be. */
export function lessWords(axis: string, { could, because }: NonNullable<NeedReport['less']>): string {
  return `could be ${axisValue(axis, could)}: ${because}`;
}

export function needOn(axis: string, { needs }: DataSetReport): NeedReport | undefined {
  return needs.find(need => need.axis === axis);
}

export const remedyKinds: Readonly<Record<Remedy['kind'], string>> = { setting: 'Change a setting', deployment: 'Another deployment', store: 'Another store' };
export const conditionStates = { met: 'met', unmet: 'not met', open: 'could not be checked' } as const;
export const votesNote = 'What speaks for which role, with its weight';
export const howToRead =
  'Roles are inferred from names, commands and expiries; a name alone is never enough. Declare what a data set is with a comment, datastore: role=cache source=postgres.products, and the report follows it. A guarantee is what the config of this workspace says, with the documented default of that product where it says nothing; what is not known is not judged.';

export function modeTitles(ids: readonly string[], { modes }: FitMatrix): string[] {
  return ids.map(id => modes.find(mode => mode.id === id)?.title ?? id);
}

/** Conditions are sentences; together they are one. */
export function ifWords(conditions: readonly string[]): string {
  return `If: ${conditions.map(one => one.replace(/\.$/, '')).join('; ')}.`;
}

const fitOrder: readonly MatrixCell['verdict'][] = ['fits', 'conditional', 'unfit', 'not-assessed'];

/** Who looks a role up asks first what fits. */
export function bestFirst(a: { readonly said: MatrixCell }, b: { readonly said: MatrixCell }): number {
  return fitOrder.indexOf(a.said.verdict) - fitOrder.indexOf(b.said.verdict);
}

/** The columns of a row in the order of the modes; a mode without a cell was not assessed. */
export function cellOf(cells: readonly MatrixCell[], mode: string): MatrixCell | undefined {
  return cells.find(cell => cell.mode === mode);
}

/** When the knowledge behind the verdicts was read. */
export function asOf({ asOf: date }: ReportModel): string {
  return date === '' ? '' : `Guarantees as documented by ${date}.`;
}
