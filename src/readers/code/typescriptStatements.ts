import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Condition, Loop, Value } from '../../facts/code.js';
import { readClass } from './typescriptClasses.js';
import { readEnum, readVariables } from './typescriptDeclarations.js';
import { readExpression } from './typescriptExpressions.js';
import { readFunction, returnValue } from './typescriptFunctions.js';
import { readExportAll, readExportAssignment, readExportDefault, readExportNamed, readImport, readImportEquals } from './typescriptModules.js';
import { testOf } from './typescriptOperators.js';
import { readPattern } from './typescriptPatterns.js';
import { isTooDeep, under, within, type Reading, type Surroundings } from './typescriptReading.js';
import { blockScope, declare, functionScope, give } from './typescriptScopes.js';
import { is, nameRange, rangeOf, type MaybeNode, type Nodes } from './typescriptTree.js';
import { readTypeDeclaration } from './typescriptTypes.js';
import { ESCAPES, IGNORED, property, READ, test } from './typescriptUses.js';

type Read<K extends keyof Nodes> = (r: Reading, node: Nodes[K]) => void;

export function readStatement(r: Reading, node: MaybeNode): void {
  const read = node && (kinds[node.type] as Read<'BlockStatement'> | undefined);
  if (!read || isTooDeep(r)) return;
  r.depth++;
  read(r, node as Nodes['BlockStatement']);
  r.depth--;
}

/** After `if (x) return;` the rest of the list runs only when not `x`. */
export function readStatements(r: Reading, nodes: readonly TSESTree.Node[]): void {
  const before = r.at;
  for (const node of nodes) {
    if (!is(node, 'IfStatement')) {
      readStatement(r, node);
      continue;
    }
    if (isTooDeep(r)) continue;
    r.depth++;
    const passed = readIf(r, node);
    r.depth--;
    if (passed.length > 0) r.at = { ...r.at, ...under(r, ...passed) };
  }
  r.at = before;
}

const readNothing = (): void => undefined;

const kinds: { readonly [K in keyof Nodes]?: Read<K> } = {
  BlockStatement: (r, node) => within(r, { scope: blockScope(r) }, () => readStatements(r, node.body)),
  ExpressionStatement: (r, node) => void readExpression(r, node.expression, IGNORED),
  VariableDeclaration: readVariables,
  FunctionDeclaration: (r, node) => void declareFunction(r, node),
  TSDeclareFunction: (r, node) => node.id && declare(r, r.at.scope, node.id.name, nameRange(node.id), 'function'),
  ClassDeclaration: (r, node) => void declareClass(r, node),
  IfStatement: (r, node) => void readIf(r, node),
  ForStatement: readFor,
  ForOfStatement: readForEach,
  ForInStatement: readForEach,
  WhileStatement: (r, node) => {
    const loop: Loop = { range: rangeOf(node), by: 'while' };
    const decides = within(r, { loop }, () => readExpression(r, node.test, testOf(node.test)));
    within(r, repeated(r, loop, decides), () => readStatement(r, node.body));
  },
  DoWhileStatement: (r, node) =>
    within(r, { loop: { range: rangeOf(node), by: 'do-while' } }, () => {
      readStatement(r, node.body);
      readExpression(r, node.test, testOf(node.test));
    }),
  SwitchStatement: readSwitch,
  TryStatement: readTry,
  ReturnStatement: (r, node) => returnValue(r, node.argument),
  ThrowStatement: (r, node) => void readExpression(r, node.argument, ESCAPES),
  LabeledStatement: (r, node) => readStatement(r, node.body),
  WithStatement: (r, node) => readStatement(r, node.body),
  EmptyStatement: readNothing,
  ImportDeclaration: readImport,
  TSImportEqualsDeclaration: readImportEquals,
  ExportNamedDeclaration: readExportNamed,
  ExportDefaultDeclaration: readExportDefault,
  ExportAllDeclaration: readExportAll,
  TSExportAssignment: readExportAssignment,
  TSEnumDeclaration: readEnum,
  TSInterfaceDeclaration: readTypeDeclaration,
  TSTypeAliasDeclaration: readTypeDeclaration,
  TSModuleDeclaration: (r, node) => {
    if (is(node.id, 'Identifier') && node.kind !== 'global') declare(r, r.at.scope, node.id.name, nameRange(node.id), 'const');
    const { body } = node as { body?: TSESTree.TSModuleBlock };
    within(r, { scope: functionScope(r, r.at.function) }, () => readStatements(r, body?.body ?? []));
  },
};

export function declareFunction(r: Reading, node: TSESTree.FunctionDeclaration, name?: string): Value {
  const variable = node.id ? declare(r, r.at.scope, node.id.name, nameRange(node.id), 'function') : undefined;
  const value: Value = { kind: 'function', function: readFunction(r, node, name === undefined ? {} : { name }), range: rangeOf(node) };
  if (variable !== undefined) give(r, variable, value);
  return value;
}

export function declareClass(r: Reading, node: TSESTree.ClassDeclaration): Value {
  const variable = node.id ? declare(r, r.at.scope, node.id.name, nameRange(node.id), 'class') : undefined;
  const value: Value = { kind: 'class', class: readClass(r, node), range: rangeOf(node) };
  if (variable !== undefined) give(r, variable, value);
  return value;
}

