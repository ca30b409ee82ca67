import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Value } from '../../facts/code.js';
import type { Range } from '../../facts/place.js';
import { exportWhole } from './typescriptCommonJs.js';
import { escape, readVariables } from './typescriptDeclarations.js';
import { readExpression } from './typescriptExpressions.js';
import type { Reading } from './typescriptReading.js';
import { declare, give, nameOf, refer } from './typescriptScopes.js';
import { declareClass, declareFunction, readStatement } from './typescriptStatements.js';
import { is, nameRange, rangeOf, type MaybeNode, type Nodes } from './typescriptTree.js';
import { ESCAPES, READ } from './typescriptUses.js';

export function readImport(r: Reading, node: Nodes['ImportDeclaration']): void {
  const from = specifierOf(r, node.source);
  for (const each of node.specifiers) {
    const name = is(each, 'ImportSpecifier') ? exportedName(each.imported) : is(each, 'ImportDefaultSpecifier') ? 'default' : '*';
    declareImport(r, each.local, from, name);
  }
}

function declareImport(r: Reading, local: TSESTree.Identifier, from: string, name: string): void {
  const variable = r.variables[declare(r, r.at.scope, local.name, nameRange(local), 'import')]?.fact;
  if (variable !== undefined) variable.import = { from, name };
}

function specifierOf(r: Reading, source: MaybeNode): string {
  const from = is(source, 'Literal') && typeof source.value === 'string' ? source.value : '';
  if (from !== '') r.imports.add(from);
  return from;
}

function exportedName(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return is(node, 'Identifier') ? node.name : node.value;
}

/** `import x = require('y')` and `import x = Namespace.name`. */
export function readImportEquals(r: Reading, node: Nodes['TSImportEqualsDeclaration']): void {
  const { moduleReference } = node;
  if (is(moduleReference, 'TSExternalModuleReference')) {
    declareImport(r, node.id, specifierOf(r, moduleReference.expression), '*');
  } else {
    const variable = declare(r, r.at.scope, node.id.name, nameRange(node.id), 'const');
    give(r, variable, qualified(r, moduleReference));
  }
}

function qualified(r: Reading, name: MaybeNode): Value {
  if (is(name, 'TSQualifiedName')) {
    const object = qualified(r, name.left);
    return { kind: 'member', object, property: name.right.name, propertyRange: rangeOf(name.right), range: rangeOf(name) };
  }
  return readExpression(r, name, READ);
}

export function readExportNamed(r: Reading, node: Nodes['ExportNamedDeclaration']): void {
  if (node.source !== null) {
    const from = specifierOf(r, node.source);
    for (const each of node.specifiers) r.exports.push({ name: exportedName(each.exported), from, imported: exportedName(each.local) });
    return;
  }
  for (const each of node.specifiers) {
    r.exports.push({ name: exportedName(each.exported), value: refer(r, exportedName(each.local), rangeOf(each.local), ESCAPES) });
  }
  exportDeclaration(r, node.declaration);
}

/** Names in a namespace are exported from it, not from the file. */
function exportDeclaration(r: Reading, node: MaybeNode): void {
  const variables = is(node, 'VariableDeclaration') ? readVariables(r, node) : undefined;
  if (variables === undefined) readStatement(r, node);
  if (r.at.scope.parent !== undefined) return;
  const exportName = (variable: number): void => {
    const value = nameOf(r, variable);
    if (value.kind === 'name') r.exports.push({ name: value.name, value });
    escape(r, variable);
  };
  variables?.forEach(exportName);
  const name = declaredName(node);
  if (name === undefined) return;
  const variable = r.at.scope.names?.get(name.name);
  if (variable !== undefined) exportName(variable);
  else r.exports.push({ name: name.name, value: { kind: 'name', name: name.name, variable: undefined, range: name.range } });
}

function declaredName(node: MaybeNode): { name: string; range: Range } | undefined {
  if (!node || is(node, 'VariableDeclaration') || !('id' in node) || !is(node.id, 'Identifier')) return undefined;
  return { name: node.id.name, range: nameRange(node.id) };
}

export function readExportDefault(r: Reading, { declaration }: Nodes['ExportDefaultDeclaration']): void {
  r.exports.push({ name: 'default', value: readDefaultExport(r, declaration) });
}

function readDefaultExport(r: Reading, node: MaybeNode): Value {
  if (is(node, 'FunctionDeclaration')) return declareFunction(r, node, 'default');
  if (is(node, 'ClassDeclaration')) return declareClass(r, node);
  if (is(node, 'TSInterfaceDeclaration')) {
    readStatement(r, node);
    return { kind: 'name', name: node.id.name, variable: undefined, range: rangeOf(node.id) };
  }
  return readExpression(r, node, ESCAPES);
}

export function readExportAll(r: Reading, node: Nodes['ExportAllDeclaration']): void {
  const from = specifierOf(r, node.source);
  r.exports.push(node.exported ? { name: exportedName(node.exported), from, imported: '*' } : { name: '*', from, imported: '*' });
}

/** `export = value` */
export function readExportAssignment(r: Reading, node: Nodes['TSExportAssignment']): void {
  exportWhole(r, readExpression(r, node.expression, ESCAPES));
}
