import type { Frame } from './anchors.js';
import { html, type Html } from './htmlTag.js';
import { middleCut } from './middleCut.js';
import type { ReportModel, Verdict } from './reportModel.js';
import { usage } from './usage.js';
import { count, verdicts } from './words.js';

/* Services → data sets → deployments, the worst on top. */

const width = 960;
const box = 40;
const step = 52;
const top = 36;
const columns = { services: { x: 0, width: 200 }, dataSets: { x: 330, width: 280 }, stores: { x: 740, width: 220 } } as const;

export function usagePicture(model: ReportModel, { prefix }: Frame): Html | undefined {
  const { services, dataSets, stores, uses, keeps, left } = usage(model);
  if (dataSets.length === 0) return undefined;
  const height = top + Math.max(services.length, dataSets.length, stores.length) * step;
  // columns of fewer boxes stand in the middle of their share of the height
  const middle = (index: number, of: number): number => top + ((height - top) * (index + 0.5)) / of;
  const right = ({ x, width: own }: { x: number; width: number }): number => x + own;
  return html`<svg class="picture usage-picture" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${prefix}usage-title ${prefix}usage-desc">
<title id="${prefix}usage-title">Who uses which data set, and where it is kept</title>
<desc id="${prefix}usage-desc">${count(services.length, 'service')}, ${count(dataSets.length, 'data set')}, ${count(stores.length, 'deployment or store', 'deployments and stores')}. The table below says the same.</desc>
<g class="axis" aria-hidden="true"><text x="${columns.services.x}" y="16">Service</text><text x="${columns.dataSets.x}" y="16">Data set</text><text x="${columns.stores.x}" y="16">Kept in</text></g>
${uses.map(({ from, to }) => curve(right(columns.services), middle(from, services.length), columns.dataSets.x, middle(to, dataSets.length), undefined))}
${keeps.map(({ from, to, verdict }) => curve(right(columns.dataSets), middle(from, dataSets.length), columns.stores.x, middle(to, stores.length), verdict))}
${services.map((node, index) => boxOf(columns.services, middle(index, services.length), node.label, '', false))}
${dataSets.map((node, index) => boxOf(columns.dataSets, middle(index, dataSets.length), node.label, node.detail, false, node.dataSet.verdict))}
${stores.map((node, index) => boxOf(columns.stores, middle(index, stores.length), node.label, node.detail, node.isUnknown))}
</svg>${left > 0 && html`<p class="note">The worst ${dataSets.length} data sets; ${left} more are in the tables.</p>`}`;
}

function boxOf({ x, width: own }: { readonly x: number; readonly width: number }, middle: number, label: string, detail: string, isUnknown: boolean, verdict?: Verdict): Html {
  const text = x + (verdict ? 34 : 12);
  const room = Math.floor((own - (text - x) - 8) / 7.4);
  return html`<g class="node ${verdict}${isUnknown && ' unknown'}"><title>${label}</title><rect x="${x + 0.5}" y="${middle - box / 2}" width="${own - 1}" height="${box}" rx="6"/>
${verdict && html`<text class="mark" aria-hidden="true" x="${x + 18}" y="${middle + 5}" text-anchor="middle">${verdicts[verdict].mark}</text>`}
<text class="${verdict ? 'name' : 'label'}" x="${text}" y="${detail === '' ? middle + 5 : middle - 2}">${middleCut(label, room)}</text>
${detail !== '' && html`<text class="muted" x="${text}" y="${middle + 13}">${middleCut(detail, Math.floor(room * 1.15))}</text>`}</g>`;
}

/** What does not fit is thick and dashed. */
function curve(x1: number, y1: number, x2: number, y2: number, verdict: Verdict | undefined): Html {
  const bend = (x2 - x1) / 2;
  return html`<path class="edge ${verdict}" d="M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}"/>`;
}
