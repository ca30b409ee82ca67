import type { Instead } from '../../bindings/binding.js';
import type { Call, Value } from '../../facts/code.js';
import { valueIn } from './argumentPlaces.js';
import { keptIn } from './keptIn.js';
import type { Evaluator, Summary } from './evaluator.js';
import { lastName } from './names.js';
import { isHandle, isSame, nothing, oneOf, optionsOf, tells, telling, unknown, type Found } from './found.js';
import { blank, frameOf, locate, type Frame } from './frame.js';
import { template, type CallReference, type Located } from '../known.js';
import { callable, typeOf } from './libraries.js';
import { argumentAt } from './resolveParameter.js';
import { heldBy, merged } from './resolveObject.js';
import { entryOf, takenOut } from './resolveProvided.js';
import { textOfCall } from './resolveText.js';

/** Calls of functions inside calls of functions are followed so far. */
const deepestFrame = 5;

/** Functions of other packages that give back what they are given, dressed up. */
const passThrough = new Set(
  'freeze seal preventExtensions resolve promisify promisifyAll captureAWS captureAWSClient captureAWSv3Client captureAWSClients markRaw toRaw shallowRef raw unref forwardRef instrument wrapSDK'.split(' '),
);
/** Types of which nothing can be followed. */
const valueless = new Set(['number', 'boolean', 'bigint', 'void', 'Date', 'Buffer', 'Uint8Array']);
/** Methods of containers and module references that give what a token stands for. */
const containers = new Set(['get', 'resolve', 'resolveAsync', 'inject', 'create', 'getOrThrow', 'getAsync']);

/** What a call gives. */
export function resultOf(at: CallReference, frame: Frame | undefined, e: Evaluator): Found {
  const { call, file } = at;
  const callee = e.evaluate(call.callee, file, frame);
  const results = optionsOf(callee).map(option => resultOfOne(option, at, frame, e));
  const found = oneOf(results);
  if (tells(found)) return results.length > 1 ? telling(found) : found;
  return textOfCall(call, file, frame, e) ?? passedThrough(call, callee, file, frame, e);
}

function resultOfOne(callee: Found, at: CallReference, frame: Frame | undefined, e: Evaluator): Found {
  const { call, file, index } = at;
  switch (callee.is) {
    case 'meaning':
      return madeByLibrary(callee, at, frame, e);
    case 'class':
      return call.isNew ? { is: 'own-instance', file: callee.file, class: callee.class, made: at } : unknown;
    case 'function': {
      if (call.isNew) return unknown;
      const receiver = call.callee.kind === 'member' ? e.evaluate(call.callee.object, file, frame) : undefined;
      return invoke(callee, [...(callee.bound ?? []), ...call.arguments.map(value => locate(value, file, frame))], receiver, frame, e);
    }
    case 'method': {
      const { method, on } = callee;
      const type = typeOf(on);
      if (method.does === 'give' && method.callback === undefined) {
        const given = typeGiven(method.type, method.instead, at, frame, e);
        const client = method.isNewConnection ? e.clients.duplicate(on.client, given, at, on.binding, e.index(file)?.nameOf(index)) : on.client;
        return { is: 'instance', binding: on.binding, type: given, client, ...(method.isNewConnection ? {} : { begun: at }) };
      }
      if (method.does === 'command' && method.command === 'KEYS') return keysLike(call, file, frame, e);
      if (method.does === 'listen' || type?.fluent?.includes(callee.name) === true) return on;
      return type?.via !== undefined && method.does !== 'execute' && method.does !== 'nothing' ? on : unknown;
    }
    default:
      return unknown;
  }
}

/** The keys that `KEYS` finds are like the pattern it is given. */
function keysLike(call: Call, file: string, frame: Frame | undefined, e: Evaluator): Found {
  const [pattern] = call.arguments;
  heldBy(frame, e);
  return { is: 'list', items: pattern ? [locate(pattern, file, frame)] : [], isOpen: true };
}

