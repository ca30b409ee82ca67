import type { EnvironmentVariable } from '../../facts/config.js';
import type { Range } from '../../facts/place.js';
import { intrinsicOf, nameText, type Template } from './cfnValues.js';
import type { Resource } from './cfnResource.js';
import { child, entries, items, textOf, type ConfigNode } from './document.js';
import { shownValue } from './shownValue.js';

/** `Environment.Variables` of a function, `Environment` of the containers of an ECS task. */
export function environmentIn({ id, properties }: Resource, template: Template): readonly EnvironmentVariable[] {
  const containers = items(child(properties, 'ContainerDefinitions'));
  return [
    ...variablesOf(child(properties, 'Environment', 'Variables'), id, template),
    ...containers.flatMap(container => items(child(container, 'Environment')).flatMap(pair => {
      const name = textOf(child(pair, 'Name'));
      return name === undefined ? [] : [environmentVariable(name, child(pair, 'Value'), pair.range, id, template)];
    })),
    ...containers.flatMap(container => items(child(container, 'Secrets')).flatMap(pair => {
      const name = textOf(child(pair, 'Name'));
      return name === undefined ? [] : [environmentVariable(name, undefined, pair.range, id, template)];
    })),
  ];
}

/** A map of names to values. */
export function variablesOf(node: ConfigNode | undefined, scope: string | undefined, template: Template): readonly EnvironmentVariable[] {
  const map = node === undefined ? undefined : template.expand(node);
  if (map === undefined || intrinsicOf(map) !== undefined) return [];
  return entries(map).map(({ key, value, range }) => environmentVariable(key, value, range, scope, template));
}

export function environmentVariable(name: string, node: ConfigNode | undefined, range: Range, scope: string | undefined, template: Template): EnvironmentVariable {
  const resource = node === undefined ? undefined : referredResource(node, template, 0);
  return { kind: 'environment', name, range, scope, value: shownValue(name, nameText(node, template)), ...(resource === undefined ? {} : { resource }) };
}

type ResourceReference = NonNullable<EnvironmentVariable['resource']>;

/** The first resource that a value is made of. */
function referredResource(node: ConfigNode, template: Template, depth: number): ResourceReference | undefined {
  const at = template.expand(node);
  const intrinsic = intrinsicOf(at);
  if (depth > 6 || intrinsic === undefined) return undefined;
  const { name, argument } = intrinsic;
  switch (name) {
    case 'Ref': return reference(textOf(argument) ?? '', template);
    case 'Fn::GetAtt': return reference(argument.kind === 'list' ? argument.items.map(part => textOf(part) ?? '').join('.') : textOf(argument) ?? '', template);
    case 'Fn::Sub': {
      const pattern = textOf(argument.kind === 'list' ? argument.items[0] : argument) ?? '';
      const own = argument.kind === 'list' ? argument.items[1] : undefined;
      for (const [, id = ''] of pattern.matchAll(/\$\{([^!{}]+)\}/g)) {
        const inner = child(own, id);
        const found = inner === undefined ? reference(id.trim(), template) : referredResource(inner, template, depth + 1);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    case 'Fn::Join': {
      for (const part of items(items(argument)[1])) {
        const found = referredResource(part, template, depth + 1);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    default: return undefined;
  }
}

/** `Table`, `Cache.RedisEndpoint.Address`; a parameter or `AWS::Region` is no resource. */
function reference(text: string, template: Template): ResourceReference | undefined {
  const dot = text.indexOf('.');
  const id = dot < 0 ? text : text.slice(0, dot);
  if (!/^\w+$/.test(id) || child(template.parameters, id) !== undefined) return undefined;
  return dot < 0 ? { id } : { id, attribute: text.slice(dot + 1) };
}
