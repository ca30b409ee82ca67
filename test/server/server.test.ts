import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { requests, type ReportParams, type ReportResult, type ReviewWorkspaceResult, type RuleDocsResult, type RulesResult } from '../../src/server/protocol.js';
import { Editor, Folder, type EditorOptions } from './editor.js';

const evicting = 'services:\n  redis:\n    image: redis:7.4\n    command: redis-server --maxmemory 256mb --maxmemory-policy allkeys-lru\n  api:\n    build: .\n    environment:\n      REDIS_URL: redis://redis:6379\n';
const durable = evicting.replace('--maxmemory 256mb --maxmemory-policy allkeys-lru', '--appendonly yes --appendfsync always --maxmemory-policy noeviction') .replace('    image: redis:7.4\n', '    image: redis:7.4\n    volumes:\n      - data:/data\n') + 'volumes:\n  data:\n';
const lockText = `import { redis } from './redis.js';

export async function withLock(id: string, work: () => Promise<void>) {
  const key = \`lock:report:\${id}\`;
  const taken = await redis.set(key, '1', 'NX');
  if (!taken) return;
  await work();
  await redis.del(key);
}
`;
const ordersText = `import { redis } from './redis.js';

export async function saveOrder(order: { id: string; total: number }) {
  await redis.set(\`order:\${order.id}\`, JSON.stringify(order));
}

export async function findOrder(id: string) {
  const found = await redis.get(\`order:\${id}\`);
  if (!found) return undefined;
  return JSON.parse(found);
}
`;
const files = {
  'package.json': '{"name":"shop","dependencies":{"ioredis":"^5.8.0"}}',
  'docker-compose.yml': evicting,
  'src/redis.ts': "import { Redis } from 'ioredis';\n\nexport const redis = new Redis(process.env.REDIS_URL!);\nredis.on('error', error => console.error(error));\n",
  'src/lock.ts': lockText,
  'src/orders.ts': ordersText,
};
const has = (rule: string) => (diagnostics: readonly Diagnostic[]): boolean => diagnostics.some(({ code }) => code === rule);
const hasNot = (rule: string) => (diagnostics: readonly Diagnostic[]): boolean => !has(rule)(diagnostics);
const nothing = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.length === 0;

