import type { Place } from '../facts/place.js';
import type { Edit, Fix } from './diagnostic.js';
import { placesAt } from './lookup.js';
import { fillCode, fillMessage } from './messages.js';
import type { RuleEdit, RuleFix } from './rule.js';

/** The source text of a place, as far as its file goes; undefined when the file cannot be read. */
export type TextOf = (place: Place) => string | undefined;

/** What a rule's fix means for one fact; undefined when a place or a value it needs is not there. */
export function fixFor(fix: RuleFix, fact: object, textOf: TextOf): Fix | undefined {
  if (fix.unless.some(path => placesAt(fact, path).length > 0)) return undefined;
  const edits: Edit[] = [];
  for (const edit of fix.edits) {
    const places = placesAt(fact, edit.at);
    if (places.length === 0) return undefined;
    for (const whole of places) {
      const fill = (text: string): string | undefined => fillCode(text, fact, path => {
        const source = path === edit.at ? whole : placesAt(fact, path)[0];
        return source && textOf(source);
      });
      const place = edit.word === undefined ? whole : wordIn(whole, fill(edit.word), textOf);
      const text = fill(edit.text);
      const made = place && text !== undefined && textOf(place) !== undefined ? editOf(place, edit.action, text, textOf) : undefined;
      if (!made) return undefined;
      edits.push(made);
    }
  }
  return { title: fillMessage(fix.title, fact), isSafe: fix.isSafe, edits };
}

/** Where a word stands last in a place's text. A number is not found inside an address or a port mapping. */
function wordIn(place: Place, word: string | undefined, textOf: TextOf): Place | undefined {
  const text = textOf(place);
  if (word === undefined || word === '' || text === undefined) return undefined;
  const joinsBefore = /^\d/.test(word) ? /[\w.:-]$/ : /[\w-]$/;
  for (let at = text.lastIndexOf(word); at >= 0; at = at === 0 ? -1 : text.lastIndexOf(word, at - 1)) {
    const end = at + word.length;
    if (joinsBefore.test(text.slice(0, at)) || /^[\w-]/.test(text.slice(end))) continue;
    return { file: place.file, start: place.start + at, end: place.start + end };
  }
  return undefined;
}

function editOf({ file, start, end }: Place, action: RuleEdit['action'], text: string, textOf: TextOf): Edit {
  const at = (offset: number): Place => ({ file, start: offset, end: offset });
  switch (action) {
    case 'before': return { place: at(start), text };
    case 'after': return { place: at(end), text };
    case 'replace': return { place: { file, start, end }, text };
    case 'delete': return { place: withComma({ file, start, end }, textOf), text: '' };
    case 'above': {
      const line = lineBefore({ file, start, end }, textOf);
      return { place: at(start - line.length), text: lines(text, line).map(added => `${added}\n`).join('') };
    }
    case 'below': {
      const rest = /^[^\r\n]*/.exec(textOf({ file, start: end, end: end + lookAround }) ?? '')?.[0] ?? '';
      return { place: at(end + rest.length), text: lines(text, lineBefore({ file, start, end }, textOf)).map(added => `\n${added}`).join('') };
    }
  }
}

const lookAround = 1000;

/** What stands on a place's line before it. */
function lineBefore({ file, start }: Place, textOf: TextOf): string {
  const before = textOf({ file, start: Math.max(0, start - lookAround), end: start }) ?? '';
  return before.slice(before.lastIndexOf('\n') + 1);
}

function lines(text: string, like: string): string[] {
  const indent = /^\s*/.exec(like)?.[0] ?? '';
  return text.trimEnd().split('\n').map(line => indent + line);
}

/** A property or item with the comma before it, else the one behind it, and the blanks between. */
function withComma({ file, start, end }: Place, textOf: TextOf): Place {
  const before = /,\s*$/.exec(textOf({ file, start: Math.max(0, start - lookAround), end: start }) ?? '')?.[0];
  if (before !== undefined) return { file, start: start - before.length, end };
  const behind = /^\s*,\s*/.exec(textOf({ file, start: end, end: end + lookAround }) ?? '')?.[0] ?? '';
  return { file, start, end: end + behind.length };
}
