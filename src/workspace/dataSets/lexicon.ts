import { wordsOf } from '../../facts/words.js';
import type { Knowledge } from '../knowledge.js';

export interface NameVote {
  readonly role: string;
  readonly word: string;
  readonly isWeak: boolean;
}

/** The role that a name speaks for, by whole words; undefined when it says nothing. */
export function roleOfName(name: string, lexicon: Knowledge['lexicon']): NameVote | undefined {
  const words = wordsOf(name).flatMap(word => [word, ...singulars(word)]);
  for (const isWeak of [false, true]) {
    for (const entry of lexicon) {
      const word = (isWeak ? entry.weak : entry.words).find(each => words.includes(each));
      if (word !== undefined) return { role: entry.role, word, isWeak };
    }
  }
  return undefined;
}

function singulars(word: string): string[] {
  if (word.endsWith('ies')) return [`${word.slice(0, -3)}y`];
  if (/(?:ss|sh|ch|x)es$/.test(word)) return [word.slice(0, -2)];
  return /[^s]s$/.test(word) ? [word.slice(0, -1)] : [];
}
