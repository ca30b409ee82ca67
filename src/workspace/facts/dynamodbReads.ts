import type { Condition, ResultTest, ResultUse, Value } from '../../facts/code.js';
import { contains, type Range } from '../../facts/place.js';
import type { Fact } from '../../facts/storeFacts.js';
import { isReadRequest, isWriteRequest } from './dynamodbFacts.js';
import { expressionIn } from './dynamodbInput.js';
import { attributesOf, writesOf } from './dynamodbItems.js';
import { isOneTable, isSameItem } from './dynamodbKeys.js';
import { computedFrom, isGivenBack, type DynamodbPairsInput } from './dynamodbPairs.js';
import { follows, resultAt, type Flow, type Step } from '../flows/flows.js';
import type { DynamodbCall } from '../known.js';
import type { View } from '../view.js';

type DynamodbFlow = Flow<DynamodbCall>;
type DynamodbStep = Step<DynamodbCall>;

/** Each read, with the write before it and the write that hangs on it. */
export function dynamodbReads(requests: readonly DynamodbCall[], input: DynamodbPairsInput): Fact[] {
  const written = new Map<DynamodbCall, WrittenBefore>();
  const followed = new Map<DynamodbCall, WrittenAfter>();
  for (const flow of input.flows) {
    for (const [index, read] of flow.steps.entries()) {
      if (!isReadRequest(read.store)) continue;
      const before = writtenBefore(read, flow.steps.slice(0, index), flow, input);
      if (before && written.get(read.store)?.isSame !== true) written.set(read.store, before);
      const after = writtenAfter(read, flow.steps.slice(index + 1), flow, input);
      if (after) followed.set(read.store, after);
    }
  }
  const conditional = requests.filter(call => isWriteRequest(call) && input.factOf(call).hasCondition !== false);
  return requests.filter(isReadRequest).map(call => {
    const read = input.factOf(call);
    const before = written.get(call);
    const after = followed.get(call);
    return {
      kind: 'dynamodb.read' as const,
      read,
      ...(before && { writeBefore: input.factOf(before.write) }),
      ...(before?.isSame !== undefined && { sameKey: before.isSame }),
      ...(after?.decision && { decidedWrite: input.factOf(after.decision.write) }),
      ...(after?.decision?.attribute !== undefined && { decidedBy: after.decision.attribute }),
      isWrittenBack: after?.isComputed === true,
      tableHasConditions: conditional.some(write => isOneTable(write, call, input.tablesOf)),
      places: read.places,
    };
  });
}

interface WrittenBefore {
  readonly write: DynamodbCall;
  readonly isSame: boolean | undefined;
}

/** The last write of the same item before a read, or else the last that may be. */
function writtenBefore(read: DynamodbStep, earlier: readonly DynamodbStep[], { code }: DynamodbFlow, { tablesOf, view }: DynamodbPairsInput): WrittenBefore | undefined {
  const all = earlier
    .filter(step => isWriteRequest(step.store) && isOneTable(step.store, read.store, tablesOf) && follows(code, step, read))
    .map(({ store, seen }) => ({ write: store, isSame: isSameItem(seen, read.seen, view) }));
  return all.findLast(({ isSame }) => isSame === true) ?? all.findLast(({ isSame }) => isSame === undefined);
}

interface WrittenAfter {
  readonly isComputed: boolean;
  readonly decision: Decision | undefined;
}

interface Decision {
  readonly write: DynamodbCall;
  /** The attribute that is compared; undefined where it is only asked whether there is an item. */
  readonly attribute: string | undefined;
}

function writtenAfter(read: DynamodbStep, later: readonly DynamodbStep[], flow: DynamodbFlow, { tablesOf, view }: DynamodbPairsInput): WrittenAfter | undefined {
  const result = resultAt(read);
  if (!result || !isGivenBack(read, view)) return undefined;
  const writes = later.filter(step => isWriteRequest(step.store) && isOneTable(step.store, read.store, tablesOf) && follows(flow.code, read, step));
  const isComputed = (write: DynamodbStep): boolean => computedFrom(write, read.at, tablesOf(write.store)[0], view).length > 0;
  const decisions = writes.flatMap(write => (isSameItem(write.seen, read.seen, view) === true && !isComputed(write) ? decisionOn(read.store, result, write, flow, view) ?? [] : []));
  return { isComputed: writes.some(isComputed), decision: decisions[0] };
}

