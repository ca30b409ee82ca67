import { wordsOf } from '../../facts/words.js';
import type { Knowledge } from '../../workspace/knowledge.js';

interface Named {
  readonly id: string;
  readonly name: string;
  readonly store: string;
}

/** Most data sets of a store share a prefix that is the application's own. */
const mostOfFamily = 12;

/**
 * The data sets that belong together: keys of one family (`user:*` and `user:*:profile`), and what holds the same thing in
 * another store (`order:*` and the table `Orders`).
 */
export function relatedTo(all: readonly Named[], { lexicon }: Knowledge): (of: Named) => readonly { readonly id: string; readonly name: string }[] {
  const things = new Set(lexicon.filter(({ role }) => role === 'record' || role === 'ledger').flatMap(({ words, weak }) => [...words, ...weak]));
  const families = new Map<string, Named[]>();
  const add = (key: string, named: Named): void => void families.set(key, [...(families.get(key) ?? []), named]);
  const familyOf = ({ store, name }: Named): string | undefined => {
    const first = /^([A-Za-z][\w.-]{2,})[:/#]/.exec(name)?.[1];
    return store === 'redis' && first !== undefined ? `family ${first.toLowerCase()}` : undefined;
  };
  const thingsOf = ({ name }: Named): string[] => [...new Set(wordsOf(name).filter(word => things.has(word) || things.has(singular(word))).map(singular))].map(word => `thing ${word}`);
  for (const named of all) for (const key of [familyOf(named) ?? [], thingsOf(named)].flat()) add(key, named);
  return of => {
    const family = families.get(familyOf(of) ?? '') ?? [];
    const sameThing = thingsOf(of).flatMap(key => families.get(key) ?? []).filter(({ store }) => store !== of.store);
    const found = [...(family.length <= mostOfFamily ? family : []), ...sameThing].filter(({ id }) => id !== of.id);
    return [...new Set(found)].map(({ id, name }) => ({ id, name }));
  };
}

function singular(word: string): string {
  return word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word;
}
