import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** Larger files are data or generated: no reader wants them. */
export const maxFileBytes = 1 << 20;
let buffer = Buffer.allocUnsafe(1 << 16);

export type TextOrReason = { readonly text: string } | { readonly reason: string };

/** The text of a file of a folder, as far as there is one to read. */
export function textOf(root: string, path: string): string | undefined {
  const result = readText(join(root, path));
  return 'text' in result ? result.text : undefined;
}

/** A file's text; or why there is none. One buffer serves all reads: twice as fast as readFileSync on many small files. */
export function readText(path: string): TextOrReason {
  let file: number;
  try {
    // NOFOLLOW: a link put in place of a file between listing and reading must not lead out of the workspace
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    return { reason: `could not be read (${error instanceof Error && 'code' in error ? String(error.code) : 'error'})` };
  }
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) return { reason: 'is no regular file' };
    if (stats.size > maxFileBytes) return { reason: `is larger than ${maxFileBytes >> 20} MiB` };
    if (stats.size > buffer.length) buffer = Buffer.allocUnsafe(stats.size);
    let length = 0;
    while (length < stats.size) {
      const count = readSync(file, buffer, length, stats.size - length, length);
      if (count === 0) break;
      length += count;
    }
    if (buffer.subarray(0, Math.min(length, 8192)).includes(0)) return { reason: 'is binary' };
    const start = buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf && length >= 3 ? 3 : 0;
    return { text: buffer.toString('utf8', start, length) };
  } catch (error) {
    return { reason: `could not be read (${error instanceof Error && 'code' in error ? String(error.code) : 'error'})` };
  } finally {
    closeSync(file);
  }
}
