import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CodeFile, Value } from '../../src/facts/code.js';
import { readTypeScript } from '../../src/readers/code/typescript.js';
import { showCall, showResult, showType, showValue, sliceOf } from './showCode.js';

/** Facts by what they are about, each as short text; a case names only those it is about. */
interface Expected {
  readonly variables?: readonly string[];
  readonly types?: readonly string[];
  readonly calls?: readonly string[];
  readonly results?: readonly string[];
  readonly functions?: readonly string[];
  readonly classes?: readonly string[];
  readonly assignments?: readonly string[];
  readonly exports?: readonly string[];
  readonly imports?: readonly string[];
  readonly comments?: readonly string[];
}

function show(text: string, path: string): Required<Expected> {
  const file = readTypeScript(path, text);
  assert.deepEqual(file.incomplete, []);
  const value = (each: Value | undefined): string => showValue(file, text, each);
  const type = (each: Parameters<typeof showType>[2]): string => showType(file, text, each);
  const decorators = (all: CodeFile['classes'][number]['decorators'] = []): string => all.map(each => ` @${each.name}(${each.arguments.map(value).join(', ')})`).join('');
  return {
    variables: file.variables.map(each => {
      const from = each.import ? `${each.import.name} of ${each.import.from}` : value(each.value);
      const path = each.parameter?.path.length ? ` at ${each.parameter.path.join('.')}` : '';
      return `${each.declaredBy} ${each.name}${path}${decorators(each.decorators)}${from && ` = ${from}`}${each.elementOf ? ` of ${value(each.elementOf)}` : ''}`;
    }),
    types: [
      ...file.variables.filter(each => each.type).map(each => `${each.name}: ${type(each.type)}`),
      ...Object.entries(file.types).map(([name, members]) => `${name} ${type({ kind: 'object', members })}`),
      ...Object.entries(file.aliases).map(([name, each]) => `${name} = ${type(each)}`),
    ],
    calls: file.calls.map(each => showCall(file, text, each)),
    results: file.calls.map(each => `${sliceOf(text, each.callee.range).replace(/\s+/g, ' ').slice(-20)}: ${showResult(file, text, each)}`),
    functions: file.functions.map(each => {
      const parameters = each.parameters.map(place => place.map(index => file.variables[index]?.name).join('+')).join(', ');
      const argument = each.argumentOf ? ` <- ${sliceOf(text, file.calls[each.argumentOf.call]?.callee.range)} ${each.argumentOf.index}` : '';
      const within = each.class === undefined ? '' : `${file.classes[each.class]?.name ?? ''}.`;
      return `${each.isAsync ? 'async ' : ''}${within}${each.name ?? ''}(${parameters})${argument}${each.returns.map(one => ` -> ${value(one)}`).join('')}`;
    }),
    classes: file.classes.map(each => {
      const fields = each.fields.map(one => `${one.isStatic ? 'static ' : ''}${one.name}${one.type ? `: ${type(one.type)}` : ''}${one.value ? ` = ${value(one.value)}` : ''}${decorators(one.decorators)}`);
      const methods = each.methods.map(one => `${one.isStatic ? 'static ' : ''}${one.isGetter ? 'get ' : ''}${one.name}()`);
      return `${each.name ?? ''}${each.extends ? ` < ${value(each.extends)}` : ''}${decorators(each.decorators)} {${[...fields, ...methods].join('; ')}}`;
    }),
    assignments: file.assignments.map(each => `${value(each.target)} ${each.operator} ${value(each.value)}`),
    exports: file.exports.map(each => ('value' in each ? `${each.name} = ${value(each.value)}` : `${each.name} = ${each.imported} of ${each.from}`)),
    imports: file.imports,
    comments: file.comments.map(each => each.text.trim()),
  };
}

function check(name: string, text: string, expected: Expected, path = 'a.ts'): void {
  it(name, () => {
    const shown = show(text, path);
    const actual = Object.fromEntries(Object.keys(expected).map(key => [key, shown[key as keyof Expected]]));
    assert.deepEqual(actual, expected);
  });
}

