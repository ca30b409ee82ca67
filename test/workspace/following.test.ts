import assert from 'node:assert/strict';
import { storeCallsIn } from './storeCallsIn.js';

type Files = Readonly<Record<string, string>>;
type Row = readonly [story: string, files: Files | string, expected: readonly string[]];

/** One file is `a.ts`. Expected: file, line, command and key or table. */
function run(rows: readonly Row[]): void {
  for (const [story, files, expected] of rows) {
    it(story, () => assert.deepEqual(storeCallsIn(typeof files === 'string' ? { 'a.ts': files } : files), expected));
  }
}

const redis = `import Redis from 'ioredis';\n`;
const client = `${redis}export const redis = new Redis(process.env.REDIS_URL);\n`;
const dynamo = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';\nimport { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';\nconst doc = DynamoDBDocumentClient.from(new DynamoDBClient({}));\n`;

describe('following a client', () => {
  describe('inside a file', () => {
    run([
      ['a constant', `${client}redis.get('k');`, ['a.ts:3 GET k']],
      ['a default import by another name', `import IORedis from 'ioredis';\nconst c = new IORedis();\nc.get('k');`, ['a.ts:3 GET k']],
      ['a named import', `import { Redis } from 'ioredis';\nnew Redis().get('k');`, ['a.ts:2 GET k']],
      ['a namespace', `import * as IORedis from 'ioredis';\nconst c = new IORedis.Redis();\nc.get('k');`, ['a.ts:3 GET k']],
      ['require', `const Redis = require('ioredis');\nconst c = new Redis();\nc.get('k');`, ['a.ts:3 GET k']],
      ['require and a member', `const { createClient } = require('redis');\nconst c = createClient();\nc.get('k');`, ['a.ts:3 GET k']],
      ['require of the whole and a factory', `const redis = require('redis');\nconst c = redis.createClient();\nc.hGetAll('k');`, ['a.ts:3 HGETALL k']],
      ['dynamic import', `async function f() {\n  const { default: Redis } = await import('ioredis');\n  const c = new Redis();\n  await c.get('k');\n}`, ['a.ts:4 GET k']],
      ['assigned later', `${redis}let c: Redis | undefined;\nfunction init() { c = new Redis(); }\nexport const f = () => c!.get('k');`, ['a.ts:4 GET k']],
      ['made once, when first asked', `${redis}let c = null;\nfunction get() { if (!c) { c = new Redis(); } return c; }\nget().del('k');`, ['a.ts:4 DEL k']],
      ['one of two', `${redis}const c = process.env.CLUSTER ? new Redis.Cluster([]) : new Redis();\nc.get('k');`, ['a.ts:3 GET k']],
      ['kept on the global object', `${redis}const g = globalThis as any;\nexport const c = g.redis ?? new Redis();\nc.get('k');`, ['a.ts:4 GET k']],
      ['in an object', `${redis}const stores = { cache: { main: new Redis() } };\nstores.cache.main.get('k');`, ['a.ts:3 GET k']],
      ['destructured', `${redis}const { main: m } = { main: new Redis() };\nm.get('k');`, ['a.ts:3 GET k']],
      ['in a list', `${redis}const [a, b] = [new Redis(), new Redis()];\na.get('k'); b.get('l');`, ['a.ts:3 GET k', 'a.ts:3 GET l']],
      ['of a promise of several', `${redis}const make = async () => new Redis();\nasync function f() { const [c] = await Promise.all([make(), 1]); c.get('k'); }`, ['a.ts:3 GET k']],
      ['spread', `${redis}const base = { c: new Redis() };\nconst all = { ...base, d: 1 };\nall.c.get('k');`, ['a.ts:4 GET k']],
      ['a member assigned later', `${redis}const app = {};\napp.redis = new Redis();\napp.redis.get('k');`, ['a.ts:4 GET k']],
      ['a member of something from elsewhere assigned later', `${redis}import express from 'express';\nconst app = express();\napp.locals.redis = new Redis();\napp.locals.redis.get('k');`, ['a.ts:5 GET k']],
      ['frozen', `${redis}const c = Object.freeze(new Redis());\nc.get('k');`, ['a.ts:3 GET k']],
      ['by promisifyAll', `const redis = require('redis');\nconst c = require('bluebird').promisifyAll(redis.createClient());\nc.getAsync('k');`, ['a.ts:3 GET k']],
      ['a method promisified and bound', `const redis = require('redis');\nconst c = redis.createClient();\nconst getAsync = require('util').promisify(c.get).bind(c);\ngetAsync('k');`, ['a.ts:4 GET k']],
      ['a method bound', `${client}const get = redis.get.bind(redis);\nget('k');`, ['a.ts:4 GET k']],
      ['a method taken out', `${client}const { get } = redis;\nget('k');`, ['a.ts:4 GET k']],
      ['a chain through connect and on', `import { createClient } from 'redis';\nconst c = await createClient().on('error', () => {}).connect();\nc.get('k');`, ['a.ts:3 GET k']],
      ['a duplicate', `${client}const sub = redis.duplicate();\nsub.get('k');`, ['a.ts:4 GET k']],
      ['an optional call', `${client}redis?.get('k');`, ['a.ts:3 GET k']],
      ['a computed method', `${client}redis['get']('k');`, ['a.ts:3 GET k']],
      ['in a callback of then', `${redis}async function make() { return new Redis(); }\nmake().then(c => c.get('k'));`, ['a.ts:3 GET k']],
      ['for each of a list', `${redis}const all = [new Redis(1), new Redis(2)];\nall.forEach(c => c.del('k'));`, ['a.ts:3 DEL k']],
    ]);
  });

  describe('through functions', () => {
    run([
      ['a factory', `${redis}function make(url) { return new Redis(url); }\nconst c = make('x');\nc.get('k');`, ['a.ts:4 GET k']],
      ['an async factory that may give nothing', `${redis}async function make() { try { return new Redis(); } catch { return null; } }\nasync function f() { const c = await make(); c?.get('k'); }`, ['a.ts:3 GET k']],
      ['a wrapper of a file that was asked before, by another name', { 'a.js': `module.exports = function wrapRedis(c) { return { find: c.get }; };`, 'b.js': `const wrapped = require('./a');\nconst client = require('redis').createClient();\nwrapped(client).find('k');` }, ['b.js:3 GET k']],
      ['a factory of an object', `${redis}const make = () => ({ redis: new Redis() });\nconst { redis } = make();\nredis.get('k');`, ['a.ts:4 GET k']],
      ['what a function is given, by its type', `import type { Redis } from 'ioredis';\nexport function f(r: Redis) { return r.get('k'); }`, ['a.ts:2 GET k']],
      ['by an interface of the workspace, what callers give', `${client}interface Kv { get(key: string): Promise<string | null> }\nexport const kv: Kv = redis;\nconst f = (c: Kv) => c.get('k');\nf(kv);`, ['a.ts:5 GET k']],
      ['by an interface, an object of a class', `${client}interface Orders { read(id: string): unknown }\nclass Kept { read(id: string) { return redis.get('order:' + id); } }\nconst f = (orders: Orders) => orders.read('1');\nf(new Kept());`, ['a.ts:4 GET order:1']],
      ['by an interface that says what it is, of which callers are not known', `${redis}interface Deps { kv: Redis }\nexport const f = (deps: Deps) => deps.kv.get('k');`, ['a.ts:3 GET k']],
      ['by the type of a namespace', `import IORedis from 'ioredis';\nexport function f(r: IORedis.Redis | null) { return r?.get('k'); }`, ['a.ts:2 GET k']],
      ['by a type made of a factory', `import { createClient } from 'redis';\ntype Client = ReturnType<typeof createClient>;\nexport function f(r: Client) { return r.get('k'); }`, ['a.ts:3 GET k']],
      ['what an untyped function is given by its callers', `${client}function f(r) { return r.get('k'); }\nf(redis);`, ['a.ts:3 GET k']],
      ['an object that is taken apart', `${client}function f({ redis: r, id }) { return r.get('k'); }\nf({ redis, id: 1 });`, ['a.ts:3 GET k']],
      ['an object of a type that is taken apart', `import type { Redis } from 'ioredis';\ninterface Deps { redis: Redis; log: Log }\nexport function f({ redis }: Deps) { return redis.get('k'); }`, ['a.ts:3 GET k']],
      ['a member of an interface', `import type { Redis } from 'ioredis';\ninterface Deps { stores: { redis: Redis } }\nexport function f(deps: Deps) { return deps.stores.redis.get('k'); }`, ['a.ts:3 GET k']],
      ['a default', `${client}export function f(r = redis) { return r.get('k'); }`, ['a.ts:3 GET k']],
      ['handed to a callback', `${redis}async function withRedis(run) { const c = new Redis(); try { return await run(c); } finally { c.quit(); } }\nwithRedis(async c => c.get('k'));`, ['a.ts:3 GET k']],
      ['a function that makes when first called', `${redis}function once(make) { let v; return v ??= make(); }\nconst c = once(() => new Redis());\nc.get('k');`, ['a.ts:4 GET k']],
      ['a closure', `${redis}function store(r) { return { read: id => r.get('k:' + id) }; }\nstore(new Redis()).read(1);`, ['a.ts:2 GET k:*']],
      ['an argument of a called function', `${redis}const same = x => x;\nconst c = same(new Redis());\nc.get('k');`, ['a.ts:4 GET k']],
      ['a function that keeps what it makes by name', `${redis}function singleton(name, make) {\n  const all = globalThis as any;\n  all.made ??= {};\n  all.made[name] ??= make();\n  return all.made[name];\n}\nconst c = singleton('redis', () => new Redis());\nc.get('k');`, ['a.ts:9 GET k']],
      ['a recursive factory', `${redis}function make(n) { return n > 3 ? new Redis() : make(n + 1); }\nmake(0).get('k');`, ['a.ts:3 GET k']],
    ]);
  });

  describe('through classes', () => {
    run([
      ['a field', `${redis}class A {\n  private c = new Redis();\n  f() { return this.c.get('k'); }\n}`, ['a.ts:4 GET k']],
      ['a private field', `${redis}class A {\n  #c = new Redis();\n  f() { return this.#c.get('k'); }\n}`, ['a.ts:4 GET k']],
      ['assigned in the constructor', `${redis}class A {\n  constructor() { this.c = new Redis(); }\n  f() { return this.c.get('k'); }\n}`, ['a.ts:4 GET k']],
      ['assigned in a method', `${redis}class A {\n  c;\n  connect() { this.c = new Redis(); }\n  f() { return this.c.get('k'); }\n}`, ['a.ts:5 GET k']],
      ['a parameter property', `import { Redis } from 'ioredis';\nclass A {\n  constructor(private readonly c: Redis) {}\n  f() { return this.c.get('k'); }\n}`, ['a.ts:4 GET k']],
      ['an untyped constructor argument', `${client}class A {\n  constructor(c) { this.c = c; }\n  f() { return this.c.get('k'); }\n}\nnew A(redis);`, ['a.ts:5 GET k']],
      ['constructor options', `${client}class A {\n  constructor(options) { this.c = options.redis; }\n  f() { return this.c.get('k'); }\n}\nnew A({ redis });`, ['a.ts:5 GET k']],
      ['a getter', `${redis}class A {\n  _c;\n  get c() { return (this._c ??= new Redis()); }\n  f() { return this.c.get('k'); }\n}`, ['a.ts:5 GET k']],
      ['a method that gives it', `${redis}class A {\n  client() { return new Redis(); }\n  f() { return this.client().get('k'); }\n}`, ['a.ts:4 GET k']],
      ['a field of another class', `${redis}class A { c = new Redis(); }\nclass B {\n  constructor(private a: A) {}\n  f() { return this.a.c.get('k'); }\n}`, ['a.ts:5 GET k']],
      ['a static field', `${redis}class A {\n  static c = new Redis();\n  static f() { return this.c.get('k'); }\n}\nA.c.get('l');`, ['a.ts:4 GET k', 'a.ts:6 GET l']],
      ['a singleton', `${redis}class A {\n  private static one: A;\n  c = new Redis();\n  static getInstance() { if (!A.one) A.one = new A(); return A.one; }\n}\nA.getInstance().c.get('k');`, ['a.ts:7 GET k']],
      ['a static client made when first asked', `${redis}class A {\n  static one;\n  static get() { this.one = this.one || new Redis(); return this.one; }\n}\nA.get().get('k');`, ['a.ts:6 GET k']],
      ['a superclass', `${redis}class A { protected c = new Redis(); }\nclass B extends A {\n  f() { return this.c.get('k'); }\n}`, ['a.ts:4 GET k']],
      ['a superclass that is given it', `${redis}class A { constructor(protected c) {} }\nclass B extends A {\n  constructor() { super(new Redis()); }\n  f() { return this.c.get('k'); }\n}`, ['a.ts:5 GET k']],
      ['a field that subclasses assign', `${redis}abstract class A { f() { return this.c.get('k'); } }\nclass B extends A { c = new Redis(); }`, ['a.ts:2 GET k']],
      ['an own class that is a client', `${redis}class Mine extends Redis {\n  f() { return this.get('k'); }\n}\nnew Mine().set('l', 1);`, ['a.ts:3 GET k', 'a.ts:5 SET l']],
      ['super', `${redis}class Mine extends Redis {\n  get(k) { return super.get('p:' + k); }\n}`, ['a.ts:3 GET p:*']],
      ['a function inside a method', `${redis}class A {\n  c = new Redis();\n  f(ids) { return ids.map(id => this.c.get('k:' + id)); }\n}`, ['a.ts:4 GET k:*']],
      ['an injecting token', { 'a.ts': `import { Inject, Module } from '@nestjs/common';\nimport { Redis } from 'ioredis';\n@Module({ providers: [{ provide: 'REDIS', useFactory: () => new Redis() }] })\nexport class M {}\nclass A {\n  constructor(@Inject('REDIS') private c) {}\n  f() { return this.c.get('k'); }\n}` }, ['a.ts:7 GET k']],
      ['an own decorator for a token', { 'token.ts': `import { Inject } from '@nestjs/common';\nexport const REDIS = Symbol('redis');\nexport const InjectRedis = () => Inject(REDIS);`, 'm.ts': `import { Redis } from 'ioredis';\nimport { REDIS } from './token';\nexport const provider = { provide: REDIS, useValue: new Redis() };`, 'b.ts': `import { InjectRedis } from './token';\nclass A {\n  @InjectRedis() c;\n  f() { return this.c.get('k'); }\n}` }, ['b.ts:4 GET k']],
    ]);
  });

  describe('between files', () => {
    const use = (from: string, name = 'redis'): string => `import ${name} from '${from}';\nexport const f = () => redis.get('k');`;
    run([
      ['a named export', { 'redis.ts': client, 'b.ts': use('./redis', '{ redis }') }, ['b.ts:2 GET k']],
      ['a default export', { 'redis.ts': `${redis}export default new Redis();`, 'b.ts': use('./redis') }, ['b.ts:2 GET k']],
      ['by another name', { 'redis.ts': client, 'b.ts': use('./redis', '{ redis as cache }').replace('redis.get', 'cache.get') }, ['b.ts:2 GET k']],
      ['a namespace', { 'redis.ts': client, 'b.ts': `import * as r from './redis';\nr.redis.get('k');` }, ['b.ts:2 GET k']],
      ['a barrel', { 'lib/redis.ts': client, 'lib/index.ts': `export * from './redis';`, 'b.ts': use('./lib', '{ redis }') }, ['b.ts:2 GET k']],
      ['a barrel that renames', { 'lib/redis.ts': client, 'lib/index.ts': `export { redis as cache } from './redis';`, 'b.ts': use('./lib', '{ cache as redis }') }, ['b.ts:2 GET k']],
      ['a barrel with a namespace', { 'lib/redis.ts': client, 'lib/index.ts': `export * as stores from './redis';`, 'b.ts': `import { stores } from './lib';\nstores.redis.get('k');` }, ['b.ts:2 GET k']],
      ['a file that names no store', { 'kv.ts': `import R from 'ioredis';\nexport const kv = new R();`, 'lib.ts': `export { kv } from './kv';`, 'b.ts': `import { kv } from './lib';\nkv.get('k');` }, ['b.ts:2 GET k']],
      ['importers of a class that has it', { 'kv.ts': `import R from 'ioredis';\nexport class Kv { readonly c = new R(); }`, 'b.ts': `import { Kv } from './kv';\nexport const f = (kv: Kv) => kv.c.get('k');` }, ['b.ts:2 GET k']],
      ['importers of an interface that has it', { 'kv.ts': `import R from 'ioredis';\nexport interface Deps { c: R }`, 'b.ts': `import type { Deps } from './kv';\nexport const f = (deps: Deps) => deps.c.get('k');` }, ['b.ts:2 GET k']],
      ['an imported alias of a type', { 'kv.ts': `import { createClient } from 'redis';\nexport type Kv = ReturnType<typeof createClient>;`, 'b.ts': `import type { Kv } from './kv';\nexport const f = (kv: Kv) => kv.get('k');` }, ['b.ts:2 GET k']],
      ['module.exports', { 'redis.js': `const Redis = require('ioredis');\nmodule.exports = new Redis();`, 'b.js': `const c = require('./redis');\nc.get('k');` }, ['b.js:2 GET k']],
      ['a member of module.exports', { 'redis.js': `const Redis = require('ioredis');\nmodule.exports = { client: new Redis() };`, 'b.js': `const { client } = require('./redis');\nclient.get('k');` }, ['b.js:2 GET k']],
      ['exports.name', { 'redis.js': `const Redis = require('ioredis');\nexports.client = new Redis();`, 'b.js': `const r = require('./redis.js');\nr.client.get('k');` }, ['b.js:2 GET k']],
      ['a default import of CommonJS', { 'redis.js': `const Redis = require('ioredis');\nmodule.exports = new Redis();`, 'b.ts': use('./redis.js') }, ['b.ts:2 GET k']],
      ['a .js specifier of a .ts file', { 'redis.ts': client, 'b.ts': use('./redis.js', '{ redis }') }, ['b.ts:2 GET k']],
      ['paths of tsconfig', { 'tsconfig.json': `{ // own\n "compilerOptions": { "paths": { "@/*": ["./src/*"], } } }`, 'src/redis.ts': client, 'src/x/b.ts': use('@/redis', '{ redis }') }, ['src/x/b.ts:2 GET k']],
      ['paths of an inherited tsconfig', { 'tsconfig.base.json': `{ "compilerOptions": { "baseUrl": ".", "paths": { "~lib": ["lib/redis"] } } }`, 'app/tsconfig.json': `{ "extends": "../tsconfig.base.json" }`, 'lib/redis.ts': client, 'app/b.ts': use('~lib', '{ redis }') }, ['app/b.ts:2 GET k']],
      ['baseUrl', { 'tsconfig.json': `{ "compilerOptions": { "baseUrl": "src" } }`, 'src/lib/redis.ts': client, 'src/b.ts': use('lib/redis', '{ redis }') }, ['src/b.ts:2 GET k']],
      ['a package of the workspace', { 'packages/kv/package.json': `{ "name": "@acme/kv", "main": "dist/index.js" }`, 'packages/kv/src/index.ts': client, 'apps/a/b.ts': use('@acme/kv', '{ redis }') }, ['apps/a/b.ts:2 GET k']],
      ['an export of a package of the workspace', { 'packages/kv/package.json': `{ "name": "@acme/kv", "exports": { "./client": { "import": "./dist/client.mjs" } } }`, 'packages/kv/src/client.ts': client, 'apps/a/b.ts': use('@acme/kv/client', '{ redis }') }, ['apps/a/b.ts:2 GET k']],
      ['imports of its own package', { 'package.json': `{ "name": "a", "imports": { "#kv": "./kv.js" } }`, 'kv.ts': client, 'b.ts': use('#kv', '{ redis }') }, ['b.ts:2 GET k']],
      ['a wrapper of the SDK', { 'aws.js': `const AWSXRay = require('aws-xray-sdk');\nmodule.exports = AWSXRay.captureAWS(require('aws-sdk'));`, 'b.js': `const AWS = require('./aws');\nconst doc = new AWS.DynamoDB.DocumentClient();\ndoc.get({ TableName: 'orders', Key: {} }).promise();` }, ['b.js:3 GetItem orders']],
      ['a function of another file that is given it', { 'redis.ts': `${client}import { f } from './b';\nf(redis);`, 'b.ts': `export function f(c) { return c.get('k'); } // redis` }, ['b.ts:1 GET k']],
      ['a constant of a file that names no store', { 'a.ts': `${client}import { PREFIX } from './constants';\nexport const f = id => redis.get(PREFIX + id);`, 'constants.ts': `export const PREFIX = 'order:';` }, ['a.ts:4 GET order:*']],
      ['a key function of such a file, through a barrel', { 'a.ts': `${client}import { keys } from './lib';\nexport const f = id => redis.get(keys.order(id));`, 'lib/index.ts': `export * from './keys';\nexport * from './other';`, 'lib/other.ts': `export const other = 1;`, 'lib/keys.ts': `import { NAMES } from './names';\nexport const keys = { order: x => NAMES.order + ':' + x };`, 'lib/names.ts': `export enum NAMES { order = 'o' }` }, ['a.ts:4 GET o:*']],
      ['a function of a file that names no store, which makes it when first asked', { 'a.ts': `${redis}import { once } from './once';\nconst c = once(() => new Redis());\nc.get('k');`, 'once.ts': `const made = {};\nexport function once(make) { return (made.x ??= make()); }` }, ['a.ts:4 GET k']],
      ['a class of a file that names no store, which is given it', { 'a.js': `const Redis = require('ioredis');\nconst { Cache } = require('./b');\nconst redis = new Redis();\nnew Cache({ redis });`, 'b.js': `class Cache { constructor({ redis: kv }) { this.kv = kv; } f() { return this.kv.get('k'); } }\nmodule.exports = { Cache };` }, ['b.js:1 GET k']],
      ['an object that callers give, where a type says what it holds', { 'a.ts': `${client}import { f } from './b';\nf({ redis });`, 'b.ts': `import type { Redis } from 'ioredis';\nexport interface Stores { redis: Redis; other?: Redis }\nexport function f(stores: Stores) { stores.redis.get('k'); stores.other?.get('l'); }` }, ['b.ts:3 GET k', 'b.ts:3 GET l']],
      ['a function of a file that names no store, which is given it', { 'a.ts': `${client}import { f } from './b';\nf(redis);`, 'b.ts': `export function f(c) { return c.get('k'); }` }, ['b.ts:1 GET k']],
      ['tests do not say what a function is given', { 'redis.ts': `${client}export const read = key => redis.get(key);`, 'a.test.ts': `import { read } from './redis';\nread('test');`, 'b.ts': `import { read } from './redis';\nread('real');` }, ['redis.ts:3 GET real']],
      ['what another file puts on the global object', { 'redis.ts': `${redis}globalThis.kv = new Redis();`, 'b.ts': `globalThis.kv.get('k'); // redis` }, ['b.ts:1 GET k']],
      ['files that import each other', { 'a.ts': `${client}import { b } from './b';\nexport { b };`, 'b.ts': `import { redis } from './a';\nexport * from './a';\nexport const b = () => redis.get('k');` }, ['b.ts:3 GET k']],
    ]);
  });

  describe('pipelines and transactions', () => {
    run([
      ['a chain', `${client}redis.multi().incr('n').expire('n', 60).exec();`, ['a.ts:3 INCR n in transaction', 'a.ts:3 EXPIRE n in transaction']],
      ['a variable', `${client}const p = redis.pipeline();\np.set('a', 1);\np.get('b');\nawait p.exec();`, ['a.ts:4 SET a in pipeline', 'a.ts:5 GET b in pipeline']],
      ['handed to a function', `${client}const add = (p, id) => p.set('a:' + id, 1);\nconst p = redis.pipeline();\nadd(p, 1);`, ['a.ts:3 SET a:* in pipeline']],
      ['inside of a loop', `${client}export function f(ids) {\n  const p = redis.multi();\n  for (const id of ids) p.del('k:' + id);\n  return p.exec();\n}`, ['a.ts:5 DEL k:* in transaction']],
    ]);
  });

  describe('requests', () => {
    run([
      ['sent where they are made', `${dynamo}doc.send(new GetCommand({ TableName: 'orders', Key: { id: 1 } }));`, ['a.ts:4 GetItem orders']],
      ['made above', `${dynamo}async function f() {\n  const params = { TableName: process.env.TABLE, Item: {} };\n  const command = new PutCommand(params);\n  return doc.send(command);\n}`, ['a.ts:7 PutItem env:TABLE']],
      ['sent by a function that sends all', `${dynamo}const run = command => doc.send(command);\nrun(new GetCommand({ TableName: 'a' }));\nrun(new PutCommand({ TableName: 'b' }));`, ['a.ts:5 GetItem a', 'a.ts:6 PutItem b']],
      ['sent by somebody unknown', `${dynamo}import { send } from 'elsewhere';\nsend(new GetCommand({ TableName: 'a' }));`, ['a.ts:5 GetItem a']],
      ['sent with a client of unknown origin', `import { GetCommand } from '@aws-sdk/lib-dynamodb';\nexport const f = client => client.send(new GetCommand({ TableName: 'a' }));`, ['a.ts:2 GetItem a']],
      ['properties that are assigned later', `${dynamo}export function f() {\n  const params = {};\n  params.TableName = 'orders';\n  return doc.send(new GetCommand(params));\n}`, ['a.ts:7 GetItem orders']],
      ['a function that makes the input, for each of its calls', `${dynamo}const input = table => ({ TableName: table });\ndoc.send(new GetCommand(input('a')));\ndoc.send(new GetCommand(input('b')));`, ['a.ts:5 GetItem a', 'a.ts:6 GetItem b']],
      ['a function that fills the input, for each of its calls', `${dynamo}const input = table => { const made = {}; made.TableName = table; return made; };\ndoc.send(new GetCommand(input('a')));\ndoc.send(new GetCommand(input('b')));`, ['a.ts:5 GetItem a', 'a.ts:6 GetItem b']],
      ['Object.assign', `${dynamo}const base = { TableName: 'orders' };\ndoc.send(new GetCommand(Object.assign({}, base, { Key: {} })));`, ['a.ts:5 GetItem orders']],
    ]);
  });
});

