import type { ConfigFile } from '../../facts/config.js';
import type { Reader } from '../../facts/reader.js';
import { lineComments } from './comments.js';
import { maskTemplates } from './halfTyped.js';
import { open } from './open.js';
import { configFile, isTooLong } from './readDocuments.js';
import { Directives, redisOnly, redisToo } from './redisDirectives.js';
import { isProseOrCode } from './isProseOrCode.js';

const name = 'redis-conf';

/** `redis.conf`, `valkey.conf`, `keydb.conf`: a directive and its words on each line. Sentinel's own file is none. */
export const redisConf: Reader = {
  name,
  accepts: (path, head) => !isProseOrCode(path) && isRedisConf(path, head),
  read: (_, text) => isTooLong(text)
    ? configFile(name, [], { comments: [], incomplete: ['larger than 1 MB, not read'] })
    : read(text),
};

function read(text: string): ConfigFile {
  const directives = new Directives();
  const incomplete: string[] = [];
  const masked = maskTemplates(text);
  for (const { words, range } of lines(masked)) {
    const [first = '', ...values] = words;
    const directive = first.toLowerCase();
    if (!isDirective(directive)) continue;
    directives.add(directive, values, range);
    if (directive === 'include') {
      incomplete.push('includes another file, which is not followed');
      directives.addUnknown(range);
    }
  }
  const range = { start: 0, end: text.length };
  const insertAt = { offset: text.trimEnd().length };
  const settings = directives.done();
  const facts = Object.keys(settings).length === 0 ? [] : [{ kind: 'redis.settings' as const, range, settings, insertAt }];
  return configFile(name, facts, { comments: lineComments(text, '#'), incomplete });
}

function isDirective(directive: string): boolean {
  return redisOnly.has(directive) || redisToo.has(directive);
}

/** Several known directives, one of them Redis's own, and little else. */
function isRedisConf(path: string, head: string): boolean {
  if (!/^[ \t]*(?:[a-z]{2,20}-[a-z-]{3,40}|appendonly|appendfsync|maxmemory|requirepass|masterauth|slaveof|replicaof|rdbcompression|rdbchecksum|dbfilename|databases|save)[ \t]/im.test(head)) return false;
  const seen = new Set<string>();
  let known = 0, all = 0;
  for (const { words } of lines(maskTemplates(head))) {
    const directive = words[0]?.toLowerCase() ?? '';
    if (directive === 'sentinel') return false;
    all++;
    if (!isDirective(directive) || words.length < 2 || /[;{]$/.test(words.at(-1) ?? '') || words[1] === '=') continue;
    known++;
    seen.add(directive);
  }
  const isNamed = /(?:redis|valkey|keydb)[^/]*$/i.test(path);
  const hasOwn = [...seen].some(directive => redisOnly.has(directive));
  return hasOwn && (seen.size >= 2 || isNamed) && known >= all * (isNamed ? 0.6 : 0.8);
}

interface Line { readonly words: readonly string[]; readonly range: { readonly start: number; readonly end: number } }

function* lines(text: string): Generator<Line> {
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const start = line.search(/[^\s\uFEFF]/);
    if (start < 0 || line[start] === '#') continue;
    const trimmed = line.trimEnd();
    yield { words: wordsOf(trimmed.slice(start)), range: { start: index + start, end: index + trimmed.length } };
  }
}

/** As Redis splits a line: blanks, double quotes with escapes, single quotes. `${X}` and `$X` are open. */
function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  for (const { 0: word } of line.matchAll(/"(?:\\.|[^"\\])*"?|'(?:\\'|[^'])*'?|[^\s"']+/g)) {
    const bare = word.startsWith('"') ? word.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1') : word.startsWith("'") ? word.replace(/^'|'$/g, '') : word;
    words.push(bare.replace(/\$\{[^}]{0,200}\}|\$[A-Za-z_]\w*/g, open));
  }
  return words;
}
