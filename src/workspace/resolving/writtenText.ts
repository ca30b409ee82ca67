import type { Value } from '../../facts/code.js';
import { place, type Place, type Range } from '../../facts/place.js';
import { joinPieces, type HolePiece, type TextPiece } from '../../readers/query/cqlText.js';
import { beside } from './frame.js';
import type { Located, Resolver, Text } from '../known.js';

/** A text with the way back to where its characters stand. */
export interface WrittenText {
  readonly text: string;
  readonly place: Place;
  readonly toSource: (range: Range) => Range;
  /** Some part is only known when the program runs. */
  readonly hasHole: boolean;
}

/** A text as the program writes it: names followed to the literal, what is put in is a hole unless its text is known. */
export function writtenText(located: Located, resolver: Resolver): WrittenText | undefined {
  const origin = resolver.origin(located);
  const pieces = piecesOf(origin, resolver);
  if (pieces === undefined) return undefined;
  return {
    ...joinPieces(pieces),
    place: place(origin.file, origin.value.range),
    hasHole: pieces.some(piece => 'hole' in piece),
  };
}

type Piece = TextPiece | HolePiece;

function piecesOf(origin: Located, resolver: Resolver): readonly Piece[] | undefined {
  const { value } = origin;
  if (value.kind === 'text') return [literal(value)];
  if (value.kind !== 'template') {
    const text = resolver.text(origin);
    return text && [inserted(text, value.range)];
  }
  return value.parts.map(part => {
    if (part.kind === 'text') return literal(part);
    const text = resolver.text(beside(origin, part));
    return text === undefined ? { hole: true, range: part.range } : inserted(text, part.range);
  });
}

/** The range of the characters, without quotes. */
function literal(value: Extract<Value, { kind: 'text' }>): TextPiece {
  const { text, range } = value;
  const isQuoted = range.end - range.start === text.length + 2;
  return { text, range: isQuoted ? { start: range.start + 1, end: range.end - 1 } : range };
}

function inserted(text: Text, range: Range): Piece {
  const fixed = text.pieces.flatMap(piece => ('text' in piece ? [piece.text] : []));
  return fixed.length === text.pieces.length ? { text: fixed.join(''), range } : { hole: true, range };
}
