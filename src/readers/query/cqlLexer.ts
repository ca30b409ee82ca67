import type { Comment } from '../../facts/code.js';

/** Stands for a part of the text that is only known when the program runs; `joinPieces` puts it there. */
export const HOLE = '\uE000';

export interface CqlToken {
  /** `hole`: a name or value with a hole in it; `literal`: uuid, blob or duration; `end`: after the last one. */
  readonly kind: 'word' | 'quoted' | 'hole' | 'text' | 'number' | 'literal' | 'marker' | 'symbol' | 'end';
  readonly start: number;
  readonly end: number;
  /** A word in lower case; quoted names and texts without their quotes. */
  readonly text: string;
  readonly hasHole: boolean;
}

/** The tokens of a CQL text, an `end` last, and its comments. Takes any text; time is linear. */
export function lexCql(text: string): { tokens: CqlToken[]; comments: Comment[] } {
  const tokens: CqlToken[] = [];
  const comments: Comment[] = [];
  let at = 0;
  while (at < text.length) {
    if (isBlank(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const comment = commentAt(text, at);
    if (comment) {
      comments.push(comment);
      at = comment.range.end;
      continue;
    }
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: 'end', start: text.length, end: text.length, text: '', hasHole: false });
  return { tokens, comments };
}

function commentAt(text: string, start: number): Comment | undefined {
  const first = text.charAt(start);
  if (first !== '-' && first !== '/') return undefined;
  const mark = text.slice(start, start + 2);
  if (mark !== '--' && mark !== '//' && mark !== '/*') return undefined;
  const closing = mark === '/*' ? '*/' : '\n';
  const found = text.indexOf(closing, start + 2);
  const textEnd = found < 0 ? text.length : found;
  const end = found < 0 || mark !== '/*' ? textEnd : found + 2;
  return { range: { start, end }, text: text.slice(start + 2, textEnd).trim() };
}

function tokenAt(text: string, start: number): CqlToken {
  const char = text.charAt(start);
  if (char === "'") return quotedAt(text, start, "'", 'text');
  if (char === '"') return quotedAt(text, start, '"', 'quoted');
  if (char === '$' && text.charAt(start + 1) === '$') return dollarText(text, start);
  if (char === '?') {
    let end = start + 1;
    while (isDigit(text.charCodeAt(end))) end++;
    return token('marker', text, start, end);
  }
  return uuidAt(text, start) ?? numberAt(text, start) ?? wordAt(text, start) ?? symbolAt(text, start);
}

function token(kind: CqlToken['kind'], text: string, start: number, end: number, hasHole = false): CqlToken {
  const written = text.slice(start, end);
  return { kind, start, end, text: kind === 'word' ? written.toLowerCase() : written, hasHole };
}

/** A quote inside is written twice. An open end reaches to the end of the text. */
function quotedAt(text: string, start: number, quote: string, kind: 'text' | 'quoted'): CqlToken {
  let close = text.indexOf(quote, start + 1);
  let hasEscape = false;
  while (close >= 0 && text.charAt(close + 1) === quote) {
    hasEscape = true;
    close = text.indexOf(quote, close + 2);
  }
  const inner = text.slice(start + 1, close < 0 ? text.length : close);
  const hasHole = inner.includes(HOLE);
  return {
    kind: kind === 'quoted' && hasHole ? 'hole' : kind,
    start,
    end: close < 0 ? text.length : close + 1,
    text: hasEscape ? inner.replaceAll(quote + quote, quote) : inner,
    hasHole,
  };
}

function dollarText(text: string, start: number): CqlToken {
  const close = text.indexOf('$$', start + 2);
  const inner = text.slice(start + 2, close < 0 ? text.length : close);
  return { kind: 'text', start, end: close < 0 ? text.length : close + 2, text: inner, hasHole: inner.includes(HOLE) };
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/iy;

function uuidAt(text: string, start: number): CqlToken | undefined {
  if (text.charAt(start + 8) !== '-') return undefined;
  UUID.lastIndex = start;
  return UUID.test(text) ? token('literal', text, start, start + 36) : undefined;
}

function numberAt(text: string, start: number): CqlToken | undefined {
  if (!isDigit(text.charCodeAt(start))) return undefined;
  let end = digitsEnd(text, start);
  if (text.charAt(end) === '.' && isDigit(text.charCodeAt(end + 1))) end = digitsEnd(text, end + 1);
  const exponent = /^e[+-]?\d/i.exec(text.slice(end, end + 3));
  if (exponent) end = digitsEnd(text, end + exponent[0].length - 1);
  const rest = wordEnd(text, end);
  if (rest.end === end) return token('number', text, start, end);
  return token(rest.hasHole ? 'hole' : 'literal', text, start, rest.end, rest.hasHole);
}

function digitsEnd(text: string, start: number): number {
  let end = start;
  while (isDigit(text.charCodeAt(end))) end++;
  return end;
}

function wordAt(text: string, start: number): CqlToken | undefined {
  const { end, hasHole } = wordEnd(text, start);
  return end === start ? undefined : token(hasHole ? 'hole' : 'word', text, start, end, hasHole);
}

/** Holes are part of the word they touch: `users_${region}` is one name. */
function wordEnd(text: string, start: number): { end: number; hasHole: boolean } {
  let end = start;
  let hasHole = false;
  while (end < text.length) {
    const placeholder = placeholderLength(text, end);
    if (placeholder > 0) hasHole = true;
    else if (!isWordPart(text.charCodeAt(end))) break;
    end += Math.max(placeholder, 1);
  }
  return { end, hasHole };
}

/** `%s` `%(name)s` `%1$s` of formatted text, `${name}` `$name` `{{ name }}` of templates, `#{…}` of Spring. */
const PLACEHOLDER =
  /%(?:\(\w{1,64}\)|\d{1,2}\$)?[sdvq](?![A-Za-z0-9])|\$\{[^{}\n]{1,100}\}|\$\w{1,64}|\{\{\s{0,9}[-.$A-Za-z][^{}:,'?\n]{0,100}\}\}|#\{[^{}\n]{1,100}\}/y;

function placeholderLength(text: string, at: number): number {
  const char = text.charAt(at);
  if (char === HOLE) return 1;
  if (char !== '%' && char !== '$' && char !== '{' && char !== '#') return 0;
  PLACEHOLDER.lastIndex = at;
  return PLACEHOLDER.exec(text)?.[0].length ?? 0;
}

const LONG_SYMBOL = /[<>!+-]=|\.\./y;

function symbolAt(text: string, start: number): CqlToken {
  const second = text.charAt(start + 1);
  LONG_SYMBOL.lastIndex = start;
  const length = (second === '=' || second === '.') && LONG_SYMBOL.test(text) ? 2 : 1;
  return token('symbol', text, start, start + length);
}

function isBlank(code: number): boolean {
  return code <= 32 || code === 0xa0 || code === 0xfeff;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isWordPart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || isDigit(code) || code === 95 || (code > 0xa0 && code !== 0xfeff)
  );
}
