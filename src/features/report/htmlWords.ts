import { anchorOf, type Frame } from './anchors.js';
import { fileHref, sourceHref, sourceName } from '../links.js';
import { html, type Content, type Html } from './htmlTag.js';
import type { DataSetReport, ReportPlace, Source, Verdict } from './reportModel.js';
import { verdicts } from './words.js';

/** A verdict as a word with its mark; the colour says nothing that the word does not. */
export function badge(verdict: Verdict): Html {
  return html`<span class="badge ${verdict}"><span class="mark" aria-hidden="true">${verdicts[verdict].mark}</span> ${verdicts[verdict].word}</span>`;
}

export function dataSetLink({ id, name }: DataSetReport, { prefix }: Frame): Html {
  return html`<a href="#${prefix}${anchorOf(id)}"><code>${name}</code></a>`;
}

export function placeLink(place: ReportPlace, { lead }: Frame): Html {
  return html`<a class="place" href="${fileHref(place, lead)}">${place.file}:${place.line}</a>`;
}

export function sourceLink({ url, date }: Source): Html {
  const href = sourceHref(url);
  const name = sourceName(url);
  return html`<span class="source">${href === undefined ? name : html`<a href="${href}">${name}</a>`}, ${date}</span>`;
}

export function sourceLinks(sources: readonly Source[]): Html {
  return html`${sources.map((source, index) => html`${index > 0 && '; '}${sourceLink(source)}`)}`;
}

/** The first column names its row. */
export function table(caption: string, head: readonly string[], rows: readonly (readonly Content[])[], named = 0): Html {
  return html`<div class="scrolled" role="group" tabindex="0" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${head.map(text => html`<th scope="col">${text}</th>`)}</tr></thead>
<tbody>
${rows.map(row => html`<tr>${row.map((cell, index) => (index === named ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`))}</tr>
`)}</tbody>
</table></div>`;
}

export function list(items: readonly Content[]): Html | undefined {
  return items.length === 0 ? undefined : html`<ul>${items.map(item => html`<li>${item}</li>`)}</ul>`;
}
