import type { Range } from '../../facts/place.js';
import type { CqlToken } from './cqlLexer.js';
import { lexCql } from './cqlLexer.js';

/** What a PartiQL statement for DynamoDB does, and on what. */
export interface PartiqlStatement {
  readonly operation: 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';
  /** Undefined when it is a hole. */
  readonly table: string | undefined;
  readonly tableRange: Range | undefined;
  /** `SELECT … FROM "table"."index"` */
  readonly index: string | undefined;
  readonly hasWhere: boolean;
  readonly hasHole: boolean;
}

const MAX_LENGTH = 100_000;

/** Nothing when the text is no PartiQL statement. */
export function readPartiql(text: string): PartiqlStatement | undefined {
  const { tokens } = lexCql(text.slice(0, MAX_LENGTH));
  const start = tokens.findIndex(token => isWord(token, 'select', 'insert', 'update', 'delete'));
  // `EXISTS(SELECT …)` is the one form where the word is not the first.
  if (start < 0 || (start > 0 && !isWord(tokens[0], 'exists'))) return undefined;
  const operation = OPERATIONS.find(name => isWord(tokens[start], name.toLowerCase()));
  const place = operation && tableAt(tokens, start, operation);
  if (place === undefined) return undefined;
  const table = tokens[place];
  const part = tokens[place + 1];
  const index = part?.kind === 'symbol' && part.text === '.' ? tokens[place + 2] : undefined;
  return {
    operation: operation ?? 'SELECT',
    table: nameOf(text, table),
    tableRange: table && { start: table.start, end: table.end },
    index: nameOf(text, index),
    hasWhere: tokens.some(token => isWord(token, 'where')),
    hasHole: tokens.some(token => token.hasHole),
  };
}

const OPERATIONS = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;

function tableAt(tokens: readonly CqlToken[], start: number, operation: PartiqlStatement['operation']): number | undefined {
  const word = operation === 'INSERT' ? 'into' : 'from';
  const before = operation === 'UPDATE' ? start : tokens.findIndex((token, index) => index > start && isWord(token, word));
  const kind = tokens[before + 1]?.kind;
  return before >= 0 && (kind === 'word' || kind === 'quoted' || kind === 'hole') ? before + 1 : undefined;
}

function isWord(token: CqlToken | undefined, ...words: readonly string[]): boolean {
  return token?.kind === 'word' && words.includes(token.text);
}

/** Upper and lower case differ, other than in CQL. */
function nameOf(text: string, token: CqlToken | undefined): string | undefined {
  if (token?.kind === 'quoted') return token.text;
  return token?.kind === 'word' ? text.slice(token.start, token.end) : undefined;
}
