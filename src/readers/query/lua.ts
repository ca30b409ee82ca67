import type { Range } from '../../facts/place.js';
import type { LuaToken } from './luaLexer.js';
import { lexLua } from './luaLexer.js';

/** What a Lua script does with Redis. */
export interface LuaScript {
  readonly calls: readonly LuaRedisCall[];
  /** A value got is compared with `ARGV[n]` before the same key is deleted: how a lock is released. */
  readonly isCompareAndDelete: boolean;
}

/** `redis.call('SET', KEYS[1], ARGV[1])`, `redis.pcall(…)`, also under a name of the script's own. */
export interface LuaRedisCall {
  /** In upper case; undefined when it is computed. */
  readonly command: string | undefined;
  /** `KEYS[1]`, or the text of a literal; undefined when it is computed. */
  readonly firstKey: string | undefined;
  /** What follows the command, as written. */
  readonly args: readonly string[];
  readonly range: Range;
}

interface Call extends LuaRedisCall {
  /** Places of the first token, and of the closing bracket. */
  readonly first: number;
  readonly last: number;
}

interface Script {
  readonly text: string;
  readonly tokens: readonly LuaToken[];
  /** Place of an opening bracket → place of its closing one. */
  readonly closing: ReadonlyMap<number, number>;
  /** `local name = …`: place where the value starts; names assigned twice are left out. */
  readonly locals: ReadonlyMap<string, number>;
}

const MAX_LENGTH = 1_000_000;

/** Takes any text. */
export function readLuaRedisCalls(text: string): LuaScript {
  const tokens = lexLua(text.slice(0, MAX_LENGTH));
  const script: Script = { text, tokens, closing: findClosing(tokens), locals: findLocals(tokens) };
  const calls = tokens.flatMap((_, place) => callAt(script, place) ?? []);
  return {
    calls: calls.map(({ command, firstKey, args, range }) => ({ command, firstKey, args, range })),
    isCompareAndDelete: comparesBeforeDelete(script, calls),
  };
}

function findClosing(tokens: readonly LuaToken[]): Map<number, number> {
  const closing = new Map<number, number>();
  const open: number[] = [];
  for (const [place, { kind, text }] of tokens.entries()) {
    if (kind !== 'symbol') continue;
    if (text === '(' || text === '[' || text === '{') open.push(place);
    if (text !== ')' && text !== ']' && text !== '}') continue;
    const opening = open.pop();
    if (opening !== undefined) closing.set(opening, place);
  }
  return closing;
}

function findLocals(tokens: readonly LuaToken[]): Map<string, number> {
  const locals = new Map<string, number>();
  const seen = new Set<string>();
  for (const [place, token] of tokens.entries()) {
    const before = tokens[place - 1];
    if (token.kind !== 'name' || !isSymbol(tokens[place + 1], '=') || isSymbol(before, '.')) continue;
    if (seen.has(token.text)) locals.delete(token.text);
    else if (before?.text === 'local') locals.set(token.text, place + 2);
    seen.add(token.text);
  }
  return locals;
}

function isSymbol(token: LuaToken | undefined, text: string): boolean {
  return token?.kind === 'symbol' && token.text === text;
}

function isName(token: LuaToken | undefined, ...names: readonly string[]): boolean {
  return token?.kind === 'name' && names.includes(token.text);
}

function callAt(script: Script, first: number): Call | undefined {
  const { tokens, closing, text } = script;
  const open = first + calleeLength(script, first);
  const opening = tokens[open];
  const start = tokens[first]?.start;
  if (open === first || !opening || start === undefined || !isSymbol(opening, '(')) return undefined;
  const last = closing.get(open);
  // An open call ends with the script.
  const end = last === undefined ? tokens.length : last;
  const places = argumentPlaces(script, open + 1, end);
  const [name, key] = places;
  const command = name && name.to - name.from === 1 ? tokens[name.from] : undefined;
  return {
    command: command?.kind === 'text' ? command.text.toUpperCase() : undefined,
    firstKey: key && keyAt(script, key.from, key.to),
    args: places.slice(1).map(({ from, to }) => text.slice(tokens[from]?.start, tokens[to - 1]?.end)),
    range: { start, end: tokens[Math.min(end, tokens.length - 1)]?.end ?? opening.end },
    first,
    last: end,
  };
}

