import assert from 'node:assert/strict';
import { storeCallsIn } from './storeCallsIn.js';

type Row = readonly [story: string, files: Readonly<Record<string, string>> | string, expected: readonly string[]];

/** One file is `a.ts`. Expected: file, line, command and key or table. */
function run(rows: readonly Row[]): void {
  for (const [story, files, expected] of rows) {
    it(story, () => assert.deepEqual(storeCallsIn(typeof files === 'string' ? { 'a.ts': files } : files), expected));
  }
}

const redis = `import Redis from 'ioredis';\n`;
const nest = `import { Inject, Injectable, Module } from '@nestjs/common';\nimport Redis from 'ioredis';\n`;
/** A service that is injected by a token, line 7. */
const service = (token: string, more = ''): string => `${nest}${more}\n@Injectable()\nexport class Orders {\n  constructor(@Inject(${token}) private readonly kv) {}\n  read() { return this.kv.get('k'); }\n}\n`;
const found = ['a.ts:7 GET k'];

describe('a client that is injected', () => {
  describe('by NestJS', () => {
    run([
      ['a decorator of a library', `import { InjectRedis } from '@nestjs-modules/ioredis';\nimport Redis from 'ioredis';\nclass A {\n  constructor(@InjectRedis() private readonly kv: Redis) {}\n  f() { return this.kv.get('k'); }\n}`, ['a.ts:5 GET k']],
      ['useFactory', `${service("'KV'")}@Module({ providers: [{ provide: 'KV', useFactory: () => new Redis() }] })\nexport class M {}`, found],
      ['useFactory with what it injects', `${service("'KV'")}@Module({ providers: [{ provide: 'URL', useValue: 'redis://kv' }, { provide: 'KV', useFactory: (url) => new Redis(url), inject: ['URL'] }] })\nexport class M {}`, found],
      ['an async useFactory', `${service("'KV'")}@Module({ providers: [{ provide: 'KV', useFactory: async () => { const kv = new Redis(); await kv.connect(); return kv; } }] })\nexport class M {}`, found],
      ['useFactory by name', `${service("'KV'")}const make = () => new Redis();\n@Module({ providers: [{ provide: 'KV', useFactory: make }] })\nexport class M {}`, found],
      ['useValue', `${service("'KV'")}@Module({ providers: [{ provide: 'KV', useValue: new Redis() }] })\nexport class M {}`, found],
      ['useExisting', `${service("'KV'")}@Module({ providers: [{ provide: 'MAIN', useFactory: () => new Redis() }, { provide: 'KV', useExisting: 'MAIN' }] })\nexport class M {}`, found],
      ['useClass of a class that is a client', `${service("'KV'")}class Kv extends Redis {}\n@Module({ providers: [{ provide: 'KV', useClass: Kv }] })\nexport class M {}`, found],
      ['useClass of a class that has one', `${nest}class Kv { c = new Redis(); }\nabstract class Store { c; }\n@Module({ providers: [{ provide: Store, useClass: Kv }] })\nclass M {}\nclass Orders {\n  constructor(private readonly kv: Store) {}\n  read() { return this.kv.c.get('k'); }\n}`, ['a.ts:9 GET k']],
      ['a symbol', `${service('KV', `export const KV = Symbol('kv');`)}export const provider = { provide: KV, useFactory: () => new Redis() };`, found],
      ['a dynamic module', `${service("'KV'")}@Module({})\nexport class M { static forRoot(options) { return { module: M, providers: [{ provide: 'KV', useFactory: () => new Redis(options) }] }; } }`, found],
      ['a property', `${nest}class A {\n  @Inject('KV') kv;\n  f() { return this.kv.get('k'); }\n}\n@Module({ providers: [{ provide: 'KV', useValue: new Redis() }] })\nclass M {}`, ['a.ts:5 GET k']],
      ['a service that has it', `${nest}@Injectable()\nclass Kv { readonly c = new Redis(); }\nclass A {\n  constructor(private readonly kv: Kv) {}\n  f() { return this.kv.c.get('k'); }\n}`, ['a.ts:7 GET k']],
      ['moduleRef.get', `${nest}class A {\n  constructor(private readonly ref) {}\n  f() { return this.ref.get('KV').get('k'); }\n}\n@Module({ providers: [{ provide: 'KV', useValue: new Redis() }] })\nclass M {}`, ['a.ts:5 GET k']],
    ]);
  });

  describe('by containers', () => {
    run([
      ['tsyringe, a registered instance', `import { container, inject } from 'tsyringe';\n${redis}container.registerInstance('KV', new Redis());\nclass A {\n  constructor(@inject('KV') private kv) {}\n  f() { return this.kv.get('k'); }\n}`, ['a.ts:6 GET k']],
      ['tsyringe, register with useFactory', `import { container, inject } from 'tsyringe';\n${redis}container.register('KV', { useFactory: () => new Redis() });\nclass A {\n  constructor(@inject('KV') private kv) {}\n  f() { return this.kv.get('k'); }\n}`, ['a.ts:6 GET k']],
      ['tsyringe, register with useValue', `import { container, inject } from 'tsyringe';\n${redis}container.register('KV', { useValue: new Redis() });\nclass A {\n  constructor(@inject('KV') private kv) {}\n  f() { return this.kv.get('k'); }\n}`, ['a.ts:6 GET k']],
      ['tsyringe, resolve', `import { container } from 'tsyringe';\n${redis}container.registerInstance('KV', new Redis());\ncontainer.resolve('KV').get('k');`, ['a.ts:4 GET k']],
      ['inversify, toConstantValue', `import { Container, inject } from 'inversify';\n${redis}const container = new Container();\nconst TYPES = { Kv: Symbol.for('Kv') };\ncontainer.bind(TYPES.Kv).toConstantValue(new Redis());\nclass A {\n  @inject(TYPES.Kv) kv;\n  f() { return this.kv.get('k'); }\n}`, ['a.ts:8 GET k']],
      ['inversify, toDynamicValue', `import { Container, inject } from 'inversify';\n${redis}const container = new Container();\ncontainer.bind('Kv').toDynamicValue(() => new Redis()).inSingletonScope();\nclass A {\n  constructor(@inject('Kv') kv) { this.kv = kv; }\n  f() { return this.kv.get('k'); }\n}`, ['a.ts:7 GET k']],
      ['inversify, container.get', `import { Container } from 'inversify';\n${redis}const container = new Container();\ncontainer.bind('Kv').toConstantValue(new Redis());\ncontainer.get('Kv').get('k');`, ['a.ts:5 GET k']],
      ['awilix', `import { createContainer, asFunction, asValue } from 'awilix';\n${redis}const container = createContainer();\ncontainer.register({ kv: asValue(new Redis()) });\ncontainer.resolve('kv').get('k');\nexport class A { constructor({ kv }) { this.kv = kv; } f() { return this.kv.get('l'); } }`, ['a.ts:5 GET k']],
      ['typedi', `import { Container, Inject } from 'typedi';\n${redis}Container.set('kv', new Redis());\nclass A {\n  @Inject('kv') kv;\n  f() { return this.kv.get('k'); }\n}`, ['a.ts:6 GET k']],
    ]);
  });

  describe('by a web framework', () => {
    run([
      ['fastify.decorate', { 'plugin.ts': `${redis}export default async function (fastify) { fastify.decorate('redis', new Redis()); }`, 'routes.ts': `export default async function (fastify) {\n  fastify.get('/', async () => fastify.redis.get('k'));\n}` }, ['routes.ts:2 GET k']],
      ['fastify.decorate by another name', { 'plugin.ts': `${redis}export default async function (fastify) { fastify.decorate('kvStore', new Redis()); }`, 'routes.ts': `// redis\nexport default async function (fastify) {\n  fastify.get('/', async request => request.server.kvStore.get('k'));\n}` }, ['routes.ts:3 GET k']],
      ['@fastify/redis', `import Fastify from 'fastify';\nimport fastifyRedis from '@fastify/redis';\nconst app = Fastify();\napp.register(fastifyRedis, { host: 'kv' });\napp.get('/', async () => app.redis.get('k'));`, ['a.ts:5 GET k']],
      ['@fastify/redis in another file', { 'app.ts': `import fastifyRedis from '@fastify/redis';\nexport const build = app => app.register(fastifyRedis, { url: process.env.REDIS_URL });`, 'routes.ts': `export default async function (fastify) {\n  fastify.get('/', async function () { return this.redis.get('k'); });\n  fastify.get('/b', async () => fastify.redis.get('l'));\n}` }, ['routes.ts:2 GET k', 'routes.ts:3 GET l']],
      ['@fastify/redis by namespace', `import fastifyRedis from '@fastify/redis';\nexport const f = app => { app.register(fastifyRedis, { namespace: 'hot' }); return app.redis.hot.get('k'); };`, ['a.ts:2 GET k']],
      ['app.locals', { 'app.ts': `${redis}import express from 'express';\nexport const app = express();\napp.locals.redis = new Redis();`, 'routes.ts': `import { Router } from 'express';\nconst router = Router();\nrouter.get('/', (req, res) => req.app.locals.redis.get('k'));` }, ['routes.ts:3 GET k']],
      ['app.set and req.app.get', { 'app.ts': `${redis}import express from 'express';\nconst app = express();\napp.set('redis', new Redis());`, 'routes.ts': `export const f = (req, res) => req.app.get('redis').get('k');` }, ['routes.ts:1 GET k']],
      ['a middleware that hangs it on the request', { 'app.ts': `${redis}import express from 'express';\nconst app = express();\nconst redis = new Redis();\napp.use((req, res, next) => { req.redis = redis; next(); });`, 'routes.ts': `export const f = (req, res) => req.redis.get('k');` }, ['routes.ts:1 GET k']],
      ['ctx of koa', { 'app.ts': `${redis}import Koa from 'koa';\nconst app = new Koa();\napp.context.redis = new Redis();`, 'routes.ts': `export const f = async ctx => ctx.redis.get('k');` }, ['routes.ts:1 GET k']],
      ['ctx that a middleware sets', { 'app.ts': `${redis}const redis = new Redis();\nexport const kv = async (ctx, next) => { ctx.redis = redis; await next(); };`, 'routes.ts': `export const f = async ctx => ctx.redis.get('k');` }, ['routes.ts:1 GET k']],
      ['a context object of tRPC', { 'context.ts': `${redis}const redis = new Redis();\nexport const createContext = () => ({ redis, user: null });\nexport type Context = Awaited<ReturnType<typeof createContext>>;`, 'router.ts': `import type { Context } from './context';\nexport const f = ({ ctx }: { ctx: Context }) => ctx.redis.get('k');` }, ['router.ts:2 GET k']],
      ['a context object of GraphQL', { 'server.ts': `${redis}const redis = new Redis();\nnew ApolloServer({ context: ({ req }) => ({ req, redis }) });`, 'resolvers.ts': `export const resolvers = { Query: { order: (_, { id }, { redis }) => redis.get('k') } };` }, ['resolvers.ts:1 GET k']],
    ]);
  });
});

