import type { Call, CodeFile, Value } from '../../facts/code.js';
import { wordsOf } from '../../facts/words.js';
import { indexOf } from '../resolving/fileIndex.js';
import { lastName } from '../resolving/names.js';
import type { CallReference, DynamodbCall } from '../known.js';
import type { View } from '../view.js';

/** What all items of a result together are used for. */
export type ItemsUse = 'write' | 'sum' | 'file' | 'access';

/** The writing requests of a file. */
export type WritesIn = (file: string) => readonly DynamodbCall[];

const fileWriters = new Set(['writeFile', 'writeFileSync', 'appendFile', 'appendFileSync', 'PutObjectCommand', 'putObject', 'writeRecords', 'unparse', 'json2csv']);
const iterations = new Set(['map', 'forEach', 'flatMap']);
const choosers = new Set(['some', 'every', 'includes', 'find']);
const accessWords = new Set(['permission', 'permissions', 'role', 'roles', 'grant', 'grants', 'member', 'members', 'membership', 'memberships', 'access', 'acl', 'privilege', 'privileges', 'authorize', 'authorise']);

/** What the items of a read are used for in the file of the call, as far as it can be seen; `names` are those of table and function. */
export function usesOfItems(read: DynamodbCall, names: readonly string[], writesIn: WritesIn, view: View): readonly ItemsUse[] {
  const { at } = read;
  const code = view.code.get(at.file);
  if (!code || (read.operation !== 'Query' && read.operation !== 'Scan')) return [];
  const holds = (value: Value): boolean => holdsItems(value, at, code);
  const uses = new Set<ItemsUse>();
  const isAccess = names.some(name => wordsOf(name).some(word => accessWords.has(word)));
  if (writesIn(at.file).some(({ input }) => input?.file === at.file && holds(input.value))) uses.add('write');
  for (const call of code.calls) {
    const name = lastName(call.callee) ?? '';
    if (call === at.call) continue;
    if (isHandedToWriter(call, name)) uses.add('write');
    if (fileWriters.has(name) && call.arguments.some(holds)) uses.add('file');
    if (call.callee.kind !== 'member') continue;
    if (name === 'reduce' && isSum(call, code) && holds(call.callee.object)) uses.add('sum');
    if (isAccess && choosers.has(name) && (call.result.tests.length > 0 || call.result.isReturned) && holds(call.callee.object)) uses.add('access');
  }
  if (code.assignments.some(({ target, operator, value }) => target.kind === 'name' && /^[+-]=$/.test(operator) && isNumber(target, code) && holds(value))) uses.add('sum');
  return [...uses];

  /** `items.map(remove)`, `await remove(item)`: a function of the workspace that writes. */
  function isHandedToWriter(call: Call, name: string): boolean {
    const { callee } = call;
    const [first] = call.arguments;
    const isEach = callee.kind === 'member' && iterations.has(name) && first !== undefined && first.kind !== 'function';
    if (isEach ? !holds(callee.object) : !call.arguments.some(holds)) return false;
    const known = view.resolver.known({ value: isEach ? first : callee, file: at.file });
    return known.is === 'function' && writesIn(known.file).some(write => write.at.call.function === known.function);
  }
}

/** `reduce((sum, item) => …, 0)` */
function isSum(call: Call, code: CodeFile): boolean {
  const [by, start] = call.arguments;
  if (start) return start.kind === 'number';
  return by?.kind === 'function' && code.functions[by.function]?.returns.some(({ kind }) => kind === 'arithmetic') === true;
}

/** A name that starts as a number. */
function isNumber(target: Extract<Value, { kind: 'name' }>, code: CodeFile): boolean {
  const value = target.variable === undefined ? undefined : code.variables[target.variable]?.value;
  return value?.kind === 'number' || (value?.kind === 'either' && value.options.some(({ kind }) => kind === 'number'));
}

const mostValues = 500;
/** What is none of the items, or one of them alone. */
const notItems = new Set(['length', 'size', 'Count', 'ScannedCount', 'LastEvaluatedKey', 'ConsumedCapacity', '$metadata']);
const oneOrNone = new Set(['find', 'findLast', 'findIndex', 'at', 'pop', 'shift', 'some', 'every', 'includes', 'indexOf', 'first', 'head', 'last']);

/** Whether all items of a result go into a value, together or one after the other. */
function holdsItems(start: Value, read: CallReference, code: CodeFile): boolean {
  const seen = new Set<Value>();
  const variables = new Set<number>();
  const open: (Value | undefined)[] = [start];
  while (open.length > 0 && seen.size < mostValues) {
    const value = open.pop();
    if (!value || seen.has(value)) continue;
    seen.add(value);
    switch (value.kind) {
      case 'call': {
        if (value.call === read.index) return true;
        const call = code.calls[value.call];
        if (!call || oneOrNone.has(lastName(call.callee) ?? '')) break;
        open.push(...call.arguments, call.callee.kind === 'member' ? call.callee.object : undefined);
        break;
      }
      case 'member':
        if (!notItems.has(value.property) && !/^\d+$/.test(value.property)) open.push(value.object);
        break;
      case 'name':
        if (value.variable === undefined || variables.has(value.variable)) break;
        variables.add(value.variable);
        if (read.call.result.variable === value.variable) return true;
        open.push(...givenTo(value.variable, code));
        break;
      case 'template':
        open.push(...value.parts);
        break;
      case 'object':
        open.push(...value.properties.map(property => property.value), ...value.spreads);
        break;
      case 'list':
        open.push(...value.items);
        break;
      case 'spread':
        open.push(value.value);
        break;
      case 'arithmetic':
        open.push(value.left, value.right);
        break;
      case 'either':
        open.push(...value.options);
        break;
      default:
        break;
    }
  }
  return false;
}

/** What a name is given: its value, what it is an element of, what is pushed to it, and to its members: `params.Key = { id: item.id }`. */
function givenTo(index: number, code: CodeFile): readonly (Value | undefined)[] {
  const variable = code.variables[index];
  const pushed = (indexOf(code).pushes.get(`v${index}`) ?? []).flatMap(call => code.calls[call]?.arguments ?? []);
  const assigned = (indexOf(code).membersAssigned.get(`v${index}`) ?? []).map(({ value }) => value);
  return [variable?.value, variable?.elementOf, ...pushed, ...assigned, elementsGiven(index, code)];
}

/** The list whose elements a callback is given, or the promise whose value: `items.map(item => …)`, `sent.then(({ Items }) => …)`. */
function elementsGiven(index: number, code: CodeFile): Value | undefined {
  const parameter = code.variables[index]?.parameter;
  const given = parameter && code.functions[parameter.function]?.argumentOf;
  const call = given && code.calls[given.call];
  if (!parameter || call?.callee.kind !== 'member' || parameter.path.some(name => notItems.has(name))) return undefined;
  const { object, property } = call.callee;
  return parameter.index === (property === 'reduce' ? 1 : 0) && (property === 'then' || property === 'reduce' || property === 'filter' || iterations.has(property)) ? object : undefined;
}
