import type { ConfigFact } from '../../facts/config.js';
import type { Reader } from '../../facts/reader.js';
import { variablesOf } from './cfnEnvironment.js';
import { sourceOf } from './cfnResource.js';
import { resourceEntries, resourceFacts, templateOf } from './cfnTemplate.js';
import { child, entries, type ConfigNode } from './document.js';
import { isOpen } from './open.js';
import { configFile, isJson, readDocuments } from './readDocuments.js';
import { serverlessExpand } from './serverlessVariables.js';
import { isProseOrCode } from './isProseOrCode.js';

const name = 'serverless';

/** `serverless.yml` of the Serverless Framework, versions 1 to 4, and its JSON form. */
export const serverless: Reader = {
  name,
  accepts: (path, head) => !isProseOrCode(path) && isServerless(head),
  read: (_, text) => {
    const documents = readDocuments(text);
    const incomplete = [...documents.incomplete];
    const facts = documents.roots.flatMap((root): readonly ConfigFact[] => {
      const expand = serverlessExpand(root);
      const follow = (node: ConfigNode | undefined): ConfigNode | undefined => {
        const at = node === undefined ? undefined : expand(node);
        if (at?.kind !== 'scalar' || at.value === null) return at;
        if (isOpen(at.text)) incomplete.push('a part is in another file, which is not followed');
        return undefined;
      };
      /** One map, or a list of maps that are taken as one. */
      const parts = (node: ConfigNode | undefined): readonly ConfigNode[] => {
        const at = follow(node);
        return at?.kind === 'list' ? at.items.flatMap(item => follow(item) ?? []) : at === undefined ? [] : [at];
      };
      const resources = parts(child(root, 'resources')).map(part => withFollowed(part, follow));
      const template = templateOf(resources, expand);
      return [
        ...variablesOf(follow(child(root, 'provider', 'environment')), undefined, template),
        ...parts(child(root, 'functions')).flatMap(entries).flatMap(({ key, value }) =>
          variablesOf(follow(child(follow(value), 'environment')), key, template)),
        ...resources.flatMap(part => resourceFacts(resourceEntries(part), template, sourceOf(text, documents.syntax), incomplete)),
      ];
    });
    return configFile(name, facts, { comments: documents.comments, incomplete });
  },
};

/** With its `Resources` in place, when a variable stands for them. */
function withFollowed(part: ConfigNode, follow: (node: ConfigNode | undefined) => ConfigNode | undefined): ConfigNode {
  const written = part.kind === 'map' ? part.entries.get('Resources') : undefined;
  const value = follow(written?.value);
  if (part.kind !== 'map' || written === undefined || value === undefined) return part;
  return { ...part, entries: new Map([...part.entries, ['Resources', { ...written, value }]]) };
}

function isServerless(head: string): boolean {
  if (isJson(head)) return /"service"\s*:/.test(head) && /"provider"\s*:\s*[{"]/.test(head) && /"(?:functions|resources|frameworkVersion)"\s*:/.test(head);
  const has = (key: string): boolean => new RegExp(`^\\uFEFF?["']?${key}["']?\\s*:`, 'm').test(head);
  return has('provider') && (has('service') || has('frameworkVersion') || has('functions')) && (has('functions') || has('resources') || has('plugins') || has('frameworkVersion') || has('custom'));
}
