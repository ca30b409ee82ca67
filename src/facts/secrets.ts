/*
 * Passwords never enter a fact: readers cut them out of what they keep. Cutting too much loses an address; cutting too
 * little shows a password, so where a text can be read both ways the longer cut wins.
 */

const urlEnd = /[\s"'`]/;
/** A port, or what may become one: `6379`, `${PORT}`, `$PORT`, `{{port}}`, `*`, a mark of an open part. */
const portLike = /^(?:\d|\$|\{|\*|\uE000|$)/;
/** Schemes whose paths may hold an `@` of their own. */
const webScheme = /^(?:https?|wss?|ftp|git|ssh)$/i;

/** The text without the user info of its URLs: `redis://user:pass@host:6379/0` becomes `redis://host:6379/0`. */
export function withoutUserInfo(text: string): string {
  const withoutScheme = /^[^\s/:@]{0,200}:[^\s/][^\s]*@/.test(text) && !text.includes('://');
  if (withoutScheme) return text.slice(text.lastIndexOf('@') + 1);

  let result = '';
  let done = 0;
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', done)) {
    const start = at + 3;
    const end = endOfUrl(text, start);
    result += text.slice(done, start) + hostAndPath(schemeBefore(text, at), text.slice(start, end));
    done = end;
  }
  return result + text.slice(done);
}

function schemeBefore(text: string, at: number): string {
  return /[a-z][a-z0-9+.-]*$/i.exec(text.slice(Math.max(0, at - 20), at))?.[0] ?? '';
}

/** A URL ends at a blank or quote, or where the next one of a list begins. */
function endOfUrl(text: string, start: number): number {
  const next = text.indexOf('://', start);
  const limit = next < 0 ? text.length : next - schemeBefore(text, next).length;
  for (let index = start; index < limit; index++) if (urlEnd.test(text.charAt(index))) return index;
  return Math.max(start, limit);
}

function hostAndPath(scheme: string, rest: string): string {
  const slash = rest.search(/[/?#]/);
  const authority = slash < 0 ? rest : rest.slice(0, slash);
  const colon = authority.startsWith('[') ? -1 : authority.indexOf(':');
  const afterColon = colon < 0 ? '' : authority.slice(colon + 1);
  const hasOddPort = colon === 0 || (colon > 0 && !portLike.test(afterColon));
  const inPath = webScheme.test(scheme) && (authority.includes('@') || !hasOddPort);
  const at = (inPath ? authority : rest).lastIndexOf('@');
  if (at >= 0) return rest.slice(at + 1);
  // Not finished (`redis://user:secret`): keep the name, drop what would be the password.
  if (hasOddPort && !authority.includes(',')) return authority.slice(0, colon) + (slash < 0 || colon === 0 ? '' : rest.slice(slash));
  return rest;
}

const secretParameter = /((?:^|[?&;,\s])(?:[a-z]{0,12}[_-]?)?(?:password|passwd|pwd|secret|token|auth|authtoken|api[_-]?key|access[_-]?key|sig|signature)\s?=\s?["']?)[^&;,\s"']+/gi;

/** The text without user info and without `password=…` and the like in queries and connection strings. */
export function withoutSecrets(text: string): string {
  return withoutUserInfo(text).replace(secretParameter, '$1');
}

const secretWords = new Set(['password', 'passwd', 'passphrase', 'passcode', 'pass', 'pwd', 'pw', 'secret', 'secrets', 'token', 'tokens', 'key', 'keys',
  'apikey', 'credential', 'credentials', 'cred', 'creds', 'auth', 'authtoken', 'private', 'salt', 'pepper', 'jwt', 'signature', 'cert', 'certificate', 'dsn', 'webhook']);
/** A name that ends so tells where something is or how long it lasts, not the secret itself: `SECRETS_TABLE`, `TOKEN_TTL`. */
const plainWords = new Set(['table', 'name', 'host', 'hostname', 'port', 'url', 'uri', 'endpoint', 'prefix', 'suffix', 'ttl', 'queue', 'topic', 'stream',
  'bucket', 'region', 'file', 'path', 'seconds', 'minutes', 'hours', 'days', 'ms', 'expiry', 'expires', 'expiration', 'expire', 'timeout', 'duration', 'interval', 'period', 'retention', 'version', 'length', 'size',
  'count', 'limit', 'max', 'enabled', 'disabled', 'algorithm', 'index', 'db', 'database', 'namespace', 'keyspace', 'provider', 'type', 'mode', 'policy', 'space', 'addr', 'address', 'hosts', 'servers']);

/** Whether a variable of this name holds a secret: `REDIS_PASSWORD`, `apiKey`; not `TOKENS_TABLE`. */
export function isSecretName(name: string): boolean {
  const words = name.slice(0, 200).replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase().split(/[^a-z0-9]+/).filter(word => word !== '');
  const last = words.at(-1);
  if (last === undefined || plainWords.has(last)) return false;
  return words.some(word => secretWords.has(word) || /(?:password|passwd|secret|apikey)/.test(word));
}

const secretShapes = [
  /-----BEGIN /,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\beyJ[\w-]{10,}\.[\w-]{10,}/,
  /\b(?:gh[pousr]|sk|pk|rk|xox[abpr]|glpat|npm|SG)[-_.][\w-]{12,}/,
  /^[0-9a-f]{32,}$/i,
  /\bhooks\.slack\.com\/services\/\S/,
];

/** Whether a text looks like a key or token, whatever its name. */
export function looksSecret(text: string): boolean {
  const head = text.slice(0, 400);
  if (secretShapes.some(shape => shape.test(head))) return true;
  return /^[\w+/=-]{32,}$/.test(head) && /[a-z]/.test(head) && /[A-Z]/.test(head) && /\d/.test(head) && !/[-_/].*[-_/]/.test(head);
}

/** What may be kept of a variable's value: undefined for a secret, else the text with its user info cut out. */
export function keptValue(name: string, text: string): string | undefined {
  if (/^(?:|yes|no|true|false|on|off|0|1)$/i.test(text)) return text;
  if (isSecretName(name) || looksSecret(text)) return undefined;
  return withoutSecrets(text);
}
