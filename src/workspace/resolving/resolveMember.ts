import type { ClassFact, Value } from '../../facts/code.js';
import type { Evaluator } from './evaluator.js';
import { oneOf, optionsOf, tells, telling, unknown, type Found } from './found.js';
import { blank, type Frame } from './frame.js';
import type { CallReference } from '../known.js';
import { callable, memberOfInstance, memberOfMeaning } from './libraries.js';
import { mergedInto, shared } from './resolveShared.js';

export type OwnInstance = Extract<Found, { is: 'own-instance' }>;

export function memberOf(of: Found, name: string, e: Evaluator): Found {
  switch (of.is) {
    case 'either':
      return oneOf(of.options.map(option => memberOf(option, name, e)).filter(tells));
    case 'object': {
      const located = of.properties.get(name);
      return located ? e.located(located) : unknown;
    }
    case 'list': {
      const item = /^\d+$/.test(name) && !of.isOpen ? of.items[Number(name)] : undefined;
      return item ? e.located(item) : unknown;
    }
    case 'module':
      return e.exported(of.file, name);
    case 'meaning':
      return memberOfMeaning(of, name);
    case 'instance':
      return memberOfInstance(of, name, e.definedCommands);
    case 'own-instance':
      return memberOfOwn(of, name, e);
    case 'class':
      return classMember(of, name, e, 0);
    case 'typed': {
      const given = of.given ? memberOf(of.given, name, e) : unknown;
      if (tells(given)) return given;
      const type = Object.hasOwn(of.members, name) ? of.members[name] : undefined;
      return type ? e.byType(type, of.file, of.place, `${of.name}.${name}`) : unknown;
    }
    case 'global':
      return memberOfGlobal(of.path, name, e);
    case 'method':
    case 'function':
    case 'text':
    case 'number':
    case 'boolean':
    case 'null':
    case 'request':
    case 'unknown':
      return unknown;
  }
}

function memberOfGlobal(path: string, name: string, e: Evaluator): Found {
  if (path === 'process') return name === 'env' ? { is: 'global', path: 'process.env' } : unknown;
  if (path === 'process.env') return { is: 'text', pieces: [{ environment: name }] };
  if (name === 'process') return { is: 'global', path: 'process' };
  return shared(`globalThis.${name}`, e);
}

/** What `this` or `super` is at an offset. */
export function thisOf(offset: number, file: string, frame: Frame | undefined, e: Evaluator): Found {
  const at = e.index(file)?.classAt(offset);
  if (!at) return unknown;
  if (at.isStatic) return { is: 'class', file, class: at.class };
  for (let each = frame; each; each = each.outer) {
    if (each.file !== file || each.this?.is !== 'own-instance') continue;
    if (e.code(file)?.functions[each.function]?.class !== at.class) continue;
    e.consult(each);
    each.used.set(-1, each.this);
    return each.this;
  }
  e.consult(undefined);
  return { is: 'own-instance', file, class: at.class };
}

export function memberOfOwn(of: OwnInstance, name: string, e: Evaluator): Found {
  let at: OwnInstance = of;
  for (let depth = 0; depth < 10; depth++) {
    const found = ownMember(at, of, name, e);
    if (tells(found)) return found;
    const parent = superOf(at, e);
    if (parent.is === 'own-instance') at = parent;
    else return parent.is === 'instance' ? memberOfInstance(parent, name, e.definedCommands) : inSubclass(of, name, e);
  }
  return unknown;
}

/** Its own part of the library's class it extends, if it does. */
export function libraryPartOf(of: OwnInstance, e: Evaluator): Found {
  let at: Found = of;
  for (let depth = 0; depth < 10 && at.is === 'own-instance'; depth++) at = superOf(at, e);
  return at.is === 'instance' ? at : unknown;
}

/** What `super` is where `this` is something. */
export function parentOf(self: Found, e: Evaluator): Found {
  if (self.is === 'own-instance') return superOf(self, e);
  const parent = self.is === 'class' ? e.code(self.file)?.classes[self.class]?.extends : undefined;
  return parent && self.is === 'class' ? e.evaluate(parent, self.file, undefined) : unknown;
}

function superOf(of: OwnInstance, e: Evaluator): Found {
  const fact = e.code(of.file)?.classes[of.class];
  if (!fact?.extends) return unknown;
  for (const parent of optionsOf(e.evaluate(fact.extends, of.file, undefined))) {
    if (parent.is === 'class') return parent.file === of.file && parent.class === of.class ? unknown : { ...parent, is: 'own-instance', ...made(superCall(of, fact, e) ?? of.made) };
    if (parent.is !== 'meaning') continue;
    const meaning = callable(parent);
    if (meaning.is !== 'class' || meaning.over) continue;
    const call = superCall(of, fact, e) ?? of.made;
    const client = call
      ? e.clients.made(parent.binding, meaning.gives, call, of.made ? e.index(of.made.file)?.nameOf(of.made.index) : fact.name)
      : e.clients.received(parent.binding, meaning.gives, 'type', { file: of.file, ...fact.range }, fact.name);
    return { is: 'instance', binding: parent.binding, type: meaning.gives, client };
  }
  return unknown;
}

function made(call: CallReference | undefined): { readonly made?: CallReference } {
  return call ? { made: call } : {};
}

