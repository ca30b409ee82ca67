import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bindings } from '../../src/bindings/index.js';
import { CodeWorkspace } from '../../src/workspace/codeWorkspace.js';
import { describe as inWords, typescript } from './storeCallsIn.js';

const files: Readonly<Record<string, string>> = {
  'package.json': `{ "name": "app" }`,
  'tsconfig.json': `{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }`,
  'src/kv.ts': `import R from 'ioredis';\nexport const kv = new R();\nexport const make = () => new R();\nexport class Store { constructor(private c) {} read(id) { return this.c.get('s:' + id); } }`,
  'src/index.ts': `export * from './kv';\nexport { kv as cache } from './kv';`,
  'src/orders.ts': `import { cache } from '@/index';\nexport const read = id => cache.get('order:' + id);`,
  'src/carts.ts': `import * as all from '.';\nexport const read = id => all.kv.get('cart:' + id);\nnew all.Store(all.kv).read(3);`,
  'src/app.ts': `import { make, Store } from './index.js';\nconst mine = make();\nnew Store(mine);\nexport default mine;`,
  'src/late.ts': `import app from './app';\napp.del('late');`,
  'src/other.ts': `import { read } from './orders';\nexport const f = () => new Map().get(read(1));`,
  'src/loop.ts': `import { again } from './loop2';\nexport const redis = again ?? null;`,
  'src/loop2.ts': `import { redis } from './loop';\nexport const again = redis;\nredis.get('x');`,
};
const paths = Object.keys(files);

function empty(): CodeWorkspace {
  return new CodeWorkspace({ readers: [typescript], bindings, read: path => files[path] });
}

function result(workspace: CodeWorkspace): unknown {
  const resolved = workspace.resolve();
  return { calls: inWords(resolved, files), clients: resolved.clients.map(each => `${each.place.file}:${each.place.start}`), parsed: [...resolved.files.keys()].sort() };
}

function allAtOnce(): unknown {
  const workspace = empty();
  for (const path of paths) workspace.setFile(path, files[path]!);
  return result(workspace);
}

describe('the order of files', function () {
  this.timeout(20_000);
  const expected = allAtOnce();

  it('finds the calls', () => {
    assert.deepEqual(expected, {
      calls: ['src/carts.ts:2 GET cart:*', 'src/kv.ts:4 GET s:*', 'src/late.ts:2 DEL late', 'src/orders.ts:2 GET order:*'],
      clients: ['src/kv.ts:43', 'src/kv.ts:78'],
      parsed: ['src/app.ts', 'src/carts.ts', 'src/index.ts', 'src/kv.ts', 'src/late.ts', 'src/loop.ts', 'src/loop2.ts', 'src/orders.ts', 'src/other.ts'],
    });
  });

  it('makes no difference, nor does looking in between', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(paths, { minLength: paths.length }), fc.array(fc.boolean(), { minLength: paths.length, maxLength: paths.length }), (order, looks) => {
        const workspace = empty();
        for (const [index, path] of order.entries()) {
          workspace.setFile(path, files[path]!);
          if (looks[index]) workspace.resolve();
        }
        assert.deepEqual(result(workspace), expected);
      }),
      { numRuns: 30 },
    );
  });

  it('leaves nothing of earlier texts and removed files', () => {
    fc.assert(
      fc.property(fc.subarray(paths), fc.subarray(paths), (changed, removed) => {
        const workspace = empty();
        for (const path of paths) workspace.setFile(path, files[path]!);
        workspace.resolve();
        for (const path of changed) workspace.setFile(path, `import X from 'ioredis';\nexport const kv = new X(), cache = kv, make = () => new X();\nkv.get('old');`);
        workspace.resolve();
        for (const path of removed) workspace.removeFile(path);
        workspace.resolve();
        for (const path of [...removed, ...changed]) workspace.setFile(path, files[path]!);
        assert.deepEqual(result(workspace), expected);
      }),
      { numRuns: 30 },
    );
  });

  it('costs next to nothing to change a file that does not matter', () => {
    const workspace = empty();
    for (const path of paths) workspace.setFile(path, files[path]!);
    workspace.setFile('src/plain.ts', `export const x = 1;`);
    const before = workspace.resolve();
    workspace.setFile('src/plain.ts', `export const x = 2;`);
    assert.equal(workspace.resolve(), before);
  });

  it('forgets what a cache was kept in, and the version of its library', () => {
    const texts: Record<string, string> = {
      'package.json': '{ "dependencies": { "keyv": "^5.0.0" } }',
      'src/caches.ts': "import { CacheModule } from '@nestjs/cache-manager';\nimport { Keyv } from 'keyv';\nimport KeyvRedis from '@keyv/redis';\nexport const caches = CacheModule.register({ stores: new Keyv(new KeyvRedis('redis://a')) });",
      'src/shop.ts': "import { CACHE_MANAGER } from '@nestjs/cache-manager';\nimport { Inject } from '@nestjs/common';\nexport class Shop { constructor(@Inject(CACHE_MANAGER) private readonly cache) {} read() { return this.cache.get('a'); } }",
    };
    const workspace = new CodeWorkspace({ readers: [typescript], bindings, read: path => texts[path] });
    const after = (path: string, text: string): readonly string[] => {
      texts[path] = text;
      workspace.setFile(path, text);
      return inWords(workspace.resolve(), texts).filter(call => call.startsWith('src/shop.ts'));
    };
    const kept = texts['src/caches.ts'] ?? '';
    for (const [path, text] of Object.entries(texts)) workspace.setFile(path, text);
    assert.deepEqual(after('src/caches.ts', `${kept}\n`), ['src/shop.ts:3 GET keyv::keyv:a']);
    assert.deepEqual(after('package.json', '{ "dependencies": { "keyv": "^6.0.0" } }'), ['src/shop.ts:3 GET a']);
    assert.deepEqual(after('src/caches.ts', kept.replace("new KeyvRedis('redis://a')", '')), []);
    assert.deepEqual(after('src/caches.ts', kept), ['src/shop.ts:3 GET a']);
    assert.deepEqual(after('src/more.ts', "import { CacheModule } from '@nestjs/cache-manager';\nimport { redisStore } from 'cache-manager-redis-yet';\nexport const more = CacheModule.register({ store: redisStore, keyPrefix: 'b' });"), ['src/shop.ts:3 GET a']);
  });
});
