import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Property, Value } from '../../facts/code.js';
import type { Range } from '../../facts/place.js';
import { readAssignment, readUpdate } from './typescriptAssignments.js';
import { readCall, readModule, readTaggedTemplate } from './typescriptCalls.js';
import { readClass } from './typescriptClasses.js';
import { readFunction } from './typescriptFunctions.js';
import { readBinary, readConditional, readLogical, readUnary } from './typescriptOperators.js';
import { isTooDeep, unknown, type Reading } from './typescriptReading.js';
import { refer } from './typescriptScopes.js';
import { keptText } from './typescriptSecrets.js';
import { is, isInlineFunction, propertyName, rangeOf, type MaybeNode, type Nodes } from './typescriptTree.js';
import { ESCAPES, IGNORED, inside, property, READ, type Use } from './typescriptUses.js';

/** Gives one kind of expression; `name` is that of what holds it: a function or class without one takes it, a password is known by it. */
type Read<K extends keyof Nodes> = (r: Reading, node: Nodes[K], use: Use, name?: string) => Value;

const nowhere: Range = { start: 0, end: 0 };

/** Reads everything inside on the way: an expression must be read once, in the order of the text. */
export function readExpression(r: Reading, node: MaybeNode, use: Use, name?: string): Value {
  if (!node) return unknown(nowhere);
  const read = kinds[node.type] as Read<'Identifier'> | undefined;
  if (read === undefined || isTooDeep(r)) return unknown(rangeOf(node));
  r.depth++;
  const value = read(r, node as Nodes['Identifier'], use, name);
  r.depth--;
  return value;
}

const readInner: (r: Reading, node: { expression: MaybeNode }, use: Use, name?: string) => Value = (r, node, use, name) =>
  readExpression(r, node.expression, use, name);

const kinds: { readonly [K in keyof Nodes]?: Read<K> } = {
  Identifier: (r, node, use) => (node.name === 'undefined' ? { kind: 'null', range: rangeOf(node) } : refer(r, node.name, rangeOf(node), use)),
  Literal: (_, node, __, name) => readLiteral(node, name),
  TemplateLiteral: (r, node, _, name) => readTemplate(r, node, name),
  TaggedTemplateExpression: readTaggedTemplate,
  ArrayExpression: readList,
  ObjectExpression: readObject,
  FunctionExpression: readFunctionValue,
  ArrowFunctionExpression: readFunctionValue,
  ClassExpression: (r, node, _, name) => ({ kind: 'class', class: readClass(r, node, name), range: rangeOf(node) }),
  ThisExpression: (_, node) => ({ kind: 'this', range: rangeOf(node) }),
  Super: (_, node) => ({ kind: 'name', name: 'super', variable: undefined, range: rangeOf(node) }),
  MetaProperty: (_, node) => ({ kind: 'name', name: `${node.meta.name}.${node.property.name}`, variable: undefined, range: rangeOf(node) }),
  MemberExpression: (r, node, use) => readMember(r, node, property(propertyName(node.property, node.computed) ?? '', use)),
  CallExpression: readCall,
  NewExpression: readCall,
  ImportExpression: (r, node) => readModule(r, node.source, rangeOf(node)),
  AwaitExpression: (r, node, use) => readExpression(r, node.argument, { kind: 'awaited', then: use }),
  YieldExpression: (r, node) => readAside(r, node.argument, node),
  ChainExpression: readInner,
  TSAsExpression: readInner,
  TSNonNullExpression: readInner,
  TSSatisfiesExpression: readInner,
  TSTypeAssertion: readInner,
  TSInstantiationExpression: readInner,
  UnaryExpression: readUnary,
  UpdateExpression: readUpdate,
  BinaryExpression: readBinary,
  LogicalExpression: readLogical,
  ConditionalExpression: readConditional,
  AssignmentExpression: readAssignment,
  SequenceExpression: (r, node, use, name) => {
    const last = node.expressions.length - 1;
    const values = node.expressions.map((each, index) => readExpression(r, each, index === last ? use : IGNORED, name));
    return values[last] ?? unknown(rangeOf(node));
  },
  SpreadElement: (r, node) => ({ kind: 'spread', value: readExpression(r, node.argument, ESCAPES), range: rangeOf(node) }),
  Decorator: readInner,
  JSXElement: (r, node) => {
    for (const each of node.openingElement.attributes) readExpression(r, each, ESCAPES);
    for (const each of node.children) readExpression(r, each, ESCAPES);
    return unknown(rangeOf(node));
  },
  JSXFragment: (r, node) => {
    for (const each of node.children) readExpression(r, each, ESCAPES);
    return unknown(rangeOf(node));
  },
  JSXAttribute: (r, node) => readExpression(r, node.value, ESCAPES),
  JSXSpreadAttribute: (r, node) => readExpression(r, node.argument, ESCAPES),
  JSXExpressionContainer: readInner,
  JSXSpreadChild: readInner,
};

