import { stores } from '../../settings/vocabulary.js';
import type { Cite, Source } from './citations.js';
import { entries, oneOf, onlyFields, record, text, texts, type Table } from './table.js';

export type Store = (typeof stores)[number];

/** A way to run a store, and what it gives. */
export interface Mode {
  readonly title: string;
  readonly store: Store;
  /** Ids of the products that can be run so. */
  readonly products: readonly string[];
  readonly summary: string;
  readonly source: Source;
  /** The strongest value on each axis of the scales; an axis it has nothing to say about is absent. */
  readonly gives: Readonly<Record<string, string>>;
  /** Ways of asking it serves well. */
  readonly access: readonly string[];
  /** What moving to it costs, in a few words. */
  readonly price: { readonly latency: string; readonly cost: string; readonly effort: string };
}

/** What is said of a mode, or of a setting between the modes that is judged as one of them, but for its loss. */
export interface Guarantee {
  readonly mode: string;
  readonly loss?: string;
  readonly summary: string;
  readonly source: Source;
}

export type Scales = Readonly<Record<string, readonly string[]>>;

const fields = ['title', 'store', 'products', 'summary', 'source', 'gives', 'access', 'price'];

export function readModes(table: Table, scales: Scales, cite: Cite): Readonly<Record<string, Mode>> {
  return entries(table['modes'], 'modes', (entry, where): Mode => {
    const mode = record(entry, where);
    onlyFields(mode, fields, where);
    const price = record(mode['price'], `${where}.price`);
    return {
      title: text(mode['title'], `${where}.title`),
      store: oneOf(mode['store'], stores, `${where}.store`),
      products: texts(mode['products'], `${where}.products`),
      summary: text(mode['summary'], `${where}.summary`),
      source: cite(mode['source'], `${where}.source`),
      gives: entries(mode['gives'], `${where}.gives`, (value, place, axis) => oneOf(value, scales[axis] ?? [], place)),
      access: texts(mode['access'], `${where}.access`),
      price: { latency: text(price['latency'], `${where}.price.latency`), cost: text(price['cost'], `${where}.price.cost`), effort: text(price['effort'], `${where}.price.effort`) },
    };
  });
}

/** By modes and by their variants. */
export function readGuarantees(table: Table, modes: Readonly<Record<string, Mode>>, scales: Scales, cite: Cite): Readonly<Record<string, Guarantee>> {
  const ofModes = Object.entries(modes).map(([mode, { gives: { loss }, summary, source }]): [string, Guarantee] => [mode, { mode, ...(loss !== undefined && { loss }), summary, source }]);
  const ofVariants = entries(table['variants'], 'modes.variants', (entry, where): Guarantee => {
    const variant = record(entry, where);
    onlyFields(variant, ['mode', 'loss', 'summary', 'source'], where);
    return {
      mode: oneOf(variant['mode'], Object.keys(modes), `${where}.mode`),
      loss: oneOf(variant['loss'], scales['loss'] ?? [], `${where}.loss`),
      summary: text(variant['summary'], `${where}.summary`),
      source: cite(variant['source'], `${where}.source`),
    };
  });
  return { ...Object.fromEntries(ofModes), ...ofVariants };
}
