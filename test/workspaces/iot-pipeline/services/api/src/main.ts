import { createServer } from 'node:https';
import { readFileSync } from 'node:fs';
import { registerDevice, unregisterDevice } from '../../../shared/registry.js';
import { latest } from '../../ingest/src/hotWindow.js';
import { monthOf } from './charts.js';
import { send, type Command } from './commands.js';
import { connect } from './gateway.js';

const routes: Record<string, (query: URLSearchParams) => Promise<unknown>> = {
  '/register': query => registerDevice(query.get('device')!, query.get('customer')!, query.get('key')!),
  '/unregister': query => unregisterDevice(query.get('device')!),
  '/live': query => latest(query.get('device')!),
  '/month': query => monthOf(query.get('device')!, query.get('month')!),
  '/command': query => send(query.get('device')!, { id: query.get('id')!, name: query.get('name') as Command['name'] }),
};

createServer({ key: readFileSync('key.pem'), cert: readFileSync('cert.pem') }, async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'https://api');
  if (pathname === '/commands') return connect(searchParams.get('device')!, command => response.write(`${JSON.stringify(command)}\n`));
  const answer = await routes[pathname]?.(searchParams);
  response.writeHead(answer === undefined ? 204 : 200).end(JSON.stringify(answer));
}).listen(8443);