describe('following a text', () => {
  const keyed = (key: string, before = ''): string => `${client}${before}\nexport const f = (id, other) => redis.get(${key});`;
  const is = (key: string): readonly string[] => [`a.ts:4 GET ${key}`];
  run([
    ['a template', keyed('`order:${id}`'), is('order:*')],
    ['a sum', keyed(`'order:' + id + ':lines'`), is('order:*:lines')],
    ['a constant', keyed('`${PREFIX}:${id}`', `const PREFIX = 'order';`), is('order:*')],
    ['a sum of names', keyed('PREFIX + id', `const PREFIX = 'order:';`), is('order:*')],
    ['an enum', keyed('Keys.Order + id', `enum Keys { Order = 'order:' }`), is('order:*')],
    ['an object of constants', keyed('`${KEYS.order}${id}`', `const KEYS = { order: 'order:' } as const;`), is('order:*')],
    ['a key function', keyed('key(id)', 'const key = x => `order:${x}`;'), is('order:*')],
    ['a key function with what it is given', keyed(`key('order', id)`, 'const key = (kind, x) => `${kind}:${x}`;'), is('order:*')],
    ['key functions in an object', keyed('keys.order(id)', 'const keys = { order: x => `order:${x}` };'), is('order:*')],
    ['a static key function', keyed('Keys.order(id)', 'class Keys { static order(x) { return `order:${x}`; } }'), is('order:*')],
    ['join', keyed(`['order', id].join(':')`), is('order:*')],
    ['concat', keyed(`'order:'.concat(id)`), is('order:*')],
    ['toString', keyed('`order:${id.toString()}`'), is('order:*')],
    ['toLowerCase', keyed(`('ORDER:' + id).toLowerCase()`), is('order:*')],
    ['String', keyed(`'order:' + String(id)`), is('order:*')],
    ['format', keyed(`util.format('order:%s', id)`, `import util from 'util';`), is('order:*')],
    ['a number', keyed('`order:${1}`'), is('order:1')],
    ['two that are the same', keyed(`other ? 'order:' + id : 'order:' + other`), is('order:*')],
    ['a text or nothing', keyed(`key`, 'let cond; const key = !!cond && `order:${cond}`;'), is('order:*')],
    ['keys of a pattern', `${client}\nexport async function f() { const keys = await redis.keys('order:*'); await Promise.all(keys.map(k => redis.get(k))); }`, ['a.ts:4 KEYS', 'a.ts:4 GET order:*']],
    ['pushed to a list', `${client}\nexport function f(ids) { const keys = []; for (const id of ids) keys.push('order:' + id); return redis.del(keys); }`, ['a.ts:4 DEL order:*']],
    ['mapped to a list', `${client}\nexport const f = ids => redis.mget(ids.map(id => 'order:' + id));`, ['a.ts:4 MGET order:*']],
    ['two that differ', keyed(`other ? 'order:' + id : 'cart:' + id`), is('*')],
    ['nothing fixed', keyed('id'), is('*')],
    ['a local', `${client}\nexport function f(id) { const key = \`order:\${id}\`; return redis.get(key); }`, is('order:*')],
    ['a field', `${client}\nclass A { prefix = 'order:'; f(id) { return redis.get(this.prefix + id); } }`, is('order:*')],
    ['what callers give', `${client}\nconst read = key => redis.get(key);\nread('order:1');`, is('order:1')],
    ['what callers give, of two kinds', `${client}\nconst read = key => redis.get(key);\nread('order:1'); read('cart:1');`, is('*')],
  ]);
  run([
    ['the environment', `${dynamo}doc.send(new GetCommand({ TableName: process.env.TABLE! }));`, ['a.ts:4 GetItem env:TABLE']],
    ['the environment by an index', `${dynamo}doc.send(new GetCommand({ TableName: process.env['TABLE'] }));`, ['a.ts:4 GetItem env:TABLE']],
    ['the environment taken apart', `${dynamo}const { TABLE: T } = process.env;\ndoc.send(new GetCommand({ TableName: T }));`, ['a.ts:5 GetItem env:TABLE']],
    ['the environment with a default', `${dynamo}doc.send(new GetCommand({ TableName: process.env.TABLE ?? 'orders' }));`, ['a.ts:4 GetItem env:TABLE']],
    ['the environment in another file', { 'config.ts': `export const config = { table: process.env.TABLE || 'dynamo-orders' };`, 'a.ts': `import { config } from './config';\n${dynamo}doc.send(new GetCommand({ TableName: config.table }));` }, ['a.ts:5 GetItem env:TABLE']],
    ['the environment, checked', `${dynamo}import { z } from 'zod';\nconst env = z.object({}).parse(process.env);\ndoc.send(new GetCommand({ TableName: env.TABLE }));`, ['a.ts:6 GetItem env:TABLE']],
    ['import.meta.env', `${dynamo}doc.send(new GetCommand({ TableName: import.meta.env.TABLE }));`, ['a.ts:4 GetItem env:TABLE']],
  ]);
});

