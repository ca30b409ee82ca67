import type { ConfigFact } from '../../facts/config.js';
import { backupOf } from './cfnBackup.js';
import { environmentIn, variablesOf } from './cfnEnvironment.js';
import { daxOf, redisOf } from './cfnRedis.js';
import { resourceOf, type Source } from './cfnResource.js';
import { keyspacesOf, tableOf } from './cfnTable.js';
import type { Template } from './cfnValues.js';
import { child, entries, entry, textOf, type ConfigNode, type Entry } from './document.js';
import { isOpen, open } from './open.js';

const steps = 200_000;

/** A template's parts; several nodes (a list of `resources`) are taken as one. */
export function templateOf(nodes: readonly ConfigNode[], expand: Template['expand'] = expandElsewhere): Template {
  const first = (key: string): ConfigNode | undefined => nodes.map(node => child(node, key)).find(node => node !== undefined);
  const resources = new Map(nodes.flatMap(node => entries(child(node, 'Resources')).map(({ key, value }) => [key, value] as const)));
  return { parameters: first('Parameters'), mappings: first('Mappings'), resources, expand, budget: { steps } };
}

/** A variable of the Serverless Framework in a template of its own points to another file. */
export function expandElsewhere(node: ConfigNode): ConfigNode {
  if (node.kind !== 'scalar' || !node.text.includes('${')) return node;
  const text = node.text.replace(/\$\{(?!AWS::)[\w.-]*[:(][^{}]{0,500}\}/g, open);
  return text === node.text ? node : { ...node, value: text, text };
}

/** The facts of the entries of `Resources`. */
export function resourceFacts(all: readonly Entry[], template: Template, source: Source, incomplete: string[]): readonly ConfigFact[] {
  return all.flatMap((written): readonly ConfigFact[] => {
    if (written.key.startsWith('Fn::')) incomplete.push(`${written.key.startsWith('Fn::ForEach') ? 'Fn::ForEach' : written.key} makes resources, which is not followed`);
    const value = template.expand(written.value);
    if (value.kind === 'scalar' && (isOpen(value.text) || textOf(value)?.includes('${file(') === true)) incomplete.push('a resource is in another file, which is not followed');
    const resource = resourceOf(written, template);
    if (resource === undefined) return [];
    const declared = tableOf(resource, template, source) ?? redisOf(resource, template) ?? daxOf(resource, template)
      ?? keyspacesOf(resource, template) ?? backupOf(resource, template);
    return declared === undefined ? environmentIn(resource, template) : [declared];
  });
}

/** `Globals.Function.Environment.Variables` of SAM. */
export function globalEnvironment(root: ConfigNode, template: Template): readonly ConfigFact[] {
  return variablesOf(child(root, 'Globals', 'Function', 'Environment', 'Variables'), undefined, template);
}

export function resourceEntries(node: ConfigNode | undefined): readonly Entry[] {
  return entries(entry(node, 'Resources')?.value);
}
