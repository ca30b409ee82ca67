import assert from 'node:assert/strict';
import { factsOf } from './factsOf.js';

const v2 = "import AWS from 'aws-sdk';\nimport AmazonDaxClient from 'amazon-dax-client';\ndeclare const region: string, endpoint: string, service: any, isFast: boolean;\n";
const v3 = "import { DynamoDB, DynamoDBClient, GetItemCommand, paginateQuery } from '@aws-sdk/client-dynamodb';\nimport { DynamoDBDocument, DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';\nimport { Dax, daxPaginateQuery } from '@amazon-dax-sdk/client-dax';\nimport { DaxDocument } from '@amazon-dax-sdk/lib-dax';\nimport PortedDaxClient from 'amazon-dax-client-sdkv3';\ndeclare const plain: any, endpoint: string, isFast: boolean;\n";
const input = "{ TableName: 'films', Key: { id: '1' } }";
const get = `doc.get(${input});\n`;
const send = `doc.send(new GetCommand(${input}));\n`;
const dax2 = 'new AmazonDaxClient({ endpoints: [endpoint], region })';
const dax3 = 'new Dax({ endpoint })';

describe('whether a request goes through DAX', () => {
  const rows: readonly [code: string, isDax: boolean | undefined][] = [
    [`${v2}const dax = ${dax2};\ndax.getItem(${input}).promise();\n`, true],
    [`${v2}const service = ${dax2};\nconst doc = new AWS.DynamoDB.DocumentClient({ service });\n${get}`, true],
    [`${v2}const doc = new AWS.DynamoDB.DocumentClient({ service: ${dax2} as unknown as AWS.DynamoDB });\n${get}`, true],
    [`${v2}const options = { service: ${dax2} };\nconst doc = new AWS.DynamoDB.DocumentClient(options);\n${get}`, true],
    [`${v2}class Films { constructor(private dax: AmazonDaxClient) {} find() { const doc = new AWS.DynamoDB.DocumentClient({ service: this.dax }); ${get} } }\n`, true],
    [`${v2}const doc = new AWS.DynamoDB.DocumentClient();\n${get}`, false],
    [`${v2}const doc = new AWS.DynamoDB.DocumentClient({ region });\n${get}`, false],
    [`${v2}const doc = new AWS.DynamoDB.DocumentClient({ service: new AWS.DynamoDB({ region }) });\n${get}`, false],
    [`${v2}const doc = new AWS.DynamoDB();\ndoc.getItem(${input}).promise();\n`, false],
    [`${v2}const doc = new AWS.DynamoDB.DocumentClient({ service });\n${get}`, undefined],
    [`${v2}const doc = new AWS.DynamoDB.DocumentClient(isFast ? { service: ${dax2} } : {});\n${get}`, undefined],
    [`${v2}const doc = new AWS.DynamoDB.DocumentClient({ service: isFast ? ${dax2} : undefined });\n${get}`, undefined],
    [`${v2}const doc = isFast ? new AWS.DynamoDB.DocumentClient({ service: ${dax2} }) : new AWS.DynamoDB.DocumentClient();\n${get}`, undefined],
    [`${v2}let doc = new AWS.DynamoDB.DocumentClient();\nif (isFast) doc = new AWS.DynamoDB.DocumentClient({ service: ${dax2} });\n${get}`, undefined],
    [`${v2}const find = (doc: AWS.DynamoDB.DocumentClient) => ${get}`, undefined],
    [`${v2}class Documents extends AWS.DynamoDB.DocumentClient { constructor() { super({ service: ${dax2} }); } }\nconst doc = new Documents();\n${get}`, true],
    [`${v2}class Documents extends AWS.DynamoDB.DocumentClient {}\nconst doc = new Documents({ service: ${dax2} });\n${get}`, true],
    [`${v2}class Accelerated extends AmazonDaxClient {}\nconst doc = new AWS.DynamoDB.DocumentClient({ service: new Accelerated({ endpoints: [endpoint] }) });\n${get}`, true],
    [`${v2}const documents = (service: any) => new AWS.DynamoDB.DocumentClient({ service });\nconst doc = documents(${dax2});\n${get}`, true],
    [`${v2}let client;\nif (!client) client = ${dax2};\nconst doc = new AWS.DynamoDB.DocumentClient({ service: client });\n${get}`, true],
    [`${v2}const doc = new AWS.DynamoDB.DocumentClient({ region, ...service });\n${get}`, undefined],
    [`${v3}const doc = new DaxDocument({ endpoint });\n${get}`, true],
    [`${v3}const dax = ${dax3};\ndax.getItem(${input});\n`, true],
    [`${v3}const doc = DynamoDBDocument.from(${dax3});\n${get}`, true],
    [`${v3}const client = ${dax3};\nconst doc = DynamoDBDocumentClient.from(client);\n${send}`, true],
    [`${v3}const doc = new PortedDaxClient({ client: DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint })) });\n${send}`, true],
    [`${v3}const client = ${dax3};\ndaxPaginateQuery({ client }, { TableName: 'films' });\n`, true],
    [`${v3}const find = (doc: DaxDocument) => ${get}`, true],
    [`${v3}const doc = DynamoDBDocument.from(new DynamoDBClient({}));\n${get}`, false],
    [`${v3}const doc = DynamoDBDocumentClient.from(new DynamoDB({}));\n${send}`, false],
    [`${v3}const doc = DynamoDBDocument.from(new DynamoDB({}));\n${get}const wrap = (doc: DynamoDBDocument) => doc;\n`, false],
    [`${v3}const client = new DynamoDBClient({});\nclient.send(new GetItemCommand(${input}));\n`, false],
    [`${v3}const client = new DynamoDBClient({});\npaginateQuery({ client }, { TableName: 'films' });\n`, false],
    [`${v3}const doc = DynamoDBDocumentClient.from(plain);\n${send}`, undefined],
    [`${v3}let doc: DynamoDBDocument | DaxDocument = DynamoDBDocument.from(new DynamoDBClient({}));\nif (isFast) doc = new DaxDocument({ endpoint });\n${get}`, undefined],
    [`${v3}const doc = isFast ? new DaxDocument({ endpoint }) : DynamoDBDocument.from(new DynamoDBClient({}));\n${get}`, undefined],
    [`${v3}const find = (doc: DynamoDBDocumentClient) => ${send}`, undefined],
    [`${v3}plain.send(new GetCommand(${input}));\n`, undefined],
  ];
  for (const [code, isDax] of rows) {
    it(code.split('\n').slice(code.startsWith(v2) ? 3 : 6).join(' '), () => {
      const [fact, ...others] = factsOf('dynamodb.request', { 'films.ts': code });
      assert.ok(fact && others.length === 0, 'one request');
      assert.deepEqual([fact.isDax, fact.deployment?.product], [isDax, isDax === true ? 'dax' : 'dynamodb']);
    });
  }

  it('also where the clients are made in other files', () => {
    const [fact] = factsOf('dynamodb.request', {
      'dax.ts': "import AmazonDaxClient from 'amazon-dax-client';\nexport const service = new AmazonDaxClient({ endpoints: [process.env.DAX_ENDPOINT!] });\n",
      'doc.ts': "import AWS from 'aws-sdk';\nimport { service } from './dax';\nexport const doc = new AWS.DynamoDB.DocumentClient({ service });\n",
      'films.ts': `import { doc } from './doc';\nexport const film = () => ${get}`,
    });
    assert.equal(fact?.isDax, true);
  });
});
