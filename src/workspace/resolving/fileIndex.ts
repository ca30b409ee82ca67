import type { Assignment, CodeFile, Export, Value } from '../../facts/code.js';
import type { Range } from '../../facts/place.js';
import { lastName } from './names.js';
import { findProviders, type Provider } from './providers.js';
import { defined, findContexts } from './contexts.js';

export const mentionKinds = ['call', 'shared', 'context', 'provider', 'subclass'] as const;
export type Mention = (typeof mentionKinds)[number];

/** What is looked up again and again in the facts of one file. Made once for each version of a file. */
export interface FileIndex {
  /** Assignments to members, by the path assigned: `v12.locals.redis`, `this3.client`, `static3.client`, `app.redis` of a global. */
  readonly assignments: ReadonlyMap<string, readonly Assignment[]>;
  /** The same by the end of the path, for what other files may see: `locals.redis`, `globalThis.redis`. */
  readonly sharedAssignments: ReadonlyMap<string, readonly Assignment[]>;
  /** The same by the path of the object that is assigned to. */
  readonly membersAssigned: ReadonlyMap<string, readonly Assignment[]>;
  /** What is put into maps (`all.set(name, value)`), by the path of the map. */
  readonly entries: ReadonlyMap<string, readonly Value[]>;
  /** What `Object.assign` adds to an object, by its path. */
  readonly merges: ReadonlyMap<string, readonly Value[]>;
  /** Calls of `push` and `unshift` by the path of the list. */
  readonly pushes: ReadonlyMap<string, readonly number[]>;
  /** The names of calls, shared assignments, members of contexts, providers' tokens or superclasses that the file holds. */
  mentioned(kind: Mention): ReadonlyMap<string, unknown>;
  /** What is hung on objects that are handed around, by name. */
  contexts(): ReadonlyMap<string, readonly Value[]>;
  /** What containers are given, by what names the token. */
  providers(): ReadonlyMap<string, readonly Provider[]>;
  /** Classes by the last name of what they extend or implement. */
  readonly subclasses: ReadonlyMap<string, readonly number[]>;
  /** Calls by the last name of what is called. */
  readonly callsByName: ReadonlyMap<string, readonly number[]>;
  readonly exportsByName: ReadonlyMap<string, readonly Export[]>;
  /** Calls that stand as statements of constructors: `super(…)`. */
  readonly superCalls: readonly number[];
  /** Innermost class whose `this` an offset has. */
  classAt(offset: number): { readonly class: number; readonly isStatic: boolean } | undefined;
  functionAt(offset: number): number | undefined;
  /** What people call the result of a call: the variable, field or property that holds it. */
  nameOf(call: number): string | undefined;
  /** The static key of what a member path starts at and goes through; undefined for what is no plain path. */
  pathOf(value: Value): string | undefined;
}

const indexes = new WeakMap<CodeFile, FileIndex>();

export function indexOf(code: CodeFile): FileIndex {
  const present = indexes.get(code);
  if (present) return present;
  const made = createIndex(code);
  indexes.set(code, made);
  return made;
}

const globals = new Set(['globalThis', 'global', 'window', 'self']);

