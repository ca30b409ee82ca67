import type { Method } from '../../bindings/binding.js';
import type { CqlBatch, CqlStatement } from '../../facts/cql.js';
import type { Range } from '../../facts/place.js';
import { readCql } from '../../readers/query/cql.js';
import type { CassandraCall, Located, Resolver } from '../known.js';
import { argumentAt, baseOf, type StoreCallInput } from './storeCallInput.js';
import { writtenText } from '../resolving/writtenText.js';

/** `client.execute(query, parameters, options)`; the query may also be a list of `{ query, params }`. */
export function toCqlCalls(input: StoreCallInput, method: Extract<Method, { does: 'cql' }>, resolver: Resolver): CassandraCall[] {
  const query = argumentAt(input, method.query);
  const listed = query && resolver.known(query);
  if (listed?.is === 'list') {
    const options = settings(input, method.query + 1, resolver);
    return listed.items.flatMap(item => toEntryCalls(input, item, options, resolver));
  }
  const use = { parameters: settings(input, method.parameters, resolver), options: settings(input, method.options, resolver) };
  return toStatements(input, query, use, resolver);
}

/** `client.batch([{ query, params }], options)`: the batch, and one call for each entry, where that is written. */
export function toBatchCalls(input: StoreCallInput, method: Extract<Method, { does: 'cql-batch' }>, resolver: Resolver): CassandraCall[] {
  const queries = argumentAt(input, method.queries);
  const options = settings(input, method.options, resolver);
  const list = queries && resolver.known(queries);
  const group = input.call.index;
  const entries = list?.is !== 'list' ? [] : list.items.flatMap(item => {
    const at = entryRange(item, input, resolver);
    return toEntryCalls(input, item, options, resolver).map(call => ({ ...call, range: at, nameRange: at, via: 'batch' as const, group }));
  });
  const statements = entries.flatMap(({ statement }) => statement ?? []);
  const isPartial = list?.is !== 'list' || list.isOpen || statements.length < entries.length;
  return [{ ...unread(input, { options, parameters: undefined }), statement: batchOf(statements, isPartial, batchType(options, resolver)), group }, ...entries];
}

function batchType(options: Located | undefined, resolver: Resolver): CqlBatch['type'] {
  const isSet = (name: string, to: boolean): boolean => {
    const property = options && resolver.property(options, name);
    const known = property === undefined || typeof property === 'string' ? undefined : resolver.known(property);
    return known?.is === 'boolean' && known.boolean === to;
  };
  return isSet('counter', true) ? 'counter' : isSet('logged', false) ? 'unlogged' : 'logged';
}

/** A batch that the program puts together: it has no text of its own. */
function batchOf(statements: readonly CqlStatement[], isPartial: boolean, type: CqlBatch['type']): CqlBatch {
  return { kind: 'batch', type, statements: [...statements], usingTimestamp: undefined, keyspace: undefined, table: undefined, range: { start: 0, end: 0 }, isPartial, hasHole: false };
}

/** Where an entry says what it sends: its text, or the name of it. */
function entryRange(entry: Located, input: StoreCallInput, resolver: Resolver): Range {
  const query = resolver.property(entry, 'query');
  const { value, file } = typeof query === 'string' ? entry : query;
  return file === input.call.file ? value.range : input.call.call.range;
}

interface Use {
  readonly parameters: Located | undefined;
  readonly options: Located | undefined;
}

/** An argument that is no callback. */
function settings(input: StoreCallInput, index: number | undefined, resolver: Resolver): Located | undefined {
  const argument = argumentAt(input, index);
  if (argument === undefined || argument.value.kind === 'function' || argument.value.kind === 'null') return undefined;
  return resolver.known(argument).is === 'function' ? undefined : argument;
}

function toEntryCalls(input: StoreCallInput, entry: Located, options: Located | undefined, resolver: Resolver): CassandraCall[] {
  const query = resolver.property(entry, 'query');
  if (typeof query === 'string') return toStatements(input, entry, { parameters: undefined, options }, resolver);
  const parameters = resolver.property(entry, 'params');
  return toStatements(input, query, { parameters: typeof parameters === 'string' ? undefined : parameters, options }, resolver);
}

/** A text may hold several statements, and a batch holds more. */
function toStatements(input: StoreCallInput, query: Located | undefined, use: Use, resolver: Resolver): CassandraCall[] {
  const written = query && writtenText(query, resolver);
  if (written === undefined) return [unread(input, use)];
  const statements = readCql(written.text).filter(statement => statement.kind !== 'unknown');
  const call = { ...unread(input, use), queryPlace: written.place, toSource: written.toSource };
  if (statements.length === 0) return [call];
  // The parameters of several statements are one list: which belong to which is not told.
  const parameters = statements.length === 1 ? use.parameters : undefined;
  return statements.flatMap(statement => [
    { ...call, statement, parameters },
    ...inside(statement).map(each => ({ ...call, statement: each, parameters: undefined, via: 'batch' as const, group: input.call.index })),
  ]);
}

function inside(statement: CqlStatement): readonly CqlStatement[] {
  return statement.kind === 'batch' ? statement.statements : [];
}

function unread(input: StoreCallInput, use: Use): CassandraCall {
  return { ...baseOf(input), kind: 'cassandra.statement', statement: undefined, queryPlace: undefined, toSource: sameRange, ...use };
}

function sameRange(range: Range): Range {
  return range;
}
