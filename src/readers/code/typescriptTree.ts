import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Range } from '../../facts/place.js';

/** Every kind of tree node by the name of its type; only types come from the parser's package here. */
export type Nodes = { [N in TSESTree.Node as `${N['type']}`]: N };

/** A node of code that is just being typed may lack children that its type promises. */
export type MaybeNode = TSESTree.Node | null | undefined;

export function is<K extends keyof Nodes>(node: MaybeNode, type: K): node is Nodes[K] {
  return (node?.type as string | undefined) === type;
}

export function rangeOf(node: TSESTree.Node): Range {
  return { start: node.range[0], end: node.range[1] };
}

/** Of a declared name alone: the node's own range takes in its type. */
export function nameRange(node: TSESTree.Identifier): Range {
  return { start: node.range[0], end: Math.min(node.range[0] + node.name.length, node.range[1]) };
}

/** Without `as`, `satisfies`, `!`, `<T>x` and the wrapper of an optional chain. */
export function strip(node: TSESTree.Node): TSESTree.Node {
  let inner = node;
  while (
    is(inner, 'ChainExpression') ||
    is(inner, 'TSNonNullExpression') ||
    is(inner, 'TSAsExpression') ||
    is(inner, 'TSSatisfiesExpression') ||
    is(inner, 'TSTypeAssertion') ||
    is(inner, 'TSInstantiationExpression')
  ) {
    inner = inner.expression;
  }
  return inner;
}

export type InlineFunction = TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;

export function isInlineFunction(node: MaybeNode): node is InlineFunction {
  return is(node, 'ArrowFunctionExpression') || is(node, 'FunctionExpression');
}

/** The property a member names in the text; undefined when it is computed from something else. */
export function propertyName(property: MaybeNode, computed: boolean): string | undefined {
  if (!computed && is(property, 'Identifier')) return property.name;
  if (is(property, 'PrivateIdentifier')) return `#${property.name}`;
  if (is(property, 'Literal')) {
    return typeof property.value === 'string' || typeof property.value === 'number' ? String(property.value) : undefined;
  }
  if (is(property, 'TemplateLiteral') && property.expressions.length === 0) return property.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}
