import { middleCut } from './middleCut.js';
import type { ReportModel } from './reportModel.js';
import { usage } from './usage.js';
import { verdicts } from './words.js';

/** Services → data sets → deployments as a Mermaid block; undefined when there is nothing to draw. */
export function usageDiagram(model: ReportModel): string | undefined {
  const { services, dataSets, stores, uses, keeps } = usage(model);
  if (dataSets.length === 0) return undefined;
  const lines = [
    'flowchart LR',
    '  accTitle: Who uses which data set, and where it is kept',
    ...services.map(({ label }, index) => `  service${index}["${mermaidText(label)}"]`),
    ...dataSets.map(({ label, detail, dataSet }, index) => `  data${index}["${mermaidText(`${verdicts[dataSet.verdict].mark} ${label}`)}<br>${mermaidText(detail)}"]`),
    ...stores.map(({ label, detail }, index) => `  store${index}[("${mermaidText(label)}<br>${mermaidText(detail)}")]`),
    ...uses.map(({ from, to }) => `  service${from} --> data${to}`),
    ...keeps.map(({ from, to, verdict }) => `  data${from} ${verdict === 'unfit' || verdict === 'unmet' ? `-. "${verdicts[verdict].word.toLowerCase()}" .->` : '-->'} store${to}`),
  ];
  return ['```mermaid', ...lines, '```'].join('\n');
}

/** Text inside a quoted Mermaid label: everything but letters, digits and blanks as a character code, so that nothing in it means anything. */
export function mermaidText(text: string): string {
  const shown = middleCut(text, 60).trim();
  return shown === '' ? '#8202;' : shown.replace(/[^\p{L}\p{N} ]/gu, character => `#${character.codePointAt(0) ?? 0};`);
}
