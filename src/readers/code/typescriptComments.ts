import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Comment } from '../../facts/code.js';
import { rangeOf } from './typescriptTree.js';

const words =
  /datastore:|datastore-review-disable|\b(cache[ds]?|transient|ephemeral|rebuil[dt]|source of truth|system of record|lossy|best.effort|can be lost|must not be lost|durable)\b/i;

/** Could a comment hold one of the words? Asked before the parse, since comments make it half as slow again. */
export function mayHoldComments(text: string): boolean {
  if (!words.test(text)) return false;
  let at = 0;
  const lastClose = text.lastIndexOf('*/');
  for (;;) {
    at = text.indexOf('/', at);
    if (at < 0) return false;
    const next = text[at + 1];
    const end = next === '/' ? text.indexOf('\n', at) : next === '*' && at < lastClose ? text.indexOf('*/', at + 2) : at + 1;
    const until = end < 0 ? text.length : end;
    if (until > at + 1 && words.test(text.slice(at, until))) return true;
    at = next === '*' ? at + 2 : until;
  }
}

export function keepComments(comments: readonly TSESTree.Comment[]): Comment[] {
  return comments.filter(each => words.test(each.value)).map(each => ({ range: rangeOf(each as unknown as TSESTree.Node), text: each.value }));
}