function createIndex(code: CodeFile): FileIndex {
  const classes = innermost(code.classes);
  const functions = innermost(code.functions);
  const assignments = new Map<string, Assignment[]>();
  const sharedAssignments = new Map<string, Assignment[]>();
  const membersAssigned = new Map<string, Assignment[]>();
  const subclasses = new Map<string, number[]>();
  const callsByName = new Map<string, number[]>();
  const pushes = new Map<string, number[]>();
  const entries = new Map<string, Value[]>();
  const merges = new Map<string, Value[]>();
  const superCalls: number[] = [];
  const exportsByName = new Map<string, Export[]>();
  for (const each of code.exports) add(exportsByName, each.name, each);

  function classAt(offset: number): { class: number; isStatic: boolean } | undefined {
    const found = classes(offset);
    if (found === undefined) return undefined;
    const fact = code.classes[found];
    const isInside = (range: Range | undefined): boolean => range !== undefined && range.start <= offset && offset < range.end;
    const isStatic =
      fact?.methods.some(method => method.isStatic && isInside(code.functions[method.function]?.range)) === true ||
      fact?.fields.some(field => field.isStatic && isInside(field.value?.range)) === true;
    return { class: found, isStatic };
  }

  function pathOf(value: Value): string | undefined {
    if (value.kind === 'name') {
      if (value.variable !== undefined) return `v${value.variable}`;
      return globals.has(value.name) ? 'globalThis' : value.name;
    }
    if (value.kind === 'this') {
      const found = classAt(value.range.start);
      return found ? `${found.isStatic ? 'static' : 'this'}${found.class}` : 'this';
    }
    if (value.kind !== 'member') return undefined;
    // `made[name]` is the same wherever `name` is the same variable.
    const computed = value.computed?.kind === 'name' && value.computed.variable !== undefined ? `[${value.computed.variable}]` : '';
    const property = value.property === '' ? computed : value.property;
    const object = property === '' ? undefined : pathOf(value.object);
    return object === undefined ? undefined : `${object}.${property}`;
  }

  /** A map of its own: `const all = new Map()`, `private all = new Map()`. */
  function isMadeByNew(value: Value): boolean {
    const variable = value.kind === 'name' && value.variable !== undefined ? code.variables[value.variable] : undefined;
    const at = value.kind === 'member' && value.object.kind === 'this' ? classAt(value.range.start) : undefined;
    const field = at && code.classes[at.class]?.fields.find(({ name }) => value.kind === 'member' && name === value.property);
    const given = variable?.value ?? field?.value;
    return given?.kind === 'call' && code.calls[given.call]?.isNew === true;
  }

  for (const { target, ...rest } of code.assignments) {
    if (target.kind !== 'member') continue;
    const assignment = isReckoned(rest.operator) ? { ...rest, target, value: { kind: 'unknown', range: rest.range } as const } : { ...rest, target };
    const objectPath = pathOf(target.object);
    if (objectPath !== undefined) add(membersAssigned, objectPath, assignment);
    const path = pathOf(target);
    if (path === undefined) continue;
    add(assignments, path, assignment);
    const shared = sharedPath(path);
    if (shared !== undefined) add(sharedAssignments, shared, assignment);
  }
  for (const [index, call] of code.calls.entries()) {
    const name = lastName(call.callee);
    if (name === undefined) continue;
    add(callsByName, name, index);
    const list = (name === 'push' || name === 'unshift') && call.callee.kind === 'member' ? pathOf(call.callee.object) : undefined;
    if (list !== undefined) add(pushes, list, index);
    if (name === 'super' && call.callee.kind === 'name') superCalls.push(index);
    if (call.callee.kind !== 'member') continue;
    const [first, second, third] = call.arguments;
    const map = name === 'set' && second && isMadeByNew(call.callee.object) ? pathOf(call.callee.object) : undefined;
    if (map !== undefined && second) add(entries, map, second);
    const object = first && call.callee.object.kind === 'name' && call.callee.object.name === 'Object' ? pathOf(first) : undefined;
    if (object === undefined) continue;
    if (name === 'assign') for (const value of call.arguments.slice(1)) add(merges, object, value);
    if (name !== 'defineProperty' || second?.kind !== 'text') continue;
    const target: Value = { kind: 'member', object: first ?? second, property: second.text, propertyRange: second.range, range: second.range };
    for (const value of defined(third, code)) add(assignments, `${object}.${second.text}`, { target, operator: '=', value, range: call.range, function: call.function, conditions: call.conditions });
  }

  for (const [index, fact] of code.classes.entries()) {
    const parent = fact.extends && lastName(fact.extends);
    if (parent !== undefined) add(subclasses, parent, index);
    for (const type of fact.implements) if (type.kind === 'named') add(subclasses, type.path.at(-1) ?? '', index);
  }

  let providers: ReadonlyMap<string, readonly Provider[]> | undefined;
  const providersOf = (): ReadonlyMap<string, readonly Provider[]> => (providers ??= findProviders(code));
  let contexts: ReadonlyMap<string, readonly Value[]> | undefined;
  const contextsOf = (): ReadonlyMap<string, readonly Value[]> => (contexts ??= findContexts(code));
  const mentioned: Record<Mention, () => ReadonlyMap<string, unknown>> = {
    call: () => callsByName,
    shared: () => sharedAssignments,
    context: contextsOf,
    provider: providersOf,
    subclass: () => subclasses,
  };
  let names: ReadonlyMap<number, string> | undefined;
  return {
    assignments,
    sharedAssignments,
    membersAssigned,
    entries,
    merges,
    pushes,
    mentioned: kind => mentioned[kind](),
    contexts: contextsOf,
    providers: providersOf,
    subclasses,
    callsByName,
    superCalls,
    exportsByName,
    classAt,
    functionAt: functions,
    nameOf: call => (names ??= namesOfCalls(code)).get(call),
    pathOf,
  };
}

