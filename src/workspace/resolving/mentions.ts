import type { FileFacts } from '../../facts/reader.js';
import { indexOf, type Mention } from './fileIndex.js';
import { isTest } from '../files/paths.js';

/** Which files mention a name, for each kind of mention: asked so often that all files cannot be gone through each time. */
export class Mentions {
  private readonly kinds = new Map<Mention, Map<string, Set<string>>>();
  private readonly sorted = new Map<string, readonly string[]>();
  private files: ReadonlyMap<string, FileFacts> = new Map();

  /** Takes over the facts as they are now. */
  update(files: ReadonlyMap<string, FileFacts>, changed: Iterable<string>): void {
    this.sorted.clear();
    for (const path of changed) {
      for (const [kind, paths] of this.kinds) {
        for (const name of namesIn(this.files.get(path), kind, path)) paths.get(name)?.delete(path);
        for (const name of namesIn(files.get(path), kind, path)) add(paths, name, path);
      }
    }
    this.files = files;
  }

  /** Files whose calls and the like may say what others are given, by path. What tests hand to code says nothing about it. */
  filesWith(kind: Mention, name: string): readonly string[] {
    const key = `${kind} ${name}`;
    const present = this.sorted.get(key);
    if (present) return present;
    const found = [...(this.ofKind(kind).get(name) ?? [])].sort();
    this.sorted.set(key, found);
    return found;
  }

  private ofKind(kind: Mention): ReadonlyMap<string, ReadonlySet<string>> {
    const present = this.kinds.get(kind);
    if (present) return present;
    const made = new Map<string, Set<string>>();
    for (const [path, facts] of this.files) for (const name of namesIn(facts, kind, path)) add(made, name, path);
    this.kinds.set(kind, made);
    return made;
  }
}

function namesIn(facts: FileFacts | undefined, kind: Mention, path: string): Iterable<string> {
  return facts?.kind === 'code' && !isTest(path) ? indexOf(facts).mentioned(kind).keys() : [];
}

function add(paths: Map<string, Set<string>>, name: string, path: string): void {
  const present = paths.get(name);
  if (present) present.add(path);
  else paths.set(name, new Set([path]));
}