describe('reading TypeScript: values', () => {
  check('literals', `const a = 'x', b = 1_000, c = true, d = null, e = undefined, f = -2, g = /x/, h = 10n, i = \`y\`, j = void 0;`, {
    variables: ['const a = "x"', 'const b = 1000', 'const c = true', 'const d = null', 'const e = null', 'const f = -2', 'const g = ?', 'const h = 10', 'const i = "y"', 'const j = null'],
  });
  check('templates and sums', "const k = `order:${id}`, l = 'a' + id + ':b' + `c${x}`, m = 60 * 60 + y, n = 1 + 2 + 'x';", {
    variables: ['const k = `order:${id°}`', 'const l = `a${id°}:bc${x°}`', 'const m = ((60 * 60) + y°)', 'const n = `${(1 + 2)}x`'],
  });
  check('objects and lists', `const o = { a: 1, 'b-c': 2, 3: x, [k]: 4, ['d']: 5, e, f() {}, get g() { return 7; }, set h(v) {}, ...rest };\nconst l = [1, , ...o.a];`, {
    variables: ['const o = {a: 1, b-c: 2, 3: x°, : 4, d: 5, e: e°, f: function f, g: 7, ...rest°}', 'parameter v', 'const l = [1, ?, ...o.a]'],
  });
  check('members', "const a = x.b?.['c'][`d`][e]?.f, g = import.meta.env.H;", { variables: ['const a = x°.b.c.d.[e°].f', 'const g = import.meta°.env.H'] });
  check('choices', `const a = b ? 1 : 2, c = d ?? 3, e = f || g || 4, h = i && 5, j = (k as any)!, l = (m, 6), n = <any>o satisfies P;`, {
    variables: ['const a = either(1 | 2)', 'const c = either(d° | 3)', 'const e = either(either(f° | g°) | 4)', 'const h = either(i° | 5)', 'const j = k°', 'const l = 6', 'const n = o°'],
  });
  check('comparisons', `const a = b === 1, c = !d, e = 'x' in y, f = g instanceof H, i = j << 1;`, {
    variables: ['const a = (b° === 1)', 'const c = !d°', 'const e = ("x" in y°)', 'const f = (g° instanceof H°)', 'const i = ?'],
  });
  check('calls, new and tagged templates', 'const a = f(1, ...b), c = new D, e = await g`x${1}`;', {
    variables: ['const a = call(f(1, ...b))', 'const c = call(new D)', 'const e = call(g`x${1}`)'],
    calls: ['f°(1, ...b°)', 'new D°()', 'g°(`x${1}`) | awaited'],
  });
  check('modules', `const a = require('a'), { b } = require('b').c, d = await import('d'), e = require(f);`, {
    variables: ['const a = module(a)', 'const b = module(b).c.b', 'const d = module(d)', 'const e = call(require(f))'],
    imports: ['a', 'b', 'd'],
  });
  check('enums', `enum E { A, B = 5, C, D = 'd', F }`, { variables: ['enum E = {A: 0, B: 5, C: 6, D: "d", F: ?}'] });
  it('gives text in a template the range of its characters', () => {
    const text = 'f("ab", `c${1}de`);';
    const [quoted, template] = readTypeScript('a.ts', text).calls[0]!.arguments;
    assert.equal(sliceOf(text, quoted!.range), '"ab"');
    assert.ok(template?.kind === 'template');
    assert.deepEqual(template.parts.map(each => sliceOf(text, each.range)), ['c', '1', 'de']);
  });
  check('passwords stay out', `new Redis('redis://user:hunter2@cache:6379'); new Redis({ password: p || 'hunter2', host: \`h\` }); redis.auth('hunter2'); const dbPassword = \`hunter2\`;`, {
    calls: ['new Redis°("redis://cache:6379")', 'new Redis°({password: either(p° | ""), host: "h"})', 'redis°.auth("")'],
    variables: ['const dbPassword = ""'],
  });
});

