import type { Condition, Value } from '../../facts/code.js';
import type { Range } from '../../facts/place.js';
import { readAside, readExpression } from './typescriptExpressions.js';
import { under, unknown, within, type Reading } from './typescriptReading.js';
import { is, rangeOf, strip, type MaybeNode, type Nodes } from './typescriptTree.js';
import { ESCAPES, IGNORED, READ, several, test, type TestUse, type Use } from './typescriptUses.js';

const flipped: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=', '==': '==', '===': '===', '!=': '!=', '!==': '!==' };
const arithmetic: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', '**']);
/** `a + b + c …` beyond this says nothing to anyone. */
const longestArithmetic = 50;

/** The use of what a condition decides by. */
export function testOf(node: MaybeNode): Use {
  return node ? test('truthy', rangeOf(node)) : READ;
}

export function readUnary(r: Reading, node: Nodes['UnaryExpression'], use: Use): Value {
  const range = rangeOf(node);
  switch (node.operator) {
    case '!': {
      const isDouble = use.kind === 'test' && use.operator === 'falsy';
      const left = readExpression(r, node.argument, test(isDouble ? 'truthy' : 'falsy', range));
      return { kind: 'comparison', operator: '!', left, range };
    }
    case 'void':
      readExpression(r, node.argument, IGNORED);
      return { kind: 'null', range };
    case '-': {
      const value = readExpression(r, node.argument, ESCAPES);
      return value.kind === 'number' ? { ...value, number: -value.number, range } : unknown(range);
    }
    case '+': {
      // Makes a number of it, as `x - 0` does.
      const value = readExpression(r, node.argument, ESCAPES);
      return value.kind === 'number' ? { ...value, range } : { kind: 'arithmetic', operator: '-', left: value, right: { kind: 'number', number: 0, range }, range };
    }
    case 'typeof':
      readExpression(r, node.argument, use.kind === 'test' ? use : READ);
      return unknown(range);
    case 'delete':
      readExpression(r, node.argument, READ);
      return unknown(range);
    default:
      return readAside(r, node.argument, node);
  }
}

/** Long sums are chains to the left: walked down without recursion, then read from the left. */
export function readBinary(r: Reading, node: Nodes['BinaryExpression']): Value {
  if (!arithmetic.has(node.operator)) return readComparison(r, node);
  const chain = [node];
  for (let left: Nodes['BinaryExpression']['left'] = node.left; is(left, 'BinaryExpression') && arithmetic.has(left.operator); left = left.left) chain.push(left);
  let value: Value | undefined;
  for (const [length, link] of chain.reverse().entries()) {
    const left: Value = value ?? readExpression(r, link.left, ESCAPES);
    const right = readExpression(r, link.right, ESCAPES);
    value = combine(link.operator, left, right, rangeOf(link), length);
  }
  return value ?? unknown(rangeOf(node));
}

function combine(operator: string, left: Value, right: Value, range: Range, length: number): Value {
  if (operator === '+' && (isText(left) || isText(right))) {
    // The parts of the sum to the left are this chain's own, and copying them for each link would be quadratic.
    const parts = left.kind !== 'template' ? [left] : length > 0 ? (left.parts as Value[]) : [...left.parts];
    if (right.kind === 'template') parts.push(...right.parts);
    else parts.push(right);
    return { kind: 'template', parts, range };
  }
  return length > longestArithmetic ? unknown(range) : { kind: 'arithmetic', operator, left, right, range };
}

function isText(value: Value): boolean {
  return value.kind === 'text' || value.kind === 'template';
}

function readComparison(r: Reading, node: Nodes['BinaryExpression']): Value {
  const range = rangeOf(node);
  const { operator } = node;
  const isComparison = operator in flipped || operator === 'in' || operator === 'instanceof';
  if (!isComparison) {
    readExpression(r, node.left, ESCAPES);
    return readAside(r, node.right, node);
  }
  const ofLeft: TestUse = test(operator, range);
  const ofRight: TestUse = test(flipped[operator] ?? operator, range);
  const left = readExpression(r, node.left, operator === 'in' ? ESCAPES : ofLeft);
  const right = readExpression(r, node.right, operator === 'instanceof' ? READ : ofRight);
  ofLeft.with = right;
  ofRight.with = left;
  return { kind: 'comparison', operator, left, right, range };
}

export function readLogical(r: Reading, node: Nodes['LogicalExpression'], use: Use, name?: string): Value {
  const range = rangeOf(node);
  const isTest = use.kind === 'test' && (use.operator === 'truthy' || use.operator === 'falsy');
  const own = test(node.operator === '??' ? '??' : isTest ? use.operator : 'truthy', node.operator === '??' ? range : rangeOf(strip(node.left)));
  // `a && b` is `a` only when that is falsy, which is worth nothing; inside a test both sides are tests of their own.
  const isPassedOn = use.kind !== 'ignored' && (node.operator === '??' || (node.operator === '||' && !isTest));
  const left = readExpression(r, node.left, isPassedOn ? several(own, use) : own, name);
  const condition: Condition = { range, by: 'logical', branch: node.operator === '&&' ? 'then' : 'else', test: left };
  const rightUse = isTest ? test(use.operator, rangeOf(strip(node.right))) : use;
  const right = within(r, under(r, condition), () => readExpression(r, node.right, rightUse, name));
  return { kind: 'either', options: [left, right], by: node.operator, range };
}

export function readConditional(r: Reading, node: Nodes['ConditionalExpression'], use: Use, name?: string): Value {
  const range = rangeOf(node);
  const decides = readExpression(r, node.test, testOf(node.test));
  const read = (branch: Condition['branch'], inner: MaybeNode): Value =>
    within(r, under(r, { range, by: 'ternary', branch, test: decides }), () => readExpression(r, inner, use, name));
  const options = [read('then', node.consequent), read('else', node.alternate)];
  return { kind: 'either', options, by: '?:', test: decides, range };
}
