import type { Frame } from './anchors.js';
import { html, type Content, type Html } from './htmlTag.js';
import { list, placeLink, sourceLink, sourceLinks, table } from './htmlWords.js';
import type { ComparisonSection, DeploymentReport, ReportModel } from './reportModel.js';
import { storeName } from './words.js';

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
