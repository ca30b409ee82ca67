import type { Frame } from './anchors.js';
import { capabilities, matrix } from './htmlMatrix.js';
import { comparison, deployments, fine, notAssessed } from './htmlParts.js';
import { dataSetPart } from './htmlDataSet.js';
import { gapTable, overview, usageTable } from './htmlOverview.js';
import { html, type Content, type Html } from './htmlTag.js';
import { gapPicture } from './gapPicture.js';
import stylesheet from './report.css';
import type { ReportModel } from './reportModel.js';
import { usagePicture } from './usagePicture.js';
import { asOf, count, howToRead, summary, tally, verdicts } from './words.js';

export interface FragmentOptions extends Partial<Frame> {
  /** Which of several reports it is. */
  readonly of?: string;
}

/** The report as the content of a page of somebody else's: the webview. It brings no style, no script, no inline handler. */
export function htmlFragment(model: ReportModel, options: FragmentOptions = {}): string {
  return body(model, options).markup;
}

/**
 * The report as one file that needs nothing else and runs nothing: its policy allows its own style, by its hash, and no more.
 * `sha256` gives the hash in base64.
 */
export function htmlPage(model: ReportModel, sha256: (text: string) => string, options: FragmentOptions = {}): string {
  const page = html`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${sha256(stylesheet)}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Datastore comparison${options.of !== undefined && `: ${options.of}`}</title>`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
${page.markup}
<style>${stylesheet}</style>
</head>
<body>
<main>
${body(model, options).markup}
</main>
</body>
</html>
`;
}

function body(model: ReportModel, { prefix = '', lead = '', of }: FragmentOptions): Html {
  const frame: Frame = { prefix, lead };
  const { dataSets } = model;
  const parts: readonly Part[] = [
    { id: 'at-a-glance', title: 'At a glance', content: dataSets.length > 0 && overview(model, frame) },
    { id: 'gaps', title: 'Where need exceeds guarantee', content: gaps(model, frame) },
    { id: 'usage', title: 'Who uses what, and where it is kept', content: uses(model, frame) },
    { id: 'data-sets', title: 'The data sets', content: dataSets.length > 0 && html`<div class="data-sets">${dataSets.map(one => dataSetPart(one, frame))}</div>` },
    { id: 'deployments', title: 'What the deployments give', content: deployments(model, frame) },
    { id: 'matrix', title: 'Which store fits which role', content: matrix(model, frame) },
    { id: 'capabilities', title: 'What each way to run a store gives', content: capabilities(model, frame) },
    { id: 'comparison', title: 'The stores compared', content: comparison(model) },
    { id: 'fine', title: 'Considered and fine', content: fine(model, frame) },
    { id: 'not-assessed', title: 'Not assessed, and what to declare', content: notAssessed(model) },
    { id: 'assumptions', title: 'Assumptions', content: model.assumptions.length > 0 && html`<ul>${model.assumptions.map(text => html`<li>${text}</li>`)}</ul>` },
    { id: 'how-to-read', title: 'How to read this', content: html`<p>${howToRead}</p>` },
  ];
  const shown = parts.filter(({ content }) => content !== undefined && content !== false);
  return html`<header>
<h1>Datastore comparison${of !== undefined && html` <span class="of" id="${prefix}of">${of}</span>`}</h1>
<p class="lead">${dataSets.length === 0 ? summary(model) : html`${count(dataSets.length, 'data set')} of Redis, DynamoDB and Cassandra, by what they need and what they are given.`} <span class="muted">${asOf(model)}</span></p>
${dataSets.length > 0 && html`<ul class="tally">${tally(dataSets).map(({ verdict, number }) => html`<li class="${verdict}"><span class="mark" aria-hidden="true">${verdicts[verdict].mark}</span> <b>${number}</b> ${verdicts[verdict].inSummary(number)}</li>`)}</ul>`}
</header>
<nav aria-label="${`Parts of the report${of === undefined ? '' : ` of ${of}`}`}"><ul>${shown.map(({ id, title }) => html`<li><a href="#${prefix}${id}">${title}</a></li>`)}</ul></nav>
${shown.map(({ id, title, content }) => html`<section aria-labelledby="${prefix}${id}${of !== undefined && ` ${prefix}of`}">
<h2 id="${prefix}${id}">${title}</h2>
${content}
</section>
`)}`;
}

interface Part {
  readonly id: string;
  readonly title: string;
  readonly content: Content;
}

function gaps({ dataSets }: ReportModel, frame: Frame): Html | undefined {
  const picture = gapPicture(dataSets, frame);
  return picture && html`<figure>${scrolled('Picture of needs and guarantees', picture)}</figure>${gapTable(dataSets, frame)}`;
}

function uses(model: ReportModel, frame: Frame): Html | undefined {
  const picture = usagePicture(model, frame);
  return picture && html`<figure>${scrolled('Picture of services, data sets and deployments', picture)}</figure>${usageTable(model, frame)}`;
}

/** What is wider than the page scrolls on its own, by keyboard too. */
function scrolled(label: string, content: Html): Html {
  return html`<div class="scrolled" role="group" tabindex="0" aria-label="${label}">${content}</div>`;
}
