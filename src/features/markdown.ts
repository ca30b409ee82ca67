import { fileHref, type Shown } from './links.js';
import { visibleText } from './visibleText.js';

/** Text of the workspace inside Markdown: shown as it is, whatever it holds. What begins a list or heading does so only at the start. */
export function escapeMarkdown(text: string): string {
  return visibleText(text)
    .replace(/[\\`*_{}[\]<>()!|~&]/g, character => `\\${character}`)
    .replace(/^ ?(?:[-+#=]|\d+(?=\.))/, start => (/\d$/.test(start) ? `${start}\\` : `\\${start.trim()}`));
}

/** Text of the workspace as inline code; longer fences where it holds backticks itself. */
export function code(text: string): string {
  const shown = visibleText(text).replace(/\|/g, '∣');
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 || shown === '' ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** A link to a place of the workspace; `lead` as for `fileHref`. */
export function fileLink(place: Shown, lead = ''): string {
  return `[${escapeMarkdown(`${place.file}:${place.line}`)}](${fileHref(place, lead)})`;
}
