import type { Cursor } from './cqlCursor.js';
import { acceptSymbol, nested, peek, readList } from './cqlCursor.js';

/** A type: `int`, `map<text, frozen<address>>`, `vector<float, 3>`, `'org.example.Type'`, `shop.address`. */
export function readType(cursor: Cursor): string | undefined {
  return nested(cursor, () => {
    let name = readTypeName(cursor);
    if (name !== undefined && acceptSymbol(cursor, '.')) name += `.${readTypeName(cursor) ?? ''}`;
    if (name === undefined || !acceptSymbol(cursor, '<')) return name;
    return `${name}<${readList(cursor, '>', readType).join(', ')}>`;
  });
}

/** `set` is a reserved word and a type, a vector's length a number. */
function readTypeName(cursor: Cursor): string | undefined {
  const { kind, text } = peek(cursor);
  if (kind === 'symbol' || kind === 'end' || kind === 'marker') {
    cursor.isPartial = true;
    return undefined;
  }
  cursor.position++;
  return text;
}
