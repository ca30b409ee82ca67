import { isMap, LineCounter, parseDocument, visit, type Document, type Pair } from 'yaml';
import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';
import { ConfigError } from './configError.js';
import { configSchema, keysAt } from './configSchema.js';
import type { Settings, SettingsScope } from './settings.js';
import { didYouMean } from './suggest.js';

export const configFileNames = ['.datastore-review.yml', '.datastore-review.yaml', '.datastore-review.json'] as const;

export function isConfigFile(path: string): boolean {
  return configFileNames.some(name => path === name || path.endsWith(`/${name}`));
}

const longest = 1 << 18;

// the small build of zod has no words of its own
z.config(en());

/**
 * Reads a config file. Throws `ConfigError` with `name:line:column`. An empty file is an empty config.
 * `name` is what the user calls it.
 */
export function readConfigFile(name: string, text: string, scope: SettingsScope = { file: name, folder: '', lead: '' }): Settings {
  const lines = new LineCounter();
  if (text.length > longest) throw new ConfigError(`${name}:1:1: is longer than ${longest >> 10} KiB`);
  const deep = tooDeepAt(text);
  if (deep !== undefined) {
    const line = text.slice(0, deep).split('\n');
    throw new ConfigError(`${name}:${line.length}:${(line.at(-1) ?? '').length + 1}: is nested too deeply`);
  }
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const fail = (offset: number, message: string): never => {
    const { line, col } = lines.linePos(offset);
    throw new ConfigError(`${name}:${Math.max(1, line)}:${Math.max(1, col)}: ${message}`);
  };
  const [syntax] = document.errors;
  if (syntax) return fail(syntax.pos[0], syntax.code === 'MULTIPLE_DOCS' ? 'has several documents, and one is read' : syntax.message);

  let plain: unknown;
  try {
    plain = document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    return fail(unresolvedAlias(document) ?? 0, error instanceof Error ? error.message : 'could not be read');
  }
  const result = configSchema.safeParse(plain ?? { version: 1 }, { reportInput: true });
  if (!result.success) {
    // a misspelt key also makes the right one missing
    const { issues } = result.error;
    const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
    const keys = issue?.path ?? [];
    const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    return fail(offsetOf(document, unknownKey === undefined ? keys : [...keys, unknownKey], unknownKey !== undefined), describe(issue, keys));
  }
  const { file, folder, lead } = scope;
  const { environments, deployments, datasets, preset, rules, overrides, files } = result.data;
  const placed = (...path: readonly PropertyKey[]): { readonly place: { readonly file: string; readonly start: number; readonly end: number } } => ({ place: { file, ...rangeOf(document, path) } });
  const ruleNames = (given: object, ...path: readonly PropertyKey[]): Settings['ruleNames'] => Object.keys(given).map(id => ({ id, place: { file, ...keyRangeOf(document, [...path, id]) } }));
  return {
    ...scope, environments, preset, rules, overrides, files,
    deployments: Object.entries(deployments).map(([key, given]) => ({ ...given, name: key, folder, lead, ...placed('deployments', key) })),
    ruleNames: [...ruleNames(rules, 'rules'), ...overrides.flatMap((override, index) => ruleNames(override.rules, 'overrides', index, 'rules'))],
    datasets: datasets.map((given, index) => ({ ...given, folder, ...placed('datasets', index, 'match') })),
  };
}

/** Where a text nests deeper than any config: the parser is recursive, and a stack that runs out ends the process. */
function tooDeepAt(text: string): number | undefined {
  const blocks = /^[ \t?:-]{100}/m.exec(text);
  let depth = 0;
  for (const { 0: bracket, index } of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth > 100) return index;
  }
  return blocks?.index;
}

function describe(issue: z.core.$ZodIssue | undefined, keys: readonly PropertyKey[]): string {
  const where = keys.length > 0 ? `${keys.map(String).join('.')}: ` : '';
  if (issue?.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    return `${where}unknown key ${key}${didYouMean(key, keysAt(keys))}`;
  }
  if (issue?.code === 'invalid_type') {
    const problem = { null: 'is empty: ', undefined: 'is missing: ' }[String(issue.input)] ?? '';
    return `${where}${problem}${expectations[issue.expected] ?? issue.expected} is expected here`;
  }
  const meant = issue?.code === 'invalid_value' && typeof issue.input === 'string' && issue.values.length > 1 ? didYouMean(issue.input, issue.values.map(String)) : '';
  return `${where}${issue?.message ?? 'is wrong'}${meant}`;
}

const expectations: Readonly<Record<string, string>> = {
  object: 'a map of keys', record: 'a map of keys', array: 'a list', string: 'a text', number: 'a number', boolean: 'true or false',
};

function unresolvedAlias(document: Document): number | undefined {
  let found: number | undefined;
  visit(document, {
    Alias(_, node) {
      if (!node.resolve(document)) found ??= node.range?.[0];
    },
  });
  return found;
}

interface Node {
  readonly range?: readonly number[] | null;
}

/** Where the deepest part of a path that exists stands. */
function offsetOf(document: Document, path: readonly PropertyKey[], key: boolean): number {
  for (let length = path.length; length > 0; length--) {
    const pair = pairAt(document, path.slice(0, length));
    const node = (key || length < path.length ? pair?.key : (pair?.value ?? pair?.key)) as Node | undefined | null;
    const start = node?.range?.[0] ?? (document.getIn(path.slice(0, length), true) as Node | undefined)?.range?.[0];
    if (start !== undefined) return start;
  }
  return 0;
}

/** A key with its value. */
function rangeOf(document: Document, path: readonly PropertyKey[]): { readonly start: number; readonly end: number } {
  const pair = pairAt(document, path);
  const start = (pair?.key as Node | undefined)?.range?.[0] ?? 0;
  const end = (pair?.value as Node | undefined | null)?.range?.[1];
  return { start, end: end ?? start };
}

function keyRangeOf(document: Document, path: readonly PropertyKey[]): { readonly start: number; readonly end: number } {
  const [start = 0, end = start] = (pairAt(document, path)?.key as Node | undefined)?.range ?? [];
  return { start, end };
}

function pairAt(document: Document, path: readonly PropertyKey[]): Pair | undefined {
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  return isMap(parent) ? parent.items.find(item => String(item.key) === String(path.at(-1))) : undefined;
}
