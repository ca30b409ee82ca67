import type { Edit, Fix } from '../linter/diagnostic.js';

/** The text after all edits; they must not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((a, b) => b.place.start - a.place.start || b.place.end - a.place.end);
  return ordered.reduce((result, { place, text: insert }) => result.slice(0, place.start) + insert + result.slice(place.end), text);
}

/** The fixes that can be applied together: first come, first served. */
export function withoutOverlaps(fixes: readonly Fix[]): Fix[] {
  const taken: Edit[] = [];
  return fixes.filter(fix => {
    if (fix.edits.some(edit => taken.some(other => overlaps(edit, other)))) return false;
    taken.push(...fix.edits);
    return true;
  });
}

function overlaps(a: Edit, b: Edit): boolean {
  if (a.place.file !== b.place.file) return false;
  if (a.place.start === b.place.start) return true;
  return a.place.start < b.place.end && b.place.start < a.place.end;
}
