import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';
import { index, lock, Place, table } from './cli.js';

describe('other commands', () => {
  let place: Place;
  afterEach(() => place.remove());
  beforeEach(() => {
    place = new Place({ 'package.json': '{"dependencies":{"ioredis":"5.8.0"}}', 'src/lock.ts': lock, 'src/orders.ts': index, 'template.yaml': table, 'schema.cql': "CREATE KEYSPACE shop WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': 3};\n" });
  });

  it('--version and --help', async () => {
    assert.deepEqual(await place.run(['--version']), { code: 0, stdout: `${version}\n`, stderr: '' });
    const { code, stdout } = await place.run(['--help']);
    assert.equal(code, 0);
    for (const command of ['check', 'report', 'facts', 'rules', 'explain', 'lsp']) assert.match(stdout, new RegExp(`^ {2}${command} `, 'm'));
  });

  it('a reader that has seen enough is no failure', async () => {
    const child = spawn(process.execPath, ['dist/cli.js', 'rules', '--format', 'json'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let said = '';
    child.stderr.on('data', chunk => { said += String(chunk); });
    const code = await new Promise(done => void child.once('close', done));
    assert.deepEqual([code, said], [0, '']);
  });

  describe('facts', () => {
    interface Line { readonly kind: string; readonly file: string; readonly start: { line: number; column: number }; readonly [field: string]: unknown }
    const facts = async (...args: string[]): Promise<Line[]> => (await place.run(['facts', ...args])).stdout.trim().split('\n').map(line => JSON.parse(line) as Line);

    it('are lines of JSON, calls with store, library, command and data set', async () => {
      const lines = await facts();
      const set = lines.find(({ command }) => command === 'SET');
      assert.ok(set);
      const { kind, file, start, store, library, dataset } = set;
      assert.deepEqual({ kind, file, start, store, library, dataset }, { kind: 'redis.command', file: 'src/lock.ts', start: { line: 7, column: 23 }, store: 'redis', library: 'ioredis', dataset: 'lock:report:*' });
      const query = lines.find(one => one.kind === 'dynamodb.request');
      assert.equal(query?.['command'], 'Query');
      assert.equal(query['dataset'], 'orders');
      assert.equal(query['consistentRead'], true);
    });
    it('are there for config too', async () => {
      const lines = await facts();
      assert.ok(lines.some(({ kind, store, name }) => kind === 'dynamodb.table' && store === 'dynamodb' && name === 'Orders'));
      assert.ok(lines.some(({ kind, store, name }) => kind === 'cassandra.keyspace' && store === 'cassandra' && name === 'shop'));
    });
    it('are those of the paths named', async () => {
      assert.deepEqual([...new Set((await facts('src/lock.ts')).map(({ file }) => file))], ['src/lock.ts']);
    });
    it('are none where there is none', async () => {
      place.write({ 'empty/a.ts': '' });
      assert.deepEqual(await place.run(['facts', 'empty']), { code: 0, stdout: '', stderr: '' });
    });
  });

  describe('report', () => {
    it('is Markdown, unless another format is wanted', async () => {
      const markdown = await place.run(['report']);
      assert.equal(markdown.code, 0);
      assert.match(markdown.stdout, /^# Datastore comparison\n/);
      assert.match(markdown.stdout, /\]\(src\/lock\.ts#L7C29-L7C32\)/);
      const { stdout } = await place.run(['report', '--format', 'json']);
      const report = JSON.parse(stdout) as { version: number; dataSets: { name: string }[] };
      assert.equal(report.version, 1);
      assert.deepEqual(report.dataSets.map(({ name }) => name).sort(), ['lock:report:*', 'orders']);
      assert.match((await place.run(['report', '--format', 'html'])).stdout, /^<!DOCTYPE html>/);
    });
    it('goes to a file, with links from there', async () => {
      place.write({ 'docs/readme': '' });
      assert.deepEqual(await place.run(['report', '-f', 'html', '--output', 'docs/report.html']), { code: 0, stdout: '', stderr: '' });
      assert.match(readFileSync(join(place.root, 'docs/report.html'), 'utf8'), /href="\.\.\/src\/lock\.ts#L7C29-L7C32"/);
      const { code, stderr } = await place.run(['report', '-o', 'nowhere/report.md']);
      assert.equal(code, 2);
      assert.match(stderr, /^datastore-review: cannot write nowhere\/report\.md: /);
    });
    it('is of the paths named', async () => {
      const { stdout } = await place.run(['report', '-f', 'json', 'src/lock.ts', 'template.yaml']);
      assert.deepEqual((JSON.parse(stdout) as { dataSets: { name: string }[] }).dataSets.map(({ name }) => name), ['lock:report:*']);
    });
    it('has no other format', async () => {
      const { code, stderr } = await place.run(['report', '-f', 'pdf']);
      assert.equal(code, 2);
      assert.match(stderr, /Allowed choices are markdown, html, json/);
    });
  });

  describe('rules', () => {
    it('are listed', async () => {
      const { code, stdout } = await place.run(['rules']);
      assert.equal(code, 0);
      assert.match(stdout, /^redis\/lock-without-ttl +error +\S/m);
    });
    it('are listed as JSON', async () => {
      const { rules } = JSON.parse((await place.run(['rules', '--format', 'json'])).stdout) as { rules: { id: string; sources: unknown[] }[] };
      assert.ok(rules.length >= 20);
      assert.ok(rules.every(({ id, sources }) => id.includes('/') && sources.length > 0));
    });
    it('are explained', async () => {
      const { code, stdout } = await place.run(['explain', 'redis/lock-without-ttl']);
      assert.equal(code, 0);
      assert.match(stdout, /^# /);
      assert.match(stdout, /https:\/\/redis\.io/);
    });
    it('that there are not: 2, with the nearest', async () => {
      assert.deepEqual(await place.run(['explain', 'lock-without-ttl']), { code: 2, stdout: '', stderr: 'datastore-review: no rule lock-without-ttl; did you mean redis/lock-without-ttl? (datastore-review rules lists them)\n' });
      assert.equal((await place.run(['explain', 'zzz'])).code, 2);
    });
  });
});
