import type { CodeFile, Value } from '../../facts/code.js';
import type { ConfigFile } from '../../facts/config.js';
import { contains, place, type Place, type Range } from '../../facts/place.js';
import type { DataSetDeclaration } from '../../settings/settings.js';
import { readComment, type CommentValue } from '../comments.js';
import type { Knowledge } from '../knowledge.js';
import { template } from '../known.js';
import { notesIn, readMetadata, speaksInMetadata } from '../metadata.js';
import type { View } from '../view.js';
import { entityOfKey } from './entities.js';
import { intentOf, type Intent } from './intent.js';

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

/** What somebody wrote down of data sets, beside the code itself. */
export interface Said {
  readonly declarations: readonly Declaration[];
  /** Of templates' `Metadata`, as if they stood in a config file. */
  readonly entries: readonly DataSetDeclaration[];
  readonly intents: readonly Intent[];
}

/** What comments and `Metadata` say, in code and in config. A comment speaks for the next call, constant, function, class or resource. */
export function saidIn(view: View, config: ReadonlyMap<string, ConfigFile>, { intent }: Knowledge): Said {
  const declarations: Declaration[] = [];
  const entries: DataSetDeclaration[] = [];
  const intents: Intent[] = [];
  const kept = view.resolver.keep.of<CodeFile, Pick<Said, 'declarations' | 'intents'>>('said in code');
  for (const [file, code] of view.files) {
    if (code.comments.length === 0) continue;
    const said = kept.ask(code, [], () => saidInCode(file, code, intent, view));
    declarations.push(...said.declarations);
    intents.push(...said.intents);
  }
  for (const [file, one] of config) {
    const targets = one.facts.flatMap(fact => (fact.kind === 'cql.schema' ? fact.statements.map(({ range }) => ({ range })) : [{ range: fact.range }]));
    for (const { range, text } of one.comments) {
      const around = targets.find(target => contains(target.range, range));
      for (const { values, place: at } of declared(file, range, text)) {
        const { range: covers } = nextOf(targets, range.end) ?? around ?? { range };
        declarations.push({ values, place: at, covers: place(file, covers), template: undefined });
      }
      const meant = intentOf(text, intent);
      const next = nextOf(targets, range.end);
      const near = meant && (around ?? (next && isJustBefore(range, next.range) ? next : undefined));
      if (meant && near) intents.push({ ...meant, place: place(file, range), covers: place(file, near.range), template: undefined });
    }
    intents.push(...notesIn(file, one).flatMap(({ text, place: at, covers }) => {
      const meant = intentOf(text, intent);
      return meant ? [{ ...meant, place: at, covers, template: undefined }] : [];
    }));
    if (!speaksInMetadata(one)) continue;
    for (const { place: at, values, match, resource } of readMetadata(file, one).declarations) {
      const isInside = Object.keys(match).length === 0 && resource !== undefined && resource.kind !== 'redis.server';
      if (isInside) declarations.push({ values, place: at, covers: resource.place, template: undefined });
      else entries.push({ ...entryOf(values), match: { ...match, ...(resource?.kind === 'redis.server' && { deployment: resource.name }) }, place: at, folder: '' });
    }
  }
  return { declarations, entries, intents };
}

function saidInCode(file: string, code: CodeFile, intent: Knowledge['intent'], view: View): Pick<Said, 'declarations' | 'intents'> {
  const declarations: Declaration[] = [];
  const intents: Intent[] = [];
  const targets = targetsIn(code);
  for (const { range, text } of code.comments) {
    const next = nextOf(targets, range.end);
    for (const { values, place: at } of declared(file, range, text)) {
      const key = next?.value && keyGiven(next.value, file, code, view);
      declarations.push({ values, place: at, covers: place(file, next?.range ?? { start: range.end, end: range.end }), template: key });
    }
    const meant = intentOf(text, intent);
    const near = meant && (next && isJustBefore(range, next.range) ? next : code.calls.find(call => isJustBefore(call.range, range)));
    const key = near && near === next && next.value ? keyGiven(next.value, file, code, view) : undefined;
    if (meant && near) intents.push({ ...meant, place: place(file, range), covers: place(file, near.range), template: key });
  }
  return { declarations, intents };
}

function declared(file: string, range: Range, text: string): Declared[] {
  return readComment(file, range, text).filter(value => value.is === 'declaration');
}

function entryOf({ role, source, ttl, staleness, ...needs }: Declared['values']): Pick<DataSetDeclaration, 'role' | 'source' | 'ttl' | 'staleness' | 'needs'> {
  // every value was checked when it was read
  return { role, source, ttl, staleness, needs } as Pick<DataSetDeclaration, 'role' | 'source' | 'ttl' | 'staleness' | 'needs'>;
}

interface Target {
  readonly range: Range;
  readonly value?: Value;
}

/** What a comment may stand before. */
function targetsIn(code: CodeFile): readonly Target[] {
  const spanning = ({ range, value }: { readonly range: Range; readonly value?: Value }): Target =>
    (value ? { range: { start: range.start, end: Math.max(range.end, value.range.end) }, value } : { range });
  const variables = code.variables.filter(variable => variable.declaredBy === 'const' || variable.declaredBy === 'let');
  return [
    ...variables.map(spanning),
    ...code.functions.map(({ range }, index) => ({ range, value: { kind: 'function', function: index, range } as const })),
    ...code.classes.map(({ range }) => ({ range })),
    ...code.classes.flatMap(({ fields }) => fields.map(spanning)),
    ...code.calls.map(({ range }) => ({ range })),
  ];
}

/** The first after it; of several that start there, the one that holds the others. */
function nextOf<T extends Target>(targets: readonly T[], after: number): T | undefined {
  return targets.filter(({ range }) => range.start >= after).sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end)[0];
}

/** Ordinary words are meant for what stands right beside them: an indentation, `export const`, a semicolon lie between. */
function isJustBefore(first: Range, second: Range): boolean {
  return first.end <= second.start && second.start - first.end <= 40;
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
