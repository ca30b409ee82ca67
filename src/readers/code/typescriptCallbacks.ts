import type { Range } from '../../facts/place.js';
import type { Indexed, Reading } from './typescriptReading.js';
import { is, isInlineFunction, propertyName, rangeOf, type InlineFunction, type MaybeNode, type Nodes } from './typescriptTree.js';
import { ESCAPES, IGNORED, inside, property, READ, several, test, type Use } from './typescriptUses.js';

/** What is known of a function given to a call. */
export interface Callback {
  /** The place of the parameter that gets a result. */
  readonly parameter: number;
  /** Where the use of that parameter is added; the call's own result when undefined. */
  readonly results: { readonly uses: Use[] } | undefined;
  readonly returnUse: Use;
  readonly isLoop: boolean;
  /** An error in it is an error of the call. */
  readonly runsInPlace: boolean;
}

export interface CalledIn {
  readonly objectUse: Use;
  readonly callbacks: ReadonlyMap<number, Callback>;
  argumentUse(place: number): Use | undefined;
}

/** Methods that run a function for each element. */
const iterations: ReadonlySet<string> = new Set(
  'map forEach filter reduce reduceRight some every find findIndex findLast findLastIndex flatMap each eachSeries mapSeries from'.split(' '),
);
const tests: ReadonlySet<string> = new Set('filter some every find findIndex findLast findLastIndex'.split(' '));
const mappers: ReadonlySet<string> = new Set('map flatMap mapSeries from'.split(' '));
const settlers: ReadonlySet<string> = new Set(['all', 'allSettled', 'race', 'any']);
const adders: ReadonlySet<string> = new Set(['push', 'unshift']);
const loggers: ReadonlySet<string> = new Set('log info debug warn error trace dir table verbose fatal'.split(' '));
const none: ReadonlyMap<number, Callback> = new Map();

/** What a call does with its receiver, its arguments and its callbacks, as far as the names of its methods say. */
export function calledIn(r: Reading, node: Nodes['CallExpression' | 'NewExpression'], callee: Nodes['MemberExpression'] | undefined, use: Use): CalledIn {
  const method = callee && propertyName(callee.property, callee.computed);
  const read = property(method ?? '', READ);
  const args = node.arguments;
  if (callee === undefined || method === undefined) {
    const isBoolean = is(node.callee, 'Identifier') && node.callee.name === 'Boolean';
    return { objectUse: read, callbacks: nodeCallback(args, is(node, 'NewExpression')), argumentUse: () => (isBoolean ? test('truthy', rangeOf(node)) : undefined) };
  }
  if (method === 'then') return afterThen(r, args, use);
  if (method === 'catch') return plain({ kind: 'caught', then: use }, inPlace(args));
  if (method === 'finally') return plain(use, inPlace(args));
  if (method === 'promise' && args.length === 0) return plain(use);
  if (is(callee.object, 'Identifier') && callee.object.name === 'Promise') {
    const taken: Use | undefined = settlers.has(method) ? { kind: 'settled', then: use } : method === 'resolve' ? use : undefined;
    if (taken) return { objectUse: READ, callbacks: none, argumentUse: place => (place === 0 ? taken : undefined) };
  }
  if (loggers.has(method) && isLog(callee.object)) return { objectUse: read, callbacks: none, argumentUse: () => READ };
  if (adders.has(method) && is(callee.object, 'Identifier')) return addTo(r, callee.object, read);
  const fromNode = nodeCallback(args, iterations.has(method));
  const place = fromNode.size === 0 && iterations.has(method) ? args.slice(0, 2).findIndex(isInlineFunction) : -1;
  const callback = args[place];
  return callback === undefined ? plain(read, fromNode) : iterate(method, place, read, use, rangeOf(callback));
}

function plain(objectUse: Use, callbacks = none): CalledIn {
  return { objectUse, callbacks, argumentUse: () => undefined };
}

/** `console`, `logger`, `this.logger`: what is printed is used for nothing. */
function isLog(object: MaybeNode): boolean {
  const name = is(object, 'Identifier') ? object.name : is(object, 'MemberExpression') ? propertyName(object.property, object.computed) : undefined;
  return name !== undefined && /^_?(?:console|log|logger)$/.test(name);
}

/** `it.then(result => …, error => …)`, `it.then(show)` */
function afterThen(r: Reading, args: readonly MaybeNode[], use: Use): CalledIn {
  const results = several({ kind: 'chained', outer: use });
  const callbacks = new Map<number, Callback>();
  if (isInlineFunction(args[0])) callbacks.set(0, { parameter: 0, results, returnUse: use, isLoop: false, runsInPlace: true });
  else if (is(args[0], 'Identifier')) results.uses.push({ kind: 'passed', to: named(r, args[0]) });
  else if (args[0]) results.uses.push(ESCAPES);
  return plain(args.length > 1 ? { kind: 'caught', then: results } : results, callbacks);
}

function inPlace(args: readonly MaybeNode[]): ReadonlyMap<number, Callback> {
  return isInlineFunction(args[0]) ? new Map([[0, { parameter: -1, results: undefined, returnUse: READ, isLoop: false, runsInPlace: true }]]) : none;
}

/** `list.push(it)`: it is inside the list from then on. */
function addTo(r: Reading, list: Nodes['Identifier'], read: Use): CalledIn {
  const into = inside('*', { kind: 'held', by: named(r, list) });
  return { objectUse: read, callbacks: none, argumentUse: () => into };
}

function named(r: Reading, { name }: Nodes['Identifier']): Indexed {
  const into: Indexed = { variable: undefined };
  r.references.push({ name, scope: r.at.scope, into, use: undefined, given: undefined });
  return into;
}

/** `list.map(element => …)`, `each(list, element => …)` */
function iterate(method: string, place: number, read: Use, use: Use, range: Range): CalledIn {
  const element = several();
  const ofList = property('*', element);
  const isReduce = method.startsWith('reduce');
  const returnUse = isReduce ? use : tests.has(method) ? test('truthy', range) : mappers.has(method) ? inside('*', use) : IGNORED;
  const callback: Callback = { parameter: isReduce ? 1 : 0, results: element, returnUse, isLoop: true, runsInPlace: true };
  return {
    objectUse: place === 0 ? several(read, ofList) : read,
    callbacks: new Map([[place, callback]]),
    argumentUse: other => (place === 1 && other === 0 ? ofList : undefined),
  };
}

/** `(error, result) => …` as the last argument. */
function nodeCallback(args: readonly MaybeNode[], isStrict: boolean): ReadonlyMap<number, Callback> {
  const last = args.at(-1);
  if (!isInlineFunction(last) || last.params.length < 2 || last.params.length > 3 || !isErrorFirst(last, isStrict)) return none;
  return new Map([[args.length - 1, { parameter: 1, results: undefined, returnUse: IGNORED, isLoop: false, runsInPlace: false }]]);
}

/** `_` and `e` may be an error, but `map((e, index) => …)` and `new Promise((_, reject) => …)` have none. */
function isErrorFirst(callback: InlineFunction, isStrict: boolean): boolean {
  const [first] = callback.params;
  return is(first, 'Identifier') && (/^_*err|err(or)?$/i.test(first.name) || (!isStrict && /^_*e?$/.test(first.name)));
}