describe('reading TypeScript: variables', () => {
  check('assigned later, more than once, by another operator', `let a; a = 1; let b = 1; b = 2; let c = 1; c += 2; let d; d ??= 3; let e = 0; e++;`, {
    variables: ['let a = 1', 'let b = either(1 | 2)', 'let c = either(1 | ?)', 'let d = 3', 'let e = either(0 | ?)'],
    assignments: ['c += 2'],
  });
  check('assigned in a function', `let client; function connect() { client = new Redis(); }`, { variables: ['let client = call(new Redis())', 'function connect = function connect'] });
  check('destructured', `const { a, b: { c }, d = 4, [e]: f, ...g } = h; const [i, , j = 1, ...k] = l; ({ m: n.o, p } = q);`, {
    variables: [
      'const a = h°.a', 'const c = h°.b.c', 'const d = either(h°.d | 4)', 'const f = ?', 'const g = ?',
      'const i = l°.0', 'const j = either(l°.2 | 1)', 'const k = ?',
    ],
    assignments: ['n°.o = q°.m'],
  });
  check('parameters', `function f(a, b = 1, { c, d: [e], g = 2 } = { c: 3 }, ...h) { a = 4; }`, {
    variables: ['function f = function f', 'parameter a = either(? | 4)', 'parameter b = 1', 'parameter c at c = 3', 'parameter e at d.0', 'parameter g at g = 2', 'parameter h'],
    functions: ['f(a, b, c+e+g, h)'],
  });
  check('imports', `import a, * as b from 'x'; import { c as d, type E, 'f-g' as h } from 'y'; import type I from 'z'; import j = require('w'); import k = a.b; import 'v';`, {
    variables: ['import a = default of x', 'import b = * of x', 'import d = c of y', 'import E = E of y', 'import h = f-g of y', 'import I = default of z', 'import j = * of w', 'const k = a.b'],
    imports: ['x', 'y', 'z', 'w', 'v'],
  });
  check('loops and catch', `for (const a of b) {} for (let c in d) {} for (let i = 0;;) {} try {} catch ({ message }) {}`, {
    variables: ['loop a of b°', 'loop c', 'let i = 0', 'catch message'],
  });
  it('resolves names by scope', () => {
    const cases: readonly (readonly [code: string, names: readonly string[]])[] = [
      ['const x = 1; { const x = 2; f(x); } f(x);', ['x#1', 'x#0']],
      ['f(x); const x = 1;', ['x#0']],
      ['function g() { f(x); { var x = 1; } } f(x);', ['x#1', 'x°']],
      ['const x = 1; function g(x) { f(x); } f(x);', ['x#2', 'x#0']],
      ['const x = 1; try {} catch (x) { f(x); } f(x);', ['x#1', 'x#0']],
      ['for (const x of y) f(x); f(x);', ['x#0', 'x°']],
      ['const g = function x() { f(x); }; f(x);', ['x#1', 'x°']],
      ['class X { m() { f(X); } } f(X); const Y = class Z { m() { f(Z); } }; f(Z);', ['X#0', 'X#0', 'Z#2', 'Z°']],
      ['switch (1) { case 1: const x = 1; f(x); } f(x);', ['x#0', 'x°']],
      ['namespace N { const x = 1; f(x); } f(x);', ['x#1', 'x°']],
      ['class C { static { var x = 1; f(x); } } f(x);', ['x#1', 'x°']],
      ['var x = 1; var x = 2; f(x);', ['x#0']],
      ['function g(a, b = a) { return f(b); }', ['b#2']],
    ];
    for (const [code, names] of cases) {
      const file = readTypeScript('a.ts', code);
      const arguments_ = file.calls.filter(each => each.callee.kind === 'name' && each.callee.name === 'f').map(each => showValue(file, code, each.arguments[0], true));
      assert.deepEqual(arguments_, names, code);
    }
  });
  check(
    'types',
    `import type { Redis, Opts } from 'ioredis'; import * as io from 'x';
    let a: Redis | null, b: Promise<Readonly<io.Redis>>, c: typeof d.e, f: ReturnType<typeof g>, h: InstanceType<typeof I>, j: Map<string, Redis>, k: Redis[];
    let l: { m: Redis; n?: { o: number }; p(): void }, q = r as Redis, s = {} as const, t: string | Redis, u: () => void;
    interface Deps { redis: Redis } interface Deps { n: number } type Client = ReturnType<typeof createClient>; type T = { a: Opts };
    function v({ redis }: Deps, { w }: { w: Redis }): Redis {}`,
    {
      types: [
        'a: Redis', 'b: io.Redis', 'c: value(d°.e)', 'f: returned(g°)', 'h: instance(I°)', 'j: Map°<string°, Redis>', 'k: Array°<Redis>',
        'l: {m: Redis, n: {o: number°}}', 'q: Redis', 't: Redis', 'redis: Redis', 'w: Redis',
        'Deps {redis: Redis, n: number°}', 'T {a: Opts}', 'Client = returned(createClient°)',
      ],
    },
  );
  it('keeps the type of a whole destructured parameter, and of what is returned', () => {
    const file = readTypeScript('a.ts', `import { Deps } from './deps'; const f = ({ redis }: Deps): Deps => redis;`);
    const type = { kind: 'named', path: ['Deps'], variable: 0, arguments: [] };
    assert.deepEqual(file.variables[2]?.parameter?.type, type);
    assert.deepEqual(file.functions[0]?.returnType, type);
  });
});

