import { join } from 'node:path';
import { createService } from '../../src/host/createService.js';
import { listFiles } from '../../src/host/listFiles.js';
import { readText } from '../../src/host/readText.js';
import type { ReviewService } from '../../src/reviewService.js';
import { plainText, storeText } from './workspace.mjs';

/* What the bench measures inside one process: `read <folder>`, `reading <folder> <runs>`, `typing`. */

const [command, folder = '.', runs = '5'] = process.argv.slice(2);
const storeWords = /redis|valkey|dynamo|cassandra/i;
const fillers = { 'package.json': '{"name":"bench","dependencies":{"ioredis":"5.8.0"}}' };
const clients: Readonly<Record<string, string>> = {
  ...fillers,
  'lib/redis.ts': "import { Redis } from 'ioredis';\nexport const redis = new Redis(process.env.REDIS_URL!);\n",
  'lib/dynamodb.ts': "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';\nimport { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';\nexport const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient({}));\n",
  'docker-compose.yml': 'services:\n  redis:\n    image: redis:7.4\n    command: redis-server --maxmemory 256mb --maxmemory-policy allkeys-lru\n  api:\n    environment:\n      REDIS_URL: redis://redis:6379\n',
};

if (command === 'read') read(folder);
else if (command === 'reading') print(reading(folder, Number(runs)));
else print({ keystrokes: keystrokes(), survival: survival(), join: rejoin(5000) });

function print(value: unknown): void {
  process.stdout.write(JSON.stringify(value));
}

function read(root: string): { files: number; bytes: number; hits: number; list: number; read: number; prefilter: number } {
  const started = performance.now();
  const { files } = listFiles(root);
  const listed = performance.now();
  const texts: string[] = [];
  for (const path of files) {
    const result = readText(join(root, path));
    if ('text' in result) texts.push(result.text);
  }
  const done = performance.now();
  const hits = texts.filter(text => storeWords.test(text)).length;
  return { files: files.length, bytes: texts.reduce((sum, text) => sum + text.length, 0), hits, list: listed - started, read: done - listed, prefilter: performance.now() - done };
}

function reading(root: string, count: number): ReturnType<typeof read> {
  const all = Array.from({ length: count }, () => read(root)).sort((a, b) => a.list + a.read - b.list - b.read);
  return all[count >> 1] ?? read(root);
}

function serviceWith(files: Readonly<Record<string, string>>): ReviewService {
  const current = new Map(Object.entries(files));
  const service = createService(path => current.get(path));
  for (const [path, text] of current) service.setFile(path, text);
  return service;
}

/** One letter more or less in the middle of a file, then its diagnostics. */
function type(service: ReviewService, path: string, text: string, count: number): number[] {
  const middle = text.indexOf('\n', text.length >> 1) + 1;
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    const typed = `${text.slice(0, middle)}const typed = ${index};\n${text.slice(middle)}`;
    const started = performance.now();
    service.setFile(path, typed);
    service.review();
    times.push(performance.now() - started);
  }
  return times.slice(count / 5);
}

function keystrokes(): { name: string; times: number[] }[] {
  const service = serviceWith(clients);
  const measure = (name: string, text: string, count: number): { name: string; times: number[] } => {
    const path = 'typed.ts';
    const times = type(service, path, text, count);
    service.removeFile(path);
    return { name, times };
  };
  return [
    measure('1,000 lines without a hint', plainText(1000), 100),
    measure('200 lines, stores', storeText(200), 100),
    measure('1,000 lines, stores', storeText(1000), 100),
    measure('5,000 lines, stores', storeText(5000), 40),
    measure('10,000 lines, stores', storeText(10_000), 20),
  ];
}

/** A call typed letter by letter at many places: do nine of ten facts of the file stay? */
function survival(): { states: number; good: number } {
  const text = storeText(200);
  const path = 'typed.ts';
  const service = serviceWith({ ...clients, [path]: text });
  const factsHere = (): number => [...service.facts()].filter(({ place }) => place.file === path).length;
  const all = factsHere();
  const call = "await redis.set(`a:${id}`, 'b', 'EX', 60);\n";
  let states = 0;
  let good = 0;
  for (const at of [...text.matchAll(/\n(?= {2}(?:await|const|if|return|for))/g)].map(({ index }) => index + 1).filter((_, index) => index % 4 === 0)) {
    for (let length = 1; length < call.length; length++) {
      service.setFile(path, text.slice(0, at) + call.slice(0, length) + '\n' + text.slice(at));
      states++;
      if (factsHere() >= 0.9 * all) good++;
    }
  }
  return { states, good };
}

/** An edit that leaves what a file says as it was, and one after which everything in it stands elsewhere. */
function rejoin(files: number): { files: number; same: number[]; client: number[]; user: number[]; config: number[] } {
  const all: Record<string, string> = { ...clients };
  for (let index = 0; index < files; index++) all[`src/file${index}.ts`] = index % 50 === 0 ? storeText(100).replaceAll('./lib', '../lib').replaceAll('thing0', `thing${index}`) : plainText(60);
  const service = serviceWith(all);
  service.review();
  const change = (path: string, edit: (text: string, index: number) => string): number[] => Array.from({ length: 10 }, (_, index) => {
    const started = performance.now();
    service.setFile(path, edit(all[path] ?? '', index));
    service.review();
    return performance.now() - started;
  });
  const moved = (text: string, index: number): string => `${'\n'.repeat(index + 1)}${text}`;
  return {
    files, same: change('lib/redis.ts', (text, index) => `${text}// ${index}\n`),
    client: change('lib/redis.ts', moved), user: change('src/file50.ts', moved), config: change('docker-compose.yml', moved),
  };
}
