import type { Range } from '../../src/facts/place.js';
import { readCql } from '../../src/readers/query/cql.js';
import type { CqlOptions, CqlRestriction, CqlStatement, CqlValue } from '../../src/facts/cql.js';

/** What was read, on one line a statement: what is absent, empty or false is left out, ranges are shown as their text. */
export function summarize(text: string): string[] {
  return readCql(text).map(statement => summaryOf(text, statement));
}

function summaryOf(text: string, statement: CqlStatement): string {
  const { kind, keyspace, table, isPartial, hasHole, ...rest } = statement;
  const name = [keyspace?.name, table?.name ?? (keyspace ? '-' : undefined)].filter(part => part !== undefined).join('.');
  const parts = Object.entries(rest).flatMap(([key, value]) => {
    const shown = key === 'range' ? '' : show(text, key, value);
    return shown === '' ? [] : [`${key}: ${shown}`];
  });
  const flags = [...(isPartial ? ['partial'] : []), ...(hasHole ? ['hole'] : [])];
  return [[kind, name].filter(Boolean).join(' '), ...parts, ...flags].join(' | ');
}

function show(text: string, key: string, value: unknown): string {
  if (value === undefined || value === false || value === '') return '';
  if (value === true) return 'yes';
  if (typeof value === 'number' || typeof value === 'string') return String(value);
  if (Array.isArray(value)) return value.map(item => show(text, key, item)).join(', ');
  if (typeof value !== 'object' || value === null) return '';
  if (isStatement(value)) return `<${summaryOf(text, value)}>`;
  if ('form' in value) return showRestriction(value as CqlRestriction);
  if ('kind' in value) return showValue(value as CqlValue);
  if (key === 'options' || key === 'entries') return showOptions(text, value as CqlOptions);
  if (isRangeOnly(value)) return `«${text.slice(value.start, value.end)}»`;
  const { range, typeRange, ...fields } = value as Record<string, unknown> & { range?: Range };
  delete fields['valueRange'];
  if ('name' in fields && typeof typeRange === 'object')
    return `${String(fields['name'])} ${String(fields['type'])}${fields['isStatic'] === true ? ' static' : ''}`;
  if ('name' in fields) return String(fields['name']);
  if ('entries' in fields) return showOption(text, value as CqlOptions[string]);
  const shown = Object.entries(fields).flatMap(([name, field]) => {
    const part = show(text, name, field);
    return part === '' ? [] : [`${name}=${part}`];
  });
  if (shown.length === 1 && 'value' in fields && range) {
    const source = text.slice(range.start, range.end);
    return key.startsWith('using') ? `«${source}»` : show(text, key, fields['value']);
  }
  return shown.length === 0 ? '' : `{${shown.join(' ')}}`;
}

function isStatement(value: object): value is CqlStatement {
  return 'isPartial' in value;
}

function isRangeOnly(value: object): value is Range {
  return 'start' in value && 'end' in value;
}

function showOptions(text: string, options: CqlOptions): string {
  return Object.entries(options)
    .map(([name, option]) => `${name}=${showOption(text, option)}`)
    .join(' ');
}

function showOption(text: string, option: CqlOptions[string]): string {
  if (option.entries) return `{${showOptions(text, option.entries)}}`;
  return option.value === undefined ? `«${text.slice(option.valueRange.start, option.valueRange.end)}»` : String(option.value);
}

function showRestriction({ form, columns, operator, value }: CqlRestriction): string {
  const names = columns.map(column => column.name).join(', ');
  return `${form === 'column' ? names : `${form}(${names})`} ${operator} ${showValue(value)}`;
}

function showValue(value: CqlValue): string {
  switch (value.kind) {
    case 'marker':
      return '?';
    case 'named-marker':
      return `:${value.name}`;
    case 'text':
      return `'${value.text}'`;
    case 'number':
      return String(value.number);
    case 'boolean':
      return String(value.boolean);
    case 'literal':
    case 'format':
      return `${value.kind} ${value.text}`;
    case 'column':
      return value.part ? `${value.part} of ${value.name}` : value.name;
    case 'function':
      return `${value.name}(${value.arguments.map(showValue).join(', ')})`;
    case 'cast':
      return `cast(${showValue(value.value)} as ${value.type})`;
    case 'list':
      return `[${value.items.map(showValue).join(', ')}]`;
    case 'set':
      return `set{${value.items.map(showValue).join(', ')}}`;
    case 'tuple':
      return `(${value.items.map(showValue).join(', ')})`;
    case 'map':
    case 'udt':
      return `${value.kind}{${value.entries.map(entry => `${showValue(entry.key)}: ${showValue(entry.value)}`).join(', ')}}`;
    case 'arithmetic':
      return `(${showValue(value.left)} ${value.operator} ${showValue(value.right)})`;
    case 'all':
      return '*';
    default:
      return value.kind;
  }
}
