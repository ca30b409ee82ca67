import { withoutSecrets } from '../../facts/secrets.js';

/** Narrower than for settings: in code a `key` or `token` mostly names data. */
const secretName = /(?:password|passwd|passphrase|pwd|secret|secret_?access_?key|auth_?token|api_?key)$/i;

/** What of a text may enter a fact; `name` is that of what holds it. */
export function keptText(text: string, name: string | undefined): string {
  if (name !== undefined && secretName.test(name)) return '';
  return text.includes('://') ? withoutSecrets(text) : text;
}

/** The name of what holds the arguments of `redis.auth('…')`, `new PlainTextAuthProvider('…')`. */
export function nameOfArguments(callee: string | undefined): string | undefined {
  return callee !== undefined && /auth$|AuthProvider$/i.test(callee) ? 'password' : undefined;
}
