import { open } from './open.js';

const maximumVariable = 1000;

/** Compose's `${X:-default}` becomes the default, `${X}` and `$X` an open part, `$$` a `$`. */
export function interpolate(text: string, depth = 0): string {
  if (!text.includes('$')) return text;
  let result = '';
  let at = 0;
  for (let dollar = text.indexOf('$'); dollar >= 0; dollar = text.indexOf('$', at)) {
    result += text.slice(at, dollar);
    const next = text.charAt(dollar + 1);
    at = dollar + 2;
    if (next === '$') result += '$';
    else if (next === '{') {
      const end = endOfVariable(text, dollar);
      result += end === undefined ? open : defaultOf(text.slice(dollar + 2, end - 1), depth);
      at = end ?? dollar + 2;
    } else if (/[A-Za-z_]/.test(next)) {
      result += open;
      while (/\w/.test(text.charAt(at))) at++;
    } else {
      result += '$';
      at = dollar + 1;
    }
  }
  return result + text.slice(at);
}

/** The offset after the brace that closes the `${` at this place. */
export function endOfVariable(text: string, dollar: number): number | undefined {
  let depth = 0;
  const limit = Math.min(text.length, dollar + maximumVariable);
  for (let index = dollar + 1; index < limit; index++) {
    const character = text[index];
    if (character === '{' && text[index - 1] === '$') depth++;
    else if (character === '}' && --depth === 0) return index + 1;
  }
  return undefined;
}

function defaultOf(variable: string, depth: number): string {
  const found = /^\w+:?-/.exec(variable);
  return found === null || depth > 10 ? open : interpolate(variable.slice(found[0].length), depth + 1);
}
