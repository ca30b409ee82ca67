// Talks to the language server over stdio as an editor does, with a clock in hand.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { storeText } from './workspace.mjs';

export async function measureServer(cli, folder) {
  const files = {
    'package.json': '{"name":"bench","dependencies":{"ioredis":"5.8.0"}}',
    'lib/redis.ts': "import { Redis } from 'ioredis';\nexport const redis = new Redis(process.env.REDIS_URL!);\n",
    'lib/dynamodb.ts': "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';\nimport { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';\nexport const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient({}));\n",
    'typed.ts': '',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const started = performance.now();
  const server = spawn(process.execPath, [cli, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const reader = new StreamMessageReader(server.stdout);
  reader.partialMessageTimeout = 0;
  const connection = createMessageConnection(reader, new StreamMessageWriter(server.stdin));
  connection.listen();
  const uri = pathToFileURL(folder).toString();
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, workspaceFolders: [{ uri, name: 'bench' }], capabilities: { textDocument: { diagnostic: {} } } });
  const initialize = performance.now() - started;
  await connection.sendNotification('initialized', {});
  const idle = memory(server.pid, 'VmRSS');

  const type = async (path, text, count) => {
    const textDocument = { uri: pathToFileURL(join(folder, path)).toString() };
    const opened = performance.now();
    await connection.sendNotification('textDocument/didOpen', { textDocument: { ...textDocument, languageId: 'typescript', version: 0, text } });
    await connection.sendRequest('textDocument/diagnostic', { textDocument });
    const first = performance.now() - opened;
    const line = text.split('\n').length >> 1;
    const times = [];
    for (let version = 1; version <= count; version++) {
      const at = { line, character: 0 };
      const end = version % 2 === 1 ? at : { line, character: 1 };
      const begun = performance.now();
      await connection.sendNotification('textDocument/didChange', { textDocument: { ...textDocument, version }, contentChanges: [{ range: { start: at, end }, text: version % 2 === 1 ? ' ' : '' }] });
      await connection.sendRequest('textDocument/diagnostic', { textDocument });
      times.push(performance.now() - begun);
    }
    return { first, times: times.slice(count / 5) };
  };
  const { first, times: keystrokes } = await type('typed.ts', storeText(1000), 1);
  const afterFirst = memory(server.pid, 'VmRSS');
  const warm = await type('typed2.ts', storeText(1000), 80);
  const { times: large } = await type('typed3.ts', storeText(5000), 30);
  const peak = memory(server.pid, 'VmHWM');
  await connection.sendRequest('shutdown');
  const gone = new Promise(done => server.once('exit', done));
  await connection.sendNotification('exit');
  await gone;
  connection.dispose();
  return { initialize, first, keystrokes: warm.times.length > 0 ? warm.times : keystrokes, large, idle, afterFirst, peak };
}

function memory(pid, field) {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return undefined;
  return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(path, 'utf8'))?.[1]) / 1024;
}
