import type { ConfigFact } from '../../facts/config.js';
import type { Reader } from '../../facts/reader.js';
import { lineComments } from './comments.js';
import { endOfVariable, interpolate } from './interpolate.js';
import { open } from './open.js';
import { configFile, isTooLong } from './readDocuments.js';
import { shownValue } from './shownValue.js';

const name = 'env';

/** `.env`, `.env.production`, `cache.env`, `.envrc`: their names are the format. */
export const env: Reader = {
  name,
  accepts: path => /(?:^|\/)(?:\.env[^/]*|[^/]*\.env)$/.test(path) && !/\.(?:[cm]?[jt]sx?|json|ya?ml|md|vault|enc|gpg|age)$/.test(path),
  read: (_, text) => isTooLong(text)
    ? configFile(name, [], { comments: [], incomplete: ['larger than 1 MB, not read'] })
    : configFile(name, variables(text), { comments: lineComments(text, '#'), incomplete: [] }),
};

const assignment = /^[ \t\uFEFF]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*(?:=|: )[ \t]*/;

function variables(text: string): readonly ConfigFact[] {
  const facts: ConfigFact[] = [];
  const known = new Map<string, string>();
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const lineEnd = newline < 0 ? text.length : newline;
    const line = text.slice(at, lineEnd);
    const found = assignment.exec(line);
    const variable = found?.[1];
    if (found === null || variable === undefined) {
      at = lineEnd + 1;
      continue;
    }
    const { raw, end, quote } = valueAt(text, at + found[0].length, lineEnd);
    const value = quote === "'" ? raw : substituted(raw, known);
    known.set(variable, value);
    facts.push({ kind: 'environment', name: variable, range: { start: at + found[0].search(/[^\s\uFEFF]/), end }, scope: undefined, value: shownValue(variable, value) });
    at = Math.max(lineEnd, text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end)) + 1;
  }
  return facts;
}

/** A quoted value may run over lines; another ends at a comment or the line's end. */
function valueAt(text: string, start: number, lineEnd: number): { readonly raw: string; readonly end: number; readonly quote: string } {
  const quote = text.charAt(start);
  if (start < lineEnd && (quote === '"' || quote === "'" || quote === '`')) {
    const limit = Math.min(text.length, start + 20_000);
    for (let at = start + 1; at < limit; at++) {
      const character = text[at];
      if (character === '\\' && quote === '"') at++;
      else if (character === quote) return { raw: text.slice(start + 1, at).replace(/\\(["$\\])/g, '$1'), end: at + 1, quote };
    }
  }
  const raw = text.slice(start, lineEnd).replace(/(?:^|\s)#[^]*$/, '').trimEnd();
  return { raw, end: start + raw.length, quote: '' };
}

const maximumValue = 1000;

/** `${NAME}` and `$NAME` take the value given above in the file. */
function substituted(raw: string, known: ReadonlyMap<string, string>): string {
  if (!raw.includes('$')) return raw;
  let result = '';
  let at = 0;
  for (let dollar = raw.indexOf('$'); dollar >= 0; dollar = raw.indexOf('$', at)) {
    result += raw.slice(at, dollar);
    const end = raw[dollar + 1] === '{' ? endOfVariable(raw, dollar) : undefined;
    const written = end === undefined ? /^\$(?:[A-Za-z_]\w*)?/.exec(raw.slice(dollar, dollar + 200))?.[0] ?? '$' : raw.slice(dollar, end);
    const named = /^\$\{?(\w+)/.exec(written)?.[1];
    result += written.startsWith('$(') || raw[dollar + 1] === '(' ? open : (named === undefined ? undefined : known.get(named)) ?? interpolate(written);
    at = dollar + written.length;
    if (result.length > maximumValue) return open;
  }
  return result + raw.slice(at);
}
