import assert from 'node:assert/strict';
import { workspaceOf, storeCallsIn } from './storeCallsIn.js';

type Files = Readonly<Record<string, string>>;

const client = `import Redis from 'ioredis';\nexport const kv = new Redis(process.env.REDIS_URL);\n`;
const use = (from: string, name = '{ kv }'): string => `import ${name} from '${from}';\nexport const f = () => kv.get('k');`;
const json = (value: unknown): string => JSON.stringify(value);
/** A package `@acme/kv` as its package.json says, with its client in a file. */
const kv = (manifest: object, file = 'src/index.ts'): Files => ({ 'packages/kv/package.json': json({ name: '@acme/kv', ...manifest }), [`packages/kv/${file}`]: client });

/** Each is asked for in a file of its own, whose second line uses the client. */
const rows: readonly (readonly [story: string, files: Files, from: string, name?: string])[] = [
  ['a package without a main module', kv({}), '@acme/kv'],
  ['a main module that is built', kv({ main: './dist/index.js' }), '@acme/kv'],
  ['a main module that is built from its root', kv({ main: 'dist/src/index.js' }), '@acme/kv'],
  ['types alone', kv({ types: './source/index.ts' }, 'source/index.ts'), '@acme/kv'],
  ['exports as one text', kv({ exports: './dist/index.mjs' }), '@acme/kv'],
  ['exports by condition', kv({ exports: { '.': { import: { types: './dist/index.d.ts', default: './dist/index.mjs' }, require: './dist/index.cjs' } } }), '@acme/kv'],
  ['a condition of its own', kv({ exports: { '.': { '@acme/source': './code/index.ts', default: './dist/index.js' } } }, 'code/index.ts'), '@acme/kv'],
  ['exports by a list', kv({ exports: { '.': ['./dist/index.js', './lib.js'] } }), '@acme/kv'],
  ['an export of a folder', kv({ exports: { './client': './src/client/index.ts' } }, 'src/client/index.ts'), '@acme/kv/client'],
  ['exports by a pattern', kv({ exports: { './*': './src/*.ts' } }, 'src/client.ts'), '@acme/kv/client'],
  ['exports by a pattern with what follows', kv({ exports: { './*.js': './dist/*.js' } }, 'src/client.ts'), '@acme/kv/client.js'],
  ['exports by a pattern over folders', kv({ exports: { './*': './dist/*/index.js' } }, 'src/client/index.ts'), '@acme/kv/client'],
  ['a file of a package without exports', kv({}, 'lib/client.ts'), '@acme/kv/lib/client'],
  ['a built file of a package without exports', kv({}, 'src/client.ts'), '@acme/kv/dist/client'],
  ['a package by an alias of pnpm', { ...kv({}), 'apps/a/package.json': json({ dependencies: { store: 'workspace:@acme/kv@*' } }) }, 'store'],
  ['a package by its folder', { ...kv({ name: 'other' }), 'apps/a/package.json': json({ dependencies: { store: 'link:../../packages/kv' } }) }, 'store'],
  ['its own package by name', { 'apps/a/package.json': json({ name: '@acme/a', exports: { './kv': './src/kv.ts' } }), 'apps/a/src/kv.ts': client }, '@acme/a/kv'],
  ['a barrel of another package', { ...kv({}), 'packages/all/package.json': json({ name: '@acme/all' }), 'packages/all/src/index.ts': `export * from '@acme/kv';` }, '@acme/all'],
  ['barrels of barrels', { 'apps/a/lib/index.ts': `export * from './stores';`, 'apps/a/lib/stores/index.ts': `export * from './kv';`, 'apps/a/lib/stores/kv.ts': client }, './lib'],
  ['a barrel that gives a default a name', { 'apps/a/lib/index.ts': `export { default as kv } from './kv';`, 'apps/a/lib/kv.ts': `import Redis from 'ioredis';\nexport default new Redis();` }, './lib'],
  ['a barrel that imports first', { 'apps/a/lib/index.ts': `import { kv } from './kv';\nexport { kv };`, 'apps/a/lib/kv.ts': client }, './lib'],
  ['.js for .ts', { 'apps/a/kv.ts': client }, './kv.js'],
  ['.mjs for .mts', { 'apps/a/kv.mts': client }, './kv.mjs'],
  ['.jsx for .tsx', { 'apps/a/kv.tsx': client }, './kv.jsx'],
  ['.ts itself', { 'apps/a/kv.ts': client }, './kv.ts'],
  ['a folder with a package.json', { 'apps/a/kv/package.json': json({ main: './code.js' }), 'apps/a/kv/code.js': client }, './kv'],
  ['index.js of a folder by name', { 'apps/a/kv/index.ts': client }, './kv/index.js'],
  ['paths of the nearest tsconfig', { 'tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['./other/*'] } } }), 'apps/a/tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['./lib/*'] } } }), 'apps/a/lib/kv.ts': client, 'other/kv.ts': 'export const kv = new Map();' }, '@/kv'],
  ['paths with several targets', { 'apps/a/tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['./gone/*', './lib/*'] } } }), 'apps/a/lib/kv.ts': client }, '@/kv'],
  ['paths that name one module', { 'tsconfig.base.json': json({ compilerOptions: { baseUrl: '.', paths: { '@acme/store': ['packages/kv/src/index.ts'] } } }), 'apps/a/tsconfig.json': json({ extends: '../../tsconfig.base.json' }), 'packages/kv/src/index.ts': client }, '@acme/store'],
  ['extends without an ending', { 'tsconfig.base.json': json({ compilerOptions: { paths: { '@/*': ['./apps/a/*'] } } }), 'apps/a/tsconfig.json': json({ extends: '../../tsconfig.base' }), 'apps/a/kv.ts': client }, '@/kv'],
  ['extends of several', { 'base.json': '{}', 'tsconfig.paths.json': json({ compilerOptions: { paths: { '@/*': ['./apps/a/*'] } } }), 'apps/a/tsconfig.json': json({ extends: ['../../base.json', '../../tsconfig.paths.json'] }), 'apps/a/kv.ts': client }, '@/kv'],
  ['extends of a package', { 'packages/tsconfig/package.json': json({ name: '@acme/tsconfig' }), 'packages/tsconfig/tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['${configDir}/lib/*'] } } }), 'apps/a/tsconfig.json': json({ extends: '@acme/tsconfig/tsconfig.json' }), 'apps/a/lib/kv.ts': client }, '@/kv'],
  ['a solution file that refers to its parts', { 'apps/a/tsconfig.json': json({ files: [], references: [{ path: './tsconfig.app.json' }] }), 'apps/a/tsconfig.app.json': json({ compilerOptions: { paths: { '@/*': ['./src/*'] } } }), 'apps/a/src/kv.ts': client }, '@/kv'],
  ['a solution file that refers to another name', { 'apps/a/tsconfig.json': json({ files: [], references: [{ path: './tsconfig.server.json' }] }), 'apps/a/tsconfig.server.json': json({ compilerOptions: { paths: { '@/*': ['./src/*'] } } }), 'apps/a/src/kv.ts': client }, '@/kv'],
  ['paths of jsconfig', { 'apps/a/jsconfig.json': json({ compilerOptions: { baseUrl: '.', paths: { '~/*': ['lib/*'] } } }), 'apps/a/lib/kv.js': client }, '~/kv'],
  ['imports of its own package', { 'apps/a/package.json': json({ imports: { '#lib/*': './lib/*.js' } }), 'apps/a/lib/kv.ts': client }, '#lib/kv'],
];

describe('monorepos', () => {
  for (const [story, files, from, name] of rows) it(story, () => assert.deepEqual(storeCallsIn({ ...files, 'apps/a/use.ts': use(from, name) }).at(-1) ?? '', 'apps/a/use.ts:2 GET k'));

  it('a package of the same name as a library is the package', () => {
    const files = { 'packages/redis/package.json': json({ name: 'redis' }), 'packages/redis/index.ts': `export const createClient = () => new Map();`, 'tsconfig.json': json({ compilerOptions: { paths: { redis: ['./packages/redis'] } } }), 'a.ts': `import { createClient } from 'redis';\ncreateClient().get('k');` };
    assert.deepEqual(storeCallsIn(files), []);
  });

  describe('nothing outside is read', () => {
    const outside: readonly (readonly [story: string, files: Files, from: string])[] = [
      ['by a path', {}, '../../../../redis'],
      ['by an absolute path', {}, '/etc/redis'],
      ['by paths of a tsconfig', { 'tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['../outside/*'] } } }) }, '@/redis'],
      ['by a tsconfig outside', { 'tsconfig.json': json({ extends: '../tsconfig.base.json' }) }, '@/redis'],
      ['by exports', { 'package.json': json({ name: 'own', exports: { './redis': '../outside/redis.js' } }) }, 'own/redis'],
      ['by a dependency', { 'package.json': json({ dependencies: { store: 'link:../outside' } }) }, 'store'],
      ['in node_modules', {}, 'node_modules/redis'],
    ];
    for (const [story, files, from] of outside) {
      it(story, () => {
        const read: string[] = [];
        const all: Files = { ...files, 'apps/a/use.ts': use(from) };
        const workspace = workspaceOf(all, path => read.push(path));
        workspace.resolve();
        assert.deepEqual(read.filter(path => !(path in all)), []);
      });
    }
  });
});
