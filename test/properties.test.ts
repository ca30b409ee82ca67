import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { applyEdits } from '../src/features/edits.js';
import { serviceOf } from './serviceOf.js';
import { createService } from '../src/host/createService.js';
import type { Diagnostic } from '../src/linter/diagnostic.js';
import { loadRule } from '../src/linter/loadRules.js';
import type { Rule } from '../src/linter/rule.js';
import type { ReviewService } from '../src/reviewService.js';
import { defaultSettings, type Layers } from '../src/settings/settings.js';
import { readCarets } from './linter/carets.js';
import { ruleTexts } from './linter/ruleFiles.js';

type Files = Readonly<Record<string, string>>;

const shop: Files = Object.fromEntries(
  readdirSync('test/workspaces/web-shop', { recursive: true, encoding: 'utf8' })
    .map(path => path.replaceAll('\\', '/'))
    .filter(path => statSync(join('test/workspaces/web-shop', path)).isFile() && !path.endsWith('.md'))
    .map(path => [path, readFileSync(join('test/workspaces/web-shop', path), 'utf8')]),
);
/** More ways in which one file hangs on another. */
const tangled: Files = {
  ...shop,
  'src/lib/index.ts': "export * from './redis.js';\nexport { dynamodb as tables } from './dynamodb.js';\nexport { default } from './wrapped.js';\n",
  'src/lib/wrapped.ts': "import { redis } from './index.js';\nexport default class Cache {\n  constructor(private readonly client = redis) {}\n  put(key: string, value: string) {\n    return this.client.set(`wrapped:${key}`, value);\n  }\n}\n",
  'src/uses.ts': "import Cache, { redis as r, tables } from './lib/index.js';\nimport { ScanCommand } from '@aws-sdk/lib-dynamodb';\nexport async function work(id: string) {\n  await new Cache().put(id, '1');\n  await r.keys(`${prefix}*`);\n  return tables.send(new ScanCommand({ TableName: process.env.STOCK_TABLE }));\n}\nconst prefix = 'wrapped:';\n",
  'src/lib/redis.test.ts': "import { redis } from './redis.js';\nit('sets', async () => { await redis.set('order:1', 'x'); });\n",
  'compose.override.yml': 'services:\n  redis:\n    command: redis-server --appendonly yes\n',
  '.env': 'REDIS_URL=redis://redis:6379\n',
};

/** All that can be asked of a service, as text. */
function stateOf(service: ReviewService): { facts: string[]; diagnostics: string[]; silences: string[]; report: string } {
  const { diagnostics } = service.review();
  return {
    facts: [...service.facts()].map(fact => JSON.stringify(fact)),
    diagnostics: diagnostics.map(one => JSON.stringify(one)),
    silences: service.silences().map(one => JSON.stringify(one)),
    report: JSON.stringify(service.reportModel()),
  };
}

function allAtOnce(files: Files): ReviewService {
  const service = createService(path => files[path]);
  for (const [path, text] of Object.entries(files)) service.setFile(path, text);
  return service;
}

const paths = Object.keys(tangled);

