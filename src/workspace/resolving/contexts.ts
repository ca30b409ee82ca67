import type { CodeFile, FunctionFact, Value } from '../../facts/code.js';
import { lastName } from './names.js';

/*
 * What hangs on an application, a request or a context object can be seen by whoever is handed that, in other files:
 * `fastify.decorate('redis', …)`, `req.redis = …`, the object that `createContext` returns.
 */

/** What people call such objects. */
const contexts = new Set('app application server fastify instance req request res response reply ctx context socket state locals'.split(' '));
/** Those of which `x.get('redis')` gives what `x.set('redis', …)` put there. */
const maps = new Set([...contexts, 'c']);
const decorates = new Set(['decorate', 'decorateRequest', 'decorateReply']);

/** Whether a value is called like an object that is handed around. */
export function isContext(value: Value): boolean {
  return contexts.has(lastName(value) ?? '');
}

/** Whether what one sets another may get: the same name, or two for one thing. */
export function isSameMap(put: string, taken: string | undefined): boolean {
  return put === taken || (taken !== undefined && maps.has(put) && maps.has(taken));
}

/** What a file's code hangs on such objects, by name. */
export function findContexts(code: CodeFile): ReadonlyMap<string, readonly Value[]> {
  const found = new Map<string, Value[]>();
  const mayBeHandle = ({ kind }: Value): boolean => kind === 'name' || kind === 'member' || kind === 'call' || kind === 'either';
  const add = (name: string, value: Value): void => {
    if (!mayBeHandle(value)) return;
    const present = found.get(name);
    if (present) present.push(value);
    else found.set(name, [value]);
  };
  const addMembers = (value: Value | undefined): void => {
    if (value?.kind === 'object') for (const property of value.properties) if (property.name !== '') add(property.name, property.value);
  };
  const returnedBy = (fact: FunctionFact | undefined): void => fact?.returns.forEach(addMembers);

  for (const { target, value, operator } of code.assignments) {
    const isSet = operator === '=' || operator === '??=' || operator === '||=';
    if (isSet && target.kind === 'member' && target.property !== '' && isContext(target.object)) add(target.property, value);
  }
  for (const { callee, arguments: given } of code.calls) {
    const [first, second, third] = given;
    const name = lastName(callee);
    if (decorates.has(name ?? '') && first?.kind === 'text' && second) add(first.text, second);
    else if (name === 'assign' && first && isContext(first)) given.slice(1).forEach(addMembers);
    else if (name === 'defineProperty' && first && second?.kind === 'text' && isContext(first)) for (const value of defined(third, code)) add(second.text, value);
    for (const value of given) {
      const context = value.kind === 'object' ? value.properties.find(property => property.name === 'context')?.value : undefined;
      if (context?.kind === 'function') returnedBy(code.functions[context.function]);
      else addMembers(context);
    }
  }
  for (const fact of code.functions) if (/^(?:create|make|build|get)?\w*context$/i.test(fact.name ?? '')) returnedBy(fact);
  return found;
}

/** What `Object.defineProperty` makes of a property: its value, or what its getter returns. */
export function defined(descriptor: Value | undefined, code: CodeFile): readonly Value[] {
  if (descriptor?.kind !== 'object') return [];
  return descriptor.properties.flatMap(({ name, value }) => {
    if (name === 'value') return [value];
    return name === 'get' && value.kind === 'function' ? (code.functions[value.function]?.returns ?? []) : [];
  });
}
