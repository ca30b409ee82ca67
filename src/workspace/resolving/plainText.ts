import type { Located, Resolver, Text } from '../known.js';

/** The text of a value that is fixed from end to end. */
export function plainText(located: Located, resolver: Resolver): string | undefined {
  const pieces = resolver.text(located)?.pieces;
  if (pieces === undefined) return undefined;
  let text = '';
  for (const piece of pieces) {
    if (!('text' in piece)) return undefined;
    text += piece.text;
  }
  return text;
}

/** A number, also one written as text. */
export function plainNumber(located: Located, resolver: Resolver): number | undefined {
  const known = resolver.known(located);
  if (known.is === 'number') return known.number;
  const text = known.is === 'text' ? plainText(located, resolver) : undefined;
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

export const hole: Text = { is: 'text', pieces: [{ hole: true }] };

/** `sess:*`, where `*` is an open part. */
export function textOfTemplate(keyTemplate: string): Text {
  const parts = keyTemplate.split('*').map(text => ({ text }));
  const pieces = parts.flatMap((part, index) => (index === 0 ? [part] : [{ hole: true } as const, part]));
  return { is: 'text', pieces: pieces.filter(piece => !('text' in piece) || piece.text !== '') };
}