describe('reading TypeScript: functions and classes', () => {
  check('names', `const a = () => 1; const o = { b() {}, c: () => {} }; x.d = function () {}; class E { f = () => {}; g() {} } export default function () {} exports.h = async () => {}; let i; i = () => {}; function j() {}`, {
    functions: ['a() -> 1', 'b()', 'c()', 'd()', 'E.f()', 'E.g()', 'default()', 'async h()', 'i()', 'j()'],
  });
  check('arguments of calls', `router.get('/x', auth, async (req, res) => res.send(await load())); (function () { return 2; })();`, {
    functions: ['async (req, res) <- router.get 2 -> call(res.send(await load()))', '() -> 2'],
  });
  check(
    'class members',
    `@Injectable({ scope: 1 }) export class A extends B implements C {
      static a = 1; #b: Redis = x; private readonly c!: Redis; @Inject('T') d; declare e: Redis; accessor f = 2; ['g'] = 3;
      constructor(@InjectRedis('s') private readonly redis: Redis, public n = 5, plain: string) { super(); }
      get h(): Redis { return this.#b; } set h(v) {} static async i() {} abstract j(): void; k(): void; k(a?) {} static { init(); }
    }`,
    {
      classes: ['A < B° @Injectable({scope: 1}) {static a = 1; #b: Redis° = x°; c: Redis°; d @Inject("T"); e: Redis°; f = 2; g = 3; redis: Redis° = redis @InjectRedis("s"); n = n; h: Redis° = this.#b; get h(); static i(); k()}'],
      variables: ['class A = class A', 'parameter redis @InjectRedis("s")', 'parameter n = 5', 'parameter plain', 'parameter v', 'parameter a'],
      functions: ['A.constructor(redis, n, plain)', 'A.h() -> this.#b', 'A.h(v)', 'async A.i()', 'A.k(a)'],
      exports: ['A = A'],
    },
  );
  check('`this` of nested functions', `class A { m() { x(() => {}); y(function () {}); } }`, { functions: ['A.m()', 'A.() <- x 0', '() <- y 0'] });
  check('assignments', `this.a = 1; b.c ??= d; e['f'] += 2; g.h--;`, { assignments: ['this.a = 1', 'b°.c ??= d°', 'e°.f += 2', 'g°.h -= 1'] });
});

describe('reading TypeScript: exports', () => {
  check('of a module', `export const a = 1, { b } = c; export function d() {} export class E {} export { a as f, a as default } from './x'; export { a as g }; export * from './y'; export * as h from './z'; export type I = J; export interface K {} export enum L {} export default a;`, {
    exports: ['a = a', 'b = b', 'd = d', 'E = E', 'f = a of ./x', 'default = a of ./x', 'g = a', '* = * of ./y', 'h = * of ./z', 'I = I°', 'K = K°', 'L = L', 'default = a'],
  });
  check('of CommonJS', `module.exports = { a, b: () => {}, ...require('./c') }; exports.d = exports.e = f; exports.g = void 0; module.exports.h = 1; Object.defineProperty(exports, 'i', { enumerable: true, get: function () { return j.k; } });`, {
    exports: ['default = {a: a°, b: function b, ...module(./c)}', '* = {a: a°, b: function b, ...module(./c)}', 'a = a°', 'b = function b', '* = * of ./c', 'e = f°', 'd = f°', 'h = 1', 'i = j°.k'],
    imports: ['./c'],
  }, 'a.js');
  check('export =', `const a = 1; export = a;`, { exports: ['default = a', '* = a'] });
  check('not of a namespace', `namespace N { export const a = 1; } export namespace M { export const b = 1; }`, { exports: ['M = M'] });
});