describe('look-alikes', () => {
  run([
    ['a Map', `// redis\nconst redis = new Map();\nredis.get('k'); redis.set('k', 1);`, []],
    ['an LRU cache', `import { LRUCache } from 'lru-cache'; // redis\nconst redis = new LRUCache();\nredis.get('k');`, []],
    ['an own class with the same methods', `// redis\nclass RedisClient { get(k) { return 1; } set(k, v) {} }\nconst redis = new RedisClient();\nredis.get('k'); redis.set('k', 1);`, []],
    ['S3', `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3'; // dynamodb\nnew S3Client({}).send(new GetObjectCommand({ Bucket: 'b' }));`, []],
    ['S3 beside DynamoDB', `${dynamo}import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';\nnew S3Client({}).send(new GetObjectCommand({ Bucket: 'b' }));`, []],
    ['S3 of version 2', `const AWS = require('aws-sdk'); // dynamodb\nnew AWS.S3().getItem({}); new AWS.S3().get({ TableName: 'x' });`, []],
    ['statsd', `import StatsD from 'hot-shots'; // redis\nconst redis = new StatsD();\nredis.incr('n');`, []],
    ['axios', `import axios from 'axios'; // redis\naxios.get('k'); const redis = axios.create(); redis.get('k');`, []],
    ['tRPC', `import { api } from './api'; // cassandra\napi.cassandra.query('SELECT * FROM t'); api.execute('SELECT 1');`, []],
    ['Mongo', `import { MongoClient } from 'mongodb'; // cassandra\nconst client = new MongoClient('x');\nclient.connect(); client.execute('SELECT * FROM t');`, []],
    ['a parameter with a telling name', `import Redis from 'ioredis';\nexport const f = (redis, redisClient) => { redis.get('k'); redisClient.set('k', 1); };`, []],
    ['a type of the same name from elsewhere', `import type { Redis } from './own'; // redis\nexport const f = (redis: Redis) => redis.get('k');`, []],
    ['a Redis class from another package', `import { Redis } from 'some-mock'; // redis\nnew Redis().get('k');`, []],
    ['a wrapped client of an unknown function', `${client}import { wrap } from 'elsewhere';\nwrap(redis).get('k');`, []],
    ['methods every object has', `${client}redis.toString(); redis.hasOwnProperty('get'); redis.on('error', () => {});`, []],
    ['a method the library does not have', `${client}redis.fetchOrder('k');`, []],
    ['a field of the same name in another class', `${redis}class A { c = new Redis(); }\nclass B { c = new Map(); f() { return this.c.get('k'); } }`, []],
    ['a shadowed name', `${client}export function f(redis) { return redis.get('k'); }`, []],
    ['a file that is not there', `import { redis } from './gone';\nredis.get('k');`, []],
    ['a path out of the root', { 'src/a.ts': `import { redis } from '../../../redis';\nredis.get('k');`, 'redis.ts': client }, []],
  ]);
});
