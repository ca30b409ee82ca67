import type { Frame } from './anchors.js';
import { html, type Html } from './htmlTag.js';
import { badge, list, sourceLink, table } from './htmlWords.js';
import type { FitMatrix, MatrixCell, MatrixRow, ReportModel } from './reportModel.js';
import { sameSaid } from './sameSaid.js';
import { bestFirst, cellOf, count, ifWords, modeTitles, storeName } from './words.js';

/** The roles found here beside each other, and every other role to look up. */
export function matrix({ matrix: all }: ReportModel, frame: Frame): Html | undefined {
  if (all.modes.length === 0 || all.rows.length === 0) return undefined;
  const others = all.rows.filter(({ isUsed }) => !isUsed);
  return html`${usedRoles(all, all.rows.filter(({ isUsed }) => isUsed), frame)}${others.length > 0 && html`<details id="${frame.prefix}all-roles"><summary>All other roles (${others.length}): which store would fit</summary>
${others.map(row => otherRole(all, row))}</details>`}`;
}

/** A row per mode, grouped by store; a column per role; the reason in every cell. */
function usedRoles({ modes }: FitMatrix, rows: readonly MatrixRow[], { prefix }: Frame): Html | undefined {
  if (rows.length === 0) return undefined;
  const caption = 'Fit of every mode for the roles found in this workspace';
  const stores = [...new Set(modes.map(({ store }) => store))];
  return html`<div class="scrolled" role="group" tabindex="0" aria-label="${caption}"><table class="matrix">
<caption>${caption}</caption>
<thead><tr><th scope="col">Mode</th>${rows.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead>
${stores.map((store, index) => html`<tbody>
<tr class="group"><th scope="rowgroup" colspan="${rows.length + 1}" id="${prefix}matrix-${index}">${storeName(store)}</th></tr>
${modes.filter(mode => mode.store === store).map(mode => html`<tr${mode.isUsed && html` class="used"`}><th scope="row">${mode.title}${mode.isUsed && html` <span class="in-use">in use</span>`}</th>${rows.map(row => html`<td>${matrixCell(cellOf(row.cells, mode.id))}</td>`)}</tr>
`)}</tbody>
`)}</table></div>`;
}

function matrixCell(cell: MatrixCell | undefined): Html {
  if (!cell) return badge('not-assessed');
  return html`${badge(cell.verdict)}<div class="why">${cell.reason}${cell.conditions.length > 0 && html` <span class="muted">${ifWords(cell.conditions)}</span>`} ${sourceLink(cell.source)}</div>`;
}

function otherRole(all: FitMatrix, { title, cells }: MatrixRow): Html {
  const rows = sameSaid(cells).sort(bestFirst).map(({ modes, said: { verdict, reason, conditions, source } }) => [
    badge(verdict), list(modeTitles(modes, all)), html`${reason}${conditions.length > 0 && html` <span class="muted">${ifWords(conditions)}</span>`} ${sourceLink(source)}`,
  ]);
  return html`<h3>${title}</h3>
<div class="looked-up">${table(`Fit of every mode for: ${title}`, ['Verdict', 'Kept in', 'Why'], rows, 1)}</div>
`;
}

/** What can be said of each mode, question by question. */
export function capabilities({ capabilities: all, matrix: whole }: ReportModel, { prefix }: Frame): Html | undefined {
  if (all.length === 0) return undefined;
  return html`<details id="${prefix}all-capabilities"><summary>${count(all.length, 'question')}, answered for ${count(whole.modes.length, 'way')}</summary>
${all.map(({ title, cells }) => html`<h3>${title}</h3>
<div class="looked-up">${table(`${title}, by way to run a store`, ['Way to run it', 'What it gives'], sameSaid(cells).map(({ modes, said: { text, source } }) => [list(modeTitles(modes, whole)), html`${text} ${sourceLink(source)}`]))}</div>
`)}</details>`;
}
