import { LineCounter, parseDocument, isMap } from 'yaml';
import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';
import { ConfigError } from './configError.js';
import { needValues, roles, type Settings } from './settings.js';

export const configFileNames = ['.datastore-review.yml', '.datastore-review.yaml', '.datastore-review.json'] as const;

// the small build of zod has no words of its own
z.config(en());

const needs = z.partial(
  z.strictObject({
    loss: z.enum(needValues.loss),
    read: z.enum(needValues.read),
    write: z.enum(needValues.write),
    expiry: z.enum(needValues.expiry),
  }),
);
const match = z.partial(
  z.strictObject({
    store: z.enum(['redis', 'dynamodb', 'cassandra']),
    key: z.string(), table: z.string(), entity: z.string(), keyspace: z.string(), queue: z.string(), channel: z.string(), stream: z.string(),
  }),
);
const dataset = z.strictObject({ match, role: z.optional(z.enum(roles)), needs: z._default(needs, {}) });
const schema = z.strictObject({
  version: z.literal(1),
  rules: z._default(z.record(z.string(), z.enum(['off', 'hint', 'info', 'warning', 'error'])), {}),
  files: z._default(z.strictObject({ exclude: z._default(z.array(z.string()), []) }), { exclude: [] }),
  datasets: z._default(z.array(dataset), []),
});

/** Reads a config file. Throws `ConfigError` with `path:line:column`. An empty file is an empty config. */
export function readConfigFile(path: string, text: string): Settings {
  const lines = new LineCounter();
  const deep = tooDeepAt(text);
  if (deep !== undefined) {
    const line = text.slice(0, deep).split('\n');
    throw new ConfigError(`${path}:${line.length}:${(line.at(-1) ?? '').length + 1}: is nested too deeply`);
  }
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const fail = (offset: number, message: string): never => {
    const { line, col } = lines.linePos(offset);
    throw new ConfigError(`${path}:${Math.max(1, line)}:${Math.max(1, col)}: ${message}`);
  };
  const [syntax] = document.errors;
  if (syntax) return fail(syntax.pos[0], syntax.message);

  let plain: unknown;
  try {
    plain = document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    return fail(0, error instanceof Error ? error.message : 'could not be read');
  }
  const result = schema.safeParse(plain ?? { version: 1 });
  if (!result.success) {
    const issue = result.error.issues[0];
    const keys = issue?.path ?? [];
    const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    return fail(offsetOf(document, unknownKey === undefined ? keys : [...keys, unknownKey], unknownKey !== undefined), describe(issue, keys));
  }
  return { ...result.data, datasets: result.data.datasets.map(({ needs: given, ...rest }) => ({ ...rest, needs: withoutUndefined(given) })) };
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
  if (issue?.code === 'unrecognized_keys') return `${where}unknown key ${issue.keys[0] ?? ''}`;
  return `${where}${issue?.message ?? 'is wrong'}`;
}

/** Where the deepest part of a path that exists stands. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[], key: boolean): number {
  for (let length = path.length; length > 0; length--) {
    const parent: unknown = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find(item => String(item.key) === String(last));
      const node = (key || length < path.length ? pair?.key : (pair?.value ?? pair?.key)) as { range?: readonly number[] | null } | undefined | null;
      if (node?.range?.[0] !== undefined) return node.range[0];
    }
    const node = document.getIn(path.slice(0, length), true) as { range?: readonly number[] | null } | undefined;
    if (node?.range?.[0] !== undefined) return node.range[0];
  }
  return 0;
}

function withoutUndefined(record: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
