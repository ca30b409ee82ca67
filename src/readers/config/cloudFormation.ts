import type { ConfigFact, Settings } from '../../facts/config.js';
import type { Reader } from '../../facts/reader.js';
import { sourceOf, toldIn } from './cfnResource.js';
import { globalEnvironment, resourceEntries, resourceFacts, templateOf } from './cfnTemplate.js';
import { child, entries, textOf, type ConfigNode, type Entry, type MapNode } from './document.js';
import { configFile, isJson, readDocuments } from './readDocuments.js';
import { isProseOrCode } from './isProseOrCode.js';

const name = 'cloudformation';

/** CloudFormation and SAM templates in YAML or JSON, and files that hold only resources for another template. */
export const cloudFormation: Reader = {
  name,
  accepts: (path, head) => !isProseOrCode(path) && isTemplate(head),
  read: (path, text) => {
    const documents = readDocuments(text);
    const incomplete = [...documents.incomplete];
    const facts: ConfigFact[] = [];
    let metadata: Settings = {};
    for (const root of documents.roots) {
      const node = asTemplate(root, path);
      const template = templateOf([node]);
      if (child(root, 'Fn::Transform') !== undefined || child(root, 'Transform', 'Name') !== undefined) incomplete.push('includes another file, which is not followed');
      metadata = { ...metadata, ...toldIn(child(root, 'Metadata'), template) };
      facts.push(...globalEnvironment(root, template), ...resourceFacts(resourceEntries(node), template, sourceOf(text, documents.syntax), incomplete));
    }
    const file = configFile(name, facts, { comments: documents.comments, incomplete });
    return Object.keys(metadata).length === 0 ? file : { ...file, metadata };
  },
};

function isTemplate(head: string): boolean {
  if (!head.includes('AWS::') && !head.includes('AWSTemplateFormatVersion')) return false;
  if (isJson(head)) return /"(?:Resources|AWSTemplateFormatVersion)"\s*:/.test(head) && !/^\s*\{\s*"\$schema"/.test(head);
  return /^\uFEFF?["']?(?:Resources|AWSTemplateFormatVersion)["']?\s*:/m.test(head)
    || /^[A-Za-z0-9]+:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]+Type:[ \t]*["']?AWS::/m.test(head)
    || /^Type:[ \t]*["']?AWS::/m.test(head);
}

/** A file without `Resources` holds them at its top, or is one itself; that one is named by the file. */
function asTemplate(root: ConfigNode, path: string): ConfigNode {
  if (root.kind !== 'map' || child(root, 'Resources') !== undefined) return root;
  if (textOf(child(root, 'Type'))?.startsWith('AWS::') === true) {
    const key = path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
    const typeEntry = root.entries.get('Type');
    return withResources(root, [{ key, keyRange: typeEntry?.keyRange ?? root.range, value: root, range: root.range }]);
  }
  return withResources(root, entries(root).filter(({ value }) => textOf(child(value, 'Type'))?.startsWith('AWS::') === true));
}

function withResources(root: MapNode, resources: readonly Entry[]): ConfigNode {
  const value: MapNode = { kind: 'map', entries: new Map(resources.map(resource => [resource.key, resource])), isFlow: root.isFlow, range: root.range };
  const all: Entry = { key: 'Resources', keyRange: root.range, value, range: root.range };
  return { ...root, entries: new Map([...root.entries, ['Resources', all]]) };
}
