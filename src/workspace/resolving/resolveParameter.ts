import type { CodeFile, FunctionFact, Value, Variable } from '../../facts/code.js';
import type { Place } from '../../facts/place.js';
import type { Evaluator } from './evaluator.js';
import { lastName } from './names.js';
import { nothing, oneOf, optionsOf, tells, telling, unknown, type Found } from './found.js';
import { beside, frameOf, locate, type Frame } from './frame.js';
import type { Located } from '../known.js';
import { typeOf } from './libraries.js';
import { inContext } from './resolveShared.js';

/** So many calls of a function are looked at for what it is given, and so many that only have its name. */
const mostCallSites = 20;
const mostCandidates = 60;

type Parameter = NonNullable<Variable['parameter']>;

/**
 * What a parameter is: the argument of the call at hand; else what injects it; else what all calls of its function give
 * it, if that is one thing; else its type, its default, or one of those things. What callers give says more than an interface.
 */
export function parameterOf(variable: Variable, file: string, frame: Frame | undefined, e: Evaluator): Found {
  const { parameter } = variable;
  const code = e.code(file);
  const fact = parameter && code?.functions[parameter.function];
  if (!parameter || !code || !fact) return unknown;
  const at: Place = { file, ...variable.range };
  const isRest = variable.value?.kind === 'unknown';

  const called = frameOf(frame, file, parameter.function);
  e.consult(called);
  const fallback = variable.value && !isRest ? e.evaluate(variable.value, file, frame) : unknown;
  if (called && isRest && called.gives !== 'nothing') return restOf(called, parameter.index, e);
  if (called && !isRest) {
    const argument = argumentAt(called.arguments, parameter.index);
    const whole = argument ? e.located(argument) : unknown;
    called.used.set(parameter.index, whole);
    const given = through(whole, parameter, e);
    if (tells(given)) return given;
    const isLeftOut = argument === undefined || lacks(whole, parameter);
    if (isLeftOut && tells(fallback)) return fallback;
    if (called.gives === 'all' && (isLeftOut ? !called.arguments.some(isSpread) : whole.is === 'null')) return nothing;
  }
  const injected = variable.decorators ? e.byDecorators(variable.decorators, file, at, variable.name) : unknown;
  if (tells(injected)) return injected;

  const typed = byAnnotation(variable, parameter, file, at, e);
  if (isRest || (tells(typed) && !isConnected(typed) && typed.is !== 'typed')) return typed;
  if (called?.gives === 'nothing') return tells(typed) ? typed : unknown;
  const given = oneOf([...(tells(fallback) ? [fallback] : []), givenBy(fact, parameter, file, code, e)]);
  if (!tells(typed) && !tells(given)) return ofContext(parameter, file, e);
  if (!tells(typed)) return given;
  // The type says what it is; who calls may say which one.
  const meant = optionsOf(given).filter(option => isConnected(option) || (typed.is === 'typed' && option.is === 'own-instance'));
  const [first] = meant;
  if (first !== undefined && meant.length === 1) return first;
  return typed.is === 'typed' && given.is === 'object' ? { ...typed, given } : typed;
}

/** What is left of the arguments of a call: `(...args) => …`. */
function restOf(called: Frame, from: number, e: Evaluator): Found {
  const items: Located[] = [];
  let isOpen = false;
  for (const each of called.arguments.slice(from)) {
    if (each.value.kind !== 'spread') items.push(each);
    else {
      const found = e.located(beside(each, each.value.value));
      if (found.is === 'list') items.push(...found.items);
      isOpen ||= found.is !== 'list' || found.isOpen;
    }
  }
  called.used.set(from, unknown);
  return { is: 'list', items, isOpen: isOpen || called.arguments.slice(0, from).some(isSpread) };
}

function isSpread({ value }: Located): boolean {
  return value.kind === 'spread';
}

/** An object is given that does not have what is taken from it. */
function lacks(whole: Found, { path: [name] }: Parameter): boolean {
  return name !== undefined && whole.is === 'object' && !whole.isOpen && !whole.properties.has(name);
}

