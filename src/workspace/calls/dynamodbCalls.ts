import type { Method } from '../../bindings/binding.js';
import { place, type Place, type Range } from '../../facts/place.js';
import { readPartiql } from '../../readers/query/partiql.js';
import { beside } from '../resolving/frame.js';
import type { CallReference, DynamodbCall, Known, Located, Resolver, Text } from '../known.js';
import { argumentAt, baseOf, type StoreCallInput } from './storeCallInput.js';
import { writtenText } from '../resolving/writtenText.js';

/** `client.send(new GetCommand(input))`: a request; nothing when the command is not known. */
export function toSentCalls(input: StoreCallInput, method: Extract<Method, { does: 'send' }>, resolver: Resolver): DynamodbCall[] {
  const command = argumentAt(input, method.argument);
  const known = command && resolver.known(command);
  if (known?.is !== 'request') return [];
  const { operation, isDocument, made } = known;
  const call = toCall(input, { operation, isDocument }, known.input, resolver);
  return [made?.file === input.call.file ? { ...call, nameRange: className(made) } : call];
}

/** `GetCommand` of `new GetCommand(…)`. */
function className({ call: { callee } }: CallReference): Range {
  return callee.kind === 'member' ? callee.propertyRange : callee.range;
}

/** `doc.get(input)`, `paginateQuery({ client }, input)` */
export function toRequestCalls(input: StoreCallInput, method: Extract<Method, { does: 'request' }>, resolver: Resolver): DynamodbCall[] {
  return [toCall(input, method, argumentAt(input, method.input), resolver)];
}

interface Request {
  readonly operation: string;
  readonly isDocument: boolean;
  readonly isPaginated?: boolean;
}

function toCall(from: StoreCallInput, request: Request, input: Located | undefined, resolver: Resolver): DynamodbCall {
  const origin = input && resolver.origin(input);
  return {
    ...baseOf(from),
    kind: 'dynamodb.request',
    operation: request.operation,
    isDocument: request.isDocument,
    isPaginated: request.isPaginated ?? false,
    input: input && resolver.known(input).is === 'object' ? input : undefined,
    tables: input === undefined ? [] : tablesOf(request.operation, input, resolver),
    ...(origin?.value.kind === 'object' && origin.file === from.call.file && { inputRange: origin.value.range }),
  };
}

interface Table {
  readonly text: Text;
  readonly place: Place;
}

const TRANSACTED = ['Put', 'Update', 'Delete', 'ConditionCheck', 'Get'];

/** Where each operation that does not simply take `TableName` names its tables. */
function tablesOf(operation: string, input: Located, resolver: Resolver): Table[] {
  switch (operation) {
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return requestItems(input, resolver);
    case 'TransactGetItems':
    case 'TransactWriteItems':
      return itemsOf(input, 'TransactItems', resolver).flatMap(item =>
        TRANSACTED.flatMap(name => tableName(propertyOf(item, name, resolver), resolver)));
    case 'ExecuteStatement':
      return statementTable(input, resolver);
    case 'BatchExecuteStatement':
      return itemsOf(input, 'Statements', resolver).flatMap(item => statementTable(item, resolver));
    case 'ExecuteTransaction':
      return itemsOf(input, 'TransactStatements', resolver).flatMap(item => statementTable(item, resolver));
    default:
      return tableName(input, resolver);
  }
}

function propertyOf(located: Located | undefined, name: string, resolver: Resolver): Located | undefined {
  const property = located && resolver.property(located, name);
  return property === 'absent' || property === 'unknown' ? undefined : property;
}

function itemsOf(input: Located, name: string, resolver: Resolver): readonly Located[] {
  const list = propertyOf(input, name, resolver);
  const known: Known | undefined = list && resolver.known(list);
  return known?.is === 'list' ? known.items : [];
}

function tableName(input: Located | undefined, resolver: Resolver): Table[] {
  const name = propertyOf(input, 'TableName', resolver);
  return name === undefined ? [] : table(name, resolver);
}

function table(name: Located, resolver: Resolver): Table[] {
  const text = resolver.text(name);
  return text === undefined ? [] : [{ text, place: place(name.file, name.value.range) }];
}

/** `RequestItems: { orders: […], [process.env.STOCK]: […] }` */
function requestItems(input: Located, resolver: Resolver): Table[] {
  const items = propertyOf(input, 'RequestItems', resolver);
  const origin = items && resolver.origin(items);
  if (origin?.value.kind !== 'object') return [];
  return origin.value.properties.flatMap(({ name, nameRange, computed }): Table[] => {
    if (computed !== undefined) return table(beside(origin, computed), resolver);
    return name === '' ? [] : [{ text: { is: 'text', pieces: [{ text: name }] }, place: place(origin.file, nameRange) }];
  });
}

/** `SELECT * FROM "orders" WHERE …`; a table put in with `${}` stands as a hole. */
function statementTable(input: Located, resolver: Resolver): Table[] {
  const statement = propertyOf(input, 'Statement', resolver);
  const written = statement && writtenText(statement, resolver);
  if (written === undefined) return [];
  const { table: name, tableRange } = readPartiql(written.text) ?? {};
  if (name === undefined || tableRange === undefined) return [];
  return [{ text: { is: 'text', pieces: [{ text: name }] }, place: place(written.place.file, written.toSource(tableRange)) }];
}
