import { scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const hash = promisify<string, string, number, Buffer>(scrypt);

export async function matches(password: string, stored: string): Promise<boolean> {
  const [salt = '', expected = ''] = stored.split(':');
  return timingSafeEqual(await hash(password, salt, 64), Buffer.from(expected, 'hex'));
}
