import assert from 'node:assert/strict';
import type { Fact } from '../../src/facts/storeFacts.js';
import { factsOf, joined } from './factsOf.js';

const ioredis = "import Redis from 'ioredis';\nconst redis = new Redis();\n";
const f = (body: string): string => `export async function f(a: any, b: any) { ${body} }`;

/** The pairs of one kind, in words. */
function pairs<K extends Fact['kind']>(kind: K, code: string, inWords: (fact: Extract<Fact, { kind: K }>) => string): string[] {
  return factsOf(kind, { 'a.ts': code }).map(inWords);
}

describe('a write, then a read, of Redis', () => {
  const set = 'await redis.set(`o:${a}`, 1);';
  const get = 'await redis.get(`o:${a}`);';
  const rows: readonly [title: string, code: string, isPair: boolean][] = [
    ['one after the other', f(`${set} return ${get}`), true],
    ['the read comes first', f(`${get} ${set}`), false],
    ['the read is an argument of the write', f('await redis.set(`o:${a}`, await redis.get(`o:${a}`));'), false],
    ['in two branches', f(`if (b) { ${set} } else { ${get} }`), false],
    ['in a branch, then behind it', f(`if (b) { ${set} } return ${get}`), true],
    ['the branch returns', f(`if (b) { ${set} return 1; } return ${get}`), false],
    ['it returns the write itself', f(`if (b) return redis.set(\`o:\${a}\`, 1); return ${get}`), false],
    ['in two cases', f(`switch (b) { case 1: { ${set} break; } case 2: { ${get} break; } }`), false],
    ['in parallel', f('await Promise.all([redis.set(`o:${a}`, 1), redis.get(`o:${a}`)]);'), false],
    ['in the catch', f(`try { ${set} } catch { ${get} }`), false],
    ['in the finally', f(`try { ${set} } finally { ${get} }`), true],
    ['another key', f(`${set} return redis.get(\`p:\${a}\`);`), false],
    ['two fixed keys', f("await redis.set('o:1', 1); return redis.get('o:2');"), false],
    ['perhaps another key', f(`${set} return redis.get(\`o:\${b}\`);`), true],
    ['a key of a constant', f("const key = `o:${a}`; await redis.set(key, 1); return redis.get(key);"), true],
    ['keys of a function', `const key = (id: string) => \`o:\${id}\`;\n${f('await redis.set(key(a), 1); return redis.get(key(a));')}`, true],
    ['another function', `${f(set)}\nexport async function g(a: any) { ${get} }`, false],
    ['in what it calls', `const save = (a: any) => redis.set(\`o:\${a}\`, 1);\n${f(`await save(a); return ${get}`)}`, true],
    ['behind then', f('return redis.set(`o:${a}`, 1).then(() => redis.get(`o:${a}`));'), true],
    ['in a callback for each', f('for (const c of a) { await redis.set(`o:${c}`, 1); await redis.get(`o:${c}`); }'), true],
    ['a removal is no write', f('await redis.del(`o:${a}`); return redis.get(`o:${a}`);'), false],
    ['a hash', f('await redis.hset(`o:${a}`, { b }); return redis.hgetall(`o:${a}`);'), true],
  ];
  for (const [title, code, isPair] of rows) {
    it(title, () => assert.equal(factsOf('redis.command', { 'a.ts': ioredis + code }).some(({ reads, isWrittenBefore }) => reads && isWrittenBefore), isPair));
  }
});

