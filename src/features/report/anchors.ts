/** Where a part of the report stands, and where its links lead from: see `fileHref`. */
export interface Frame {
  /** Before every id, for when several reports share a page. */
  readonly prefix: string;
  readonly lead: string;
}

/** An id for anchors out of a data set's id, which may hold anything: different ids stay different. */
export function anchorOf(id: string): string {
  return `ds-${id.replace(/[^A-Za-z0-9-]/g, character => `_${character.charCodeAt(0).toString(16)}`)}`;
}
