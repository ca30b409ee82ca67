import type { Store } from '../bindings/binding.js';

/** What is known of one command or option; texts are of `rules/knowledge/commands/`. */
export interface CommandEntry {
  readonly summary: string;
  readonly source: string;
  readonly asOf?: string;
  readonly complexity?: string;
  readonly cost?: string;
  readonly since?: string;
  readonly guarantees?: string;
  readonly limits?: string;
  readonly deprecated?: string;
  readonly note?: string;
  readonly options?: Readonly<Record<string, string>>;
}

interface CommandTable {
  readonly source: string;
  readonly asOf: string;
  readonly commands: Readonly<Record<string, CommandEntry>>;
  readonly options?: Readonly<Record<string, CommandEntry>>;
}

export interface CommandDocs {
  command(store: Store, name: string): CommandEntry | undefined;
  /** An option of a command, or one that means the same everywhere. */
  option(store: Store, command: string, name: string): CommandEntry | undefined;
}

/** `tables` gives the parsed table of a store; asked for when the first hover comes. */
export function createCommandDocs(tables: (store: Store) => unknown): CommandDocs {
  const loaded = new Map<Store, CommandTable>();
  const table = (store: Store): CommandTable => {
    const known = loaded.get(store) ?? (tables(store) as CommandTable);
    loaded.set(store, known);
    return known;
  };
  const dated = (entry: CommandEntry | undefined, { asOf }: CommandTable): CommandEntry | undefined => entry && { asOf, ...entry };
  return {
    command: (store, name) => {
      const own = table(store);
      return dated(Object.hasOwn(own.commands, name) ? own.commands[name] : undefined, own);
    },
    option(store, command, name) {
      const own = table(store);
      const entry = Object.hasOwn(own.commands, command) ? own.commands[command] : undefined;
      const text = entry?.options && Object.hasOwn(entry.options, name) ? entry.options[name] : undefined;
      if (entry && text !== undefined) return dated({ summary: text, source: entry.source }, own);
      return dated(own.options && Object.hasOwn(own.options, name) ? own.options[name] : undefined, own);
    },
  };
}
