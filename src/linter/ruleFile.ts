import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Scalar, type YAMLMap } from 'yaml';
import { RuleFileError } from './ruleFileError.js';
import { didYouMean } from '../settings/suggest.js';

export type Node = Document['contents'];
export type Reading = ReadonlyMap<string, Node>;

/** The YAML of one rule file, read strictly: each reading either gives what it says or throws with the place. */
export class RuleFile {
  private readonly lines = new LineCounter();
  private readonly document: Document;

  constructor(readonly path: string, private readonly text: string) {
    this.document = parseDocument(text, { lineCounter: this.lines });
    const [error] = this.document.errors;
    if (error) this.failAt(error.pos[0], error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? 'no YAML');
  }

  get root(): Node {
    return this.document.contents;
  }

  /** A map with all of `required` and nothing beyond `optional`. */
  map(node: Node, required: readonly string[], optional: readonly string[] = []): Reading {
    const known = [...required, ...optional];
    const entries = this.entries(node);
    for (const { key } of entries) {
      const name = String(key.value);
      if (!known.includes(name)) this.fail(key, `unknown key '${name}'${didYouMean(name, known)}; known are ${known.join(', ')}`);
    }
    const found = new Map(entries.map(({ key, value }) => [String(key.value), value]));
    for (const name of required) if (!found.has(name)) this.fail(node, `'${name}' is missing`);
    return found;
  }

  /** A map of texts, by name. */
  texts(node: Node): Readonly<Record<string, string>> {
    return Object.fromEntries(this.entries(node).map(({ key, value }) => [String(key.value), this.string(value)]));
  }

  string(written: Node | undefined): string {
    const node: unknown = isAlias(written) ? written.resolve(this.document) : written;
    if (isScalar(node) && typeof node.value === 'string' && node.value.trim() !== '') return node.value;
    return this.fail(written, 'a text is expected here');
  }

  boolean(node: Node | undefined): boolean {
    if (isScalar(node) && typeof node.value === 'boolean') return node.value;
    return this.fail(node, 'true or false is expected here');
  }

  word<Word extends string>(node: Node | undefined, words: readonly Word[]): Word {
    const text = this.string(node);
    return words.find(word => word === text) ?? this.fail(node, `'${text}' is none of ${words.join(', ')}${didYouMean(text, words)}`);
  }

  list(node: Node | undefined): readonly Node[] {
    if (node === undefined) return [];
    if (isSeq(node)) return node.items as Node[];
    return this.fail(node, 'a list is expected here');
  }

  /** One text, or a list of them. */
  strings(node: Node | undefined): readonly string[] {
    return isSeq(node) ? this.list(node).map(item => this.string(item)) : [this.string(node)];
  }

  isText(node: Node | undefined): boolean {
    return isScalar(node);
  }

  /** `offset` is a place in the node's text, as far as the way it is written lets that be found again. */
  fail(node: Node | undefined, problem: string, offset = 0): never {
    const start = node?.range?.[0] ?? 0;
    return this.failAt(isScalar(node) ? this.inSource(node, start, offset) : start, problem);
  }

  private failAt(offset: number, problem: string): never {
    const { line, col } = this.lines.linePos(offset);
    throw new RuleFileError(this.path, line, col, problem);
  }

  private inSource({ type, value }: Scalar, start: number, offset: number): number {
    if (type === 'PLAIN') return start + offset;
    if (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') return start + 1 + offset;
    if (type !== 'BLOCK_LITERAL') return start;
    const before = String(value).slice(0, offset).split('\n');
    let lineStart = start;
    for (let line = 0; line < before.length; line++) lineStart = this.text.indexOf('\n', lineStart) + 1;
    const indent = /^ */.exec(this.text.slice(lineStart))?.[0].length ?? 0;
    return lineStart + indent + (before.at(-1)?.length ?? 0);
  }

  private entries(node: Node): { key: Scalar; value: Node }[] {
    if (!isMap(node)) return this.fail(node, 'a map (name: value) is expected here');
    return (node as YAMLMap<Scalar, Node>).items.map(({ key, value }) => ({ key, value }));
  }
}
