import type { Value, Variable } from '../../facts/code.js';
import type { Summary } from './evaluator.js';
import type { PassedOn } from './exports.js';
import type { Found } from './found.js';
import { Keep } from './keep.js';
import { Memo, Tracking, type Kept } from './tracking.js';

/** What the resolver has found of the values of one file, as long as it is the same text. */
interface OfFile {
  /** What values are, seen through no call. */
  readonly plain: Map<Value, Kept<Found>>;
  /** What values are, through whatever call they are seen. */
  readonly free: Map<Value, Kept<Found>>;
  readonly imports: Memo<Variable, Found>;
}

/** All that the resolver has found so far. It outlives the resolver: an answer holds until something changes that it was found by. */
export class Answers {
  readonly tracking = new Tracking();
  readonly exported = new Memo<string, Found>(this.tracking);
  readonly passedOn = new Memo<string, PassedOn>(this.tracking);
  /** Answers that are the same whoever asks, by a key that tells what about. */
  readonly once = new Map<string, Kept<unknown>>();
  /** What calls of a function gave, by file and function. */
  readonly summaries = new Map<string, Kept<Summary>[]>();
  /** What the facts were made of when files were joined last. */
  readonly joined = new Keep(this.tracking);
  private readonly files = new Map<string, OfFile>();

  ofFile(path: string): OfFile {
    const present = this.files.get(path);
    if (present) return present;
    const made = { plain: new Map<Value, Kept<Found>>(), free: new Map<Value, Kept<Found>>(), imports: new Memo<Variable, Found>(this.tracking) };
    this.files.set(path, made);
    return made;
  }

  /** Files changed, and names that some file now holds and did not before. */
  change(files: ReadonlySet<string>, names: Iterable<string>): void {
    for (const path of files) this.files.delete(path);
    this.tracking.change(files, names);
  }
}
