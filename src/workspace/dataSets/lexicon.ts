import { wordsOf } from '../../facts/words.js';
import type { Knowledge } from '../knowledge.js';

export interface NameVote {
  readonly role: string;
  readonly word: string;
  readonly isWeak: boolean;
}

/**
 * The roles that a name speaks for, by whole words; of a role's words those that are several say more. First the role that
 * counts, then those that a weak word makes possible though they would count before it: a `tokenCache` may hold tokens.
 */
export function rolesOfName(name: string, lexicon: Knowledge['lexicon']): readonly NameVote[] {
  const own = new Set(wordsOf(name).flatMap(word => [word, ...singulars(word)]));
  const said = (isWeak: boolean): NameVote[] => lexicon.flatMap(({ role, words, weak }) => (isWeak ? weak : words).filter(word => partsOf(word).every(part => own.has(part))).map(word => ({ role, word, isWeak })));
  const [first] = said(false).sort(byParts);
  if (!first) return said(true).sort(byParts).slice(0, 1);
  const before = lexicon.slice(0, lexicon.findIndex(({ role }) => role === first.role)).map(({ role }) => role);
  const doubts = new Map(said(true).filter(({ role }) => before.includes(role)).map(vote => [vote.role, vote]));
  return [first, ...doubts.values()];
}

export function roleOfName(name: string, lexicon: Knowledge['lexicon']): NameVote | undefined {
  return rolesOfName(name, lexicon)[0];
}

function byParts(a: NameVote, b: NameVote): number {
  return partsOf(b.word).length - partsOf(a.word).length;
}

function partsOf(word: string): readonly string[] {
  return word.split(' ');
}

function singulars(word: string): string[] {
  if (word.endsWith('ies')) return [`${word.slice(0, -3)}y`];
  if (/(?:ss|sh|ch|x)es$/.test(word)) return [word.slice(0, -2)];
  return /[^s]s$/.test(word) ? [word.slice(0, -1)] : [];
}
