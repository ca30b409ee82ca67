import type { Value } from '../../facts/code.js';
import type { Range } from '../../facts/place.js';
import { readExpression, readMember } from './typescriptExpressions.js';
import { exportAssigned } from './typescriptCommonJs.js';
import { readPattern } from './typescriptPatterns.js';
import { under, unknown, within, type Reading } from './typescriptReading.js';
import { refer, referTo } from './typescriptScopes.js';
import { is, propertyName, rangeOf, strip, type Nodes } from './typescriptTree.js';
import { ESCAPES, property, READ, several, test, type Use } from './typescriptUses.js';

export function readAssignment(r: Reading, node: Nodes['AssignmentExpression'], use: Use): Value {
  const left = strip(node.left);
  if (is(left, 'MemberExpression')) return assignMember(r, node, left);
  if (node.operator === '=') {
    const target = readPattern(r, left, undefined);
    const isName = is(left, 'Identifier');
    const value = readExpression(r, node.right, use.kind === 'ignored' ? target.use : several(target.use, use), isName ? left.name : undefined);
    target.give(value);
    if (isName) reckonedWith(r, left, value, rangeOf(node));
    return value;
  }
  return is(left, 'Identifier') ? assignNameBy(r, node, left, use) : readExpression(r, node.right, ESCAPES);
}

/** `sum = sum + value` is `sum += value`, `sum = sum + value + more` too. */
function reckonedWith(r: Reading, { name }: Nodes['Identifier'], value: Value, range: Range): void {
  if (value.kind !== 'arithmetic' || !isSum(value)) return;
  let first: Value = value.left;
  while (first.kind === 'arithmetic' && isSum(first)) first = first.left;
  const isIt = (side: Value): boolean => side.kind === 'name' && side.name === name;
  const target = isIt(first) ? first : value.operator === '+' && isIt(value.right) ? value.right : undefined;
  if (target) r.assignments.push({ target, operator: `${value.operator}=`, value, range, function: r.at.function, conditions: r.at.conditions });
}

function isSum({ operator }: Extract<Value, { kind: 'arithmetic' }>): boolean {
  return operator === '+' || operator === '-';
}

/** `a.b = value`: kept as an assignment, and as an export when `a` is `module` or `exports`. */
function assignMember(r: Reading, node: Nodes['AssignmentExpression'], left: Nodes['MemberExpression']): Value {
  const name = propertyName(left.property, left.computed) ?? '';
  const isFallback = isLogical(node.operator);
  const target = readMember(r, left, isFallback ? property(name, test('truthy', rangeOf(left))) : READ);
  const read = (): Value => readExpression(r, node.right, ESCAPES, name);
  const value = isFallback ? ifNotSet(r, node, target, read) : read();
  r.assignments.push({ target, operator: node.operator, value, range: rangeOf(node), function: r.at.function, conditions: r.at.conditions });
  if (node.operator === '=') exportAssigned(r, target, value);
  return isFallback ? { kind: 'either', options: [target, value], range: rangeOf(node) } : value;
}

/** `a ??= value` gives the name one more value; `a += value` one that is not known. */
function assignNameBy(r: Reading, node: Nodes['AssignmentExpression'], left: Nodes['Identifier'], use: Use): Value {
  const range = rangeOf(node);
  const reference = referTo(r, left.name, { variable: undefined });
  if (!isLogical(node.operator)) {
    const target = refer(r, left.name, rangeOf(left), READ);
    const value = readExpression(r, node.right, ESCAPES);
    r.assignments.push({ target, operator: node.operator, value, range, function: r.at.function, conditions: r.at.conditions });
    reference.given = unknown(range);
    return unknown(range);
  }
  const before = refer(r, left.name, rangeOf(left), several(test(node.operator === '??=' ? '??' : 'truthy', rangeOf(left)), use));
  const held: Use = { kind: 'held', by: reference.into };
  const value = ifNotSet(r, node, before, () => readExpression(r, node.right, several(held, use), left.name));
  reference.given = value;
  return { kind: 'either', options: [before, value], range };
}

function isLogical(operator: string): boolean {
  return operator === '??=' || operator === '||=' || operator === '&&=';
}

function ifNotSet(r: Reading, node: Nodes['AssignmentExpression'], test: Value, read: () => Value): Value {
  const branch = node.operator === '&&=' ? 'then' : 'else';
  return within(r, under(r, { range: rangeOf(node), by: 'logical', branch, test }), read);
}

export function readUpdate(r: Reading, node: Nodes['UpdateExpression']): Value {
  const range = rangeOf(node);
  if (is(node.argument, 'Identifier')) referTo(r, node.argument.name, { variable: undefined }).given = unknown(range);
  const target = readExpression(r, node.argument, READ);
  if (target.kind === 'member') {
    const operator = node.operator === '++' ? '+=' : '-=';
    r.assignments.push({ target, operator, value: { kind: 'number', number: 1, range }, range, function: r.at.function, conditions: r.at.conditions });
  }
  return unknown(range);
}