describe('what only looks injected', () => {
  run([
    ['a map of the same name as a token', `${redis}import { container } from 'tsyringe';\ncontainer.registerInstance('KV', new Redis());\nconst seen = new Map();\nseen.get('other').get('k');`, []],
    ['an entry of another map', `${redis}const clients = new Map();\nconst seen = new Map();\nclients.set('a', new Redis());\nseen.get('a').get('k');`, []],
    ['a member of a request that is no client', { 'app.ts': `export const f = (req, res, next) => { req.redis = new Map(); next(); };`, 'routes.ts': `export const f = (req, res) => req.redis.get('k');` }, []],
    ['a member of something that is not handed around', { 'app.ts': `${redis}export const f = (req, res, next) => { req.redis = new Redis(); next(); };`, 'b.ts': `export const f = row => row.redis.get('k');` }, []],
    ['a request of another package', { 'a/package.json': '{}', 'b/package.json': '{}', 'a/app.ts': `${redis}export const f = (req, res, next) => { req.redis = new Redis(); next(); };`, 'b/routes.ts': `export const f = (req, res) => req.redis.get('k');` }, []],
    ['a proxy of the workspace', `${redis}class Proxy { constructor(c) {} get(k) { return k; } }\nnew Proxy(new Redis()).get('k');`, []],
    ['a token that a test provides', { 'a.ts': `import { Inject } from '@nestjs/common'; // redis\nclass A {\n  constructor(@Inject('KV') private kv) {}\n  f() { return this.kv.get('k'); }\n}`, 'a.test.ts': `${redis}const provider = { provide: 'KV', useValue: new Redis() };` }, []],
  ]);
});

