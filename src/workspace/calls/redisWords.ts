import type { Located } from '../known.js';

/** A word of the protocol that the call does not write itself, in the place of what implies it. */
export function word(text: string, at: Located): Located {
  return { value: { kind: 'text', text, range: at.value.range }, file: at.file };
}

/** A number of the protocol that the call does not write itself. */
export function number(count: number, at: Located): Located {
  return { value: { kind: 'number', number: count, range: at.value.range }, file: at.file };
}
