import type { Binding, InstanceType, Meaning, Method } from './binding.js';
import { daxDocumentMethods, daxMethods } from './dynamodbOperations.js';

function daxClient(methods: Readonly<Record<string, Method>>): InstanceType {
  return {
    isDax: true,
    connection: { from: 'options', argument: 0 },
    otherConnections: [{ from: 'nodes', argument: 0, path: ['endpoints'] }],
    // it has no `send` that works, but the types do: what is tried goes to DAX
    methods: { ...methods, send: { does: 'send', argument: 0 }, shutdown: { does: 'nothing' }, destroy: { does: 'nothing' } },
  };
}

/** `daxPaginateQuery({ client }, input)` */
function paginators(isDocument: boolean): Readonly<Record<string, Meaning>> {
  return Object.fromEntries(['Query', 'Scan'].map(operation => {
    const method: Method = { does: 'request', operation, input: 1, isDocument, isPaginated: true, client: { argument: 0, path: ['client'] } };
    return [`daxPaginate${operation}`, { is: 'function', method }];
  }));
}

/** DAX for version 3 of the AWS SDK: in place of the aggregated client `DynamoDB`. */
export const amazonDaxSdkClient: Binding = {
  library: '@amazon-dax-sdk/client-dax',
  store: 'dynamodb',
  modules: ['@amazon-dax-sdk/client-dax'],
  exports: { Dax: { is: 'class', gives: 'Dax' }, ...paginators(false) },
  types: { Dax: daxClient(daxMethods) },
};

/** The same in place of `DynamoDBDocument`: items as plain JavaScript values. */
export const amazonDaxSdkLib: Binding = {
  library: '@amazon-dax-sdk/lib-dax',
  store: 'dynamodb',
  modules: ['@amazon-dax-sdk/lib-dax'],
  exports: { DaxDocument: { is: 'class', gives: 'DaxDocument' }, ...paginators(true) },
  types: { DaxDocument: daxClient(daxDocumentMethods) },
};
