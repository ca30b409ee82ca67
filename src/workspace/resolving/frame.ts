import type { FunctionFact, Value } from '../../facts/code.js';
import type { Found } from './found.js';
import type { Located } from '../known.js';
import type { Kept } from './tracking.js';

/** One call of a function of the workspace, while its body is looked at: what its parameters and `this` are. */
export interface Frame {
  readonly file: string;
  readonly function: number;
  readonly arguments: readonly Located[];
  readonly this: Found | undefined;
  /** The call around it; of a function made in a call, that call. */
  readonly outer: Frame | undefined;
  readonly depth: number;
  /** What the arguments are taken for: all that is given, so that one left out is undefined; or not known at all, whatever callers give. */
  readonly gives?: 'all' | 'nothing';
  /** What was asked of it: arguments by place, -1 for `this`. */
  readonly used: Map<number, Found>;
  /** What values turned out to be, seen through this call alone. */
  readonly memo: Map<Value, Kept<Found>>;
  /** … and what they are also through calls inside it. */
  readonly shared: Map<Value, Kept<Found>>;
}

/** The frame of a function, if it is among the calls under way. */
export function frameOf(frame: Frame | undefined, file: string, functionIndex: number): Frame | undefined {
  for (let each = frame; each !== undefined; each = each.outer) {
    if (each.function === functionIndex && each.file === file) return each;
  }
  return undefined;
}

/** The call in which a function was made that stands inside another. */
export function makingOf(frame: Frame | undefined, file: string, functions: readonly FunctionFact[], functionIndex: number): Frame | undefined {
  for (let at = functions[functionIndex]?.parent; at !== undefined; at = functions[at]?.parent) {
    const found = frameOf(frame, file, at);
    if (found) return found;
  }
  return undefined;
}

/** A value that stands beside a located one, in the same file and call. */
export function beside(located: Located, value: Value): Located {
  return locate(value, located.file, located.frame);
}

export function locate(value: Value, file: string, frame: Frame | undefined): Located {
  return frame === undefined ? { value, file } : { value, file, frame };
}

/** What a frame remembers, at first. */
export function blank(): Pick<Frame, 'used' | 'memo' | 'shared'> {
  return { used: new Map(), memo: new Map(), shared: new Map() };
}
