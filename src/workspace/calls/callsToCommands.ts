import { toBatchCalls, toCqlCalls } from './cassandraCalls.js';
import { toRequestCalls, toSentCalls } from './dynamodbCalls.js';
import type { Resolver, StoreCall } from '../known.js';
import { toLibraryCalls } from './libraryCalls.js';
import { toRedisCalls } from './redisCalls.js';
import type { StoreCallInput } from './storeCallInput.js';

export { libraryMade } from './libraryCalls.js';
export { methodOf } from './methodOf.js';

/** A call of a method that a binding knows, in the words of the store; nothing when it sends nothing. */
export function toStoreCalls(input: StoreCallInput, resolver: Resolver): StoreCall[] {
  const { method } = input;
  switch (method.does) {
    case 'send':
      return toSentCalls(input, method, resolver);
    case 'request':
      return toRequestCalls(input, method, resolver);
    case 'cql':
      return toCqlCalls(input, method, resolver);
    case 'cql-batch':
      return toBatchCalls(input, method, resolver);
    case 'use':
      return toLibraryCalls(input, method, resolver);
    case 'command':
    case 'commands':
    case 'raw-command':
    case 'script':
    case 'iterate':
    case 'give':
      return toRedisCalls(input, resolver);
    case 'define-script':
    case 'execute':
    case 'listen':
    case 'amend':
    case 'override':
    case 'declare':
    case 'nothing':
      return [];
  }
}