describe('reading TypeScript: calls', () => {
  check('in order of their start, the outer first', `a.b(c()).d(e(f()));`, { calls: ['call(a.b(c())).d(call(e(f())))', 'a°.b(call(c()))', 'c°()', 'e°(call(f()))', 'f°()'] });
  it('gives the range between the brackets', () => {
    const text = 'f(1, 2); new X; g<T>( ); (h)/* ( */ (3); new (i())(4); j?.(5);';
    const ranges = readTypeScript('a.ts', text).calls.map(each => each.argumentsRange && sliceOf(text, each.argumentsRange));
    assert.deepEqual(ranges, ['1, 2', undefined, ' ', '3', '4', '', '5']);
  });
  check(
    'loops',
    `for (let i = a(); b(); c()) d(); for (const x of e()) f(); for (const x in g()) h(); while (i()) j(); do k(); while (l()); for await (const x of m()) n();
    xs.map(x => o(x)); xs.forEach(function (x) { p(); }); q(() => r()); for (;;) setTimeout(() => s(), 1); function t() { for (;;) { const u = () => v(); } }`,
    {
      calls: [
        'a°()', 'b°() | loop for', 'c°() loop then call(b()) | loop for', 'd°() loop then call(b()) | loop for',
        'e°() ', 'f°() loop then | loop for-of', 'g°()', 'h°() loop then | loop for-in', 'i°() | loop while', 'j°() loop then call(i()) | loop while', 'k°() | loop do-while', 'l°() | loop do-while',
        'm°() | awaited', 'n°() loop then | loop for-of',
        'xs°.map(function)', 'o°(x) loop then | loop callback', 'xs°.forEach(function)', 'p°() loop then | loop callback', 'q°(function)', 'r°()',
        'setTimeout°(function, 1) | loop for', 's°() | loop for', 'v°()',
      ].map(each => each.trim()),
    },
  );
  check(
    'conditions',
    `if (a) b(); else if (c) d(); else e(); f ? g() : h(); i && j(); k || l(); m ?? n(); o.p ??= q(); switch (r) { case 1: s(); break; default: t(); } try { u(); } catch { v(); } finally { w(); }`,
    {
      calls: [
        'b°() if then a°', 'd°() if else a° if then c°', 'e°() if else a° if else c°', 'g°() ternary then f°', 'h°() ternary else f°', 'j°() logical then i°', 'l°() logical else k°', 'n°() logical else m°',
        'q°() logical else o°.p', 's°() switch then (r° === 1)', 't°() switch else r°', 'u°() | caught', 'v°() catch then', 'w°()',
      ],
    },
  );
  check(
    'guards',
    `function f() { if (!a) return; b(); if (c) { d(); throw e; } else if (g) continue; h(); if (i) j(); k(); if (l) m(); else return; n(); } function o() { p(); }`,
    {
      calls: ['b°() if else !a°', 'd°() if else !a° if then c°', 'h°() if else !a° if else c° if else g°', 'j°() if else !a° if else c° if else g° if then i°', 'k°() if else !a° if else c° if else g°', 'm°() if else !a° if else c° if else g° if then l°', 'n°() if else !a° if else c° if else g° if then l°', 'p°()'],
    },
  );
  check('while (true) is no condition', 'while (true) a();', { calls: ['a°() | loop while'] });
  check(
    'caught',
    `try { a(); xs.map(() => b()); c(() => d()); (() => e())(); function f() { g(); } } catch {} try { h(); } finally {} i().catch(() => {}); j().then(k => k, l => l); Promise.all([m()]).catch(n);`,
    {
      calls: [
        'a°() | caught', 'xs°.map(function) | caught', 'b°() loop then | loop callback | caught', 'c°(function) | caught', 'd°()', 'function() | caught', 'e°() | caught', 'g°()', 'h°()',
        'call(i()).catch(function)', 'i°() | caught', 'call(j()).then(function, function)', 'j°() | caught', 'call(Promise.all([m()])).catch(n°)', 'Promise°.all([call(m())]) | caught', 'm°() | caught',
      ],
    },
  );
  check(
    'awaited',
    `await a(); b(); await c().then(d => d).finally(e); f().then(g => g); await Promise.all([h(), i().promise()]); const j = k(); await j;
    await Promise.all(xs.map(async x => l(x))); const ps = []; ps.push(m()); await Promise.allSettled(ps); async function n() { return o(); } await (p() as any)!; const q = Promise.all([r()]); await q; await s(t());`,
    {
      calls: [
        'a°() | awaited', 'b°()', 'call(c().then(d => d)).finally(e°) | awaited', 'call(c()).then(function) | awaited', 'c°() | awaited', 'call(f()).then(function)', 'f°()',
        'Promise°.all([call(h()), call(i().promise())]) | awaited', 'h°() | awaited', 'call(i()).promise() | awaited', 'i°() | awaited', 'k°() | awaited',
        'Promise°.all(call(xs.map(async x => l(x)))) | awaited', 'xs°.map(function) | awaited', 'l°(x) loop then | loop callback | awaited', 'ps.push(call(m()))', 'm°() | awaited', 'Promise°.allSettled(ps) | awaited',
        'o°()', 'p°() | awaited', 'Promise°.all([call(r())]) | awaited', 'r°() | awaited', 's°(call(t())) | awaited', 't°()',
      ],
    },
  );
});

