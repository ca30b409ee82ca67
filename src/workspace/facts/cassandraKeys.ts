import type { CqlRestriction, CqlStatement, CqlValue } from '../../facts/cql.js';
import { compareValues } from '../flows/sameValue.js';
import type { CassandraCall, Located } from '../known.js';
import { plainText } from '../resolving/plainText.js';
import type { View } from '../view.js';

/** A column's value: of the text itself, or what the program binds; undefined when that is not known. */
type Bound = { readonly literal: string | number | boolean } | { readonly located: Located } | undefined;

/**
 * Whether a read asks for rows that a write wrote; undefined when that cannot be told. A column that both fix with different
 * values keeps them apart, be it of the key or not.
 */
export function isSameRow(write: CassandraCall, read: CassandraCall, view: View): boolean | undefined {
  const wanted = read.statement && 'restrictions' in read.statement ? read.statement.restrictions : [];
  const written = fixedBy(write, view);
  const answers = wanted.map(restriction => {
    const name = columnOf(restriction);
    const own = name === undefined ? undefined : written.get(name);
    return own && compare(own, boundTo(restriction.value, read, view), view);
  });
  if (answers.includes(false)) return false;
  return answers.length > 0 && answers.every(answer => answer === true) && read.statement?.isPartial === false ? true : undefined;
}

/** The columns that say which row is written: all that INSERT gives, and what WHERE fixes. */
function fixedBy(call: CassandraCall, view: View): ReadonlyMap<string, Bound> {
  const { statement } = call;
  if (statement?.kind === 'insert') {
    const { columns = [], values } = statement;
    return columns.length === values.length ? new Map(columns.map(({ name }, index) => [name, boundTo(values[index], call, view)])) : new Map();
  }
  if (statement?.kind !== 'update' && statement?.kind !== 'delete') return new Map();
  return new Map(statement.restrictions.flatMap(restriction => {
    const name = columnOf(restriction);
    return name === undefined ? [] : [[name, boundTo(restriction.value, call, view)] as const];
  }));
}

/** `c = value` */
function columnOf({ form, operator, columns: [column] }: CqlRestriction): string | undefined {
  return form === 'column' && operator === '=' ? column?.name : undefined;
}

function boundTo(value: CqlValue | undefined, call: CassandraCall, view: View): Bound {
  switch (value?.kind) {
    case 'text': return value.hasHole ? undefined : { literal: value.text };
    case 'number': return { literal: value.number };
    case 'boolean': return { literal: value.boolean };
    case 'literal': return { literal: value.text.toLowerCase() };
    case 'marker': return parameterAt(call, markersOf(call.statement).findIndex(({ range }) => range.start === value.range.start), view);
    case 'named-marker': return parameterNamed(call, value.name, view);
    default: return undefined;
  }
}

function parameterAt({ parameters }: CassandraCall, index: number, view: View): Bound {
  const known = parameters && view.resolver.known(parameters);
  const located = known?.is === 'list' && !known.isOpen ? known.items[index] : undefined;
  return located && { located };
}

function parameterNamed({ parameters }: CassandraCall, name: string, view: View): Bound {
  const property = parameters && view.resolver.property(parameters, name);
  return property === undefined || typeof property === 'string' ? undefined : { located: property };
}

/** Every `?` of a statement, wherever it stands, in the order of the parameters. */
function markersOf(statement: CqlStatement | undefined): readonly CqlValue[] {
  const found: CqlValue[] = [];
  const look = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(look);
    else if (typeof part === 'object' && part !== null) {
      if (isMarker(part)) found.push(part);
      else Object.values(part).forEach(look);
    }
  };
  look(statement);
  return found.sort((a, b) => a.range.start - b.range.start);
}

function isMarker(part: object): part is Extract<CqlValue, { kind: 'marker' }> {
  return 'kind' in part && part.kind === 'marker';
}

function compare(a: Bound, b: Bound, view: View): boolean | undefined {
  if (!a || !b) return undefined;
  if ('located' in a && 'located' in b) return compareValues(a.located, b.located, view);
  const [first, second] = [plainValue(a, view), plainValue(b, view)];
  return first === undefined || typeof first !== typeof second ? undefined : first === second;
}

function plainValue(bound: NonNullable<Bound>, view: View): string | number | boolean | undefined {
  if ('literal' in bound) return bound.literal;
  const known = view.resolver.known(bound.located);
  return known.is === 'number' ? known.number : known.is === 'boolean' ? known.boolean : plainText(bound.located, view.resolver);
}
