import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { escapeMarkdown } from '../../../src/features/markdown.js';
import { sourceHref } from '../../../src/features/links.js';
import { html } from '../../../src/features/report/htmlTag.js';
import { renderReport } from '../../../src/features/report/renderReport.js';
import type { MatrixCell, ReportModel, Source } from '../../../src/features/report/reportModel.js';
import { readKnowledge } from '../../../src/workspace/knowledge.js';
import { knowledgeTexts } from '../../linter/ruleFiles.js';
import { serviceOf } from '../../serviceOf.js';

/* What is known of the stores can all be read in the report, whatever the workspace uses of it. */

const model = serviceOf({ 'src/basket.ts': "import Redis from 'ioredis';\nconst redis = new Redis();\n// datastore: role=session\nexport const keep = (id: string) => redis.set(`basket:${id}`, 'apple', 'EX', 60);\n" }).reportModel();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');
const page = renderReport(model, 'html', { sha256 });
const markdown = renderReport(model, 'markdown', { sha256 });
const data = JSON.parse(renderReport(model, 'json', { sha256 })) as ReportModel;
const knowledge = readKnowledge(knowledgeTexts());
const modes = Object.keys(knowledge.modes);

/** The part of the page below a heading. */
function below(heading: string): string {
  const start = page.indexOf(html`<h3>${heading}</h3>`.markup);
  assert.ok(start > 0, heading);
  return page.slice(start, page.indexOf('<h3>', start + 1));
}
/** A row of a part that names the mode and says the text. */
function rowOf(part: string, mode: string, text: string): string {
  const rows = part.split('<tr>').filter(row => row.includes(html`<li>${knowledge.modes[mode]?.title}</li>`.markup) && row.includes(html`${text}`.markup));
  assert.equal(rows.length, 1, `${mode}: ${text}`);
  return rows[0] ?? '';
}
/** A row of the matrix of the roles found here. */
function matrixRowOf(mode: string, reason: string): string {
  const table = /<table class="matrix">[^]*?<\/table>/.exec(page)?.[0] ?? '';
  const row = table.split('<tr').find(one => one.includes(html`<th scope="row">${knowledge.modes[mode]?.title}`.markup)) ?? '';
  assert.ok(row.includes(html`${reason}`.markup), `${mode}: ${reason}`);
  return row;
}
function isDated({ url, date }: Source): void {
  assert.match(url, /^https:\/\//);
  assert.match(date, /^20\d\d-\d\d$/);
}
/** Links the source, and gives its date. */
function cites(part: string, { url, date }: Source): void {
  assert.ok(part.includes(html`href="${sourceHref(url)}"`.markup) && part.includes(`, ${date}</span>`), `${url} of ${date} in ${part}`);
}

describe('the report reaches', () => {
  it('every cell of the fit matrix, with its source', () => {
    const found = new Map(data.matrix.rows.flatMap(({ role, cells }) => cells.map((cell): [string, MatrixCell] => [`${role} ${cell.mode}`, cell])));
    assert.equal(found.size, Object.keys(knowledge.roles).length * modes.length);
    for (const [role, { title }] of Object.entries(knowledge.roles)) {
      const isUsed = role === 'session';
      for (const mode of modes) {
        const cell = knowledge.fit(role, mode);
        assert.ok(cell, `${role} ${mode}`);
        isDated(cell.source);
        cites(isUsed ? matrixRowOf(mode, cell.because) : rowOf(below(title), mode, cell.because), cell.source);
        assert.deepEqual([found.get(`${role} ${mode}`)?.reason, found.get(`${role} ${mode}`)?.source], [cell.because, cell.source]);
        assert.ok(markdown.includes(escapeMarkdown(cell.because)), cell.because);
      }
    }
  });
  it('everything that is said of a mode, with its source', () => {
    for (const { title, cells } of Object.values(knowledge.capabilities)) {
      const row = data.capabilities.find(one => one.title === title);
      for (const [mode, { text, source }] of Object.entries(cells)) {
        isDated(source);
        cites(rowOf(below(title), mode, text), source);
        assert.deepEqual(row?.cells.find(cell => cell.mode === mode), { mode, text, source });
        assert.ok(markdown.includes(escapeMarkdown(text)), text);
      }
    }
  });
  it('every claim that is compared or corrected, with its sources', () => {
    const found = data.comparison.flatMap(({ claims }) => claims);
    for (const { title, claims } of Object.values(knowledge.comparison)) {
      for (const { text, corrects, sources } of claims) {
        const claim = below(title).split('<dt>').find(one => one.includes(html`${text}`.markup)) ?? '';
        assert.ok(corrects === undefined || claim.includes(html`<q>${corrects}</q>`.markup), text);
        assert.ok(sources.length > 0);
        for (const source of sources) {
          isDated(source);
          cites(claim, source);
        }
        assert.deepEqual(found.find(one => one.text === text)?.sources, sources);
        assert.ok(markdown.includes(escapeMarkdown(text)) && (corrects === undefined || markdown.includes(escapeMarkdown(corrects))), text);
      }
    }
  });
  it('the roles found here first', () => {
    assert.deepEqual(model.matrix.rows.flatMap(({ role, isUsed }, index) => (isUsed ? [[role, index]] : [])), [['session', 0]]);
  });
});