/** For what is read only for the calls in it. */
export function readAside(r: Reading, inner: MaybeNode, whole: TSESTree.Node): Value {
  readExpression(r, inner, ESCAPES);
  return unknown(rangeOf(whole));
}

function readFunctionValue(r: Reading, node: Nodes['FunctionExpression' | 'ArrowFunctionExpression'], _: Use, name?: string): Value {
  return { kind: 'function', function: readFunction(r, node, name === undefined ? {} : { name }), range: rangeOf(node) };
}

function readLiteral(node: Nodes['Literal'], name: string | undefined): Value {
  const range = rangeOf(node);
  const { value } = node;
  if (typeof value === 'string') return { kind: 'text', text: keptText(value, name), range };
  if (typeof value === 'number') return { kind: 'number', number: value, range };
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? { kind: 'number', number: Number(value), range } : unknown(range);
  if (typeof value === 'boolean') return { kind: 'boolean', boolean: value, range };
  return 'regex' in node ? unknown(range) : { kind: 'null', range };
}

export function readTemplate(r: Reading, node: Nodes['TemplateLiteral'], name?: string): Value {
  const parts: Value[] = [];
  for (const [index, quasi] of node.quasis.entries()) {
    const range = { start: quasi.range[0] + 1, end: Math.max(quasi.range[0] + 1, quasi.range[1] - (quasi.tail ? 1 : 2)) };
    const text = keptText(quasi.value.cooked ?? quasi.value.raw, name);
    if (node.quasis.length === 1) return { kind: 'text', text, range: rangeOf(node) };
    if (text !== '') parts.push({ kind: 'text', text, range });
    if (index < node.expressions.length) parts.push(readExpression(r, node.expressions[index], ESCAPES));
  }
  return { kind: 'template', parts, range: rangeOf(node) };
}

function readList(r: Reading, node: Nodes['ArrayExpression'], use: Use): Value {
  let isPlaceKnown = true;
  const items = node.elements.map((element, index): Value => {
    if (element === null) return unknown(rangeOf(node));
    isPlaceKnown &&= !is(element, 'SpreadElement');
    return readExpression(r, element, inside(isPlaceKnown ? String(index) : '*', use));
  });
  return { kind: 'list', items, range: rangeOf(node) };
}

function readObject(r: Reading, node: Nodes['ObjectExpression'], use: Use): Value {
  const properties: Property[] = [];
  const spreads: Value[] = [];
  for (const each of node.properties) {
    if (is(each, 'SpreadElement')) {
      spreads.push(readExpression(r, each.argument, ESCAPES));
    } else if (is(each, 'Property')) {
      const computed = each.computed ? readExpression(r, each.key, ESCAPES) : undefined;
      const name = propertyName(each.key, each.computed) ?? '';
      const value = readObjectMember(r, each, name, use);
      if (value === undefined) continue;
      properties.push({ name, nameRange: rangeOf(each.key), range: rangeOf(each), value, ...(computed && name === '' && { computed }) });
    }
  }
  return { kind: 'object', properties, spreads, range: rangeOf(node) };
}

/** A getter stands for what it returns; a setter is no value. */
function readObjectMember(r: Reading, member: Nodes['Property'], name: string, use: Use): Value | undefined {
  if (member.kind === 'init' || !isInlineFunction(member.value)) return readExpression(r, member.value, inside(name, use), name);
  const index = readFunction(r, member.value, { name });
  return member.kind === 'get' ? oneOf(r.functions[index]?.returns ?? [], rangeOf(member.value)) : undefined;
}

export function oneOf(options: readonly Value[], range: Range): Value {
  const [only] = options;
  if (only === undefined) return unknown(range);
  return options.length === 1 ? only : { kind: 'either', options, range };
}

/** A member whose object is used as `objectUse` says. */
export function readMember(r: Reading, node: Nodes['MemberExpression'], objectUse: Use): Value {
  const object = readExpression(r, node.object, objectUse);
  const name = propertyName(node.property, node.computed);
  const member = { kind: 'member', object, property: name ?? '', propertyRange: rangeOf(node.property), range: rangeOf(node) } as const;
  if (name !== undefined) return member;
  return { ...member, computed: readExpression(r, node.property, READ) };
}
