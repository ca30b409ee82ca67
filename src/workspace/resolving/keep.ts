import type { Kept, Tracking } from './tracking.js';

interface Entry {
  readonly given: readonly unknown[];
  readonly kept: Kept<unknown>;
  /** The join that asked for it last. */
  asked: number;
}

/** Answers to one question, by what it is asked about. */
export interface Keeping<Key, Answer> {
  /**
   * The answer as it was found before, where the same is given and nothing changed that it was found by; else as found now.
   * What is given is compared by identity. Inside another question nothing may be given that the one around is not given too:
   * that one would not be asked again.
   */
  ask(key: Key, given: readonly unknown[], find: () => Answer): Answer;
}

/** What no join has asked for in so many is forgotten. */
const mostJoins = 50;

/** What one join found, for those after it. */
export class Keep {
  private readonly questions = new Map<string, Map<unknown, Entry>>();
  private readonly inputs = new Map<string, ReadonlyMap<string, readonly unknown[]>>();
  private join = 0;

  constructor(private readonly tracking: Tracking) {}

  /** A join begins. */
  begin(): void {
    this.tracking.begin();
    if (++this.join % mostJoins !== 0) return;
    for (const answers of this.questions.values()) {
      for (const [key, { asked }] of answers) if (asked < this.join - mostJoins) answers.delete(key);
    }
  }

  /** Notes what there is in this join that files do not tell, by name; answers that use what is no more the same are dropped. */
  input(kind: string, values: ReadonlyMap<string, readonly unknown[]>): void {
    const before = this.inputs.get(kind);
    this.inputs.set(kind, values);
    const names = new Set([...values.keys(), ...before?.keys() ?? []]);
    const changed = [...names].filter(name => !areSame(before?.get(name) ?? [], values.get(name) ?? []));
    if (changed.length > 0) this.tracking.change([], changed.map(name => `${kind} ${name}`));
  }

  /** The answer under way depends on an input. */
  uses(kind: string, name: string): void {
    this.tracking.onName(`${kind} ${name}`);
  }

  /** What was found before, where it says the same: what hangs on it need not be found again. */
  same<Value extends object>(question: string, key: unknown, value: Value, ...given: readonly unknown[]): Value {
    return this.of<unknown, Value>(question).ask(key, [JSON.stringify(value), ...given], () => value);
  }

  of<Key, Answer>(question: string): Keeping<Key, Answer> {
    const answers = this.questions.get(question) ?? new Map<unknown, Entry>();
    this.questions.set(question, answers);
    const { join, tracking } = this;
    return {
      ask(key, given, find) {
        const present = answers.get(key);
        if (present && areSame(present.given, given) && tracking.use(present.kept)) {
          present.asked = join;
          // of one question all answers are of one kind
          return present.kept.answer as Answer;
        }
        const outer = tracking.open();
        const kept = tracking.close(outer, find());
        answers.set(key, { given, kept, asked: join });
        return kept.answer;
      },
    };
  }
}

function areSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}
