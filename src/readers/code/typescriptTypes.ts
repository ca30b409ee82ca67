import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { TypeReference, Value } from '../../facts/code.js';
import { isTooDeep, unknown, type Reading } from './typescriptReading.js';
import { refer, referTo } from './typescriptScopes.js';
import { is, propertyName, rangeOf, type MaybeNode, type Nodes } from './typescriptTree.js';
import { READ } from './typescriptUses.js';

/** Types that stand for their first argument. */
const transparent: ReadonlySet<string> = new Set('Promise PromiseLike Awaited Readonly Partial Required NonNullable'.split(' '));

export function readAnnotation(r: Reading, node: TSESTree.TSTypeAnnotation | undefined): TypeReference | undefined {
  return node && readType(r, node.typeAnnotation);
}

/** Undefined for what the vocabulary has no word for: functions, literals, conditional types. */
export function readType(r: Reading, node: MaybeNode): TypeReference | undefined {
  if (isTooDeep(r)) return undefined;
  r.depth++;
  const type = typeOf(r, node);
  r.depth--;
  return type;
}

function typeOf(r: Reading, node: MaybeNode): TypeReference | undefined {
  if (is(node, 'TSTypeReference')) return readTypeName(r, node.typeName, node.typeArguments);
  if (is(node, 'TSTypeLiteral')) return { kind: 'object', members: Object.fromEntries(readMembers(r, node.members)) };
  if (is(node, 'TSTypeQuery')) return { kind: 'typeof', value: valueOf(r, node.exprName), of: 'value' };
  if (is(node, 'TSUnionType')) return mostTelling(node.types.map(each => readType(r, each)));
  if (is(node, 'TSIntersectionType')) return mostTelling(node.types.map(each => readType(r, each)));
  if (is(node, 'TSTypeOperator')) return node.operator === 'readonly' ? readType(r, node.typeAnnotation) : undefined;
  if (is(node, 'TSArrayType')) {
    const element = readType(r, node.elementType);
    return { kind: 'named', path: ['Array'], variable: undefined, arguments: element ? [element] : [] };
  }
  const keyword = node && /^TS(String|Number|Boolean|Object|BigInt)Keyword$/.exec(node.type)?.[1];
  return keyword === undefined || keyword === null ? undefined : { kind: 'named', path: [keyword.toLowerCase()], variable: undefined, arguments: [] };
}

/** Of `A | B` the first that is no `string`, `number` …: it may be that one, and the others are seldom clients. */
function mostTelling(types: readonly (TypeReference | undefined)[]): TypeReference | undefined {
  const known = types.filter(each => each !== undefined);
  return known.find(each => each.kind !== 'named' || /^[A-Z]/.test(each.path[0] ?? '')) ?? known[0];
}

export function readTypeName(r: Reading, name: MaybeNode, given: TSESTree.TSTypeParameterInstantiation | undefined): TypeReference | undefined {
  const path = pathOf(name);
  const [first] = path;
  if (first === undefined) return undefined;
  const parameter = given?.params[0];
  if (path.length === 1 && parameter !== undefined) {
    if (transparent.has(first)) return readType(r, parameter);
    if (first === 'ReturnType' || first === 'InstanceType') {
      if (!is(parameter, 'TSTypeQuery')) return undefined;
      return { kind: 'typeof', value: valueOf(r, parameter.exprName), of: first === 'ReturnType' ? 'returned' : 'instance' };
    }
  }
  const type = { kind: 'named', path, variable: undefined, arguments: given?.params.flatMap(each => readType(r, each) ?? []) ?? [] } as const;
  referTo(r, first, type);
  return type;
}

function pathOf(name: MaybeNode): string[] {
  if (is(name, 'Identifier')) return [name.name];
  if (is(name, 'TSQualifiedName')) return [...pathOf(name.left), name.right.name];
  if (is(name, 'MemberExpression') && is(name.property, 'Identifier')) return [...pathOf(name.object), name.property.name];
  return [];
}

function valueOf(r: Reading, name: MaybeNode): Value {
  if (is(name, 'Identifier')) return refer(r, name.name, rangeOf(name), READ);
  if (is(name, 'TSQualifiedName')) {
    const object = valueOf(r, name.left);
    return { kind: 'member', object, property: name.right.name, propertyRange: rangeOf(name.right), range: rangeOf(name) };
  }
  return name ? unknown(rangeOf(name)) : unknown({ start: 0, end: 0 });
}

function readMembers(r: Reading, members: readonly TSESTree.TypeElement[]): Map<string, TypeReference> {
  const types = new Map<string, TypeReference>();
  for (const member of members) {
    if (!is(member, 'TSPropertySignature')) continue;
    const name = propertyName(member.key, member.computed);
    const type = readAnnotation(r, member.typeAnnotation);
    if (name !== undefined && type !== undefined) types.set(name, type);
  }
  return types;
}

/** An interface or alias, kept by its name; a second interface of that name adds to the first. */
export function readTypeDeclaration(r: Reading, node: Nodes['TSInterfaceDeclaration' | 'TSTypeAliasDeclaration']): void {
  const { name } = node.id;
  const type: TypeReference | undefined = is(node, 'TSTypeAliasDeclaration')
    ? readType(r, node.typeAnnotation)
    : { kind: 'object', members: Object.fromEntries(readMembers(r, node.body.body)) };
  if (type === undefined) return;
  if (type.kind === 'object') r.types.set(name, new Map([...(r.types.get(name) ?? []), ...Object.entries(type.members)]));
  else r.aliases.set(name, type);
}