describe('properties of a review', function () {
  this.timeout(60_000);
  const expected = stateOf(allAtOnce(tangled));

  it('has something to say about the workspace they are tried on', () => {
    assert.ok(expected.facts.length > 10);
    assert.ok(expected.diagnostics.length > 4);
  });

  it('files set one by one in any order equal all at once', () => {
    const order = fc.shuffledSubarray(paths, { minLength: paths.length });
    fc.assert(
      fc.property(order, fc.infiniteStream(fc.boolean()), (ordered, looks) => {
        const current = new Map<string, string>();
        const service = createService(path => current.get(path));
        for (const path of ordered) {
          current.set(path, tangled[path] ?? '');
          service.setFile(path, tangled[path] ?? '');
          // somebody looks in between: what was worked out then must not stay
          if (looks.next().value) service.review();
        }
        assert.deepEqual(stateOf(service), expected);
      }),
      { numRuns: 25 },
    );
  });

  it('what was removed, changed or made empty for a while leaves no trace', () => {
    const step = fc.record({ path: fc.constantFrom(...paths), what: fc.constantFrom('remove', 'empty', 'break', 'replace'), other: fc.constantFrom(...paths) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), fc.infiniteStream(fc.boolean()), (steps, looks) => {
        const current = new Map(Object.entries(tangled));
        const service = createService(path => current.get(path));
        const set = (path: string, text: string | undefined): void => {
          if (text === undefined) {
            current.delete(path);
            service.removeFile(path);
          } else {
            current.set(path, text);
            service.setFile(path, text);
          }
        };
        for (const [path, text] of current) set(path, text);
        for (const { path, what, other } of steps) {
          const text = tangled[path] ?? '';
          set(path, { remove: undefined, empty: '', break: text.slice(0, text.length / 2), replace: tangled[other] }[what]);
          if (looks.next().value) service.review();
        }
        for (const { path } of steps) set(path, tangled[path]);
        assert.deepEqual(stateOf(service), expected);
      }),
      { numRuns: 25 },
    );
  });

  it('after any edits it is as if it had been like that from the start', () => {
    const edits: Readonly<Record<string, (text: string, other: string) => string | undefined>> = {
      remove: () => undefined,
      above: text => `\n${text}`,
      below: text => `${text}${text.includes('services:') ? '#' : '//'} more\n`,
      sameLength: text => text.replace(/'([^'\n]*)'/, '"$1"').replace(/\d(?=\d)/, '7'),
      lengthen: text => text.replace(/\d+/, '1$&'),
      shorten: text => text.replace(/^.*(?:set|send|command|export).*\n/m, ''),
      silence: text => text.replace(/^(?=.*\.(?:set|keys|send)\()/m, '// datastore-review-disable-next-line * -- so\n'),
      replace: (_, other) => other,
      restore: () => undefined,
    };
    const settings: readonly Layers[] = [[], [{ ...defaultSettings, rules: { '*': 'hint' } }], [{ ...defaultSettings, environments: { local: { config: ['**'] } } }]];
    const step = fc.record({ path: fc.constantFrom(...paths), what: fc.constantFrom(...Object.keys(edits)), other: fc.constantFrom(...paths), layers: fc.option(fc.constantFrom(...settings), { freq: 4 }) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), steps => {
        const current = new Map(Object.entries(tangled));
        const service = createService(path => current.get(path));
        for (const [path, text] of current) service.setFile(path, text);
        let layers: Layers = [];
        for (const { path, what, other, layers: next } of steps) {
          service.review();
          const text = what === 'restore' ? tangled[path] : edits[what]?.(current.get(path) ?? tangled[path] ?? '', tangled[other] ?? '');
          if (text === undefined) current.delete(path);
          else current.set(path, text);
          if (text === undefined) service.removeFile(path);
          else service.setFile(path, text);
          if (next) service.setSettings((layers = next));
          const fresh = createService(file => current.get(file));
          for (const [file, now] of current) fresh.setFile(file, now);
          fresh.setSettings(layers);
          assert.deepEqual(stateOf(service), stateOf(fresh));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('settings come and go without a trace', () => {
    const service = allAtOnce(tangled);
    service.setSettings([{ ...defaultSettings, rules: { '*': 'off' } }]);
    assert.deepEqual(service.review().diagnostics.filter(one => !one.suppressed), []);
    service.setSettings([]);
    assert.deepEqual(stateOf(service), expected);
  });

  it('every place lies in its file', () => {
    const service = allAtOnce(tangled);
    const lies = ({ file, start, end }: { file: string; start: number; end: number }): boolean => 0 <= start && start <= end && end <= (tangled[file]?.length ?? -1);
    for (const { place } of service.facts()) assert.ok(lies(place), JSON.stringify(place));
    for (const { place, related, fixes } of service.review().diagnostics) {
      for (const one of [place, ...related.map(other => other.place), ...fixes.flatMap(fix => fix.edits.map(edit => edit.place))]) assert.ok(lies(one), JSON.stringify(one));
    }
  });

  it('hovers and code actions answer at every offset', () => {
    const service = allAtOnce(tangled);
    for (const [path, text] of Object.entries(tangled)) {
      for (let offset = 0; offset <= text.length; offset += 3) {
        const hover = service.hover(path, offset);
        if (hover) assert.ok(hover.range.start <= offset && offset <= hover.range.end && hover.markdown !== '');
        service.codeActions(path, offset, Math.min(text.length, offset + 5));
      }
    }
  });

  it('half of a file never makes it fail', () => {
    const service = allAtOnce(tangled);
    const cut = fc.constantFrom(...paths).chain(path => fc.record({ path: fc.constant(path), at: fc.nat(tangled[path]?.length ?? 0), typed: fc.constantFrom('', '(', '`', "'", '{', '[', '/*', '\n  ', ' await redis.', '${') }));
    fc.assert(
      fc.property(cut, ({ path, at, typed }) => {
        const text = tangled[path] ?? '';
        service.setFile(path, text.slice(0, at) + typed);
        service.review();
        service.setFile(path, text.slice(0, at) + typed + text.slice(at));
        service.review();
        service.setFile(path, text);
      }),
      { numRuns: 150 },
    );
    assert.deepEqual(stateOf(service).diagnostics, expected.diagnostics);
  });
});

describe('properties of fixes', () => {
  for (const { path, text } of ruleTexts()) {
    const { rule } = loadRule(path, text);
    const examples = rule.examples.bad.map(({ name, files }) => ({ name, files: Object.fromEntries(Object.entries(files).map(([file, marked]) => [file, readCarets(marked).text])) }));
    for (const { name, files } of examples) {
      it(`of ${rule.id} leave text that reads, and the finding gone: ${name}`, () => {
        checkFixes(rule, files);
        checkFixes(rule, Object.fromEntries(Object.entries(files).map(([file, lines]) => [file, lines.replaceAll('\n', '\r\n')])));
      });

      it(`of ${rule.id} a comment can switch it off, and changes nothing else: ${name}`, () => {
        checkDisabling(rule, files);
        checkDisabling(rule, Object.fromEntries(Object.entries(files).map(([file, lines]) => [file, lines.replaceAll('\n', '\r\n')])));
      });
    }
  }
});

/** Switches off each finding on its own. */
function checkDisabling({ id, preset }: Rule, files: Files): void {
  const service = serviceOf(files, preset);
  const before = service.review().diagnostics;
  for (const { place: { file, start, end } } of before.filter(({ rule }) => rule === id)) {
    const action = service.codeActions(file, start, end).find(({ title, diagnostic }) => title.startsWith(`Disable ${id}`) && diagnostic.place.start === start);
    if (!action) {
      assert.match(file, /\.json$/, `nothing is offered in\n${files[file] ?? ''}`);
      continue;
    }
    const text = applyEdits(files[file] ?? '', action.edits);
    assert.deepEqual(syntaxErrors(file, text), syntaxErrors(file, files[file] ?? ''), text);
    const after = serviceOf({ ...files, [file]: text }, preset).review().diagnostics;
    const told = (all: readonly Diagnostic[]): string[] => all.map(({ rule, message }) => `${rule} ${message}`);
    assert.deepEqual(told(after), told(before), text);
    assert.ok(after.some(one => one.rule === id && one.suppressed && text.slice(one.place.start, one.place.end) === files[file]?.slice(start, end)), text);
  }
}

/** Applies each fix on its own. */
function checkFixes({ id: rule, preset }: Rule, files: Files): void {
  const findings = serviceOf(files, preset).review().diagnostics.filter(one => one.rule === rule && !one.suppressed);
  assert.ok(findings.length > 0, 'the example has a finding');
  for (const finding of findings) {
    for (const fix of finding.fixes) {
      const fixed: Record<string, string> = { ...files };
      for (const file of new Set(fix.edits.map(edit => edit.place.file))) fixed[file] = applyEdits(files[file] ?? '', fix.edits.filter(edit => edit.place.file === file));
      for (const [file, text] of Object.entries(fixed)) if (text !== files[file]) assert.deepEqual(syntaxErrors(file, text), syntaxErrors(file, files[file] ?? ''), `${fix.title} leaves\n${text}`);
      const left = serviceOf(fixed, preset).review().diagnostics.filter(one => one.rule === rule && !one.suppressed);
      assert.ok(left.length < findings.length && !left.some(one => isSame(one, finding, fixed)), `${fix.title} leaves the finding in\n${Object.values(fixed).join('\n')}`);
    }
  }
}

/** The finding is still there: the same words about the same line. */
function isSame(one: Diagnostic, finding: Diagnostic, fixed: Files): boolean {
  return one.place.file === finding.place.file && one.message === finding.message && fixed[one.place.file]?.slice(0, finding.place.start).split('\n').length === fixed[one.place.file]?.slice(0, one.place.start).split('\n').length;
}

function syntaxErrors(file: string, text: string): string[] {
  if (/\.[cm]?[jt]sx?$/.test(file)) {
    const { diagnostics = [] } = ts.transpileModule(text, { fileName: file, reportDiagnostics: true, compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext } });
    return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
  }
  if (/\.ya?ml$|\.json$|\.template$/.test(file)) return [...parseAllDocuments(text, { logLevel: 'silent' })].flatMap(document => document.errors.map(({ code }) => code));
  return [];
}
