import type { ConfigFact, ConfigFile } from '../../facts/config.js';
import type { Documents } from './document.js';
import { readJson } from './jsonDocument.js';
import { readYaml } from './yamlDocument.js';

const maximumLength = 1_000_000;

export function isTooLong(text: string): boolean {
  return text.length > maximumLength;
}

/** A text that starts with a brace is JSON, any other YAML. */
export function readDocuments(text: string): Documents {
  if (isTooLong(text)) return { roots: [], syntax: 'yaml', comments: [], incomplete: ['larger than 1 MB, not read'] };
  return isJson(text) ? readJson(text) : readYaml(text);
}

export function isJson(text: string): boolean {
  return /^\uFEFF?\s*\{(?![{%])/.test(text);
}

export function configFile(format: ConfigFile['format'], facts: readonly ConfigFact[], documents: Omit<Documents, 'roots' | 'syntax'>): ConfigFile {
  return { kind: 'config', format, facts, comments: documents.comments, incomplete: [...new Set(documents.incomplete)] };
}