describe('taking and giving back', () => {
  const take = "if (!await redis.set(`lock:${a}`, b, 'PX', 1000, 'NX')) return;";
  const rows: readonly [title: string, code: string, expected: readonly string[]][] = [
    ['in one function', f(`${take} await redis.del(\`lock:\${a}\`);`), ['plain']],
    ['in the finally', f(`${take} try { await b(); } finally { await redis.del(\`lock:\${a}\`); }`), ['plain']],
    ['taken back after a failure', f(`${take} try { await b(); } catch (e) { await redis.del(\`lock:\${a}\`); throw e; }`), []],
    ['another key', f(`${take} await redis.del(\`other:\${a}\`);`), []],
    ['compared before', f(`${take} if (await redis.get(\`lock:\${a}\`) === b) await redis.del(\`lock:\${a}\`);`), ['compared']],
    ['in a script', f(`${take} await redis.eval("if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end", 1, \`lock:\${a}\`, b);`), ['compared']],
    ['in two functions that say so', `export const acquire = (a: any) => redis.set(\`lock:\${a}\`, 1, 'EX', 5, 'NX');\nexport const release = (a: any) => redis.del(\`lock:\${a}\`);`, ['plain']],
    ['in two functions that say nothing', `export const one = (a: any) => redis.set(\`seen:\${a}\`, 1, 'EX', 5, 'NX');\nexport const two = (a: any) => redis.del(\`seen:\${a}\`);`, []],
    ['a plain SET takes nothing', f('await redis.set(`lock:${a}`, 1); await redis.del(`lock:${a}`);'), []],
  ];
  for (const [title, code, expected] of rows) {
    it(title, () => assert.deepEqual(pairs('redis.acquire-release', ioredis + code, ({ isCompared }) => (isCompared ? 'compared' : 'plain')), expected));
  }
});

describe('what a lock guards', () => {
  const rows: readonly [body: string, expected: readonly string[]][] = [
    ['await redis.hincrby(`shop:${a}`, "stock", -1);', ['shop', 'stock']],
    ['await redis.get(`stock:${a}`);', []],
    ['await pool.query("UPDATE wallets SET balance = $1", [b]);', ['pool', 'query', 'update', 'wallet', 'set', 'balance', '1']],
    ['await pool.query("SELECT balance FROM wallets");', []],
    ['await inner(a);', ['pool', 'query', 'insert', 'into', 'order']],
  ];
  const other = `import { Pool } from 'pg';\nconst pool = new Pool();\nconst inner = (a: any) => pool.query('INSERT INTO orders', [a]);\n`;
  for (const [body, expected] of rows) {
    it(body, () => {
      const code = ioredis + other + f(`if (!await redis.set(\`lock:\${a}\`, b, 'PX', 1000, 'NX')) return; ${body} await redis.del(\`lock:\${a}\`); await pool.query('DELETE FROM after');`);
      assert.deepEqual(factsOf('redis.acquire-release', { 'a.ts': code })[0]?.guards, expected);
    });
  }
});

describe('counting, then an expiry', () => {
  const rows: readonly [title: string, code: string, expected: readonly string[]][] = [
    ['for the first', f('const n = await redis.incr(`r:${a}`); if (n === 1) await redis.expire(`r:${a}`, 60);'), ['conditional']],
    ['always', f('await redis.incr(`r:${a}`); await redis.expire(`r:${a}`, 60);'), ['always']],
    ['for another reason', f('await redis.incr(`r:${a}`); if (b) await redis.expire(`r:${a}`, 60);'), ['?']],
    ['in one transaction', f('await redis.multi().incr(`r:${a}`).expire(`r:${a}`, 60).exec();'), ['always atomic']],
    ['in one pipeline', f('await redis.pipeline().incr(`r:${a}`).expire(`r:${a}`, 60).exec();'), ['always']],
    ['in a script', f("await redis.eval(\"local n = redis.call('INCR', KEYS[1]) redis.call('EXPIRE', KEYS[1], 60) return n\", 1, `r:${a}`);"), ['always atomic']],
    ['the expiry comes first', f('await redis.expire(`r:${a}`, 60); await redis.incr(`r:${a}`);'), []],
    ['another key', f('await redis.incr(`r:${a}`); await redis.expire(`s:${a}`, 60);'), []],
  ];
  for (const [title, code, expected] of rows) {
    it(title, () => assert.deepEqual(pairs('redis.increment-expire', ioredis + code, ({ isAtomic, isConditional }) => `${isConditional === undefined ? '?' : isConditional ? 'conditional' : 'always'}${isAtomic ? ' atomic' : ''}`), expected));
  }
});

