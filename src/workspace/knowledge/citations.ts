import { entries, onlyFields, record, text, type Table } from './table.js';

/** Where a fact stands, and the month in which it was read there. */
export interface Source {
  readonly url: string;
  /** `YYYY-MM`. */
  readonly date: string;
}

/** The source of an id; throws for one that citations.yaml does not have. */
export type Cite = (id: unknown, where: string) => Source;

/** A statement with where it stands. */
export interface Cited {
  readonly text: string;
  readonly source: Source;
}

export function readCitations(table: Table): Cite {
  const sources = entries(table['citations'], 'citations', (entry, where): Source => {
    const { url, date } = record(entry, where);
    return { url: text(url, `${where}.url`), date: text(date, `${where}.date`) };
  });
  return (id, where) => {
    const source = sources[text(id, where)];
    if (!source) throw new Error(`rules/knowledge/${where}: citations.yaml has no ${String(id)}`);
    return source;
  };
}

export function readCited(value: unknown, cite: Cite, where: string): Cited {
  const table = record(value, where);
  onlyFields(table, ['text', 'source'], where);
  return { text: text(table['text'], `${where}.text`), source: cite(table['source'], `${where}.source`) };
}
