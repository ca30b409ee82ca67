import type { CodeFile, Value } from '../../facts/code.js';
import type { ConfigFile } from '../../facts/config.js';
import type { Place, Range } from '../../facts/place.js';
import { readComment, type CommentValue } from '../comments.js';
import { template } from '../known.js';
import { entityOfKey } from './entities.js';
import type { View } from '../view.js';

type Declared = Extract<CommentValue, { readonly is: 'declaration' }>;

/** A `datastore:` comment and what it stands before. */
export interface Declaration {
  readonly values: Declared['values'];
  readonly place: Place;
  /** Store calls within are meant. */
  readonly covers: Place;
  /** The key that the next constant or function gives: data sets of that name are meant. */
  readonly template: string | undefined;
}

/** What comments declare, in code and in config. A comment speaks for the next call, constant, function, class or resource. */
export function declarationsIn(view: View, config: ReadonlyMap<string, ConfigFile>): Declaration[] {
  const found: Declaration[] = [];
  for (const [file, code] of view.code) {
    for (const comment of code.comments) {
      for (const value of readComment(file, comment.range, comment.text)) {
        if (value.is === 'declaration') found.push(inCode(value, file, code, view));
      }
    }
  }
  for (const [file, { comments, facts }] of config) {
    const starts = facts.flatMap(fact => (fact.kind === 'cql.schema' ? fact.statements.map(({ range }) => range) : [fact.range]));
    for (const comment of comments) {
      for (const value of readComment(file, comment.range, comment.text)) {
        if (value.is !== 'declaration') continue;
        const next = nextOf(starts, comment.range.end) ?? starts.find(range => range.start <= comment.range.start && comment.range.end <= range.end) ?? comment.range;
        found.push({ values: value.values, place: value.place, covers: { file, ...next }, template: undefined });
      }
    }
  }
  return found;
}

function inCode({ values, place }: Declared, file: string, code: CodeFile, view: View): Declaration {
  const after = place.end;
  const variables = code.variables.filter(variable => variable.declaredBy === 'const' || variable.declaredBy === 'let');
  const candidates: { readonly range: Range; readonly value?: Value }[] = [
    ...variables.map(({ range, value }) => ({ range: value ? { start: range.start, end: Math.max(range.end, value.range.end) } : range, ...(value && { value }) })),
    ...code.functions.map(({ range }, index) => ({ range, value: { kind: 'function', function: index, range } as const })),
    ...code.classes.map(({ range }) => ({ range })),
    ...code.classes.flatMap(({ fields }) => fields.map(({ range, value }) => ({ range: value ? { start: range.start, end: value.range.end } : range, ...(value && { value }) }))),
    ...code.calls.map(({ range }) => ({ range })),
  ];
  const next = candidates.filter(({ range }) => range.start >= after).sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end)[0];
  if (!next) return { values, place, covers: { file, start: after, end: after }, template: undefined };
  const key = next.value && keyGiven(next.value, file, code, view);
  return { values, place, covers: { file, start: next.range.start, end: next.range.end }, template: key };
}

/** `const key = id => `order:${id}``, `const PREFIX = 'order:'`; of `id => ({ pk: `SEAT#${id}` })` the entity, `SEAT#*`. */
function keyGiven(value: Value, file: string, code: CodeFile, view: View): string | undefined {
  const only = value.kind === 'function' ? code.functions[value.function]?.returns : [value];
  const [returned, ...others] = only ?? [];
  if (!returned || others.length > 0) return undefined;
  const located = { value: returned, file };
  const text = view.resolver.text(located);
  return text ? template(text) : entityOfKey(located, view);
}

function nextOf(ranges: readonly Range[], after: number): Range | undefined {
  return [...ranges].filter(({ start }) => start >= after).sort((a, b) => a.start - b.start)[0];
}