/** `else if` goes on in the loop, not deeper. Gives what holds after the statement because its branches left. */
function readIf(r: Reading, first: Nodes['IfStatement']): Condition[] {
  const before = r.at;
  const passed: Condition[] = [];
  let hasPassed = true;
  let node: MaybeNode = first;
  while (is(node, 'IfStatement')) {
    const statement: Nodes['IfStatement'] = node;
    const condition = { range: rangeOf(statement), by: 'if', test: readExpression(r, statement.test, testOf(statement.test)) } as const;
    within(r, under(r, { ...condition, branch: 'then' }), () => readStatement(r, statement.consequent));
    r.at = { ...r.at, ...under(r, { ...condition, branch: 'else' }) };
    hasPassed &&= leaves(statement.consequent);
    if (hasPassed) passed.push({ ...condition, branch: 'else' });
    else if (passed.length === 0 && !is(statement.alternate, 'IfStatement') && leaves(statement.alternate)) passed.push({ ...condition, branch: 'then' });
    node = statement.alternate;
  }
  readStatement(r, node);
  r.at = before;
  return passed;
}

/** Does it end by leaving the list it stands in? */
function leaves(node: MaybeNode): boolean {
  if (is(node, 'BlockStatement')) return leaves(node.body.at(-1));
  if (is(node, 'IfStatement')) return leaves(node.consequent) && leaves(node.alternate);
  return is(node, 'ReturnStatement') || is(node, 'ThrowStatement') || is(node, 'ContinueStatement') || is(node, 'BreakStatement');
}

/** The body of `while (true)` runs in any case. */
function repeated(r: Reading, loop: Loop, test: Value | undefined): Partial<Surroundings> {
  if (test?.kind === 'boolean' && test.boolean) return { loop };
  return { loop, ...under(r, { range: loop.range, by: 'loop', branch: 'then', ...(test && { test }) }) };
}

function readFor(r: Reading, node: Nodes['ForStatement']): void {
  const loop: Loop = { range: rangeOf(node), by: 'for' };
  within(r, { scope: blockScope(r) }, () => {
    if (is(node.init, 'VariableDeclaration')) readVariables(r, node.init);
    else if (node.init) readExpression(r, node.init, IGNORED);
    const decides = node.test ? within(r, { loop }, () => readExpression(r, node.test, testOf(node.test))) : undefined;
    within(r, node.test ? repeated(r, loop, decides) : { loop }, () => {
      if (node.update) readExpression(r, node.update, IGNORED);
      readStatement(r, node.body);
    });
  });
}

function readForEach(r: Reading, node: Nodes['ForOfStatement' | 'ForInStatement']): void {
  const isOf = is(node, 'ForOfStatement');
  const loop: Loop = { range: rangeOf(node), by: isOf ? 'for-of' : 'for-in' };
  within(r, { scope: blockScope(r) }, () => {
    const { left } = node;
    const isDeclared = is(left, 'VariableDeclaration');
    const declarations: readonly TSESTree.VariableDeclarator[] = isDeclared ? left.declarations : [];
    const declared: number[] = [];
    const target = readPattern(r, isDeclared ? declarations[0]?.id : left, isDeclared ? { by: 'loop', scope: r.at.scope, declared } : undefined);
    const elements = isOf ? property('*', target.use) : READ;
    const iterable = readExpression(r, node.right, is(node, 'ForOfStatement') && node.await ? { kind: 'awaited', then: elements } : elements);
    if (!isDeclared) target.give({ kind: 'unknown', range: iterable.range });
    for (const index of isOf ? declared : []) {
      const variable = r.variables[index];
      if (variable) variable.fact.elementOf = iterable;
    }
    within(r, repeated(r, loop, undefined), () => readStatement(r, node.body));
  });
}

/** Each case is a branch of its own; one that falls through to the next is not told apart. */
function readSwitch(r: Reading, node: Nodes['SwitchStatement']): void {
  const range = rangeOf(node);
  const discriminant = readExpression(r, node.discriminant, test('===', rangeOf(node.discriminant)));
  within(r, { scope: blockScope(r) }, () => {
    for (const each of node.cases) {
      const right = each.test ? readExpression(r, each.test, READ) : undefined;
      const condition: Condition = right
        ? { range, by: 'switch', branch: 'then', test: { kind: 'comparison', operator: '===', left: discriminant, right, range: right.range } }
        : { range, by: 'switch', branch: 'else', test: discriminant };
      within(r, under(r, condition), () => readStatements(r, each.consequent));
    }
  });
}

function readTry(r: Reading, node: Nodes['TryStatement']): void {
  const { handler } = node;
  within(r, { isCaught: r.at.isCaught || handler !== null }, () => readStatement(r, node.block));
  if (handler !== null) {
    within(r, { scope: blockScope(r), ...under(r, { range: rangeOf(node), by: 'catch', branch: 'then' }) }, () => {
      if (handler.param) readPattern(r, handler.param, { by: 'catch', scope: r.at.scope });
      readStatement(r, handler.body);
    });
  }
  readStatement(r, node.finalizer);
}
