import type { Knowledge } from '../../workspace/knowledge.js';
import type { CapabilityReport, FitMatrix, MatrixRow } from './reportModel.js';

/** The whole fit matrix, a cell for each mode; the roles and modes that are used say so. */
export function matrixOf(roles: ReadonlySet<string>, used: ReadonlySet<string>, knowledge: Knowledge): FitMatrix {
  const modes = Object.entries(knowledge.modes);
  const rows = Object.entries(knowledge.roles).map(([role, { title }]): MatrixRow => ({
    role,
    title,
    isUsed: roles.has(role),
    cells: modes.flatMap(([mode]) => {
      const cell = knowledge.fit(role, mode);
      return cell ? [{ mode, verdict: cell.verdict, reason: cell.because, conditions: cell.conditions.map(id => knowledge.conditions[id]?.text ?? id), source: cell.source }] : [];
    }),
  }));
  return {
    modes: modes.map(([id, { title, store }]) => ({ id, title, store, isUsed: used.has(id) })),
    rows: [...rows.filter(({ isUsed }) => isUsed), ...rows.filter(({ isUsed }) => !isUsed)],
  };
}

export function capabilitiesOf({ capabilities }: Knowledge): CapabilityReport[] {
  return Object.values(capabilities).map(({ title, cells }) => ({ title, cells: Object.entries(cells).map(([mode, { text, source }]) => ({ mode, text, source })) }));
}
