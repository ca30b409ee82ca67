import type { Range } from '../../facts/place.js';
import type { Cursor } from './cqlCursor.js';
import {
  accept,
  acceptStrayHole,
  acceptSymbol,
  at,
  expect,
  isAtEnd,
  peek,
  rangeFrom,
  readName,
  readQualifiedName,
} from './cqlCursor.js';
import {
  readAlterTable,
  readCreateIndex,
  readCreateTable,
  readCreateType,
  readCreateView,
  readDrop,
  readKeyspace,
} from './cqlSchema.js';
import { readSelect } from './cqlSelect.js';
import { isAfterLineEnd, startsLine } from './cqlStarts.js';
import type { CqlBody, CqlParameter, CqlStatement } from '../../facts/cql.js';
import { readDelete, readInsert, readUpdate, readUsing } from './cqlWrites.js';

/** One statement up to its `;`, which is left. Takes at least one token, unless it stands at the end. */
export function readStatement(cursor: Cursor): CqlStatement {
  const start = cursor.position;
  const outer = cursor.isPartial;
  cursor.isPartial = false;
  const body = readBody(cursor);
  // These end on their own: with their line, or with what comes last in the text.
  if (body.kind !== 'other') skipRest(cursor);
  let hasHole = false;
  for (let place = start; place < cursor.position && !hasHole; place++) hasHole = cursor.tokens[place]?.hasHole ?? false;
  const statement = { ...body, range: rangeFrom(cursor, start), isPartial: cursor.isPartial, hasHole };
  cursor.isPartial = outer;
  return statement;
}

/** What was not understood, up to the `;` or to where the next statement seems to start. */
function skipRest(cursor: Cursor): void {
  while (!isAtEnd(cursor) && !startsLine(cursor) && !startsNextInBatch(cursor)) {
    cursor.isPartial = true;
    cursor.position++;
  }
}

/** Inside a batch no `;` is needed between statements. Elsewhere these words cannot follow a statement. */
function startsNextInBatch(cursor: Cursor): boolean {
  return at(cursor, 'apply', 'batch') || at(cursor, 'insert', 'into') || at(cursor, 'update') || at(cursor, 'delete');
}

function readBody(cursor: Cursor): CqlBody {
  if (accept(cursor, 'select')) return readSelect(cursor);
  if (accept(cursor, 'insert', 'into')) return readInsert(cursor);
  if (accept(cursor, 'update')) return readUpdate(cursor);
  if (accept(cursor, 'delete')) return readDelete(cursor);
  if (at(cursor, 'begin')) return readBegin(cursor);
  if (accept(cursor, 'create')) return readCreate(cursor);
  if (accept(cursor, 'alter')) return readAlter(cursor);
  if (accept(cursor, 'drop')) return readDrop(cursor);
  if (accept(cursor, 'truncate')) {
    if (!accept(cursor, 'table')) accept(cursor, 'columnfamily');
    const { keyspace, name: table } = readQualifiedName(cursor);
    return { kind: 'truncate', keyspace, table };
  }
  if (accept(cursor, 'use')) return { kind: 'use', keyspace: readName(cursor), table: undefined };
  return readOther(cursor);
}

function readCreate(cursor: Cursor): CqlBody {
  if (accept(cursor, 'keyspace') ?? accept(cursor, 'schema')) return readKeyspace(cursor, 'create-keyspace');
  if (accept(cursor, 'table') ?? accept(cursor, 'columnfamily')) return readCreateTable(cursor);
  if (accept(cursor, 'custom', 'index')) return readCreateIndex(cursor, true);
  if (accept(cursor, 'index')) return readCreateIndex(cursor, false);
  if (accept(cursor, 'materialized', 'view')) return readCreateView(cursor);
  if (accept(cursor, 'type')) return readCreateType(cursor);
  return toEnd(cursor);
}

function readAlter(cursor: Cursor): CqlBody {
  if (accept(cursor, 'keyspace') ?? accept(cursor, 'schema')) return readKeyspace(cursor, 'alter-keyspace');
  if (accept(cursor, 'table') ?? accept(cursor, 'columnfamily')) return readAlterTable(cursor);
  return toEnd(cursor);
}

function readBegin(cursor: Cursor): CqlBody {
  if (accept(cursor, 'begin', 'unlogged', 'batch')) return readBatch(cursor, 'unlogged');
  if (accept(cursor, 'begin', 'counter', 'batch')) return readBatch(cursor, 'counter');
  if (accept(cursor, 'begin', 'batch') ?? accept(cursor, 'begin', 'logged', 'batch')) return readBatch(cursor, 'logged');
  if (!accept(cursor, 'begin', 'transaction')) return toEnd(cursor, 'unknown');
  while (peek(cursor).kind !== 'end' && !at(cursor, 'commit')) cursor.position++;
  return toEnd(cursor);
}

function readBatch(cursor: Cursor, type: 'logged' | 'unlogged' | 'counter'): CqlBody<'batch'> {
  const using: { usingTtl: CqlParameter | undefined; usingTimestamp: CqlParameter | undefined } = {
    usingTtl: undefined,
    usingTimestamp: undefined,
  };
  readUsing(cursor, using);
  const statements: CqlStatement[] = [];
  let end: Range | undefined;
  while (peek(cursor).kind !== 'end') {
    end = accept(cursor, 'apply', 'batch');
    if (end) break;
    if (acceptSymbol(cursor, ';') || acceptStrayHole(cursor)) continue;
    // A new batch, or a schema change: the end of this one is missing.
    if (!at(cursor, 'insert') && !at(cursor, 'update') && !at(cursor, 'delete')) break;
    statements.push(readStatement(cursor));
  }
  expect(cursor, end);
  return { kind: 'batch', keyspace: undefined, table: undefined, type, usingTimestamp: using.usingTimestamp, statements };
}

const OTHER = new Set(['grant', 'revoke', 'list', 'add', 'commit', 'comment', 'security']);
/** Commands of the shell end with their line. */
const SHELL = new Set(
  'capture clear cls consistency copy desc describe exit expand help history login paging quit serial show source tracing'.split(
    ' ',
  ),
);

function readOther(cursor: Cursor): CqlBody {
  const { kind, text } = peek(cursor);
  if (kind !== 'word') return toEnd(cursor, 'unknown');
  if (OTHER.has(text)) return toEnd(cursor);
  if (!SHELL.has(text)) return toEnd(cursor, 'unknown');
  do cursor.position++;
  while (!isAtEnd(cursor) && !isAfterLineEnd(cursor));
  return { kind: 'other', keyspace: undefined, table: undefined };
}

function toEnd(cursor: Cursor, kind: 'other' | 'unknown' = 'other'): CqlBody {
  const start = cursor.position;
  while (!isAtEnd(cursor) && (kind === 'other' || cursor.position === start || !startsLine(cursor))) cursor.position++;
  if (kind === 'unknown') cursor.isPartial = true;
  return { kind, keyspace: undefined, table: undefined };
}
