import type { ResultUse, Value } from '../../facts/code.js';
import { contains, type Range } from '../../facts/place.js';
import type { CallGraph } from '../flows/callGraph.js';
import { isSameValue } from '../flows/sameValue.js';
import { beside } from '../resolving/frame.js';
import { given } from './dynamodbInput.js';
import type { DynamodbCall, Located } from '../known.js';
import type { View } from '../view.js';

/** Unknown where the result goes somewhere that may follow it. */
export function isPaged(call: DynamodbCall, result: ResultUse, view: View): boolean | undefined {
  if (call.operation !== 'Query' && call.operation !== 'Scan') return undefined;
  if (call.isPaginated) return true;
  const start = given(call, 'ExclusiveStartKey', view);
  if (start !== 'absent' && start !== 'unknown') return true;
  if (result.properties.some(path => path.startsWith('LastEvaluatedKey'))) return true;
  if (isStartKeyAssigned(call, view)) return true;
  return start === 'unknown' || result.escapes ? undefined : false;
}

/** `params.ExclusiveStartKey = …` in the same function. */
function isStartKeyAssigned({ at }: DynamodbCall, view: View): boolean {
  const code = view.code.get(at.file);
  return code?.assignments.some(({ target, function: own }) => own === at.call.function && target.kind === 'member' && target.property === 'ExclusiveStartKey') === true;
}

/** Run again until nothing is left: what one run found, it has written or deleted when the next one asks. */
export function isAskedAgain({ at }: DynamodbCall, graph: CallGraph): boolean {
  const runs = [at, ...graph.callsOf({ file: at.file, function: at.call.function })];
  return runs.some((run, place) => run.call.loop?.by === 'while' || run.call.loop?.by === 'do-while' || (place > 0 && run.file === at.file && run.call.function === at.call.function));
}

/** A limit that the request may go without: set or spread in now and then, or left out by a caller; not one with a default. */
export function isLeftOut(limit: Located, call: DynamodbCall, view: View, graph: CallGraph): boolean {
  const isNowAndThen = isAssignedNowAndThen(limit, call, view) || isSpreadNowAndThen(limit, call, view);
  const { value, file } = limit;
  const variable = value.kind === 'name' && value.variable !== undefined ? view.code.get(file)?.variables[value.variable] : undefined;
  if (!variable?.parameter || variable.parameter.path.length > 0) return isNowAndThen;
  if (variable.value !== undefined) return false;
  const { function: taker, index } = variable.parameter;
  const calls = graph.callsOf({ file, function: taker });
  return calls.length === 0 ? isNowAndThen : calls.some(each => isNotGiven(each.call.arguments, index));
}

/** `if (limit) params.Limit = limit` */
function isAssignedNowAndThen({ value, file }: Located, { at }: DynamodbCall, view: View): boolean {
  const assignment = view.code.get(file)?.assignments.find(each => each.value === value);
  return assignment?.conditions.some(({ range }) => file !== at.file || !at.call.conditions.some(other => isSameRange(other.range, range))) === true;
}

/** `...(limit && { Limit: limit })` */
function isSpreadNowAndThen(limit: Located, { input }: DynamodbCall, view: View): boolean {
  const origin = input && view.resolver.origin(input);
  if (origin?.value.kind !== 'object' || origin.file !== limit.file) return false;
  const spread = origin.value.spreads.find(({ range }) => contains(range, limit.value.range));
  return spread?.kind === 'either' && spread.options.some(option => {
    const located = beside(origin, option);
    return option.kind === 'comparison' || option.kind === 'null' || view.resolver.property(located, 'Limit') === 'absent' || isSameValue(located, limit, view);
  });
}

function isNotGiven(given: readonly Value[], index: number): boolean {
  if (given.some(({ kind }, place) => kind === 'spread' && place <= index)) return false;
  const value = given[index];
  return value === undefined || value.kind === 'null';
}

function isSameRange(a: Range, b: Range): boolean {
  return a.start === b.start && a.end === b.end;
}

/** Nothing but the first item, or whether there is one. */
export function isOneItemUsed({ operation }: DynamodbCall, result: ResultUse): boolean | undefined {
  if ((operation !== 'Query' && operation !== 'Scan') || result.escapes) return undefined;
  const read = result.properties.filter(path => path !== 'Items' && /^(?:Items|Count)\b/.test(path));
  if (result.escaping.includes('Items')) return false;
  return read.every(path => /^Items\.0\b/.test(path) || isAskedForOne(path, result)) && (read.length > 0 || result.tests.some(({ property }) => property === 'Items'));
}

/** A number of items that is only asked whether it is none: `Items.length > 0`. */
function isAskedForOne(path: string, { escaping, tests }: ResultUse): boolean {
  if ((path !== 'Items.length' && path !== 'Count') || escaping.includes(path)) return false;
  const asked = tests.filter(({ property }) => property === path);
  return asked.length > 0 && asked.every(test => test.with === undefined || (test.with.kind === 'number' && test.with.number <= 1));
}

