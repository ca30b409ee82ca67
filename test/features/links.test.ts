import assert from 'node:assert/strict';
import { fileHref, sourceHref, sourceName } from '../../src/features/links.js';
import { escapeMarkdown } from '../../src/features/markdown.js';

describe('links', () => {
  for (const [file, href] of [
    ['src/orders/orderStore.ts', 'src/orders/orderStore.ts#L7C3-L8C1'],
    ['src/[id]/a b#c?.ts', 'src/%5Bid%5D/a%20b%23c%3F.ts#L7C3-L8C1'],
    ['javascript:alert(1)', 'javascript%3Aalert%281%29#L7C3-L8C1'],
    ['//evil.example/x', 'evil.example/x#L7C3-L8C1'],
    ['../../etc/passwd', 'etc/passwd#L7C3-L8C1'],
    ['a"><b>)\'.ts', 'a%22%3E%3Cb%3E%29%27.ts#L7C3-L8C1'],
    ['half\uD800.ts', 'half%EF%BF%BD.ts#L7C3-L8C1'],
  ] as const) {
    it(`to ${JSON.stringify(file)} stay below their lead`, () => {
      const place = { file, line: 7, column: 3, endLine: 8, endColumn: 1 };
      assert.equal(fileHref(place), href);
      assert.equal(fileHref(place, 'file:///shop/'), `file:///shop/${href}`);
    });
  }
  for (const [url, href, name] of [
    ['https://redis.io/docs/latest/persistence/', 'https://redis.io/docs/latest/persistence/', 'redis.io/…/persistence'],
    ['https://www.npmjs.com/', 'https://www.npmjs.com/', 'npmjs.com'],
    ['https://a.example/x(y)|`z`', 'https://a.example/x%28y%29%7C%60z%60', 'a.example/x(y)|%60z%60'],
    ['http://a.example/x', undefined, 'a.example/x'],
    ['javascript:alert(1)', undefined, '/alert(1)'],
    ['not a url', undefined, 'not a url'],
  ] as const) {
    it(`to the source ${url} ${href === undefined ? 'are none' : 'lead to the web'}`, () => {
      assert.equal(sourceHref(url), href);
      assert.equal(sourceName(url), name);
    });
  }
});

describe('text in Markdown', () => {
  for (const [text, escaped] of [
    ['2026-08, C++ #1', '2026-08, C++ #1'],
    ['- item', '\\- item'],
    [' # heading', '\\# heading'],
    ['12. of May', '12\\. of May'],
    ['<b>*a*_b_`c`|d', '\\<b\\>\\*a\\*\\_b\\_\\`c\\`\\|d'],
  ] as const) {
    it(`${text} is shown as it is`, () => assert.equal(escapeMarkdown(text), escaped));
  }
});
