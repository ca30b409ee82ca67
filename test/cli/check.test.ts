import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import { sarifSchema } from './sarifSchema.js';
import { index, lock, Place, table, type Result } from './cli.js';

interface Position { readonly line: number; readonly column: number }
interface Review {
  readonly version: number;
  readonly findings: readonly {
    readonly rule: string; readonly severity: string; readonly message: string; readonly file: string; readonly start: Position; readonly end: Position;
    readonly related: readonly { readonly file: string; readonly start: Position; readonly end: Position; readonly message: string }[];
    readonly dataset?: string; readonly confidence: string; readonly fixes: readonly { readonly title: string; readonly safe: boolean }[];
  }[];
  readonly files: { readonly listed: number; readonly read: number; readonly parsed: number };
}

const packageFile = '{"name":"shop","dependencies":{"ioredis":"^5.8.0","@aws-sdk/lib-dynamodb":"^3.900.0"}}';
const shop = { 'package.json': packageFile, 'src/lock.ts': lock };
const clean = { 'package.json': packageFile, 'src/lock.ts': lock.replace("'NX'", "'PX', 1000, 'NX'") };

describe('check', () => {
  let place: Place;
  const at = (files: Readonly<Record<string, string | Buffer>>): void => { place = new Place(files); };
  const json = async (...args: string[]): Promise<Review> => JSON.parse((await place.run(['check', '--format', 'json', '--fail-on', 'never', ...args])).stdout) as Review;
  afterEach(() => place.remove());

  describe('--explain-silence', () => {
    it('tells what was considered and found fine, with the reason', async () => {
      at(clean);
      const { silences } = JSON.parse((await place.run(['check', '--format', 'json', '--explain-silence'])).stdout) as { silences: readonly { rule: string; file: string; start: Position; dataset: string; reason: string }[] };
      const told = silences.find(({ rule }) => rule === 'redis/lock-without-ttl');
      assert.equal(told?.file, 'src/lock.ts');
      assert.ok(told.start.line > 1);
      assert.match(told.reason, /expires in 1 s/);
      assert.match((await place.run(['check', '--explain-silence'])).stdout, /Considered and fine\n.*src\/lock\.ts:\d+:\d+ .*expires in 1 s/s);
    });
    it('is left out unless asked for', async () => {
      at(clean);
      assert.equal('silences' in await json(), false);
      assert.doesNotMatch((await place.run(['check'])).stdout, /Considered/);
    });
  });

  describe('exit codes', () => {
    const code = async (...args: string[]): Promise<number> => (await place.run(args)).code;

    it('is 0 without findings at the threshold', async () => {
      at(clean);
      assert.equal(await code('check'), 0);
      assert.equal(await code(), 0);
    });
    it('is 1 with findings at the threshold', async () => {
      at(shop);
      assert.equal(await code('check'), 1);
      assert.equal(await code(), 1);
    });
    it('a rule that does not exist is a finding in the config file, and hinders nothing', async () => {
      at({ ...shop, '.datastore-review.yml': 'version: 1\nrules:\n  redis/lock-without-tl: off\n  "redis/*": warning\n' });
      const { code, stdout, stderr } = await place.run([]);
      assert.deepEqual([code, stderr], [0, '']);
      assert.match(stdout, /^\.datastore-review\.yml\n {2}3:3 {2}warning {2}There is no rule redis\/lock-without-tl \(did you mean 'redis\/lock-without-ttl'\?\): correct/m);
    });

    it('follows --fail-on', async () => {
      at({ ...shop, '.datastore-review.yml': 'version: 1\nrules:\n  "*": warning\n' });
      assert.equal(await code('check', '--fail-on', 'error'), 0);
      assert.equal(await code('check', '--fail-on', 'warning'), 1);
      assert.equal(await code('check', '--fail-on', 'info'), 1);
      assert.equal(await code('check', '--fail-on', 'never'), 0);
    });
    it('is 0 for an empty folder', async () => {
      at({});
      const { code: empty, stdout } = await place.run(['check']);
      assert.equal(empty, 0);
      assert.match(stdout, /No findings.*0 files/);
    });
  });

  describe('mistakes', () => {
    const mistake = async (args: readonly string[], message: RegExp): Promise<void> => {
      const { code, stdout, stderr } = await place.run(args);
      assert.equal(code, 2, stderr);
      assert.equal(stdout, '');
      assert.match(stderr, message);
    };
    const oneLine = async (args: readonly string[], message: RegExp): Promise<void> => {
      await mistake(args, message);
      assert.equal((await place.run(args)).stderr.trimEnd().split('\n').length, 1);
    };

    it('in arguments: 2', async () => {
      at(shop);
      await mistake(['check', '--no-such'], /unknown option/);
      await mistake(['check', '--format', 'xml'], /text, json, sarif/);
      await mistake(['check', '--fail-on', 'bad'], /error, warning, info, never/);
      await mistake(['explain'], /missing/);
    });
    it('in paths: 2', async () => {
      at(shop);
      await oneLine(['check', 'no/such'], /^datastore-review: no such file or folder: no\/such$/m);
      await oneLine(['check', 'src', '..'], /lies outside the current folder/);
      await oneLine(['facts', 'no/such'], /no such file or folder/);
      await oneLine(['check', '--rules', 'no-rules'], /no such folder of rules: no-rules/);
      await oneLine(['check', '--config', 'no.yml'], /no\.yml could not be read/);
    });
    it('in the config: 2, with its place', async () => {
      for (const [text, message] of [
        ['version: 1\nrules:\n  redis/lock-without-ttl: loud\n', /:3:27: rules\.redis\/lock-without-ttl: .*warning/],
        ['version: 1\nrulez: {}\n', /:2:1: unknown key rulez/],
        ['version: 2\n', /:1:10: version/],
        ['version: 1\ndatasets:\n  - match: { key: a }\n    role: chache\n', /:4:11: datasets\.0\.role/],
        ['version: 1\nrules: [a\n', /:3:1: /],
        ['a: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nversion: 1\nrules: [*c,*c,*c,*c,*c,*c]\n', /:\d+:\d+: /],
        [`version: 1\nrules: ${'['.repeat(100_000)}\n`, /:\d+:\d+: /],
      ] as const) {
        at({ ...shop, '.datastore-review.yml': text });
        await oneLine(['check'], new RegExp(`^datastore-review: \\.datastore-review\\.yml${message.source}`));
        place.remove();
      }
      at({});
    });
    it('in rules of the user: 2, with their place', async () => {
      at({ ...shop, 'own/x/y.yaml': 'id: x/y\ntitle: [\n' });
      await oneLine(['check', '--rules', 'own'], /^datastore-review: own\/x\/y\.yaml:\d+:\d+: /);
      place.write({ 'own/x/y.yaml': ownRule.replace('fact.command', 'fact.comand') });
      await oneLine(['check', '--rules', 'own'], /^datastore-review: own\/x\/y\.yaml:5:\d+: .*comand/);
      place.write({ 'own/x/y.yaml': ownRule.replace('== "SET"', '== ') });
      await oneLine(['check', '--rules', 'own'], /^datastore-review: own\/x\/y\.yaml:5:\d+: /);
    });
  });

  it('runs rules of the user beside its own', async () => {
    at({ ...shop, 'own/x/y.yaml': ownRule });
    const { findings } = await json('--rules', 'own');
    assert.deepEqual([...new Set(findings.map(({ rule }) => rule))].sort(), ['redis/lock-without-ttl', 'x/y']);
  });

  it('prints JSON as promised', async () => {
    at({ ...shop, 'docker-compose.yml': 'services:\n  redis:\n    image: redis:7.4\n    command: redis-server --maxmemory-policy allkeys-lru --maxmemory 1gb\n  api:\n    build: .\n    environment:\n      REDIS_URL: redis://redis:6379\n', 'src/orders.ts': lock.replace(/withLock[\s\S]*/, "saveOrder(order: { id: string }) {\n  await redis.set(`order:${order.id}`, JSON.stringify(order));\n}\n\nexport async function order(id: string) {\n  const found = await redis.get(`order:${id}`);\n  if (!found) return undefined;\n  return JSON.parse(found);\n}\n") });
    const review = await json();
    assert.equal(review.version, 1);
    assert.deepEqual(Object.keys(review), ['version', 'findings', 'files']);
    assert.deepEqual(review.files, { listed: 4, read: 4, parsed: review.files.parsed });
    const finding = review.findings.find(({ rule }) => rule === 'redis/lock-without-ttl');
    assert.ok(finding);
    assert.equal(finding.file, 'src/lock.ts');
    assert.equal(finding.severity, 'error');
    assert.deepEqual([finding.start, finding.end], [{ line: 7, column: 29 }, { line: 7, column: 32 }]);
    assert.ok(finding.fixes.some(({ safe }) => !safe));
    for (const one of review.findings) {
      assert.match(one.severity, /^(?:error|warning|info|hint)$/);
      assert.match(one.confidence, /^(?:high|medium|low)$/);
      assert.ok(one.message.length > 0 && !one.message.includes('{'));
      for (const { start, end, file } of [one, ...one.related]) {
        assert.ok(start.line >= 1 && start.column >= 1 && (end.line > start.line || end.column >= start.column));
        assert.doesNotMatch(file, /^\/|\\/);
      }
    }
    const joined = review.findings.find(({ rule }) => rule === 'redis/durable-data');
    assert.equal(joined?.dataset, 'order:*');
    assert.ok(joined.related.some(({ file }) => file === 'docker-compose.yml'));
  });

  describe('paths', () => {
    it('are shown from where one stands, findings of others left out, facts of all kept', async () => {
      at({ 'app/package.json': packageFile, 'app/src/lock.ts': lock, 'app/src/keys.ts': "import { Redis } from 'ioredis';\nexport const all = () => new Redis().keys('*');\n" });
      assert.deepEqual(files(await json('app')), ['app/src/keys.ts', 'app/src/lock.ts']);
      assert.deepEqual(files(await json('app/src/lock.ts')), ['app/src/lock.ts']);
      assert.deepEqual(files(await json('app/src/lock.ts', 'app/src/keys.ts')), ['app/src/keys.ts', 'app/src/lock.ts']);
      const { stdout } = await place.run(['check', '--format', 'json', '..'], { cwd: 'app/src' });
      assert.deepEqual(files(JSON.parse(stdout) as Review), ['src/keys.ts', 'src/lock.ts']);
    });
    it('that the config excludes count from its folder', async () => {
      at({ '.git/HEAD': '', '.datastore-review.yml': 'version: 1\nfiles:\n  exclude: ["app/old/**"]\n', 'app/old/lock.ts': lock, 'app/new/lock.ts': lock });
      assert.deepEqual(files(await json('.')), ['app/new/lock.ts']);
      assert.deepEqual(files(await json('app')), ['app/new/lock.ts']);
      assert.deepEqual(files(await json('--no-config', 'app')), ['app/new/lock.ts', 'app/old/lock.ts']);
    });
  });

  describe('config files', () => {
    const severities = (review: Review): string[] => review.findings.map(({ file, severity }) => `${file} ${severity}`);
    it('in folders count for what is below them, over those above', async () => {
      at({
        '.datastore-review.yml': 'version: 1\nrules: { redis/lock-without-ttl: info }\noverrides: [{ files: [b/old/**], rules: { "*": hint } }]\n',
        'a/.datastore-review.yml': 'version: 1\nrules: { redis/lock-without-ttl: error }\nfiles: { exclude: [gone.ts] }\n',
        'a/lock.ts': lock, 'a/deep/lock.ts': lock, 'a/gone.ts': lock, 'b/lock.ts': lock, 'b/old/lock.ts': lock,
      });
      assert.deepEqual(severities(await json('.')), ['a/deep/lock.ts error', 'a/lock.ts error', 'b/lock.ts info', 'b/old/lock.ts hint']);
      assert.deepEqual(severities(await json('--config', '.datastore-review.yml', '.')), ['a/deep/lock.ts info', 'a/gone.ts info', 'a/lock.ts info', 'b/lock.ts info', 'b/old/lock.ts hint']);
    });
    it('in folders are told of like others', async () => {
      at({ ...shop, 'a/.datastore-review.json': '{ "version": 1, "rulez": {} }' });
      const { code, stderr } = await place.run(['check']);
      assert.equal(code, 2);
      assert.match(stderr, /^datastore-review: a\/\.datastore-review\.json:1:17: unknown key rulez \(did you mean 'rules'\?\)/);
      place.remove();
      at({ 'a/.datastore-review.json': '{ "version": 1, "overrides": [{ "files": ["*"], "rules": { "redis/nothing": "off" } }] }' });
      assert.match((await place.run(['check'])).stdout, /a\/\.datastore-review\.json\n {2}1:60 {2}warning {2}There is no rule redis\/nothing/);
    });
    it('above the folder reviewed count too, and are not judged by that folder', async () => {
      at({
        '.git/HEAD': '', 'a/b/lock.ts': lock, 'c/lock.ts': lock,
        '.datastore-review.yml': 'version: 1\nrules: { redis/lock-without-ttl: info }\ndeployments: { other: { kind: redis, clients: [OTHER_URL] } }\ndatasets: [{ match: { key: "other:*" }, role: cache }]\n',
        'a/.datastore-review.yml': 'version: 1\noverrides: [{ files: [b/**], rules: { redis/no-error-listener: off } }]\n',
      });
      for (const folder of ['a', 'a/b']) assert.deepEqual(severities(await json(folder)), ['a/b/lock.ts info']);
      assert.deepEqual(severities(await json('.')), ['.datastore-review.yml info', '.datastore-review.yml info', 'a/b/lock.ts info', 'c/lock.ts info']);
    });
    it('without git only the nearest one above counts', async () => {
      at({ '.datastore-review.yml': 'version: 1\npreset: off\n', 'a/.datastore-review.yml': 'version: 1\n', 'a/b/lock.ts': lock });
      assert.deepEqual(severities(await json('a/b')), ['a/b/lock.ts error']);
    });
  });

  describe('presets', () => {
    const stamp = "import { Redis } from 'ioredis';\nconst redis = new Redis();\nexport const stamp = (id: string) => redis.set(`order:${id}`, 1, 'EX', 60);\n";
    const config = (text: string): Record<string, string> => ({ '.datastore-review.yml': `version: 1\n${text}` });
    const found = async (...args: string[]): Promise<string[]> => [...new Set((await json(...args)).findings.map(({ rule, severity }) => `${rule} ${severity}`))].sort();
    const listener = 'redis/no-error-listener';
    const rows: readonly (readonly [args: readonly string[], config: string, expected: readonly string[]])[] = [
      [[], '', [`${listener} info`]],
      [['--preset', 'recommended'], '', [`${listener} info`]],
      [['--preset', 'strict'], '', [`${listener} warning`]],
      [['--preset', 'all'], '', ['design/undeclared-data-set hint', `${listener} warning`]],
      [['--preset', 'off'], '', []],
      [[], 'preset: off', []],
      [[], 'preset: strict', [`${listener} warning`]],
      [['--preset', 'recommended'], 'preset: strict', [`${listener} info`]],
      [['--preset', 'off'], 'rules: { design/*: info }', ['design/undeclared-data-set info']],
      [['--preset', 'all'], `rules: { ${listener}: off }`, ['design/undeclared-data-set hint']],
      [[], 'overrides: [{ files: [src/**], preset: off }]', []],
      [['--no-config', '--preset', 'strict'], 'preset: off', [`${listener} warning`]],
    ];
    for (const [args, text, expected] of rows) {
      it(`${args.join(' ')} with ${text === '' ? 'no config' : text}: ${expected.length === 0 ? 'nothing' : expected.join(', ')}`, async () => {
        at({ 'src/a.ts': stamp, ...(text !== '' && config(text)) });
        assert.deepEqual(await found(...args), expected);
      });
    }

    it('that do not exist are told', async () => {
      at({});
      const { code, stderr } = await place.run(['check', '--preset', 'strickt']);
      assert.equal(code, 2);
      assert.match(stderr, /off, recommended, strict, all/);
    });

    it('hold for the report too', async () => {
      at({ 'src/a.ts': stamp });
      const report = async (...args: string[]): Promise<string> => (await place.run(['report', ...args])).stdout;
      assert.doesNotMatch(await report(), /undeclared-data-set/);
      assert.match(await report('--preset', 'all'), /undeclared-data-set/);
    });

    it('are told of a rule where it is listed and explained', async () => {
      at({});
      assert.match((await place.run(['rules'])).stdout, /^design\/undeclared-data-set +hint; preset all +A data set/m);
      assert.match((await place.run(['rules', '--format', 'json'])).stdout, /"preset": "recommended"/);
      const { stdout } = await place.run(['explain', 'design/undeclared-data-set']);
      assert.match(stdout, /`design\/undeclared-data-set` · hint; preset all\n/);
      assert.match(stdout, /or on, without the preset `all`, for .*:\n\n```yaml\nversion: 1\nrules:\n {2}design\/undeclared-data-set: hint\n/);
    });
  });

  describe('text', () => {
    it('shows the line, what is underlined, and what to do', async () => {
      at(shop);
      const { stdout, stderr } = await place.run(['check']);
      assert.match(stdout, /src\/lock\.ts\n {2}7:29 {2}error {2}Lock .* has no expiry.* {2}redis\/lock-without-ttl\n {6}\| {3}const taken = await redis\.set\(`lock:report:\$\{id\}`, '1', 'NX'\);\n {6}\| {29}\^\^\^\n/);
      assert.match(stdout, /→ .*expire/);
      assert.match(stdout, /1 finding: 1 error/);
      assert.equal(stderr, '');
    });
    it('is plain unless a terminal or FORCE_COLOR wants colour', async () => {
      at(shop);
      const escapes = ({ stdout }: Result): boolean => stdout.includes('\u001b[');
      assert.equal(escapes(await place.run(['check'])), false);
      assert.equal(escapes(await place.run(['check'], { isTTY: true })), true);
      assert.equal(escapes(await place.run(['check'], { isTTY: true, env: { NO_COLOR: '1' } })), false);
      assert.equal(escapes(await place.run(['check'], { isTTY: true, env: { TERM: 'dumb' } })), false);
      assert.equal(escapes(await place.run(['check'], { env: { FORCE_COLOR: '1' } })), true);
    });
    it('shows progress on a terminal only, and takes it away again', async () => {
      at(shop);
      assert.equal((await place.run(['check'])).stderr, '');
      assert.equal((await place.run(['check'], { isTTY: true, env: { CI: 'true' } })).stderr, '');
      const { stderr } = await place.run(['check'], { isTTY: true });
      assert.match(stderr, /Listing files/);
      assert.ok(stderr.endsWith('\r\u001b[2K'));
    });
    it('does not let the workspace steer the terminal', async () => {
      at({ 'package.json': packageFile, 'src/a\u001b[31mb.ts': lock.replace("'1'", "'\u001b]0;x\u0007'") });
      const { stdout } = await place.run(['check']);
      assert.match(stdout, /redis\/lock-without-ttl/);
      assert.doesNotMatch(stdout, /[\u0000-\u0008\u000b-\u001f]/);
    });
  });

  describe('SARIF', () => {
    const isValid = addFormats(new Ajv({ allErrors: true })).compile(sarifSchema);
    const sarif = async (...args: string[]): Promise<Log> => {
      const log = JSON.parse((await place.run(['check', '--format', 'sarif', ...args])).stdout) as Log;
      assert.ok(isValid(log), JSON.stringify(isValid.errors, null, 1));
      return log;
    };

    it('is valid, and has the rules with it', async () => {
      at(shop);
      const { runs: [run] } = await sarif();
      const [result] = run!.results!;
      assert.equal(result!.ruleId, 'redis/lock-without-ttl');
      assert.equal(run!.tool.driver.rules![result!.ruleIndex!]!.id, result!.ruleId);
      assert.equal(result!.locations![0]!.physicalLocation!.artifactLocation!.uri, 'src/lock.ts');
      assert.deepEqual(result!.locations![0]!.physicalLocation!.region, { startLine: 7, startColumn: 29, endLine: 7, endColumn: 32 });
      for (const rule of run!.tool.driver.rules!) {
        assert.ok(rule.shortDescription?.text && rule.help?.markdown && rule.helpUri, rule.id);
      }
    });
    it('is valid without findings, and with notes', async () => {
      at({ 'a b/ü#?%.ts': Buffer.from([0, 1, 2]) });
      const { runs: [run] } = await sarif();
      const [notification] = run!.invocations![0]!.toolExecutionNotifications!;
      assert.match(notification!.message.text!, /is binary/);
      assert.equal(notification!.locations![0]!.physicalLocation!.artifactLocation!.uri, 'a%20b/%C3%BC%23%3F%25.ts');
    });
    it('has fingerprints that survive moved lines and tell equal ones apart', async () => {
      const twice = lock.replace(/\n {2}if/, "\n  await redis.set(`lock:report:${id}`, '1', 'NX');\n  if");
      at({ ...shop, 'src/lock.ts': twice });
      const prints = async (): Promise<string[]> => (await sarif()).runs[0]!.results!.filter(({ ruleId }) => ruleId === 'redis/lock-without-ttl').map(({ partialFingerprints }) => partialFingerprints!['datastoreReview/v1']!);
      const before = await prints();
      assert.equal(before.length, 2);
      assert.equal(new Set(before).size, 2);
      place.write({ 'src/lock.ts': `// moved\n\n${twice.replace(/^ {2}/gm, '    ')}` });
      assert.deepEqual(await prints(), before);
    });
  });

  describe('--fix', () => {
    const fixed = index.replace('      ConsistentRead: true,\n', '');
    const text = (): string => readFileSync(join(place.root, 'src/orders.ts'), 'utf8');

    it('mends what can only fail, once', async () => {
      at({ 'package.json': packageFile, 'template.yaml': table, 'src/orders.ts': index });
      assert.equal((await place.run(['check'])).code, 1);
      const { code, stdout, stderr } = await place.run(['check', '--fix']);
      assert.equal(code, 0, stdout);
      assert.match(stderr, /1 fix applied/);
      assert.doesNotMatch(text(), /ConsistentRead/);
      assert.equal(text().replace(/,\s*\}/g, ' }'), fixed.replace(/,\s*\}/g, ' }'));
      const again = text();
      assert.equal((await place.run(['check', '--fix'])).stderr, '');
      assert.equal(text(), again);
    });
    it('keeps byte order mark and line ends', async () => {
      const windows = (source: string): string => `\ufeff${source.replaceAll('\n', '\r\n')}`;
      at({ 'package.json': packageFile, 'template.yaml': table, 'src/orders.ts': windows(index) });
      await place.run(['check', '--fix']);
      assert.doesNotMatch(text(), /ConsistentRead/);
      assert.ok(text().startsWith('\ufeff'));
      assert.doesNotMatch(text(), /[^\r]\n/);
      assert.equal(text().split('\r\n').length, windows(index).split('\r\n').length - 1);
    });
    it('leaves what changes behaviour to people', async () => {
      at(shop);
      const { code } = await place.run(['check', '--fix']);
      assert.equal(code, 1);
      assert.equal(readFileSync(join(place.root, 'src/lock.ts'), 'utf8'), lock);
    });
    it('mends only what is shown', async () => {
      at({ 'package.json': packageFile, 'template.yaml': table, 'src/orders.ts': index, 'src/other.ts': '' });
      await place.run(['check', '--fix', 'src/other.ts']);
      assert.equal(text(), index);
    });
  });
});

function files(review: Review): string[] {
  return [...new Set(review.findings.map(({ file }) => file))];
}

const ownRule = `id: x/y
title: Every SET
severity: info
on: redis.command
when: fact.command == "SET"
message: "A SET."
docs: { problem: Some., solution: None., fine: Always. }
sources: [{ url: "https://redis.io/docs/latest/commands/set/", date: 2026-08 }]
examples: { bad: [], good: [] }
`;
