import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { readConfigFile } from '../../src/settings/configFile.js';
import { configJsonSchema } from '../../src/settings/configSchema.js';
import { deploymentModes, needValues, roles, secondsOf } from '../../src/settings/vocabulary.js';

/** Everything a config file can say. */
const full = `version: 1
environments:
  prod: { config: [infra/prod/**], default: true }
  dev: { config: ['docker-compose*.yml'], severityCap: info }
deployments:
  main-redis: { kind: redis, deployment: elasticache-multi-az, clients: [REDIS_URL], config: infra/prod/redis.yaml }
  app-table: { kind: dynamodb, table: App, global: mrec, homeRegion: per-item }
  events: { kind: cassandra, keyspace: events, rf: { dc1: 3 }, read: LOCAL_QUORUM, write: LOCAL_QUORUM }
datasets:
  - match: { deployment: main-redis, key: "order:*" }
    role: record
    needs: { loss: none, read: strong, scope: az, latency: <10ms, delivery: at-least-once, access: key+range, region: dr, retention: 90d, write: multi, expiry: exact }
  - match: { store: redis, key: "product:*" }
    role: cache
    source: postgres.products
    ttl: 900
    staleness: 15m
  - { match: { deployment: app-table, entity: "USER#*" }, role: record }
  - { match: { keyspace: events, table: "*" } }
  - { match: { queue: mails } }
  - { match: { channel: "news:*", stream: clicks } }
preset: strict
rules: { redis/keys-command: off, dynamodb/*: error }
overrides:
  - { files: [legacy/**], preset: off }
  - { files: [scripts/**], rules: { redis/*: hint } }
files: { exclude: [legacy/**], include: [src/**] }
`;
const readme = /```yaml\n(version: 1[\s\S]*?)```/.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';
const samples: readonly (readonly [name: string, text: string])[] = [['everything', full], ['README', readme], ['nothing but the version', 'version: 1\n']];

const wrong: readonly (readonly [text: string, message: RegExp])[] = [
  ['version: 1\nrulez: {}\n', /^c\.yml:2:1: unknown key rulez \(did you mean 'rules'\?\)$/],
  ['version: 1\nenvironments:\n  prod: { confg: [] }\n', /^c\.yml:3:11: environments\.prod: unknown key confg \(did you mean 'config'\?\)/],
  ['version: 1\nenvironments:\n  prod: { config: [], severityCap: loud }\n', /^c\.yml:3:36: environments\.prod\.severityCap: .*"warning"/],
  ['version: 1\ndeployments:\n  main: { kind: redis, deployment: elasticache-multiaz }\n', /^c\.yml:3:36: deployments\.main\.deployment: .*did you mean 'elasticache-multi-az'/],
  ['version: 1\ndeployments:\n  main: { kind: redis, deployment: keyspaces }\n', /^c\.yml:3:36: deployments\.main\.deployment: is a way to run another kind of store/],
  ['version: 1\ndeployments:\n  main: { deployment: memorydb }\n', /^c\.yml:3:3: deployments\.main\.kind: /],
  ['version: 1\ndeployments:\n  main: { kind: cassandra, rf: { dc1: 0 } }\n', /^c\.yml:3:39: deployments\.main\.rf\.dc1: /],
  ['version: 1\ndatasets:\n  - match: { store: redis }\n', /^c\.yml:3:12: datasets\.0\.match: names no data set/],
  ['version: 1\ndatasets:\n  - match: { keyy: a }\n', /^c\.yml:3:14: datasets\.0\.match: unknown key keyy \(did you mean 'key'\?\)/],
  ['version: 1\ndatasets:\n  - match: { key: a }\n    role: chache\n', /^c\.yml:4:11: datasets\.0\.role: .*\(did you mean 'cache'\?\)/],
  ['version: 1\ndatasets:\n  - match: { key: a }\n    needs: { latency: fast }\n', /^c\.yml:4:23: datasets\.0\.needs\.latency: /],
  ['version: 1\ndatasets:\n  - match: { key: a }\n    ttl: soon\n', /^c\.yml:4:10: datasets\.0\.ttl: is no time such as/],
  ['version: 1\noverrides:\n  - files: [a]\n', /^c\.yml:3:5: overrides\.0: sets nothing: give rules or a preset/],
  ['version: 1\npreset: strickt\n', /^c\.yml:2:9: preset: .*\(did you mean 'strict'\?\)$/],
  ['version: 1\nfiles: { excludes: [] }\n', /^c\.yml:2:10: files: unknown key excludes \(did you mean 'exclude'\?\)/],
  ['rules: {}\n', /^c\.yml:1:1: version: is missing: write version: 1$/],
  ['version: "1"\n', /^c\.yml:1:10: version: is none that this release knows: write version: 1$/],
  ['version: 1\n---\nversion: 1\n', /^c\.yml:2:1: has several documents, and one is read$/],
  ['- a\n', /^c\.yml:1:1: a map of keys is expected here$/],
  ['version: 1\nrules:\n', /^c\.yml:2:7: rules: is empty: a map of keys is expected here$/],
  ['version: 1\ndatasets:\n  - role: cache\n', /^c\.yml:3:5: datasets\.0\.match: is missing: a map of keys is expected here$/],
  ['version: 1\nenvironments: { prod: { config: infra } }\n', /^c\.yml:2:33: environments\.prod\.config: a list is expected here$/],
  ['version: 1\nfiles: { exclude: [1] }\n', /^c\.yml:2:20: files\.exclude\.0: a text is expected here$/],
  ['version: 1\nenvironments: { prod: { config: [], default: yes } }\n', /^c\.yml:2:46: environments\.prod\.default: true or false is expected here$/],
  ['version: 1\ndeployments: { a: { kind: cassandra, rf: { dc1: two } } }\n', /^c\.yml:2:49: deployments\.a\.rf\.dc1: a number is expected here$/],
  ['version: 1\nrules: *all\n', /^c\.yml:2:8: .*alias/],
  ['version: 1\ndatasets: [{ match: { key: a }, ttl: -5 }]\n', /^c\.yml:2:38: datasets\.0\.ttl: is no time such as/],
  [`version: 1 # ${'-'.repeat(300_000)}`, /^c\.yml:1:1: is longer than 256 KiB/],
];

