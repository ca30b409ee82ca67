import type { Value } from '../../facts/code.js';
import type { Evaluator } from './evaluator.js';
import type { CallReference, Located } from '../known.js';

const mostValues = 500;

/** Whether a value is made from the result of a call of the same file. */
export function derivesFrom(located: Located, call: CallReference, e: Evaluator): boolean {
  const code = e.code(located.file);
  if (!code || located.file !== call.file) return false;
  const seen = new Set<Value>();
  const variables = new Set<number>();
  const open: (Value | undefined)[] = [located.value];
  while (open.length > 0 && seen.size < mostValues) {
    const value = open.pop();
    if (!value || seen.has(value)) continue;
    seen.add(value);
    switch (value.kind) {
      case 'call': {
        if (value.call === call.index) return true;
        const inner = code.calls[value.call];
        open.push(inner?.callee, ...(inner?.arguments ?? []));
        break;
      }
      case 'name': {
        const variable = value.variable === undefined ? undefined : code.variables[value.variable];
        if (value.variable === undefined || variables.has(value.variable)) break;
        variables.add(value.variable);
        if (call.call.result.variable === value.variable) return true;
        open.push(variable?.value);
        break;
      }
      case 'member':
        open.push(value.object);
        break;
      case 'template':
        open.push(...value.parts);
        break;
      case 'object':
        open.push(...value.properties.map(property => property.value), ...value.spreads);
        break;
      case 'list':
        open.push(...value.items);
        break;
      case 'spread':
        open.push(value.value);
        break;
      case 'arithmetic':
      case 'comparison':
        open.push(value.left, value.right);
        break;
      case 'either':
        open.push(...value.options);
        break;
      default:
        break;
    }
  }
  return false;
}
