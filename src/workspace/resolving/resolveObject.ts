import type { Value } from '../../facts/code.js';
import type { Evaluator } from './evaluator.js';
import { telling, type Found } from './found.js';
import { locate, type Frame } from './frame.js';
import type { Located } from '../known.js';

type ObjectFound = Extract<Found, { is: 'object' }>;

/** An object literal with what its spreads bring, later ones over earlier. */
export function objectOf(value: Extract<Value, { kind: 'object' }>, file: string, frame: Frame | undefined, e: Evaluator): Found {
  const properties = new Map<string, Located>();
  let isOpen = false;
  let next = 0;
  if (!value.properties.every(property => isPlain(property.value))) e.consult(frame);
  const spreadsBefore = (offset: number): void => {
    for (; next < value.spreads.length; next++) {
      const spread = value.spreads[next];
      if (spread === undefined || spread.range.start > offset) return;
      const found = oneObject(telling(e.evaluate(spread, file, frame)));
      if (found.is !== 'object') isOpen = true;
      else {
        isOpen ||= found.isOpen;
        for (const [name, located] of found.properties) properties.set(name, located);
      }
    }
  };
  for (const property of value.properties) {
    spreadsBefore(property.range.start);
    if (property.name === '') isOpen = true;
    else properties.set(property.name, locate(property.value, file, frame));
  }
  spreadsBefore(Infinity);
  heldBy(frame, e);
  return { is: 'object', properties, isOpen };
}

/** It is the same through whatever call it is seen. */
function isPlain({ kind }: Value): boolean {
  return kind === 'text' || kind === 'number' || kind === 'boolean' || kind === 'null' || kind === 'function' || kind === 'class';
}

/** Of several objects (`b ? { limit: b } : {}`) what any has; a property that more than one has may be either, and one that not all have may be missing. */
function oneObject(found: Found): Found {
  if (found.is !== 'either' || !found.options.every(option => option.is === 'object')) return found;
  const properties = new Map<string, Located>();
  for (const option of found.options) {
    for (const [name, located] of option.properties) {
      const other = properties.get(name);
      if (other && (other.file !== located.file || other.frame !== located.frame)) return found;
      properties.set(name, other ? { ...located, value: { kind: 'either', options: [other.value, located.value], range: located.value.range } } : located);
    }
  }
  for (const [name, located] of properties) {
    const isSure = found.options.every(option => option.properties.has(name));
    const { range } = located.value;
    if (!isSure) properties.set(name, { ...located, value: { kind: 'either', options: [located.value, { kind: 'unknown', range }], range } });
  }
  return { is: 'object', properties, isOpen: found.options.some(option => option.isOpen) };
}

export function listOf(value: Extract<Value, { kind: 'list' }>, file: string, frame: Frame | undefined, e: Evaluator): Found {
  const items: Located[] = [];
  let isOpen = false;
  if (!value.items.every(isPlain)) e.consult(frame);
  for (const item of value.items) {
    if (item.kind !== 'spread') {
      items.push(locate(item, file, frame));
      continue;
    }
    const found = e.evaluate(item.value, file, frame);
    if (found.is === 'list') items.push(...found.items);
    isOpen ||= found.is !== 'list' || found.isOpen;
  }
  heldBy(frame, e);
  return { is: 'list', items, isOpen };
}

/** What is made of located values is another thing for each call that they are seen through. */
export function heldBy(frame: Frame | undefined, e: Evaluator): void {
  if (frame) e.consult(frame);
}

/** `Object.assign(a, b)`. */
export function merged(parts: readonly Found[]): Found {
  const properties = new Map<string, Located>();
  let isOpen = false;
  for (const part of parts) {
    const found = telling(part);
    if (found.is !== 'object') isOpen = true;
    else {
      isOpen ||= found.isOpen;
      for (const [name, located] of found.properties) properties.set(name, located);
    }
  }
  return { is: 'object', properties, isOpen };
}

/** An object in a variable, with the members that are assigned to it later: `params.ConsistentRead = true`. */
export function withAssignments(found: Found, path: string, file: string, frame: Frame | undefined, e: Evaluator): Found {
  const object = telling(found);
  if (object.is !== 'object') return found;
  const index = e.index(file);
  const code = e.code(file);
  if (!index || !code) return found;
  const assigned = index.membersAssigned.get(path);
  if (!assigned) return found;
  const properties = new Map(object.properties);
  let { isOpen } = object;
  for (const { target, value, operator } of assigned) {
    if (target.kind !== 'member') continue;
    if (target.property === '') {
      isOpen = true;
      continue;
    }
    const before = properties.get(target.property);
    const isReplacing = operator === '=' && (before === undefined || before.value.kind === 'null');
    if (isReplacing || before?.file !== file) properties.set(target.property, locate(value, file, frame));
    else properties.set(target.property, locate({ kind: 'either', options: [before.value, value], range: value.range }, file, frame));
  }
  heldBy(frame, e);
  return { is: 'object', properties, isOpen } satisfies ObjectFound;
}

/** A list in a variable, with what is pushed to it later: nobody knows how often. */
export function withPushed(found: Extract<Found, { is: 'list' }>, path: string, file: string, frame: Frame | undefined, e: Evaluator): Found {
  const pushes = e.index(file)?.pushes.get(path);
  const code = e.code(file);
  if (!pushes || !code) return found;
  const pushed = pushes.flatMap(index => code.calls[index]?.arguments ?? []).filter(value => value.kind !== 'spread');
  heldBy(frame, e);
  return { is: 'list', items: [...found.items, ...pushed.map(value => locate(value, file, frame))], isOpen: true };
}
