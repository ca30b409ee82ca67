import { parse } from 'yaml';

/** Where something is told, and the date of the text that was read. */
export interface Sourced {
  readonly source: string;
  readonly asOf?: string;
}

/** The dated tables of `rules/knowledge` as the workspace uses them. */
export interface Knowledge {
  readonly roles: Readonly<Record<string, { readonly needs: Readonly<Record<string, string>> }>>;
  /** Weak to strong, by axis. */
  readonly scales: Readonly<Record<string, readonly string[]>>;
  /** In order of what says most. */
  readonly lexicon: readonly { readonly role: string; readonly words: readonly string[]; readonly weak: readonly string[] }[];
  readonly products: Readonly<Record<string, Sourced & { readonly isManaged: boolean; readonly defaults: Readonly<Record<string, string | number | boolean>> }>>;
  readonly images: Readonly<Record<string, { readonly defaults: Readonly<Record<string, string>> }>>;
  readonly guarantees: Readonly<Record<string, Sourced & { readonly loss: string }>>;
  /** Of products and guarantees. */
  readonly asOf: string | undefined;
  readonly sources: {
    readonly modules: readonly string[];
    readonly globals: readonly string[];
    readonly names: readonly string[];
    readonly verbs: readonly string[];
  };
}

type Table = Readonly<Record<string, unknown>>;

/** Takes the tables as YAML or as JSON (which is how they ship). */
export function readKnowledge(texts: readonly { readonly path: string; readonly text: string }[]): Knowledge {
  const table = (name: string): Table => {
    const found = texts.find(({ path }) => path.replace(/\.(yaml|json)$/, '').endsWith(`knowledge/${name}`) || path === `${name}.yaml`);
      if (!found) return {};
    return (found.path.endsWith('.json') ? JSON.parse(found.text) : parse(found.text)) as Table;
  };
  const roles = table('roles');
  const products = table('products');
  const sources = table('sources');
  const words = (table('lexicon')['roles'] ?? {}) as Record<string, { words?: string[]; weak?: string[] }>;
  return {
    roles: (roles['roles'] ?? {}) as Knowledge['roles'],
    scales: (roles['scales'] ?? {}) as Knowledge['scales'],
    lexicon: Object.entries(words).map(([role, entry]) => ({ role, words: entry.words ?? [], weak: entry.weak ?? [] })),
    products: (products['products'] ?? {}) as Knowledge['products'],
    images: (products['images'] ?? {}) as Knowledge['images'],
    guarantees: (products['guarantees'] ?? {}) as Knowledge['guarantees'],
    asOf: products['asOf'] as Knowledge['asOf'],
    sources: {
      modules: list(sources['modules']),
      globals: list(sources['globals']),
      names: list(sources['names']),
      verbs: list(sources['verbs']),
    },
  };
}

function list(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** Where it is told what a deployment gives: of its persistence, or of its product. */
export function sourceOfGuarantee({ product, persistence }: { readonly product: string; readonly persistence?: string }, { guarantees, products, asOf }: Knowledge): Sourced | undefined {
  const found = guarantees[`redis-${persistence ?? ''}`] ?? guarantees[product] ?? products[product];
  return found && { source: found.source, ...(asOf !== undefined && { asOf }) };
}
