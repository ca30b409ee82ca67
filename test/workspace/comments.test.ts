import assert from 'node:assert/strict';
import { coveredPlace, readComment, removedPlace, type Reach } from '../../src/workspace/comments.js';

describe('comments that speak to this tool', () => {
  const rows: readonly [text: string, expected: string][] = [
    [' datastore: role=cache ttl=10m', 'role=cache ttl=10m'],
    ['// datastore: role=cache', 'role=cache'],
    ['# datastore: loss=none read=strong', 'loss=none read=strong'],
    ['-- datastore: role=time-series retention=90d', 'role=time-series retention=90d'],
    ['*\n * Orders.\n * datastore: role=record\n ', 'role=record'],
    ['datastore: role=cache -- rebuilt each night', 'role=cache'],
    ['datastore: colour=red', 'malformed'],
    ['datastore: cache', 'malformed'],
    ['datastore:', ''],
    ['datastore: where orders are kept', ''],
    ['datastore: postgres', ''],
    ['datastore: ttl', 'malformed'],
    ['datastore: role= cache', 'malformed'],
    ['datastore: role=kache', 'malformed'],
    ['datastore: loss=some', 'malformed'],
    ['datastore: latency=<10ms scope=az delivery=at-least-once access=key+range region=dr', 'latency=<10ms scope=az delivery=at-least-once access=key+range region=dr'],
    ['datastore: latency=fast', 'malformed'],
    ['datastore: ttl=soon', 'malformed'],
    ['datastore: ttl=15m staleness=1h retention=90d source=pg.orders', 'ttl=15m staleness=1h retention=90d source=pg.orders'],
    ['the datastore: is old', ''],
    [' datastore-review-disable-next-line redis/keys-command -- admin only', 'next-line redis/keys-command (admin only)'],
    ['datastore-review-disable-line redis/a, redis/b', 'line redis/a redis/b'],
    ['datastore-review-disable-file redis/*', 'file redis/*'],
    ['datastore-review-disable redis/a', 'rest redis/a'],
    ['datastore-review-disable-next-line', 'malformed'],
    ['datastore-review-disable-everything redis/a', 'malformed'],
    ['datastore-review-ignore redis/a', 'malformed'],
    ['datastore-review-enable', 'malformed'],
    ['datastore-review-report.html is written here', ''],
    ['datastore-review-disable-line redis/a because it is small', 'line redis/a; malformed'],
    ['datastore-review-disable-line redis/a: small', 'line redis/a; malformed'],
    ['datastore-review-disable-line redis/a, redis/b — small', 'line redis/a redis/b; malformed'],
    ['datastore-review-disable-line redis/a: -- small', 'line redis/a (small)'],
    ['datastore-review-disable-line because it is small', 'malformed'],
    ['datastore-review-disable-line -- because', 'malformed'],
    ['datastore-review-disable-line keys-command', 'line keys-command'],
    ['datastore-review-disable-line keys-command -- small', 'line keys-command (small)'],
    ['datastore-review-disable-line redis/a --', 'line redis/a'],
    ['datastore-review-disable-line redis/a -- a -- b', 'line redis/a (a -- b)'],
    ['cached for a day', ''],
  ];
  for (const [text, expected] of rows) {
    it(JSON.stringify(text), () => {
      const found = readComment('a.ts', { start: 0, end: text.length }, text).map(value => {
        if (value.is === 'malformed') return 'malformed';
        if (value.is === 'declaration') return Object.entries(value.values).map(([key, given]) => `${key}=${given}`).join(' ');
        return `${value.reach} ${value.rules.map(({ id }) => id).join(' ')}${value.reason === undefined ? '' : ` (${value.reason})`}`;
      });
      assert.equal(found.join('; '), expected);
    });
  }

  it('rules have places of their own', () => {
    const source = 'x();\n// datastore-review-disable-line redis/a, redis/b\n';
    const [value] = readComment('a.ts', { start: 5, end: source.length - 1 }, source.slice(7, -1), source);
    assert.ok(value?.is === 'suppression');
    assert.deepEqual(value.rules.map(({ place }) => source.slice(place.start, place.end)), ['redis/a', 'redis/b']);
  });

  it('the places of rules are where they are listed, of each list its own', () => {
    const source = '/* redis/a\n * datastore-review-disable-line redis/a, redis/a\n * datastore-review-disable-file redis/a -- redis/a\n */';
    const places = readComment('a.ts', { start: 0, end: source.length }, source, source).flatMap(value => (value.is === 'suppression' ? value.rules.map(({ place }) => place.start) : []));
    assert.deepEqual(places, [44, 53, 94]);
  });

  describe('what is taken out with a comment', () => {
    const rows: readonly (readonly [before: string, comment: string, after: string, left: string | undefined])[] = [
      ['a;\n  ', '// datastore-review-disable-next-line x/y -- z', '\nb;', 'a;\nb;'],
      ['a;\r\n', '/* datastore-review-disable-next-line x/y */', '\r\nb;', 'a;\r\nb;'],
      ['a; ', '// datastore-review-disable-line x/y -- z', '\nb;', 'a;\nb;'],
      ['<p>\n  {', '/* datastore-review-disable-next-line x/y -- z */', '}\n</p>', '<p>\n</p>'],
      ['', '# datastore-review-disable-file x/y -- z', '', ''],
      ['a ', '/* datastore-review-disable-line x/y */', ' b', 'a b'],
      ['', '/**\n * What it does.\n * datastore-review-disable-next-line x/y\n */', '\nb;', undefined],
    ];
    for (const [before, comment, after, left] of rows) {
      it(JSON.stringify(before + comment + after), () => {
        const text = before + comment + after;
        const removed = removedPlace(text, { file: 'a.ts', start: before.length, end: before.length + comment.length });
        assert.equal(removed && text.slice(0, removed.start) + text.slice(removed.end), left);
      });
    }
  });

  it('the next line is the next that is no comment', () => {
    for (const other of ['// eslint-disable-next-line x', '  /* why */', '# why', '-- why', '// why\n// and why']) {
      const lines = `// here\r\n${other}\r\n#x = 1;\r\ntwo;`;
      const { start, end } = coveredPlace(lines, { file: 'a.ts', start: 0, end: 7 }, 'next-line');
      assert.equal(lines.slice(start, end), '#x = 1;\r\n');
    }
  });

  const text = 'one;\n// here\ntwo;\nthree;';
  const covered: readonly [reach: Reach, expected: string][] = [['line', '// here\n'], ['next-line', 'two;\n'], ['file', text], ['rest', '// here\ntwo;\nthree;']];
  for (const [reach, expected] of covered) {
    it(`${reach} covers`, () => {
      const { start, end } = coveredPlace(text, { file: 'a.ts', start: 5, end: 12 }, reach);
      assert.equal(text.slice(start, end), expected);
    });
  }
});
