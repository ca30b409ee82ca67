import * as z from 'zod/mini';
import { presets } from './presets.js';
import { severities } from './severity.js';
import { consistencyLevels, deploymentModes, duration, needValues, roles, storeOfMode, stores } from './vocabulary.js';

/*
 * The config file, each key defined once: its check, its TypeScript type and, through the build, the JSON Schema by which
 * editors complete and explain it.
 */

const text = (words: string): z.ZodMiniOptional<z.ZodMiniString> => z.optional(z.string().check(z.describe(words)));
const globs = (words: string): z.ZodMiniArray<z.ZodMiniString> => z.array(z.string()).check(z.describe(words));
const noTime = 'is no time such as 30s, 15m, 12h or 90d';
/** A number alone. */
const seconds = z.pipe(z.int().check(z.nonnegative()), z.transform(String));
const time = (words: string): z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString, typeof seconds]>> =>
  z.optional(z.union([z.string().check(z.regex(duration, noTime)), seconds], noTime).check(z.describe(words)));

const preset = z.optional(z.enum(presets).check(z.describe(
  'Which rules speak where `rules` does not name them: `recommended` those that are rarely in the way; `strict` the same, and what is information although it is sure is a warning; `all` as strict, with every rule; `off` none.',
)));
const severity = z.enum(['off', ...severities]).check(z.describe('`off`, or how loud.'));
const rules = z.record(z.string(), severity).check(z.describe('Severity per rule id or glob: `redis/keys-command: off`, `dynamodb/*: info`. An id wins over a glob, and both over every preset.'));

const needs = z.strictObject({
  loss: z.optional(z.enum(needValues.loss).check(z.describe('What a crash or failover may take of acknowledged writes: `ok` all of it, `minutes`, `seconds`, `none`.'))),
  scope: z.optional(z.enum(needValues.scope).check(z.describe('The largest failure that it must survive: of the `process`, the `node`, the zone (`az`), the `region`.'))),
  read: z.optional(z.enum(needValues.read).check(z.describe('How fresh a read must be: `eventual` may be old, `session` sees its own writes, `strong` all acknowledged ones, `serializable` the same over several items.'))),
  write: z.optional(z.enum(needValues.write).check(z.describe('How a write must take place: `blind` over whatever is there, `atomic` on one key, `conditional` on what is there, `multi` as a transaction.'))),
  latency: z.optional(z.enum(needValues.latency).check(z.describe('How soon an answer must be there, 99th percentile at the client; `batch`: no matter when.'))),
  expiry: z.optional(z.enum(needValues.expiry).check(z.describe('When it ends: `none` never, `late-ok` some time after its time, `exact` must not be seen after its time.'))),
  delivery: z.optional(z.enum(needValues.delivery).check(z.describe('How messages must arrive: `at-most-once`, `at-least-once`, the same in order (`+ordered`), and to be read again later (`+replay`).'))),
  access: z.optional(z.enum(needValues.access).check(z.describe('How it is asked for: by `key`, by ranges within a key (`key+range`), by `rank`, by place (`geo`), by another field (`secondary`), by anything (`ad-hoc`), by likeness (`vector`).'))),
  region: z.optional(z.enum(needValues.region).check(z.describe('Where it must be: in `one` region, in another that takes over (`dr`), in several that are written (`active-active`).'))),
  retention: time('How long it must be kept: `90d`.'),
}).check(z.describe('What it must be given, where that is more or less than its role needs: what is said here counts.'));

const match = z.strictObject({
  store: z.optional(z.enum(stores).check(z.describe('Only in this store.'))),
  deployment: text('Only in this deployment: a name of `deployments`, or that of a service or resource.'),
  key: text('Glob over Redis keys: `order:*`.'),
  table: text('Glob over table names.'),
  entity: text('Glob over partition key values, where several kinds of items share a DynamoDB table: `USER#*`.'),
  keyspace: text('Glob over Cassandra keyspaces.'),
  queue: text('Glob over queue names.'),
  channel: text('Glob over Redis channels.'),
  stream: text('Glob over Redis streams.'),
}).check(z.describe('Which data sets are meant: all that every line of it fits.'), z.refine(given => Object.keys(given).some(key => key !== 'store'), { error: 'names no data set' }));

