import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Property, TypeReference, Value } from '../../facts/code.js';
import { readExpression } from './typescriptExpressions.js';
import { readPattern } from './typescriptPatterns.js';
import type { Reading } from './typescriptReading.js';
import { declare, give, varScope } from './typescriptScopes.js';
import { is, nameRange, propertyName, rangeOf, type Nodes } from './typescriptTree.js';
import { readType } from './typescriptTypes.js';
import { ESCAPES, READ } from './typescriptUses.js';

/** Gives the variables it declared. */
export function readVariables(r: Reading, node: Nodes['VariableDeclaration']): number[] {
  const declared: number[] = [];
  const by = node.kind === 'let' || node.kind === 'var' ? 'let' : 'const';
  const scope = node.kind === 'var' ? varScope(r) : r.at.scope;
  for (const { id, init } of node.declarations as readonly TSESTree.VariableDeclarator[]) {
    const type = init ? assertedType(r, init) : undefined;
    const target = readPattern(r, id, { by, scope, declared, ...(type && { type }) });
    if (init) target.give(readExpression(r, init, target.use, is(id, 'Identifier') ? id.name : undefined));
  }
  return declared;
}

/** `const redis = app.get(TOKEN) as Redis` says as much as a type of its own. */
function assertedType(r: Reading, node: TSESTree.Node): TypeReference | undefined {
  const inner = is(node, 'AwaitExpression') ? node.argument : node;
  if (!is(inner, 'TSAsExpression') && !is(inner, 'TSTypeAssertion')) return undefined;
  const type = readType(r, inner.typeAnnotation);
  return type?.kind === 'named' && type.path[0] === 'const' ? undefined : type;
}

/** An enum is an object; members without a value count on from the one before. */
export function readEnum(r: Reading, node: Nodes['TSEnumDeclaration']): void {
  const variable = declare(r, r.at.scope, node.id.name, nameRange(node.id), 'enum');
  const properties: Property[] = [];
  let next: number | undefined = 0;
  for (const member of node.body.members) {
    const range = rangeOf(member);
    const value: Value = member.initializer
      ? readExpression(r, member.initializer, READ)
      : next === undefined ? { kind: 'unknown', range } : { kind: 'number', number: next, range };
    next = value.kind === 'number' ? value.number + 1 : undefined;
    properties.push({ name: propertyName(member.id, false) ?? '', nameRange: rangeOf(member.id), range, value });
  }
  give(r, variable, { kind: 'object', properties, spreads: [], range: rangeOf(node) });
}

/** Declared and exported in one: it goes where this file does not follow. */
export function escape(r: Reading, variable: number): void {
  r.variables[variable]?.uses.push(ESCAPES);
}
