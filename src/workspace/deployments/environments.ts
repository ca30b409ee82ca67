import { wordsOf } from '../../facts/words.js';
import { environmentSet } from '../../settings/layers.js';
import type { Layers } from '../../settings/settings.js';

export type EnvironmentKind = 'production' | 'development';

const developmentWords = new Set(['dev', 'devel', 'development', 'local', 'localhost', 'localstack', 'devcontainer', 'test', 'tests', 'testing', 'override', 'example', 'examples',
  'ci', 'sample', 'samples', 'demo', 'demos', 'fixture', 'fixtures', 'spec', 'specs', 'e2e', 'integration', 'mock', 'mocks', 'sandbox', 'playground']);
const productionWords = new Set(['prod', 'production', 'live', 'prd']);

/** What a path and a name say of where something runs; undefined when they say nothing. Paths are relative to the review root. */
export function environmentByName(path: string, name = ''): EnvironmentKind | undefined {
  const words = [...wordsOf(path), ...wordsOf(name)];
  if (words.some(word => productionWords.has(word))) return 'production';
  return words.some(word => developmentWords.has(word)) ? 'development' : undefined;
}

/** What a config file, and what it declares, is for; undefined when nothing says so. */
export type EnvironmentFinder = (path: string, name?: string) => EnvironmentKind | undefined;

/** What the user said of a file, before what its path and names say. */
export function environmentFinder(layers: Layers): EnvironmentFinder {
  return (path, name) => {
    const set = environmentSet(layers, path);
    if (!set) return environmentByName(path, name);
    if (set.isDefault) return 'production';
    return environmentByName('', set.name) ?? (set.isBesideDefault ? 'development' : environmentByName(path, name));
  };
}

/** Test code: what it does with a store is no use of the product. */
export const isTestFile = byPath(looksLikeTest);

function looksLikeTest(path: string): boolean {
  const segments = path.split('/');
  const file = segments.pop() ?? '';
  if (/\.(?:\w*tests?|\w*specs?|e2e|mock|stories|bench)\.[cm]?[jt]sx?$/i.test(file) || /^(?:jest|vitest|mocha|cypress|playwright)[.-]/i.test(file)) return true;
  return segments.some(segment => /^(?:tests?|__tests__|__mocks__|__fixtures__|specs?|__e2e__|e2e|integration-tests|mocks?|fixtures|testing|test-utils|benchmarks?|cypress)$/i.test(segment));
}

/** Code that shows how something is done: of use to learners, and nobody's production. */
export function isExampleFile(path: string): boolean {
  return path.split('/').slice(0, -1).some(segment => /^(?:examples?|demos?|samples?|playgrounds?|sandbox)$/i.test(segment));
}

/** A script, job, migration or seed rather than a service. */
export const isScriptFile = byPath(looksLikeScript);

function looksLikeScript(path: string): boolean {
  const segments = path.split('/');
  const file = segments.pop() ?? '';
  if (/(?:^|[.-])(?:seed|seeds|seeder|populate|migration|migrate|script|backfill)\.[cm]?[jt]sx?$/i.test(file)) return true;
  return segments.some(segment => /^(?:scripts?|bin|migrations?|seeds?|seeders?|tools?|cli|cron)$/i.test(segment));
}

/** Asked for each call of a file, which has one answer. */
function byPath(find: (path: string) => boolean): (path: string) => boolean {
  const answers = new Map<string, boolean>();
  return path => {
    const present = answers.get(path);
    if (present !== undefined) return present;
    const answer = find(path);
    answers.set(path, answer);
    return answer;
  };
}
