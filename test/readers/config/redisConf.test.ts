import assert from 'node:assert/strict';
import { redisConf } from '../../../src/readers/config/redisConf.js';
import { check, readConfig, settingTexts } from './check.js';

const settings: [string, string, Record<string, unknown>][] = [
  ['directives', 'appendonly yes\nappendfsync everysec\n', { appendonly: 'yes', appendfsync: 'everysec' }],
  ['comments and blanks', '# save 1 1\n\n  appendonly yes   \n', { appendonly: 'yes' }],
  ['repeated saves', 'save 900 1\nsave 300 10\nsave 60 10000\nappendonly no', { save: '900 1 300 10 60 10000', appendonly: 'no' }],
  ['no saves', 'save ""\nappendonly yes', { save: '', appendonly: 'yes' }],
  ['an empty save takes the earlier ones back', 'save 900 1\nsave ""\nappendonly yes', { save: '', appendonly: 'yes' }],
  ['quotes', `dir "/var/lib/my redis"\nlogfile ''\nappendonly yes`, { dir: '/var/lib/my redis', logfile: '', appendonly: 'yes' }],
  ['several words', 'bind 127.0.0.1 -::1\nprotected-mode yes', { 'bind': '127.0.0.1 -::1', 'protected-mode': 'yes' }],
  ['a password', 'requirepass hunter2\nmasterauth hunter2', { requirepass: '?', masterauth: '?' }],
  ['an empty password', 'requirepass ""\nappendonly yes', { requirepass: '', appendonly: 'yes' }],
  ['users', 'user default on >hunter2 ~* +@all\nuser app on #aa11 ~app:*\nappendonly yes', { user: 'default on >* ~* +@all\napp on #* ~app:*', appendonly: 'yes' }],
  ['renamed commands', 'rename-command FLUSHALL ""\nrename-command CONFIG b840fc02\nappendonly yes', { 'rename-command': 'FLUSHALL ""\nCONFIG *', 'appendonly': 'yes' }],
  ['an included file may say more', 'include /etc/local.conf\nappendonly yes', { 'include': '/etc/local.conf', '*': '?', 'appendonly': 'yes' }],
  ['case', 'AppendOnly yes\nMAXMEMORY 1gb', { appendonly: 'yes', maxmemory: '1gb' }],
  ['the last wins', 'appendonly no\nappendonly yes', { appendonly: 'yes' }],
  ['Windows line ends', 'appendonly yes\r\nmaxmemory 1gb\r\n', { appendonly: 'yes', maxmemory: '1gb' }],
  ['variables', 'maxmemory ${MAX}\nport {{ redis_port }}\nappendonly yes', { maxmemory: '?', port: '?', appendonly: 'yes' }],
  ['half typed', 'appendonly\nmaxmemory 1gb\nmaxmem', { appendonly: '', maxmemory: '1gb' }],
];

describe('redis.conf', () => {
  for (const [title, text, expected] of settings) {
    it(title, () => {
      check(redisConf, text, [{ kind: 'redis.settings', settings: expected }], 'redis.conf');
      const [fact] = readConfig(redisConf, text, 'redis.conf').facts;
      assert.deepEqual(Object.keys(fact?.kind === 'redis.settings' ? fact.settings : {}).sort(), Object.keys(expected).sort());
      assert.ok(!JSON.stringify(fact).includes('hunter2'));
    });
  }

  it('anchors', () => {
    const text = 'save 900 1\n  appendonly   yes  \n# end\n\n';
    const [fact] = readConfig(redisConf, text, 'redis.conf').facts;
    assert.ok(fact?.kind === 'redis.settings');
    assert.deepEqual(settingTexts(text, fact.settings), { save: 'save 900 1', appendonly: 'appendonly   yes' });
    assert.equal(fact.insertAt.offset, text.indexOf('\n\n'));
  });
  it('keeps comments that speak to this tool', () => {
    assert.deepEqual(readConfig(redisConf, '# datastore: role=cache\n# hello\nappendonly yes\n').comments.map(({ text }) => text), ['datastore: role=cache']);
  });

  const accepted: [boolean, string, string][] = [
    [true, 'redis.conf', 'appendonly yes\n'],
    [true, 'conf/cache.conf', 'maxmemory 256mb\nmaxmemory-policy allkeys-lru\n'],
    [true, 'valkey.conf', '# Valkey\nbind 127.0.0.1\nport 6379\nsave 60 1\nprotected-mode yes\n'],
    [true, 'redis.conf.j2', 'maxmemory {{ max }}\nappendonly yes\n'],
    [true, 'redis-conf', 'port 6379\nappendonly yes\n'],
    [false, 'sentinel.conf', 'port 26379\nsentinel monitor mymaster 127.0.0.1 6379 2\ndaemonize yes\nprotected-mode no\n'],
    [false, 'mosquitto.conf', 'port 1883\nbind_address 0.0.0.0\npersistence true\nuser mosquitto\n'],
    [false, 'nginx.conf', 'user nginx;\nworker_processes 1;\ninclude x;\n'],
    [false, 'haproxy.cfg', 'global\n  maxconn 100\n  daemonize\ndefaults\n  timeout connect 5s\n  bind 0.0.0.0\n'],
    [false, 'notes.txt', 'save your work\nport the code\nappendonly means a log\nand more text here\nand here\n'],
    [false, 'values.yaml', 'appendonly: yes\nmaxmemory: 1gb\n'],
    [false, 'README.md', 'appendonly yes\nmaxmemory 1gb\n'],
  ];
  for (const [expected, path, text] of accepted) it(`${String(expected)}: ${path}`, () => assert.equal(redisConf.accepts(path, text), expected));
});
