import type { Comment } from '../../facts/code.js';
import { acceptSymbol, peek } from './cqlCursor.js';
import type { Cursor } from './cqlCursor.js';
import { lexCql } from './cqlLexer.js';
import { readStatement } from './cqlParser.js';
import type { CqlStatement } from '../../facts/cql.js';

/** Longer texts are dumps of data: what follows is not read. */
const MAX_LENGTH = 1_000_000;

/** The statements of a CQL text. Takes any text: what is not understood is `unknown` or `isPartial`. */
export function readCql(text: string): CqlStatement[] {
  const { tokens } = lexCql(text.slice(0, MAX_LENGTH));
  const end = { kind: 'end', start: 0, end: 0, text: '', hasHole: false } as const;
  const cursor: Cursor = { text, tokens, end: tokens.at(-1) ?? end, position: 0, depth: 0, isPartial: false };
  const statements: CqlStatement[] = [];
  while (peek(cursor).kind !== 'end') {
    if (!acceptSymbol(cursor, ';')) statements.push(readStatement(cursor));
  }
  const last = statements.at(-1);
  if (last && text.length > MAX_LENGTH) statements[statements.length - 1] = { ...last, isPartial: true };
  return statements;
}

/** The comments of a CQL text: the range with its marks, the text without. */
export function cqlComments(text: string): Comment[] {
  return lexCql(text.slice(0, MAX_LENGTH)).comments;
}