/** `({ ctx: { redis } }) => …`, and a resolver's `(parent, args, { redis }) => …`. */
function ofContext({ index, path }: Parameter, file: string, e: Evaluator): Found {
  const [first, second] = path;
  const name = index === 2 && second === undefined ? first : first === 'ctx' || first === 'context' ? second : undefined;
  return name === undefined ? unknown : inContext(name, undefined, file, e);
}

/** Whether it would help to know which one it is. */
function isConnected(found: Found): boolean {
  return optionsOf(found).some(option => option.is === 'instance' || option.is === 'request');
}

function byAnnotation(variable: Variable, parameter: Parameter, file: string, at: Place, e: Evaluator): Found {
  if (variable.type) return e.byType(variable.type, file, at, variable.name);
  return parameter.type ? through(e.byType(parameter.type, file, at, parameter.path.join('.')), parameter, e) : unknown;
}

function through(found: Found, parameter: Parameter, e: Evaluator): Found {
  return parameter.path.reduce((object, name) => e.member(object, name), found);
}

export function argumentAt(given: readonly Located[], index: number): Located | undefined {
  const spread = given.findIndex(each => each.value.kind === 'spread');
  return spread >= 0 && spread <= index ? undefined : given[index];
}

function givenBy(fact: FunctionFact, parameter: Parameter, file: string, code: CodeFile, e: Evaluator): Found {
  const options: Found[] = [];
  if (fact.argumentOf) options.push(givenToCallback(fact.argumentOf, parameter.index, file, code, e));
  else if (fact.name === undefined) options.push(givenByStepBefore(parameter, file, code, e));
  for (const call of callsOf(fact, parameter.function, file, code, e)) {
    const argument = argumentAt(call.arguments, parameter.index);
    options.push(argument ? e.located(argument) : unknown);
  }
  return through(oneOf(options), parameter, e);
}

interface CallSite {
  readonly arguments: readonly Located[];
}

/** Calls of a function, by name and then by what the name turns out to be; those in its own file first. */
function callsOf(fact: FunctionFact, index: number, file: string, code: CodeFile, e: Evaluator): readonly CallSite[] {
  return e.once(`${file} ${index}`, () => findCallsOf(fact, index, file, code, e));
}

function findCallsOf(fact: FunctionFact, index: number, file: string, code: CodeFile, e: Evaluator): readonly CallSite[] {
  const classIndex = code.classes.findIndex(each => each.constructorFunction === index);
  const classFact = code.classes[classIndex];
  const name = classFact ? classFact.name : fact.name;
  if (name === undefined || name === '') return [];
  const isIt = (found: Found): boolean =>
    classFact ? found.is === 'class' && found.file === file && found.class === classIndex : found.is === 'function' && found.file === file && found.function === index;
  const found: CallSite[] = [];
  let looked = 0;
  const names = classFact ? [name, 'super'] : exportedNames(name, code);
  for (const each of names) {
    for (const other of [file, ...e.filesWith('call', each).filter(path => path !== file)]) {
      const otherCode = e.code(other);
      for (const callIndex of e.index(other)?.callsByName.get(each) ?? []) {
        const call = otherCode?.calls[callIndex];
        if (!call || call.isNew !== (classFact !== undefined && each !== 'super')) continue;
        if (++looked > mostCandidates || found.length >= mostCallSites) return found;
        const callee = each === 'super' ? superclassAt(call.range.start, other, e) : e.evaluate(call.callee, other, undefined);
        const option = optionsOf(callee).find(isIt);
        if (option) found.push({ arguments: [...(option.is === 'function' ? (option.bound ?? []) : []), ...call.arguments.map(value => locate(value, other, undefined))] });
      }
    }
  }
  return found;
}

/** What `super(…)` calls. */
function superclassAt(offset: number, file: string, e: Evaluator): Found {
  const at = e.index(file)?.classAt(offset);
  const parent = at && e.code(file)?.classes[at.class]?.extends;
  return parent ? e.evaluate(parent, file, undefined) : unknown;
}

/** Its own name and those it is exported under. */
function exportedNames(name: string, code: CodeFile): readonly string[] {
  const names = new Set([name]);
  for (const each of code.exports) {
    if ('value' in each && each.name !== '*' && each.name !== 'default' && lastName(each.value) === name) names.add(each.name);
  }
  return [...names];
}

