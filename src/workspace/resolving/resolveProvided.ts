import type { Binding } from '../../bindings/binding.js';
import type { Call, Value } from '../../facts/code.js';
import { isSameMap } from './contexts.js';
import type { Evaluator } from './evaluator.js';
import { isHandle, oneOf, optionsOf, tells, telling, unknown, type Found } from './found.js';
import { lastName } from './names.js';
import { tokenKey, type Provider } from './providers.js';

const mostFiles = 20;
/** A token that stands for a token that … */
const longestChain = 5;

/** What containers of the workspace give for a token; a class that nobody provides is given itself. */
export function provided(token: Value | undefined, file: string, e: Evaluator): Found {
  const found = token ? providedAs(token, isContainer, e, 0) : unknown;
  if (tells(found) || !token) return found;
  const itself = e.evaluate(token, file, undefined);
  if (itself.is === 'meaning' && itself.meaning.is === 'token') return madeForToken(itself.meaning.madeBy, itself.binding, e);
  return itself.is === 'class' ? { is: 'own-instance', file: itself.file, class: itself.class } : unknown;
}

/** What the workspace gives where a class is asked for, if it is another: `{ provide: Store, useClass: RedisStore }`. */
export function givenFor(wanted: Extract<Found, { is: 'class' }>, e: Evaluator): Found {
  const name = e.code(wanted.file)?.classes[wanted.class]?.name;
  if (name === undefined) return unknown;
  return e.once(`given for ${wanted.file} ${wanted.class}`, () => providedAs({ kind: 'text', text: name, range: { start: 0, end: 0 } }, isContainer, e, 0));
}

function isContainer({ on }: Provider): boolean {
  return on === undefined || /container/i.test(on);
}

/** `container.resolve(TOKEN)`, `req.app.get('redis')`: what somebody has put there. */
export function takenOut(call: Call, file: string, e: Evaluator): Found {
  const [token] = call.arguments;
  if (token === undefined || (token.kind !== 'text' && token.kind !== 'name' && token.kind !== 'member')) return unknown;
  const receiver = call.callee.kind === 'member' ? lastName(call.callee.object) : undefined;
  const found = providedAs(token, ({ on }) => on === undefined || isSameMap(on, receiver), e, 0);
  if (tells(found)) return oneOf(optionsOf(found).filter(isHandle));
  const itself = e.evaluate(token, file, undefined);
  return itself.is === 'class' ? { is: 'own-instance', file: itself.file, class: itself.class } : unknown;
}

/** `clients.get(name)`: what is put into the same map in the same file, under whatever name. */
export function entryOf(callee: Extract<Value, { kind: 'member' }>, file: string, e: Evaluator): Found {
  const index = e.index(file);
  const path = index?.pathOf(callee.object);
  const values = path === undefined ? undefined : index?.entries.get(path);
  return values ? e.once(`entries ${path} ${file}`, () => oneOf(values.map(value => e.evaluate(value, file, undefined)).flatMap(optionsOf).filter(isHandle))) : unknown;
}

function providedAs(token: Value, isMeant: (provider: Provider) => boolean, e: Evaluator, depth: number): Found {
  const key = tokenKey(token);
  if (key === undefined || depth > longestChain) return unknown;
  const options: Found[] = [];
  for (const file of e.filesWith('provider', key).slice(0, mostFiles)) {
    for (const provider of e.index(file)?.providers().get(key) ?? []) if (isMeant(provider)) options.push(givenBy(provider, file, isMeant, e, depth));
  }
  return telling(oneOf(options));
}

function givenBy({ by, value }: Provider, file: string, isMeant: (provider: Provider) => boolean, e: Evaluator, depth: number): Found {
  const found = by === 'token' ? providedAs(value, isMeant, e, depth + 1) : e.evaluate(value, file, undefined);
  if (by === 'factory') return e.called(found, [], undefined);
  if (by === 'value') return found;
  const itself = by === 'token' && !tells(found) ? e.evaluate(value, file, undefined) : found;
  return itself.is === 'class' ? { is: 'own-instance', file: itself.file, class: itself.class } : itself;
}

/** What a library's module makes to be injected under a token of that library: `CacheModule.register({ store })`. */
function madeForToken(names: readonly string[], binding: Binding, e: Evaluator): Found {
  return e.once(`token ${binding.library} ${names.join(' ')}`, () => {
    const options: Found[] = [];
    for (const name of names) {
      for (const file of e.filesWith('call', name)) {
        for (const index of e.index(file)?.callsByName.get(name) ?? []) {
          const call = e.code(file)?.calls[index];
          if (call && isOfLibrary(call.callee, file, binding, e)) options.push(e.evaluate({ kind: 'call', call: index, range: call.range }, file, undefined));
        }
      }
    }
    return telling(oneOf(options));
  });
}

/** By what is imported, without asking what it is: many functions have names like `register`. */
function isOfLibrary(callee: Value, file: string, { modules, alsoIn = [], exports }: Binding, e: Evaluator): boolean {
  const object = callee.kind === 'member' ? callee.object : undefined;
  const from = object?.kind === 'name' && object.variable !== undefined ? e.code(file)?.variables[object.variable]?.import : undefined;
  return from !== undefined && Object.hasOwn(exports, from.name) && [...modules, ...alsoIn].includes(from.from);
}
