import type { Value } from '../../facts/code.js';
import type { Evaluator } from './evaluator.js';
import { nothing, oneOf, tells, unknown, type Found } from './found.js';
import { makingOf, type Frame } from './frame.js';
import { resultOf } from './resolveCall.js';
import { parentOf, thisOf } from './resolveMember.js';
import { listOf, objectOf, withAssignments, withPushed } from './resolveObject.js';
import { parameterOf } from './resolveParameter.js';
import { assignedAt } from './resolveShared.js';
import { concatenation } from './resolveText.js';
import { chosenOf } from './truth.js';

/** What an expression is, by its parts. */
export function expression(value: Value, file: string, frame: Frame | undefined, evaluator: Evaluator): Found {
  switch (value.kind) {
    case 'text':
      return { is: 'text', pieces: [{ text: value.text }] };
    case 'number':
      return { is: 'number', number: value.number };
    case 'boolean':
      return { is: 'boolean', boolean: value.boolean };
    case 'null':
      return nothing;
    case 'template':
      return concatenation(value.parts.map(part => partOfText(part, file, frame, evaluator)));
    case 'object':
      return objectOf(value, file, frame, evaluator);
    case 'list':
      return listOf(value, file, frame, evaluator);
    case 'name':
      return named(value, file, frame, evaluator);
    case 'this':
      return thisOf(value.range.start, file, frame, evaluator);
    case 'member':
      return memberExpression(value, file, frame, evaluator);
    case 'call': {
      const call = evaluator.code(file)?.calls[value.call];
      return call ? resultOf({ file, index: value.call, call }, frame, evaluator) : unknown;
    }
    case 'function':
      return functionMade(value.function, file, frame, evaluator);
    case 'class':
      return { is: 'class', file, class: value.class };
    case 'module':
      return evaluator.imported(file, value.from, 'require');
    case 'arithmetic':
      return arithmetic(value, file, frame, evaluator);
    case 'either':
      return either(value, file, frame, evaluator);
    case 'spread':
    case 'comparison':
    case 'unknown':
      return unknown;
  }
}

/** A function, with the call in which it is made: what it takes from there is known. */
function functionMade(index: number, file: string, frame: Frame | undefined, evaluator: Evaluator): Found {
  const making = frame && makingOf(frame, file, evaluator.code(file)?.functions ?? [], index);
  if (!making) return { is: 'function', file, function: index };
  evaluator.consult(making);
  return { is: 'function', file, function: index, frame: making };
}

/** A number that callers happen to give is not what a key is made of: it is open. */
function partOfText(part: Value, file: string, frame: Frame | undefined, evaluator: Evaluator): Found {
  const found = evaluator.evaluate(part, file, frame);
  const isParameter = part.kind === 'name' && part.variable !== undefined && evaluator.code(file)?.variables[part.variable]?.parameter !== undefined;
  return found.is === 'number' && isParameter ? unknown : found;
}

/** Seen through a call, it may be known which of them it is. */
function either(value: Extract<Value, { kind: 'either' }>, file: string, frame: Frame | undefined, evaluator: Evaluator): Found {
  const chosen = frame && chosenOf(value, file, frame, evaluator);
  const found = chosen ? evaluator.evaluate(chosen, file, frame) : unknown;
  return found.is === 'unknown' ? anyOf(value.options, file, frame, evaluator) : found;
}

function anyOf(options: readonly Value[], file: string, frame: Frame | undefined, evaluator: Evaluator): Found {
  // What is only compared is no value of its own: `isThere && key`.
  return oneOf(options.filter(option => option.kind !== 'comparison').map(option => evaluator.evaluate(option, file, frame)));
}

function arithmetic(value: Extract<Value, { kind: 'arithmetic' }>, file: string, frame: Frame | undefined, evaluator: Evaluator): Found {
  const left = evaluator.evaluate(value.left, file, frame);
  const right = evaluator.evaluate(value.right, file, frame);
  if (left.is === 'number' && right.is === 'number') return { is: 'number', number: calculate(value.operator, left.number, right.number) };
  if (value.operator === '+' && (left.is === 'text' || right.is === 'text')) return concatenation([left, right]);
  return unknown;
}

function named(value: Extract<Value, { kind: 'name' }>, file: string, frame: Frame | undefined, evaluator: Evaluator): Found {
  if (value.variable === undefined) return value.name === 'super' ? parentOf(thisOf(value.range.start, file, frame, evaluator), evaluator) : globalNamed(value.name);
  const variable = evaluator.code(file)?.variables[value.variable];
  if (!variable) return unknown;
  if (variable.import) return evaluator.importedVariable(variable, variable.import, file);
  if (variable.parameter) return parameterOf(variable, file, frame, evaluator);
  const inside = variable.function === undefined ? undefined : frame;
  const given = variable.value ? evaluator.evaluate(variable.value, file, inside) : unknown;
  const path = `v${value.variable}`;
  const assigned = given.is === 'list' ? withPushed(given, path, file, inside, evaluator) : withAssignments(given, path, file, inside, evaluator);
  if (tells(assigned) || !variable.type) return assigned;
  return evaluator.byType(variable.type, file, { file, ...variable.range }, variable.name);
}

function memberExpression(value: Extract<Value, { kind: 'member' }>, file: string, frame: Frame | undefined, evaluator: Evaluator): Found {
  const object = evaluator.evaluate(value.object, file, frame);
  const name = value.property === '' && value.computed ? fixedText(value.computed, file, frame, evaluator) : value.property;
  const found = name === undefined || name === '' ? unknown : evaluator.member(object, name);
  return tells(found) ? found : assignedAt(value, file, frame, evaluator);
}

function fixedText(value: Value, file: string, frame: Frame | undefined, evaluator: Evaluator): string | undefined {
  const found = evaluator.evaluate(value, file, frame);
  if (found.is === 'number') return String(found.number);
  if (found.is !== 'text') return undefined;
  const [piece] = found.pieces;
  return found.pieces.length === 1 && piece && 'text' in piece ? piece.text : undefined;
}

function globalNamed(name: string): Found {
  if (name === 'process' || name === 'import.meta') return { is: 'global', path: 'process' };
  if (name === 'globalThis' || name === 'global' || name === 'window') return { is: 'global', path: 'globalThis' };
  return unknown;
}

function calculate(operator: string, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    default:
      return left ** right;
  }
}
