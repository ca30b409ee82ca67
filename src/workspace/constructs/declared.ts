import type { ConfigFact, ConfigFile, EnvironmentVariable } from '../../facts/config.js';
import type { Range } from '../../facts/place.js';
import { environmentVariable } from '../../readers/config/cfnEnvironment.js';
import { resourceFacts } from '../../readers/config/cfnTemplate.js';
import type { Template } from '../../readers/config/cfnValues.js';
import { child, items, type ConfigNode, type Entry, type MapNode } from '../../readers/config/document.js';
import type { Amended, Made } from './constructs.js';
import type { VariableGiven } from './environment.js';
import { entryOf, list, map, openAt, scalar } from './nodes.js';
import { withEntry, withPath, withSettings, withWord } from './translated.js';

/** What one file declares, and says of what others declare. */
export interface Declarations {
  readonly made: readonly Made[];
  readonly amended: readonly Amended[];
  readonly variables: readonly VariableGiven[];
}

/** How references lead to what they mean. */
interface Named {
  readonly file: string;
  readonly name: string;
  readonly isOne: boolean;
}

/** Infrastructure that code declares, as if each file were a template. */
export function declaredInCode(files: ReadonlyMap<string, Declarations>): ReadonlyMap<string, ConfigFile> {
  const amended = new Map<string | undefined, { readonly file: string; readonly amendment: Amended }[]>();
  for (const [file, { amended: all }] of files) {
    for (const amendment of all) amended.set(amendment.key, [...(amended.get(amendment.key) ?? []), { file, amendment }]);
  }
  const ofAny = amended.get(undefined) ?? [];
  const resources = new Map<string, ConfigNode>();
  const named = new Map<string, Named>();
  for (const [file, { made }] of files) {
    const names = new Map<string, number>();
    for (const each of made) {
      const count = (names.get(each.name) ?? 0) + 1;
      names.set(each.name, count);
      named.set(each.key, { file, name: count === 1 ? each.name : `${each.name} ${count}`, isOne: each.isOne });
      resources.set(each.key, resourceOf(each, [...(amended.get(each.key) ?? []), ...ofAny].map(({ file: from, amendment }) => (from === file ? amendment : moved(amendment, each.nameRange)))));
    }
  }
  const template: Template = { parameters: undefined, mappings: undefined, resources, expand: node => node, budget: { steps: 500_000 } };
  const declared = new Map<string, ConfigFile>();
  for (const [file, { made, variables }] of files) {
    if (made.length === 0 && variables.length === 0) continue;
    const facts = [...made.flatMap(each => factsOf(each, template, named)), ...variables.map(each => variableFact(each, file, template, named))];
    declared.set(file, { kind: 'config', format: 'cdk', facts, comments: [], incomplete: [] });
  }
  return declared;
}

function factsOf(made: Made, template: Template, named: ReadonlyMap<string, Named>): readonly ConfigFact[] {
  const { key, nameRange, range, insertAt } = made;
  const value = template.resources.get(key);
  const name = named.get(key)?.name ?? made.name;
  if (!value) return [];
  const entry: Entry = { key, keyRange: nameRange, value, range };
  const source = { syntax: 'typescript', insertAt: () => (insertAt === undefined ? undefined : { offset: insertAt, indent: '' }) } as const;
  return resourceFacts([entry], template, source, []).map((fact): ConfigFact => {
    if (!('name' in fact) || fact.kind === 'environment') return fact;
    switch (fact.kind) {
      case 'redis.server':
        return { ...fact, name, hosts: [name] };
      case 'backup.selection':
        return { ...fact, name, resources: fact.resources.map(each => named.get(each)?.name ?? each) };
      default:
        return { ...fact, name };
    }
  });
}

function variableFact(given: VariableGiven, file: string, template: Template, named: ReadonlyMap<string, Named>): EnvironmentVariable {
  const { resource, value, ...fact } = environmentVariable(given.name, given.value, given.range, undefined, template);
  const meant = resource && named.get(resource.id);
  const known = value?.replace(/^arn:[^/]*:table\//, '');
  if (meant?.isOne !== true) return { ...fact, value: meant ? undefined : known };
  return { ...fact, value: known, resource: { ...resource, id: meant.name, ...(meant.file !== file && { file: meant.file }) } };
}

/** The resource as a template has it. */
function resourceOf({ type, settings, range, nameRange }: Made, amended: readonly Amended[]): ConfigNode {
  let all = withSettings(map([], settings.range), settings, type.words, type.isPlain);
  for (const { word, entry } of amended) all = withWord(all, word, entry);
  for (const [path, value] of Object.entries(type.defaults ?? {})) {
    if (child(all, ...path.split('.')) === undefined) all = withPath(all, path.split('.'), entryOf('', value === '?' ? openAt(nameRange) : scalar(value, nameRange), nameRange), {});
  }
  if (type.replicas) all = withReplicas(all, type.replicas, nameRange);
  const properties: Entry[] = [];
  const attributes: Entry[] = [];
  for (const entry of all.entries.values()) {
    if (entry.key.startsWith('/')) attributes.push({ ...entry, key: entry.key.slice(1) });
    else properties.push(entry);
  }
  return map([entryOf('Type', scalar(type.type, nameRange), nameRange), entryOf('Properties', map(properties, settings.range), settings.range), ...attributes], range);
}

/** Each replica has what holds of the table, unless it says otherwise; the table itself is the first. */
function withReplicas(all: MapNode, { at, inherit }: NonNullable<Made['type']['replicas']>, range: Range): MapNode {
  const inherited = inherit.flatMap(name => all.entries.get(name) ?? []);
  const given = child(all, at);
  const others = given === undefined ? [] : given.kind === 'list' ? items(given) : [openAt(given.range)];
  const replica = (item: ConfigNode): ConfigNode => (item.kind === 'map' ? inherited.reduce((each, entry) => (each.entries.has(entry.key) ? each : withEntry(each, entry)), item) : item);
  return withEntry(all, entryOf(at, list([replica(map([], range)), ...others.map(replica)], range), all.entries.get(at)?.range ?? range));
}

/** What another file says stands, in the file of the resource, where that is named. */
function moved({ key, word, entry }: Amended, range: Range): Amended {
  return { key, word, entry: entryOf(entry.key, movedNode(entry.value, range), range) };
}

function movedNode(node: ConfigNode, range: Range): ConfigNode {
  if (node.kind === 'list') return { ...node, range, items: node.items.map(item => movedNode(item, range)) };
  if (node.kind === 'map') return map([...node.entries.values()].map(entry => entryOf(entry.key, movedNode(entry.value, range), range)), range);
  return { ...node, range };
}