function madeByLibrary(callee: Extract<Found, { is: 'meaning' }>, at: CallReference, frame: Frame | undefined, e: Evaluator): Found {
  const meaning = callable(callee);
  const { binding } = callee;
  const { call, file, index } = at;
  if (meaning.is === 'request') {
    const [value] = call.arguments;
    const input = value && locate(value, file, frame);
    heldBy(frame, e);
    return { is: 'request', operation: meaning.operation, isDocument: meaning.isDocument, input, binding, made: at };
  }
  if (meaning.is === 'class' && meaning.callGivesClass && !call.isNew) return { is: 'meaning', meaning, binding };
  if (meaning.is !== 'class' && meaning.is !== 'factory') return unknown;
  const type = typeGiven(meaning.gives, meaning.instead, at, frame, e);
  if (meaning.over) {
    const kept = keptIn(meaning.over, binding, at, frame, e);
    const over = kept && meaning.over.gives[kept.type];
    // In memory, or in what is no store at all.
    if (kept === undefined || over === undefined) return unknown;
    return { is: 'instance', binding, type: type === meaning.gives ? over : type, client: kept.client, begun: at, over: kept };
  }
  return { is: 'instance', binding, type, client: e.clients.made(binding, type, at, e.index(file)?.nameOf(index)) };
}

/** The type that a call gives an instance of. */
function typeGiven(type: string, instead: readonly Instead[] | undefined, at: CallReference, frame: Frame | undefined, e: Evaluator): string {
  const other = instead?.find(({ at: place, is }) => {
    const found = valueIn(place, at, frame, e);
    const known = typeof found === 'string' ? unknown : e.known(found);
    return known.is === 'boolean' ? known.boolean === is : known.is === 'text' && template(known) === is;
  });
  return other?.gives ?? type;
}

/** What a function of the workspace returns for the arguments of one call; `null` counts only when it is all it returns. */
export function invoke(callee: Extract<Found, { is: 'function' }>, given: readonly Located[], receiver: Found | undefined, outer: Frame | undefined, e: Evaluator): Found {
  const fact = e.code(callee.file)?.functions[callee.function];
  if (!fact) return unknown;
  const depth = (outer?.depth ?? 0) + 1;
  const declared = fact.returnType;
  if (declared?.kind === 'named' && declared.variable === undefined && valueless.has(declared.path[0] ?? '')) return unknown;
  if (depth > 1 && declared) {
    // Deep inside, the class that it says it returns is enough.
    const typed = byReturnType(callee, e);
    if (typed.is === 'own-instance') return typed;
  }
  if (depth > deepestFrame || frameOf(outer, callee.file, callee.function)) return byReturnType(callee, e);
  // A function inside another also depends on the call around it.
  const argument = (index: number): Found => {
    if (index < 0) return receiver ?? unknown;
    const located = argumentAt(given, index);
    return located ? e.located(located) : unknown;
  };
  const find = (): { readonly summary: Summary; readonly isFinal: boolean } => {
    const frame: Frame = { file: callee.file, function: callee.function, arguments: given, this: receiver, outer: callee.frame ?? outer, depth, ...blank() };
    const { found: returned, isFinal } = e.wholly(() => oneOf(fact.returns.map(value => e.evaluate(value, callee.file, frame))));
    const result = tells(returned) ? withoutNull(returned) : byReturnType(callee, e);
    const isPlain = optionsOf(result).every(option => option.is !== 'object' && option.is !== 'list' && option.is !== 'request' && (option.is !== 'function' || option.frame === undefined));
    return { summary: { used: frame.used, result }, isFinal: isFinal && isPlain };
  };
  if (fact.parent !== undefined) return find().summary.result;
  return e.summary(`${callee.file} ${callee.function}`, used => [...used].every(([index, found]) => isSame(found, argument(index))), find);
}

function withoutNull(found: Found): Found {
  return found.is === 'either' ? oneOf(found.options.filter(option => option !== nothing && option.is !== 'null')) : found;
}

function byReturnType(callee: Extract<Found, { is: 'function' }>, e: Evaluator): Found {
  const fact = e.code(callee.file)?.functions[callee.function];
  return fact?.returnType ? e.byType(fact.returnType, callee.file, { file: callee.file, ...fact.range }, fact.name ?? '') : unknown;
}

