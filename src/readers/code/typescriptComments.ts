import type { Comment } from '../../facts/code.js';
import { toldWords } from '../../facts/toldWords.js';

/** The comments that hold one of the words. Only of these the tree is asked whether they are comments at all. */
export function findComments(text: string, isComment: (at: number) => boolean): Comment[] {
  const comments: Comment[] = [];
  const lastClose = text.lastIndexOf('*/');
  let at = toldWords.test(text) ? text.indexOf('/') : -1;
  while (at >= 0) {
    const isBlock = text[at + 1] === '*' && at + 2 <= lastClose;
    const end = isBlock ? text.indexOf('*/', at + 2) + 2 : text[at + 1] === '/' ? endOfLine(text, at) : at + 1;
    const hasWord = end > at + 1 && toldWords.test(text.slice(at, end));
    const isOne = hasWord && isComment(at);
    if (isOne) comments.push({ range: { start: at, end }, text: text.slice(at + 2, isBlock ? end - 2 : end) });
    at = text.indexOf('/', hasWord && !isOne ? at + 2 : end);
  }
  return comments;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}
