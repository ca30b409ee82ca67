import { Composer, isAlias, isMap, isPair, isScalar, isSeq, Parser, type Document } from 'yaml';
import type { Range } from '../../facts/place.js';
import { yamlComments } from './comments.js';
import type { ConfigNode, Documents, Entry } from './document.js';
import { maskTemplates, repaired } from './halfTyped.js';
import { isYamlTooDeep, maximumDepth } from './nesting.js';

/** Merge keys copy entries; a file that copies more than this means harm. */
const maximumMerged = 100_000;

/** A text with more errors is not one being typed. */
const maximumErrors = 50;

/** Every document of a YAML text, as far as it can be read. */
export function readYaml(text: string): Documents {
  const masked = maskTemplates(text);
  const comments = yamlComments(text, masked);
  const failed = (why: string): Documents => ({ roots: [], syntax: 'yaml', comments, incomplete: [why] });
  try {
    let documents = parse(masked);
    if (documents === undefined) return failed('nested too deep, not read');
    const errors = countErrors(documents);
    if (errors > 0 && errors < maximumErrors) {
      const other = repaired(masked);
      const again = other === masked ? undefined : parse(other);
      if (again !== undefined && countErrors(again) < errors) documents = again;
    }
    const incomplete = countErrors(documents) > 0 ? ['YAML syntax errors, read in part'] : [];
    const budget = { merged: 0 };
    const roots = documents.map(({ contents }) => new Converter(masked, budget).convert(contents, 0));
    if (budget.merged > maximumMerged) incomplete.push('too many merged keys, read in part');
    return { roots, syntax: 'yaml', comments, incomplete };
  } catch {
    // A reader never throws, whatever the parser does with a text nobody foresaw.
    return failed('YAML could not be read');
  }
}

/** Undefined when it nests too deep. */
function parse(text: string): readonly Document.Parsed[] | undefined {
  const tokens = [...new Parser().parse(text)];
  if (isYamlTooDeep(tokens)) return undefined;
  return [...new Composer({ uniqueKeys: false, prettyErrors: false, logLevel: 'silent' }).compose(tokens)];
}

function countErrors(documents: readonly Document.Parsed[]): number {
  return documents.reduce((sum, { errors }) => sum + errors.length, 0);
}

class Converter {
  private readonly anchors = new Map<string, ConfigNode>();

  constructor(private readonly text: string, private readonly budget: { merged: number }) {}

  convert(node: unknown, depth: number): ConfigNode {
    if (depth > maximumDepth) return nothing({ start: 0, end: 0 });
    if (isAlias(node)) return this.anchors.get(node.source) ?? nothing(this.rangeOf(node));
    const result = this.convertWritten(node, depth);
    const anchor = (isScalar(node) || isMap(node) || isSeq(node)) ? node.anchor : undefined;
    if (anchor !== undefined) this.anchors.set(anchor, result);
    return result;
  }

  private convertWritten(node: unknown, depth: number): ConfigNode {
    if (isScalar(node)) {
      const { value } = node;
      const written = this.written(node);
      if (typeof value === 'string') return { kind: 'scalar', value, text: value, ...written };
      if (typeof value === 'number' || typeof value === 'boolean') return { kind: 'scalar', value, text: node.source ?? String(value), ...written };
      return { kind: 'scalar', value: null, text: '', ...written };
    }
    if (isSeq(node)) return { kind: 'list', items: node.items.map(item => this.convert(item, depth + 1)), ...this.written(node) };
    if (isMap(node)) return { kind: 'map', entries: this.entriesOf(node.items, depth), isFlow: node.flow === true, ...this.written(node) };
    return nothing({ start: 0, end: 0 });
  }

  private entriesOf(pairs: readonly { readonly key: unknown; readonly value: unknown }[], depth: number): ReadonlyMap<string, Entry> {
    const result = new Map<string, Entry>();
    const merged: ConfigNode[] = [];
    for (const { key, value } of pairs) {
      if (!isScalar(key)) continue;
      const name = typeof key.value === 'string' ? key.value : key.source ?? '';
      const keyRange = this.rangeOf(key);
      const node = value === null || value === undefined ? nothing({ start: keyRange.end, end: keyRange.end }) : this.convert(value, depth + 1);
      if (name === '<<') {
        merged.push(...(node.kind === 'list' ? node.items : [node]));
        continue;
      }
      const end = value === null || value === undefined ? keyRange.end : this.rangeOf(value).end;
      result.set(name, { key: name, keyRange, value: node, range: { start: keyRange.start, end: Math.max(keyRange.end, end) } });
    }
    for (const source of merged) this.merge(source, result);
    return result;
  }

  private merge(source: ConfigNode, into: Map<string, Entry>): void {
    if (source.kind !== 'map') return;
    for (const entry of source.entries.values()) {
      if (++this.budget.merged > maximumMerged) return;
      if (!into.has(entry.key)) into.set(entry.key, entry);
    }
  }

  private written(node: { readonly range?: readonly number[] | null | undefined; readonly tag?: string | undefined }): { range: Range; tag?: string } {
    const range = this.rangeOf(node);
    return node.tag?.startsWith('!') === true && !node.tag.startsWith('!!') ? { range, tag: node.tag } : { range };
  }

  /** Without the blanks, comments and line breaks that block values end with. */
  private rangeOf(node: unknown): Range {
    const [first = 0, last = first] = (node as { readonly range?: readonly number[] | null }).range ?? [];
    const start = Math.min(first, this.text.length);
    let end = Math.min(this.endOfLast(node) ?? last, this.text.length);
    while (end > start && /\s/.test(this.text.charAt(end - 1))) end--;
    return { start, end: Math.max(start, end) };
  }

  /** Where the last part of a block map or list ends. */
  private endOfLast(node: unknown): number | undefined {
    let at = node;
    for (let depth = 0; depth < maximumDepth && (isMap(at) || isSeq(at)) && at.flow !== true; depth++) {
      const last: unknown = at.items.at(-1);
      at = isPair(last) ? last.value ?? last.key : last;
    }
    return at === node ? undefined : (at as { readonly range?: readonly number[] | null } | null | undefined)?.range?.[1];
  }
}

function nothing(range: Range): ConfigNode {
  return { kind: 'scalar', value: null, text: '', range };
}
