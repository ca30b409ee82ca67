import { open } from './open.js';

/*
 * Masks keep every offset: what is masked is replaced by as many characters.
 */

/** `{{ … }}` and `{% … %}` become an open part of a value, or blanks when they have the line to themselves. */
export function maskTemplates(text: string): string {
  if (!text.includes('{{') && !text.includes('{%')) return text;
  return text.split('\n').map(line => {
    if (!/\{[{%]/.test(line)) return line;
    const masked = line.replace(/\{\{[^{}]{0,500}\}\}|\{%[^{}]{0,500}%\}/g, found => open.repeat(found.length));
    return /^[\s\uE000]*$/.test(masked) ? line.replace(/\S/g, ' ') : masked;
  }).join('\n');
}

/** The text of a file being typed, without the value that swallows the lines after it: an open quote or bracket. */
export function repaired(text: string): string {
  const lines = text.split('\n');
  return lines.map((line, index) => {
    if (/^ *\t/.test(line)) return blank(line, 0);
    const value = /^\s*(?:- +)*(?:[\w.$-]+:[ \t]+)?(?=["'[{])/.exec(line);
    if (value === null || !isOpenAtEnd(line.slice(value[0].length))) return line;
    return belongsTo(line, lines.slice(index + 1, index + 50)) ? line : blank(line, value[0].length);
  }).join('\n');
}

/** Whether a quote or bracket that starts in this value does not end in it. */
function isOpenAtEnd(value: string): boolean {
  let depth = 0;
  let quote = '';
  for (let index = 0; index < value.length; index++) {
    const character = value.charAt(index);
    if (quote !== '') {
      if (character === '\\' && quote === '"') index++;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
    else if (character === '#' && /\s/.test(value.charAt(index - 1))) break;
  }
  return quote !== '' || depth > 0;
}

/** Whether the next line goes on with what is open: it is indented further, or closes it. */
function belongsTo(line: string, following: readonly string[]): boolean {
  const next = following.find(other => other.trim() !== '');
  if (next === undefined) return false;
  const indent = (text: string): number => text.search(/\S/);
  return indent(next) > indent(line) || /^\s*[\]}]/.test(next);
}

function blank(line: string, from: number): string {
  return line.slice(0, from) + line.slice(from).replace(/[^\r]/g, ' ');
}
