/** A place by lines and columns, all from 1; the end is behind its last character. */
export interface Shown {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/**
 * A link to a place of the workspace, its range as GitHub writes it: `#L7C3-L7C12`. `lead` leads from where the link stands to the review root: '', '../', 'file:///shop/'.
 * Whatever the file is called, it stays a path below the lead: no scheme, no host, no way out of brackets or quotes.
 */
export function fileHref({ file, line, column, endLine, endColumn }: Shown, lead = ''): string {
  const path = file.split('/').filter(part => part !== '' && part !== '.' && part !== '..').map(encodePart).join('/');
  return `${lead}${path}#L${line}C${column}-L${endLine}C${endColumn}`;
}

/** The address of a source, when it is one of the web; anything else is shown, not linked. */
export function sourceHref(url: string): string | undefined {
  if (!/^https:\/\//.test(url) || !URL.canParse(url)) return undefined;
  return new URL(url).href.replace(/[()|`'"<>\\]/g, percent);
}

/** `redis.io/…/persistence`: enough to know the source, short enough for a cell. */
export function sourceName(url: string): string {
  if (!URL.canParse(url)) return url;
  const { host, pathname } = new URL(url);
  const last = pathname.split('/').filter(part => part !== '').at(-1)?.replace(/\.html?$/, '');
  const name = host.replace(/^www\./, '');
  if (last === undefined) return name;
  return pathname.split('/').filter(part => part !== '').length === 1 ? `${name}/${last}` : `${name}/…/${last}`;
}

function encodePart(part: string): string {
  // half of a surrogate pair has no encoding
  return encodeURIComponent(part.replace(/[\uD800-\uDFFF]/gu, '\uFFFD')).replace(/[()'!*~]/g, percent);
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
