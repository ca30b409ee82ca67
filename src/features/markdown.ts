/** Text of the workspace inside Markdown: shown as it is, whatever it holds. */
export function escapeMarkdown(text: string): string {
  return visible(text).replace(/[\\`*_{}[\]<>()#+\-!|~&]/g, character => `\\${character}`);
}

/** Text of the workspace as inline code; longer fences where it holds backticks itself. */
export function code(text: string): string {
  const shown = visible(text).replace(/\|/g, '∣');
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 || shown === '' ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** A link to a file of the workspace; the path cannot leave the link's brackets. */
export function fileLink(file: string, line: number): string {
  const target = file.split('/').map(part => encodeURIComponent(part).replace(/[()]/g, bracket => `%${bracket.charCodeAt(0).toString(16)}`)).join('/');
  return `[${escapeMarkdown(`${file}:${line}`)}](${target}#L${line})`;
}

/** One line, without characters that change direction or are not seen. */
function visible(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}]/gu, '');
}
