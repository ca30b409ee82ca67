/** Modes of which the same is said. */
export interface SameSaid<Cell> {
  readonly modes: readonly string[];
  readonly said: Cell;
}

/** The cells of a row without repetition, in the order of the first of each: what is said of four modes is read once. */
export function sameSaid<Cell extends { readonly mode: string }>(cells: readonly Cell[]): SameSaid<Cell>[] {
  const groups = new Map<string, { readonly modes: string[]; readonly said: Cell }>();
  for (const cell of cells) {
    const key = JSON.stringify({ ...cell, mode: undefined });
    const group = groups.get(key);
    if (group) group.modes.push(cell.mode);
    else groups.set(key, { modes: [cell.mode], said: cell });
  }
  return [...groups.values()];
}