describe('an expiry that is dropped', () => {
  const login = 'export const login = (a: any) => redis.set(`sess:${a}`, 1, "EX", 3600);\n';
  const rows: readonly [title: string, code: string, count: number][] = [
    ['by a plain SET', `${login}export const touch = (a: any) => redis.set(\`sess:\${a}\`, 2);`, 1],
    ['not with KEEPTTL', `${login}export const touch = (a: any) => redis.set(\`sess:\${a}\`, 2, 'KEEPTTL');`, 0],
    ['not when it expires later', `${login}export async function touch(a: any) { await redis.set(\`sess:\${a}\`, 2); await redis.expire(\`sess:\${a}\`, 60); }`, 0],
    ['not by another data set', `${login}export const touch = (a: any) => redis.set(\`user:\${a}\`, 2);`, 0],
    ['not where the caller chooses', f('if (b) await redis.set(`sess:${a}`, 1, "EX", b); else await redis.set(`sess:${a}`, 1);'), 0],
    ['not where nothing expires', 'export const one = (a: any) => redis.set(`x:${a}`, 1);\nexport const two = (a: any) => redis.set(`x:${a}`, 2);', 0],
    ['options that cannot be read', `${login}export const touch = (a: any, ...more: any[]) => redis.set(\`sess:\${a}\`, 2, ...more);`, 0],
    ['an expiry given apart', 'export const create = async (a: any) => { await redis.hset(`x:${a}`, { b: 1 }); };\nexport const age = (a: any) => redis.expire(`y:${a}`, 5);\nexport const touch = (a: any) => redis.set(`y:${a}`, 1);', 1],
  ];
  for (const [title, code, count] of rows) it(title, () => assert.equal(pairs('redis.expiry-dropped', ioredis + code, () => '').length, count));
});

