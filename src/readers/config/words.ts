import type { Range } from '../../facts/place.js';
import { endOfVariable, interpolate } from './interpolate.js';
import { open } from './open.js';
import { textOf, type ConfigNode } from './document.js';

/** A word of a command line; its text may hold open parts. */
export interface Word {
  readonly text: string;
  readonly range: Range;
  /** It ends a command: `&&`, `;`, `|`, a line break in a script. */
  readonly isOperator?: true;
}

/** The words of a `command:` or `entrypoint:`, text or list. `source` is the file's text. */
export function commandWords(node: ConfigNode | undefined, source: string): readonly Word[] {
  if (node?.kind === 'list') {
    return node.items.flatMap(item => {
      const text = textOf(item);
      return text === undefined ? [] : [{ text: interpolate(text), range: item.range }];
    });
  }
  const text = textOf(node);
  return text === undefined || node === undefined ? [] : splitWords(text, node.range, source, true);
}

/** The words of a script given to a shell; `$X` in it is the shell's. */
export function scriptWords(script: string, range: Range, source: string): readonly Word[] {
  return splitWords(script, range, source, false);
}

/**
 * Splits as a shell does. The text is a scalar's value, so its words are looked up one after another in the scalar's
 * source, which differs by quotes, escapes and indentation; a word not found there has the range of the whole.
 */
function splitWords(text: string, range: Range, source: string, isCompose: boolean): readonly Word[] {
  const result: Word[] = [];
  let from = range.start;
  for (const raw of rawWords(text)) {
    const found = locate(raw.text, from, range.end, source);
    if (found !== undefined) from = found.end;
    const place = found ?? range;
    if (raw.isOperator) {
      if (!isCompose) result.push({ text: raw.text, range: place, isOperator: true });
      continue;
    }
    const bare = unquoted(raw.text);
    const value = isCompose ? interpolate(bare) : withoutShellVariables(bare);
    const parts = isCompose && /^\$\{/.test(raw.text) ? value.split(/\s+/).filter(part => part !== '') : [value];
    result.push(...parts.map(part => ({ text: part, range: place })));
  }
  return result;
}

/** Between two words stand only blanks, so it is not far. */
function locate(word: string, from: number, end: number, source: string): Range | undefined {
  const start = source.slice(from, Math.min(end, from + word.length + 200)).indexOf(word);
  return start < 0 ? undefined : { start: from + start, end: from + start + word.length };
}

interface RawWord { readonly text: string; readonly isOperator: boolean }

function* rawWords(text: string): Generator<RawWord> {
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (/[ \t\r]/.test(character)) at++;
    else if (character === '\\' && text[at + 1] === '\n') at += 2;
    else if (/[\n;|&]/.test(character)) {
      const end = at + (text[at + 1] === character && character !== '\n' ? 2 : 1);
      yield { text: text.slice(at, end), isOperator: true };
      at = end;
    } else {
      const end = endOfWord(text, at);
      yield { text: text.slice(at, end), isOperator: false };
      at = end;
    }
  }
}

function endOfWord(text: string, start: number): number {
  let quote = '';
  let at = start;
  while (at < text.length) {
    const character = text.charAt(at);
    if (quote !== '') {
      if (character === '\\' && quote === '"') at++;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'" || character === '`') quote = character;
    else if (character === '\\') at++;
    else if (character === '$' && text[at + 1] === '{') at = (endOfVariable(text, at) ?? at + 1) - 1;
    else if (character === '$' && text[at + 1] === '(') at = endOfSubstitution(text, at);
    else if (/[ \t\r\n;|&]/.test(character)) break;
    at++;
  }
  return Math.min(at, text.length);
}

/** The closing bracket of `$( … )`. */
function endOfSubstitution(text: string, dollar: number): number {
  let depth = 0;
  const limit = Math.min(text.length, dollar + 1000);
  for (let at = dollar + 1; at < limit; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at;
  }
  return dollar;
}

function unquoted(word: string): string {
  return word.replace(/"((?:\\[^]|[^"\\])*)"|'([^']*)'|\\([^])/g, (_, double: string | undefined, single: string | undefined, escaped: string | undefined) =>
    double?.replace(/\\(["\\$`])/g, '$1') ?? single ?? escaped ?? '');
}

function withoutShellVariables(word: string): string {
  return word.replace(/\$\{[^}]{0,500}\}|\$\([^)]{0,500}\)|`[^`]{0,500}`|\$\w+|\$[@*]/g, open);
}