describe('reading TypeScript: results', () => {
  const cases: readonly (readonly [code: string, ...results: string[]])[] = [
    ['a();', 'a: ignored'],
    ['await a(); void b();', 'a: ignored', 'b: ignored'],
    ['f(a());', 'f: ignored', 'a: escapes'],
    ['const x = [a()]; const y = { b: b() }; g(y);', 'a: ', 'b: escapes', 'g: ignored'],
    ['async () => { return a(); };', 'a: returned'],
    ['() => a();', 'a: returned'],
    ['this.x = a(); [...b()]; y = c();', 'a: escapes', 'b: escapes', 'c: escapes'],
    ['const x = await a(); if (!x) {}', 'a: = x [ falsy]'],
    ['const { Item, LastEvaluatedKey: k, Count: { n } } = await a(); if (k) {}', 'a: .Item .LastEvaluatedKey .Count .Count.n [LastEvaluatedKey truthy]'],
    ['const r = await a(); const item = r.Item; if (item.stock < 3) f(item);', 'a: = r .Item .Item.stock [Item.stock < 3]', 'f: ignored'],
    ['let r; do { r = await a(); } while (r.LastEvaluatedKey);', 'a: = r .LastEvaluatedKey [LastEvaluatedKey truthy]'],
    ['let c = 0; do { [c] = await a(c); } while (c !== "0");', 'a: .0 [0 !== "0"]'],
    ['a().then(r => { if (r.Item) {} });', 'a().then: ignored', 'a: = r .Item [Item truthy]'],
    ['const i = await a().then(r => r.Item); if (!i) {}', 'a().then: = i [ falsy]', 'a: = r .Item [Item falsy]'],
    ['const i = await a.get(p).promise(); i.Item;', 'a.get(p).promise: = i .Item', 'a.get: = i .Item'],
    ['a.get(k, (err, data) => { if (data) f(data); });', 'a.get: escapes = data [ truthy]', 'f: ignored'],
    ['a.get(k, (err) => {}); b.map((e, i) => i);', 'a.get: ignored', 'b.map: ignored'],
    ['const [x, y] = await Promise.all([a(), b()]); if (x === 1) y?.z;', 'Promise.all: .0 .1 .1.z [0 === 1]', 'a: = x [ === 1]', 'b: = y .z'],
    ['const x = (await a()) ?? 3;', 'a: = x [ ??]'],
    ['const x = await a() || {}; const y = b() && c();', 'a: = x [ truthy]', 'b: [ truthy]', 'c: = y'],
    ['if (a() && !b() || 0 < c()) {}', 'a: [ truthy]', 'b: [ falsy]', 'c: [ > 0]'],
    ['const ok = (await a()) === "OK"; while (!!b().c) {}', 'a: [ === "OK"]', 'b: .c [c truthy]'],
    ['const x = a() ? 1 : 2; switch (b()) {} if (typeof c() === "string") {} "k" in d();', 'a: [ truthy]', 'b: [ ===]', 'c: [ === "string"]', 'd: [ in "k"]'],
    ['for (const row of (await a()).rows) f(row.id);', 'a: .rows', 'f: ignored'],
    ['for (const r of await Promise.all(ks.map(k => a(k)))) { if (!r) f(r.x); }', 'Promise.all: ', 'ks.map: ', 'a: = r .x [ falsy]', 'f: ignored'],
    ['const m = a(); m.set(1); m.exec();', 'a: = m .set .exec', 'm.set: ignored', 'm.exec: ignored'],
    ['let x = a(); x = x.next; x = x.next;', 'a: = x .next .next.next .next.next.next .next.next.next.next .next.next.next.next.next .next.next.next.next.next.next'],
    ['export const x = a();', 'a: escapes = x'],
    ['const { ...r } = a();', 'a: escapes'],
    ['const x = a(); g({ ...x }); x.y = 1;', 'a: escapes = x', 'g: ignored'],
    ['const n = a() + 1; `${b()}`;', 'a: escapes', 'b: escapes'],
    ['function f(out) { out.push(a()); }', 'out.push: ignored', 'a: escapes'],
    ['if (Boolean(a())) {}', 'Boolean: [ truthy]', 'a: [ truthy]'],
    ['await (async () => a())();', 'async () => a(): ignored', 'a: ignored'],
  ];
  for (const [code, ...results] of cases) check(code, code, { results });
});

