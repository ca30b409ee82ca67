import { beside } from '../resolving/frame.js';
import type { Located } from '../known.js';
import { plainNumber } from '../resolving/plainText.js';
import { callOf, type View } from '../view.js';

/** The number that a value is, where it can be worked out: `60 * 60`, `Number('30')`, `Math.floor(7.5)`, constants. */
export function numberOf(located: Located, view: View, depth = 0): number | undefined {
  const plain = plainNumber(located, view.resolver);
  if (plain !== undefined || depth > 12) return plain;
  const origin = view.resolver.origin(located);
  const { value } = origin;
  if (value.kind === 'arithmetic') {
    const left = numberOf(beside(origin, value.left), view, depth + 1);
    const right = numberOf(beside(origin, value.right), view, depth + 1);
    return left === undefined || right === undefined ? undefined : calculate(value.operator, left, right);
  }
  const call = callOf(view, origin);
  const [argument] = call?.arguments ?? [];
  if (!call || !argument) return undefined;
  const { callee } = call;
  const inner = (): number | undefined => numberOf(beside(origin, argument), view, depth + 1);
  if (callee.kind === 'name' && ['Number', 'parseInt', 'parseFloat', 'String'].includes(callee.name)) return inner();
  if (callee.kind !== 'member' || callee.object.kind !== 'name' || callee.object.name !== 'Math') return undefined;
  const rounding = { floor: Math.floor, ceil: Math.ceil, round: Math.round, trunc: Math.trunc }[callee.property];
  const number = rounding && inner();
  return number === undefined ? undefined : rounding?.(number);
}

function calculate(operator: string, left: number, right: number): number | undefined {
  switch (operator) {
    case '+': return left + right;
    case '-': return left - right;
    case '*': return left * right;
    case '/': return right === 0 ? undefined : left / right;
    case '%': return right === 0 ? undefined : left % right;
    case '**': return left ** right;
    default: return undefined;
  }
}
