// Writes a workspace of any size: mostly code that has nothing to do with stores, as in life; the same for the same numbers.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One file in fifty uses a store; one more in a hundred gets its client from there. */
export function writeWorkspace(root, count) {
  const write = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write('package.json', JSON.stringify({ name: 'generated', type: 'module', dependencies: { ioredis: '5.8.0', '@aws-sdk/lib-dynamodb': '3.900.0', 'cassandra-driver': '4.8.0' } }));
  write('docker-compose.yml', 'services:\n  redis:\n    image: redis:7.4\n    command: redis-server --maxmemory 256mb --maxmemory-policy allkeys-lru\n  api:\n    build: .\n    environment:\n      REDIS_URL: redis://redis:6379\n');
  write('src/lib/redis.ts', "import { Redis } from 'ioredis';\n\nexport const redis = new Redis(process.env.REDIS_URL!);\nredis.on('error', error => console.error(error));\n");
  write('src/lib/dynamodb.ts', "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';\nimport { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';\n\nexport const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient({}));\n");
  for (let index = 0; index < count; index++) {
    const path = `src/area${index % 40}/part${Math.floor(index / 40) % 10}/file${index}.ts`;
    write(path, index % 50 === 0 ? storeFile(index, 6, '../../lib') : plainFile(index, 3 + (index % 9)));
  }
}

/** A file of about so many lines that talks to stores all the way. */
export function storeText(lines) {
  return storeFile(0, Math.ceil(lines / 20), './lib');
}

export function plainText(lines) {
  return plainFile(0, Math.ceil(lines / 13));
}

function storeFile(seed, parts, lib) {
  const name = `thing${seed}`;
  const functions = Array.from({ length: parts }, (_, index) => `
export async function save${index}(id: string, value: Record<string, unknown>) {
  await redis.set(\`${name}:${index}:\${id}\`, JSON.stringify(value), 'EX', 300);
  const known = await redis.get(\`${name}:${index}:\${id}\`);
  if (!known) throw new Error('not kept');
  return JSON.parse(known) as Record<string, unknown>;
}

export async function change${index}(id: string, amount: number) {
  const { Item } = await dynamodb.send(new GetCommand({ TableName: '${name}', Key: { id }, ConsistentRead: true }));
  if (!Item) return undefined;
  for (const part of Item.parts as string[]) {
    if (part.length > amount) console.info(part);
  }
  return Item.total as number;
}
`);
  return `import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { dynamodb } from '${lib}/dynamodb.js';
import { redis } from '${lib}/redis.js';
${functions.join('')}`;
}

function plainFile(seed, parts) {
  const functions = Array.from({ length: parts }, (_, index) => `
/** Adds up what belongs to part ${index} of ${seed}. */
export function total${index}(items: readonly { name: string; amount: number }[], limit = ${seed % 97}): number {
  let sum = 0;
  for (const { name, amount } of items) {
    if (name.startsWith('x${index}') || amount > limit) continue;
    sum += amount * (1 + name.length / 100);
  }
  return Math.round(sum);
}
`);
  return `import { readFile } from 'node:fs/promises';\n${functions.join('')}\nexport const text${seed} = () => readFile('${seed}.txt', 'utf8');\n`;
}
