import type { Cursor } from './cqlCursor.js';
import { peek } from './cqlCursor.js';

const STARTS = new Set('select insert update delete begin create alter drop truncate use grant revoke'.split(' '));

/** A word that starts a statement stands first on its line: most likely the `;` before it is missing. */
export function startsLine(cursor: Cursor): boolean {
  const token = peek(cursor);
  if (token.kind !== 'word' || !STARTS.has(token.text)) return false;
  return isAfterLineEnd(cursor);
}

/** The next token stands on a later line than the one before it. */
export function isAfterLineEnd(cursor: Cursor): boolean {
  const before = cursor.tokens[cursor.position - 1];
  return before !== undefined && cursor.text.slice(before.end, peek(cursor).start).includes('\n');
}
