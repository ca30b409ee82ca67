import type { Word, Words } from '../../bindings/binding.js';
import { child, items, textOf, type ConfigNode, type Entry, type MapNode } from '../../readers/config/document.js';
import { entryOf, list, map, mayHoldMore, openAt, scalar } from './nodes.js';
import type { Range } from '../../facts/place.js';

/** What settings say, put into a map in the words of CloudFormation. Later ones win. */
export function withSettings(into: MapNode, settings: ConfigNode, words: Words, isPlain = false): MapNode {
  if (settings.kind !== 'map' || branchesOf(settings)) return isNoValue(settings) ? into : withEntry(into, mayHoldMore(settings.range));
  let all = into;
  for (const entry of settings.entries.values()) {
    if (entry.key === 'Fn::Transform') all = withEntry(all, entry);
    else if (Object.hasOwn(words, entry.key)) all = withWord(all, words[entry.key] ?? '', entry);
    else if (isPlain) all = withWord(all, capital(entry.key), entry);
  }
  return all;
}

/** One setting, put where its word says. */
export function withWord(into: MapNode, written: string | Word, entry: Entry): MapNode {
  const word: Word = typeof written === 'string' ? { at: written } : written;
  if (isNoValue(entry.value)) return into;
  if (word.at === '') return withSettings(into, entry.value, word.words ?? {});
  const [value, ...more] = valuesOf(entry.value, word);
  const path = word.at.split('.');
  if (!word.isItem) return value === undefined ? into : withPath(into, path, { ...entry, value }, word.beside ?? {});
  const present = childAt(into, path);
  const before = present === undefined ? [] : present.kind === 'list' ? present.items : [openAt(present.range)];
  const added = [value, ...more].flatMap(item => (item === undefined ? [] : [beside(item, word.beside ?? {}, entry.range)]));
  return withPath(into, path, { ...entry, value: list([...before, ...added], entry.range) }, {});
}

function valuesOf(value: ConfigNode, word: Word): readonly ConfigNode[] {
  const { as, words, keysAs } = word;
  if (word.isVerbatim) return [value];
  if (keysAs !== undefined) return [eachBranch(value, branch => keyed(branch, keysAs, words))];
  return [eachBranch(value, branch => (branch.kind === 'list' ? { ...branch, items: branch.items.map(item => inside(item, as, words)) } : inside(branch, as, words)))];
}

function inside(value: ConfigNode, as: string | undefined, words: Words | undefined): ConfigNode {
  if (as !== undefined) return map([entryOf(as, value, value.range)], value.range);
  return words ? eachBranch(value, branch => (branch.kind === 'map' ? withSettings(map([], branch.range), branch, words) : branch)) : capitals(value);
}

/** `{ byDate: { … } }` → `[{ IndexName: 'byDate', … }]` */
function keyed(value: ConfigNode, name: string, words: Words | undefined): ConfigNode {
  if (value.kind !== 'map') return openAt(value.range);
  const all = [...value.entries.values()].map(({ key, value: item, range, keyRange }) => {
    if (key === 'Fn::Transform') return openAt(range);
    const translated = inside(item, undefined, words);
    return translated.kind === 'map' ? withEntry({ ...translated, range }, entryOf(name, scalar(key, keyRange), keyRange)) : openAt(range);
  });
  return list(all, value.range);
}

/** The same map with capital letters, at every depth; what calls a function of CloudFormation stays as it is. */
function capitals(value: ConfigNode): ConfigNode {
  if (value.kind === 'list') return { ...value, items: value.items.map(capitals) };
  if (value.kind !== 'map') return value;
  const branches = branchesOf(value);
  if (branches) return eachBranch(value, capitals);
  if ([...value.entries.keys()].some(isFunction)) return value;
  return { ...value, entries: new Map([...value.entries.values()].map(entry => [capital(entry.key), { ...entry, key: capital(entry.key), value: capitals(entry.value) }])) };
}

export function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function isFunction(key: string): boolean {
  return key === 'Ref' || key === 'Fn::GetAtt';
}

function isNoValue(value: ConfigNode): boolean {
  return textOf(child(value, 'Ref')) === 'AWS::NoValue';
}

/** The branches of `Fn::If`. */
function branchesOf(value: ConfigNode): readonly ConfigNode[] | undefined {
  const all = child(value, 'Fn::If');
  return all === undefined ? undefined : items(all).slice(1);
}

function eachBranch(value: ConfigNode, change: (branch: ConfigNode) => ConfigNode): ConfigNode {
  if (branchesOf(value) === undefined) return isNoValue(value) ? value : change(value);
  const [condition, ...branches] = items(child(value, 'Fn::If'));
  const changed = [condition ?? openAt(value.range), ...branches.map(branch => eachBranch(branch, change))];
  return map([entryOf('Fn::If', list(changed, value.range), value.range)], value.range);
}

export function withEntry(into: MapNode, entry: Entry): MapNode {
  return { ...into, entries: new Map([...into.entries, [entry.key, entry]]) };
}

/** The value at a path, maps made on the way; `besides` stand beside it. */
export function withPath(into: MapNode, path: readonly string[], entry: Entry, besides: NonNullable<Word['beside']>): MapNode {
  const [first = '', ...rest] = path;
  if (rest.length === 0) return besideAll(withEntry(into, { ...entry, key: first }), besides, entry.range);
  const present = child(into, first);
  const below = present?.kind === 'map' ? present : map([], entry.range);
  return withEntry(into, { ...(into.entries.get(first) ?? entry), key: first, value: withPath(below, rest, entry, besides) });
}

function childAt(into: MapNode, path: readonly string[]): ConfigNode | undefined {
  return child(into, ...path);
}

function beside(item: ConfigNode, besides: NonNullable<Word['beside']>, range: Range): ConfigNode {
  return item.kind === 'map' && branchesOf(item) === undefined ? besideAll(item, besides, range) : item;
}

function besideAll(into: MapNode, besides: NonNullable<Word['beside']>, range: Range): MapNode {
  return Object.entries(besides).reduce((all, [name, value]) => withEntry(all, entryOf(name, scalar(value, range), range)), into);
}