const elementwise = new Set(['forEach', 'map', 'flatMap', 'filter', 'some', 'every', 'find']);

/** What a function gets that is handed to a call: `withRedis(async client => …)`, `clients.map(client => …)`. */
function givenToCallback(at: NonNullable<FunctionFact['argumentOf']>, index: number, file: string, code: CodeFile, e: Evaluator): Found {
  const call = code.calls[at.call];
  if (!call) return unknown;
  const callee = telling(e.evaluate(call.callee, file, undefined));
  const options: Found[] = [];
  for (const option of optionsOf(callee)) {
    if (option.is === 'function') options.push(handedTo(option.file, option.function, at.index, index, e));
    else if (option.is === 'method') options.push(handedByLibrary(option, { file, index: at.call, call }, at.index, index, e));
  }
  if (call.callee.kind === 'member' && (!tells(callee) || elementwise.has(call.callee.property))) options.push(ofElements(call.callee, index, file, e));
  return telling(oneOf(options));
}

function handedByLibrary(of: Extract<Found, { is: 'method' }>, call: { file: string; index: number; call: CodeFile['calls'][number] }, place: number, index: number, e: Evaluator): Found {
  const { method, on } = of;
  if (method.does !== 'give' || method.callback !== place || index !== 0 || !typeOf(on)) return unknown;
  const client = method.isNewConnection ? e.clients.duplicate(on.client, method.type, call, on.binding, undefined) : on.client;
  return { is: 'instance', binding: on.binding, type: method.type, client, begun: call };
}

/** The elements of a list, or the value of a promise. */
function ofElements(callee: Extract<Value, { kind: 'member' }>, index: number, file: string, e: Evaluator): Found {
  if (index !== 0) return unknown;
  const object = telling(e.evaluate(callee.object, file, undefined));
  if (callee.property === 'then' || callee.property === 'tap') return object;
  if (!elementwise.has(callee.property) || object.is !== 'list') return unknown;
  return oneOf(object.items.slice(0, 20).map(item => e.located(item)));
}

/** What the step before hands to one of `async.waterfall([first, second])`. */
function givenByStepBefore({ function: own, index }: Parameter, file: string, code: CodeFile, e: Evaluator): Found {
  for (const callIndex of e.index(file)?.callsByName.get('waterfall') ?? []) {
    const [list] = code.calls[callIndex]?.arguments ?? [];
    const items = list?.kind === 'list' ? list.items : [];
    const before = items[items.findIndex(item => item.kind === 'function' && item.function === own) - 1];
    if (before) return handedByStep(before, index, file, code, e);
  }
  return unknown;
}

function handedByStep(step: Value, index: number, file: string, code: CodeFile, e: Evaluator): Found {
  const call = step.kind === 'call' ? code.calls[step.call] : undefined;
  const [wrapped] = call?.arguments ?? [];
  if (wrapped && call && lastName(call.callee) === 'asyncify') return index === 0 ? e.called(e.evaluate(wrapped, file, undefined), [], undefined) : unknown;
  const found = e.evaluate(step, file, undefined);
  const last = found.is === 'function' ? (e.code(found.file)?.functions[found.function]?.parameters.length ?? 0) - 1 : -1;
  // Before what it hands on it tells of an error.
  return found.is === 'function' ? handedTo(found.file, found.function, last, index + 1, e) : unknown;
}

/** The arguments with which a function calls the callback that is its parameter at `place`. */
function handedTo(file: string, functionIndex: number, place: number, index: number, e: Evaluator): Found {
  const code = e.code(file);
  const callback = code?.functions[functionIndex]?.parameters[place]?.[0];
  const name = callback === undefined ? undefined : code?.variables[callback]?.name;
  if (!code || name === undefined) return unknown;
  const options: Found[] = [];
  for (const callIndex of (e.index(file)?.callsByName.get(name) ?? []).slice(0, mostCallSites)) {
    const call = code.calls[callIndex];
    if (call?.callee.kind !== 'name' || call.callee.variable !== callback) continue;
    const argument = argumentAt(call.arguments.map(value => locate(value, file, undefined)), index);
    if (argument) options.push(e.located(argument));
  }
  return oneOf(options);
}