/** `a.n += 1`: what comes of it is not the value beside it. */
export function isReckoned(operator: string): boolean {
  return operator !== '=' && operator !== '??=' && operator !== '||=' && operator !== '&&=';
}

/** `globalThis.redis` and what hangs on an application's `locals` can be seen from other files. */
export function sharedPath(path: string): string | undefined {
  if (!path.startsWith('globalThis.') && !path.includes('locals.')) return undefined;
  const words = path.split('.');
  if (words.some(word => word.startsWith('['))) return undefined;
  if (words[0] === 'globalThis' && words.length > 1) return words.slice(0, 3).join('.');
  const locals = words.lastIndexOf('locals');
  return locals >= 0 && locals + 2 === words.length ? words.slice(locals).join('.') : undefined;
}

/** Gives the innermost of nested ranges that holds an offset. */
function innermost(ranged: readonly { readonly range: Range }[]): (offset: number) => number | undefined {
  const order = ranged.map((_, index) => index).sort((a, b) => startOf(a) - startOf(b) || endOf(b) - endOf(a));
  const parents: (number | undefined)[] = [];
  const open: number[] = [];
  for (const index of order) {
    while (open.length > 0 && endOf(open.at(-1) ?? 0) <= startOf(index)) open.pop();
    parents[index] = open.at(-1);
    open.push(index);
  }
  function startOf(index: number): number {
    return ranged[index]?.range.start ?? 0;
  }
  function endOf(index: number): number {
    return ranged[index]?.range.end ?? 0;
  }
  return offset => {
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (startOf(order[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    let found = low === 0 ? undefined : order[low - 1];
    while (found !== undefined && endOf(found) <= offset) found = parents[found];
    return found;
  };
}

function namesOfCalls(code: CodeFile): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  const visit = (value: Value | undefined, name: string): void => {
    if (value?.kind === 'call' && !names.has(value.call)) names.set(value.call, name);
    else if (value?.kind === 'either') for (const option of value.options) visit(option, name);
    else if (value?.kind === 'object') for (const property of value.properties) visit(property.value, property.name);
  };
  for (const variable of code.variables) if (!variable.parameter) visit(variable.value, variable.name);
  for (const fact of code.classes) for (const field of fact.fields) visit(field.value, field.name);
  for (const { target, value } of code.assignments) if (target.kind === 'member' && target.property !== 'exports') visit(value, target.property);
  for (const fact of code.functions) if (fact.name !== undefined) for (const value of fact.returns) visit(value, fact.name);
  return names;
}

function add<V>(map: Map<string, V[]>, key: string, value: V): void {
  const present = map.get(key);
  if (present) present.push(value);
  else map.set(key, [value]);
}
