import type { CodeFile } from './code.js';
import type { ConfigFile } from './config.js';

export type FileFacts = CodeFile | ConfigFile;

/** A reader recognises a file by its path and content, and gives its facts; it never throws. */
export interface Reader {
  readonly name: string;
  /** Whether this reader is the one for this file. `head` is the text's first 64 KiB. */
  accepts(path: string, head: string): boolean;
  read(path: string, text: string): FileFacts;
}