describe('how a client is made', () => {
  run([
    ['getInstance', `${redis}class Kv {\n  private static instance: Kv;\n  private client: Redis;\n  private constructor() { this.client = new Redis(); }\n  static getInstance(): Kv { return (Kv.instance ??= new Kv()); }\n  getClient() { return this.client; }\n}\nKv.getInstance().getClient().get('k');`, ['a.ts:9 GET k']],
    ['an instance that is exported', { 'kv.ts': `${redis}class Kv { client = new Redis(); }\nexport default new Kv();`, 'b.ts': `import kv from './kv';\nkv.client.get('k');` }, ['b.ts:2 GET k']],
    ['a lazy getter', `${redis}const stores = { _kv: undefined as Redis | undefined, get kv() { return (this._kv ??= new Redis()); } };\nstores.kv.get('k');`, ['a.ts:3 GET k']],
    ['a lazy getter by defineProperty', `${redis}const stores = {} as { kv: Redis };\nObject.defineProperty(stores, 'kv', { get: () => new Redis() });\nstores.kv.get('k');`, ['a.ts:4 GET k']],
    ['on globalThis, unless it is there', `${redis}export const kv = (globalThis.kv ??= new Redis());\nkv.get('k');`, ['a.ts:3 GET k']],
    ['on globalThis, in an if', `${redis}declare global { var kv: Redis | undefined; }\nlet kv;\nif (process.env.NODE_ENV === 'production') { kv = new Redis(); } else { if (!global.kv) { global.kv = new Redis(); } kv = global.kv; }\nkv.get('k');`, ['a.ts:5 GET k']],
    ['on globalThis, read elsewhere', { 'a.ts': `${redis}globalThis.__kv = globalThis.__kv || new Redis();`, 'b.ts': `// redis\nglobalThis.__kv.get('k');` }, ['b.ts:2 GET k']],
    ['on globalThis by a name of its own', `${redis}const globalForRedis = globalThis as unknown as { redis: Redis | undefined };\nexport const redis = globalForRedis.redis ?? new Redis();\nif (process.env.NODE_ENV !== 'production') globalForRedis.redis = redis;\nredis.get('k');`, ['a.ts:5 GET k']],
    ['Object.assign', `${redis}const app = Object.assign({}, { kv: new Redis() });\napp.kv.get('k');`, ['a.ts:3 GET k']],
    ['Object.assign to a client', `${redis}const kv = Object.assign(new Redis(), { extra: 1 });\nkv.get('k');`, ['a.ts:3 GET k']],
    ['Object.assign to this', `${redis}class A {\n  constructor(deps) { Object.assign(this, deps); }\n  f() { return this.kv.get('k'); }\n}\nnew A({ kv: new Redis() });`, ['a.ts:4 GET k']],
    ['commands taken out', `${redis}const kv = new Redis();\nconst { get, set: write } = kv;\nget('k'); write('l', 1);`, ['a.ts:4 GET k', 'a.ts:4 SET l']],
    ['an object of promisified commands', `const redis = require('redis');\nconst { promisify } = require('util');\nconst c = redis.createClient();\nmodule.exports = { get: promisify(c.get).bind(c), set: promisify(c.set.bind(c)) };\nmodule.exports.get('k');`, ['a.ts:5 GET k']],
    ['an object of promisified commands in another file', { 'kv.js': `const redis = require('redis');\nconst { promisify } = require('util');\nconst c = redis.createClient();\nexports.getAsync = promisify(c.get).bind(c);`, 'b.js': `const { getAsync } = require('./kv');\ngetAsync('k');` }, ['b.js:2 GET k']],
    ['duplicate', `${redis}const kv = new Redis();\nclass Sub { c = kv.duplicate({ db: 1 }); f() { return this.c.subscribe('k'); } }`, ['a.ts:3 SUBSCRIBE']],
    ['one for each call', `${redis}async function f(id) { const kv = new Redis(); try { return await kv.get('k'); } finally { kv.disconnect(); } }`, ['a.ts:2 GET k']],
    ['one for each name', `${redis}const all = new Map<string, Redis>();\nfunction client(name) { if (!all.has(name)) all.set(name, new Redis()); return all.get(name)!; }\nclient('a').get('k');`, ['a.ts:4 GET k']],
    ['one for each name in an object', `${redis}const all: Record<string, Redis> = {};\nfunction client(name) { if (!all[name]) all[name] = new Redis(); return all[name]; }\nclient('a').get('k');`, ['a.ts:4 GET k']],
    ['a proxy', `${redis}const kv = new Proxy(new Redis(), { get(target, name) { return target[name]; } });\nkv.get('k');`, ['a.ts:3 GET k']],
    ['a promise of it', `${redis}let ready: Promise<Redis>;\nconst connect = () => (ready ??= new Promise(resolve => { const kv = new Redis(); kv.on('ready', () => resolve(kv)); }));\nasync function f() { const kv = await connect(); kv.get('k'); }`, ['a.ts:4 GET k']],
    ['a callback that is given it', `${redis}function connect(done) { const kv = new Redis(); kv.once('ready', () => done(null, kv)); }\nconnect((error, kv) => kv.get('k'));`, ['a.ts:3 GET k']],
    ['async.waterfall', `import async from 'async';\n${redis}const kv = new Redis();\nconst getClient = () => kv;\nasync.waterfall([async.asyncify(getClient), (c, next) => { c.get('k', next); }], () => {});`, ['a.ts:5 GET k']],
    ['async.waterfall with callbacks', `import async from 'async';\n${redis}const kv = new Redis();\nasync.waterfall([next => next(null, kv), (c, next) => { c.get('k', next); }]);`, ['a.ts:4 GET k']],
  ]);
});
