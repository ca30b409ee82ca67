import { HOLE } from '../../readers/query/cqlLexer.js';
import { readDynamodbExpression, type DynamodbExpression } from '../../readers/query/dynamodbExpression.js';
import type { DynamodbCall, Known, Located } from '../known.js';
import { template } from '../known.js';
import type { View } from '../view.js';

export type Given = Located | 'absent' | 'unknown';

/** A property of a request's input. */
export function given(call: DynamodbCall, name: string, view: View): Given {
  return call.input ? view.resolver.property(call.input, name) : 'unknown';
}

export function knownGiven(call: DynamodbCall, name: string, view: View): Known | 'absent' | 'unknown' {
  const property = given(call, name, view);
  return typeof property === 'string' ? property : view.resolver.known(property);
}

/** An expression of the input with its names filled in; undefined when it is not given or no fixed text. */
export function expressionOf(call: DynamodbCall, name: string, view: View): DynamodbExpression | undefined {
  return call.input && expressionIn(call.input, name, view);
}

export function expressionIn(input: Located, name: string, view: View): DynamodbExpression | undefined {
  const property = view.resolver.property(input, name);
  const text = typeof property === 'string' ? undefined : view.resolver.text(property);
  if (!text) return undefined;
  const written = text.pieces.map(piece => ('text' in piece ? piece.text : HOLE)).join('');
  return readDynamodbExpression(written, namesIn(input, view));
}

/** `ExpressionAttributeNames`, as far as fixed. */
export function namesIn(input: Located, view: View): Readonly<Record<string, string>> {
  const names: Record<string, string> = {};
  const property = view.resolver.property(input, 'ExpressionAttributeNames');
  const known = typeof property === 'string' ? undefined : view.resolver.known(property);
  if (known?.is !== 'object') return names;
  for (const [key, value] of known.properties) {
    const text = view.resolver.text(value);
    if (text?.pieces.every(piece => 'text' in piece) === true) names[key] = template(text);
  }
  return names;
}

/** The value that an expression's `:name` stands for. */
export function valueNamed(input: Located, name: string, view: View): Located | undefined {
  const property = view.resolver.property(input, 'ExpressionAttributeValues');
  if (typeof property === 'string') return undefined;
  const value = view.resolver.property(property, name);
  return typeof value === 'string' ? undefined : value;
}
