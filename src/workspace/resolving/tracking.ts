/**
 * What answers were found by, so that they can be kept for as long as none of it changes: files that were looked into, and
 * names that any file might hold. There are many answers and few sets of what they depend on, so equal sets are one object.
 */
export class Dependencies {
  /** The union with others, where it is known already. */
  readonly unions = new Map<Dependencies, Dependencies | null>();
  /** When any of it changed last, as of a moment. */
  changed = 0;
  asOf = -1;

  constructor(readonly ids: readonly number[]) {}
}

/** An answer and when it was found. */
export interface Kept<Answer> {
  readonly answer: Answer;
  readonly on: Dependencies;
  readonly found: number;
  /** It holds for one question only: something in it was cut short or found in the middle of a circle. */
  readonly question: number | undefined;
}

/** Sets larger than this are not shared. */
const mostShared = 16;

/** Many dependencies, while they are gathered. */
class Gathering {
  readonly ids = new Set<number>();
  private readonly seen = new Set<Dependencies>();

  add(on: Dependencies): void {
    if (this.seen.has(on)) return;
    this.seen.add(on);
    for (const id of on.ids) this.ids.add(id);
  }
}

/** What is under way when a question inside it is begun. */
export interface Outer {
  readonly current: Dependencies | Gathering;
  readonly isPassing: boolean;
}

export class Tracking {
  private readonly none = new Dependencies([]);
  private readonly shared = new Map<string, Dependencies>([['', this.none]]);
  private readonly files = new Map<string, Dependencies>();
  private readonly names = new Map<string, Dependencies>();
  /** When each was changed last, by id. */
  private readonly changes: number[] = [];
  private now = 0;
  private question = 0;
  private current: Dependencies | Gathering = this.none;
  /** The answer under way holds for this question only. */
  private isPassing = false;

  /** A new question of its own: what held for the last one only is forgotten. */
  begin(): void {
    this.question++;
    this.current = this.none;
    this.isPassing = false;
  }

  /** The answer under way depends on a file, read or not. */
  onFile(path: string): void {
    this.add(this.of(this.files, path));
  }

  /** … on which files hold a name. */
  onName(key: string): void {
    this.add(this.of(this.names, key));
  }

  /** … on more than can be kept. */
  pass(): void {
    this.isPassing = true;
  }

  /** Begins an answer inside the one under way. */
  open(): Outer {
    const outer = { current: this.current, isPassing: this.isPassing };
    this.current = this.none;
    this.isPassing = false;
    return outer;
  }

  /** Ends it: the one around depends on all that it depends on. */
  close<Answer>({ current, isPassing }: Outer, answer: Answer): Kept<Answer> {
    const on = this.current instanceof Gathering ? new Dependencies([...this.current.ids]) : this.current;
    const kept = { answer, on, found: this.now, question: this.isPassing ? this.question : undefined };
    this.current = current;
    this.isPassing ||= isPassing;
    this.add(on);
    return kept;
  }

  /** The answer where it still holds: the one under way depends on it then. */
  use<Answer>(kept: Kept<Answer> | undefined): kept is Kept<Answer> {
    if (!kept || !this.holds(kept)) return false;
    this.add(kept.on);
    if (kept.question !== undefined) this.isPassing = true;
    return true;
  }

  holds({ on, found, question }: Kept<unknown>): boolean {
    return (question === undefined || question === this.question) && this.lastChange(on) <= found;
  }

  /** Files changed, and names that some file now holds and did not before. */
  change(files: Iterable<string>, names: Iterable<string>): void {
    this.now++;
    for (const [known, changed] of [[this.files, files], [this.names, names]] as const) {
      for (const key of changed) for (const id of known.get(key)?.ids ?? []) this.changes[id] = this.now;
    }
  }

  private lastChange(on: Dependencies): number {
    if (on.asOf !== this.now) {
      on.asOf = this.now;
      on.changed = on.ids.reduce((last, id) => Math.max(last, this.changes[id] ?? 0), 0);
    }
    return on.changed;
  }

  private of(known: Map<string, Dependencies>, key: string): Dependencies {
    const present = known.get(key);
    if (present) return present;
    const id = this.changes.push(0) - 1;
    const made = new Dependencies([id]);
    this.shared.set(`${id}`, made);
    known.set(key, made);
    return made;
  }

  private add(on: Dependencies): void {
    const { current } = this;
    if (on === current || on === this.none) return;
    if (current === this.none) this.current = on;
    else if (current instanceof Gathering) current.add(on);
    else {
      const union = this.union(current, on);
      if (union) this.current = union;
      else {
        const many = new Gathering();
        many.add(current);
        many.add(on);
        this.current = many;
      }
    }
  }

  private union(a: Dependencies, b: Dependencies): Dependencies | undefined {
    const present = a.unions.get(b);
    if (present !== undefined) return present ?? undefined;
    const ids = a.ids.length > mostShared || b.ids.length > mostShared ? undefined : merged(a.ids, b.ids);
    const union = ids === undefined || ids.length > mostShared ? undefined : this.sharedOf(ids);
    a.unions.set(b, union ?? null);
    return union;
  }

  private sharedOf(ids: readonly number[]): Dependencies {
    const key = ids.join(' ');
    const present = this.shared.get(key);
    if (present) return present;
    const made = new Dependencies(ids);
    this.shared.set(key, made);
    return made;
  }
}

/** Both in order, each once. */
function merged(a: readonly number[], b: readonly number[]): readonly number[] {
  const both: number[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [x, y] = [a[i] ?? Infinity, b[j] ?? Infinity];
    both.push(Math.min(x, y));
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return both;
}

/** Answers by what was asked. */
export class Memo<Key, Answer> {
  private readonly answers = new Map<Key, Kept<Answer>>();

  constructor(private readonly tracking: Tracking) {}

  /** Undefined when it was not asked yet, or no longer holds. */
  get(key: Key): Answer | undefined {
    const kept = this.answers.get(key);
    return this.tracking.use(kept) ? kept.answer : undefined;
  }

  set(key: Key, kept: Kept<Answer>): void {
    this.answers.set(key, kept);
  }

  delete(key: Key): void {
    this.answers.delete(key);
  }

  /** The answer as kept, else found now. */
  ask(key: Key, find: () => Answer): Answer {
    const present = this.answers.get(key);
    if (this.tracking.use(present)) return present.answer;
    const outer = this.tracking.open();
    const kept = this.tracking.close(outer, find());
    this.answers.set(key, kept);
    return kept.answer;
  }
}
