import type { Binding, InstanceType, Meaning, Method } from '../../bindings/binding.js';
import { unknown, type Found } from './found.js';
import type { Instance } from '../known.js';
import { methodOf } from '../calls/methodOf.js';

/** The bindings by the modules they are imported from. */
export type Libraries = ReadonlyMap<string, readonly Binding[]>;

export function librariesOf(bindings: readonly Binding[]): Libraries {
  const byModule = new Map<string, Binding[]>();
  for (const binding of bindings) {
    for (const module of [...binding.modules, ...(binding.alsoIn ?? [])]) byModule.set(module, [...(byModule.get(module) ?? []), binding]);
  }
  return byModule;
}

/** Names under which plugins hang clients on an application. */
export function pluginNamesOf(libraries: Libraries): ReadonlySet<string> {
  const meanings = [...new Set([...libraries.values()].flat())].flatMap(binding => Object.values(binding.exports));
  return new Set(meanings.flatMap(meaning => (meaning.is === 'plugin' ? [meaning.as] : [])));
}

/** What a name imported from a library is; `*` for all of it, `default` also for what `require()` gives. */
export function importedFrom(bindings: readonly Binding[], name: string): Found {
  const [first] = bindings;
  if (first === undefined) return unknown;
  for (const binding of bindings) {
    const meaning = own(binding.exports, name);
    if (meaning) return { is: 'meaning', meaning, binding };
  }
  if (name !== 'default' && name !== '*') return unknown;
  const members = Object.assign({}, ...bindings.map(binding => binding.exports).reverse()) as Record<string, Meaning>;
  return { is: 'meaning', meaning: { is: 'namespace', members }, binding: first };
}

/** `Redis.Cluster`, `AWS.DynamoDB`, `ioredis.default`. */
export function memberOfMeaning(found: Extract<Found, { is: 'meaning' }>, name: string): Found {
  const { meaning, binding } = found;
  const members = 'members' in meaning ? meaning.members : undefined;
  const member = members && own(members, name);
  if (member) return { is: 'meaning', meaning: member, binding };
  if (name === 'default') return found;
  const whole = members && own(members, 'default');
  return whole ? memberOfMeaning({ is: 'meaning', meaning: whole, binding }, name) : unknown;
}

/** What is called when a whole module is: `new (require('ioredis'))()`. */
export function callable(found: Extract<Found, { is: 'meaning' }>): Meaning {
  const { meaning } = found;
  if (meaning.is !== 'namespace') return meaning;
  const whole = own(meaning.members, 'default');
  return whole && whole.is !== 'namespace' ? whole : meaning;
}

export function typeOf(instance: Instance): InstanceType | undefined {
  return own(instance.binding.types, instance.type);
}

/** What a member of a library object is: a method, another object of the library, or unknown. */
export function memberOfInstance(on: Instance, name: string, definedCommands: ReadonlySet<string>): Found {
  const type = typeOf(on);
  if (!type) return unknown;
  if (name === type.overAs && on.over) return on.over;
  const property = type.properties && own(type.properties, name);
  if (property !== undefined) return { ...on, type: property };
  const method = methodOf(on, name) ?? definedMethod(type, name, definedCommands);
  if (method) return { is: 'method', method, name, on };
  // What promisifyAll adds.
  const plain = name.endsWith('Async') ? name.slice(0, -5) : '';
  const plainMethod = plain === '' ? undefined : methodOf(on, plain);
  return plainMethod ? { is: 'method', method: plainMethod, name: plain, on } : unknown;
}

function definedMethod(type: InstanceType, name: string, definedCommands: ReadonlySet<string>): Method | undefined {
  return type.otherMethods !== undefined && definedCommands.has(name) ? { does: 'script', style: type.otherMethods } : undefined;
}

export function own<V>(record: Readonly<Record<string, V>>, name: string): V | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
