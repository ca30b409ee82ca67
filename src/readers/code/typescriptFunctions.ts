import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Decorator, FunctionFact, Value } from '../../facts/code.js';
import { readExpression } from './typescriptExpressions.js';
import { readPattern, type Declaring } from './typescriptPatterns.js';
import { within, type FunctionDraft, type Reading, type Surroundings } from './typescriptReading.js';
import { declare, functionScope, give } from './typescriptScopes.js';
import { readStatements } from './typescriptStatements.js';
import { is, nameRange, rangeOf, type InlineFunction, type MaybeNode } from './typescriptTree.js';
import { readAnnotation } from './typescriptTypes.js';
import { ESCAPES, RETURNED, type Use } from './typescriptUses.js';

export interface FunctionOptions {
  /** Of what holds it, when it has no name of its own. */
  readonly name?: string;
  readonly decorators?: readonly Decorator[];
  /** The class it is a method of. */
  readonly class?: number;
  readonly argumentOf?: NonNullable<FunctionFact['argumentOf']>;
  /** When its caller is known, what is done with what it returns. */
  readonly returnUse?: Use;
  /** What decides about the place it stands in decides about a callback too; only one that runs in place is in the same `try`. */
  readonly keeps?: 'all' | 'conditions';
}

export function readFunction(r: Reading, node: InlineFunction | TSESTree.FunctionDeclaration, options: FunctionOptions = {}): number {
  const index = r.functions.length;
  const isArrow = is(node, 'ArrowFunctionExpression');
  const ofClass = options.class ?? (isArrow ? r.at.class : undefined);
  const returnType = readAnnotation(r, node.returnType);
  const parameters: (readonly number[])[] = [];
  const returns: Value[] = [];
  const fact: FunctionDraft['fact'] = {
    name: node.id?.name ?? options.name,
    range: rangeOf(node),
    body: rangeOf(node.body),
    parent: r.at.function,
    class: ofClass,
    parameters,
    returns,
    isAsync: node.async,
    decorators: options.decorators ?? [],
  };
  if (returnType) fact.returnType = returnType;
  if (options.argumentOf) fact.argumentOf = options.argumentOf;
  const draft: FunctionDraft = { fact, parameters, returns, returnUse: options.returnUse ?? RETURNED, parameterUses: [] };
  r.functions.push(draft);
  const { keeps } = options;
  const outside = r.at;
  const kept = {
    loop: keeps ? r.at.loop : undefined,
    conditions: keeps ? r.at.conditions : [],
    isCaught: keeps === 'all' && r.at.isCaught,
  };
  within(r, { ...kept, scope: functionScope(r, index), function: index, class: ofClass }, () => {
    if (is(node, 'FunctionExpression') && node.id) {
      const own = declare(r, r.at.scope, node.id.name, nameRange(node.id), 'function');
      give(r, own, { kind: 'function', function: index, range: fact.range });
    }
    readParameters(r, node.params, index, draft, outside);
    readBody(r, node.body, draft);
  });
  return index;
}

function readBody(r: Reading, body: MaybeNode, draft: FunctionDraft): void {
  if (is(body, 'BlockStatement')) readStatements(r, body.body);
  else if (body) draft.returns.push(readExpression(r, body, draft.returnUse));
}

/** TypeScript's `this` parameter is none. */
function readParameters(r: Reading, parameters: readonly TSESTree.Parameter[], index: number, draft: FunctionDraft, outside: Surroundings): void {
  const isThis = is(parameters[0], 'Identifier') && parameters[0].name === 'this';
  for (const [place, parameter] of (isThis ? parameters.slice(1) : parameters).entries()) {
    const declared: number[] = [];
    const decorators = within(r, outside, () => readDecorators(r, parameter.decorators));
    const inner = is(parameter, 'TSParameterProperty') ? parameter.parameter : parameter;
    const declaring: Declaring = { by: 'parameter', scope: r.at.scope, parameter: { function: index, index: place, path: [] }, decorators, declared };
    const target = readPattern(r, inner, declaring);
    draft.parameters.push(declared);
    draft.parameterUses.push(target.use);
  }
}

export function readDecorators(r: Reading, nodes: readonly TSESTree.Decorator[] | undefined): readonly Decorator[] {
  return (nodes ?? []).map(node => {
    const value = readExpression(r, node.expression, ESCAPES);
    const call = value.kind === 'call' ? r.calls[value.call] : undefined;
    const [name, first] = nameOfDecorator(call?.fact.callee ?? value);
    const decorator = { name, variable: undefined, arguments: call?.arguments ?? [] };
    if (first) r.references.push({ name: first, scope: r.at.scope, into: decorator, use: undefined, given: undefined });
    return decorator;
  });
}

/** Its last name and its first. */
function nameOfDecorator(value: Value): [string, string | undefined] {
  if (value.kind === 'name') return [value.name, value.name];
  if (value.kind === 'member') return [value.property, nameOfDecorator(value.object)[1]];
  return ['', undefined];
}

/** `return value` in the function the walk is in. */
export function returnValue(r: Reading, node: MaybeNode): void {
  const draft = r.at.function === undefined ? undefined : r.functions[r.at.function];
  const value = node && readExpression(r, node, draft?.returnUse ?? RETURNED);
  if (value) draft?.returns.push(value);
}
