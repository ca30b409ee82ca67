import type { Cite, Source } from './citations.js';
import { entries, list, oneOf, onlyFields, record, text, texts, type Table } from './table.js';

export const verdicts = ['fits', 'conditional', 'unfit', 'not-assessed'] as const;
export type Verdict = (typeof verdicts)[number];

/** What a role can miss in a mode. `cost`: nothing is missing, but what it pays for is of no use to the role. */
export const missable = ['loss', 'scope', 'read', 'write', 'access', 'latency', 'expiry', 'delivery', 'region', 'retention', 'cost'] as const;
export type Missable = (typeof missable)[number];

/** How one mode suits one role. */
export interface FitCell {
  readonly verdict: Verdict;
  /** Ids of conditions that must hold; with `fits` they are what a careful user does anyway. */
  readonly conditions: readonly string[];
  /** The needs that are not met, with `unfit`. */
  readonly axes: readonly Missable[];
  /** What takes the data where `loss` is not met, if it is not a crash or failover. */
  readonly lossBy?: 'eviction';
  readonly because: string;
  readonly source: Source;
}

export interface Condition {
  readonly title: string;
  /** The need that is not met where it does not hold; absent where that depends on the role. */
  readonly axis?: Missable;
  /** What is given of that need where it does not hold; absent where that depends. */
  readonly leaves?: string;
  /** It is no cell's, but asked for wherever this is declared. */
  readonly of?: 'retention' | 'staleness';
  /** A sentence that says what holds when the condition does. */
  readonly text: string;
}

export interface FitTable {
  /** `YYYY-MM`. */
  readonly asOf: string;
  readonly conditions: Readonly<Record<string, Condition>>;
  /** Role, then mode. */
  readonly cells: Readonly<Record<string, Readonly<Record<string, FitCell>>>>;
}

export function readFit(table: Table, modes: readonly string[], cite: Cite): FitTable {
  onlyFields(table, ['asOf', 'conditions', 'roles'], 'fit');
  const conditions = entries(table['conditions'], 'fit.conditions', (entry, where): Condition => {
    const condition = record(entry, where);
    onlyFields(condition, ['title', 'text', 'axis', 'leaves', 'of'], where);
    const { axis, leaves, of } = condition;
    return {
      title: text(condition['title'], `${where}.title`), text: text(condition['text'], `${where}.text`),
      ...(axis !== undefined && { axis: oneOf(axis, missable, `${where}.axis`) }), ...(leaves !== undefined && { leaves: text(leaves, `${where}.leaves`) }),
      ...(of !== undefined && { of: oneOf(of, ['retention', 'staleness'], `${where}.of`) }),
    };
  });
  const known = Object.keys(conditions);
  const cells = entries(table['roles'], 'fit.roles', (groups, where) => {
    const row: Record<string, FitCell> = {};
    list(groups, where).forEach((group, index) => {
      const place = `${where}[${index}]`;
      const { modes: named, cell } = readGroup(group, known, cite, place);
      for (const mode of named) {
        if (row[mode]) throw new Error(`rules/knowledge/${place}: ${mode} stands twice`);
        row[oneOf(mode, modes, `${place}.modes`)] = cell;
      }
    });
    return row;
  });
  return { asOf: text(table['asOf'], 'fit.asOf'), conditions, cells };
}

function readGroup(value: unknown, conditions: readonly string[], cite: Cite, where: string): { modes: readonly string[]; cell: FitCell } {
  const group = record(value, where);
  onlyFields(group, ['modes', 'verdict', 'conditions', 'axes', 'lossBy', 'because', 'source'], where);
  const cell: FitCell = {
    verdict: oneOf(group['verdict'], verdicts, `${where}.verdict`),
    conditions: texts(group['conditions'], `${where}.conditions`).map(one => oneOf(one, conditions, `${where}.conditions`)),
    axes: texts(group['axes'], `${where}.axes`).map(one => oneOf(one, missable, `${where}.axes`)),
    ...(group['lossBy'] !== undefined && { lossBy: oneOf(group['lossBy'], ['eviction'], `${where}.lossBy`) }),
    because: text(group['because'], `${where}.because`),
    source: cite(group['source'], `${where}.source`),
  };
  return { modes: texts(group['modes'], `${where}.modes`), cell };
}
