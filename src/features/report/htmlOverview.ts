import type { Frame } from './anchors.js';
import { picturedAxes } from './gapPicture.js';
import { html, type Content, type Html } from './htmlTag.js';
import { badge, dataSetLink, table } from './htmlWords.js';
import type { DataSetReport, ReportModel } from './reportModel.js';
import { axisValue, axisWords, confidenceWords, gapWords, needOn, roleTitle, storeName } from './words.js';

/** The one page: every data set by store and role, worst first. */
export function overview({ dataSets }: ReportModel, frame: Frame): Html {
  const rows = dataSets.map(one => [badge(one.verdict), dataSetLink(one, frame), storeName(one.store), role(one), keptIn(one), one.reason]);
  return html`<div class="overview">${table('Data sets, worst first', ['Verdict', 'Data set', 'Store', 'Role', 'Kept in', 'Why'], rows, 1)}</div>`;
}

function role(dataSet: DataSetReport): Html {
  return html`${roleTitle(dataSet)}<br><span class="muted">${confidenceWords(dataSet)}</span>`;
}

function keptIn({ keptIn: names }: DataSetReport): Content {
  return names.length === 0 ? html`<span class="muted">not known</span>` : names.map((name, index) => html`${index > 0 && ', '}${name}`);
}

/** The picture of gaps for those who cannot see it. */
export function gapTable(dataSets: readonly DataSetReport[], frame: Frame): Html {
  const rows = dataSets.map(one => [dataSetLink(one, frame), ...picturedAxes.flatMap(axis => comparedOn(axis, one))]);
  const head = ['Data set', ...picturedAxes.flatMap(axis => [`${axisWords(axis).name} needed`, 'guaranteed', 'gap'])];
  return html`<details id="${frame.prefix}gap-table"><summary>The same as a table</summary>${table('Needs and guarantees of every data set: what a crash may lose, what a read sees', head, rows)}</details>`;
}

function comparedOn(axis: string, dataSet: DataSetReport): Content[] {
  const need = needOn(axis, dataSet);
  if (!need) return ['no need known', '', ''];
  return [axisValue(axis, need.needed), need.given === undefined ? 'not known' : axisValue(axis, need.given), need.isMet === false ? html`<strong>${gapWords(need)}</strong>` : gapWords(need)];
}

/** The diagram for those who cannot see it. */
export function usageTable({ dataSets, services }: ReportModel, frame: Frame): Html {
  const rows = dataSets.map(one => [
    dataSetLink(one, frame),
    services.filter(service => service.dataSets.includes(one.id)).map(({ name }) => name || 'this workspace').join(', ') || 'not known',
    one.keptIn.join(', ') || `${storeName(one.store)}, deployment not known`,
    badge(one.verdict),
  ]);
  return html`<details id="${frame.prefix}usage-table"><summary>The same as a table</summary>${table('Who uses each data set, and where it is kept', ['Data set', 'Used by', 'Kept in', 'Verdict'], rows)}</details>`;
}
