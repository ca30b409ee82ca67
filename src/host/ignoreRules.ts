import ignore, { type Ignore } from 'ignore';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** The patterns of one `.gitignore`; `base` is where they count from, above the review root it is what leads down to it. */
interface Patterns {
  /** What to take off the front of a path (`src/`), or to put there when the file lies above the root (`packages/app/`). */
  readonly cut: string;
  readonly lead: string;
  readonly text: string;
  readonly rules: Ignore;
}

/** The `.gitignore` files in force in one folder, outermost first. git itself is not asked: its config can make it run programs. */
export class IgnoreRules {
  readonly #patterns: readonly Patterns[];

  private constructor(patterns: readonly Patterns[]) {
    this.#patterns = patterns;
  }

  /** Those above the review root, up to the top of its git work tree. That the root itself was asked for wins over them. */
  static above(root: string): IgnoreRules {
    const top = workTreeOf(root);
    if (top === undefined) return new IgnoreRules([]);
    const patterns: Patterns[] = [];
    const add = (folder: string, file: string): void => {
      const lead = relative(folder, root).split(sep).filter(part => part !== '');
      const text = readPatterns(join(folder, file));
      if (text === undefined) return;
      const back = lead.map((_, index) => `!/${literally(lead.slice(0, index + 1).join('/'))}/`);
      patterns.push(patternsOf('', lead.map(part => `${part}/`).join(''), [text, ...back].join('\n')));
    };
    add(top, '.git/info/exclude');
    const between = relative(top, root).split(sep).filter(part => part !== '');
    for (let depth = 0; depth < between.length; depth++) add(join(top, ...between.slice(0, depth)), '.gitignore');
    return new IgnoreRules(patterns);
  }

  /** These and the `.gitignore` of a folder (relative to the root, '' for the root) that is entered, if it has one. */
  inside(root: string, folder: string, hasOwn = true): IgnoreRules {
    const text = hasOwn ? readPatterns(join(root, folder, '.gitignore')) : undefined;
    // a folder that an inner file brought back is back for the outer ones too
    const outer = folder === '' ? this.#patterns : this.#patterns.map(one => (saysOf(one, `${folder}/`) === 'ignored' ? withFolderBack(one, folder) : one));
    return new IgnoreRules(text === undefined ? outer : [...outer, patternsOf(folder && `${folder}/`, '', text)]);
  }

  /** The nearest file that says anything decides. Paths of folders end with `/`. */
  ignores(path: string): boolean {
    for (let index = this.#patterns.length - 1; index >= 0; index--) {
      const patterns = this.#patterns[index];
      const said = patterns && saysOf(patterns, path);
      if (said) return said === 'ignored';
    }
    return false;
  }
}

function saysOf({ cut, lead, rules }: Patterns, path: string): 'ignored' | 'unignored' | undefined {
  const { ignored, unignored } = rules.test(lead + path.slice(cut.length));
  return ignored ? 'ignored' : unignored ? 'unignored' : undefined;
}

function patternsOf(cut: string, lead: string, text: string): Patterns {
  return { cut, lead, text, rules: ignore({ ignorecase: process.platform === 'win32' || process.platform === 'darwin' }).add(text) };
}

function withFolderBack({ cut, lead, text }: Patterns, folder: string): Patterns {
  return patternsOf(cut, lead, `${text}\n!/${literally(lead + folder.slice(cut.length))}/`);
}

/** A path as a pattern that means just it. */
function literally(path: string): string {
  return path.replace(/[\\*?[\]!# ]/g, '\\$&');
}

function readPatterns(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/^\ufeff/, '');
  } catch {
    return undefined;
  }
}

function workTreeOf(root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
