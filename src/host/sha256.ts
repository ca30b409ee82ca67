import { createHash } from 'node:crypto';

/** Base64, as policies for pages want it. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
