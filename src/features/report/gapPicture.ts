import type { Frame } from './anchors.js';
import { html, type Html } from './htmlTag.js';
import type { DataSetReport, NeedReport } from './reportModel.js';
import { middleCut } from './middleCut.js';
import { axisValue, axisWords, count, needOn, roleTitle, verdicts } from './words.js';

/* The picture that shows at a glance where need exceeds guarantee: a line per data set, a scale per axis. */

export const picturedAxes = ['loss', 'read'] as const;
/** More lines would be no glance; the table beside it has them all. */
const mostLines = 30;
const width = 960;
const top = 92;
const lineHeight = 40;
const scales = [{ left: 268, right: 592 }, { left: 648, right: 948 }] as const;

/** A data set has a place in the picture when one of its needs can be compared. */
export function pictured(dataSets: readonly DataSetReport[]): readonly DataSetReport[] {
  return dataSets.filter(one => picturedAxes.some(axis => needOn(axis, one)?.neededRank !== undefined));
}

export function exceeds(dataSet: DataSetReport): boolean {
  return picturedAxes.some(axis => needOn(axis, dataSet)?.isMet === false);
}

export function gapPicture(dataSets: readonly DataSetReport[], { prefix }: Frame): Html | undefined {
  const all = pictured(dataSets);
  if (all.length === 0) return undefined;
  const shown = all.slice(0, mostLines);
  const height = top + shown.length * lineHeight + 8;
  const short = shown.filter(exceeds);
  return html`<svg class="picture gap-picture" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${prefix}gap-title ${prefix}gap-desc">
<title id="${prefix}gap-title">Where need exceeds guarantee</title>
<desc id="${prefix}gap-desc">${count(shown.length, 'data set')}, one per line, on two scales: what a crash may lose, and what a read sees. ${short.length === 0 ? 'No need exceeds its guarantee.' : `Need exceeds guarantee for ${short.map(({ name }) => name).join(', ')}.`} The table below says the same.</desc>
${legend()}
${picturedAxes.map((axis, index) => scaleOf(axis, all, scales[index] ?? scales[0], height))}
${shown.map((one, index) => line(one, top + index * lineHeight))}
</svg>${all.length > shown.length && html`<p class="note">The worst ${shown.length} of ${all.length}; the table has them all.</p>`}`;
}

function legend(): Html {
  return html`<g class="legend" aria-hidden="true">
${needed(12, 14)}<text x="28" y="18">needed</text>
${given(104, 14)}<text x="118" y="18">guaranteed</text>
${gap(222, 274, 14)}<text x="290" y="18">need exceeds guarantee</text>
<path class="margin" d="M466 14H512"/><text x="522" y="18">more than needed</text>
</g>`;
}

interface Scale {
  readonly left: number;
  readonly right: number;
}

function scaleOf(axis: string, dataSets: readonly DataSetReport[], { left, right }: Scale, height: number): Html {
  const steps = stepsOf(axis, dataSets);
  const { name, asks } = axisWords(axis);
  const at = (rank: number): number => left + ((right - left) * rank) / Math.max(1, steps.length - 1);
  return html`<g aria-hidden="true"><text class="axis" x="${left}" y="52">${name}</text><text class="muted" x="${left + name.length * 8 + 6}" y="52">${asks} …</text>
${steps.map((step, rank) => html`<path class="grid" d="M${at(rank)} ${top - 12}V${height - 8}"/><text class="tick" text-anchor="${rank === 0 ? 'start' : rank === steps.length - 1 ? 'end' : 'middle'}" x="${at(rank)}" y="${top - 20}">${middleCut(axisValue(axis, step), 14)}</text>`)}</g>`;
}

/** The longest scale that a data set has for the axis. */
function stepsOf(axis: string, dataSets: readonly DataSetReport[]): readonly string[] {
  return dataSets.map(one => needOn(axis, one)?.scale ?? []).reduce((longest, scale) => (scale.length > longest.length ? scale : longest), []);
}

function line(dataSet: DataSetReport, y: number): Html {
  const middle = y + lineHeight / 2;
  return html`<g class="line ${dataSet.verdict}">
<path class="rule" d="M0 ${y}H${width}"/>
<text class="mark" aria-hidden="true" x="8" y="${middle + 5}" text-anchor="middle">${verdicts[dataSet.verdict].mark}</text>
<text class="name" x="24" y="${middle - 2}"><title>${dataSet.name}</title>${middleCut(dataSet.name, 30)}</text>
<text class="muted" x="24" y="${middle + 13}">${middleCut(roleTitle(dataSet), 34)}</text>
${picturedAxes.map((axis, index) => marks(needOn(axis, dataSet), scales[index] ?? scales[0], middle))}
</g>`;
}

function marks(need: NeedReport | undefined, { left, right }: Scale, y: number): Html | undefined {
  if (need?.neededRank === undefined) return undefined;
  const at = (rank: number): number => left + ((right - left) * rank) / Math.max(1, need.scale.length - 1);
  const { neededRank, givenRank, isMet } = need;
  if (givenRank === undefined) return html`${needed(at(neededRank), y)}<text class="muted unknown" x="${at(neededRank) + (neededRank === 0 ? 14 : -14)}" y="${y + 4}" text-anchor="${neededRank === 0 ? 'start' : 'end'}">guarantee not known</text>`;
  const between = isMet === false && givenRank < neededRank ? gap(at(givenRank), at(neededRank), y) : givenRank > neededRank && html`<path class="margin" d="M${at(neededRank)} ${y}H${at(givenRank)}"/>`;
  return html`${between}${needed(at(neededRank), y)}${given(at(givenRank), y)}`;
}

/** An open diamond: room for a dot inside. */
function needed(x: number, y: number): Html {
  return html`<path class="needed" d="M${x - 9} ${y}L${x} ${y - 9}L${x + 9} ${y}L${x} ${y + 9}Z"/>`;
}

function given(x: number, y: number): Html {
  return html`<circle class="given" cx="${x}" cy="${y}" r="4.5"/>`;
}

/** From what is given to what is needed: thick, dashed, with an arrow's head, so that no colour is needed to see it. */
function gap(from: number, to: number, y: number): Html {
  return html`<path class="gap" d="M${from + 7} ${y}H${to - 20}"/><path class="gap-head" d="M${to - 21} ${y - 7}L${to - 10} ${y}L${to - 21} ${y + 7}Z"/>`;
}
