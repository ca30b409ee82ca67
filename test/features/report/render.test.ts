import assert from 'node:assert/strict';
import MarkdownIt, { type Token } from 'markdown-it';
import { createHash } from 'node:crypto';
import { anchorOf } from '../../../src/features/report/anchors.js';
import { htmlFragment } from '../../../src/features/report/html.js';
import { mermaidText } from '../../../src/features/report/mermaid.js';
import { renderReport } from '../../../src/features/report/renderReport.js';
import { reportFormats, type ReportFormat } from '../../../src/features/report/reportFormats.js';
import type { ReportModel } from '../../../src/features/report/reportModel.js';
import { attack, hostile, shop } from './models.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');
const render = (model: ReportModel, format: ReportFormat, lead = ''): string => renderReport(model, format, { lead, sha256 });
const empty: ReportModel = { asOf: '2026-11', dataSets: [], deployments: [], services: [], matrix: { modes: [], rows: [] }, capabilities: [], comparison: [], fine: [], notAssessed: [], assumptions: [] };

/** Tags as a browser would find them: name, attributes, whether it ends something. */
function tagsOf(html: string): { name: string; isEnd: boolean; attributes: Map<string, string> }[] {
  return [...html.matchAll(/<(\/?)([a-zA-Z][^\s/>]*)([^>]*)>/g)].map(([, end, name = '', rest = '']) => ({
    name: name.toLowerCase(), isEnd: end === '/', attributes: new Map([...rest.matchAll(/([^\s=/]+)(?:="([^"]*)")?/g)].map(([, key = '', value = '']) => [key, value])),
  }));
}
const plainText = (html: string): string => html.replace(/<style>[^]*?<\/style>|<[^>]*>/g, ' ').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&#96;', '`').replaceAll('&amp;', '&').replace(/\s+/g, ' ');
const plainMarkdown = (markdown: string): string => markdown.replace(/\\(?=[^A-Za-z0-9\s])/g, '').replace(/\s+/g, ' ');
/** Every text of a model. */
function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const one of value) yield* textsOf(one);
  else if (typeof value === 'object' && value !== null) for (const [key, one] of Object.entries(value)) if (!['id', 'mode', 'role', 'verdict', 'url', 'axis', 'needed', 'given', 'scale', 'state', 'kind', 'store', 'asOf'].includes(key)) yield* textsOf(one);
}

const voids = new Set(['meta', 'br', 'path', 'rect', 'circle']);
const elements = new Set(['html', 'head', 'body', 'meta', 'title', 'style', 'main', 'header', 'nav', 'section', 'h1', 'h2', 'h3', 'h4', 'p', 'ul', 'li', 'span', 'b', 'br', 'strong', 'code', 'a', 'q', 'div', 'figure', 'details', 'summary', 'dl', 'dt', 'dd',
  'table', 'caption', 'thead', 'tbody', 'tr', 'th', 'td', 'svg', 'desc', 'g', 'path', 'rect', 'circle', 'text']);
const attributes = new Set(['lang', 'charset', 'http-equiv', 'content', 'name', 'id', 'class', 'href', 'scope', 'colspan', 'role', 'tabindex', 'open', 'aria-label', 'aria-labelledby', 'aria-hidden', 'viewBox', 'width', 'height', 'x', 'y', 'cx', 'cy', 'r', 'rx', 'd', 'text-anchor']);

