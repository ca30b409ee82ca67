import { createScanner, parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { Range } from '../../facts/place.js';
import { told } from './comments.js';
import { toldWords } from '../../facts/toldWords.js';
import type { ConfigNode, Documents, Entry } from './document.js';
import { isJsonTooDeep, maximumDepth } from './nesting.js';

/** A JSON text, with comments and trailing commas, as far as it can be read. */
export function readJson(text: string): Documents {
  const comments = jsonComments(text);
  if (isJsonTooDeep(text)) return { roots: [], syntax: 'json', comments, incomplete: ['nested too deep, not read'] };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  return {
    roots: root === undefined ? [] : [convert(root, 0)],
    syntax: 'json',
    comments,
    incomplete: errors.length > 0 ? ['JSON syntax errors, read in part'] : [],
  };
}

function convert(node: Node, depth: number): ConfigNode {
  const range = rangeOf(node);
  if (node.type === 'array' && depth < maximumDepth) return { kind: 'list', items: (node.children ?? []).map(item => convert(item, depth + 1)), range };
  if (node.type === 'object' && depth < maximumDepth) {
    const entries = new Map<string, Entry>();
    for (const property of node.children ?? []) {
      const [key, value] = property.children ?? [];
      if (key === undefined) continue;
      const name = String(key.value);
      const keyRange = rangeOf(key);
      const written: ConfigNode = value === undefined
        ? { kind: 'scalar', value: null, text: '', range: { start: keyRange.end, end: keyRange.end } }
        : convert(value, depth + 1);
      entries.set(name, { key: name, keyRange, value: written, range: { start: keyRange.start, end: Math.max(keyRange.end, written.range.end) } });
    }
    return { kind: 'map', entries, isFlow: true, range };
  }
  const value: unknown = node.value;
  const scalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
  return { kind: 'scalar', value: scalar, text: scalar === null ? '' : String(scalar), range };
}

function rangeOf(node: Node): Range {
  return { start: node.offset, end: node.offset + node.length };
}

function jsonComments(text: string): Documents['comments'] {
  if (!/\/[/*]/.test(text) || !toldWords.test(text)) return [];
  const scanner = createScanner(text);
  const result: Documents['comments'][number][] = [];
  const lineComment = 12, blockComment = 13, endOfFile = 17;
  for (let token: number = scanner.scan(); token !== endOfFile; token = scanner.scan()) {
    if (token !== lineComment && token !== blockComment) continue;
    const start = scanner.getTokenOffset();
    result.push(...told(text, start, start + scanner.getTokenLength(), token === lineComment ? '//' : '/*'));
  }
  return result;
}