/** `super(…)` in the constructor of a class. */
function superCall(of: OwnInstance, fact: ClassFact, e: Evaluator): CallReference | undefined {
  const code = e.code(of.file);
  const found = e.index(of.file)?.superCalls.find(each => code?.calls[each]?.function === fact.constructorFunction);
  const call = found === undefined ? undefined : code?.calls[found];
  return found === undefined || !call || fact.constructorFunction === undefined ? undefined : { file: of.file, index: found, call };
}

/** A field, accessor or method of one class, without its superclass; `self` is the object asked. */
function ownMember(of: OwnInstance, self: OwnInstance, name: string, e: Evaluator): Found {
  const code = e.code(of.file);
  const fact = code?.classes[of.class];
  if (!fact) return unknown;
  const method = fact.methods.find(each => each.name === name && !each.isStatic && !each.isGetter);
  if (method) return { is: 'function', file: of.file, function: method.function };
  const frame = constructionFrame(of, fact, e);
  const getter = fact.methods.find(each => each.name === name && !each.isStatic && each.isGetter);
  const getterFrame = getter && { ...emptyFrame(of.file, getter.function), this: self };
  const options: Found[] = [];
  const fields = fact.fields.filter(field => field.name === name && !field.isStatic);
  for (const field of fields) if (field.value) options.push(e.evaluate(field.value, of.file, getterFrame ?? frame));
  for (const { value } of e.index(of.file)?.assignments.get(`this${of.class}.${name}`) ?? []) options.push(e.evaluate(value, of.file, frame));
  options.push(mergedInto(`this${of.class}`, name, of.file, frame, e));
  const given = telling(oneOf(options));
  if (tells(given)) return given;
  for (const field of fields) {
    const at = { file: of.file, ...field.range };
    const injected = e.byDecorators(field.decorators, of.file, at, name);
    if (tells(injected)) return injected;
    const typed = field.type ? e.byType(field.type, of.file, at, name) : unknown;
    if (tells(typed)) return typed;
  }
  return unknown;
}

function emptyFrame(file: string, functionIndex: number): Frame {
  return { file, function: functionIndex, arguments: [], this: undefined, outer: undefined, depth: 1, ...blank() };
}

/** The constructor's parameters, when it is known which `new` made the object. */
function constructionFrame(of: OwnInstance, fact: ClassFact, e: Evaluator): Frame | undefined {
  if (!of.made || fact.constructorFunction === undefined) return undefined;
  const { made: call } = of;
  const { constructorFunction } = fact;
  return e.once(`made ${of.file} ${constructorFunction} ${call.file} ${call.index}`, () => {
    const parameters = call.call.arguments.map(value => ({ value, file: call.file }));
    return { ...emptyFrame(of.file, constructorFunction), arguments: parameters };
  });
}

export function classMember(of: Extract<Found, { is: 'class' }>, name: string, e: Evaluator, depth: number): Found {
  const fact = e.code(of.file)?.classes[of.class];
  if (!fact || depth > 10) return unknown;
  const method = fact.methods.find(each => each.name === name && each.isStatic && !each.isGetter);
  if (method) return { is: 'function', file: of.file, function: method.function };
  const options: Found[] = [];
  const fields = fact.fields.filter(field => field.name === name && field.isStatic);
  for (const field of fields) if (field.value) options.push(e.evaluate(field.value, of.file, undefined));
  const index = e.index(of.file);
  const assigned = [...(index?.assignments.get(`static${of.class}.${name}`) ?? []), ...assignedByName(of, fact, name, e)];
  for (const { value } of assigned) options.push(e.evaluate(value, of.file, undefined));
  const given = telling(oneOf(options));
  if (tells(given)) return given;
  for (const field of fields) {
    const typed = field.type ? e.byType(field.type, of.file, { file: of.file, ...field.range }, name) : unknown;
    if (tells(typed)) return typed;
  }
  if (!fact.extends) return unknown;
  const parent = e.evaluate(fact.extends, of.file, undefined);
  if (parent.is === 'class') return classMember(parent, name, e, depth + 1);
  return parent.is === 'meaning' ? memberOfMeaning(parent, name) : unknown;
}

/** `Cache.client = …`, by the name of the class in its own file. */
function assignedByName(of: Extract<Found, { is: 'class' }>, fact: ClassFact, name: string, e: Evaluator): readonly { readonly value: Value }[] {
  const variable = e.code(of.file)?.variables.findIndex(each => each.declaredBy === 'class' && each.name === fact.name) ?? -1;
  return variable < 0 ? [] : (e.index(of.file)?.assignments.get(`v${variable}.${name}`) ?? []);
}

/** A member that only subclasses provide: an abstract class whose `client` they assign. */
function inSubclass(of: OwnInstance, name: string, e: Evaluator): Found {
  const fact = e.code(of.file)?.classes[of.class];
  if (fact?.name === undefined || of.made) return unknown;
  const options: Found[] = [];
  for (const file of e.filesWith('subclass', fact.name).slice(0, 20)) {
    for (const subclass of e.index(file)?.subclasses.get(fact.name) ?? []) {
      const parent = e.code(file)?.classes[subclass]?.extends;
      const found = parent ? e.evaluate(parent, file, undefined) : unknown;
      if (found.is !== 'class' || found.file !== of.file || found.class !== of.class) continue;
      const self: OwnInstance = { is: 'own-instance', file, class: subclass };
      options.push(ownMember(self, self, name, e));
    }
  }
  return telling(oneOf(options));
}
