import assert from 'node:assert/strict';
import fc from 'fast-check';
import { scanImports, type ImportScan } from '../../src/readers/code/imports.js';

function show({ from, names, isReexport }: ImportScan): string {
  return `${isReexport ? 'export ' : ''}${names.join(' ')} < ${from}`;
}

describe('scanning imports', () => {
  const cases: readonly (readonly [code: string, ...found: string[]])[] = [
    [`import 'a'; import b from "b"; import * as c from 'c'; import d, { e, f as g, type h } from 'd';`, ' < a', 'default < b', '* < c', 'default e f h < d'],
    [`import type { A } from 'a'; import type B from 'b'; import { type, type as t } from 'c'; import type from 'd';`, 'A < a', 'default < b', 'type type < c', 'default < d'],
    [`import {\n  a, // the 'a', import\n  b, /* c, */\n} from 'a'`, 'a b < a'],
    [`export { a, b as c } from 'a'; export * from 'b'; export * as d from 'c'; export type { e } from 'd';`, 'export a b < a', 'export * < b', 'export * < c', 'export e < d'],
    [`export const a = 'b'; export { c }; export default 'd';`],
    [`const a = require('a'), { b, c: d, ...e } = require('b'); require('c').f.g; import x = require("h");`, '* < a', 'b c * < b', 'f < c', '* < h'],
    ["const { a } = await import('a'); import(/* webpackChunkName: 'x' */ 'b').then(x => x); (await import(`c`)).default; import(d);", 'a < a', '* < b', 'default < c'],
    [`important('a'); x.requires('b'); import.meta.url; require(b + 'c'); import a, b`],
    [`import './a' with { type: 'json' }; import {} from 'b'`, ' < ./a', ' < b'],
    [`// import nothing\nimport a from 'a'`, 'default < a'],
  ];
  for (const [code, ...found] of cases) it(code.slice(0, 60), () => assert.deepEqual(scanImports(code).map(show), found));

  it('takes any text', () => {
    const piece = fc.constantFrom('import', 'export', 'require', ' ', '{', '}', '*', ',', 'from', "'a'", '"', '(', ')', '/*', '*/', '//', '\n', 'as', 'type', 'b', '=', '`');
    fc.assert(fc.property(fc.array(piece), pieces => void scanImports(pieces.join(''))));
  });

  it('takes time that grows with the text', () => {
    for (const piece of ['import ', 'import {', 'import a,', 'import/*', 'import//', 'export {a ', 'require( ', 'const {a = require("', 'import a from "', '} = require("a") ', 'a ', '{{{{']) {
      const start = process.cpuUsage().user;
      scanImports(piece.repeat(900_000 / piece.length));
      assert.ok(process.cpuUsage().user - start < 1_500_000, piece);
    }
  });
});
