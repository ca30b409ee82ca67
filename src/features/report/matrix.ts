import type { Knowledge } from '../../workspace/knowledge.js';
import type { FitMatrix } from './reportModel.js';

/** The fit matrix, of the roles in `roles`: a cell for each mode. */
export function matrixOf(roles: ReadonlySet<string>, used: ReadonlySet<string>, knowledge: Knowledge): FitMatrix {
  const modes = Object.entries(knowledge.modes);
  return {
    modes: modes.map(([id, { title, store }]) => ({ id, title, store, isUsed: used.has(id) })),
    rows: Object.entries(knowledge.roles).filter(([role]) => roles.has(role)).map(([role, { title }]) => ({
      role,
      title,
      cells: modes.flatMap(([mode]) => {
        const cell = knowledge.fit(role, mode);
        return cell ? [{ mode, verdict: cell.verdict, reason: cell.because, conditions: cell.conditions.map(id => knowledge.conditions[id]?.text ?? id), source: cell.source }] : [];
      }),
    })),
  };
}