const dynamodb = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
const doc = DynamoDBDocumentClient.from(new DynamoDBClient({}));
`;
const put = (id: string, more = ''): string => `await doc.send(new PutCommand({ TableName: 't', Item: { id: ${id}${more} } }));`;
const get = (id: string): string => `const { Item } = await doc.send(new GetCommand({ TableName: 't', Key: { id: ${id} } }));`;

describe('a write, then a read, of DynamoDB', () => {
  const rows: readonly [title: string, code: string, expected: readonly string[]][] = [
    ['the same key', f(`${put('a')} ${get('a')}`), ['same']],
    ['perhaps another', f(`${put('a')} ${get('b')}`), ['?']],
    ['two fixed keys', f(`${put("'x'")} ${get("'y'")}`), []],
    ['another table', f(`${put('a').replace("'t'", "'u'")} ${get('a')}`), []],
    ['the read first', f(`${get('a')} ${put('a')}`), []],
    ['an update', f(`await doc.send(new UpdateCommand({ TableName: 't', Key: { id: a }, UpdateExpression: 'SET x = :x' })); ${get('a')}`), ['same']],
    ['a query of the same partition', f(`${put('a')} await doc.send(new QueryCommand({ TableName: 't', KeyConditionExpression: 'id = :i', ExpressionAttributeValues: { ':i': a } }));`), ['same']],
    ['only in a branch that returns', f(`if (b) { ${put('a')} return b; } ${get('a')} return Item;`), []],
  ];
  for (const [title, code, expected] of rows) it(title, () => assert.deepEqual(pairs('dynamodb.read', dynamodb + code, ({ writeBefore, sameKey }) => (!writeBefore ? '' : sameKey === undefined ? '?' : sameKey ? 'same' : 'other')).filter(word => word !== ''), expected));
});

describe('a read whose result is written back', () => {
  const rows: readonly [title: string, code: string, expected: readonly string[]][] = [
    ['the whole item', f(`${get('a')} await doc.send(new PutCommand({ TableName: 't', Item: { ...Item, b } }));`), ['*']],
    ['one attribute', f(`${get('a')} ${put('a', ', stock: Item.stock - b')}`), ['stock']],
    ['through a variable', f(`${get('a')} const left = Item.stock - b; await doc.send(new UpdateCommand({ TableName: 't', Key: { id: a }, UpdateExpression: 'SET stock = :s', ExpressionAttributeValues: { ':s': left } }));`), ['stock']],
    ['the store adds', f(`${get('a')} await doc.send(new UpdateCommand({ TableName: 't', Key: { id: a }, UpdateExpression: 'SET stock = stock - :n', ExpressionAttributeValues: { ':n': Item.step } }));`), []],
    ['changed in place', f(`${get('a')} Item.stock -= b; Item.seen++; Item.name = b; Item.total = Item.price * b; await doc.send(new PutCommand({ TableName: 't', Item }));`), ['*,stock,seen,total']],
    ['only the key comes from it', f(`${get('a')} ${put('Item.other', ', b')}`), []],
    ['read only to check', f(`${get('a')} if (Item) return; ${put('a', ', b')}`), []],
    ['another table', f(`${get('a')} ${put('a', ', x: Item.x').replace("'t'", "'u'")}`), []],
  ];
  for (const [title, code, expected] of rows) it(title, () => assert.deepEqual(pairs('dynamodb.read-write', dynamodb + code, ({ attributes }) => attributes.join()), expected));
});

describe('a write that hangs on a read', () => {
  const add = 'await doc.send(new UpdateCommand({ TableName: \'t\', Key: { id: a }, UpdateExpression: \'SET balance = balance - :n\', ExpressionAttributeValues: { \':n\': b } }));';
  const rows: readonly [title: string, code: string, expected: readonly string[]][] = [
    ['a put where nothing was found', f(`${get('a')} if (!Item) ${put('a')}`), ['PutItem']],
    ['by comparison', f(`${get('a')} if (Item === undefined) { ${put('a')} }`), ['PutItem']],
    ['in the other branch', f(`${get('a')} if (Item) b(); else ${put('a')}`), ['PutItem']],
    ['behind a throw', f(`${get('a')} if (Item) throw new ConflictError('taken'); ${put('a')}`), ['PutItem']],
    ['behind a return', f(`${get('a')} if (Item) return { statusCode: 409 }; ${put('a')}`), ['PutItem']],
    ['a look, and a return for another reason', f(`${get('a')} if (Item) b('there'); if (!b) return { statusCode: 400 }; ${put('a')}`), []],
    ['a put where something was found', f(`${get('a')} if (!Item) throw new NotFoundError(); ${put('a')}`), []],
    ['what was found is used: a cache', f(`${get('a')} if (Item) return Item.html; ${put('a')}`), []],
    ['what was found is handed on', f(`${get('a')} if (Item) return Item; ${put('a')}`), []],
    ['another key', f(`${get('a')} if (!Item) ${put('b')}`), []],
    ['nothing hangs on it', f(`${get('a')} if (Item) b(); ${put('a')}`), []],
    ['a quantity compared', f(`${get('a')} if (Item.balance < b) throw new Error('too little'); ${add}`), ['UpdateItem by balance']],
    ['another attribute compared', f(`${get('a')} if (Item.limit < b) throw new Error('too much'); ${add}`), []],
    ['an owner compared', f(`${get('a')} if (Item.owner !== b) throw new Error('not yours'); ${put('a', ', owner: c')}`), ['PutItem by owner']],
    ['a version compared', f(`${get('a')} if (Item.version !== b.version) throw new Error('stale'); ${put('a', ', version: b.version + 1')}`), ['PutItem by version']],
    ['computed from it', f(`${get('a')} if (Item.balance < b) throw new Error('too little'); ${put('a', ', balance: Item.balance - b')}`), []],
  ];
  for (const [title, code, expected] of rows) it(title, () => assert.deepEqual(pairs('dynamodb.read', dynamodb + code, ({ decidedWrite, decidedBy }) => (decidedWrite ? `${decidedWrite.operation}${decidedBy === undefined ? '' : ` by ${decidedBy}`}` : '')).filter(word => word !== ''), expected));
});

describe('requests', () => {
  const query = (more: string, then = 'return r.Items;'): string => f(`const r = await doc.send(new QueryCommand({ TableName: 't', KeyConditionExpression: 'pk = :p', ${more} })); ${then}`);
  const limited = (then: string): string => f(`const input: any = { TableName: 't', KeyConditionExpression: 'pk = :p' }; ${then} const r = await doc.send(new QueryCommand(input)); return r.Items;`);
  const asked = (again: string): string => `${f("const { Items } = await doc.send(new QueryCommand({ TableName: 't', KeyConditionExpression: 'pk = :p' })); for (const { id } of Items) await doc.send(new DeleteCommand({ TableName: 't', Key: { id } })); return Items.length;")}\nexport async function all(a: any, b: any) { ${again} }`;
  const rows: readonly [title: string, code: string, expected: Readonly<Record<string, unknown>>][] = [
    ['all of a partition', query(''), { isPaginated: false, isSingleItem: false, hasFilter: false, consistentRead: false }],
    ['the whole key', query('').replace('pk = :p', 'pk = :p AND sk = :s'), { isSingleItem: true }],
    ['a range', query('').replace('pk = :p', 'pk = :p AND begins_with(sk, :s)'), { isSingleItem: false }],
    ['by id it may be one', query('').replace('pk = :p', 'id = :p'), { isSingleItem: undefined }],
    ['follows the pages', f("let key; do { const r = await doc.send(new QueryCommand({ TableName: 't', KeyConditionExpression: 'pk = :p', ExclusiveStartKey: key })); key = r.LastEvaluatedKey; } while (key);"), { isPaginated: true, inLoop: true }],
    ['hands the page on', query('', 'return r;'), { isPaginated: undefined }],
    ['hands the key on', query('', 'return { items: r.Items, next: r.LastEvaluatedKey };'), { isPaginated: true }],
    ['by an index', query("IndexName: 'GSI1'"), { index: 'GSI1', indexIsGlobal: true, indexIsDeclared: false }],
    ['consistent', query('ConsistentRead: true'), { consistentRead: true }],
    ['perhaps consistent', query('ConsistentRead: b'), { consistentRead: undefined }],
    ['options that cannot be read', query('...b'), { hasFilter: undefined, hasLimit: undefined }],
    ['a limit', query('Limit: 10'), { limit: 10, hasLimit: true }],
    ['a limit that is not always set', limited('if (b) input.Limit = b;'), { hasLimit: false }],
    ['a limit set where the request is sent', f(`if (b) { const input: any = { TableName: 't', KeyConditionExpression: 'pk = :p' }; input.Limit = b; const r = await doc.send(new QueryCommand(input)); return r.Items; }`), { hasLimit: true }],
    ['a limit that has a default', limited('if (b) input.Limit = b;').replace('b: any', 'b = 10'), { hasLimit: true }],
    ['a limit that all callers give', `${limited('if (b) input.Limit = b;')}\nexport const newest = (a: string) => f(a, 10);`, { hasLimit: true }],
    ['a limit that one caller gives', `${limited('if (b) input.Limit = b;')}\nexport const newest = (a: string) => f(a, 10);\nexport const all = (a: string) => f(a);`, { hasLimit: false }],
    ['again until nothing is left', asked('while (await f(a, b) > 0);'), { isPaginated: undefined }],
    ['again until nothing is left, in itself', f(`while (true) { const { Items } = await doc.send(new QueryCommand({ TableName: 't', KeyConditionExpression: 'pk = :p' })); if (Items.length === 0) return; for (const { id } of Items) await doc.send(new DeleteCommand({ TableName: 't', Key: { id } })); }`), { isPaginated: undefined }],
    ['again by itself', f(`const { Items } = await doc.send(new QueryCommand({ TableName: 't', KeyConditionExpression: 'pk = :p' })); for (const { id } of Items) await doc.send(new DeleteCommand({ TableName: 't', Key: { id } })); if (Items.length > 0) return f(a, b);`), { isPaginated: undefined }],
    ['for each of a list', asked('for (const one of b) await f(one, b);'), { isPaginated: false }],
    ['behind then, by a function with a name', f("return doc.send(new QueryCommand({ TableName: 't', KeyConditionExpression: 'pk = :p' })).then(show);\nfunction show(page: any) { b(page.Items); }"), { isPaginated: false }],
    ['behind then, by one that hands the page on', f("return doc.send(new QueryCommand({ TableName: 't', KeyConditionExpression: 'pk = :p' })).then(show);\nfunction show(page: any) { b(page); }"), { isPaginated: undefined }],
    ['behind then, by one that is not seen', f("return doc.send(new QueryCommand({ TableName: 't', KeyConditionExpression: 'pk = :p' })).then(b);"), { isPaginated: undefined }],
    ['gathered in a list', f("const sent: any[] = []; for (const one of b) sent.push(doc.send(new QueryCommand({ TableName: 't', KeyConditionExpression: 'pk = :p' }))); const pages = await Promise.all(sent); return pages.flatMap((page: any) => page.Items);"), { isPaginated: false }],
    ['gathered in a list of which the pages are followed', f("const sent: any[] = []; for (const one of b) sent.push(doc.send(new QueryCommand({ TableName: 't', KeyConditionExpression: 'pk = :p' }))); const pages = await Promise.all(sent); for (const page of pages) if (page.LastEvaluatedKey) b(page.LastEvaluatedKey);"), { isPaginated: true }],
    ['expiry in a filter', query("FilterExpression: '#t > :now', ExpressionAttributeNames: { '#t': 'ttl' }"), { hasFilter: true, checksExpiry: true }],
    ['expiry in code', f(`${get('a')} if (Item && Item.expiresAt > Date.now() / 1000) return Item.x;`), { checksExpiry: true }],
    ['no look at the expiry', f(`${get('a')} if (!Item) return; return Item.x;`), { checksExpiry: false }],
  ];
  for (const [title, code, expected] of rows) {
    it(title, () => {
      const [fact] = factsOf('dynamodb.request', { 'a.ts': dynamodb + code }) as unknown as Record<string, unknown>[];
      assert.ok(fact);
      assert.deepEqual(Object.fromEntries(Object.keys(expected).map(name => [name, fact[name]])), expected);
    });
  }
});

describe('what all items of a result are used for', () => {
  const remove = (id: string): string => `await doc.send(new DeleteCommand({ TableName: 't', Key: { id: ${id} } }));`;
  const query = (then: string, table = 't', more = ''): string => f(`const { Items, Count } = await doc.send(new QueryCommand({ TableName: '${table}', KeyConditionExpression: 'pk = :p'${more} })); ${then}`);
  const rows: readonly [title: string, code: string, expected: readonly string[]][] = [
    ['shown', query('return Items;'), []],
    ['deleted in a loop', query(`for (const item of Items) ${remove('item.id')}`), ['write']],
    ['deleted in a callback', query(`await Promise.all(Items.map(async ({ id }) => { ${remove('id')} }));`), ['write']],
    ['deleted by a function', `async function drop(id: any) { ${remove('id')} }\n${query('for (const item of Items) await drop(item.id);')}`, ['write']],
    ['deleted by a function that is handed over', `async function drop(id: any) { ${remove('id')} }\n${query('await Promise.all(Items.map(drop));')}`, ['write']],
    ['a list is gathered first', query(`const batch: any[] = []; for (const item of Items) batch.push({ DeleteRequest: { Key: { id: item.id } } }); await doc.send(new BatchWriteCommand({ RequestItems: { t: batch } }));`), ['write']],
    ['the input is filled in', query("const input: any = { TableName: 't' }; for (const item of Items) { input.Key = { id: item.id }; await doc.send(new DeleteCommand(input)); }"), ['write']],
    ['behind then', f(`return doc.send(new QueryCommand({ TableName: 't', KeyConditionExpression: 'pk = :p' })).then(({ Items }) => Items.forEach((item: any) => { ${remove('item.id')} }));`), ['write']],
    ['one of them is deleted', query(remove('Items[0].id')), []],
    ['one is chosen and deleted', query(`const one = Items.find((item: any) => item.b === b); ${remove('one.id')}`), []],
    ['their number is written', query(`await doc.send(new PutCommand({ TableName: 't', Item: { id: a, place: Items.length } }));`), []],
    ['something else is deleted', query(`for (const item of Items) b(item); ${remove('a')}`), []],
    ['reduced', query('return Items.reduce((sum: number, item: any) => sum + item.price, 0);'), ['sum']],
    ['reduced to an object', query('return Items.reduce((all: any, item: any) => ({ ...all, [item.id]: item }), {});'), []],
    ['added up', query('let sum = 0; for (const item of Items) sum += item.price; return sum;'), ['sum']],
    ['text', query("let html = ''; for (const item of Items) html += item.name; return html;"), []],
    ['counted by the request', query('return Count;', 't', ", Select: 'COUNT'"), ['count']],
    ['written to a file', query("await writeFile('x.csv', Items.map((item: any) => item.name).join());"), ['file']],
    ['put to S3', query('await s3.send(new PutObjectCommand({ Body: JSON.stringify(Items) }));'), ['file']],
    ['decides who may', query('if (!Items.some((item: any) => item.b === b)) throw b;', 'team_members'), ['access']],
    ['decides something else', query('if (!Items.some((item: any) => item.b === b)) throw b;', 'orders'), []],
    ['its members are only shown', query('return Items;', 'team_members'), []],
  ];
  for (const [title, code, expected] of rows) it(title, () => assert.deepEqual(pairs('dynamodb.request', dynamodb.replace('UpdateCommand', 'UpdateCommand, BatchWriteCommand') + code, ({ operation, usedFor }) => (operation === 'Query' ? usedFor.join() : '')).filter(word => word !== ''), expected));
});

describe('replicas of Cassandra', () => {
  const schema = (replication: string): string => `CREATE KEYSPACE shop WITH replication = ${replication};\nUSE shop;\nCREATE TABLE carts (id uuid, at timestamp, PRIMARY KEY ((id), at));\n`;
  const three = schema("{'class': 'NetworkTopologyStrategy', 'dc1': 3}");
  const code = (options: string, write = '', read = ''): string => `import { Client, types, auth } from 'cassandra-driver';\nconst client = new Client({ contactPoints: ['a'], localDataCenter: 'dc1', keyspace: 'shop'${options} });
