import { readCapabilities, type CapabilityRow } from './knowledge/capabilities.js';
import { readCitations } from './knowledge/citations.js';
import { readComparison, type Heading } from './knowledge/comparison.js';
import { readFit, type Condition, type FitCell, type FitTable } from './knowledge/fit.js';
import { readGuarantees, readModes, type Guarantee, type Mode, type Scales } from './knowledge/modes.js';
import { entries, record, tableOf, text, texts as textList, type Table, type TableText } from './knowledge/table.js';

export type { CapabilityRow } from './knowledge/capabilities.js';
export type { Cited, Source } from './knowledge/citations.js';
export type { Claim, Heading } from './knowledge/comparison.js';
export type { Condition, FitCell, Missable, Verdict } from './knowledge/fit.js';
export type { Guarantee, Mode, Scales } from './knowledge/modes.js';

/** Where something is told, and the date of the text that was read. */
export interface Sourced {
  readonly source: string;
  readonly asOf?: string;
}

/** The dated tables of `rules/knowledge` as the workspace uses them. */
export interface Knowledge {
  readonly roles: Readonly<Record<string, { readonly title: string; readonly needs: Readonly<Record<string, string>> }>>;
  /** Weak to strong, by axis. */
  readonly scales: Scales;
  /** In order of what says most. */
  readonly lexicon: readonly { readonly role: string; readonly words: readonly string[]; readonly weak: readonly string[] }[];
  readonly products: Readonly<Record<string, Sourced & { readonly title: string; readonly isManaged: boolean; readonly defaults: Readonly<Record<string, string | number | boolean>> }>>;
  readonly images: Readonly<Record<string, { readonly defaults: Readonly<Record<string, string>> }>>;
  /** Of products. */
  readonly asOf: string;
  /** Ways to run a store, in the order of the report's columns. */
  readonly modes: Readonly<Record<string, Mode>>;
  /** What a deployment gives, by the name of a mode or of a variant of one. */
  guarantee(name: string): Guarantee | undefined;
  /** How a mode suits a role; undefined for names that are neither. */
  fit(role: string, mode: string): FitCell | undefined;
  /** What cells hold under, by id. */
  readonly conditions: Readonly<Record<string, Condition>>;
  /** Month the fit table was judged in, `YYYY-MM`. */
  readonly fitAsOf: string;
  /** What can be said of each mode, row by row of the report. */
  readonly capabilities: Readonly<Record<string, CapabilityRow>>;
  /** What is commonly said of the stores, and what holds, by heading. */
  readonly comparison: Readonly<Record<string, Heading>>;
  /** Phrases of comments by the role they speak for. */
  readonly intent: {
    readonly roles: Readonly<Record<string, readonly string[]>>;
    readonly denials: readonly string[];
    readonly elsewhere: readonly string[];
  };
  /** The version of Redis that a command came with, `6.2.0`; undefined where it is not known or came with a module. */
  redisSince(command: string): string | undefined;
  readonly sources: {
    readonly modules: readonly string[];
    readonly globals: readonly string[];
    readonly names: readonly string[];
    readonly verbs: readonly string[];
  };
}

/** Takes the tables as YAML or as JSON. The larger ones, which not every run asks for, are parsed when first asked for. Throws where a table is missing or malformed. */
export function readKnowledge(texts: readonly TableText[]): Knowledge {
  const roles = tableOf(texts, 'roles');
  const products = tableOf(texts, 'products');
  const sources = tableOf(texts, 'sources');
  const intent = tableOf(texts, 'intent');
  const modeTable = tableOf(texts, 'modes');
  const cite = readCitations(tableOf(texts, 'citations'));
  const scales = record(roles['scales'], 'roles.scales') as Knowledge['scales'];
  const modes = readModes(modeTable, scales, cite);
  const guarantees = readGuarantees(modeTable, modes, scales, cite);
  const fit = once((): FitTable => readFit(tableOf(texts, 'fit'), Object.keys(modes), cite));
  const capabilities = once(() => readCapabilities(tableOf(texts, 'capabilities'), Object.keys(modes), cite));
  const comparison = once(() => readComparison(tableOf(texts, 'comparison'), cite));
  const commands = once(() => versionsOf(tableOf(texts, 'commands/redis')));
  return {
    roles: record(roles['roles'], 'roles.roles') as Knowledge['roles'],
    scales,
    lexicon: lexiconOf(tableOf(texts, 'lexicon')),
    products: record(products['products'], 'products.products') as Knowledge['products'],
    images: record(products['images'], 'products.images') as Knowledge['images'],
    asOf: text(products['asOf'], 'products.asOf'),
    modes,
    guarantee: name => guarantees[name],
    fit: (role, mode) => fit().cells[role]?.[mode],
    get conditions() {
      return fit().conditions;
    },
    get fitAsOf() {
      return fit().asOf;
    },
    get capabilities() {
      return capabilities();
    },
    get comparison() {
      return comparison();
    },
    intent: {
      roles: entries(intent['roles'], 'intent.roles', textList),
      denials: textList(intent['denials'], 'intent.denials'),
      elsewhere: textList(intent['elsewhere'], 'intent.elsewhere'),
    },
    redisSince: command => commands().get(command),
    sources: {
      modules: textList(sources['modules'], 'sources.modules'),
      globals: textList(sources['globals'], 'sources.globals'),
      names: textList(sources['names'], 'sources.names'),
      verbs: textList(sources['verbs'], 'sources.verbs'),
    },
  };
}

function lexiconOf(table: Table): Knowledge['lexicon'] {
  const words = entries(table['roles'], 'lexicon.roles', (entry, where) => {
    const { words, weak } = record(entry, where);
    return { words: textList(words, `${where}.words`), weak: textList(weak, `${where}.weak`) };
  });
  return Object.entries(words).map(([role, entry]) => ({ role, ...entry }));
}

function versionsOf({ commands }: Table): ReadonlyMap<string, string> {
  const found = entries(commands, 'commands.redis.commands', (entry, where) => record(entry, where)['since']);
  return new Map(Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && /^\d/.test(entry[1])));
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Where it is told what a deployment gives: of its persistence, or of its product. */
export function sourceOfGuarantee({ product, persistence }: { readonly product: string; readonly persistence?: string }, { guarantee, products, asOf }: Pick<Knowledge, 'guarantee' | 'products' | 'asOf'>): Sourced | undefined {
  const given = guarantee(`redis-${persistence ?? ''}`) ?? guarantee(product);
  if (given) return { source: given.source.url, asOf: given.source.date };
  const known = products[product];
  return known && { source: known.source, asOf };
}
