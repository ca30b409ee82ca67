/** What a line of carets marks in the line above it: the range, and a word behind the carets. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly word: string | undefined;
}

const caretLine = /^\s*(?:\/\/|#|--)?\s*(\^+(?:\s+\^+)*)(?:\s+([a-z]+))?\s*$/;

/** The text without its lines of carets, and what they mark. */
export function readCarets(text: string): { text: string; marks: Mark[] } {
  const kept: string[] = [];
  const marks: Mark[] = [];
  let lineStart = 0;
  let length = 0;
  for (const line of text.split('\n')) {
    const match = caretLine.exec(line);
    if (!match) {
      kept.push(line);
      lineStart = length;
      length += line.length + 1;
      continue;
    }
    for (const run of line.matchAll(/\^+/g)) {
      marks.push({ start: lineStart + run.index, end: lineStart + run.index + run[0].length, word: match[2] });
    }
  }
  return { text: kept.join('\n'), marks };
}
