import type { CodeFile, Value } from '../../facts/code.js';
import type { Range } from '../../facts/place.js';
import type { ConfigNode } from '../../readers/config/document.js';
import type { WorkspaceResolver } from '../resolving/resolver.js';
import { nodeOf } from './nodes.js';

/** A variable that infrastructure in code gives to a function or container. */
export interface VariableGiven {
  readonly name: string;
  readonly range: Range;
  readonly value: ConfigNode;
}

const deepest = 6;

/** `environment: { TABLE: table.tableName }` wherever it stands, and `addEnvironment('TABLE', table.tableName)`. */
export function variablesGivenIn(file: string, resolver: WorkspaceResolver): readonly VariableGiven[] {
  const code = resolver.code(file);
  if (!code) return [];
  const given = environmentsIn(code).flatMap((value): VariableGiven[] => {
    const node = nodeOf({ value, file }, file, resolver);
    if (node.kind !== 'map') return [];
    return [...node.entries.values()].filter(({ key }) => /^\w+$/.test(key)).map(({ key, range, value: each }) => ({ name: key, range, value: each }));
  });
  for (const { callee, arguments: args, range } of code.calls) {
    const [name, value] = args;
    if (callee.kind !== 'member' || callee.property !== 'addEnvironment' || name?.kind !== 'text' || !value) continue;
    given.push({ name: name.text, range, value: nodeOf({ value, file }, file, resolver) });
  }
  return given;
}

function environmentsIn(code: CodeFile): readonly Value[] {
  const found: Value[] = [];
  const visit = (value: Value | undefined, depth: number): void => {
    if (value === undefined || depth > deepest) return;
    if (value.kind === 'list') for (const item of value.items) visit(item, depth + 1);
    else if (value.kind === 'either') for (const option of value.options) visit(option, depth + 1);
    else if (value.kind === 'object') {
      for (const property of value.properties) {
        if (property.name === 'environment') found.push(property.value);
        else visit(property.value, depth + 1);
      }
    }
  };
  for (const variable of code.variables) visit(variable.value, 0);
  for (const { arguments: args } of code.calls) for (const value of args) visit(value, 0);
  for (const fact of code.functions) for (const value of fact.returns) visit(value, 0);
  for (const fact of code.classes) for (const field of fact.fields) visit(field.value, 0);
  for (const { value } of code.assignments) visit(value, 0);
  return found;
}
