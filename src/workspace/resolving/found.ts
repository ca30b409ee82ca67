import type { TypeReference } from '../../facts/code.js';
import type { Place } from '../../facts/place.js';
import type { CallReference, Instance, Known } from '../known.js';
import { template } from '../known.js';

/** What the resolver finds on its way: all that is known, and two things only it knows what to do with. */
export type Found =
  | Exclude<Known, { readonly is: 'either' }>
  | { readonly is: 'either'; readonly options: readonly Found[] }
  /** Something of a known type of the workspace, whose value is not known: its members are known by type. */
  | Typed
  /** `process`, `process.env`, `globalThis`. */
  | { readonly is: 'global'; readonly path: string };

export interface Typed {
  readonly is: 'typed';
  readonly members: Readonly<Record<string, TypeReference>>;
  /** Where the type is written. */
  readonly file: string;
  /** The variable or field that has the type. */
  readonly place: Place;
  readonly name: string;
  /** The one object that callers give for it. */
  readonly given?: Extract<Known, { readonly is: 'object' }>;
}

/** More possibilities than this are not told apart: what is left out counts as unknown. */
const widest = 8;

export const unknown: Found = { is: 'unknown' };
export const nothing: Found = { is: 'null' };

export function optionsOf(found: Found): readonly Found[] {
  return found.is === 'either' ? found.options : [found];
}

/** Whether it says more than `unknown` and `null`. */
export function tells(found: Found): boolean {
  return optionsOf(found).some(isTelling);
}

function isTelling(found: Found): boolean {
  return found.is !== 'unknown' && found.is !== 'null';
}

/** A client or an object of a class: something that calls can be made on. */
export function isHandle(found: Found): boolean {
  return found.is === 'instance' || found.is === 'own-instance';
}

/** The options that say something; unknown when none does. */
export function telling(found: Found): Found {
  return found.is === 'either' ? oneOf(found.options.filter(isTelling)) : found;
}

export function oneOf(options: Iterable<Found>): Found {
  const distinct: Found[] = [];
  for (const option of options) {
    for (const each of optionsOf(option)) {
      if (distinct.some(other => isSame(other, each))) continue;
      if (distinct.length === widest) return { is: 'either', options: [...distinct.slice(0, widest - 1), unknown] };
      distinct.push(each);
    }
  }
  const [first] = distinct;
  if (first === undefined) return unknown;
  return distinct.length === 1 ? first : { is: 'either', options: distinct };
}

export function isSame(a: Found, b: Found): boolean {
  if (a === b) return true;
  if (a.is !== b.is) return false;
  switch (a.is) {
    case 'unknown':
    case 'null':
      return true;
    case 'number':
      return b.is === 'number' && a.number === b.number;
    case 'boolean':
      return b.is === 'boolean' && a.boolean === b.boolean;
    case 'text':
      return b.is === 'text' && isSameText(a, b);
    case 'instance':
      return b.is === 'instance' && isSameInstance(a, b);
    case 'method':
      return b.is === 'method' && a.method === b.method && a.name === b.name && isSameInstance(a.on, b.on);
    case 'function':
      return b.is === 'function' && a.file === b.file && a.function === b.function && a.frame === b.frame && a.bound === b.bound;
    case 'class':
      return b.is === 'class' && a.file === b.file && a.class === b.class;
    case 'own-instance':
      return b.is === 'own-instance' && a.file === b.file && a.class === b.class && isSameCall(a.made, b.made);
    case 'module':
      return b.is === 'module' && a.file === b.file;
    case 'meaning':
      return b.is === 'meaning' && a.meaning === b.meaning;
    case 'request':
      return b.is === 'request' && isSameCall(a.made, b.made);
    case 'global':
      return b.is === 'global' && a.path === b.path;
    case 'typed':
      return b.is === 'typed' && a.members === b.members && a.given === b.given;
    case 'object':
    case 'list':
    case 'either':
      return false;
  }
}

function isSameText(a: Extract<Found, { is: 'text' }>, b: Extract<Found, { is: 'text' }>): boolean {
  if (a.pieces.length !== b.pieces.length || template(a) !== template(b)) return false;
  return JSON.stringify(a.pieces) === JSON.stringify(b.pieces);
}

function isSameInstance(a: Instance, b: Instance): boolean {
  return a.client === b.client && a.type === b.type && isSameCall(a.begun, b.begun);
}

function isSameCall(a: CallReference | undefined, b: CallReference | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.file === b.file && a.index === b.index);
}

/** What the outside may see of it. */
export function toKnown(found: Found): Known {
  if (found.is === 'typed' || found.is === 'global') return { is: 'unknown' };
  if (found.is !== 'either') return found;
  return { is: 'either', options: found.options.map(toKnown) };
}
