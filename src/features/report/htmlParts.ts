import type { Frame } from './anchors.js';
import { html, type Content, type Html } from './htmlTag.js';
import { badge, list, placeLink, sourceLink, sourceLinks, table } from './htmlWords.js';
import type { ComparisonSection, DeploymentReport, MatrixCell, ReportModel } from './reportModel.js';
import { cellOf, storeName } from './words.js';

export function deployments({ deployments: all }: ReportModel, frame: Frame): Html | undefined {
  if (all.length === 0) return undefined;
  const rows = all.map(one => [
    html`${one.name}${one.place && html`<br>${placeLink(one.place, frame)}`}`,
    html`${one.product}${one.modeTitle !== one.product && one.modeTitle !== undefined && html`<br><span class="muted">${one.modeTitle}</span>`}`,
    one.environment,
    gives(one),
    one.dataSets.map((name, index) => html`${index > 0 && ', '}<code>${name}</code>`),
  ]);
  return table('Deployments, and what each gives', ['Deployment', 'Product', 'Environment', 'What it gives', 'Data sets'], rows);
}

function gives({ gives: all }: DeploymentReport): Content {
  return all.length === 0 ? 'not known' : html`<ul>${all.map(({ what, text, source }) => html`<li><b>${what}:</b> ${text}${source && html` (${sourceLink(source)})`}</li>`)}</ul>`;
}

/** A row per mode, grouped by store; a column per role; the reason in every cell. */
export function matrix({ matrix: { modes, rows } }: ReportModel, { prefix }: Frame): Html | undefined {
  if (modes.length === 0 || rows.length === 0) return undefined;
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
  return html`${badge(cell.verdict)}<div class="why">${cell.reason}${cell.conditions.length > 0 && html` <span class="muted">If: ${cell.conditions.join('; ')}.</span>`} ${sourceLink(cell.source)}</div>`;
}

export function comparison({ comparison: sections }: ReportModel): Html | undefined {
  return sections.length === 0 ? undefined : html`<div class="comparison">${sections.map(section)}</div>`;
}

function section({ heading, claims }: ComparisonSection): Html {
  return html`<h3>${heading}</h3>
<dl>${claims.map(({ store, text, corrects, sources }) => html`<div><dt>${storeName(store)}</dt><dd>${text}${corrects !== undefined && html` <span class="corrects"><b>Often said, but outdated:</b> <q>${corrects}</q></span>`} ${sourceLinks(sources)}</dd></div>
`)}</dl>
`;
}

export function fine({ fine: all }: ReportModel, frame: Frame): Html | undefined {
  if (all.length === 0) return undefined;
  return list(all.map(({ rule, dataSet, place, reason }) => html`${dataSet !== undefined && html`<code>${dataSet}</code> `}${reason}${rule !== undefined && html` <code>${rule}</code>`}${place && html` ${placeLink(place, frame)}`}`));
}

export function notAssessed({ notAssessed: all }: ReportModel): Html | undefined {
  if (all.length === 0) return undefined;
  return table('What could not be assessed', ['Data set', 'Why', 'Declare'], all.map(({ dataSet, why, declare }) => [html`<code>${dataSet}</code>`, why, html`<code>${declare}</code>`]));
}
