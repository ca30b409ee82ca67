import type { Binding, Method } from './binding.js';
import { daxMethods } from './dynamodbOperations.js';

/** DAX for version 2 of the AWS SDK: used as `new AWS.DynamoDB()` is, or given to a DocumentClient as its `service`. */
export const amazonDaxClient: Binding = {
  library: 'amazon-dax-client',
  store: 'dynamodb',
  modules: ['amazon-dax-client'],
  exports: { default: { is: 'class', gives: 'AmazonDaxClient' } },
  types: {
    AmazonDaxClient: {
      isDax: true,
      connection: { from: 'options', argument: 0 },
      otherConnections: [{ from: 'nodes', argument: 0, path: ['endpoints'] }],
      methods: { ...daxMethods, shutdown: { does: 'nothing' } },
    },
  },
};

function paginate(operation: string): Method {
  return { does: 'request', operation, input: 1, isDocument: true, isPaginated: true };
}

/** Its port to version 3: `new AmazonDaxClient({ client })` takes the endpoint from a client of DynamoDB, and `send` alone. */
export const amazonDaxClientSdkv3: Binding = {
  library: 'amazon-dax-client-sdkv3',
  store: 'dynamodb',
  modules: ['amazon-dax-client-sdkv3'],
  exports: { default: { is: 'class', gives: 'AmazonDaxClient' }, AmazonDaxClient: { is: 'class', gives: 'AmazonDaxClient' } },
  types: {
    AmazonDaxClient: {
      isDax: true,
      connection: { from: 'client', argument: 0, path: ['client'] },
      methods: { send: { does: 'send', argument: 0 }, paginateQuery: paginate('Query'), paginateScan: paginate('Scan'), destroy: { does: 'nothing' } },
    },
  },
};