describe('the language server', function () {
  this.timeout(30_000);
  let folder: Folder;
  let editor: Editor;
  const start = async (options: EditorOptions = {}, ...more: readonly Folder[]): Promise<void> => {
    editor = await Editor.start([folder, ...more], options);
  };
  beforeEach(() => {
    folder = new Folder(files);
  });
  afterEach(() => {
    editor.process.kill();
    folder.remove();
  });

  it('says what it can', async () => {
    await start();
    const { capabilities, serverInfo } = editor.answer!;
    assert.equal(serverInfo?.name, 'datastore-review');
    assert.deepEqual(capabilities.diagnosticProvider, { identifier: 'datastore-review', interFileDependencies: true, workspaceDiagnostics: false });
    assert.equal(capabilities.hoverProvider, true);
  });

  it('finds, explains and fixes in an open document', async () => {
    await start();
    const uri = folder.uri('src/lock.ts');
    await editor.open(uri, lockText);
    const found = await editor.pull(uri);
    const finding = found.find(({ code }) => code === 'redis/lock-without-ttl');
    assert.ok(finding, JSON.stringify(found));
    assert.equal(finding.source, 'datastore-review');
    assert.equal(finding.severity, 1);
    assert.equal(editor.textAt(uri, finding.range), 'set');
    assert.match(finding.codeDescription?.href ?? '', /^https:/);

    const hover = await editor.hover(uri, finding.range.start);
    assert.match(hover ?? '', /SET/);
    assert.match(hover ?? '', /O\(1\)/);

    const actions = await editor.codeActions(uri, finding.range);
    const fix = actions.find(({ edit, title }) => edit && !title.startsWith('Disable'));
    assert.ok(fix?.edit?.changes, actions.map(({ title }) => title).join(', '));
    await editor.edit(uri, fix.edit.changes[uri]!);
    assert.match(editor.document(uri).getText(), /'NX', 'PX', 30000/);
    assert.ok(hasNot('redis/lock-without-ttl')(await editor.pull(uri)));
  });

  it('follows incremental edits, and code that is half typed', async () => {
    await start();
    const uri = folder.uri('src/lock.ts');
    await editor.open(uri, lockText);
    await editor.replace(uri, "'NX')", "'NX', 'PX', 1000)");
    assert.ok(hasNot('redis/lock-without-ttl')(await editor.pull(uri)));
    await editor.replace(uri, ", 'PX', 1000", '');
    assert.ok(has('redis/lock-without-ttl')(await editor.pull(uri)));
    await editor.replace(uri, 'await redis.del(key);', 'await redis.del(key);\n  if (redis.');
    assert.ok(has('redis/lock-without-ttl')(await editor.pull(uri)));
  });

  it('offers to disable a rule for a line, and then is quiet there', async () => {
    await start();
    const uri = folder.uri('src/lock.ts');
    await editor.open(uri, lockText);
    const finding = (await editor.pull(uri)).find(({ code }) => code === 'redis/lock-without-ttl')!;
    const disable = (await editor.codeActions(uri, finding.range)).find(({ title }) => title === 'Disable redis/lock-without-ttl for this line');
    await editor.edit(uri, disable?.edit?.changes?.[uri] ?? []);
    assert.match(editor.document(uri).getText(), /datastore-review-disable-next-line redis\/lock-without-ttl -- \S/);
    assert.ok(hasNot('redis/lock-without-ttl')(await editor.pull(uri)));
  });

  it('leaves the asking for a reason to an editor that can', async () => {
    await start({ initializationOptions: { asksForReasons: true } });
    const uri = folder.uri('src/lock.ts');
    await editor.open(uri, lockText);
    const finding = (await editor.pull(uri)).find(({ code }) => code === 'redis/lock-without-ttl')!;
    const disable = (await editor.codeActions(uri, finding.range)).find(({ title }) => title === 'Disable redis/lock-without-ttl for this line');
    assert.equal(disable?.edit, undefined);
    assert.equal(disable?.command?.command, 'datastoreReview.disableWithReason');
  });

  it('joins code with config that changes on disk', async () => {
    await start();
    const uri = folder.uri('src/orders.ts');
    await editor.open(uri, ordersText);
    const [finding] = await editor.diagnostics(uri, has('redis/durable-data'));
    assert.ok(finding?.relatedInformation?.some(({ location }) => location.uri === folder.uri('docker-compose.yml')));
    folder.write('docker-compose.yml', durable);
    await editor.filesChanged(folder.uri('docker-compose.yml'));
    await editor.diagnostics(uri, hasNot('redis/durable-data'));
    folder.delete('docker-compose.yml');
    folder.write('compose.yaml', evicting);
    await editor.filesChanged(folder.uri('docker-compose.yml'), folder.uri('compose.yaml'));
    await editor.diagnostics(uri, has('redis/durable-data'));
  });

  it('takes config from an open document before it is saved', async () => {
    await start();
    const uri = folder.uri('src/orders.ts');
    await editor.open(uri, ordersText);
    await editor.diagnostics(uri, has('redis/durable-data'));
    const compose = folder.uri('docker-compose.yml');
    await editor.open(compose, evicting, 'dockercompose');
    await editor.edit(compose, [{ range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } }, newText: durable }]);
    await editor.diagnostics(uri, hasNot('redis/durable-data'));
    await editor.close(compose);
    await editor.diagnostics(uri, has('redis/durable-data'));
  });

  it('passes over files on disk that git ignores, and packages', async () => {
    folder.write('.gitignore', 'dist/\n');
    await start();
    const result = await editor.connection.sendRequest<ReviewWorkspaceResult>(requests.reviewWorkspace);
    for (const path of ['dist/lock.js', 'node_modules/locks/index.js']) {
      folder.write(path, "const { Redis } = require('ioredis');\nconst redis = new Redis();\nexports.lock = async () => redis.set('lock:a', '1', 'NX');\n");
      await editor.filesChanged(folder.uri(path));
    }
    const after = await editor.connection.sendRequest<ReviewWorkspaceResult>(requests.reviewWorkspace);
    assert.deepEqual(after, result);
  });

  it('shows a wrong config file there, and keeps the last good one', async () => {
    const config = '.datastore-review.yml';
    folder.write(config, 'version: 1\nrules:\n  redis/lock-without-ttl: off\n');
    await start();
    const uri = folder.uri('src/lock.ts');
    await editor.open(uri, lockText);
    assert.ok(hasNot('redis/lock-without-ttl')(await editor.pull(uri)));

    folder.write(config, 'version: 1\nrules:\n  redis/lock-without-ttl: loud\n');
    await editor.filesChanged(folder.uri(config));
    const [problem, ...others] = await editor.published(folder.uri(config), found => found.length > 0);
    assert.deepEqual(others, []);
    assert.deepEqual(problem?.range.start, { line: 2, character: 26 });
    assert.match(problem.message as string, /warning/);
    assert.ok(hasNot('redis/lock-without-ttl')(await editor.pull(uri)));

    folder.write(config, 'version: 1\n');
    await editor.filesChanged(folder.uri(config));
    await editor.published(folder.uri(config), nothing);
    assert.ok(has('redis/lock-without-ttl')(await editor.pull(uri)));
  });

  it('shows in a config file what of it means nothing', async () => {
    const config = '.datastore-review.yml';
    const text = 'version: 1\nrules:\n  redis/lock-without-tl: off\ndatasets: [{ match: { key: "ordre:*" }, role: record }]\n';
    folder.write(config, text);
    await start();
    const uri = folder.uri(config);
    await editor.open(uri, text, 'yaml');
    const found = await editor.pull(uri);
    assert.deepEqual(found.map(({ code, range }) => `${code ?? ''} ${editor.textAt(uri, range)}`), ['datastore-review/unknown-rule redis/lock-without-tl', 'datastore-review/unused-declaration match: { key: "ordre:*" }']);
  });

  it('takes config files above the folder, shows what is wrong with them, and follows them while they are open', async () => {
    const above = folder;
    const config = '.datastore-review.yml';
    above.write('.git/HEAD', '');
    above.write(config, 'version: 1\npreset: of\n');
    const text = lockText.replace("import { redis } from './redis.js';", "import { Redis } from 'ioredis';\nconst redis = new Redis();");
    const [app, other] = ['app', 'other'].map(name => new Folder({ 'lock.ts': text }, join(above.root, name))) as [Folder, Folder];
    editor = await Editor.start([app, other]);
    const [problem, ...others] = await editor.published(above.uri(config), found => found.length > 0);
    assert.match(problem?.message as string, /preset: .*did you mean 'off'/);
    assert.deepEqual(others, []);
    for (const one of [app, other]) {
      await editor.open(one.uri('lock.ts'), text);
      assert.ok(has('redis/lock-without-ttl')(await editor.pull(one.uri('lock.ts'))));
    }
    await editor.open(above.uri(config), 'version: 1\npreset: off\n', 'yaml');
    for (const one of [app, other]) await editor.diagnostics(one.uri('lock.ts'), nothing);
    assert.deepEqual(await editor.pull(above.uri(config)), []);
    await editor.replace(above.uri(config), 'off', 'strict');
    await editor.replace(above.uri(config), 'preset', 'presets');
    assert.equal((await editor.pull(above.uri(config))).length, 1);
    for (const one of [app, other]) await editor.diagnostics(one.uri('lock.ts'), has('redis/lock-without-ttl'));
  });

  it('takes config files in folders, and follows them', async () => {
    await start();
    const uri = folder.uri('src/lock.ts');
    await editor.open(uri, lockText);
    assert.ok(has('redis/lock-without-ttl')(await editor.pull(uri)));
    const config = 'src/.datastore-review.yml';
    folder.write(config, 'version: 1\nrules: { redis/lock-without-ttl: off }\n');
    await editor.filesChanged(folder.uri(config));
    assert.ok(hasNot('redis/lock-without-ttl')(await editor.pull(uri)));
    folder.write(config, 'version: 1\nrulez: {}\n');
    await editor.filesChanged(folder.uri(config));
    assert.equal((await editor.published(folder.uri(config), found => found.length > 0)).length, 1);
    folder.delete(config);
    await editor.filesChanged(folder.uri(config));
    await editor.published(folder.uri(config), nothing);
    assert.ok(has('redis/lock-without-ttl')(await editor.pull(uri)));
  });

  it('takes up files that a config file excludes no more', async () => {
    const config = '.datastore-review.yml';
    folder.write(config, "version: 1\nfiles:\n  exclude: ['src/lock.ts']\n");
    await start();
    const review = (): Promise<ReviewWorkspaceResult> => editor.connection.sendRequest<ReviewWorkspaceResult>(requests.reviewWorkspace);
    await review();
    assert.ok(!editor.wasPublished(folder.uri('src/lock.ts')));
    folder.write(config, 'version: 1\n');
    await editor.filesChanged(folder.uri(config));
    await editor.published(folder.uri('src/lock.ts'), has('redis/lock-without-ttl'));
    folder.write(config, "version: 1\nfiles:\n  exclude: ['src/lock.ts']\n");
    await editor.filesChanged(folder.uri(config));
    await editor.published(folder.uri('src/lock.ts'), nothing);
  });

  it('lets the editor have the last word on severities', async () => {
    folder.write('.datastore-review.yml', 'version: 1\nrules:\n  redis/lock-without-ttl: off\n');
    await start({ settings: { rules: { 'redis/lock-*': 'hint', 'no/such': 'loud' } } });
    const uri = folder.uri('src/lock.ts');
    await editor.open(uri, lockText);
    const finding = (await editor.pull(uri)).find(({ code }) => code === 'redis/lock-without-ttl');
    assert.equal(finding?.severity, 4);
    editor.settings = { rules: { '*': 'off' } };
    await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await editor.diagnostics(uri, nothing);
  });

  it('takes a preset from the config file, and another from the editor', async () => {
    folder.write('.datastore-review.yml', 'version: 1\npreset: off\n');
    await start();
    const uri = folder.uri('src/lock.ts');
    await editor.open(uri, lockText);
    assert.deepEqual(await editor.pull(uri), []);
    const change = async (settings: unknown): Promise<void> => {
      editor.settings = settings;
      await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    };
    await change({ preset: 'recommended' });
    await editor.diagnostics(uri, has('redis/lock-without-ttl'));
    await change({ preset: null });
    await editor.diagnostics(uri, nothing);
    await change({ preset: 'loud', rules: { 'redis/lock-without-ttl': 'hint' } });
    await editor.diagnostics(uri, has('redis/lock-without-ttl'));
  });

  it('asks the editor for the settings of each folder', async () => {
    const other = new Folder(files);
    try {
      await start({}, other);
      editor.folderSettings.set(other.uri(), { preset: 'off' });
      await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
      await editor.open(other.uri('src/lock.ts'), lockText);
      await editor.diagnostics(other.uri('src/lock.ts'), nothing);
      await editor.open(folder.uri('src/lock.ts'), lockText);
      await editor.diagnostics(folder.uri('src/lock.ts'), has('redis/lock-without-ttl'));
    } finally {
      other.remove();
    }
  });

  it('shows findings of closed files once the workspace is reviewed, and takes them back when a file opens', async () => {
    await start();
    const uri = folder.uri('src/lock.ts');
    const { findings, files: count } = await editor.connection.sendRequest<ReviewWorkspaceResult>(requests.reviewWorkspace);
    assert.ok(findings >= 2);
    assert.equal(count, 5);
    await editor.published(uri, has('redis/lock-without-ttl'));
    await editor.open(uri, lockText);
    await editor.published(uri, nothing);
    assert.ok(has('redis/lock-without-ttl')(await editor.pull(uri)));
    await editor.close(uri);
    await editor.published(uri, has('redis/lock-without-ttl'));
    folder.delete('src/lock.ts');
    await editor.filesChanged(uri);
    await editor.published(uri, nothing);
  });

  it('keeps folders apart', async () => {
    const other = new Folder({ ...files, 'docker-compose.yml': durable, '.datastore-review.yml': 'version: 1\nrules:\n  redis/lock-without-ttl: off\n' });
    try {
      await start({}, other);
      await editor.open(folder.uri('src/lock.ts'), lockText);
      await editor.open(other.uri('src/lock.ts'), lockText);
      await editor.open(folder.uri('src/orders.ts'), ordersText);
      await editor.open(other.uri('src/orders.ts'), ordersText);
      assert.ok(has('redis/lock-without-ttl')(await editor.pull(folder.uri('src/lock.ts'))));
      assert.ok(hasNot('redis/lock-without-ttl')(await editor.pull(other.uri('src/lock.ts'))));
      assert.ok(has('redis/durable-data')(await editor.pull(folder.uri('src/orders.ts'))));
      assert.ok(hasNot('redis/durable-data')(await editor.pull(other.uri('src/orders.ts'))));
    } finally {
      other.remove();
    }
  });

  it('takes folders that come, and forgets those that go', async () => {
    const other = new Folder(files);
    try {
      await start();
      await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [{ uri: other.uri(), name: 'other' }], removed: [] } });
      await editor.connection.sendRequest(requests.reviewWorkspace);
      await editor.published(other.uri('src/lock.ts'), has('redis/lock-without-ttl'));
      await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [{ uri: other.uri(), name: 'other' }] } });
      await editor.published(other.uri('src/lock.ts'), nothing);
    } finally {
      other.remove();
    }
  });

  it('reviews a file on its own, without its folder', async () => {
    const elsewhere = new Folder({ 'lock.ts': '', 'other.ts': "import { Redis } from 'ioredis';\nexport const all = () => new Redis().keys('*');\n" });
    try {
      await start();
      const uri = elsewhere.uri('lock.ts');
      await editor.open(uri, lockText.replace("import { redis } from './redis.js';", "import { Redis } from 'ioredis';\nconst redis = new Redis();"));
      await editor.diagnostics(uri, has('redis/lock-without-ttl'));
      await editor.connection.sendRequest(requests.reviewWorkspace);
      await editor.published(folder.uri('src/lock.ts'), has('redis/lock-without-ttl'));
      assert.ok(!editor.wasPublished(elsewhere.uri('other.ts')));
    } finally {
      elsewhere.remove();
    }
  });

  it('pushes to editors that cannot pull', async () => {
    await start({ pull: false });
    assert.equal(editor.answer?.capabilities.diagnosticProvider, undefined);
    const uri = folder.uri('src/lock.ts');
    await editor.open(uri, lockText);
    await editor.published(uri, has('redis/lock-without-ttl'));
    await editor.replace(uri, "'NX')", "'NX', 'PX', 1000)");
    await editor.published(uri, hasNot('redis/lock-without-ttl'));
    await editor.replace(uri, ", 'PX', 1000", '');
    await editor.published(uri, has('redis/lock-without-ttl'));
    await editor.close(uri);
    await editor.published(uri, nothing);
  });

  it('answers for the report and the rules', async () => {
    await start();
    const report = (params: ReportParams): Promise<ReportResult> => editor.connection.sendRequest<ReportResult>(requests.report, params);
    const [fragment] = await report({ format: 'fragment' });
    assert.match(fragment ?? '', /^<header>/);
    assert.ok(fragment?.includes(`href="${folder.uri('src/orders.ts')}#L4C`), fragment);
    assert.match((await report({ format: 'html', destination: folder.uri('docs/report.html') }))[0] ?? '', /href="\.\.\/src\/orders\.ts#L4C\d+-L4C\d+"/);
    assert.match((await report({ format: 'markdown', destination: folder.uri('report.md') }))[0] ?? '', /\]\(src\/orders\.ts#L4C\d+-L4C\d+\)/);
    assert.deepEqual(await report({ format: 'json', folder: 'file:///elsewhere' }), []);
    // an editor opens its own settings too
    await editor.open('file:///elsewhere/settings.json', '{}');
    assert.equal((await report({ format: 'fragment' })).length, 1);
    const rules = await editor.connection.sendRequest<RulesResult>(requests.rules);
    assert.ok(rules.some(({ id }) => id === 'redis/durable-data'));
    assert.match((await editor.connection.sendRequest<RuleDocsResult>(requests.ruleDocs, 'redis/durable-data')) ?? '', /^#/);
    assert.equal(await editor.connection.sendRequest<RuleDocsResult>(requests.ruleDocs, 'no/such'), null);
  });

  it('lets go of what was cancelled, and goes on', async () => {
    await start();
    const uri = folder.uri('src/lock.ts');
    await editor.open(uri, lockText);
    const cancel = new CancellationTokenSource();
    const asked = editor.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } }, cancel.token);
    cancel.cancel();
    await assert.rejects(asked, { code: -32800 });
    assert.ok(has('redis/lock-without-ttl')(await editor.pull(uri)));
  });

  it('ends as it is told', async () => {
    await start();
    assert.equal(await editor.stop(), 0);
  });

  it('says that it was not asked to shut down', async () => {
    await start();
    await editor.connection.sendNotification('exit');
    assert.equal(await editor.exited, 1);
  });

  it('ends with the editor', async () => {
    await start();
    editor.process.stdin!.end();
    assert.notEqual(await editor.exited, null);
  });
});
