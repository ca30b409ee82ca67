import { child, items, textOf, type ConfigNode } from './document.js';
import { isOpen, open } from './open.js';

const maximumDepth = 16;
const maximumText = 4096;

/**
 * Follows `${self:…}` inside the file. What comes from the command line, the environment, another file or the cloud
 * (`${opt:…}`, `${sls:…}`, `${env:…}`, `${file(…)}`, `${ssm:…}`) stays open, even with a fallback: it may be given.
 */
export function serverlessExpand(root: ConfigNode): (node: ConfigNode) => ConfigNode {
  const variables = new Variables(root);
  return node => variables.expand(node, 0);
}

class Variables {
  private steps = 50_000;

  constructor(private readonly root: ConfigNode) {}

  expand(node: ConfigNode, depth: number): ConfigNode {
    if (node.kind !== 'scalar' || !node.text.includes('${')) return node;
    const whole = endOf(node.text, 0) === node.text.length ? node.text.slice(2, -1) : undefined;
    if (whole !== undefined && isVariable(whole) && node.tag === undefined) return this.resolve(whole, node, depth);
    const text = this.text(node.text, node, depth);
    return { ...node, value: text, text };
  }

  private text(text: string, node: ConfigNode, depth: number): string {
    let result = '';
    let at = 0;
    for (let start = text.indexOf('${'); start >= 0 && result.length < maximumText; start = text.indexOf('${', at)) {
      const end = endOf(text, start);
      result += text.slice(at, start);
      if (end === undefined) {
        at = start;
        break;
      }
      const inner = text.slice(start + 2, end - 1);
      result += isVariable(inner) ? textOf(this.resolve(inner, node, depth)) ?? open : text.slice(start, end);
      at = end;
    }
    return (result + text.slice(at)).slice(0, maximumText);
  }

  /** The first of `${a, b, c}` that gives something. */
  private resolve(variable: string, node: ConfigNode, depth: number): ConfigNode {
    const stays: ConfigNode = { kind: 'scalar', value: open, text: open, range: node.range };
    if (depth > maximumDepth || this.steps-- <= 0) return stays;
    const inner = this.text(variable, node, depth + 1);
    for (const source of splitFallbacks(inner)) {
      const literal = /^(?:'([^']*)'|"([^"]*)")$/.exec(source);
      const text = literal === null ? /^(?:\d+(?:\.\d+)?|true|false)$/.exec(source)?.[0] : literal[1] ?? literal[2] ?? '';
      if (text !== undefined) return { kind: 'scalar', value: text, text, range: node.range };
      if (!source.startsWith('self:')) return stays;
      const found = this.at(source.slice(5).split('.'), this.root, depth);
      if (found !== undefined) return found;
    }
    return stays;
  }

  private at(path: readonly string[], from: ConfigNode, depth: number): ConfigNode | undefined {
    const [key, ...rest] = path;
    const node = this.expand(from, depth + 1);
    if (key === undefined || key === '') return node;
    if (node.kind === 'scalar') return isOpen(node.text) ? node : key === 'name' && path.length === 1 && node === child(this.root, 'service') ? node : undefined;
    const next = isOpen(key) ? this.same(node, rest, depth) : node.kind === 'list' ? items(node)[Number(key)] : child(node, key);
    return next === undefined || isOpen(key) ? next : this.at(rest, next, depth + 1);
  }

  /** What every key of a map gives, when it is one and the same. */
  private same(node: ConfigNode, rest: readonly string[], depth: number): ConfigNode {
    const stays: ConfigNode = { kind: 'scalar', value: open, text: open, range: node.range };
    if (node.kind !== 'map' || node.entries.size > 50 || depth > maximumDepth) return stays;
    const all = [...node.entries.values()].map(({ value }) => this.at(rest, value, depth + 1));
    const [first] = all;
    const text = textOf(first);
    return first !== undefined && text !== undefined && all.every(other => textOf(other) === text) ? first : stays;
  }
}

/** `self:custom.x`, `opt:stage`, `file(x.yml)`; not `AWS::Region` or a logical id, which are CloudFormation's. */
function isVariable(inner: string): boolean {
  return !inner.startsWith('AWS::') && !inner.startsWith('!') && /^\s*(?:[\w.~-]+\s*[:(]|['"\d]|\$\{)/.test(inner);
}

/** The offset after the brace that closes the `${` at this place. */
function endOf(text: string, start: number): number | undefined {
  if (!text.startsWith('${', start)) return undefined;
  let depth = 0;
  const limit = Math.min(text.length, start + 1000);
  for (let at = start + 1; at < limit; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}

function splitFallbacks(variable: string): readonly string[] {
  return (variable.match(/(?:'[^']*'|"[^"]*"|\([^)]*\)|[^,'"(])+|['"(]/g) ?? []).map(part => part.trim()).filter(part => part !== '');
}
