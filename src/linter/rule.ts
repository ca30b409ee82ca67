import type { FactKind } from '../facts/storeFacts.js';

export const severities = ['error', 'warning', 'info', 'hint'] as const;
export type Severity = (typeof severities)[number];

/** One rule file, checked: every name in it exists, every condition compiles. */
export interface Rule {
  /** `redis/durable-data`; the file is `rules/<id>.yaml`. */
  readonly id: string;
  readonly title: string;
  readonly on: FactKind;
  /** CEL over `fact`. A condition that needs something unknown has no value: the rule stays quiet. */
  readonly when: string;
  /** First match wins; the last has no `when`. */
  readonly severity: readonly { readonly when?: string; readonly is: Severity }[];
  readonly confidence: readonly { readonly when?: string; readonly is: Confidence }[];
  /** Places to underline, best first; `self` if none is there. */
  readonly at: readonly string[];
  /** With `{field.path}`; one sentence that stands alone. */
  readonly message: string;
  readonly related: readonly { readonly at: string; readonly message: string }[];
  readonly docs: { readonly problem: string; readonly solution: string; readonly fine: string };
  readonly sources: readonly { readonly url: string; readonly date: string; readonly title?: string }[];
  readonly fixes: readonly RuleFix[];
  readonly tags: readonly string[];
  readonly aliases: readonly string[];
  readonly deprecated: boolean;
}

export type Confidence = 'high' | 'medium' | 'low';

export interface RuleFix {
  readonly title: string;
  /** True only when run-time behaviour stays as it is, or the code can only fail today. */
  readonly isSafe: boolean;
  readonly when?: string;
  readonly edits: readonly { readonly at: string; readonly action: 'replace' | 'before' | 'after' | 'delete'; readonly text: string }[];
}