describe('the config file', () => {
  const isValid = new Ajv({ strict: false }).compile(configJsonSchema());
  for (const [name, text] of samples) {
    it(`${name}: is read, and fits the JSON Schema`, () => {
      assert.equal(readConfigFile('c.yml', text).file, 'c.yml');
      assert.ok(isValid(parse(text)), JSON.stringify(isValid.errors));
    });
  }

  for (const [text, message] of wrong) {
    it(`told with its place: ${message.source.slice(0, 80)}`, () => {
      assert.throws(() => readConfigFile('c.yml', text), (error: unknown) => message.test(error instanceof Error ? error.message : ''));
    });
  }

  it('its JSON Schema knows unknown keys, and explains every key', () => {
    assert.ok(!isValid({ version: 1, rulez: {} }));
    assert.ok(!isValid({ version: 1, datasets: [{ match: { keyy: 'a' } }] }));
    const bare: string[] = [];
    const walk = (schema: unknown, path: string): void => {
      if (typeof schema !== 'object' || schema === null) return;
      const { type, description, properties, items, additionalProperties } = schema as Record<string, unknown>;
      if (description === undefined && (type === 'object' || !path.endsWith('[]')) && !path.endsWith('.rf.*')) bare.push(path);
      for (const [key, value] of Object.entries(properties ?? {})) walk(value, `${path}.${key}`);
      walk(items, `${path}[]`);
      walk(additionalProperties, `${path}.*`);
    };
    walk(configJsonSchema(), '');
    assert.deepEqual(bare, []);
  });

  it('its places are those of the entries', () => {
    const { datasets: [first], deployments: [main] } = readConfigFile('c.yml', full);
    const textAt = (place: { readonly start: number; readonly end: number } | undefined): string => full.slice(place?.start, place?.end);
    assert.equal(textAt(first?.place), 'match: { deployment: main-redis, key: "order:*" }');
    assert.match(textAt(main?.place), /^main-redis: \{ kind: redis.*\}$/);
  });

  it('its words are those of the tables', () => {
    const tables = parse(readFileSync('rules/knowledge/roles.yaml', 'utf8')) as { readonly scales: Record<string, readonly string[]>; readonly roles: Record<string, { readonly needs: Record<string, string> }> };
    assert.deepEqual([...roles].sort(), Object.keys(tables.roles).sort());
    for (const [axis, values] of Object.entries(tables.scales)) assert.deepEqual((needValues as Record<string, readonly string[]>)[axis], values, axis);
    assert.equal(deploymentModes.length, 20);
  });

  it('a number alone is a time in seconds', () => {
    assert.equal(readConfigFile('c.yml', full).datasets[1]?.ttl, '900');
  });

  it('times', () => {
    assert.deepEqual(['90', '500ms', '15m', '12h', '90d', '1w', 'soon', '5 m'].map(secondsOf), [90, 0.5, 900, 43_200, 7_776_000, 604_800, undefined, undefined]);
  });
});
