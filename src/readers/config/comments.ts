import { Lexer } from 'yaml';
import type { Range } from '../../facts/place.js';
import { toldWords } from '../../facts/toldWords.js';

interface Comment { readonly range: Range; readonly text: string }

/** `masked` is the text with the same offsets as the parser sees it. */
export function yamlComments(text: string, masked: string): readonly Comment[] {
  if (!text.includes('#') || !toldWords.test(text)) return [];
  const result: Comment[] = [];
  let offset = 0;
  for (const token of new Lexer().lex(masked)) {
    // Marks between tokens (document, scalar, end of flow) are no part of the text.
    if (!masked.startsWith(token, offset)) continue;
    if (token.startsWith('#') && isAfterBlank(masked, offset)) result.push(...told(text, offset, offset + token.length, '#'));
    offset += token.length;
  }
  return result;
}

function isAfterBlank(text: string, offset: number): boolean {
  return offset === 0 || /\s/.test(text.charAt(offset - 1));
}

/** The comment at this place, when it holds a word this tool reads. */
export function told(text: string, start: number, end: number, mark: string): readonly Comment[] {
  let last = end;
  while (last > start && /\s/.test(text.charAt(last - 1))) last--;
  const body = text.slice(start, last).slice(mark.length).replace(/^[#;/-]*/, '').replace(/\*\/$/, '').trim();
  return toldWords.test(body) ? [{ range: { start, end: last }, text: body }] : [];
}

/** Comments of formats in which one runs from a mark at the start of a line to its end. */
export function lineComments(text: string, mark: string): readonly Comment[] {
  if (!toldWords.test(text)) return [];
  const result: Comment[] = [];
  for (const line of text.matchAll(/^[ \t]*(?=\S)[^\n]*/gm)) {
    const indent = line[0].search(/\S/);
    if (line[0].startsWith(mark, indent)) result.push(...told(text, line.index + indent, line.index + line[0].length, mark));
  }
  return result;
}
