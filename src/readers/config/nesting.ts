import { createScanner } from 'jsonc-parser';
import type { CST } from 'yaml';

/*
 * The parsers are recursive, and a stack that runs out inside a regular expression ends the process: no text may reach
 * them that nests deeper than their stack. So the depth is counted before, exactly, on tokens.
 */

/** Deeper than any real config. */
export const maximumDepth = 200;

export function isYamlTooDeep(tokens: readonly CST.Token[]): boolean {
  const pending: { readonly token: CST.Token | null | undefined; readonly depth: number }[] = tokens.map(token => ({ token, depth: 0 }));
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const { token, depth } = at;
    if (depth > maximumDepth) return true;
    if (token?.type === 'document') pending.push({ token: token.value, depth });
    else if (token !== null && token !== undefined && 'items' in token) {
      for (const { key, value } of token.items) pending.push({ token: key, depth: depth + 1 }, { token: value, depth: depth + 1 });
    }
  }
  return false;
}

export function isJsonTooDeep(text: string): boolean {
  const scanner = createScanner(text, true);
  const openBrace = 1, closeBrace = 2, openBracket = 3, closeBracket = 4, endOfFile = 17;
  const opened: number[] = [];
  for (let token: number = scanner.scan(); token !== endOfFile; token = scanner.scan()) {
    if (token === openBrace || token === openBracket) opened.push(token);
    // A bracket that closes nothing is skipped by the parser too.
    else if ((token === closeBrace || token === closeBracket) && opened.at(-1) === token - 1) opened.pop();
    if (opened.length > maximumDepth) return true;
  }
  return false;
}
