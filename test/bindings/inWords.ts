import { bindings } from '../../src/bindings/index.js';
import type { Reader } from '../../src/facts/reader.js';
import { readTypeScript } from '../../src/readers/code/typescript.js';
import { CodeWorkspace } from '../../src/workspace/codeWorkspace.js';
import { template, type CassandraCall, type DynamodbCall, type Known, type LibraryCall, type Located, type RedisCall, type Resolver, type StoreCall, type Text } from '../../src/workspace/known.js';

const typescript: Reader = { name: 'typescript', accepts: path => path.endsWith('.ts'), read: readTypeScript };

/** The store calls of one file. */
export function callsIn(code: string): { readonly calls: readonly StoreCall[]; readonly resolver: Resolver } {
  const workspace = new CodeWorkspace({ readers: [typescript], bindings, read: () => code });
  workspace.setFile('a.ts', code);
  return workspace.resolve();
}

/** The store calls of one file in words: `SET order:* EX=60 NX`, `in transaction`. */
export function inWords(code: string): string[] {
  const { calls, resolver } = callsIn(code);
  return calls.map(call => `${words(call, resolver)}${call.via === 'direct' ? '' : ` in ${call.via}`}`);
}

function words(call: StoreCall, resolver: Resolver): string {
  switch (call.kind) {
    case 'redis.command':
      return redisWords(call, resolver);
    case 'dynamodb.request':
      return dynamodbWords(call);
    case 'cassandra.statement':
      return cassandraWords(call, resolver);
    default:
      return libraryWords(call);
  }
}

function redisWords(call: RedisCall, resolver: Resolver): string {
  const options = [...call.options].map(([name, value]) => (value === true ? name : `${name}=${shown(value, resolver)}`));
  return [call.command, ...call.keys.map(key => template(key.text)), ...options.sort(), ...(call.hasOpenOptions ? ['?'] : [])].join(' ');
}

export function shown(located: Located, resolver: Resolver): string {
  const known: Known = resolver.known(located);
  if (known.is === 'number') return String(known.number);
  if (known.is === 'boolean') return String(known.boolean);
  return known.is === 'text' ? template(known) : known.is === 'unknown' ? '*' : known.is;
}

function dynamodbWords(call: DynamodbCall): string {
  const tables = call.tables.map(table => named(table.text));
  return [call.operation, ...tables, ...(call.isPaginated ? ['paginated'] : []), ...(call.isDocument ? ['document'] : []), ...(call.input ? [] : ['?'])].join(' ');
}

function cassandraWords(call: CassandraCall, resolver: Resolver): string {
  const { statement, options } = call;
  const consistency = options && resolver.property(options, 'consistency');
  const table = statement?.table && [statement.keyspace?.name, statement.table.name].filter(Boolean).join('.');
  return [statement?.kind ?? '?', table, typeof consistency === 'object' ? named(resolver.text(consistency)) : undefined].filter(Boolean).join(' ');
}

function libraryWords(call: LibraryCall): string {
  return `${call.role}: ${call.effect} ${call.what} ${named(call.name)}`;
}

function named(text: Text | undefined): string {
  return text?.pieces.map(piece => ('text' in piece ? piece.text : 'environment' in piece ? `env:${piece.environment}` : '*')).join('') ?? '?';
}
