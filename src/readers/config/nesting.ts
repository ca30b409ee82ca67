/** Deeper than any real config; shallow enough for a recursive parser's stack. */
export const maximumDepth = 200;

/** Whether brackets, indentation or `- - -` nest deeper than a recursive parser should be given. Quotes are not looked at: a guess, from above. */
export function isTooDeep(text: string): boolean {
  let brackets = 0;
  const indents: number[] = [];
  let lineStart = 0;
  while (lineStart < text.length) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline < 0 ? text.length : newline;
    let at = lineStart;
    let dashes = 0;
    for (; at < lineEnd; at++) {
      const character = text[at];
      if ((character === '-' || character === '?' || character === ':') && text[at + 1] === ' ') dashes++;
      else if (character !== ' ' && character !== '\t') break;
    }
    if (at < lineEnd) {
      while ((indents.at(-1) ?? -1) >= at - lineStart) indents.pop();
      indents.push(at - lineStart);
    }
    for (; at < lineEnd; at++) {
      const character = text[at];
      if (character === '[' || character === '{') brackets++;
      else if ((character === ']' || character === '}') && brackets > 0) brackets--;
      if (brackets > maximumDepth) return true;
    }
    if (indents.length + dashes > maximumDepth) return true;
    lineStart = lineEnd + 1;
  }
  return false;
}
