import { redis } from '../clients/redis.js';

/** To everybody who is in the room right now; who comes later reads the history. */
export async function tellRoom(room: string, message: object): Promise<void> {
  await redis.publish(`room:${room}`, JSON.stringify(message));
}

export async function enter(room: string, show: (message: unknown) => void): Promise<() => void> {
  const subscriber = redis.duplicate();
  subscriber.on('error', error => console.error('room', error));
  subscriber.on('message', (_channel: string, text: string) => show(JSON.parse(text)));
  await subscriber.subscribe(`room:${room}`);
  return () => subscriber.disconnect();
}