for (const [name, model] of [['a shop', shop], ['texts that attack', hostile(shop)], ['nothing', empty]] as const) {
  describe(`the report of ${name} as HTML`, () => {
    const page = render(model, 'html');
    const tags = tagsOf(page);

    it('has the elements and attributes it wants, and no other', () => {
      assert.deepEqual([...new Set(tags.map(tag => tag.name))].filter(tag => !elements.has(tag)), []);
      assert.deepEqual([...new Set(tags.flatMap(tag => [...tag.attributes.keys()]))].filter(attribute => !attributes.has(attribute)), []);
    });
    it('closes what it opens, in order', () => {
      const open: string[] = [];
      for (const { name: tag, isEnd } of tags) {
        if (voids.has(tag)) continue;
        if (isEnd) assert.equal(open.pop(), tag);
        else open.push(tag);
      }
      assert.deepEqual(open, []);
    });
    it('links to files, sources and itself only', () => {
      const hrefs = tags.flatMap(({ attributes: own }) => own.get('href') ?? []);
      assert.deepEqual(hrefs.filter(href => !/^(?:#[\w-]+|https:\/\/[^\s]+|[\w.@%/-]+#L\d+C\d+-L\d+C\d+)$/.test(href)), []);
      const ids = new Set(tags.map(({ attributes: own }) => own.get('id')));
      assert.deepEqual(hrefs.filter(href => href.startsWith('#') && !ids.has(href.slice(1))), []);
    });
    it('has every id once, and what is labelled by one finds it', () => {
      const ids = tags.flatMap(({ attributes: own }) => own.get('id') ?? []);
      assert.equal(new Set(ids).size, ids.length);
      assert.deepEqual(tags.flatMap(({ attributes: own }) => own.get('aria-labelledby')?.split(' ') ?? []).filter(id => !ids.includes(id)), []);
    });
    it('has headings that skip no level', () => {
      const levels = tags.filter(tag => /^h\d$/.test(tag.name) && !tag.isEnd).map(tag => Number(tag.name[1]));
      assert.equal(levels[0], 1);
      for (const [index, level] of levels.entries()) assert.ok(index === 0 || level <= (levels[index - 1] ?? 0) + 1, `h${level} after h${levels[index - 1]}`);
    });
    it('allows its own style and nothing else', () => {
      const style = /<style>([^]*?)<\/style>/.exec(page)?.[1] ?? '';
      assert.ok(page.includes(`content="default-src 'none'; style-src 'sha256-${sha256(style)}'"`));
      assert.ok(style.length > 1000);
    });
    it('is the same in the editor, without style and head', () => {
      const fragment = htmlFragment(model);
      assert.ok(page.includes(fragment));
      assert.ok(!/<(?:style|script|meta|html|body|main)\b/.test(fragment));
    });
  });

  describe(`the report of ${name} as Markdown`, () => {
    const markdown = render(model, 'markdown');
    const tokens = parse(markdown);

    it('has no HTML but its anchors', () => {
      const tags = tokens.filter(({ type }) => type.startsWith('html_')).flatMap(({ content }) => content.match(/<[^>]*>?/g) ?? []);
      assert.deepEqual(tags.filter(tag => !/^(?:<a id="ds-[\w-]+">|<\/a>)$/.test(tag)), []);
      assert.equal(tags.length, model.dataSets.length * 2);
    });
    it('links to files, sources and itself only', () => {
      const targets = tokens.flatMap(token => token.attrGet('href') ?? token.attrGet('src') ?? []).map(String);
      assert.deepEqual(targets.filter(target => !/^(?:#ds-[\w-]+|https:\/\/\S+|[\w.@%/-]+#L\d+C\d+-L\d+C\d+)$/.test(target)), []);
    });
    it('has headings that skip no level, and none of another', () => {
      const levels = tokens.filter(({ type }) => type === 'heading_open').map(({ tag }) => Number(tag[1]));
      for (const [index, level] of levels.entries()) assert.ok(level <= (levels[index - 1] ?? 0) + 1, `h${level} after h${levels[index - 1]}`);
      assert.equal(levels.filter(level => level === 1).length, 1);
    });
    it('has tables whose rows are as wide as their heads', () => {
      for (const block of markdown.trim().split('\n\n').filter(part => part.startsWith('|'))) {
        assert.equal(new Set(block.split('\n').map(row => row.replace(/\\./g, '').split('|').length)).size, 1, block);
      }
    });
    it('has one diagram, whole, when there is something to draw', () => {
      assert.deepEqual(tokens.filter(({ type }) => type === 'fence' || type === 'code_block').map(({ info }) => info), model.dataSets.length > 0 ? ['mermaid'] : []);
      const diagram = /```mermaid\n([^]*?)\n```/.exec(markdown)?.[1]?.split('\n') ?? [];
      const statement = /^(?:flowchart LR| {2}accTitle: [\w ,]+| {2}(?:service\d+|data\d+|store\d+)(?:\[\(?"(?:[\p{L}\p{N} ;#]|<br>)*"\)?\]| --> \w+\d+| -\. "[\w ]+" \.-> \w+\d+))$/u;
      assert.deepEqual(diagram.filter(line => !statement.test(line)), []);
    });
  });
}

/** As a reader of Markdown takes it that lets every HTML and every link pass. */
function parse(markdown: string): Token[] {
  const reader = new MarkdownIt({ html: true });
  reader.validateLink = () => true;
  return reader.parse(markdown, {}).flatMap(token => [token, ...(token.children ?? [])]);
}

describe('the report', () => {
  it('says the same in every format', () => {
    const shown = { html: plainText(render(shop, 'html')), markdown: plainMarkdown(render(shop, 'markdown')) };
    const ids = new Set(shop.dataSets.map(({ id }) => id));
    const missing = [...textsOf(shop)].filter(text => !ids.has(text)).flatMap(text => Object.entries(shown).filter(([, all]) => !all.includes(text) && !all.includes(text.replaceAll('|', '∣'))).map(([format]) => `${format}: ${text}`));
    assert.deepEqual(missing, []);
    assert.deepEqual(JSON.parse(render(shop, 'json')), JSON.parse(JSON.stringify({ version: 1, ...shop })));
  });
  it('has the data sets in the same order in every format', () => {
    const names = shop.dataSets.map(({ name }) => name);
    assert.deepEqual([...render(shop, 'markdown').matchAll(/^### `(.*)`$/gm)].map(([, name]) => name), names);
    assert.deepEqual([...render(shop, 'html').matchAll(/<h3><code>(.*?)<\/code><\/h3>/g)].map(([, name]) => name), names);
  });
  it('keeps the attack as text, without what cannot be seen', () => {
    for (const format of reportFormats) assert.ok(!/[\u202E]/.test(render(hostile(shop), format === 'json' ? 'html' : format)));
    assert.deepEqual(JSON.parse(render(hostile(shop), 'json')), JSON.parse(JSON.stringify({ version: 1, ...hostile(shop) })));
    assert.ok(plainText(render(hostile(shop), 'html')).includes('<script>alert(1)</script>'));
  });
  it('leads to files from where it lies', () => {
    assert.match(render(shop, 'html', '../'), /href="\.\.\/src\/orders\/orderStore\.ts#L14C3-L14C15"/);
    assert.match(render(shop, 'markdown', '../'), /\]\(\.\.\/src\/orders\/orderStore\.ts#L14C3-L14C15\)/);
  });
  it('shares a page with others', () => {
    const both = tagsOf(htmlFragment(shop, { prefix: 'a-', of: 'web' }) + htmlFragment(shop, { prefix: 'b-', of: 'api' })).flatMap(({ attributes: own }) => own.get('id') ?? []);
    assert.equal(new Set(both).size, both.length);
    const sections = tagsOf(htmlFragment(shop, { of: 'web' })).flatMap(({ attributes: own }) => own.get('aria-labelledby') ?? []);
    assert.deepEqual(sections.filter(labels => !labels.endsWith(' of') && !labels.endsWith('-desc')), [], 'a part is told from the same part of another report');
  });
  it('shows a gap by more than colour', () => {
    const picture = /<svg class="picture gap-picture"[^]*?<\/svg>/.exec(render(shop, 'html'))?.[0] ?? '';
    // order:* by loss, shop.ledger by read, the lock and the session by loss; and one in the legend
    assert.equal([...picture.matchAll(/class="gap-head"/g)].length, 5);
    assert.equal([...picture.matchAll(/guarantee not known/g)].length, 2);
  });
  it('says so when there is no data set', () => {
    for (const format of ['markdown', 'html'] as const) assert.match(render(empty, format), /No data set of Redis, DynamoDB or Cassandra was found/);
  });
  it('has an anchor of its own for every id', () => {
    const ids = ['order:*', 'order_*', 'order-*', 'order_3a*', attack];
    assert.equal(new Set(ids.map(anchorOf)).size, ids.length);
    for (const id of ids) assert.match(anchorOf(id), /^ds-[\w-]+$/);
  });
  it('leaves nothing in a Mermaid label that means something', () => {
    assert.equal(mermaidText('order:*"]; end'), 'order#58;#42;#34;#93;#59; end');
    assert.equal(mermaidText('\u202E'), '#8202;');
  });
});