/** Tokens of `redis.call`, or of a local name for it; 0 when neither stands here. */
function calleeLength(script: Script, place: number): number {
  const { tokens, locals } = script;
  const token = tokens[place];
  if (token?.kind !== 'name' || isSymbol(tokens[place - 1], '.')) return 0;
  if (isRedisCall(tokens, place)) return 3;
  const value = locals.get(token.text);
  return value !== undefined && value < place && isRedisCall(tokens, value) && !isSymbol(tokens[value + 3], '(') ? 1 : 0;
}

function isRedisCall(tokens: readonly LuaToken[], place: number): boolean {
  return (
    isName(tokens[place], 'redis', 'server') && isSymbol(tokens[place + 1], '.') && isName(tokens[place + 2], 'call', 'pcall')
  );
}

function argumentPlaces(script: Script, from: number, end: number): { from: number; to: number }[] {
  const places: { from: number; to: number }[] = [];
  let start = from;
  for (let place = from; place < end; place++) {
    if (isSymbol(script.tokens[place], ',')) {
      places.push({ from: start, to: place });
      start = place + 1;
    }
    // Steps over what is in brackets, so that calls in calls stay linear; an open bracket reaches to the end.
    else if (isOpening(script.tokens[place])) place = script.closing.get(place) ?? end;
  }
  if (start < end) places.push({ from: start, to: end });
  return places.filter(({ from: first, to }) => to > first);
}

function isOpening(token: LuaToken | undefined): boolean {
  return isSymbol(token, '(') || isSymbol(token, '[') || isSymbol(token, '{');
}

function keyAt(script: Script, from: number, to: number, depth = 0): string | undefined {
  const token = script.tokens[from];
  if (to - from === 4 && isName(token, 'KEYS')) return indexed(script, 'KEYS', from);
  if (to - from !== 1 || !token) return undefined;
  if (token.kind === 'text') return token.text;
  const value = script.locals.get(token.text);
  if (token.kind !== 'name' || value === undefined || value >= from || depth > 3) return undefined;
  return indexed(script, 'KEYS', value) ?? (endsAfter(script, value) ? keyAt(script, value, value + 1, depth + 1) : undefined);
}

/** The value is one token: no operator goes on with it. */
function endsAfter(script: Script, place: number): boolean {
  const next = script.tokens[place + 1];
  return next === undefined || next.kind === 'name';
}

/** `KEYS[1]` at this place, and nothing that goes on with it. */
function indexed(script: Script, name: string, place: number): string | undefined {
  const { tokens } = script;
  const number = tokens[place + 2];
  const after = tokens[place + 4];
  if (!isName(tokens[place], name) || !isSymbol(tokens[place + 1], '[') || number?.kind !== 'number') return undefined;
  return isSymbol(tokens[place + 3], ']') && !isSymbol(after, '..') ? `${name}[${number.text}]` : undefined;
}

const READS = new Set(['GET', 'HGET']);
const DELETES = new Set(['DEL', 'UNLINK', 'HDEL']);

function comparesBeforeDelete(script: Script, calls: readonly Call[]): boolean {
  const byFirst = new Map(calls.map(call => [call.first, call]));
  const byLast = new Map(calls.map(call => [call.last, call]));
  const keyOf = (call: Call) => call.firstKey ?? call.args[0];

  /** The call whose result stands in a variable or is written here. */
  const callOf = (name: LuaToken | undefined): Call | undefined => {
    const value = name?.kind === 'name' ? script.locals.get(name.text) : undefined;
    return value === undefined ? undefined : byFirst.get(value);
  };
  const isArgument = (place: number): boolean => {
    const token = script.tokens[place];
    if (isName(token, 'ARGV')) return true;
    const value = token?.kind === 'name' ? script.locals.get(token.text) : undefined;
    return value !== undefined && indexed(script, 'ARGV', value) !== undefined;
  };

  const compared = new Map<string, number>();
  for (const [place, token] of script.tokens.entries()) {
    if (!isSymbol(token, '==') && !isSymbol(token, '~=')) continue;
    const before = script.tokens[place - 1];
    const left = isSymbol(before, ')') ? byLast.get(place - 1) : callOf(before);
    const right = byFirst.get(place + 1) ?? callOf(script.tokens[place + 1]);
    const isLeftArgument = isArgument(isSymbol(before, ']') ? place - 4 : place - 1);
    const read = isArgument(place + 1) ? left : isLeftArgument ? right : undefined;
    const key = read && READS.has(read.command ?? '') ? keyOf(read) : undefined;
    if (key !== undefined && !compared.has(key)) compared.set(key, place);
  }
  return calls.some(call => {
    const place = DELETES.has(call.command ?? '') ? compared.get(keyOf(call) ?? '') : undefined;
    return place !== undefined && place < call.first;
  });
}
