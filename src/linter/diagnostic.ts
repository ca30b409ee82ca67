import type { Place } from '../facts/place.js';
import type { Confidence, Severity } from './rule.js';

/** One place where a rule holds. */
export interface Diagnostic {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly place: Place;
  readonly related: readonly { readonly place: Place; readonly message: string }[];
  /** The data set it is about: a key template, a table. */
  readonly dataset?: string;
  readonly confidence: Confidence;
  readonly fixes: readonly Fix[];
  /** Set when a comment or the config file switches it off; it is kept to tell used suppressions from unused ones. */
  readonly suppressed?: { readonly reason: string | undefined; readonly place: Place };
}

/** One place that a rule considered and found fine. */
export interface Silence {
  readonly rule: string;
  readonly place: Place;
  readonly dataset?: string;
  /** One sentence. */
  readonly reason: string;
}

export interface Fix {
  readonly title: string;
  readonly isSafe: boolean;
  readonly edits: readonly Edit[];
}

export interface Edit {
  readonly place: Place;
  readonly text: string;
}
