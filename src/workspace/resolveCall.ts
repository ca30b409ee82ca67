import type { Call } from '../facts/code.js';
import type { Evaluator } from './evaluator.js';
import { lastName } from './fileIndex.js';
import { nothing, oneOf, optionsOf, tells, telling, unknown, type Found } from './found.js';
import { frameOf, locate, type Frame } from './frame.js';
import type { CallReference, Located } from './known.js';
import { callable, typeOf } from './libraries.js';
import { merged } from './resolveObject.js';
import { textOfCall } from './resolveText.js';

/** Calls of functions inside calls of functions are followed so far. */
const deepestFrame = 6;

/** Functions of other packages that give back what they are given, dressed up. */
const passThrough = new Set(
  'freeze seal preventExtensions resolve promisify promisifyAll captureAWS captureAWSClient captureAWSv3Client captureAWSClients markRaw toRaw shallowRef raw unref forwardRef instrument wrapSDK'.split(' '),
);
/** Containers and module references that give the object of a class. */
const containers = new Set(['get', 'resolve', 'inject', 'create', 'getOrThrow']);

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
      return invoke(callee, call.arguments.map(value => locate(value, file, frame)), receiver, frame, e);
    }
    case 'method': {
      const { method, on } = callee;
      const type = typeOf(on);
      if (method.does === 'give' && method.callback === undefined) {
        const client = method.isNewConnection ? e.clients.duplicate(on.client, method.type, at, on.binding, e.index(file)?.nameOf(index)) : on.client;
        return { is: 'instance', binding: on.binding, type: method.type, client, ...(method.isNewConnection ? {} : { begun: at }) };
      }
      if (method.does === 'listen' || type?.fluent?.includes(callee.name) === true) return on;
      return type?.via !== undefined && method.does !== 'execute' && method.does !== 'nothing' ? on : unknown;
    }
    default:
      return unknown;
  }
}

function madeByLibrary(callee: Extract<Found, { is: 'meaning' }>, at: CallReference, frame: Frame | undefined, e: Evaluator): Found {
  const meaning = callable(callee);
  const { binding } = callee;
  const { call, file, index } = at;
  if (meaning.is === 'request') {
    const [value] = call.arguments;
    const input = value && locate(value, file, frame);
    return { is: 'request', operation: meaning.operation, isDocument: meaning.isDocument, input, binding, made: at };
  }
  if (meaning.is === 'class' && meaning.callGivesClass && !call.isNew) return { is: 'meaning', meaning, binding };
  if (meaning.is !== 'class' && meaning.is !== 'factory') return unknown;
  return { is: 'instance', binding, type: meaning.gives, client: e.clients.made(binding, meaning.gives, at, e.index(file)?.nameOf(index)) };
}

/** What a function of the workspace returns for the arguments of one call; `null` counts only when it is all it returns. */
export function invoke(callee: Extract<Found, { is: 'function' }>, given: readonly Located[], receiver: Found | undefined, outer: Frame | undefined, e: Evaluator): Found {
  const fact = e.code(callee.file)?.functions[callee.function];
  if (!fact) return unknown;
  const depth = (outer?.depth ?? 0) + 1;
  if (depth > deepestFrame || frameOf(outer, callee.file, callee.function)) return byReturnType(callee, e);
  const frame: Frame = { file: callee.file, function: callee.function, arguments: given, this: receiver, outer, depth, memo: new Map() };
  const returned = oneOf(fact.returns.map(value => e.evaluate(value, callee.file, frame)));
  const isInstance = optionsOf(returned).some(option => option.is !== 'unknown' && option.is !== 'null');
  return isInstance ? withoutNull(returned) : byReturnType(callee, e);
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
  if (name === undefined || call.isNew) return unknown;
  const argument = (index: number): Found => {
    const value = call.arguments[index];
    return value && value.kind !== 'spread' ? e.evaluate(value, file, frame) : unknown;
  };
  const object = (): Found => (call.callee.kind === 'member' ? e.evaluate(call.callee.object, file, frame) : unknown);
  if (name === 'bind' || name === 'catch' || name === 'finally') return object();
  if (name === 'call' || name === 'apply') return unknown;
  if (tells(callee)) return unknown;
  if (passThrough.has(name)) return argument(0);
  if (call.callee.kind === 'member' && call.callee.object.kind === 'name' && call.callee.object.variable === undefined) {
    const { name: of } = call.callee.object;
    if (of === 'Promise' && (name === 'all' || name === 'allSettled')) return argument(0);
    if (of === 'Object' && name === 'assign') return merged(call.arguments.map((_, index) => argument(index)));
  }
  const first = argument(0);
  if (containers.has(name) && first.is === 'class') return { is: 'own-instance', file: first.file, class: first.class };
  return isEnvironment(call, file, frame, e) ? { is: 'global', path: 'process.env' } : unknown;
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
