import type { Variable } from '../../facts/code.js';
import type { Modules } from '../files/modules.js';
import type { Located } from '../known.js';
import type { Evaluator } from './evaluator.js';
import type { FileIndex } from './fileIndex.js';
import { oneOf, tells, unknown, type Found } from './found.js';
import { importedFrom, type Libraries } from './libraries.js';
import type { Answers } from './answers.js';
import type { Memo } from './tracking.js';

export interface PassedOn {
  readonly file: string | undefined;
  /** Libraries that are passed on whole. */
  readonly libraries: readonly string[];
}

/** Names and types followed from the file that imports them, through barrels, to the one that declares them. */
export class Exports {
  private readonly underway = new Set<string>();

  constructor(private readonly evaluator: Evaluator, private readonly libraries: Libraries, private readonly modules: Modules, private readonly answers: Answers) {}

  /** The file of the workspace that a module means in another. */
  fileOf(from: string, module: string): string | undefined {
    return this.libraries.has(module) ? this.modules.resolveAlias(from, module) : this.modules.resolve(from, module);
  }

  importedVariable(variable: Variable, { from, name }: NonNullable<Variable['import']>, file: string): Found {
    return this.finally(this.answers.ofFile(file).imports, variable, () => this.madeForAll(this.imported(file, from, name), variable, file));
  }

  /** An object that a library exports ready to use. */
  private madeForAll(found: Found, { range, name }: Variable, file: string): Found {
    if (found.is !== 'meaning' || found.meaning.is !== 'instance') return found;
    const { binding, meaning } = found;
    return { is: 'instance', binding, type: meaning.gives, client: this.evaluator.clients.received(binding, meaning.gives, 'type', { file, ...range }, name) };
  }

  imported(file: string, from: string, name: string): Found {
    const bindings = this.libraries.get(from);
    const target = this.fileOf(file, from);
    if (target !== undefined) {
      return name === 'require' || name === '*' ? this.required(target) : this.exported(target, name);
    }
    if (bindings) return importedFrom(bindings, name === 'require' ? '*' : name);
    if (from === 'process' || from === 'node:process') return name === 'env' ? { is: 'global', path: 'process.env' } : { is: 'global', path: 'process' };
    return unknown;
  }

  /** What `require()` and `import *` give: the whole export where there is one. */
  private required(file: string): Found {
    const whole = this.wholeExport(file);
    return whole && tells(whole) && whole.is !== 'object' ? whole : { is: 'module', file };
  }

  private wholeExport(file: string): Found | undefined {
    const whole = this.evaluator.code(file)?.exports.filter(each => each.name === '*' && 'value' in each) ?? [];
    return whole.length === 0 ? undefined : oneOf(whole.flatMap(each => ('value' in each ? [this.evaluator.evaluate(each.value, file, undefined)] : [])));
  }

  exported(file: string, name: string): Found {
    const key = `${name} ${file}`;
    if (this.underway.has(key)) {
      this.evaluator.cut();
      return unknown;
    }
    return this.finally(this.answers.exported, key, () => {
      this.underway.add(key);
      const found = this.findExported(file, name);
      this.underway.delete(key);
      return found;
    });
  }

  /** Kept, unless something on the way had to be cut. */
  private finally<Key>(memo: Memo<Key, Found>, key: Key, find: () => Found): Found {
    const present = memo.get(key);
    if (present) return present;
    const { tracking } = this.answers;
    const outer = tracking.open();
    const { found, isFinal } = this.evaluator.wholly(find);
    const kept = tracking.close(outer, found);
    if (isFinal) memo.set(key, kept);
    return found;
  }

  private findExported(file: string, name: string): Found {
    const index = this.evaluator.index(file);
    if (!index) return unknown;
    const options: Found[] = [];
    for (const each of index.exportsByName.get(name) ?? []) {
      if ('value' in each) options.push(this.evaluator.evaluate(each.value, file, undefined));
      else options.push(this.imported(file, each.from, each.imported));
    }
    if (options.length > 0) return oneOf(options);
    if (name !== 'default') {
      const passedOn = this.passedOn(file, name);
      if (passedOn.file !== undefined) return this.exported(passedOn.file, name);
      for (const module of passedOn.libraries) {
        const found = importedFrom(this.libraries.get(module) ?? [], name);
        if (found.is !== 'unknown') return found;
      }
    }
    const whole = this.wholeExport(file);
    if (whole) return name === 'default' ? whole : this.evaluator.member(whole, name);
    return name === 'default' ? { is: 'module', file } : unknown;
  }

  /** The file behind a barrel's `export *` that itself exports a name. */
  private passedOn(file: string, name: string): PassedOn {
    const key = `${name} ${file}`;
    return this.answers.passedOn.ask(key, () => this.findPassedOn(file, name));
  }

  private findPassedOn(file: string, name: string): PassedOn {
    const visited = new Set([file]);
    const libraries: string[] = [];
    // Sets give what is added while they are gone through.
    for (const path of visited) {
      const index = this.evaluator.index(path);
      if (path !== file && (index?.exportsByName.has(name) || index?.exportsByName.get('*')?.some(each => 'value' in each))) return { file: path, libraries };
      for (const module of this.starsOf(index)) {
        const target = this.fileOf(path, module);
        if (target !== undefined) visited.add(target);
        else if (this.libraries.has(module)) libraries.push(module);
      }
    }
    return { file: undefined, libraries };
  }

  private starsOf(index: FileIndex | undefined): readonly string[] {
    return index?.exportsByName.get('*')?.flatMap(each => ('value' in each ? [] : [each.from])) ?? [];
  }

  declaredType(file: string, from: string, name: string): { readonly file: string; readonly name: string } | undefined {
    return this.findDeclaredType(file, from, name, 0);
  }

  private findDeclaredType(file: string, from: string, name: string, depth: number): { readonly file: string; readonly name: string } | undefined {
    const target = this.modules.resolve(file, from);
    const code = target === undefined ? undefined : this.evaluator.code(target);
    if (target === undefined || !code || depth > 10) return undefined;
    if (Object.hasOwn(code.types, name) || Object.hasOwn(code.aliases, name)) return { file: target, name };
    for (const each of code.exports) {
      if ('value' in each || (each.name !== name && each.name !== '*')) continue;
      const found = this.findDeclaredType(target, each.from, each.name === '*' ? name : each.imported, depth + 1);
      if (found) return found;
    }
    return undefined;
  }

  written(file: string, { from, name }: NonNullable<Variable['import']>): Located | undefined {
    return this.findWritten(file, from, name, 0);
  }

  private findWritten(file: string, from: string, name: string, depth: number): Located | undefined {
    const target = this.modules.resolve(file, from);
    if (target === undefined || depth > 10) return undefined;
    for (const each of this.evaluator.code(target)?.exports ?? []) {
      if ('value' in each) {
        if (each.name === name) return { value: each.value, file: target };
      } else if (each.name === name || each.name === '*') {
        const found = this.findWritten(target, each.from, each.name === '*' ? name : each.imported, depth + 1);
        if (found) return found;
      }
    }
    return undefined;
  }
}
