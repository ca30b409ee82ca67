import { visibleText } from '../visibleText.js';

/** Markup that is safe to show: only `html` makes it. */
export class Html {
  constructor(readonly markup: string) {}
}
export type Content = string | number | Html | undefined | false | readonly Content[];

/** A template whose texts are escaped; what is `Html` already, and lists of it, goes in as it is. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(strings.map((text, index) => text + markupOf(values[index])).join(''));
}

function markupOf(value: Content): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  return value.map(markupOf).join('');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

function escapeHtml(text: string): string {
  return visibleText(text).replace(/[&<>"'`]/g, character => entities[character] ?? '');
}