export async function f(id: any) { await client.execute('INSERT INTO carts (id) VALUES (?)', [id]${write}); return client.execute('SELECT * FROM carts WHERE id = ?', [id]${read}); }`;
  const rows: readonly [title: string, files: Readonly<Record<string, string>>, expected: string][] = [
    ['the driver asks one', { 's.cql': three, 'a.ts': code('') }, '1 + 1 of 3 known'],
    ['set for the client', { 's.cql': three, 'a.ts': code(', queryOptions: { consistency: types.consistencies.localQuorum }') }, '2 + 2 of 3 known'],
    ['set for the statements', { 's.cql': three, 'a.ts': code('', ', { consistency: types.consistencies.quorum }', ', { prepare: true, consistency: types.consistencies.one }') }, '2 + 1 of 3 known'],
    ['all', { 's.cql': three, 'a.ts': code('', ', { consistency: types.consistencies.all }') }, '3 + 1 of 3 known'],
    ['two data centres, locally', { 's.cql': schema("{'class': 'NetworkTopologyStrategy', 'dc1': 3, 'dc2': 3}"), 'a.ts': code(', queryOptions: { consistency: types.consistencies.localQuorum }') }, '2 + 2 of 3 known'],
    ['two data centres, all of them', { 's.cql': schema("{'class': 'NetworkTopologyStrategy', 'dc1': 3, 'dc2': 3}"), 'a.ts': code('', ', { consistency: types.consistencies.quorum }') }, '4 + 1 of 6 known'],
    ['no schema', { 'a.ts': code('') }, '1 + 1 of 3 assumed'],
    ['options that cannot be read', { 's.cql': three, 'a.ts': code('', ', options', ', options') }, '? + ? of 3 known'],
  ];
  for (const [title, files, expected] of rows) {
    it(title, () => {
      const [fact] = factsOf('cassandra.write-read', files);
      assert.equal(fact && `${fact.writeReplicas ?? '?'} + ${fact.readReplicas ?? '?'} of ${fact.replicationFactor ?? '?'} ${fact.replicationIsKnown ? 'known' : 'assumed'}`, expected);
    });
  }
  it('tells what a statement fixes', () => {
    const facts = factsOf('cassandra.statement', { 's.cql': three, 'a.ts': code('') });
    assert.deepEqual(facts.filter(({ library }) => library !== 'cql').map(({ command, fixesPartition, declaration }) => `${command} ${String(fixesPartition)} ${declaration?.partitionKey.join() ?? ''}`), ['INSERT undefined id', 'SELECT true id']);
  });
});

describe('a write and a read of Cassandra', () => {
  const client = "import { Client } from 'cassandra-driver';\nconst client = new Client({ contactPoints: ['a'], keyspace: 'shop' });\n";
  const run = (query: string, parameters = '[]'): string => `await client.execute(${JSON.stringify(query)}, ${parameters});`;
  const insert = run('INSERT INTO carts (id, owner) VALUES (?, ?)', '[a, b]');
  const select = run('SELECT * FROM carts WHERE id = ?', '[a]');
  const rows: readonly [title: string, code: string, expected: readonly string[]][] = [
    ['of one row', f(insert + select), ['same, after']],
    ['of perhaps another row', f(insert + run('SELECT * FROM carts WHERE id = ?', '[b]')), ['?, after']],
    ['of two fixed rows', f(run("INSERT INTO carts (id) VALUES ('x')") + run("SELECT * FROM carts WHERE id = 'y'")), []],
    ['of a fixed row and a bound one', f(run("UPDATE carts SET n = 1 WHERE id = 'x'") + run('SELECT * FROM carts WHERE id = ?', "['y']")), []],
    ['of one fixed row', f(run('UPDATE carts SET n = ? WHERE id = 7', '[a]') + run('SELECT * FROM carts WHERE id = ?', '[7]')), ['same, after']],
    ['by a column that is not told', f(run('UPDATE carts SET n = 1 WHERE id = ?', '[a]') + run('SELECT * FROM carts WHERE owner = ?', '[a]')), ['?, after']],
    ['by names', f(run('INSERT INTO carts (id, n) VALUES (:id, :n)', '{ id: a, n: b }') + run('SELECT * FROM carts WHERE id = :cart', '{ cart: a }')), ['same, after']],
    ['by IN', f(insert + run('SELECT * FROM carts WHERE id IN (?, ?)', '[a, b]')), ['?, after']],
    ['of one partition', f(run('INSERT INTO carts (id, n) VALUES (?, ?)', '[a, b]') + run('SELECT * FROM carts WHERE id = ? LIMIT ?', '[a, 5]')), ['same, after']],
    ['in two branches', f(`if (b) { ${insert} } else { ${select} }`), ['same, elsewhere']],
    ['the other way round', f(select + insert), ['same, elsewhere']],
    ['in two functions', `${f(insert)}\nexport async function g(a: any) { ${select} }`, ['?, elsewhere']],
    ['in what it calls', `async function save(a: any, b: any) { ${insert} }\n${f(`await save(a, b); ${select}`)}`, ['?, after']],
    ['where two statements share parameters', f(run('INSERT INTO carts (id) VALUES (?); UPDATE carts SET n = 1 WHERE id = ?', '[a, b]') + select), ['?, after']],
    ['of another table', f(insert + run('SELECT * FROM orders WHERE id = ?', '[a]')), []],
  ];
  for (const [title, code, expected] of rows) {
    it(title, () => assert.deepEqual(pairs('cassandra.write-read', client + code, ({ sameKey, samePath }) => `${sameKey === undefined ? '?' : sameKey ? 'same' : 'other'}, ${samePath ? 'after' : 'elsewhere'}`), expected));
  }
});

describe('places', () => {
  const text = `${ioredis}export const f = (a: any) => redis.set(\`o:\${a}\`, a, 'EX', 60);\n`;
  it('are those of the text', () => {
    const [fact] = factsOf('redis.command', { 'a.ts': text });
    const at = (name: string): string => {
      const place = fact?.places[name] as { start: number; end: number };
      return text.slice(place.start, place.end);
    };
    assert.deepEqual(['name', 'key', 'ttl', 'value', 'client'].map(at), ['set', '`o:${a}`', '60', 'a', 'new Redis()']);
    assert.equal(text.slice((fact?.places['argumentsEnd'] as { start: number }).start, -1), ');');
  });
  it('facts come in the order of files and places, whatever the order of arrival', () => {
    const files = { 'b.ts': text, 'a.ts': text, 'docker-compose.yml': 'services:\n  redis:\n    image: redis\n' };
    const order = (some: Record<string, string>): string[] => joined(some).facts.map(({ kind, places }) => `${kind} ${JSON.stringify(places['self'])}`);
    assert.deepEqual(order(Object.fromEntries(Object.entries(files).reverse())), order(files));
  });
});
