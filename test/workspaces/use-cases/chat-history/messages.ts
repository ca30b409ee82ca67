import { redis } from '../clients/redis.js';

/** The conversation of a room, in order; the last ten thousand messages of it. */
export async function say(room: string, from: string, text: string): Promise<string | null> {
  return redis.xadd(`chat:${room}:messages`, 'MAXLEN', '~', 10_000, '*', 'from', from, 'text', text);
}

export async function before(room: string, id: string) {
  return redis.xrevrange(`chat:${room}:messages`, `(${id}`, '-', 'COUNT', 50);
}
