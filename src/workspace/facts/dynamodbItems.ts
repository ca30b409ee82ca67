import { beside } from '../resolving/frame.js';
import type { DynamodbCall, Located } from '../known.js';
import { callOf, type View } from '../view.js';

/** One item or change that a request writes. */
export interface ItemWrite {
  readonly kind: 'put' | 'update' | 'delete';
  /** The input of that one action: it has `Key`, `UpdateExpression` and the like. */
  readonly input: Located;
  /** The whole item of a put. */
  readonly item: Located | undefined;
}

/** What a request writes, action by action. */
export function writesOf(call: DynamodbCall, view: View): readonly ItemWrite[] {
  const { input, operation } = call;
  if (!input) return [];
  switch (operation) {
    case 'PutItem':
      return [put(input, view)];
    case 'UpdateItem':
      return [{ kind: 'update', input, item: undefined }];
    case 'DeleteItem':
      return [{ kind: 'delete', input, item: undefined }];
    case 'BatchWriteItem':
      return batched(input, view);
    case 'TransactWriteItems':
      return listAt(input, 'TransactItems', view).flatMap(each => {
        const found: ItemWrite[] = [];
        const action = (name: string): Located | undefined => propertyOf(each, name, view);
        const putAction = action('Put');
        if (putAction) found.push(put(putAction, view));
        const update = action('Update');
        if (update) found.push({ kind: 'update', input: update, item: undefined });
        const remove = action('Delete');
        if (remove) found.push({ kind: 'delete', input: remove, item: undefined });
        return found;
      });
    default:
      return [];
  }
}

function put(input: Located, view: View): ItemWrite {
  return { kind: 'put', input, item: propertyOf(input, 'Item', view) };
}

function batched(input: Located, view: View): ItemWrite[] {
  const items = propertyOf(input, 'RequestItems', view);
  const origin = items && view.resolver.origin(items);
  if (origin?.value.kind !== 'object') return [];
  return origin.value.properties.flatMap(property => {
    const known = view.resolver.known(beside(origin, property.value));
    const requests = known.is === 'list' ? known.items : [];
    return requests.flatMap(request => {
      const putRequest = propertyOf(request, 'PutRequest', view);
      return putRequest ? [put(putRequest, view)] : [];
    });
  });
}

export function propertyOf(located: Located, name: string, view: View): Located | undefined {
  const property = view.resolver.property(located, name);
  return typeof property === 'string' ? undefined : property;
}

function listAt(input: Located, name: string, view: View): readonly Located[] {
  const list = propertyOf(input, name, view);
  const known = list && view.resolver.known(list);
  return known?.is === 'list' ? known.items : [];
}

/** An item's attributes as they can be seen; `isTyped` when each value is wrapped: `{ S: 'x' }`. */
export interface Attributes {
  readonly values: ReadonlyMap<string, Located>;
  readonly isTyped: boolean;
  /** More attributes may be there. */
  readonly isOpen: boolean;
}

export function attributesOf(item: Located, isDocument: boolean, view: View): Attributes | undefined {
  const origin = view.resolver.origin(item);
  const call = callOf(view, origin);
  const name = call?.callee.kind === 'name' ? call.callee.name : call?.callee.kind === 'member' ? call.callee.property : '';
  const [plain] = call?.arguments ?? [];
  if (plain && (name === 'marshall' || name === 'marshallItem')) return attributesOf(beside(origin, plain), true, view);
  const known = view.resolver.known(item);
  return known.is === 'object' ? { values: known.properties, isTyped: !isDocument, isOpen: known.isOpen } : undefined;
}

/** A value without its wrapper: of `{ N: String(x) }` the text, and that it stands for a number. */
export function unwrapped(located: Located, isTyped: boolean, view: View): { readonly value: Located; readonly isNumberText: boolean } {
  if (!isTyped) return { value: located, isNumberText: false };
  const number = propertyOf(located, 'N', view);
  if (number) return { value: number, isNumberText: true };
  const text = propertyOf(located, 'S', view);
  return { value: text ?? located, isNumberText: false };
}
