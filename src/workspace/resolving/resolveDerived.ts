import type { CodeFile, Value } from '../../facts/code.js';
import type { Evaluator } from './evaluator.js';
import { beside, frameOf, locate, type Frame } from './frame.js';
import type { CallReference, Located } from '../known.js';

const mostValues = 500;
/** Methods that hand what they are called on, or its elements, to the function they are given. */
const handing = new Set(['then', 'tap', 'map', 'forEach', 'flatMap', 'filter', 'find', 'some', 'every']);

/** Whether a value is made from the result of a call: of the same file, or of another through the arguments of a call under way. */
export function derivesFrom(located: Located, call: CallReference, e: Evaluator): boolean {
  const seen = new Set<Value>();
  const open: (Located | undefined)[] = [located];
  while (open.length > 0 && seen.size < mostValues) {
    const at = open.pop();
    if (!at || seen.has(at.value)) continue;
    const { value, file } = at;
    const code = e.code(file);
    if (!code) continue;
    seen.add(value);
    const push = (...values: (Value | undefined)[]): void => void open.push(...values.map(each => each && beside(at, each)));
    switch (value.kind) {
      case 'call': {
        if (value.call === call.index && file === call.file) return true;
        const inner = code.calls[value.call];
        push(inner?.callee, ...(inner?.arguments ?? []));
        break;
      }
      case 'name': {
        if (value.variable === undefined) break;
        if (call.call.result.variable === value.variable && file === call.file) return true;
        const given = givenTo(value.variable, file, code, at.frame, call);
        if (given === true) return true;
        open.push(...given);
        break;
      }
      case 'member':
        push(value.object);
        break;
      case 'template':
        push(...value.parts);
        break;
      case 'object':
        push(...value.properties.map(property => property.value), ...value.spreads);
        break;
      case 'list':
        push(...value.items);
        break;
      case 'spread':
        push(value.value);
        break;
      case 'arithmetic':
      case 'comparison':
        push(value.left, value.right);
        break;
      case 'either':
        push(...value.options);
        break;
      default:
        break;
    }
  }
  return false;
}

/** What a name is given; true when that is the call's result itself. */
function givenTo(index: number, file: string, code: CodeFile, frame: Frame | undefined, call: CallReference): true | readonly (Located | undefined)[] {
  const variable = code.variables[index];
  const inside = (value: Value | undefined): Located | undefined => value && locate(value, file, variable?.function === undefined ? undefined : frame);
  const { parameter } = variable ?? {};
  const found = [inside(variable?.value), inside(variable?.elementOf)];
  if (!parameter) return found;
  const called = frameOf(frame, file, parameter.function);
  if (called) return [...found, called.arguments[parameter.index]];
  const taker = code.functions[parameter.function]?.argumentOf;
  const by = taker && code.calls[taker.call];
  if (!by) return found;
  // `(error, item) => …`
  if (taker.call === call.index && file === call.file) return parameter.index > 0 ? true : found;
  return by.callee.kind === 'member' && handing.has(by.callee.property) && parameter.index === 0 ? [...found, inside(by.callee.object)] : found;
}
