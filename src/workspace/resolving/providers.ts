import type { Call, CodeFile, Value } from '../../facts/code.js';
import { lastName } from './names.js';

/** What a container gives to those who ask for a token. */
export interface Provider {
  readonly by: 'value' | 'factory' | 'class' | 'token';
  readonly value: Value;
  /** Of a plain `x.set(name, value)`: what `x` is called, for it may be any map. */
  readonly on?: string;
}

type By = Provider['by'];

/** `{ provide: TOKEN, useValue: … }` of NestJS and Angular; tsyringe and typedi say it with the same words or shorter. */
const words: readonly (readonly [string, By])[] = [
  ['useValue', 'value'], ['useFactory', 'factory'], ['useClass', 'class'], ['useExisting', 'token'], ['useToken', 'token'], ['value', 'value'], ['factory', 'factory'], ['type', 'class'],
];
/** `container.bind(TOKEN).toConstantValue(…)` of inversify. */
const bindings: Readonly<Record<string, By>> = { toConstantValue: 'value', toDynamicValue: 'factory', to: 'class', toService: 'token' };
const binds = new Set(['bind', 'rebind', 'rebindSync']);
/** `container.registerInstance(TOKEN, …)` of tsyringe. */
const registers: Readonly<Record<string, By>> = { registerInstance: 'value', registerSingleton: 'class', registerType: 'token' };
/** `container.register({ name: asValue(…) })` of awilix. */
const registrations: Readonly<Record<string, By>> = { asValue: 'value', asFunction: 'factory', asClass: 'class' };

/** What a file's code hands to containers, by what names the token: in a module's decorator, a constant, a call. */
export function findProviders(code: CodeFile): ReadonlyMap<string, readonly Provider[]> {
  const found = new Map<string, Provider[]>();
  const add = (token: Value | undefined, by: By, value: Value | undefined, on?: string): void => {
    const key = token && tokenKey(token);
    if (key === undefined || !value) return;
    const provider = { by, value, ...(on !== undefined && { on }) };
    const present = found.get(key);
    if (present) present.push(provider);
    else found.set(key, [provider]);
  };
  const addObject = (token: Value | undefined, object: Value): void => {
    if (object.kind !== 'object') return;
    for (const [word, by] of words) add(token, by, object.properties.find(({ name }) => name === word)?.value);
  };
  const visit = (value: Value | undefined, depth: number): void => {
    if (value === undefined || depth > 5) return;
    if (value.kind === 'list') for (const item of value.items) visit(item, depth + 1);
    else if (value.kind === 'either') for (const option of value.options) visit(option, depth + 1);
    else if (value.kind === 'object') {
      const token = value.properties.find(({ name }) => name === 'provide')?.value;
      if (token) addObject(token, value);
      for (const property of value.properties) visit(property.value, depth + 1);
    }
  };
  const visitCall = ({ callee, arguments: given, isNew }: Call): void => {
    if (callee.kind !== 'member' || isNew) return;
    const [first, second] = given;
    const { property, object } = callee;
    if (property === 'set' && second) add(first?.kind === 'text' ? first : undefined, 'value', second, lastName(object));
    else if (Object.hasOwn(registers, property) && second) add(first, registers[property] ?? 'value', second);
    else if (property === 'set' && first?.kind === 'object') addObject(first.properties.find(({ name }) => name === 'id')?.value, first);
    else if (property === 'register' && second?.kind === 'object') addObject(first, second);
    else if (property === 'register' && second) add(first, 'class', second);
    else if (property === 'register' && first?.kind === 'object') for (const each of first.properties) visitRegistration(each.name, each.value);
    else if (Object.hasOwn(bindings, property) && object.kind === 'call') {
      const bind = code.calls[object.call];
      if (bind && binds.has(lastName(bind.callee) ?? '')) add(bind.arguments[0], bindings[property] ?? 'value', first);
    }
  };
  const visitRegistration = (name: string, value: Value): void => {
    const call = value.kind === 'call' ? code.calls[value.call] : undefined;
    // `asFunction(make).singleton()`
    if (call?.callee.kind === 'member') {
      visitRegistration(name, call.callee.object);
      return;
    }
    const by = call?.callee.kind === 'name' ? call.callee.name : '';
    if (Object.hasOwn(registrations, by)) add({ kind: 'text', text: name, range: value.range }, registrations[by] ?? 'value', call?.arguments[0]);
  };
  for (const fact of code.classes) for (const decorator of fact.decorators) for (const value of decorator.arguments) visit(value, 0);
  for (const fact of code.classes) for (const field of fact.fields) visit(field.value, 0);
  for (const variable of code.variables) visit(variable.value, 0);
  for (const fact of code.functions) for (const value of fact.returns) visit(value, 0);
  for (const call of code.calls) {
    for (const value of call.arguments) visit(value, 0);
    visitCall(call);
  }
  return found;
}

/** What a token is called: the name of the constant or class, or its text. */
export function tokenKey(token: Value): string | undefined {
  return token.kind === 'text' ? token.text : lastName(token);
}
