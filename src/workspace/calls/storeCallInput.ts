import type { Method } from '../../bindings/binding.js';
import type { Range } from '../../facts/place.js';
import { locate, type Frame } from '../resolving/frame.js';
import type { CallReference, Client, Instance, Located } from '../known.js';

/** A call of a method that a binding knows, on an instance that is known. */
export interface StoreCallInput {
  readonly method: Method;
  readonly name: string;
  readonly nameRange: Range;
  readonly on: Instance;
  readonly call: CallReference;
  readonly via: 'direct' | 'pipeline' | 'transaction';
  readonly group?: number;
  /** The call through which it is seen, when it stands inside a called function. */
  readonly frame?: Frame;
}

interface StoreCallBase {
  readonly library: string;
  readonly at: CallReference;
  readonly range: Range;
  readonly nameRange: Range;
  readonly client: Client;
  readonly via: 'direct' | 'pipeline' | 'transaction';
  readonly group?: number;
}

/** What every store call has, whatever the store. */
export function baseOf(input: StoreCallInput): StoreCallBase {
  const { on, call, nameRange, via, group } = input;
  const { callee, range } = call.call;
  const isChained = via !== 'direct' && callee.kind === 'member' && callee.object.kind === 'call';
  return {
    library: on.binding.library,
    at: call,
    range: isChained ? { start: nameRange.start, end: range.end } : range,
    nameRange,
    client: on.client,
    via,
    ...(group !== undefined && { group }),
  };
}

export function argumentsOf(input: StoreCallInput): readonly Located[] {
  return input.call.call.arguments.map(value => locate(value, input.call.file, input.frame));
}

export function argumentAt(input: StoreCallInput, index: number | undefined): Located | undefined {
  const value = index === undefined ? undefined : input.call.call.arguments[index];
  return value === undefined || value.kind === 'spread' ? undefined : locate(value, input.call.file, input.frame);
}
