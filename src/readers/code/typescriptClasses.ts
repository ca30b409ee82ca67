import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { ClassFact, Field, TypeReference, Value } from '../../facts/code.js';
import { oneOf, readExpression } from './typescriptExpressions.js';
import { readDecorators, readFunction } from './typescriptFunctions.js';
import { within, type Draft, type Reading } from './typescriptReading.js';
import { blockScope, declare, functionScope, give, nameOf } from './typescriptScopes.js';
import { readStatements } from './typescriptStatements.js';
import { is, nameRange, propertyName, rangeOf, type MaybeNode, type Nodes } from './typescriptTree.js';
import { readAnnotation, readTypeName } from './typescriptTypes.js';
import { ESCAPES, READ } from './typescriptUses.js';

interface ClassDraft extends Draft<Omit<ClassFact, 'fields' | 'methods'>> {
  readonly fields: Field[];
  readonly methods: ClassFact['methods'][number][];
}

export function readClass(r: Reading, node: TSESTree.ClassDeclaration | TSESTree.ClassExpression, name?: string): number {
  const index = r.classes.length;
  const draft: ClassDraft = { name: node.id?.name ?? name, range: rangeOf(node), implements: [], fields: [], methods: [], decorators: [] };
  r.classes.push(draft);
  draft.decorators = readDecorators(r, node.decorators);
  within(r, { scope: blockScope(r) }, () => {
    if (is(node, 'ClassExpression') && node.id) {
      give(r, declare(r, r.at.scope, node.id.name, nameRange(node.id), 'class'), { kind: 'class', class: index, range: draft.range });
    }
    if (node.superClass) draft.extends = readExpression(r, node.superClass, READ);
    draft.implements = (node.implements as TSESTree.TSClassImplements[] | undefined ?? []).flatMap(each => readTypeName(r, each.expression, each.typeArguments) ?? []);
    within(r, { class: index }, () => {
      for (const member of node.body.body) readMemberOf(r, member, draft, index);
    });
  });
  return index;
}

function readMemberOf(r: Reading, member: MaybeNode, draft: ClassDraft, index: number): void {
  if (is(member, 'MethodDefinition')) readMethod(r, member, draft, index);
  else if (is(member, 'PropertyDefinition') || is(member, 'AccessorProperty')) readField(r, member, draft);
  else if (is(member, 'TSAbstractPropertyDefinition') || is(member, 'TSAbstractAccessorProperty')) readField(r, member, draft);
  else if (is(member, 'StaticBlock')) within(r, { scope: functionScope(r, r.at.function) }, () => readStatements(r, member.body));
}

function readField(
  r: Reading,
  member: Nodes['PropertyDefinition' | 'AccessorProperty' | 'TSAbstractPropertyDefinition' | 'TSAbstractAccessorProperty'],
  draft: ClassDraft,
): void {
  const decorators = readDecorators(r, member.decorators);
  if (member.computed) readExpression(r, member.key, READ);
  const name = propertyName(member.key, member.computed) ?? '';
  const type = readAnnotation(r, member.typeAnnotation);
  const value = member.value ? readExpression(r, member.value, ESCAPES, name) : undefined;
  draft.fields.push(field(member.key, name, member.static, value, type, decorators));
}

function field(key: TSESTree.Node, name: string, isStatic: boolean, value: Value | undefined, type: TypeReference | undefined, decorators: Field['decorators']): Field {
  return { name, range: rangeOf(key), isStatic, ...(value && { value }), ...(type && { type }), decorators };
}

/** Overloads and abstract methods have no body and are no functions. */
function readMethod(r: Reading, member: Nodes['MethodDefinition'], draft: ClassDraft, index: number): void {
  const decorators = readDecorators(r, member.decorators);
  if (member.computed) readExpression(r, member.key, READ);
  const { value } = member;
  if (!is(value, 'FunctionExpression')) return;
  const name = propertyName(member.key, member.computed) ?? '';
  const method = readFunction(r, value, { name, decorators, class: index });
  const fact = r.functions[method]?.fact;
  if (fact === undefined) return;
  const isGetter = member.kind === 'get';
  if (member.kind === 'constructor') {
    draft.constructorFunction = method;
    for (const [place, parameter] of value.params.entries()) if (is(parameter, 'TSParameterProperty')) draft.fields.push(...parameterProperty(r, parameter, fact.parameters[place]));
  } else if (member.kind !== 'set') {
    draft.methods.push({ name, function: method, isStatic: member.static, isGetter });
  }
  if (isGetter) draft.fields.push(field(member.key, name, member.static, oneOf(fact.returns, rangeOf(value)), fact.returnType, decorators));
}

function parameterProperty(r: Reading, node: TSESTree.TSParameterProperty, [index]: readonly number[] = []): Field[] {
  const variable = index === undefined ? undefined : r.variables[index]?.fact;
  if (index === undefined || variable === undefined) return [];
  const { name, range, type, decorators } = variable;
  return [{ name, range, isStatic: node.static, value: nameOf(r, index), ...(type && { type }), decorators: decorators ?? [] }];
}
