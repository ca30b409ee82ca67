import type { ResultUse, Value } from '../../facts/code.js';
import type { Range } from '../../facts/place.js';
import { calledIn, type Callback } from './typescriptCallbacks.js';
import { exportDefined } from './typescriptCommonJs.js';
import { readExpression, readMember, readTemplate } from './typescriptExpressions.js';
import { readFunction } from './typescriptFunctions.js';
import { within, type CallDraft, type Reading } from './typescriptReading.js';
import { nameOfArguments } from './typescriptSecrets.js';
import { is, isInlineFunction, propertyName, rangeOf, strip, type MaybeNode, type Nodes } from './typescriptTree.js';
import { ESCAPES, property, READ, RETURNED, several, type Use } from './typescriptUses.js';

type CallNode = Nodes['CallExpression' | 'NewExpression'];

export function readCall(r: Reading, node: CallNode, use: Use): Value {
  const [first] = node.arguments;
  if (is(node.callee, 'Identifier') && node.callee.name === 'require' && is(first, 'Literal') && typeof first.value === 'string') {
    return readModule(r, first, rangeOf(node));
  }
  const index = r.calls.length;
  const call = startCall(r, node, use);
  const callee = strip(node.callee);
  if (isInlineFunction(callee)) {
    call.fact.callee = { kind: 'function', function: readFunction(r, callee, { returnUse: use, keeps: 'all' }), range: rangeOf(callee) };
    readArguments(r, node, call, index, undefined);
  } else if (is(callee, 'MemberExpression')) {
    const callbacks = calledIn(r, node, callee, use);
    call.fact.callee = readMember(r, callee, callbacks.objectUse);
    readArguments(r, node, call, index, callbacks);
    exportDefined(r, call.fact.callee, call.arguments);
  } else {
    call.fact.callee = readExpression(r, callee, READ);
    readArguments(r, node, call, index, calledIn(r, node, undefined, use));
  }
  return { kind: 'call', call: index, range: call.fact.range };
}

const nothingDone: ResultUse = { isIgnored: false, escapes: false, isReturned: false, properties: [], escaping: [], returned: [], tests: [] };

/** Takes its place in the list before what is inside it. */
function startCall(r: Reading, node: CallNode | Nodes['TaggedTemplateExpression'], use: Use): CallDraft {
  const { loop, conditions, isCaught } = r.at;
  const range = rangeOf(node);
  const given: Value[] = [];
  const fact: CallDraft['fact'] = {
    range,
    callee: { kind: 'unknown', range },
    isNew: is(node, 'NewExpression'),
    arguments: given,
    argumentsRange: is(node, 'TaggedTemplateExpression') ? undefined : bracketsOf(r.text, node),
    function: r.at.function,
    conditions,
    isCaught,
    isAwaited: false,
    result: nothingDone,
  };
  if (loop) fact.loop = loop;
  const call = { fact, arguments: given, use };
  r.calls.push(call);
  return call;
}

function readArguments(r: Reading, node: CallNode, call: CallDraft, index: number, known: ReturnType<typeof calledIn> | undefined): void {
  const { callee } = call.fact;
  const name = nameOfArguments(callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : undefined);
  for (const [place, argument] of node.arguments.entries()) {
    const value = isInlineFunction(argument)
      ? readCallback(r, argument, call, { call: index, index: place }, known?.callbacks.get(place))
      : readExpression(r, argument, known?.argumentUse(place) ?? ESCAPES, name);
    call.arguments.push(value);
  }
}

function readCallback(r: Reading, node: Nodes['FunctionExpression' | 'ArrowFunctionExpression'], call: CallDraft, argumentOf: { call: number; index: number }, known: Callback | undefined): Value {
  const options = { argumentOf, ...(known && { returnUse: known.returnUse }), keeps: known?.runsInPlace ? 'all' : 'conditions' } as const;
  const read = (): number => readFunction(r, node, options);
  const runsOften = known?.isLoop === true;
  const loop = { range: call.fact.range, by: 'callback' } as const;
  const index = runsOften
    ? within(r, { loop, conditions: [...r.at.conditions, { range: call.fact.range, by: 'loop', branch: 'then' }] }, read)
    : read();
  const gets = known && r.functions[index]?.parameterUses[known.parameter];
  if (gets && known.results) known.results.uses.push(gets);
  // What a call returns beside its callback is not the result.
  else if (gets) call.use = call.use === RETURNED ? gets : several(call.use, gets);
  return { kind: 'function', function: index, range: rangeOf(node) };
}

export function readTaggedTemplate(r: Reading, node: Nodes['TaggedTemplateExpression'], use: Use): Value {
  const index = r.calls.length;
  const call = startCall(r, node, use);
  const tag = strip(node.tag);
  const method = is(tag, 'MemberExpression') ? propertyName(tag.property, tag.computed) : undefined;
  call.fact.callee = is(tag, 'MemberExpression') ? readMember(r, tag, property(method ?? '', READ)) : readExpression(r, tag, READ);
  call.arguments.push(readTemplate(r, node.quasi));
  return { kind: 'call', call: index, range: call.fact.range };
}

/** `require('x')` and `import('x')`; the promise of the second is not told from its module. */
export function readModule(r: Reading, source: MaybeNode, range: Range): Value {
  const from = readExpression(r, source, ESCAPES);
  if (from.kind !== 'text') return { kind: 'unknown', range };
  r.imports.add(from.text);
  return { kind: 'module', from: from.text, range };
}

/** Between the brackets; a `new X` without them and code that is just being typed may have none. */
function bracketsOf(text: string, node: CallNode): Range | undefined {
  const end = node.range[1];
  let at = (node.typeArguments ?? node.callee).range[1];
  while (at < end && text[at] !== '(') {
    if (text.startsWith('//', at)) at = after(text, '\n', at);
    else if (text.startsWith('/*', at)) at = after(text, '*/', at + 2);
    else at++;
  }
  if (at >= end) return undefined;
  return { start: at + 1, end: text[end - 1] === ')' && end - 1 > at ? end - 1 : end };
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at + mark.length;
}
