import type { Value } from '../../facts/code.js';
import type { Evaluator } from './evaluator.js';
import { optionsOf, type Found } from './found.js';
import type { Frame } from './frame.js';

type Either = Extract<Value, { kind: 'either' }>;

/** Whether a condition holds; undefined when it cannot be told. */
export function truthOf(value: Value, file: string, frame: Frame | undefined, e: Evaluator): boolean | undefined {
  if (value.kind === 'comparison') return compared(value, file, frame, e);
  if (value.kind === 'either' && (value.by === '&&' || value.by === '||')) {
    const sides = value.options.map(option => truthOf(option, file, frame, e));
    const deciding = value.by === '||';
    return sides.includes(deciding) ? deciding : sides.includes(undefined) ? undefined : !deciding;
  }
  return isTrue(e.evaluate(value, file, frame));
}

/** Which of several values it is: `ttl ?? 60` is `ttl` where that is given. Undefined when it cannot be told. */
export function chosenOf({ by, test, options }: Either, file: string, frame: Frame, e: Evaluator): Value | undefined {
  const [first, second] = options;
  if (by === undefined || !first || !second) return undefined;
  if (by === '?:') {
    const holds = test && truthOf(test, file, frame, e);
    return holds === undefined ? undefined : holds ? first : second;
  }
  const found = e.evaluate(first, file, frame);
  if (by === '??') {
    const isThere = isGiven(found);
    return isThere === undefined ? undefined : isThere ? first : second;
  }
  const holds = first.kind === 'comparison' ? truthOf(first, file, frame, e) : isTrue(found);
  return holds === undefined ? undefined : holds === (by === '||') ? first : second;
}

function compared({ operator, left, right }: Extract<Value, { kind: 'comparison' }>, file: string, frame: Frame | undefined, e: Evaluator): boolean | undefined {
  if (right === undefined) {
    const holds = operator === '!' ? truthOf(left, file, frame, e) : undefined;
    return holds === undefined ? undefined : !holds;
  }
  const [a, b] = [e.evaluate(left, file, frame), e.evaluate(right, file, frame)];
  const equal = /^[!=]==?$/.test(operator) ? areEqual(a, b) : undefined;
  if (equal !== undefined) return equal === (operator[0] === '=');
  if (a.is !== 'number' || b.is !== 'number') return a.is === 'null' && /^[<>]/.test(operator) ? false : undefined;
  switch (operator) {
    case '<':
      return a.number < b.number;
    case '<=':
      return a.number <= b.number;
    case '>':
      return a.number > b.number;
    case '>=':
      return a.number >= b.number;
    default:
      return undefined;
  }
}

function areEqual(a: Found, b: Found): boolean | undefined {
  if (a.is === 'null' || b.is === 'null') {
    const isThere = isGiven(a.is === 'null' ? b : a);
    return isThere === undefined ? undefined : !isThere;
  }
  if (a.is === 'number' && b.is === 'number') return a.number === b.number;
  if (a.is === 'boolean' && b.is === 'boolean') return a.boolean === b.boolean;
  const [one, other] = [fixedText(a), fixedText(b)];
  return one === undefined || other === undefined ? undefined : one === other;
}

/** Whether it is something rather than null or undefined. */
function isGiven(found: Found): boolean | undefined {
  if (found.is === 'null') return false;
  const options = optionsOf(found);
  const isOpen = ({ is, ...rest }: Found): boolean => is === 'unknown' || is === 'null' || is === 'global' || ('pieces' in rest && rest.pieces.some(piece => 'environment' in piece));
  return options.some(isOpen) ? undefined : true;
}

function isTrue(found: Found): boolean | undefined {
  switch (found.is) {
    case 'null':
      return false;
    case 'boolean':
      return found.boolean;
    case 'number':
      return found.number !== 0;
    case 'text':
      return found.pieces.some(piece => 'text' in piece && piece.text !== '') ? true : fixedText(found) === '' ? false : undefined;
    case 'either':
    case 'unknown':
    case 'global':
      return undefined;
    default:
      return true;
  }
}

function fixedText(found: Found): string | undefined {
  if (found.is !== 'text') return undefined;
  return found.pieces.every(piece => 'text' in piece) ? found.pieces.map(piece => ('text' in piece ? piece.text : '')).join('') : undefined;
}
