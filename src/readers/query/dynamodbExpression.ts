import type { Range } from '../../facts/place.js';
import { HOLE } from './cqlLexer.js';

/** What an expression of DynamoDB says: a condition, filter, key condition, projection or update. */
export interface DynamodbExpression {
  /** Every attribute named, in order. */
  readonly attributes: readonly DynamodbAttribute[];
  /** Every `:value`, in order. */
  readonly values: readonly string[];
  readonly functions: readonly DynamodbFunction[];
  readonly comparisons: readonly DynamodbComparison[];
  readonly updates: readonly DynamodbUpdate[];
  /** A hole may hide attributes or clauses, or something was not understood. */
  readonly isPartial: boolean;
}

export interface DynamodbAttribute {
  /** `a.#b[0]` is `['a', '#b', '[0]']`, or with its name known `['a', 'name', '[0]']`. */
  readonly path: readonly string[];
  readonly range: Range;
}

export interface DynamodbFunction {
  /** `attribute_exists`, `begins_with`, `if_not_exists` … */
  readonly name: string;
  /** The first argument, when it is an attribute. */
  readonly attribute: DynamodbAttribute | undefined;
  /** Every `:value` within. */
  readonly values: readonly string[];
  readonly isNegated: boolean;
  readonly range: Range;
}

export interface DynamodbComparison {
  readonly attribute: DynamodbAttribute;
  /** The attribute is on its left: `:a < b` is `b > :a`. */
  readonly operator: '=' | '<>' | '<' | '<=' | '>' | '>=' | 'BETWEEN' | 'IN';
  /** As written; of `BETWEEN` and `IN` all of it. */
  readonly value: string;
  /** It is `size(attribute)` that is compared. */
  readonly isSize: boolean;
  readonly range: Range;
}

export interface DynamodbUpdate {
  readonly action: 'SET' | 'ADD' | 'REMOVE' | 'DELETE';
  readonly attribute: DynamodbAttribute;
  /** As written; undefined for `REMOVE`. */
  readonly valueText: string | undefined;
  /** `SET a = a + :d`, `SET a = if_not_exists(a, :zero) - :d`, `ADD a :d` (which adds to a set too). */
  readonly isIncrement: boolean;
  readonly readsItself: boolean;
  readonly range: Range;
}

type Names = Readonly<Record<string, string>>;
type Operand = { readonly text: string; readonly range: Range } & (
  { readonly kind: 'attribute' | 'size'; readonly attribute: DynamodbAttribute } | { readonly kind: 'other' }
);

interface Reader {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly names: Names;
  position: number;
  depth: number;
  isPartial: boolean;
  readonly attributes: DynamodbAttribute[];
  readonly values: string[];
  readonly functions: DynamodbFunction[];
}

const MAX_LENGTH = 100_000;
const MAX_DEPTH = 32;

/** Takes any text. `names` are the `ExpressionAttributeNames`: `{'#n': 'name'}`. */
export function readDynamodbExpression(text: string, names: Names = {}): DynamodbExpression {
  const reader: Reader = {
    text,
    tokens: lex(text.slice(0, MAX_LENGTH)),
    names,
    position: 0,
    depth: 0,
    isPartial: text.length > MAX_LENGTH,
    attributes: [],
    values: [],
    functions: [],
  };
  const comparisons: DynamodbComparison[] = [];
  const updates: DynamodbUpdate[] = [];
  const isUpdate = actionAt(reader) !== undefined;
  if (isUpdate) readUpdates(reader, updates);
  else readConditions(reader, comparisons);
  const { attributes, values, functions, isPartial } = reader;
  return { attributes, values, functions, comparisons, updates, isPartial };
}

interface Token extends Range {
  readonly kind: 'name' | 'symbol' | 'end';
  readonly text: string;
}

