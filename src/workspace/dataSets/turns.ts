import { namesOf } from '../facts/redisMeaning.js';
import type { CallGraph } from '../flows/callGraph.js';
import type { CallReference, RedisCall } from '../known.js';
import type { View } from '../view.js';

export interface CodeAround {
  readonly view: View;
  readonly graph: CallGraph;
}

const mostPlaces = 20;

/** Where one function does the first and later the second, itself or in what it calls: `getToken(id)`, then `deleteToken(id)`. */
export function inTurn(first: readonly RedisCall[], second: readonly RedisCall[], around: CodeAround): readonly (readonly [CallReference, CallReference])[] {
  if (first.length === 0 || second.length === 0) return [];
  const later = second.flatMap(call => placesOf(call, around));
  return first.flatMap(call => placesOf(call, around)).flatMap(one => later
    .filter(other => one.file === other.file && one.call.function === other.call.function && one.call.range.start < other.call.range.start)
    .map(other => [one, other] as const));
}

/** The call, and the calls of the function it stands in; of a function that is handed any key, others may mean another. */
function placesOf(call: RedisCall, { view, graph }: CodeAround): readonly CallReference[] {
  if (namesOf(call, view).length > 1) return [call.at];
  const { file } = call.at;
  const functions = view.code.get(file)?.functions;
  const named = graph.around({ file, function: call.at.call.function }).find(index => functions?.[index]?.name !== undefined);
  return named === undefined ? [call.at] : [call.at, ...graph.callsOf({ file, function: named }).slice(0, mostPlaces)];
}
