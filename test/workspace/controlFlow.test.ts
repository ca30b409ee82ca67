import assert from 'node:assert/strict';
import { serviceOf } from '../serviceOf.js';

/*
 * Rules that go by what the code does with a result, in which order and under which condition: the same story told in
 * the many ways people write it. `speaks`: how often the rule speaks.
 */

type Row = readonly [title: string, code: string, speaks: number];

function stories(rule: string, head: string, rows: readonly Row[]): void {
  describe(rule, () => {
    for (const [title, code, speaks] of rows) {
      it(title, () => {
        const found = serviceOf({ 'a.ts': head + code }).review().diagnostics.filter(each => each.rule === rule);
        assert.deepEqual(found.map(({ place }) => (head + code).slice(place.start, place.end)).length, speaks);
      });
    }
  });
}

const doc = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, BatchWriteCommand, DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, ScanCommand, TransactWriteCommand, UpdateCommand, paginateQuery, paginateScan } from '@aws-sdk/lib-dynamodb';
import AWS from 'aws-sdk';
const doc = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const old = new AWS.DynamoDB.DocumentClient();
`;
const redis = "import Redis from 'ioredis';\nconst redis = new Redis();\n";
const query = (more = ''): string => `doc.send(new QueryCommand({ TableName: 't', KeyConditionExpression: 'pk = :p'${more} }))`;
const from = (key: string): string => query(`, ExclusiveStartKey: ${key}`);
const f = (body: string, parameters = 'a: any, b: any'): string => `export async function f(${parameters}) { ${body} }\n`;

stories('dynamodb/missing-pagination', doc, [
  ['one page', f(`const r = await ${query()}; return r.Items;`), 1],
  ['destructured', f(`const { Items = [] } = await ${query()}; return Items;`), 1],
  ['by index', f(`const r = (await ${query()})['Items']; return r;`), 1],
  ['do … while, the key in a field', f(`const state: any = {}; do { const r = await ${from('state.key')}; b(r.Items); state.key = r.LastEvaluatedKey; } while (state.key);`), 0],
  ['do … while, the key in the input', f(`const input: any = { TableName: 't' }; do { const r = await doc.send(new ScanCommand(input)); b(r.Items); input.ExclusiveStartKey = r.LastEvaluatedKey; } while (input.ExclusiveStartKey);`), 0],
  ['do … while, the key in the class', `export class A { key: any; async all(b: any) { do { const r = await ${from('this.key')}; b(r.Items); this.key = r.LastEvaluatedKey; } while (this.key); } }`, 0],
  ['while (true) and break', f(`let key: any; while (true) { const r = await ${from('key')}; b(r.Items); if (!r.LastEvaluatedKey) break; key = r.LastEvaluatedKey; }`), 0],
  ['while (true) and return', f(`const input: any = { TableName: 't' }; const all: any[] = []; for (;;) { const { Items, LastEvaluatedKey } = await doc.send(new ScanCommand(input)); all.push(...Items!); if (!LastEvaluatedKey) return all; input.ExclusiveStartKey = LastEvaluatedKey; }`), 0],
  ['the first page before the loop', f(`let r = await ${query()}; b(r.Items); while (r.LastEvaluatedKey) { r = await ${from('r.LastEvaluatedKey')}; b(r.Items); }`), 0],
  ['recursion', `export async function f(key?: any): Promise<any[]> { const r = await ${from('key')}; return r.LastEvaluatedKey ? [...r.Items!, ...await f(r.LastEvaluatedKey)] : r.Items!; }`, 0],
  ['recursion with the input', `export const f = (input: any, all: any[] = []): any => old.scan(input).promise().then((r: any) => r.LastEvaluatedKey ? f({ ...input, ExclusiveStartKey: r.LastEvaluatedKey }, all.concat(r.Items)) : all.concat(r.Items));`, 0],
  ['recursion of a callback', `const input: any = { TableName: 't' };\nexport const f = () => old.scan(input, onPage);\nfunction onPage(error: any, data: any) { if (error) throw error; show(data.Items); if (data.LastEvaluatedKey) { input.ExclusiveStartKey = data.LastEvaluatedKey; old.scan(input, onPage); } }\ndeclare function show(items: any): void;`, 0],
  ['a callback with a name, which is not followed', `export const f = () => old.scan({ TableName: 't' }, onPage);\nfunction onPage(error: any, data: any) { if (error) throw error; show(data.Items); }\ndeclare function show(items: any): void;`, 0],
  ['a callback', `export const f = (done: any) => old.scan({ TableName: 't' }, (error: any, data: any) => { if (error) done(error); else done(null, data.Items); });`, 1],
  ['a generator that goes on', `export async function* f() { let key: any; do { const r = await ${from('key')}; yield* r.Items!; key = r.LastEvaluatedKey; } while (key); }`, 0],
  ['a generator of one page', `export async function* f() { const r = await ${query()}; yield* r.Items!; }`, 1],
  ['a paginator', f("for await (const page of paginateQuery({ client: doc }, { TableName: 't', KeyConditionExpression: 'pk = :p' })) b(page.Items);"), 0],
  ['a paginator in a variable', f("const pages = paginateScan({ client: doc }, { TableName: 't' }); for await (const { Items } of pages) b(Items);"), 0],
  ['the first page of a paginator, by hand', f("const pages = paginateScan({ client: doc }, { TableName: 't' }); const { value } = await pages.next(); return value.Items;"), 0],
  ['a loop in the caller', `async function page(key: any) { const r = await ${from('key')}; return { items: r.Items, next: r.LastEvaluatedKey }; }\n${f('let key: any; do { const { items, next } = await page(key); b(items); key = next; } while (key);')}`, 0],
  ['a loop in the caller, with the whole page', `const page = (key: any) => ${from('key')};\n${f('let key: any; do { const r = await page(key); b(r.Items); key = r.LastEvaluatedKey; } while (key);')}`, 0],
  ['a loop in the caller, with the whole page and input', `const page = (input: any) => old.query(input).promise();\n${f("const input: any = { TableName: 't' }; let r: any; do { r = await page(input); b(r.Items); input.ExclusiveStartKey = r.LastEvaluatedKey; } while (r.LastEvaluatedKey);")}`, 0],
  ['the caller takes one page of what it is given whole', `async function page() { return ${query()}; }\n${f('const r = await page(); return r.Items;')}`, 1],
  ['two callers take one page each', `async function page() { return ${query()}; }\n${f('const { Items } = await page(); return Items;')}export const g = async () => (await page()).Items!.length;`, 1],
  ['one of two callers goes on', `async function page(key?: any) { return ${from('key')}; }\n${f('const { Items } = await page(); return Items;')}export async function g() { let key; do { const r: any = await page(key); key = r.LastEvaluatedKey; } while (key); }`, 0],
  ['a caller that hands it on', `async function page() { return ${query()}; }\n${f('return b(await page());')}`, 0],
  ['no caller is seen', `export async function page() { return ${query()}; }`, 0],
  ['a method, and a caller that takes one page', `class Orders { async page() { return ${query()}; } }\nconst orders = new Orders();\n${f('const r = await orders.page(); return r.Items;')}`, 1],
  ['through two functions', `async function page() { return ${query()}; }\nasync function tried() { return await page(); }\n${f('return (await tried()).Items;')}`, 1],
  ['tried again by a helper', `async function withRetry<T>(act: () => Promise<T>): Promise<T> { try { return await act(); } catch { return act(); } }\n${f(`const r = await withRetry(() => ${query()}); return r.Items;`)}`, 1],
  ['tried again by a library', `import pRetry from 'p-retry';\n${f(`const r = await pRetry(() => ${query()}, { retries: 3 }); return r.Items;`)}`, 1],
  ['tried again by a helper, page after page', `async function withRetry<T>(act: () => Promise<T>): Promise<T> { try { return await act(); } catch { return act(); } }\n${f(`let key: any; do { const r: any = await withRetry(() => ${from('key')}); b(r.Items); key = r.LastEvaluatedKey; } while (key);`)}`, 0],
  ['a helper that makes something else of it', `async function counted<T>(act: () => Promise<T>) { const r: any = await act(); return { r, at: 1 }; }\n${f(`const x: any = await counted(() => ${query()}); return x.r;`)}`, 0],
  ['two at once', f(`const [one, other] = await Promise.all([${query()}, ${query()}]); return [...one.Items!, ...other.Items!];`), 2],
  ['for each at once', f(`const pages = await Promise.all(b.map((p: any) => ${query(", ExpressionAttributeValues: { ':p': p }")})); return pages.flatMap((page: any) => page.Items);`), 1],
  ['then', f(`return ${query()}.then(r => r.Items);`), 1],
  ['then, destructured', f(`return ${query()}.then(({ Items }) => Items);`), 1],
  ['then, and the key with it', f(`return ${query()}.then(({ Items, LastEvaluatedKey }) => ({ Items, next: LastEvaluatedKey }));`), 0],
  ['the key is asked for, to complain', f(`const r = await ${query()}; if (r.LastEvaluatedKey) throw new Error('too many'); return r.Items;`), 0],
  ['only printed', f(`const r = await ${query()}; console.log(r);`), 1],
  ['printed and used', f(`const r = await ${query()}; console.log('found', r); return r.Items;`), 1],
  ['a helper that collects', `async function all(input: any) { const found: any[] = []; let key: any; do { const r = await doc.send(new QueryCommand({ ...input, ExclusiveStartKey: key })); found.push(...r.Items!); key = r.LastEvaluatedKey; } while (key); return found; }\n${f("return all({ TableName: 't', KeyConditionExpression: 'pk = :p' });")}`, 0],
  ['a cursor that may be given', f(`const r = await doc.send(new QueryCommand({ TableName: 't', KeyConditionExpression: 'pk = :p', ...(b && { ExclusiveStartKey: b }) })); return { items: r.Items, cursor: r.LastEvaluatedKey };`), 0],
  ['a limit', f(`const r = await ${query(', Limit: 10')}; return r.Items;`), 0],
  ['a limit and a filter', f(`const r = await ${query(", Limit: 1, FilterExpression: 'x = :x'")}; return r.Items![0];`), 1],
  ['a limit and a filter, page after page', f(`let key: any; do { const r = await ${query(", Limit: 100, FilterExpression: 'x = :x', ExclusiveStartKey: key")}; b(r.Items); key = r.LastEvaluatedKey; } while (key);`), 0],
  ['a limit spread in when there is one', `${f(`const r = await ${query(', ...(b ? { Limit: b } : {})')}; return r.Items;`, 'a: any, b?: any')}export const all = (a: any) => f(a);`, 1],
  ['a limit spread in by &&', `${f(`const r = await ${query(', ...(b && { Limit: b })')}; return r.Items;`, 'a: any, b?: any')}export const all = (a: any) => f(a);`, 1],
  ['a limit spread in that all callers give', `${f(`const r = await ${query(', ...(b && { Limit: b })')}; return r.Items;`, 'a: any, b?: any')}export const all = (a: any) => f(a, 10);`, 0],
  ['a limit spread in, nobody is seen to call', f(`const r = await ${query(', ...(b && { Limit: b })')}; return r.Items;`, 'a: any, b?: any'), 1],
  ['a limit that may be left out', `${f(`const r = await ${query(', Limit: b')}; return r.Items;`, 'a: any, b?: any')}export const all = (a: any) => f(a);`, 1],
  ['a limit that callers give', `${f(`const r = await ${query(', Limit: b')}; return r.Items;`, 'a: any, b?: any')}export const some = (a: any) => f(a, 5);`, 0],
  ['a limit that may be left out, nobody is seen to call', f(`const r = await ${query(', Limit: b')}; return r.Items;`, 'a: any, b?: any'), 0],
  ['a limit with a default', `${f(`const r = await ${query(', Limit: b ?? 20')}; return r.Items;`, 'a: any, b?: any')}export const all = (a: any) => f(a);`, 0],
  ['again until nothing is left', `async function some() { const { Items = [] } = await ${query()}; for (const { id } of Items) await doc.send(new DeleteCommand({ TableName: 't', Key: { id } })); return Items.length; }\nexport async function f() { let n: number; do { n = await some(); } while (n > 0); }`, 0],
]);

const sums = (then: string): string => f(`const { Items = [] } = await ${query()}; ${then}`);
describe('severity of dynamodb/missing-pagination', () => {
  const rows: readonly (readonly [title: string, code: string, severity: string])[] = [
    ['added up', sums('let points = 0; for (const item of Items) points += item.points; return points;'), 'error'],
    ['added up, written out', sums('let points = 0; for (const item of Items) points = points + item.points; return points;'), 'error'],
    ['added up from the right', sums('let points = 0; for (const item of Items) points = item.points + points; return points;'), 'error'],
    ['another name is given', sums('let points = 0; for (const item of Items) points = item.points; return points;'), 'warning'],
    ['text put together', sums("let text = ''; for (const item of Items) text = text + item.name; return text;"), 'warning'],
    ['their number is counted on', sums('let n = 0; for (const item of Items) n = n + 1; return n;'), 'warning'],
  ];
  for (const [title, code, severity] of rows) {
    it(title, () => assert.deepEqual(serviceOf({ 'a.ts': doc + code }).review().diagnostics.filter(({ rule }) => rule === 'dynamodb/missing-pagination').map(each => each.severity), [severity]));
  }
});

const batch = (items = 'a'): string => `doc.send(new BatchWriteCommand({ RequestItems: ${items} }))`;
stories('dynamodb/unprocessed-items', doc, [
  ['ignored', f(`await ${batch()};`), 1],
  ['the result is held and not used', f(`const r = await ${batch()}; return true;`), 1],
  ['printed', f(`const r = await ${batch()}; console.log('written', r);`), 1],
  ['printed in a callback', 'export const f = (a: any) => old.batchWrite({ RequestItems: a }, (error: any, data: any) => { if (error) console.error(error); else console.log(data); });', 1],
  ['a callback of one who asks', 'export const f = (a: any) => old.batchWrite({ RequestItems: a }, (error: any, data: any) => { if (error) throw error; if (data.UnprocessedItems.t) again(data.UnprocessedItems); });\ndeclare function again(items: any): void;', 0],
  ['for each at once, ignored', f(`await Promise.all(b.map((some: any) => ${batch('some')}));`), 1],
  ['for each at once, looked at', f(`const all = await Promise.all(b.map((some: any) => ${batch('some')})); for (const r of all) if (r.UnprocessedItems) a.push(r.UnprocessedItems);`), 0],
  ['sent without waiting', f(`void ${batch()};`), 1],
  ['until nothing is left', f(`let left = a; while (left && Object.keys(left).length > 0) { const r = await ${batch('left')}; left = r.UnprocessedItems; }`), 0],
  ['until nothing is left, in a field', f(`const state = { left: a }; do { const r = await ${batch('state.left')}; state.left = r.UnprocessedItems; } while (state.left);`), 0],
  ['until nothing is left, in the input', f(`const input: any = { RequestItems: a }; for (;;) { const { UnprocessedItems: left } = await doc.send(new BatchWriteCommand(input)); if (!left || Object.keys(left).length === 0) break; input.RequestItems = left; }`), 0],
  ['recursion', `export async function f(a: any) { const { UnprocessedItems } = await ${batch()}; if (UnprocessedItems && Object.keys(UnprocessedItems).length > 0) await f(UnprocessedItems); }`, 0],
  ['recursion behind then', `export const f = (a: any): any => ${batch()}.then(r => (r.UnprocessedItems?.t ? f(r.UnprocessedItems) : undefined));`, 0],
  ['handed to the caller, who looks', `const write = (a: any) => ${batch()};\n${f('const r = await write(a); if (r.UnprocessedItems?.t) throw new Error("not all");')}`, 0],
  ['handed to the caller, who does not look', `const write = (a: any) => ${batch()};\n${f('await write(a); return true;')}`, 1],
  ['handed to a caller that is not seen', `export const write = (a: any) => ${batch()};`, 0],
  ['tried again by a helper, and ignored', `async function withRetry<T>(act: () => Promise<T>): Promise<T> { try { return await act(); } catch { return act(); } }\n${f(`await withRetry(() => ${batch()});`)}`, 1],
  ['tried again by a helper, and looked at', `async function withRetry<T>(act: () => Promise<T>): Promise<T> { try { return await act(); } catch { return act(); } }\n${f(`const r = await withRetry(() => ${batch()}); b(r.UnprocessedItems);`)}`, 0],
  ['keys of a reading batch', f("const { Responses } = await doc.send(new BatchGetCommand({ RequestItems: a })); return Responses!.t;"), 1],
  ['keys of a reading batch, asked again', f("let keys = a; const found: any[] = []; while (keys) { const r = await doc.send(new BatchGetCommand({ RequestItems: keys })); found.push(...r.Responses!.t); keys = r.UnprocessedKeys; }"), 0],
  ['the middle of a class', `export class A { left: any; async run(a: any) { const { UnprocessedItems } = await ${batch()}; this.left = UnprocessedItems; } }`, 0],
]);

const get = (id = 'a'): string => `doc.send(new GetCommand({ TableName: 't', Key: { id: ${id} } }))`;
const put = (item: string, more = ''): string => `doc.send(new PutCommand({ TableName: 't', Item: ${item}${more} }))`;
const setN = (n: string, more = ''): string => `doc.send(new UpdateCommand({ TableName: 't', Key: { id: a }, UpdateExpression: 'SET n = :n'${more}, ExpressionAttributeValues: { ':n': ${n} } }))`;
stories('dynamodb/read-modify-write', doc, [
  ['one after the other', f(`const { Item } = await ${get()}; await ${setN('Item!.n + 1')};`), 1],
  ['changed in place', f(`const { Item } = await ${get()}; Item!.n += 1; await ${put('Item')};`), 1],
  ['changed by a method', f(`const { Item } = await ${get()}; Item!.tags.push(b); await ${put('Item')};`), 1],
  ['changed by a function', `declare function next(item: any): any;\n${f(`const { Item } = await ${get()}; const changed = next(Item); await ${put('changed')};`)}`, 1],
  ['with an early return', f(`const { Item } = await ${get()}; if (!Item) return; if (Item.closed) return; await ${setN('Item.n + 1')};`), 1],
  ['with a condition', f(`const { Item } = await ${get()}; await ${setN('Item!.n + 1', ", ConditionExpression: 'n = :old'")};`), 0],
  ['with a condition now and then', f(`const { Item } = await ${get()}; await ${setN('Item!.n + 1', ", ...(b && { ConditionExpression: 'n = :old' })")};`), 0],
  ['in a transaction', f(`const { Item } = await ${get()}; await doc.send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName: 't', Item: { ...Item, b } } }] }));`), 0],
  ['in two branches', f(`if (b) { const { Item } = await ${get()}; return Item; } else { await ${setN('b')}; }`), 0],
  ['behind then', f(`return ${get()}.then(({ Item }) => ${setN('Item!.n + 1')});`), 1],
  ['behind two thens', f(`return ${get()}.then(r => r.Item!.n + 1).then(n => ${setN('n')});`), 1],
  ['in callbacks', "export const f = (a: any) => old.get({ TableName: 't', Key: { id: a } }, (error: any, data: any) => { if (error) throw error; old.put({ TableName: 't', Item: { ...data.Item, seen: data.Item.seen + 1 } }, () => undefined); });", 1],
  ['several read at once', f(`const [one] = await Promise.all([${get()}, ${get('b')}]); await ${setN('one.Item!.n + 1')};`), 1],
  ['read by a function', `async function load(id: any) { const { Item } = await ${get('id')}; return Item; }\n${f(`const item: any = await load(a); await ${setN('item.n + 1')};`)}`, 1],
  ['written by a function', `async function save(item: any) { await ${put('item')}; }\n${f(`const { Item } = await ${get()}; Item!.n++; await save(Item);`)}`, 1],
  ['read and written by functions', `const load = async (id: any) => (await ${get('id')}).Item;\nconst save = (item: any) => ${put('item')};\n${f('const item: any = await load(a); item.n += b; await save(item);')}`, 1],
  ['read and written by methods', `export class Carts { async load(id: any) { const r = await ${get('id')}; return r.Item; } async save(item: any) { await ${put('item')}; } async add(a: any, b: any) { const cart: any = await this.load(a); await this.save({ ...cart, lines: [...cart.lines, b] }); } }`, 1],
  ['another is written by a function', `async function save(item: any) { await ${put('item')}; }\n${f(`const { Item } = await ${get()}; if (!Item) return; await save({ id: b, at: 1 });`)}`, 0],
  ['written by a function with a condition', `async function save(item: any) { await ${put('item', ", ConditionExpression: 'v = :v'")}; }\n${f(`const { Item } = await ${get()}; Item!.n++; await save(Item);`)}`, 0],
  ['only a check', f(`const { Item } = await ${get()}; if (!Item) throw new Error('none'); await ${setN('b')};`), 0],
  ['tried until it is written', f(`for (;;) { const { Item } = await ${get()}; try { await ${setN('Item!.n + 1', ", ConditionExpression: 'n = :old'")}; return; } catch {} }`), 0],
  ['the store adds', f(`const { Item } = await ${get()}; b(Item); await doc.send(new UpdateCommand({ TableName: 't', Key: { id: a }, UpdateExpression: 'ADD n :n', ExpressionAttributeValues: { ':n': 1 } }));`), 0],
]);

const take = (more = "'PX', 1000, ", value = 'b'): string => `redis.set(\`lock:\${a}\`, ${value}, ${more}'NX')`;
const drop = 'redis.del(`lock:${a}`)';
stories('redis/lock-unsafe-release', redis, [
  ['in the finally', f(`if (!await ${take()}) return; try { await b(); } finally { await ${drop}; }`), 1],
  ['in .finally', f(`if (!await ${take()}) return; return b().finally(() => ${drop});`), 1],
  ['taken in a loop', f(`while (!await ${take()}) await b(10); await b(); await ${drop};`), 1],
  ['the outcome in a variable', f(`const ok = await ${take()}; if (ok === 'OK') { await b(); await ${drop}; }`), 1],
  ['the outcome negated', f(`const ok = await ${take()}; if (ok !== 'OK') throw new Error('busy'); await b(); await ${drop};`), 1],
  ['in a helper of the file', `const unlock = (a: any) => ${drop};\n${f(`if (!await ${take()}) return; try { await b(); } finally { await unlock(a); }`)}`, 1],
  ['in a helper that compares', `const unlock = (a: any, b: any) => redis.eval("if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end", 1, \`lock:\${a}\`, b);\n${f(`if (!await ${take()}) return; try { await b(); } finally { await unlock(a, b); }`)}`, 0],
  ['compared before', f(`if (!await ${take()}) return; await b(); const now = await redis.get(\`lock:\${a}\`); if (now === b) await ${drop};`), 0],
  ['only when it failed', f(`if (!await ${take()}) return; try { await b(); } catch (error) { await ${drop}; throw error; }`), 0],
  ['another key', f(`if (!await ${take()}) return; await redis.del(\`done:\${a}\`);`), 0],
  ['options in a constant', `const options = ['PX', 1000, 'NX'] as const;\n${f(`if (!await redis.set(\`lock:\${a}\`, b, ...options)) return; await b(); await ${drop};`)}`, 1],
]);

stories('redis/lock-without-ttl', redis, [
  ['none', f(`if (!await ${take('')}) return; try { await b(); } finally { await ${drop}; }`), 1],
  ['setnx', f(`if (await redis.setnx(\`lock:\${a}\`, b)) { await b(); await ${drop}; }`), 1],
  ['an expiry right behind', f(`if (await redis.setnx(\`lock:\${a}\`, b)) { await redis.expire(\`lock:\${a}\`, 10); await b(); await ${drop}; }`), 0],
  ['an expiry behind an early return', f(`if (!await redis.setnx(\`lock:\${a}\`, b)) return; await redis.pexpire(\`lock:\${a}\`, 10); await b(); await ${drop};`), 0],
  ['in one transaction', f(`const r = await redis.multi().setnx(\`lock:\${a}\`, b).expire(\`lock:\${a}\`, 10).exec(); if (!r![0][1]) return; await b(); await ${drop};`), 0],
  ['an expiry by a helper', `const limit = (a: any) => redis.expire(\`lock:\${a}\`, 10);\n${f(`if (!await redis.setnx(\`lock:\${a}\`, b)) return; await limit(a); await b(); await ${drop};`)}`, 0],
]);

const incr = 'redis.incr(`hits:${a}`)';
const expire = 'redis.expire(`hits:${a}`, 60)';
stories('redis/incr-expire-race', redis, [
  ['for the first', f(`const n = await ${incr}; if (n === 1) await ${expire};`), 1],
  ['for the first, the other way round', f(`const n = await ${incr}; if (1 == n) await ${expire};`), 1],
  ['for the first, behind an early return', f(`const n = await ${incr}; if (n > 1) return n; await ${expire}; return n;`), 1],
  ['for the first, by &&', f(`const n = await ${incr}; n === 1 && await ${expire}; return n;`), 1],
  ['for the first, as a name', f(`const n = await ${incr}; const isFirst = n === 1; if (isFirst) await ${expire};`), 1],
  ['for the first, in a ternary', f(`const n = await ${incr}; return n === 1 ? ${expire} : n;`), 1],
  ['behind then', f(`return ${incr}.then(n => (n === 1 ? ${expire} : n));`), 1],
  ['behind then, in a block', f(`return ${incr}.then(async n => { if (n === 1) await ${expire}; return n; });`), 1],
  ['in callbacks', 'export const f = (a: any) => redis.incr(`hits:${a}`, (error: any, n: any) => { if (n === 1) redis.expire(`hits:${a}`, 60); });', 1],
  ['by a helper of the file', `const bump = (a: any) => ${incr};\n${f(`const n = await bump(a); if (n === 1) await ${expire};`)}`, 1],
  ['always', f(`const n = await ${incr}; await ${expire}; return n;`), 1],
  ['in one transaction', f(`const r = await redis.multi().incr(\`hits:\${a}\`).expire(\`hits:\${a}\`, 60).exec(); return r;`), 0],
  ['in one transaction, in steps', f(`const t = redis.multi(); t.incr(\`hits:\${a}\`); t.expire(\`hits:\${a}\`, 60); return t.exec();`), 0],
  ['in a script', f(`return redis.eval("local n = redis.call('INCR', KEYS[1]) if n == 1 then redis.call('EXPIRE', KEYS[1], 60) end return n", 1, \`hits:\${a}\`);`), 0],
  ['the window is opened first', f(`await redis.set(\`hits:\${a}\`, 0, 'EX', 60, 'NX'); return ${incr};`), 0],
  ['whenever there is none', f(`const n = await ${incr}; if (await redis.ttl(\`hits:\${a}\`) < 0) await ${expire}; return n;`), 0],
  ['whenever there is none, in a variable', f(`const n = await ${incr}; const left = await redis.ttl(\`hits:\${a}\`); if (left === -1) await ${expire}; return n;`), 0],
  ['for the first or whenever there is none', f(`const n = await ${incr}; if (n === 1 || await redis.ttl(\`hits:\${a}\`) === -1) await ${expire}; return n;`), 0],
  ['another key', f(`const n = await ${incr}; if (n === 1) await redis.expire(\`other:\${a}\`, 60);`), 0],
]);

const putA = put('{ id: a, b }');
stories('dynamodb/eventual-read-after-write', doc, [
  ['one after the other', f(`await ${putA}; const { Item } = await ${get()}; return Item;`), 1],
  ['behind then', f(`return ${putA}.then(() => ${get()});`), 1],
  ['behind two thens', f(`return ${putA}.then(() => b()).then(() => ${get()}).then(r => r.Item);`), 1],
  ['in callbacks', "export const f = (a: any, b: any) => old.put({ TableName: 't', Item: { id: a, b } }, (error: any) => { if (error) throw error; old.get({ TableName: 't', Key: { id: a } }, (error2: any, data: any) => b(data.Item)); });", 1],
  ['at once', f(`const [, r] = await Promise.all([${putA}, ${get()}]); return r.Item;`), 0],
  ['in the catch', f(`try { await ${putA}; } catch { return (await ${get()}).Item; }`), 0],
  ['in the finally', f(`try { await ${putA}; } finally { b((await ${get()}).Item); }`), 1],
  ['in two branches', f(`if (b) await ${putA}; else return (await ${get()}).Item;`), 0],
  ['the branch returns', f(`if (b) { await ${putA}; return b; } return (await ${get()}).Item;`), 0],
  ['the branch throws', f(`if (b) { await ${putA}; throw new Error('b'); } return (await ${get()}).Item;`), 0],
  ['for each of a list', f(`for (const id of b) { await doc.send(new PutCommand({ TableName: 't', Item: { id } })); const { Item } = await ${get('id')}; a(Item); }`), 1],
  ['written in the loop, read behind it', f(`for (const id of b) await doc.send(new PutCommand({ TableName: 't', Item: { id } })); return (await ${get()}).Item;`), 0],
  ['consistent', f(`await ${putA}; const { Item } = await doc.send(new GetCommand({ TableName: 't', Key: { id: a }, ConsistentRead: true })); return Item;`), 0],
  ['by functions', `const save = (a: any, b: any) => ${putA};\nconst load = async (id: any) => (await ${get('id')}).Item;\n${f('await save(a, b); return load(a);')}`, 1],
  ['by functions, of another', `const save = (a: any, b: any) => ${putA};\nconst load = async (id: any) => (await ${get('id')}).Item;\n${f('await save(a, b); return load(b);')}`, 0],
  ['by methods', `export class Users { save(a: any, b: any) { return ${putA}; } async load(id: any) { const r = await ${get('id')}; return r.Item; } async rename(a: any, b: any) { await this.save(a, b); return this.load(a); } }`, 1],
  ['later, by a timer', f(`await ${putA}; setTimeout(async () => b((await ${get()}).Item), 1000);`), 0],
]);
