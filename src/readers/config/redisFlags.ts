import type { Range } from '../../facts/place.js';
import { withoutSecrets } from '../../facts/secrets.js';
import { isOpen } from './open.js';
import type { Directives } from './redisDirectives.js';
import { scriptWords, type Word } from './words.js';

/** What a command line says of the server it starts. */
export interface ServerCommand {
  /** `other`: it starts something else with the same image (`redis-cli`, a sentinel); `unknown`: a script that is not here. */
  readonly starts: 'server' | 'other' | 'unknown';
  readonly program?: string;
  /** The words after the server's name. */
  readonly flags: readonly Word[];
}

const servers = /^(?:redis|valkey|keydb)-server$|^dragonfly$/;
const others = /^(?:redis|valkey|keydb)-(?:cli|sentinel|benchmark|check-aof|check-rdb)$|^redis_exporter$/;
const shells = /^(?:ba|da|a|z)?sh$/;

export function serverCommand(words: readonly Word[], source: string): ServerCommand {
  const first = words[0];
  if (first === undefined) return { starts: 'server', flags: [] };
  // The image's entrypoint puts the server's name before these.
  if (first.text.startsWith('-') || first.text.endsWith('.conf')) return withoutSentinel({ starts: 'server', flags: words });
  return inScript(words, source, 0);
}

function inScript(words: readonly Word[], source: string, depth: number): ServerCommand {
  let found: ServerCommand | undefined;
  for (const command of simpleCommands(words)) {
    const start = command.findIndex(({ text }) => !/^(?:exec|sudo|gosu|nohup|env|redis|root|tini|dumb-init|--|\w+=.*|.*docker-entrypoint\.sh)$/.test(text));
    const head = command[start];
    if (head === undefined) continue;
    const name = head.text.slice(head.text.lastIndexOf('/') + 1);
    const rest = command.slice(start + 1);
    if (servers.test(name)) return withoutSentinel({ starts: 'server', program: name, flags: depth === 0 ? rest : untilRedirection(rest) });
    if (others.test(name)) found = { starts: 'other', flags: [] };
    if (shells.test(name) && depth < 3) {
      const option = rest.findIndex(({ text }) => /^-\w*c$/.test(text));
      const script = option < 0 ? undefined : rest[option + 1];
      if (script === undefined) found ??= { starts: 'unknown', flags: [] };
      else {
        const inner = inScript(scriptWords(script.text, script.range, source), source, depth + 1);
        if (inner.starts === 'server') return inner;
        found = inner;
      }
    }
  }
  return found ?? { starts: 'unknown', flags: [] };
}

function withoutSentinel(command: ServerCommand): ServerCommand {
  const isSentinel = command.flags.some(({ text }) => text === '--sentinel' || /(?:^|\/)sentinel[\w.-]*\.conf$/.test(text));
  return isSentinel ? { starts: 'other', flags: [] } : command;
}

function simpleCommands(words: readonly Word[]): readonly (readonly Word[])[] {
  const result: Word[][] = [[]];
  for (const word of words) {
    if (word.isOperator) result.push([]);
    else result.at(-1)?.push(word);
  }
  return result;
}

/** In a script, `> file` is the shell's. */
function untilRedirection(words: readonly Word[]): readonly Word[] {
  const end = words.findIndex(({ text }) => /^\d?[<>]/.test(text));
  return end < 0 ? words : words.slice(0, end);
}

/** Adds `--save 60 1 --loglevel warning` to the directives; gives the configuration file, when the first word names one. */
export function addFlags(words: readonly Word[], directives: Directives): { readonly path: string; readonly range: Range } | undefined {
  const first = words[0];
  const hasFile = first !== undefined && !first.text.startsWith('-') && !isOpen(first.text);
  let flag: { name: string; values: Word[]; range: Range } | undefined;
  const finish = (): void => {
    if (flag === undefined) return;
    const last = flag.values.at(-1) ?? flag;
    directives.add(flag.name, flag.values.map(({ text }) => text), spanning(flag.range, last.range));
  };
  for (const word of hasFile ? words.slice(1) : words) {
    const named = /^--([a-z][\w-]*)(?:=([^]*))?$/i.exec(word.text);
    if (named !== null) {
      finish();
      const value = named[2];
      flag = { name: (named[1] ?? '').toLowerCase(), values: value === undefined ? [] : [{ text: value, range: word.range }], range: word.range };
    } else if (flag !== undefined && (flag.values.length === 0 || !isOpen(word.text) || flag.name === 'save')) flag.values.push(word);
    else directives.addUnknown(word.range);
  }
  finish();
  return hasFile ? { path: first.text, range: first.range } : undefined;
}

function spanning(first: Range, last: Range): Range {
  return first.start <= last.start && first.end <= last.end ? { start: first.start, end: last.end } : first;
}

const secretFlag = /^--?(?:requirepass|masterauth|primaryauth|tls-(?:client-)?key-file-pass|pass|password|a)(=|$)/i;
const secretFlagInside = /(\s--?(?:requirepass|masterauth|primaryauth|tls-(?:client-)?key-file-pass|pass|password|a)[\s=]+)(?:"[^"]*"|'[^']*'|[^\s"']+)/gi;

/** The words as they may be shown: without passwords, with `*` for what stays open. */
export function shownWords(words: readonly Word[]): readonly string[] {
  let hidesNext = false;
  return words.map(({ text }) => {
    const flag = secretFlag.exec(text);
    const hides = hidesNext && text !== '';
    hidesNext = flag !== null && flag[1] === '';
    if (hides) return '*';
    if (flag?.[1] === '=') return `${flag[0]}*`;
    if (/^[><]./.test(text)) return `${text.charAt(0)}*`;
    return withoutSecrets(` ${text}`.replace(secretFlagInside, '$1*').slice(1)).replace(/\uE000+/g, '*').slice(0, 4096);
  });
}