/** How a write is made, or not, by what a read gives: a put where nothing was found, or a change of what was compared. */
function decisionOn(read: DynamodbCall, result: ResultUse, { store: write, seen, at: { call: writing } }: DynamodbStep, { code, function: home }: DynamodbFlow, view: View): Decision | undefined {
  const { tests } = result;
  if (isAskedForPresence(read, result)) return write.operation === 'PutItem' && tests.some(runsWhenAbsent) ? { write, attribute: undefined } : undefined;
  const written = writtenNames(seen, view);
  for (const test of tests) {
    const attribute = comparedIn(test);
    if (attribute !== undefined && written.has(attribute) && (branchOf(test.range) || endsBetween(test.range))) return { write, attribute };
  }
  return undefined;

  /** The write stands in the branch for nothing found, or behind a branch for something found that ends the function. */
  function runsWhenAbsent(test: ResultTest): boolean {
    const asks = presenceAskedBy(test);
    const branch = branchOf(test.range);
    if (branch) return asks !== undefined && (branch.branch === 'then') === (asks === 'absent');
    return asks === 'present' && endsBetween(test.range);
  }

  function branchOf(test: Range): Condition | undefined {
    return writing.conditions.find(condition => condition.test && contains(condition.test.range, test));
  }

  /** What the test decides returns or throws before it comes to the write. */
  function endsBetween(test: Range): boolean {
    const underIt = code.calls.flatMap(call => {
      const condition = call.conditions.find(each => each.branch === 'then' && each.test && contains(each.test.range, test));
      return condition && call.range.start >= test.end && call.range.end <= writing.range.start ? [{ call, condition }] : [];
    });
    if (underIt.some(({ call }) => call.isNew && call.function === home && isErrorName(call.callee))) return true;
    // Where a branch calls nothing, its end is not known: the return is then that of the test's own branch.
    const branch = underIt[0]?.condition.range;
    const returns = home === undefined ? [] : code.functions[home]?.returns ?? [];
    return returns.some(({ range }) => range.start >= test.end && range.end <= writing.range.start && (branch === undefined || contains(branch, range)));
  }
}

/** `Item.balance < amount` → balance */
function comparedIn({ property, operator }: ResultTest): string | undefined {
  const name = /^(?:Item|Items\.0)\.([^.]+)/.exec(property)?.[1];
  return name !== undefined && /^(?:[<>]=?|[!=]==?)$/.test(operator) ? name : undefined;
}

function isErrorName(callee: Value): boolean {
  const name = callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.property : '';
  return /(?:Error|Exception)$/.test(name);
}

/** Nothing is asked of the result but whether there is an item. */
function isAskedForPresence({ operation }: DynamodbCall, result: ResultUse): boolean {
  if (operation !== 'GetItem' || result.escapes || result.escaping.length > 0) return false;
  return result.properties.every(path => path === 'Item') && result.tests.some(({ property }) => property === 'Item');
}

/** `if (!Item)` and `if (Item === undefined)` ask for what is absent. */
function presenceAskedBy({ property, operator, with: other }: ResultTest): 'present' | 'absent' | undefined {
  if (property !== 'Item') return undefined;
  if (operator === 'truthy') return 'present';
  if (operator === 'falsy') return 'absent';
  if (other?.kind !== 'null') return undefined;
  return /^!==?$/.test(operator) ? 'present' : /^===?$/.test(operator) ? 'absent' : undefined;
}

function writtenNames(call: DynamodbCall, view: View): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { kind, item, input } of writesOf(call, view)) {
    if (kind === 'put') for (const name of (item && attributesOf(item, call.isDocument, view))?.values.keys() ?? []) names.add(name);
    if (kind === 'update') for (const { attribute } of expressionIn(input, 'UpdateExpression', view)?.updates ?? []) names.add(attribute.path[0] ?? '');
  }
  return names;
}
