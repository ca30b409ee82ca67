import type { Place } from '../../facts/place.js';
import type { Knowledge } from '../knowledge.js';

/** What an ordinary comment, or a template's note on its design, says that data is for. */
export interface Intent {
  readonly role: string;
  /** The words that say it. */
  readonly phrase: string;
  readonly place: Place;
  /** Store calls and resources within are meant. */
  readonly covers: Place;
  /** The key that the next constant or function gives. */
  readonly template: string | undefined;
}

/** The first phrase of a comment that speaks for a role; undefined when none does. */
export function intentOf(text: string, { roles, denials, elsewhere }: Knowledge['intent']): { readonly role: string; readonly phrase: string } | undefined {
  const words = text.toLowerCase().replace(/'/g, '').split(/[^\p{L}\d]+/u).filter(word => word !== '');
  for (const [role, phrases] of Object.entries(roles)) {
    for (const phrase of phrases) {
      const at = startOf(phrase.split(' '), words);
      if (at < 0 || words.slice(Math.max(0, at - 3), at).some(word => denials.includes(word))) continue;
      const isElsewhere = role !== 'cache' && words.some(word => elsewhere.includes(word));
      return isElsewhere ? undefined : { role, phrase };
    }
  }
  return undefined;
}

function startOf(phrase: readonly string[], words: readonly string[]): number {
  return words.findIndex((_, index) => phrase.every((word, offset) => words[index + offset] === word));
}
