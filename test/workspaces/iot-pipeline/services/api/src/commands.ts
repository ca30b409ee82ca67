import { hot } from '../../../shared/redis.js';

export interface Command {
  id: string;
  name: 'restart' | 'close-valve' | 'update';
}

/** Each command has to reach its device, once it is connected again at the latest. */
// datastore: role=event-stream loss=seconds delivery=at-least-once
export async function send(device: string, command: Command): Promise<void> {
  await hot.publish(`commands:${device}`, JSON.stringify(command));
}
