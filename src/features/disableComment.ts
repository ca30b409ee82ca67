import type { Diagnostic, Edit } from '../linter/diagnostic.js';

/** Stands for the reason until somebody gives one. */
export const reasonPlaceholder = '<reason>';

/**
 * The edit that switches a rule off for the line of a finding: a comment line of its own above it, or the rule's id added to
 * such a comment that is there already. Undefined where the format has no comments (JSON).
 */
export function disableEdit({ rule, place }: Diagnostic, text: string): Edit | undefined {
  const marks = commentMarks(place.file);
  if (!marks) return undefined;
  const lineStart = text.lastIndexOf('\n', place.start - 1) + 1;
  const above = text.slice(text.lastIndexOf('\n', lineStart - 2) + 1, Math.max(0, lineStart - 1));
  const existing = /datastore-review-disable-next-line\s+([\w/@*-]+(?:\s*,\s*[\w/@*-]+)*)/.exec(above);
  if (existing) {
    const at = lineStart - 1 - above.length + existing.index + existing[0].length;
    return { place: { file: place.file, start: at, end: at }, text: `, ${rule}` };
  }
  if (marks.open === '// ' && isInsideTemplate(text, lineStart)) return undefined;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const comment = `${marks.open}datastore-review-disable-next-line ${rule} -- ${reasonPlaceholder}${marks.close}`;
  return { place: { file: place.file, start: lineStart, end: lineStart }, text: `${indent}${comment}${newline}` };
}

/** A comment line inside a template literal would become part of the text. */
function isInsideTemplate(text: string, offset: number): boolean {
  return (text.slice(0, offset).match(/(?<!\\)`/g)?.length ?? 0) % 2 === 1;
}

function commentMarks(file: string): { open: string; close: string } | undefined {
  if (/\.(?:[cm]?[jt]s|[jt]sx)$/.test(file)) return { open: '// ', close: '' };
  if (/\.json$/.test(file)) return undefined;
  if (/\.cql$/i.test(file)) return { open: '-- ', close: '' };
  return { open: '# ', close: '' };
}
