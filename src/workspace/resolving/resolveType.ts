import type { Decorator, TypeReference, Value } from '../../facts/code.js';
import type { Place } from '../../facts/place.js';
import type { Evaluator } from './evaluator.js';
import { isHandle, oneOf, optionsOf, tells, telling, unknown, type Found } from './found.js';
import { callable } from './libraries.js';
import { givenFor, provided } from './resolveProvided.js';

/** Something that is only known by its type; `at` and `name` are those of the variable or field that has it. */
export function ofType(type: TypeReference, file: string, at: Place, name: string, e: Evaluator): Found {
  switch (type.kind) {
    case 'object':
      return { is: 'typed', members: type.members, file, place: at, name };
    case 'typeof':
      return ofTypeof(type, file, at, name, e);
    case 'named':
      return ofNamed(type, file, at, name, e, 0);
  }
}

function ofTypeof(type: Extract<TypeReference, { kind: 'typeof' }>, file: string, at: Place, name: string, e: Evaluator): Found {
  const value = e.evaluate(type.value, file, undefined);
  if (type.of === 'value') return value;
  const found = optionsOf(value).map(option => {
    if (option.is === 'meaning') return byMeaning(option, at, name, e);
    if (option.is === 'class') return { is: 'own-instance', file: option.file, class: option.class } as const;
    return e.called(option, [], undefined);
  });
  return telling(oneOf(found));
}

function ofNamed(type: Extract<TypeReference, { kind: 'named' }>, file: string, at: Place, name: string, e: Evaluator, depth: number): Found {
  const [first, ...rest] = type.path;
  const code = e.code(file);
  if (first === undefined || !code || depth > 10) return unknown;
  if (type.variable !== undefined) {
    const variable = code.variables[type.variable];
    const used = nameOfType(type, { kind: 'name', name: first, variable: type.variable, range: variable?.range ?? { start: 0, end: 0 } });
    const found = rest.reduce((object, member) => e.member(object, member), e.evaluate(used, file, undefined));
    const instance = optionsOf(found).map(option => byMeaning(option, at, name, e)).find(tells);
    if (instance) return instance;
    if (!variable?.import || rest.length > 0) return unknown;
    const declared = e.declaredType(file, variable.import.from, variable.import.name);
    return declared ? declaredAs(declared.name, declared.file, at, name, e, depth) : unknown;
  }
  return rest.length > 0 ? unknown : declaredAs(first, file, at, name, e, depth);
}

const names = new WeakMap<TypeReference, Value>();

/** The name that a type starts with, as a value: the same one each time, so that what it is needs finding once. */
function nameOfType(type: TypeReference, made: Value): Value {
  const present = names.get(type) ?? made;
  names.set(type, present);
  return present;
}

/** An interface or alias of a file, by its name there. */
function declaredAs(typeName: string, file: string, at: Place, name: string, e: Evaluator, depth: number): Found {
  const code = e.code(file);
  if (!code) return unknown;
  const alias = Object.hasOwn(code.aliases, typeName) ? code.aliases[typeName] : undefined;
  if (alias) return alias.kind === 'named' ? ofNamed(alias, file, at, name, e, depth + 1) : ofType(alias, file, at, name, e);
  const members = Object.hasOwn(code.types, typeName) ? code.types[typeName] : undefined;
  return members ? { is: 'typed', members, file, place: at, name } : unknown;
}

/** An instance of what a name means as a type. */
function byMeaning(found: Found, at: Place, name: string, e: Evaluator): Found {
  if (found.is === 'class') {
    const given = givenFor(found, e);
    return isHandle(given) ? given : { is: 'own-instance', file: found.file, class: found.class };
  }
  if (found.is !== 'meaning') return unknown;
  const meaning = callable(found);
  if (meaning.is !== 'class' && meaning.is !== 'type' && meaning.is !== 'factory') return unknown;
  if (meaning.is !== 'type' && meaning.over) return unknown;
  const { binding } = found;
  return { is: 'instance', binding, type: meaning.gives, client: e.clients.received(binding, meaning.gives, 'type', at, name) };
}

/** What a decorator injects: `@InjectRedis()`, `@Inject(TOKEN)`, and own ones that return one of these. */
export function decorated(decorators: readonly Decorator[], file: string, at: Place, name: string, e: Evaluator): Found {
  for (const decorator of decorators) {
    const found = injectedBy(decorator, file, at, name, e);
    if (tells(found)) return found;
  }
  return unknown;
}

function injectedBy(decorator: Decorator, file: string, at: Place, name: string, e: Evaluator): Found {
  const variable = decorator.variable === undefined ? undefined : e.code(file)?.variables[decorator.variable];
  if (/^inject$/i.test(variable?.import?.name ?? '')) return provided(decorator.arguments[0], file, e);
  if (decorator.variable === undefined || !variable) return unknown;
  const used: Value = { kind: 'name', name: variable.name, variable: decorator.variable, range: variable.range };
  for (const found of optionsOf(e.evaluate(used, file, undefined))) {
    if (found.is === 'meaning' && found.meaning.is === 'decorator') {
      const { binding, meaning } = found;
      const [given] = decorator.arguments;
      return { is: 'instance', binding, type: meaning.injects, client: e.clients.received(binding, meaning.injects, 'injection', at, name, given && { value: given, file }) };
    }
    const token = found.is === 'function' ? tokenOf(found, e) : undefined;
    if (token) return provided(token.value, token.file, e);
  }
  return unknown;
}

/** The token of `const InjectRedis = () => Inject(REDIS)`. */
function tokenOf(found: Extract<Found, { is: 'function' }>, e: Evaluator): { readonly value: Value; readonly file: string } | undefined {
  const code = e.code(found.file);
  const returned = code?.functions[found.function]?.returns[0];
  const call = returned?.kind === 'call' ? code?.calls[returned.call] : undefined;
  const [value] = call?.arguments ?? [];
  return value && call?.callee.kind === 'name' && call.callee.name === 'Inject' ? { value, file: found.file } : undefined;
}
