/** A stretch of text: UTF-16 offsets, `end` exclusive. Lines and columns exist only at the edge (server, CLI). */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A range in a file; `file` is relative to the review root, with `/`. */
export interface Place extends Range {
  readonly file: string;
}

export function place(file: string, range: Range): Place {
  return { file, start: range.start, end: range.end };
}

export function contains(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
