import { place, type Place } from '../../facts/place.js';
import type { Fact } from '../../facts/storeFacts.js';
import type { RequestFact } from './dynamodbFacts.js';
import { expressionIn, valueNamed } from './dynamodbInput.js';
import { attributesOf, unwrapped, writesOf, type ItemWrite } from './dynamodbItems.js';
import type { Table } from '../deployments/dynamodbTables.js';
import type { DynamodbCall, Located } from '../known.js';
import { timeForm, type TimeForm } from '../flows/timeUnits.js';
import { callOf, type View } from '../view.js';

interface Written {
  readonly name: string;
  readonly value: Located;
  readonly isNumberText: boolean;
  /** Where the name is written; the value's place where that cannot be told. */
  readonly namePlace: Place;
}

/** The attributes that a request writes, with how each value is made. */
export function attributeFacts(call: DynamodbCall, request: RequestFact, declared: Table | undefined, view: View): Fact<'dynamodb.attribute'>[] {
  const facts: Fact<'dynamodb.attribute'>[] = [];
  for (const write of writesOf(call, view)) {
    for (const { name, value, isNumberText, namePlace } of writtenBy(write, call, view)) {
      const isTtl = isTtlAttribute(name, declared);
      const valuePlace = placeOf(view.resolver.origin(value), call, placeOf(value, call, namePlace));
      facts.push({
        kind: 'dynamodb.attribute',
        name,
        form: form(value, isNumberText, view),
        ...(isTtl !== undefined && { isTtl }),
        request,
        places: { self: spanning(namePlace, valuePlace), name: namePlace, value: valuePlace },
      });
    }
  }
  return facts;
}

function form(value: Located, isNumberText: boolean, view: View): TimeForm {
  return timeForm(value, view, isNumberText);
}

function isTtlAttribute(name: string, declared: Table | undefined): boolean | undefined {
  if (!declared) return undefined;
  const { ttlAttribute, hasTtl } = declared.fields;
  if (ttlAttribute !== undefined) return ttlAttribute === name;
  return hasTtl === false ? false : undefined;
}

function writtenBy(write: ItemWrite, call: DynamodbCall, view: View): Written[] {
  if (write.kind === 'put') return write.item ? ofItem(write.item, call, view) : [];
  return write.kind === 'update' ? ofUpdate(write.input, call, view) : [];
}

function ofItem(item: Located, call: DynamodbCall, view: View): Written[] {
  const attributes = attributesOf(item, call.isDocument, view);
  if (!attributes) return [];
  const origin = view.resolver.origin(item);
  const literal = origin.value.kind === 'object' ? origin : argumentObject(origin, view);
  const names = new Map(literal?.value.kind === 'object' ? literal.value.properties.map(property => [property.name, place(literal.file, property.nameRange)] as const) : []);
  return [...attributes.values].filter(([name]) => name !== '').map(([name, located]) => ({
    name,
    ...unwrapped(located, attributes.isTyped, view),
    namePlace: names.get(name) ?? place(located.file, located.value.range),
  }));
}

/** The object literal that `marshall` is given. */
function argumentObject(origin: Located, view: View): Located | undefined {
  const [first] = callOf(view, origin)?.arguments ?? [];
  return first && view.resolver.origin({ ...origin, value: first });
}

function ofUpdate(input: Located, call: DynamodbCall, view: View): Written[] {
  const expression = expressionIn(input, 'UpdateExpression', view);
  const found: Written[] = [];
  for (const { action, attribute, valueText } of expression?.updates ?? []) {
    const name = attribute.path[0];
    if (action !== 'SET' || attribute.path.length !== 1 || name === undefined || name.startsWith('#') || valueText === undefined) continue;
    const variable = /^:[\w]+$/.exec(valueText.trim())?.[0];
    const value = variable === undefined ? undefined : valueNamed(input, variable, view);
    if (!value) continue;
    found.push({ name, ...unwrapped(value, !call.isDocument && !isMarshalled(input, view), view), namePlace: place(value.file, value.value.range) });
  }
  return found;
}

/** `ExpressionAttributeValues: marshall({ … })` */
function isMarshalled(input: Located, view: View): boolean {
  const property = view.resolver.property(input, 'ExpressionAttributeValues');
  const callee = typeof property === 'string' ? undefined : callOf(view, view.resolver.origin(property))?.callee;
  return callee?.kind === 'name' && callee.name === 'marshall';
}

/** Where a value stands, when that is in the file of the call. */
function placeOf({ file, value }: Located, call: DynamodbCall, otherwise: Place): Place {
  return file === call.at.file ? place(file, value.range) : otherwise;
}

function spanning(a: Place, b: Place): Place {
  if (a.file !== b.file || b.start < a.start || b.start - a.end > 40) return a;
  return { file: a.file, start: a.start, end: Math.max(a.end, b.end) };
}