function lex(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(/([#:]?[\w\uE000]+)|<=|>=|<>|\S/g)) {
    const kind = match[1] === undefined ? 'symbol' : 'name';
    tokens.push({ kind, text: match[0], start: match.index, end: match.index + match[0].length });
  }
  return tokens;
}

function peek(reader: Reader, ahead = 0): Token {
  const end = Math.min(reader.text.length, MAX_LENGTH);
  return reader.tokens[reader.position + ahead] ?? { kind: 'end', text: '', start: end, end };
}

function accept(reader: Reader, text: string): boolean {
  const token = peek(reader);
  const found = token.kind !== 'end' && token.text.toUpperCase() === text;
  if (found) reader.position++;
  return found;
}

function rangeFrom(reader: Reader, start: number): Range {
  const first = reader.tokens[start] ?? peek(reader);
  const last = reader.tokens[reader.position - 1] ?? first;
  return { start: first.start, end: Math.max(first.start, last.end) };
}

function slice(reader: Reader, range: Range): string {
  return reader.text.slice(range.start, range.end);
}

const COMPARATORS = ['=', '<>', '<', '<=', '>', '>=', 'BETWEEN', 'IN'] as const;
const FLIPPED = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '=': '=', '<>': '<>', BETWEEN: 'BETWEEN', IN: 'IN' } as const;

function readConditions(reader: Reader, comparisons: DynamodbComparison[]): void {
  let isNegated = false;
  while (peek(reader).kind !== 'end') {
    const start = reader.position;
    if (accept(reader, 'NOT')) isNegated = true;
    if (accept(reader, 'AND') || accept(reader, 'OR') || accept(reader, ',') || accept(reader, ')')) isNegated = false;
    if (accept(reader, '(') || reader.position > start) continue;
    const left = readOperand(reader, isNegated);
    const operator = left && COMPARATORS.find(word => accept(reader, word));
    if (left && operator) comparisons.push(...readComparison(reader, start, left, operator));
    if (!left) {
      reader.isPartial = true;
      reader.position++;
    }
  }
}

function readComparison(
  reader: Reader,
  start: number,
  left: Operand,
  operator: DynamodbComparison['operator'],
): DynamodbComparison[] {
  const right = reader.position;
  const first = operator === 'IN' ? readBracketed(reader) : readOperand(reader);
  if (operator === 'BETWEEN' && accept(reader, 'AND')) readOperand(reader);
  if (!first) reader.isPartial = true;
  const range = rangeFrom(reader, start);
  if (left.kind !== 'other') {
    const value = slice(reader, rangeFrom(reader, right));
    return [{ attribute: left.attribute, operator, value, isSize: left.kind === 'size', range }];
  }
  if (!first || first.kind === 'other') return [];
  return [{ attribute: first.attribute, operator: FLIPPED[operator], value: left.text, isSize: first.kind === 'size', range }];
}

/** A path, `:value`, function, or something in brackets; nothing where none starts. */
function readOperand(reader: Reader, isNegated = false): Operand | undefined {
  const start = reader.position;
  const token = peek(reader);
  if (token.text === '(') return readBracketed(reader);
  if (token.kind !== 'name') return undefined;
  if (token.text.startsWith(':')) {
    reader.position++;
    if (token.text.includes(HOLE)) reader.isPartial = true;
    else reader.values.push(token.text);
    return { kind: 'other', text: token.text, range: token };
  }
  if (peek(reader, 1).text === '(') return readFunction(reader, isNegated);
  const attribute = readPath(reader);
  const range = rangeFrom(reader, start);
  const text = slice(reader, range);
  return attribute ? { kind: 'attribute', attribute, text, range } : { kind: 'other', text, range };
}

/** A path with a hole in it is unknown. */
function readPath(reader: Reader): DynamodbAttribute | undefined {
  const start = reader.position;
  const path = [nameOf(reader, peek(reader).text)];
  reader.position++;
  for (;;) {
    if (peek(reader).text === '.' && peek(reader, 1).kind === 'name') {
      path.push(nameOf(reader, peek(reader, 1).text));
      reader.position += 2;
    } else if (peek(reader).text === '[' && peek(reader, 2).text === ']') {
      path.push(`[${peek(reader, 1).text}]`);
      reader.position += 3;
    } else break;
  }
  if (path.some(part => part.includes(HOLE))) {
    reader.isPartial = true;
    return undefined;
  }
  const attribute = { path, range: rangeFrom(reader, start) };
  reader.attributes.push(attribute);
  return attribute;
}

function nameOf(reader: Reader, text: string): string {
  return Object.hasOwn(reader.names, text) ? (reader.names[text] ?? text) : text;
}

function readFunction(reader: Reader, isNegated: boolean): Operand {
  const start = reader.position;
  const name = peek(reader).text.toLowerCase();
  const valuesBefore = reader.values.length;
  reader.position++;
  const first = readBracketed(reader);
  const range = rangeFrom(reader, start);
  const attribute = first && first.kind !== 'other' ? first.attribute : undefined;
  reader.functions.push({ name, attribute, values: reader.values.slice(valuesBefore), isNegated, range });
  const text = slice(reader, range);
  return name === 'size' && attribute ? { kind: 'size', attribute, text, range } : { kind: 'other', text, range };
}

/** `(a, b + c)`: gives the first operand, reads all. */
function readBracketed(reader: Reader): Operand | undefined {
  if (!accept(reader, '(') || reader.depth >= MAX_DEPTH) {
    reader.isPartial = true;
    return undefined;
  }
  reader.depth++;
  const first = readOperand(reader);
  while (accept(reader, ',') || accept(reader, '+') || accept(reader, '-')) readOperand(reader);
  if (!accept(reader, ')')) reader.isPartial = true;
  reader.depth--;
  return first;
}

const ACTIONS = ['SET', 'ADD', 'REMOVE', 'DELETE'] as const;

/** These words are reserved: an attribute of that name is written `#set`. */
function actionAt(reader: Reader): DynamodbUpdate['action'] | undefined {
  const next = peek(reader, 1);
  if (next.kind !== 'name') return undefined;
  return ACTIONS.find(action => action === peek(reader).text.toUpperCase());
}

function readUpdates(reader: Reader, updates: DynamodbUpdate[]): void {
  let action: DynamodbUpdate['action'] = 'SET';
  while (peek(reader).kind !== 'end') {
    const next = actionAt(reader);
    if (next) {
      action = next;
      reader.position++;
    }
    const before = reader.position;
    const update = readUpdate(reader, action);
    if (update) updates.push(update);
    else reader.isPartial = true;
    if (accept(reader, ',') || actionAt(reader) || peek(reader).kind === 'end') continue;
    reader.isPartial = true;
    if (reader.position === before) reader.position++;
  }
}

function readUpdate(reader: Reader, action: DynamodbUpdate['action']): DynamodbUpdate | undefined {
  const start = reader.position;
  const target = readOperand(reader);
  if (action === 'SET' && !accept(reader, '=')) return undefined;
  const valueStart = reader.position;
  const firstRead = reader.attributes.length;
  const isSum = action === 'REMOVE' ? false : readSum(reader);
  if (target?.kind !== 'attribute') return undefined;
  const { attribute } = target;
  const readsItself = action === 'ADD' || reader.attributes.slice(firstRead).some(other => isSame(other, attribute));
  const valueText = action === 'REMOVE' ? undefined : slice(reader, rangeFrom(reader, valueStart));
  const isIncrement = action === 'ADD' || (action === 'SET' && isSum && readsItself);
  return { action, attribute, valueText, isIncrement, readsItself, range: rangeFrom(reader, start) };
}

/** A value; whether it is `a + b` or `a - b`. */
function readSum(reader: Reader): boolean {
  if (!readOperand(reader)) reader.isPartial = true;
  const isSum = accept(reader, '+') || accept(reader, '-');
  if (isSum && !readOperand(reader)) reader.isPartial = true;
  return isSum;
}

function isSame(a: DynamodbAttribute, b: DynamodbAttribute): boolean {
  return a.path.length === b.path.length && a.path.every((part, index) => part === b.path[index]);
}
