import type { ConfigFile } from '../../facts/config.js';
import type { CqlStatement } from '../../facts/cql.js';
import { place, type Place, type Range } from '../../facts/place.js';
import type { FactOf } from '../../facts/shape.js';
import type { cassandraStatement, cassandraTable } from '../../facts/storeFacts.js';
import { statementsOf, tableNamed, type CassandraSchema, type CassandraTable } from '../deployments/cassandraSchemas.js';
import { isTestFile } from '../deployments/environments.js';
import type { WithPlaces } from './factContext.js';

export type StatementFact = WithPlaces<FactOf<typeof cassandraStatement>>;
export type CassandraTableFact = WithPlaces<FactOf<typeof cassandraTable>>;

export interface DeclaredTables {
  readonly schema: CassandraSchema;
  readonly tableFact: (table: CassandraTable) => CassandraTableFact;
}

/** A file with more is a dump of rows, of which nobody asks anything. */
const mostStatements = 1000;

/**
 * The statements of `.cql` files. A tool runs them, not the product: they have no data set of their own, so that they neither
 * vote for its role nor count among its reads and writes, and they are no side of a pair.
 */
export function fileStatementFacts(config: ReadonlyMap<string, ConfigFile>, tables: DeclaredTables): StatementFact[] {
  return [...config].flatMap(([file, { facts }]) => statementsOf(file, facts).slice(0, mostStatements)
    .filter(({ statement }) => isAboutTable(statement))
    .map(({ statement, keyspace, toSource }) => ({
      library: 'cql',
      function: '',
      isAwaited: false,
      inLoop: false,
      inRequestPath: false,
      inScript: true,
      inTest: isTestFile(file),
      via: 'direct',
      resultIsIgnored: false,
      resultEscapes: true,
      resultIsTested: false,
      resultProperties: [],
      ...statementFields(statement, statement.keyspace?.name ?? keyspace, tables),
      places: { self: place(file, statement.range), query: place(file, statement.range), ...statementPlaces(statement, file, toSource) },
    })));
}

/** Cypher's files have the same ending, and some of its words. */
function isAboutTable({ kind, table, keyspace, hasHole }: CqlStatement): boolean {
  return kind !== 'unknown' && kind !== 'other' && kind !== 'use' && (table !== undefined || keyspace !== undefined || hasHole);
}

const commands: Partial<Record<CqlStatement['kind'], string>> = { select: 'SELECT', insert: 'INSERT', update: 'UPDATE', delete: 'DELETE', batch: 'BATCH', truncate: 'TRUNCATE' };

/** What the text of a statement tells, wherever it stands. */
export function statementFields(statement: CqlStatement, keyspace: string | undefined, { schema, tableFact }: DeclaredTables) {
  const command = commands[statement.kind] ?? statement.kind.replaceAll('-', ' ').toUpperCase();
  const declared = statement.table && tableNamed(schema, statement.table.name, keyspace);
  const fixes = fixesPartition(statement, declared);
  return {
    command,
    writes: ['INSERT', 'UPDATE', 'DELETE', 'BATCH', 'TRUNCATE'].includes(command),
    ...(statement.table && { table: statement.table.name }),
    ...(keyspace !== undefined && { keyspace }),
    allowsFiltering: statement.kind === 'select' && statement.allowFiltering !== undefined,
    ...(fixes !== undefined && { fixesPartition: fixes }),
    isConditional: isConditional(statement),
    hasTtl: 'usingTtl' in statement && statement.usingTtl !== undefined,
    ...(declared && { declaration: tableFact(declared) }),
  };
}

export function statementPlaces(statement: CqlStatement, file: string, toSource: (range: Range) => Range): Record<string, Place> {
  const at = (range: Range): Place => place(file, toSource(range));
  return {
    ...Object.fromEntries(clausesOf(statement).map(([clause, range]) => [clause, at(range)])),
    ...(statement.table && { table: at(statement.table.range) }),
    ...(statement.kind === 'select' && statement.allowFiltering && { allowFiltering: at(statement.allowFiltering) }),
  };
}

/** The clauses of a statement by their words, where they stand in its text. */
function clausesOf(statement: CqlStatement): (readonly [string, Range])[] {
  const clauses: (readonly [string, Range | undefined])[] = [];
  if (statement.kind === 'select') clauses.push(['ALLOW FILTERING', statement.allowFiltering]);
  if (statement.kind === 'insert' || statement.kind === 'update' || statement.kind === 'delete') {
    clauses.push(['IF NOT EXISTS', statement.ifNotExists], ['IF EXISTS', statement.ifExists], ['USING TTL', statement.usingTtl?.range], ['USING TIMESTAMP', statement.usingTimestamp?.range]);
  }
  if (statement.kind === 'update' || statement.kind === 'delete') clauses.push(['IF', statement.conditions?.range]);
  if (statement.kind === 'create-table' || statement.kind === 'alter-table') {
    for (const [name, { range }] of Object.entries(statement.options)) clauses.push([`WITH ${name}`, range]);
  }
  return clauses.flatMap(([clause, range]) => (range ? [[clause, range] as const] : []));
}

function isConditional(statement: CqlStatement): boolean {
  if (statement.kind === 'insert') return statement.ifNotExists !== undefined;
  return (statement.kind === 'update' || statement.kind === 'delete') && (statement.conditions !== undefined || statement.ifExists !== undefined);
}

function fixesPartition(statement: CqlStatement, declared: CassandraTable | undefined): boolean | undefined {
  if (!('restrictions' in statement) || !declared || declared.partitionKey.length === 0) return undefined;
  const fixed = new Set(statement.restrictions.filter(({ operator, form }) => (operator === '=' || operator === 'IN') && (form === 'column' || form === 'tuple')).flatMap(({ columns }) => columns.map(column => column.name)));
  const all = declared.partitionKey.every(column => fixed.has(column));
  return all ? true : statement.isPartial ? undefined : false;
}
