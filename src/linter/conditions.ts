import { Environment, type ASTNode } from '@marcbachmann/cel-js';
import type { Range } from '../facts/place.js';
import type { FieldType, Shape } from '../facts/shape.js';
import { shapes, type FactKind } from '../facts/storeFacts.js';
import { glob } from './glob.js';
import { nestedShape } from './lookup.js';
import { didYouMean } from '../settings/suggest.js';
import { wordsOf as words } from '../facts/words.js';

/*
 * Conditions are checked against the shapes, where every field has a type, and run on plain objects, where an unknown
 * field is absent. What needs an absent field throws; `&&` and `||` take that back when their other side decides alone.
 * So a condition is true, false or undefined.
 */

export type Condition = (fact: object) => boolean | undefined;

export interface ConditionProblem {
  readonly message: string;
  /** Within the condition's text. */
  readonly range: Range;
}

export function compileCondition(text: string): Condition {
  const evaluate = untyped.parse(text);
  return fact => {
    const { stackTraceLimit } = Error;
    // Absent fields throw, often, and writing down a stack costs more than the rest.
    Error.stackTraceLimit = 0;
    try {
      return evaluate({ fact }) === true;
    } catch {
      return undefined;
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  };
}

/** What is wrong with a condition on a kind of fact; undefined when nothing is. */
export function checkCondition(kind: FactKind, text: string): ConditionProblem | undefined {
  const whole = { start: 0, end: text.length };
  const result = typedFor(kind).check(text);
  if (result.error) {
    const range = result.error.range ?? whole;
    return { message: explain(result.error.summary, kind), range };
  }
  if (result.type !== 'bool') return { message: `a condition must be true or false, this is a ${result.type ?? 'value'}`, range: whole };
  const matches = findCall(untyped.parse(text).ast, 'matches');
  // JavaScript's expressions can take exponential time, and rules may come from a reviewed workspace.
  if (matches) return { message: `matches() is not available; use glob(text, "a*") or words(text)`, range: { start: matches.start, end: matches.end } };
  return undefined;
}

const untyped = withFunctions(new Environment()).registerVariable('fact', 'dyn');
const typed = new Map<FactKind, Environment>();

function typedFor(kind: FactKind): Environment {
  let environment = typed.get(kind);
  if (!environment) {
    environment = withFunctions(new Environment());
    register(environment, shapes[kind], new Set());
    environment.registerVariable('fact', typeName(shapes[kind]));
    typed.set(kind, environment);
  }
  return environment;
}

function withFunctions(environment: Environment): Environment {
  return environment
    .registerFunction('glob(string, string): bool', glob)
    .registerFunction('words(string): list<string>', words);
}

function register(environment: Environment, shape: Shape, done: Set<string>): void {
  if (done.has(shape.name)) return;
  done.add(shape.name);
  for (const type of Object.values(shape.fields)) {
    const nested = nestedShape(type);
    if (nested) register(environment, nested, done);
  }
  const fields = Object.fromEntries(Object.entries(shape.fields).map(([name, type]) => [name, celType(type)]));
  environment.registerType(typeName(shape), { fields });
}

function celType(type: FieldType): string {
  const nested = nestedShape(type);
  if (typeof type === 'string') return type.replace(/\?$/, '');
  const name = nested ? typeName(nested) : 'dyn';
  return 'listOf' in type ? `list<${name}>` : name;
}

function typeName(shape: Shape): string {
  return shape.name.replace(/[^\w]/g, '_');
}

function explain(summary: string, kind: FactKind): string {
  const field = /^No such key: (.*)$/.exec(summary)?.[1];
  if (field !== undefined) return `no field '${field}'${didYouMean(field, fieldNames(shapes[kind]))}`;
  if (/double == int|int == double|double != int|int != double/.test(summary)) return `${summary}: write the number with a point, 60.0`;
  return summary;
}

function fieldNames(shape: Shape, names = new Set<string>(), done = new Set<Shape>()): Set<string> {
  done.add(shape);
  for (const [name, type] of Object.entries(shape.fields)) {
    names.add(name);
    const nested = nestedShape(type);
    if (nested && !done.has(nested)) fieldNames(nested, names, done);
  }
  return names;
}

function findCall(node: ASTNode, name: string): ASTNode | undefined {
  if ((node.op === 'rcall' || node.op === 'call') && node.args[0] === name) return node;
  return findNode(node.args, name);
}

function findNode(value: unknown, name: string): ASTNode | undefined {
  if (Array.isArray(value)) {
    for (const item of value) {
      const found = findNode(item, name);
      if (found) return found;
    }
  }
  return typeof value === 'object' && value !== null && 'op' in value ? findCall(value as ASTNode, name) : undefined;
}
