import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { createService } from '../src/host/createService.js';
import type { ReviewService } from '../src/reviewService.js';

/*
 * The workspaces of test/workspaces/ tell a story each. What a review of one has to say stands beside it in
 * `<name>.expected.yaml`, written from what is known of the stores and not from what the tool says.
 */

const verdict = z.enum(['fits', 'conditional', 'unmet', 'unfit', 'not-assessed']);
const oneOrMore = <T extends z.ZodType>(of: T) => z.union([of.transform(one => [one]), z.array(of).min(1)]);
const words = z.array(z.string()).default([]);

const expectedDataSet = z.strictObject({
  /** As the report names it; for a part of a DynamoDB table, the table and the prefix of its keys. */
  name: z.string(),
  store: z.enum(['redis', 'dynamodb', 'cassandra']),
  role: z.string(),
  declared: z.boolean().default(false),
  /** A column of the fit matrix. */
  mode: z.string(),
  /** More than one where what is known leaves it open. */
  verdict: oneOrMore(verdict),
  /** The needs that are not met. */
  axes: words,
  /** Those of which it is certain. */
  conditions: z.strictObject({ met: words, unmet: words, open: words }).prefault({}),
  /** By store: the best mode, one of several that are as good, and whether it fits. */
  alternatives: z.record(z.string(), z.strictObject({ mode: oneOrMore(z.string()), verdict: oneOrMore(verdict) })).default({}),
  reason_mentions: words,
});

const expectation = z.strictObject({
  dataSets: z.array(expectedDataSet).default([]),
  findings: z.array(z.strictObject({ rule: z.string(), file: z.string() })),
  /** Data sets of which a rule says nothing, with words of the reason. */
  fine: z.array(z.strictObject({ dataSet: z.string(), rule: z.string().optional(), because: words })),
  useCases: z.array(z.strictObject({
    useCase: z.string(),
    file: z.string(),
    dataSet: expectedDataSet,
    /** By mode, what the fit matrix says of the role. */
    says: z.record(z.string(), verdict),
  })).default([]),
});

export type ExpectedDataSet = z.infer<typeof expectedDataSet>;
export type Expectation = z.infer<typeof expectation>;

/** Where the tool does not see yet what has to be seen, and why. A row that no longer holds is to be struck out. */
export const notYet: readonly (readonly [workspace: string, dataSet: string, why: string])[] = [
];

export interface Story {
  readonly name: string;
  readonly expected: Expectation;
  /** Those of the use cases too. */
  readonly dataSets: readonly ExpectedDataSet[];
  readonly service: ReviewService;
}

const folder = 'test/workspaces';

export const stories: readonly Story[] = readdirSync(folder).filter(name => name.endsWith('.expected.yaml')).map(file => {
  const name = file.slice(0, -'.expected.yaml'.length);
  const expected = expectation.parse(parse(readFileSync(join(folder, file), 'utf8')));
  return { name, expected, dataSets: [...expected.dataSets, ...expected.useCases.map(({ dataSet }) => dataSet)], service: reviewed(name) };
});

/** A service that was given the files of a workspace. */
function reviewed(name: string): ReviewService {
  const root = join(folder, name);
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(path => statSync(join(root, path)).isFile()).map(path => path.replaceAll('\\', '/')).sort();
  const files = new Map(paths.map(path => [path, readFileSync(join(root, path), 'utf8')]));
  const service = createService(path => files.get(path));
  for (const [path, text] of files) service.setFile(path, text);
  return service;
}

export interface FoundDataSet {
  readonly name: string;
  readonly store: string;
  readonly role: string;
  /** As the facts have it: `env:ORDERS_TABLE`. */
  readonly dataset: string;
  /** The files that use it. */
  readonly files: readonly string[];
}

/** What the facts say of the data sets that code uses; a table that an environment variable names is called as config calls it. */
export function dataSetsFound({ service }: Story): readonly FoundDataSet[] {
  const found = new Map<string, { name: string; dataset: string; store: string; role: string; files: string[] }>();
  for (const { store, dataset, resolved, role, place } of service.facts()) {
    if (typeof dataset !== 'string') continue;
    const name = typeof resolved === 'string' ? resolved : dataset;
    const key = `${String(store)} ${name}`;
    const set = found.get(key) ?? { name, dataset, store: String(store), role: String(role), files: [] };
    found.set(key, set);
    set.files.push(place.file);
  }
  return [...found.values()];
}
