import { stores } from '../../settings/vocabulary.js';
import type { Cite, Source } from './citations.js';
import { entries, list, oneOf, onlyFields, record, text, texts, type Table } from './table.js';

/** Something that holds of a store, and the claim it puts right if there is one. */
export interface Claim {
  /** Stable, for links. */
  readonly id: string;
  readonly store: (typeof stores)[number] | 'all';
  readonly text: string;
  /** What is commonly said, and is wrong, outdated or incomplete. */
  readonly corrects?: string;
  /** One at least. */
  readonly sources: readonly Source[];
}

export interface Heading {
  readonly title: string;
  readonly claims: readonly Claim[];
}

export function readComparison(table: Table, cite: Cite): Readonly<Record<string, Heading>> {
  return entries(table['headings'], 'comparison.headings', (entry, where): Heading => {
    const heading = record(entry, where);
    onlyFields(heading, ['title', 'claims'], where);
    return {
      title: text(heading['title'], `${where}.title`),
      claims: list(heading['claims'], `${where}.claims`).map((claim, index) => readClaim(claim, cite, `${where}.claims[${index}]`)),
    };
  });
}

function readClaim(value: unknown, cite: Cite, where: string): Claim {
  const claim = record(value, where);
  onlyFields(claim, ['id', 'store', 'text', 'corrects', 'sources'], where);
  const { corrects } = claim;
  return {
    id: text(claim['id'], `${where}.id`),
    store: oneOf(claim['store'], [...stores, 'all'], `${where}.store`),
    text: text(claim['text'], `${where}.text`),
    ...(corrects !== undefined && { corrects: text(corrects, `${where}.corrects`) }),
    sources: texts(claim['sources'], `${where}.sources`).map(id => cite(id, `${where}.sources`)),
  };
}
