import { readCited, type Cite, type Cited } from './citations.js';
import { entries, list, oneOf, onlyFields, record, text, texts, type Table } from './table.js';

/** A row of the comparison: what can be said of each mode, by mode. */
export interface CapabilityRow {
  readonly title: string;
  readonly cells: Readonly<Record<string, Cited>>;
}

export function readCapabilities(table: Table, modes: readonly string[], cite: Cite): Readonly<Record<string, CapabilityRow>> {
  return entries(table['rows'], 'capabilities.rows', (entry, where): CapabilityRow => {
    const row = record(entry, where);
    onlyFields(row, ['title', 'cells'], where);
    const cells: Record<string, Cited> = {};
    list(row['cells'], `${where}.cells`).forEach((group, index) => {
      const place = `${where}.cells[${index}]`;
      const { modes: named, ...cited } = record(group, place);
      for (const mode of texts(named, `${place}.modes`)) {
        if (cells[mode]) throw new Error(`rules/knowledge/${place}: ${mode} stands twice`);
        cells[oneOf(mode, modes, `${place}.modes`)] = readCited(cited, cite, place);
      }
    });
    return { title: text(row['title'], `${where}.title`), cells };
  });
}
