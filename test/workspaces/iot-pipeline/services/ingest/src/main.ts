import { createServer } from 'node:http';
import { isRegistered } from '../../../shared/registry.js';
import { alert } from './alerts.js';
import { remember } from './hotWindow.js';
import { rollUpLater } from './rollUpLater.js';
import { store, type Measurement } from './telemetry.js';

const limits: Record<string, number> = { temperature: 80, vibration: 12 };

async function take(measurement: Measurement): Promise<number> {
  if (!(await isRegistered(measurement.device))) return 403;
  await store(measurement);
  await remember(measurement);
  if (measurement.value > (limits[measurement.metric] ?? Infinity)) await alert(measurement);
  await rollUpLater(measurement.device, measurement.at);
  return 202;
}

createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { at, ...rest } = JSON.parse(Buffer.concat(chunks).toString());
  response.writeHead(await take({ ...rest, at: new Date(at) })).end();
}).listen(8080);
