import type { Method, NamePlace } from '../../bindings/binding.js';
import type { CallReference, Instance, LibraryCall, Resolver, Text } from '../known.js';
import { valueIn } from '../resolving/argumentPlaces.js';
import { textOfTemplate } from '../resolving/plainText.js';
import { baseOf, type StoreCallInput } from './storeCallInput.js';

/** What making a library's object says: `new Queue('emails', …)`. Nothing for plain clients. */
export function libraryMade(instance: Instance, call: CallReference, resolver: Resolver): LibraryCall[] {
  const { callee } = call.call;
  const nameRange = callee.kind === 'member' ? callee.propertyRange : callee.range;
  const input = { method: { does: 'nothing' }, name: '', nameRange, on: instance, call, via: 'direct' } as const;
  return toCalls(input, 'make', namesOf(instance, call, resolver));
}

/** `queue.add(…)`, `redlock.acquire([…], 5000)` */
export function toLibraryCalls(input: StoreCallInput, method: Extract<Method, { does: 'use' }>, resolver: Resolver): LibraryCall[] {
  const own = method.name && namesAt(method.name, input.call, resolver);
  return toCalls(input, method.effect, own !== undefined && own.length > 0 ? own : namesOf(input.on, input.on.client.made, resolver));
}

function toCalls(input: StoreCallInput, effect: LibraryCall['effect'], names: readonly Text[]): LibraryCall[] {
  const { binding, type } = input.on;
  const role = binding.types[type]?.role;
  if (role === undefined) return [];
  const call = { ...baseOf(input), kind: `${binding.store}.library`, what: role.what, role: role.role, isBeside: role.isBeside ?? false, effect } as const;
  return names.length === 0 ? [{ ...call, name: undefined }] : names.map(name => ({ ...call, name }));
}

/** The data set's name, by what the object was made or injected with. */
function namesOf(instance: Instance, made: CallReference | undefined, resolver: Resolver): readonly Text[] {
  const role = instance.binding.types[instance.type]?.role;
  const { injectedAs } = instance.client;
  const given = role?.name && made ? namesAt(role.name, made, resolver) : [];
  if (given.length > 0) return given;
  const injected = made === undefined && injectedAs ? resolver.text(injectedAs) : undefined;
  if (injected !== undefined) return [injected];
  return role?.keyTemplate === undefined ? [] : [textOfTemplate(role.keyTemplate)];
}

function namesAt(place: NamePlace, call: CallReference, resolver: Resolver): readonly Text[] {
  const located = valueIn(place, call, undefined, resolver);
  if (typeof located === 'string') return [];
  const known = resolver.known(located);
  const items = known.is === 'list' ? known.items : [located];
  return items.flatMap(item => {
    const text = resolver.text(item);
    return text === undefined ? [] : [withEnd(text, place.followedBy)];
  });
}

function withEnd(text: Text, end: string | undefined): Text {
  return end === undefined ? text : { is: 'text', pieces: [...text.pieces, ...textOfTemplate(end).pieces] };
}
