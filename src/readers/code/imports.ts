export interface ImportScan {
  readonly from: string;
  /** As the other module exports them; `default`, and `*` for all of it. */
  readonly names: readonly string[];
  readonly isReexport: boolean;
}

/*
 * Finds imports without a parse, to decide which files are worth one. It looks at what follows a keyword and gives up at
 * the first character that cannot stand in an import or at the next keyword, so the time is linear; what looks like an
 * import in a comment or a string may be found as well.
 */

const keyword = /\b(?:import|export|require)\b/g;

export function scanImports(text: string): ImportScan[] {
  const found: ImportScan[] = [];
  keyword.lastIndex = 0;
  while (keyword.test(text)) {
    const end = keyword.lastIndex;
    const last = text.charCodeAt(end - 1);
    const isRequire = last === 101;
    const isExport = !isRequire && text.charCodeAt(end - 5) === 120;
    const clause = isRequire ? undefined : isExport ? scanExport(text, end) : scanClause(text, end, false);
    const scan = clause?.scan ?? (isExport ? undefined : scanCall(text, isRequire ? end - 7 : end - 6, end));
    if (scan !== undefined) found.push(scan);
    if (clause !== undefined) keyword.lastIndex = clause.end;
  }
  return found;
}

interface Clause {
  readonly scan: ImportScan;
  readonly end: number;
}

/** Only `export {`, `export *` and `export type {` can name a module. */
function scanExport(text: string, end: number): Clause | undefined {
  const first = text[skipSpace(text, end)];
  return first === '{' || first === '*' || first === 't' ? scanClause(text, end, true) : undefined;
}

const word = /[\w$\u0080-\uffff]+/y;
const longestComment = 500;

/** `a, { b as c } from 'x'` */
function scanClause(text: string, start: number, isReexport: boolean): Clause | undefined {
  const tokens: string[] = [];
  let at = start;
  for (;;) {
    at = skipSpace(text, at);
    const character = text[at];
    if (character === undefined) return undefined;
    if (character === '"' || character === "'") {
      const from = tokens.at(-1) === 'from' || (tokens.length === 0 && !isReexport) ? scanText(text, at) : undefined;
      return from === undefined ? undefined : { scan: { from, names: namesOf(tokens, isReexport), isReexport }, end: at + from.length + 2 };
    }
    if (character === '/') {
      const close = text[at + 1] === '*' ? '*/' : '\n';
      const comment = text.slice(at, at + longestComment).indexOf(close, 2);
      if (comment < 0 || (close === '\n' && text[at + 1] !== '/')) return undefined;
      at += comment + close.length;
    } else if (character === '{' || character === '}' || character === ',' || character === '*') {
      tokens.push(character);
      at++;
    } else {
      word.lastIndex = at;
      const found = word.exec(text)?.[0];
      if (found === undefined || found === 'import' || found === 'export' || found === 'require') return undefined;
      tokens.push(found);
      at += found.length;
    }
  }
}

function namesOf(tokens: readonly string[], isReexport: boolean): string[] {
  const names: string[] = [];
  let isInBraces = false;
  let group: string[] = [];
  for (const token of tokens) {
    if (token !== '{' && token !== '}' && token !== ',') {
      group.push(token);
      continue;
    }
    const isTypeKeyword = token === '{' && group[0] === 'type';
    if (!isTypeKeyword) addName(names, group, isInBraces, isReexport);
    group = [];
    isInBraces = token === '{' || (isInBraces && token !== '}');
  }
  addName(names, group.slice(0, -1), false, isReexport);
  return names;
}

function addName(names: string[], group: readonly string[], isInBraces: boolean, isReexport: boolean): void {
  const [first, second] = group;
  if (first === undefined) return;
  const isTypeOnly = first === 'type' && second !== undefined && second !== 'as';
  const name = isTypeOnly ? second : first;
  if (name === '*') names.push('*');
  else if (isInBraces) names.push(name);
  else if (!isReexport) names.push('default');
}

const member = /\s*\)*\s*\)\s*\??\.\s*([\w$]+)/y;

/** `require('x')`, `import('x')`: which names of it are taken stands before or behind. */
function scanCall(text: string, start: number, end: number): ImportScan | undefined {
  let at = skipSpace(text, end);
  if (text[at] !== '(') return undefined;
  at = skipSpace(text, at + 1);
  if (text.startsWith('/*', at)) {
    const comment = text.slice(at, at + longestComment).indexOf('*/', 2);
    if (comment < 0) return undefined;
    at = skipSpace(text, at + comment + 2);
  }
  const from = scanText(text, at);
  if (from === undefined) return undefined;
  member.lastIndex = at + from.length + 2;
  const behind = member.exec(text)?.[1];
  const isName = behind !== undefined && behind !== 'then' && behind !== 'catch' && behind !== 'finally';
  return { from, names: isName ? [behind] : (destructuredBefore(text, start) ?? ['*']), isReexport: false };
}

const longestPattern = 2000;

function destructuredBefore(text: string, start: number): string[] | undefined {
  const before = text.slice(Math.max(0, start - longestPattern), start).trimEnd().replace(/\bawait$/, '').trimEnd();
  if (!before.endsWith('=')) return undefined;
  const pattern = before.slice(0, -1).trimEnd();
  const open = pattern.endsWith('}') ? pattern.lastIndexOf('{') : -1;
  if (open < 0) return undefined;
  const parts = pattern.slice(open + 1, -1).split(',');
  return parts.flatMap(part => (part.includes('...') ? '*' : (/[\w$]+/.exec(part)?.[0] ?? [])));
}

const longestSpecifier = 300;

function scanText(text: string, at: number): string | undefined {
  const quote = text[at];
  if (quote !== '"' && quote !== "'" && quote !== '`') return undefined;
  const rest = text.slice(at + 1, at + longestSpecifier);
  const end = rest.indexOf(quote);
  const from = rest.slice(0, Math.max(end, 0));
  return from === '' || from.includes('\n') ? undefined : from;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at++;
  return at;
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 160 || code === 0xfeff;
}
