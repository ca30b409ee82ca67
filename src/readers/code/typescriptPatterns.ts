import type { Decorator, TypeReference, Value, Variable } from '../../facts/code.js';
import type { Range } from '../../facts/place.js';
import { readExpression, readMember } from './typescriptExpressions.js';
import { decoratorsOf, unknown, type Reading, type Scope } from './typescriptReading.js';
import { declare, give, referTo } from './typescriptScopes.js';
import { is, nameRange, propertyName, rangeOf, type MaybeNode, type Nodes } from './typescriptTree.js';
import { readAnnotation } from './typescriptTypes.js';
import { ESCAPES, property, READ, several, type Use } from './typescriptUses.js';

/** The left side of a declaration, a parameter or an assignment: what becomes of the value, and how it is handed over. */
export interface Target {
  readonly use: Use;
  /** Called once the source has been read, which stands to the right. */
  give(source: Value): void;
}

/** What a pattern's names become. */
export interface Declaring {
  readonly by: Variable['declaredBy'];
  readonly scope: Scope;
  readonly type?: TypeReference | undefined;
  readonly parameter?: NonNullable<Variable['parameter']>;
  readonly decorators?: readonly Decorator[];
  /** Gathers the variables declared. */
  readonly declared?: number[];
}

/** `declaring` is undefined where names are assigned that are declared elsewhere. */
export function readPattern(r: Reading, node: MaybeNode, declaring: Declaring | undefined): Target {
  if (is(node, 'Identifier')) return declaring ? declareName(r, node, declaring) : assignName(r, node);
  if (is(node, 'AssignmentPattern')) return readDefault(r, node, declaring);
  if (is(node, 'ObjectPattern')) return readObjectPattern(r, node, declaring && typed(r, node, declaring));
  if (is(node, 'ArrayPattern')) return readArrayPattern(r, node, declaring && typed(r, node, declaring));
  if (is(node, 'RestElement')) return readRest(r, node, declaring);
  if (is(node, 'MemberExpression')) return readMemberTarget(r, node);
  readExpression(r, node, ESCAPES);
  return { use: ESCAPES, give: () => undefined };
}

function typed(r: Reading, node: Nodes['ObjectPattern' | 'ArrayPattern'], declaring: Declaring): Declaring {
  const type = readAnnotation(r, node.typeAnnotation);
  return type ? { ...declaring, type } : declaring;
}

function declareName(r: Reading, node: Nodes['Identifier'], declaring: Declaring): Target {
  const index = declare(r, declaring.scope, node.name, nameRange(node), declaring.by);
  const variable = r.variables[index]?.fact;
  const type = readAnnotation(r, node.typeAnnotation) ?? declaring.type;
  if (variable !== undefined) {
    if (type) variable.type ??= type;
    if (declaring.parameter) variable.parameter = declaring.parameter;
    Object.assign(variable, decoratorsOf(declaring.decorators ?? []));
  }
  declaring.declared?.push(index);
  return { use: { kind: 'held', by: { variable: index } }, give: source => give(r, index, source) };
}

function assignName(r: Reading, node: Nodes['Identifier']): Target {
  const into = { variable: undefined };
  const reference = referTo(r, node.name, into);
  return { use: { kind: 'held', by: into }, give: source => void (reference.given = source) };
}

/** `name = value` in a pattern. A parameter may be given anything else; a destructured name is one of the two. */
function readDefault(r: Reading, node: Nodes['AssignmentPattern'], declaring: Declaring | undefined): Target {
  const target = readPattern(r, node.left, declaring);
  const fallback = readExpression(r, node.right, target.use, is(node.left, 'Identifier') ? node.left.name : undefined);
  if (declaring?.parameter) {
    target.give(fallback);
    return { use: target.use, give: () => undefined };
  }
  return { use: target.use, give: source => target.give({ kind: 'either', options: [source, fallback], by: '??', range: rangeOf(node) }) };
}

function readObjectPattern(r: Reading, node: Nodes['ObjectPattern'], declaring: Declaring | undefined): Target {
  const uses: Use[] = [];
  const givers: ((source: Value) => void)[] = [];
  for (const each of node.properties) {
    if (!is(each, 'Property')) {
      const rest = readPattern(r, each, declaring);
      uses.push(rest.use);
      givers.push(source => rest.give(source));
      continue;
    }
    if (each.computed) readExpression(r, each.key, ESCAPES);
    const name = propertyName(each.key, each.computed);
    const target = readPattern(r, each.value, declaring && memberOf(r, declaring, name ?? ''));
    const range = rangeOf(each.key);
    uses.push(property(name ?? '', target.use));
    givers.push(source => giveMember(target, source, name, range));
  }
  return { use: several(...uses), give: source => givers.forEach(each => each(source)) };
}

/** A literal's own property rather than a member of the literal; nothing when it has none. */
function giveMember(target: Target, source: Value, name: string | undefined, range: Range): void {
  if (name === undefined) target.give(unknown(range));
  else if (source.kind !== 'object' || source.spreads.length > 0) target.give({ kind: 'member', object: source, property: name, propertyRange: range, range });
  else for (const each of source.properties) if (each.name === name) target.give(each.value);
}

function readArrayPattern(r: Reading, node: Nodes['ArrayPattern'], declaring: Declaring | undefined): Target {
  const uses: Use[] = [];
  const givers: ((source: Value) => void)[] = [];
  for (const [index, each] of node.elements.entries()) {
    if (each === null) continue;
    const isRest = is(each, 'RestElement');
    const name = String(index);
    const target = readPattern(r, each, declaring && memberOf(r, declaring, name));
    const range = rangeOf(each);
    uses.push(isRest ? target.use : property(name, target.use));
    givers.push(source => target.give(isRest ? source : { kind: 'member', object: source, property: name, propertyRange: range, range }));
  }
  return { use: several(...uses), give: source => givers.forEach(each => each(source)) };
}

/** Of `({ redis }: { redis: Redis })` each name has the type of its member. */
function memberOf(r: Reading, declaring: Declaring, name: string): Declaring {
  const { type, parameter, ...rest } = declaring;
  const memberType = type && typeOfMember(r, type, name);
  if (parameter === undefined) return memberType ? { ...rest, type: memberType } : rest;
  const whole = parameter.type ?? (type?.kind === 'named' ? type : undefined);
  return { ...rest, ...(memberType && { type: memberType }), parameter: { ...parameter, path: [...parameter.path, name], ...(whole && { type: whole }) } };
}

function typeOfMember(r: Reading, type: TypeReference, name: string): TypeReference | undefined {
  if (type.kind === 'object') return Object.hasOwn(type.members, name) ? type.members[name] : undefined;
  return type.kind === 'named' && type.path.length === 1 ? r.types.get(type.path[0] ?? '')?.get(name) : undefined;
}

/** What is left over is not followed. */
function readRest(r: Reading, node: Nodes['RestElement'], declaring: Declaring | undefined): Target {
  const type = readAnnotation(r, node.typeAnnotation);
  const target = readPattern(r, node.argument, declaring && (type ? { ...declaring, type } : declaring));
  const range = rangeOf(node);
  return { use: ESCAPES, give: () => target.give(unknown(range)) };
}

function readMemberTarget(r: Reading, node: Nodes['MemberExpression']): Target {
  const target = readMember(r, node, READ);
  return {
    use: ESCAPES,
    give: value => void r.assignments.push({ target, operator: '=', value, range: rangeOf(node), function: r.at.function, conditions: r.at.conditions }),
  };
}
