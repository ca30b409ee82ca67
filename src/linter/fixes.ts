import type { Place } from '../facts/place.js';
import type { Edit, Fix } from './diagnostic.js';
import { placesAt } from './lookup.js';
import { fillCode, fillMessage } from './messages.js';
import type { RuleFix } from './rule.js';

/** The source text of a place; undefined when its file cannot be read. */
export type TextOf = (place: Place) => string | undefined;

/** What a rule's fix means for one fact; undefined when a place or a value it needs is not there. */
export function fixFor(fix: RuleFix, fact: object, textOf: TextOf): Fix | undefined {
  const edits: Edit[] = [];
  for (const { at, action, text } of fix.edits) {
    const places = placesAt(fact, at);
    if (places.length === 0) return undefined;
    for (const place of places) {
      const filled = fillCode(text, fact, path => {
        const source = path === at ? place : placesAt(fact, path)[0];
        return source && textOf(source);
      });
      if (filled === undefined || textOf(place) === undefined) return undefined;
      edits.push(editOf(place, action, filled));
    }
  }
  return { title: fillMessage(fix.title, fact), isSafe: fix.isSafe, edits };
}

function editOf({ file, start, end }: Place, action: RuleFix['edits'][number]['action'], text: string): Edit {
  switch (action) {
    case 'before': return { place: { file, start, end: start }, text };
    case 'after': return { place: { file, start: end, end }, text };
    case 'replace': return { place: { file, start, end }, text };
    case 'delete': return { place: { file, start, end }, text: '' };
  }
}