const dataset = z.strictObject({
  match,
  role: z.optional(z.enum(roles).check(z.describe('What it is for.'))),
  needs: z._default(needs, {}),
  source: text('Where it can be had again: `postgres.products`. It is then a copy.'),
  ttl: time('How long each entry lives: `30m`.'),
  staleness: time('How old a copy may be: `10m`.'),
}).check(z.describe('A data set, or several alike.'));

const environment = z.strictObject({
  config: globs('Config files that belong to it: globs, from the folder of this file.'),
  default: z.optional(z.boolean().check(z.describe('This is production: the one that findings are about.'))),
  severityCap: z.optional(z.enum(severities).check(z.describe('Findings about its stores are never louder, unless `rules` name them.'))),
}).check(z.describe('An environment, under a name of yours.'));

const deployment = z.strictObject({
  kind: z.enum(stores).check(z.describe('Which store.')),
  deployment: z.optional(z.enum(deploymentModes).check(z.describe('How it is run, where config does not say it.'))),
  clients: z.optional(globs('Environment variables or hosts by which code reaches it: `REDIS_URL`.')),
  config: text('The config file that declares it: a glob, from the folder of this file.'),
  table: text('DynamoDB: the table; a glob.'),
  keyspace: text('Cassandra: the keyspace.'),
  global: z.optional(z.enum(['mrec', 'mrsc']).check(z.describe('DynamoDB global tables: eventual or strong between regions.'))),
  homeRegion: text('DynamoDB global tables: the region that an item is written in, or `per-item`.'),
  rf: z.optional(z.record(z.string(), z.int().check(z.positive())).check(z.describe('Cassandra: replicas per data centre.'))),
  read: z.optional(z.enum(consistencyLevels).check(z.describe('Cassandra: consistency of reads.'))),
  write: z.optional(z.enum(consistencyLevels).check(z.describe('Cassandra: consistency of writes.'))),
}).check(z.refine(({ kind, deployment: mode }) => mode === undefined || storeOfMode(mode) === kind, { error: 'is a way to run another kind of store', path: ['deployment'] }), z.describe('A store, under a name of yours, by which `datasets` can mean it.'));

const override = z.strictObject({
  files: globs('Files that it is for: globs, from the folder of this file.'),
  preset,
  rules: z._default(rules, {}),
}).check(z.refine(given => given.preset !== undefined || Object.keys(given.rules).length > 0, { error: 'sets nothing: give rules or a preset' }), z.describe('Severities, preset or both for some files.'));

export const configSchema = z.strictObject({
  version: z.literal(1, { error: ({ input }) => `${input === undefined ? 'is missing' : 'is none that this release knows'}: write version: 1` }).check(z.describe('Of this format.')),
  environments: z._default(z.record(z.string(), environment).check(z.describe('Which config files are for production, and which are not.')), {}),
  deployments: z._default(z.record(z.string(), deployment).check(z.describe('Stores that config does not show, or that it shows under another name.')), {}),
  datasets: z._default(z.array(dataset).check(z.describe('What data sets are for and what they need. The last entry that says something wins.')), []),
  preset,
  rules: z._default(rules, {}),
  overrides: z._default(z.array(override).check(z.describe('Severities and preset for some files. The last one that fits wins.')), []),
  files: z._default(
    z.strictObject({
      exclude: z._default(globs('Files that are not read: nothing is found in them, and nothing is known from them. Globs, from the folder of this file.'), []),
      include: z.optional(globs('Only these files are read.')),
    }),
    { exclude: [] },
  ).check(z.describe('Which files are reviewed.')),
}).check(z.describe('What Datastore Review cannot see for itself, and how loud it is.'));

export type ConfigContent = z.output<typeof configSchema>;

/** The keys that a config file may have at a path; none where any name will do. */
export function keysAt(path: readonly PropertyKey[]): readonly string[] {
  let at: unknown = configSchema;
  for (const key of [...path, undefined]) {
    while (at instanceof z.ZodMiniOptional || at instanceof z.ZodMiniDefault) at = at.def.innerType;
    if (key === undefined) break;
    if (at instanceof z.ZodMiniObject) at = (at.shape as Readonly<Record<PropertyKey, unknown>>)[key];
    else if (at instanceof z.ZodMiniArray) at = at.def.element;
    else at = at instanceof z.ZodMiniRecord ? at.def.valueType : undefined;
  }
  return at instanceof z.ZodMiniObject ? Object.keys(at.shape) : [];
}

/** As JSON Schema, for editors. */
export function configJsonSchema(): object {
  return z.toJSONSchema(configSchema, { io: 'input', target: 'draft-7' });
}
