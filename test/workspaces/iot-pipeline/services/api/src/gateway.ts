import { hot } from '../../../shared/redis.js';
import type { Command } from './commands.js';

/** Hands commands on to the devices that are connected to this process. */
export async function connect(device: string, deliver: (command: Command) => void): Promise<void> {
  const subscriber = hot.duplicate();
  subscriber.on('error', error => console.error('commands', error));
  subscriber.on('message', (_channel: string, text: string) => deliver(JSON.parse(text)));
  await subscriber.subscribe(`commands:${device}`);
}
