import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCli } from '../../src/cli/program.js';

export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
}

/** A folder, and the command line run in it. */
export class Place {
  readonly root = mkdtempSync(join(tmpdir(), 'cli-'));

  constructor(files: Readonly<Record<string, string | Buffer>> = {}) {
    this.write(files);
  }

  write(files: Readonly<Record<string, string | Buffer>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.root, path)), { recursive: true });
      writeFileSync(join(this.root, path), text);
    }
  }

  async run(args: readonly string[], { cwd = '', env = {}, isTTY = false }: RunOptions = {}): Promise<Result> {
    let stdout = '';
    let stderr = '';
    const code = await runCli(args, {
      cwd: join(this.root, cwd),
      env,
      stdout: { write: (text: string) => { stdout += text; }, isTTY },
      stderr: { write: (text: string) => { stderr += text; }, isTTY },
    });
    return { code, stdout, stderr };
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

export const lock = `import { Redis } from 'ioredis';

const redis = new Redis(process.env.REDIS_URL!);
redis.on('error', error => console.error(error));

export async function withLock(id: string, work: () => Promise<void>) {
  const taken = await redis.set(\`lock:report:\${id}\`, '1', 'NX');
  if (!taken) return;
  await work();
}
`;
/** A read of an index that can only fail: what a safe fix may mend. */
export const index = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export async function ordersOf(customer: string) {
  const { Items } = await dynamodb.send(
    new QueryCommand({
      TableName: 'orders',
      IndexName: 'byCustomer',
      KeyConditionExpression: 'customer = :customer',
      ExpressionAttributeValues: { ':customer': customer },
      Limit: 10,
      ConsistentRead: true,
    }),
  );
  return Items;
}
`;
export const table = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: orders
      BillingMode: PAY_PER_REQUEST
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }
      AttributeDefinitions:
        - { AttributeName: id, AttributeType: S }
        - { AttributeName: customer, AttributeType: S }
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      GlobalSecondaryIndexes:
        - IndexName: byCustomer
          KeySchema: [{ AttributeName: customer, KeyType: HASH }]
          Projection: { ProjectionType: ALL }
`;
