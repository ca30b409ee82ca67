import type { Range } from '../../facts/place.js';

export interface LuaToken extends Range {
  readonly kind: 'name' | 'text' | 'number' | 'symbol';
  /** Of a text its content, escapes as written. */
  readonly text: string;
}

/** The tokens of a Lua script, without comments. Takes any text; time is linear. */
export function lexLua(text: string): LuaToken[] {
  const tokens: LuaToken[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char <= ' ') {
      at++;
    } else if (text.startsWith('--', at)) {
      const block = longBracket(text, at + 2);
      const line = text.indexOf('\n', at);
      at = block?.end ?? (line < 0 ? text.length : line);
    } else {
      const token = tokenAt(text, at, char);
      tokens.push(token);
      at = token.end;
    }
  }
  return tokens;
}

const WORD = /(?<name>[A-Za-z_\uE000][\w\uE000]*)|(?<number>\d[\w.]*)|==|~=|<=|>=|\.{2,3}|[^]/y;

function tokenAt(text: string, start: number, char: string): LuaToken {
  if (char === '"' || char === "'") return quoted(text, start, char);
  const long = char === '[' ? longBracket(text, start) : undefined;
  if (long) return long;
  WORD.lastIndex = start;
  const match = WORD.exec(text);
  const written = match?.[0] ?? char;
  const kind = match?.groups?.['name'] !== undefined ? 'name' : match?.groups?.['number'] !== undefined ? 'number' : 'symbol';
  return { kind, text: written, start, end: start + written.length };
}

/** An open text ends with its line. */
function quoted(text: string, start: number, quote: string): LuaToken {
  let end = start + 1;
  while (end < text.length && text.charAt(end) !== quote && text.charAt(end) !== '\n') end += text.charAt(end) === '\\' ? 2 : 1;
  const textEnd = Math.min(end, text.length);
  return {
    kind: 'text',
    text: text.slice(start + 1, textEnd),
    start,
    end: Math.min(textEnd + (text.charAt(textEnd) === quote ? 1 : 0), text.length),
  };
}

/** `[[…]]`, `[==[…]==]` */
function longBracket(text: string, start: number): LuaToken | undefined {
  if (text.charAt(start) !== '[') return undefined;
  let level = 0;
  while (level < 16 && text.charAt(start + 1 + level) === '=') level++;
  if (text.charAt(start + 1 + level) !== '[') return undefined;
  const from = start + level + 2;
  const close = text.indexOf(`]${'='.repeat(level)}]`, from);
  const textEnd = close < 0 ? text.length : close;
  return { kind: 'text', text: text.slice(from, textEnd), start, end: close < 0 ? text.length : close + level + 2 };
}
