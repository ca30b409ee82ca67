import { looksSecret } from '../../facts/secrets.js';

const secretName = /(?:pass(?:word|wd|phrase|code)?|pwd|secret|token|credentials?|(?:api|access|private|signing|encryption|account|shared)[_-]?key|requirepass|(?:master|primary)auth|auth|salt|pepper|jwt|signature|dsn|webhook)s?$/i;
/** Directives and options whose value follows after a blank. */
const secretDirective = /(?:^|[\s"'[,])(?:--)?(requirepass|masterauth|primaryauth|sentinel auth-pass \S+|-a|--pass|--password|auth)["']?[\s,]+/gi;
/** What is called with credentials: every text behind it. */
const secretOption = /(?:^|[\s"'])(?:--)?(?:requirepass|(?:master|primary)auth|sentinel auth-pass \S+|--pass|--password)["']?[\s,[]+$/i;
const secretCall = /(?:AuthProvider|\bauth|\bAUTH['"`]?|\brequirepass['"`]|\bmasterauth['"`])\s*[(,]/;
const urlUserInfo = /(:\/\/)([^\s"'`<>]*)@/g;
const bareUserInfo = /(^|[\s"'`=,])([^\s"'`/:@=,]*:[^\s"'`/@]+)(?=@[\w.$[-])/g;
const unfinishedUrl = /(:\/\/[^\s"'`<>/:@]*:)((?!\d|\$|\{|\*)[^\s"'`<>/@]+)(?=$|[\s"'`<>/])/g;
const aclPassword = /(^\s*(?:ACL SETUSER|user)\s.*)/i;

/**
 * A line of source as it may be shown: what could be a password, token or user info is starred out, at its length, so that what
 * is underlined stays in its place. Rather too much than too little.
 */
export function maskSecrets(line: string, isCode: boolean): string {
  let text = line
    .replace(urlUserInfo, (_, lead: string, info: string) => `${lead}${stars(info)}@`)
    .replace(bareUserInfo, (_, lead: string, info: string) => lead + stars(info))
    .replace(unfinishedUrl, (_, lead: string, secret: string) => lead + stars(secret));
  text = maskQuoted(text);
  if (!isCode) text = maskBare(text);
  return text.replace(/[^\s"'`,;(){}<>:=[\]]{12,}/g, word => (looksSecret(word) ? stars(word) : word));
}

/** Texts in quotes that stand behind a secret's name, or in a call that takes credentials. */
function maskQuoted(line: string): string {
  let result = '';
  let done = 0;
  for (const match of line.matchAll(/(["'`])((?:\\.|(?!\1)[^\\])*)(?:\1|$)/g)) {
    const before = line.slice(0, match.index);
    // DynamoDB's items name the type in between: password: { S: 'hunter2' }
    const name = /([\w.$-]+)["'`]?\]?\s*(?::|=|\?\?|\|\|)\s*(?:\{\s*["']?[SNB]["']?\s*:\s*)?$/.exec(before.replace(/\bprocess\.env\.(\w+)\s*(?:\?\?|\|\|)\s*$/, '$1 = '))?.[1];
    const inside = match[2] ?? '';
    const isSecret = (name !== undefined && secretName.test(name)) || secretCall.test(before) || secretOption.test(before);
    const start = match.index + 1;
    result += line.slice(done, start) + (isSecret ? stars(inside) : maskInside(inside));
    done = start + inside.length;
  }
  return result + line.slice(done);
}

/** A text within the text: a statement, JSON, a connection string. */
function maskInside(text: string): string {
  return text
    .replace(/([\w.$-]+)(["'`]?\s*[:=]\s*)(\\?["'`])(.*?)(?=\3|$)/g, (whole, name: string, between: string, quote: string, value: string) => (secretName.test(name) ? name + between + quote + stars(value) : whole))
    .replace(/([\w.-]+)(\s?=\s?)([^&;,\s"'`$*]+)/g, (whole, name: string, between: string, value: string) => (secretName.test(name) ? name + between + stars(value) : whole));
}

/** Values without quotes, in config: `requirepass hunter2`, `REDIS_PASSWORD=hunter2`, `password: hunter2`. */
function maskBare(line: string): string {
  const masked = line
    .replace(/([\w.-]+)(["']?\s*[:=]\s*)((?!["'\s$[{!&*|>])[^\s,;}"'#]+)/g, (whole, name: string, between: string, value: string) => (secretName.test(name) ? name + between + stars(value) : whole))
    .replace(new RegExp(`${secretDirective.source}([^\\s,"'\\]]+)`, 'gi'), (whole, _name: string, value: string) => whole.slice(0, whole.length - value.length) + stars(value));
  return aclPassword.test(masked) ? masked.replace(/(\s[>#<!])(\S+)/g, (_, lead: string, secret: string) => lead + stars(secret)) : masked;
}

function stars(text: string): string {
  return '*'.repeat(text.length);
}
