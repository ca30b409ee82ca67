import assert from 'node:assert/strict';
import { coveredPlace, readComment, type Covers } from '../../src/workspace/comments.js';

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
    ['datastore:', 'malformed'],
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
    ['cached for a day', ''],
  ];
  for (const [text, expected] of rows) {
    it(JSON.stringify(text), () => {
      const found = readComment('a.ts', { start: 0, end: text.length }, text).map(value => {
        if (value.is === 'malformed') return 'malformed';
        if (value.is === 'declaration') return Object.entries(value.values).map(([key, given]) => `${key}=${given}`).join(' ');
        return `${value.covers} ${value.rules.map(({ id }) => id).join(' ')}${value.reason === undefined ? '' : ` (${value.reason})`}`;
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

  it('the next line is the next that is no comment', () => {
    for (const other of ['// eslint-disable-next-line x', '  /* why */', '# why', '-- why', '// why\n// and why']) {
      const lines = `// here\r\n${other}\r\n#x = 1;\r\ntwo;`;
      const { start, end } = coveredPlace(lines, { file: 'a.ts', start: 0, end: 7 }, 'next-line');
      assert.equal(lines.slice(start, end), '#x = 1;\r\n');
    }
  });

  const text = 'one;\n// here\ntwo;\nthree;';
  const covered: readonly [covers: Covers, expected: string][] = [['line', '// here\n'], ['next-line', 'two;\n'], ['file', text], ['rest', '// here\ntwo;\nthree;']];
  for (const [covers, expected] of covered) {
    it(`${covers} covers`, () => {
      const { start, end } = coveredPlace(text, { file: 'a.ts', start: 5, end: 12 }, covers);
      assert.equal(text.slice(start, end), expected);
    });
  }
});
