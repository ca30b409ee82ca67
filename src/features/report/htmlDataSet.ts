import { anchorOf, type Frame } from './anchors.js';
import { html, type Content, type Html } from './htmlTag.js';
import { badge, list, placeLink, sourceLink, table } from './htmlWords.js';
import type { DataSetReport, FitReport, UseReport } from './reportModel.js';
import { axisValue, axisWords, conditionStates, count, gapWords, lessWords, remedyKinds, roleWords, storeName, votesNote } from './words.js';

/** All about one data set; open when there is something to do. Its anchor stands inside: a link to it opens it, without a script. */
export function dataSetPart(dataSet: DataSetReport, frame: Frame): Html {
  const { id, name, store, verdict, reason, keptIn } = dataSet;
  const isOpen = verdict === 'unfit' || verdict === 'unmet';
  const anchor = `${frame.prefix}${anchorOf(id)}`;
  return html`<details class="data-set ${verdict}" id="${anchor}-part"${isOpen && html` open`}>
<summary><h3><code>${name}</code></h3> ${badge(verdict)} <span class="muted">${storeName(store)} · ${roleWords(dataSet)}${keptIn.length > 0 && ` · kept in ${keptIn.join(', ')}`}</span></summary>
<p class="reason" id="${anchor}">${reason}</p>
${needs(dataSet, frame)}
${findings(dataSet, frame)}
${remedies(dataSet)}
${uses(dataSet, frame, anchor)}
${given(dataSet)}
${alternatives(dataSet)}
${votes(dataSet)}
</details>
`;
}

function needs({ name, needs: all }: DataSetReport, frame: Frame): Html | undefined {
  if (all.length === 0) return undefined;
  const rows = all.map(need => [
    html`${axisWords(need.axis).name} <span class="muted">${axisWords(need.axis).asks}</span>`,
    axisValue(need.axis, need.needed),
    html`${need.given === undefined ? html`<span class="muted">not known</span>` : axisValue(need.axis, need.given)}${need.less && html`<br><span class="muted">${lessWords(need.axis, need.less)}${need.less.place && html` ${placeLink(need.less.place, frame)}`}</span>`}`,
    need.isMet === false ? html`<strong class="short"><span class="mark" aria-hidden="true">✕</span> ${gapWords(need)}</strong>` : gapWords(need),
  ]);
  return html`<h4>What it needs, and what it is given</h4>${table(`Needs and guarantees of ${name}`, ['Need', 'Needed', 'Given', 'Where they meet'], rows)}`;
}

function findings({ findings: all }: DataSetReport, frame: Frame): Html | undefined {
  if (all.length === 0) return undefined;
  return html`<h4>Findings</h4>${list(all.map(({ rule, severity, message, place }) => html`<span class="severity ${severity}">${severity}</span> ${placeLink(place, frame)} ${message} <code>${rule}</code>`))}`;
}

function remedies({ name, remedies: all }: DataSetReport): Html | undefined {
  if (all.length === 0) return undefined;
  const rows = all.map(({ kind, text, latency, cost, effort }) => [text, remedyKinds[kind], latency, cost, effort]);
  return html`<h4>What would make it fit, the least change first</h4>${table(`What would make ${name} fit`, ['Change', 'Kind', 'Latency', 'Cost', 'Effort'], rows)}`;
}

function uses({ reads, writes, expiry, related }: DataSetReport, frame: Frame, anchor: string): Html {
  return html`<h4>How it is used</h4><dl class="uses"><dt>Written</dt><dd>${places(writes, frame, `${anchor}-writes`)}</dd><dt>Read</dt><dd>${places(reads, frame, `${anchor}-reads`)}</dd>${expiry !== undefined && html`<dt>Expires</dt><dd>${expiry}</dd>`}${related.length > 0 && html`<dt>Related</dt><dd><ul class="inline">${related.map(({ id, name }) => html`<li><a href="#${frame.prefix}${anchorOf(id)}"><code>${name}</code></a></li>`)}</ul></dd>`}</dl>`;
}

const mostPlaces = 12;

function places(uses: readonly UseReport[], frame: Frame, id: string): Content {
  if (uses.length === 0) return 'nowhere in this workspace';
  const shown = ({ command, place }: UseReport): Html => html`<li><code>${command}</code> ${placeLink(place, frame)}</li>`;
  const rest = uses.slice(mostPlaces);
  return html`<ul class="inline">${uses.slice(0, mostPlaces).map(shown)}</ul>${rest.length > 0 && html`<details id="${id}"><summary>${count(rest.length, 'more place')}</summary><ul class="inline">${rest.map(shown)}</ul></details>`}`;
}

function given({ store, fits }: DataSetReport): Html {
  if (fits.length === 0) return html`<h4>What its deployment gives</h4><p>Not assessed: no config of ${storeName(store)} was found or could be linked.</p>`;
  return html`<h4>What its deployment gives</h4>${fits.map(fit)}`;
}

function fit({ deployment, modeTitle, verdict, reason, conditions, source }: FitReport): Html {
  return html`<p><b>${deployment ?? 'deployment not known'}</b>${modeTitle !== undefined && html` <span class="muted">${modeTitle}</span>`} ${badge(verdict)}<br>${reason}${source && html` (${sourceLink(source)})`}</p>
${list(conditions.map(({ text, state, because }) => html`${text}: <b class="condition ${state}">${conditionStates[state]}</b>${because !== undefined && ` (${because})`}`))}`;
}

function alternatives({ name, alternatives: all }: DataSetReport): Html | undefined {
  if (all.length === 0) return undefined;
  const rows = all.map(({ store, title, verdict, reason, conditions }) => [storeName(store), title, badge(verdict), html`${reason}${list(conditions)}`]);
  return html`<h4>Redis, DynamoDB and Cassandra side by side</h4>${table(`Stores for ${name}`, ['Store', 'At its best', 'Verdict', 'Why, and on what conditions'], rows)}`;
}

function votes({ votes: all }: DataSetReport): Html | undefined {
  if (all.length === 0) return undefined;
  return html`<h4>Why it is taken for that</h4><p class="muted">${votesNote}:</p>${list(all.map(({ role, weight, because }) => html`${role} <b>${weight}</b>: ${because}`))}`;
}
