import type { FactKind } from '../facts/storeFacts.js';
import type { Preset } from '../settings/presets.js';
import { severities, type Severity } from '../settings/severity.js';

export { severities, type Severity };

export const confidences = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof confidences)[number];

/** One rule file, checked: every name in it exists. Plain data, so that a build can pack it as JSON. */
export interface Rule {
  /** `redis/durable-data`; the file is `rules/<id>.yaml`. */
  readonly id: string;
  readonly title: string;
  /** The smallest preset that has it. */
  readonly preset: Exclude<Preset, 'off'>;
  readonly on: FactKind;
  /** CEL over `fact`. A condition that needs something unknown has no value: the rule stays quiet. */
  readonly when: string;
  /** The exceptions: the rule is quiet where one is true. Here, what is unknown is no exception. */
  readonly unless: readonly RuleException[];
  /** Where the rule has something to say for or against, as a rule `when` itself: there, an exception is told as the reason of its silence. */
  readonly considers?: string;
  /** First match wins; the last has no `when`. */
  readonly severity: readonly { readonly when?: string; readonly is: Severity }[];
  readonly confidence: readonly { readonly when?: string; readonly is: Confidence }[];
  /** Places to underline, best first; `self` if none is there. */
  readonly at: readonly string[];
  /** With `{field.path}` or `{field.path|words for unknown}`; one sentence that stands alone. */
  readonly message: string;
  /** Other places of the same story; `at` is best first, as above. */
  readonly related: readonly { readonly at: readonly string[]; readonly message: string }[];
  readonly docs: { readonly problem: string; readonly solution: string; readonly fine: string };
  readonly sources: readonly { readonly url: string; readonly date: string; readonly title?: string }[];
  readonly fixes: readonly RuleFix[];
  readonly examples: { readonly bad: readonly RuleExample[]; readonly good: readonly RuleExample[] };
  readonly tags: readonly string[];
  readonly aliases: readonly string[];
  readonly deprecated: boolean;
}

export interface RuleException {
  readonly when: string;
  /** Why there is nothing to find, with placeholders as the message; one sentence that stands alone. */
  readonly reason?: string;
}

export interface RuleFix {
  readonly title: string;
  /** True only when run-time behaviour stays as it is, or the code can only fail today. */
  readonly isSafe: boolean;
  readonly when?: string;
  /** Places that must not be there: a setting that is already written. */
  readonly unless: readonly string[];
  readonly edits: readonly RuleEdit[];
}

/** Texts are filled with `{field}` and `{text:place}`, the source text of a place. */
export interface RuleEdit {
  readonly at: string;
  /** Only this word of the place's text, where it stands last: the value of a setting. */
  readonly word?: string;
  /** `above` and `below` add lines, indented as the place's; `delete` takes one neighbouring comma along. */
  readonly action: 'replace' | 'before' | 'after' | 'above' | 'below' | 'delete';
  readonly text: string;
}

/** Shown in the docs, run as a test. */
export interface RuleExample {
  readonly name: string;
  /** By path; a bad example marks what is underlined with a line of carets below, which is cut out before reading. */
  readonly files: Readonly<Record<string, string>>;
  /** What the fix (`fix`, else the first) leaves behind, of the files it changes. */
  readonly fixed?: Readonly<Record<string, string>>;
  readonly fix?: string;
}