describe('reading TypeScript: comments', () => {
  check(
    'only those with a word of ours, and only comments',
    "// nothing\n// datastore: role=cache\nconst a = 'http://x/cache', b = '// cache', c = `/* durable */`; /* source of truth */ const d = /\\/\\/ cache/; // lossy // x\n/** best-effort */",
    { comments: ['datastore: role=cache', 'source of truth', 'lossy // x', '* best-effort'] },
  );
  check('text of JSX is none', '<p>// cache {/* durable */}</p>', { comments: ['durable'] }, 'a.tsx');
});

describe('reading TypeScript: file kinds and broken code', () => {
  check('JSX', `const a = <A b={c()} {...d()}>{e().map(f => <i>{g(f)}</i>)}</A>;`, { calls: ['c°()', 'd°()', 'call(e()).map(function)', 'e°()', 'g°(f) loop then | loop callback'] }, 'a.jsx');
  check('JavaScript in .js, .mjs, .cjs', `#!/usr/bin/env node\nconst a = <b/>; c();`, { calls: ['c°()'] }, 'a.cjs');
  check('type assertions in .mts', `const a = <Redis>b(); c<D>(1);`, { calls: ['b°()', 'c°(1)'] }, 'a.mts');
  check('keeps the facts around what is being typed', `import Redis from 'ioredis'; const redis = new Redis(); async function f() { await redis.set('k', ); redis. ; await redis.get('a' }`, {
    calls: ['new Redis()', 'redis.set("k") | awaited', 'redis.get("a") | awaited'],
  });
  it('keeps the statements around one that cannot be converted', () => {
    const file = readTypeScript('a.ts', `import Redis from 'ioredis';\nconst a = f();\nconst b = ${'a+'.repeat(20_000)}1;\nconst c = g();`);
    assert.deepEqual(file.calls.map(each => (each.callee.kind === 'name' ? each.callee.name : '')), ['f', 'g']);
    assert.deepEqual(file.incomplete, ['line 3 could not be read']);
    assert.deepEqual(file.imports, ['ioredis']);
  });
  it('gives only the imports of what is too long or too deep', () => {
    for (const rest of [`/*${'x'.repeat(1_000_000)}*/`, '('.repeat(100_000), '['.repeat(100_000), '{'.repeat(50_000), '`${'.repeat(50_000)]) {
      const file = readTypeScript('a.ts', `import a from 'a'; ${rest}`);
      assert.deepEqual(file.imports, ['a']);
      assert.equal(file.incomplete.length, 1);
    }
  });
  it('has an end to its depth', () => {
    const deep = ['x = ' + '('.repeat(300) + 'f()' + ')'.repeat(300), 'x' + '.f()'.repeat(600), 'x = ' + '['.repeat(450) + 'f()' + ']'.repeat(450), 'if (a) {} ' + 'else if (b) f(); '.repeat(500), 'x = ' + '!'.repeat(450) + 'f()'];
    for (const text of deep) assert.ok(readTypeScript('a.ts', text).incomplete.length <= 1);
  });
  it('reads long sums without recursion', () => {
    const file = readTypeScript('a.ts', `const a = 'x' ${'+ b'.repeat(500)};`);
    const value = file.variables[0]?.value;
    assert.equal(value?.kind === 'template' && value.parts.length, 501);
  });
});