/** Calls of functions from elsewhere whose result is known all the same. */
function passedThrough(call: Call, callee: Found, file: string, frame: Frame | undefined, e: Evaluator): Found {
  const name = lastName(call.callee);
  if (name === undefined) return unknown;
  const argument = (index: number): Found => {
    const value = call.arguments[index];
    return value && value.kind !== 'spread' ? e.evaluate(value, file, frame) : unknown;
  };
  if (call.isNew) return name === 'Proxy' && call.callee.kind === 'name' && call.callee.variable === undefined ? argument(0) : unknown;
  const object = (): Found => (call.callee.kind === 'member' ? e.evaluate(call.callee.object, file, frame) : unknown);
  if (name === 'bind') return partly(object(), call.arguments.slice(1), file, frame);
  if (name === 'partial' || name === 'partialRight') return name === 'partial' ? partly(argument(0), call.arguments.slice(1), file, frame) : unknown;
  if (name === 'catch' || name === 'finally' || name === 'tap') return object();
  if (name === 'then' && call.callee.kind === 'member') return thenOf(call, call.callee, file, frame, e);
  if (name === 'call' || name === 'apply') return unknown;
  if (tells(callee)) return unknown;
  if (call.callee.kind === 'member') {
    const list = listFrom(name, object, argument, e);
    if (list) return list;
  }
  if (call.callee.kind === 'member' && call.callee.object.kind === 'name' && call.callee.object.variable === undefined) {
    const { name: of } = call.callee.object;
    if (of === 'Promise' && (name === 'all' || name === 'allSettled' || name === 'resolve')) return argument(0);
    if (of === 'Object' && name === 'assign') return isHandle(argument(0)) ? argument(0) : merged(call.arguments.map((_, index) => argument(index)));
  }
  if (containers.has(name)) {
    const taken = takenOut(call, file, e);
    if (tells(taken)) return taken;
    const entry = name === 'get' && call.callee.kind === 'member' ? entryOf(call.callee, file, e) : unknown;
    if (tells(entry)) return entry;
  }
  if (passThrough.has(name)) return argument(0);
  return isEnvironment(call, file, frame, e) ? { is: 'global', path: 'process.env' } : unknown;
}

/** `get.bind(null, 'user')`: a function that is given its first arguments already. */
function partly(of: Found, given: readonly Value[], file: string, frame: Frame | undefined): Found {
  if (of.is !== 'function' || given.length === 0) return of;
  return { ...of, bound: [...(of.bound ?? []), ...given.map(value => locate(value, file, frame))] };
}

const sameElements = new Set(['filter', 'slice', 'reverse', 'sort', 'toSorted', 'flat', 'values']);

/** `ids.map(id => \`order:${id}\`)`: some of what the callback returns. */
function listFrom(name: string, object: () => Found, argument: (index: number) => Found, e: Evaluator): Found | undefined {
  if (sameElements.has(name)) {
    const list = object();
    return list.is === 'list' ? { ...list, isOpen: true } : undefined;
  }
  if (name !== 'map' && name !== 'flatMap') return undefined;
  const callback = argument(0);
  if (callback.is !== 'function') return undefined;
  const returned = e.code(callback.file)?.functions[callback.function]?.returns ?? [];
  return { is: 'list', items: returned.map(value => locate(value, callback.file, undefined)), isOpen: true };
}

/** What a promise's callback returns, given its value. */
function thenOf(call: Call, callee: Extract<Value, { kind: 'member' }>, file: string, frame: Frame | undefined, e: Evaluator): Found {
  const [value] = call.arguments;
  const callback = value ? e.evaluate(value, file, frame) : unknown;
  return callback.is === 'function' ? invoke(callback, [locate(callee.object, file, frame)], undefined, frame, e) : unknown;
}

/** `schema.parse(process.env)`, `createEnv({ runtimeEnv: process.env })`: the environment, checked. */
function isEnvironment(call: Call, file: string, frame: Frame | undefined, e: Evaluator): boolean {
  return call.arguments.slice(0, 3).some(value => {
    if (value.kind !== 'member' && value.kind !== 'name' && value.kind !== 'object') return false;
    const found = e.evaluate(value, file, frame);
    if (found.is === 'global') return found.path === 'process.env';
    if (found.is !== 'object') return false;
    for (const name of ['runtimeEnv', 'runtimeEnvStrict', 'experimental__runtimeEnv']) {
      const given = found.properties.get(name);
      if (given) return true;
    }
    return false;
  });
}
