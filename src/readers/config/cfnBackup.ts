import type { BackupSelection } from '../../facts/config.js';
import { declaredBy, type Resource } from './cfnResource.js';
import { listed } from './cfnTable.js';
import { intrinsicOf, nameText, type Intrinsic, type Template } from './cfnValues.js';
import { child, entries, items, textOf, type ConfigNode } from './document.js';
import { open, pattern } from './open.js';

export function backupOf(resource: Resource, template: Template): BackupSelection | undefined {
  if (resource.type !== 'AWS::Backup::BackupSelection') return undefined;
  const selection = child(resource.properties, 'BackupSelection') ?? resource.properties;
  const list = child(selection, 'Resources');
  // A list that is not here may select anything: a pattern that fits every name, but no promise.
  const resources = list === undefined ? [] : list.kind === 'list' ? list.items.map(item => selected(item, template)) : ['*'];
  const tags = [...tagged(listed(child(selection, 'ListOfTags'), template), template), ...entries(child(selection, 'Conditions')).flatMap(({ value }) => tagged(listed(value, template), template))];
  const takesEverything = items(list).some(item => /^(?:\*|arn:[^:]*:dynamodb:[^:]*:[^:]*:(?:\*|table\/\*))$/.test(nameText(item, template)?.replaceAll(open, '?') ?? ''));
  const hasConditions = entries(child(selection, 'Conditions')).length > 0 || child(selection, 'NotResources') !== undefined;
  return {
    kind: 'backup.selection',
    ...declaredBy(resource),
    resources,
    tags,
    selectsAll: takesEverything && !hasConditions && tags.length === 0,
  };
}

/** The logical id, or the table's name or pattern out of its ARN. */
function selected(item: ConfigNode, template: Template): string {
  const intrinsic = intrinsicOf(template.expand(item));
  const id = intrinsic === undefined ? undefined : referredId(intrinsic);
  if (id !== undefined && child(template.parameters, id) === undefined) return id;
  const text = (nameText(item, template) ?? open).replaceAll(open, '*');
  return pattern(text.replace(/^.*:table\//, '')) ?? '*';
}

function referredId({ name, argument }: Intrinsic): string | undefined {
  if (name === 'Fn::GetAtt') return argument.kind === 'list' ? textOf(argument.items[0]) : textOf(argument)?.split('.')[0];
  if (name === 'Fn::Sub') return /^\$\{(\w+)\.Arn\}$/.exec(textOf(argument) ?? '')?.[1];
  return undefined;
}

function tagged(conditions: readonly ConfigNode[], template: Template): BackupSelection['tags'] {
  return conditions.flatMap(condition => {
    const key = nameText(child(condition, 'ConditionKey'), template);
    const value = nameText(child(condition, 'ConditionValue'), template);
    return key === undefined || value === undefined ? [] : [{ key: (pattern(key) ?? '*').replace(/^aws:ResourceTag\//, ''), value: pattern(value) ?? '*' }];
  });
}
