import type { Located } from '../known.js';
import type { Evaluator } from './evaluator.js';
import { frameOf, locate } from './frame.js';

const mostSteps = 20;

/** The literal, call or function that a value is written as, behind names and members. */
export function originOf(located: Located, evaluator: Evaluator): Located {
  let at = located;
  for (let step = 0; step < mostSteps; step++) {
    const next = oneStep(at, evaluator);
    if (next === undefined) return at;
    at = next;
  }
  return at;
}

/** Where a name or member leads, when that is one written value. */
function oneStep({ value, file, frame }: Located, evaluator: Evaluator): Located | undefined {
  if (value.kind === 'member') {
    if (value.property === '') return undefined;
    const object = evaluator.evaluate(value.object, file, frame);
    return object.is === 'object' ? object.properties.get(value.property) : undefined;
  }
  if (value.kind !== 'name' || value.variable === undefined) return undefined;
  const variable = evaluator.code(file)?.variables[value.variable];
  if (variable?.parameter) {
    const called = frameOf(frame, file, variable.parameter.function);
    return variable.parameter.path.length === 0 ? called?.arguments[variable.parameter.index] : undefined;
  }
  if (variable?.import) return evaluator.written(file, variable.import);
  return variable?.value && locate(variable.value, file, variable.function === undefined ? undefined : frame);
}