describe('reading TypeScript: any text', () => {
  const samples = [
    `import Redis, { Cluster as C } from 'ioredis';\nexport const redis = new Redis(process.env.REDIS_URL!);\nexport async function load(id: string) {\n  const { Item } = await ddb.send(new GetCommand({ TableName: 't', Key: { id } }));\n  if (!Item) return null; // cache\n  for (const x of Item.list ?? []) await redis.set(\`k:\${x}\`, JSON.stringify(x), 'EX', 60 * 60);\n  return Item;\n}\n`,
    `@Injectable()\nclass A<T> extends B {\n  static #x = 1;\n  constructor(@InjectRedis('s') private readonly redis: Redis, { a, b = 2 }: Deps) { super(); }\n  get c(): Redis { return this.redis; }\n  async d([e, ...f]: string[]) { try { await this.redis.multi().get(e).exec(); } catch (g) { throw g; } finally { h(); } }\n}\nenum E { A, B = 'b' }\nnamespace N { export interface I { a: Redis } export type J = ReturnType<typeof x>; }\n`,
    `const { createClient } = require('redis');\nmodule.exports = { client: createClient(), ...require('./x') };\nlet cursor; do { [cursor, keys] = await client.scan(cursor); } while (cursor !== 0);\nclient.get('k', (err, data) => { switch (data) { case 1: return a(); default: b ? c() : d; } });\nfor (let i = 0; i < 3; i++) xs.map(async (x, i) => { x ??= await y\`z\${i}\`; });\nlabel: while (a) { if (b) continue label; else break; }\n`,
    `export default <A b={c} {...d}>{e.map(f => <g h="i">{f?.j?.[k]}</g>)}</A>;\nexport * as l from 'm'; export { n as o }; import p = require('q');\nexports.r = function* () { yield* s(); };\n`,
  ];
  const mutated = fc
    .tuple(fc.constantFrom(...samples), fc.array(fc.tuple(fc.constantFrom('delete', 'insert', 'repeat'), fc.nat(), fc.nat(40), fc.constantFrom(...samples), fc.nat()), { maxLength: 4 }))
    .map(([text, edits]) =>
      edits.reduce((before, [how, at, length, other, from]) => {
        const start = at % (before.length + 1);
        const slice = how === 'insert' ? other.slice(from % other.length).slice(0, length) : before.slice(start, start + length);
        return how === 'delete' ? before.slice(0, start) + before.slice(start + length) : before.slice(0, start) + slice + before.slice(start);
      }, text),
    );

  it('never throws, keeps ranges inside the text, indices valid, calls in order, and says the same twice', function () {
    this.timeout(20_000);
    fc.assert(
      fc.property(mutated, fc.constantFrom('a.ts', 'a.tsx', 'a.js'), (text, path) => {
        const file = readTypeScript(path, text);
        assert.deepEqual(file.incomplete.filter(each => each.startsWith('a statement')), []);
        checkSound(file, text);
        assert.deepEqual(readTypeScript(path, text), file);
      }),
      { numRuns: 400 },
    );
  });
  it('takes any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), text => checkSound(readTypeScript('a.tsx', text), text)), { numRuns: 200 });
  });
});

/** Walks all facts: every range within the text, every index within its list. */
function checkSound(file: CodeFile, text: string): void {
  const lists: Readonly<Record<string, readonly unknown[]>> = { variable: file.variables, function: file.functions, class: file.classes, call: file.calls, parent: file.functions, constructorFunction: file.functions };
  const walk = (fact: unknown, depth = 0): void => {
    if (typeof fact !== 'object' || fact === null || depth > 200) return;
    if ('start' in fact && 'end' in fact) {
      const { start, end } = fact as { start: number; end: number };
      assert.ok(0 <= start && start <= end && end <= text.length, `${start}..${end} of ${text.length}`);
      return;
    }
    for (const [key, each] of Object.entries(fact)) {
      const list = lists[key];
      if (list && typeof each === 'number') assert.ok(each >= 0 && each < list.length, `${key} ${each}`);
      else walk(each, depth + 1);
    }
  };
  walk(file);
  const order = file.calls.map(each => each.range);
  assert.deepEqual(order, [...order].sort((a, b) => a.start - b.start || b.end - a.end));
}
