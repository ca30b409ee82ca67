import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readLuaRedisCalls } from '../../src/readers/query/lua.js';
import { rangesIn } from './rangesIn.js';

/** `COMMAND key (arguments) «source»` of each call; last `compare-and-delete`, if it is one. */
function summarize(text: string): string[] {
  const { calls, isCompareAndDelete } = readLuaRedisCalls(text);
  const lines = calls.map(({ command, firstKey, args, range }) => {
    return `${command ?? '-'} ${firstKey ?? '-'} (${args.join(' | ')}) «${text.slice(range.start, range.end)}»`;
  });
  return isCompareAndDelete ? [...lines, 'compare-and-delete'] : lines;
}

const scripts: [script: string, ...lines: string[]][] = [
  [`return 1`],
  [`return redis.call('get', KEYS[1])`, `GET KEYS[1] (KEYS[1]) «redis.call('get', KEYS[1])»`],
  [
    `redis.pcall("SET", "a:b", ARGV[1], 'EX', 60)`,
    `SET a:b ("a:b" | ARGV[1] | 'EX' | 60) «redis.pcall("SET", "a:b", ARGV[1], 'EX', 60)»`,
  ],
  [`server.call('PING')`, `PING - () «server.call('PING')»`],
  [`redis.call(cmd, KEYS[1])`, `- KEYS[1] (KEYS[1]) «redis.call(cmd, KEYS[1])»`],
  [`redis.call('DEL', 'a:' .. ARGV[1])`, `DEL - ('a:' .. ARGV[1]) «redis.call('DEL', 'a:' .. ARGV[1])»`],
  [`redis.call('DEL', unpack(KEYS))`, `DEL - (unpack(KEYS)) «redis.call('DEL', unpack(KEYS))»`],
  [`redis.call('DEL', KEYS[1] .. ':x')`, `DEL - (KEYS[1] .. ':x') «redis.call('DEL', KEYS[1] .. ':x')»`],
  [`local key = KEYS[2]\nlocal k = key\nredis.call('INCR', k)`, `INCR KEYS[2] (k) «redis.call('INCR', k)»`],
  [`local key = KEYS[1] .. ':x' redis.call('INCR', key)`, `INCR - (key) «redis.call('INCR', key)»`],
  [`local key = KEYS[1] key = KEYS[2] redis.call('INCR', key)`, `INCR - (key) «redis.call('INCR', key)»`],
  [
    `local rcall = redis.call\nrcall('EXPIRE', KEYS[1], ARGV[1])`,
    `EXPIRE KEYS[1] (KEYS[1] | ARGV[1]) «rcall('EXPIRE', KEYS[1], ARGV[1])»`,
  ],
  [
    `redis.call('SET', KEYS[1], redis.call('GET', KEYS[2]))`,
    `SET KEYS[1] (KEYS[1] | redis.call('GET', KEYS[2])) «redis.call('SET', KEYS[1], redis.call('GET', KEYS[2]))»`,
    `GET KEYS[2] (KEYS[2]) «redis.call('GET', KEYS[2])»`,
  ],
  [`-- redis.call('DEL', 'a')\n--[[ redis.call('DEL', 'b') ]] local s = "redis.call('DEL', 'c')" .. [==[ redis.call('x') ]==]`],
  [
    `if redis.call("get",KEYS[1]) == ARGV[1] then return redis.call("del",KEYS[1]) else return 0 end`,
    `GET KEYS[1] (KEYS[1]) «redis.call("get",KEYS[1])»`,
    `DEL KEYS[1] (KEYS[1]) «redis.call("del",KEYS[1])»`,
    'compare-and-delete',
  ],
  [
    `local token = ARGV[1]\nlocal v = redis.call('GET', KEYS[1])\nif token ~= v then return 0 end\nreturn redis.call('UNLINK', KEYS[1])`,
    `GET KEYS[1] (KEYS[1]) «redis.call('GET', KEYS[1])»`,
    `UNLINK KEYS[1] (KEYS[1]) «redis.call('UNLINK', KEYS[1])»`,
    'compare-and-delete',
  ],
  [
    `if ARGV[1] == redis.call('get', lockKey) then redis.call('del', lockKey) end`,
    `GET - (lockKey) «redis.call('get', lockKey)»`,
    `DEL - (lockKey) «redis.call('del', lockKey)»`,
    'compare-and-delete',
  ],
  [
    `if redis.call('get', KEYS[1]) == ARGV[1] then redis.call('del', KEYS[2]) end`,
    `GET KEYS[1] (KEYS[1]) «redis.call('get', KEYS[1])»`,
    `DEL KEYS[2] (KEYS[2]) «redis.call('del', KEYS[2])»`,
  ],
  [
    `redis.call('del', KEYS[1]) if redis.call('get', KEYS[1]) == ARGV[1] then return 1 end`,
    `DEL KEYS[1] (KEYS[1]) «redis.call('del', KEYS[1])»`,
    `GET KEYS[1] (KEYS[1]) «redis.call('get', KEYS[1])»`,
  ],
  [
    `if redis.call('get', KEYS[1]) == 'x' then redis.call('del', KEYS[1]) end`,
    `GET KEYS[1] (KEYS[1]) «redis.call('get', KEYS[1])»`,
    `DEL KEYS[1] (KEYS[1]) «redis.call('del', KEYS[1])»`,
  ],
  [`redis.call('GET', KEYS[1]`, `GET KEYS[1] (KEYS[1]) «redis.call('GET', KEYS[1]»`],
  [`redis.call('GET`, `GET - () «redis.call('GET»`],
  [`redis.call(`, `- - () «redis.call(»`],
  [`redis.call`],
];

describe('readLuaRedisCalls', () => {
  for (const [script, ...lines] of scripts) {
    it(script, () => assert.deepEqual(summarize(script), lines));
  }

  it('takes any mix of pieces, beginnings too', () => {
    const pieces = [
      'redis.call',
      'local a = ',
      "'GET'",
      'KEYS[1]',
      'ARGV[1]',
      '(',
      ')',
      '[',
      ']',
      ',',
      ' == ',
      ' ~= ',
      'a',
      "'",
      '[[',
      '--',
      '\n',
      '\\',
      '\uE000',
    ];
    const any = fc.oneof(
      fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map(parts => parts.join('')),
      fc.string(),
      fc.constantFrom(...scripts).chain(([text]) => fc.nat(text.length).map(length => text.slice(0, length))),
    );
    fc.assert(
      fc.property(any, text => {
        for (const { start, end } of rangesIn(readLuaRedisCalls(text))) {
          assert(0 <= start && start <= end && end <= text.length, `${start}-${end}: ${text}`);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('stays quick on texts that repeat without end', () => {
    for (const piece of [
      '(',
      'redis.call(',
      "redis.call('GET', ",
      'local a = b ',
      'local a = redis.call(',
      '[=',
      '[[',
      '--[[',
      "'",
      '"\\',
      'a == ',
    ]) {
      readLuaRedisCalls(piece.repeat(5_000));
    }
  });
});
