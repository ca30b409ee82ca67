// Packs the .vsix, installs it into VS Code and drives it as a person would; leaves pictures in test/screenshots.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { launch } from '../vscode/launch.mjs';

const root = resolve(import.meta.dirname, '../..');
const shots = join(root, 'test/screenshots');
mkdirSync(shots, { recursive: true });
const { status } = spawnSync('npm', ['run', '--silent', 'package'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
assert.equal(status, 0, 'the extension could not be packed');

const home = mkdtempSync(join(tmpdir(), 'ui-'));
const folder = join(home, 'web-shop');
cpSync(join(root, 'test/workspaces/web-shop'), folder, { recursive: true });

const vscode = await launch({ vsix: join(root, 'datastore-review.vsix') });
const { page } = vscode;
page.setDefaultTimeout(30_000);
const editor = page.locator('.editor-instance .monaco-editor').first();
const shot = name => page.screenshot({ path: join(shots, `${name}.png`) });
const command = async title => {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input:focus').waitFor(); // a webview gives the focus away late
  await page.keyboard.type(title);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
};
const open = async path => {
  await page.keyboard.press('Control+P');
  await page.keyboard.type(path);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: path.split('/').at(-1) }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.tab.active', { hasText: path.split('/').at(-1) }).waitFor();
};
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** The middle of what is underlined; it is drawn anew whenever diagnostics come. */
const middleOf = async squiggle => {
  for (;;) {
    await squiggle.waitFor();
    const box = await squiggle.boundingBox();
    if (box) return [box.x + box.width / 2, box.y + box.height / 2];
  }
};
const hoverOver = async squiggle => page.mouse.move(...(await middleOf(squiggle)), { steps: 5 });
/** Hovers fade in: a picture waits for that. */
const settled = locator => locator.evaluate(node => Promise.all(node.getAnimations({ subtree: true }).map(animation => animation.finished)));
/** By axe-core; a script given to the browser itself is not bound by the page's policy. */
const accessible = async (locator, what) => {
  const frame = await (await locator.elementHandle()).ownerFrame();
  await frame.evaluate(axe);
  const violations = await locator.evaluate(async node => (await globalThis.axe.run(node)).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ').slice(0, 300)}`));
  assert.deepEqual(violations, [], `${what} is not accessible`);
};
/** What the report's policy had to stop. */
const stopped = [];
page.on('console', message => {
  if (/Content Security Policy/.test(message.text()) && /reportPage|vscode-webview|webview/.test(`${message.text()} ${message.location().url}`)) stopped.push(message.text());
});
const themes = [['Light Modern', 'vscode-light'], ['Dark Modern', 'vscode-dark'], ['Dark High Contrast', 'vscode-high-contrast'], ['Light High Contrast', 'vscode-high-contrast-light']];
/** Names that would be markup, links or scripts somewhere: of a key, a table, a file, in a reason. */
const hostileNames = ['<img src=x onerror=alert(1)>:*', '[order](javascript:alert(2)):*', '"><svg onload=alert(3)>', '[x](javascript:alert(4))<b>.ts', '</main><script>alert(5)</script>'];
const hostileFiles = src => {
  const [html, link, table, file, reason] = hostileNames;
  writeFileSync(join(src, file), [
    "import { PutItemCommand } from '@aws-sdk/client-dynamodb';",
    "import { redis } from './lib/redis.js';",
    "import { dynamodb } from './lib/dynamodb.js';",
    'export async function keep(id: string, order: object) {',
    `  await redis.set(\`${html.slice(0, -1)}\${id}\`, JSON.stringify(order));`,
    '  // datastore: role=record',
    `  // datastore-review-disable-next-line redis/durable-data -- ${reason}`,
    `  await redis.set(\`${link.slice(0, -1)}\${id}\`, JSON.stringify(order));`,
    `  await dynamodb.send(new PutItemCommand({ TableName: '${table}', Item: { id: { S: id } } }));`,
    '}',
    'export const found = async (id: string) => [',
    `  await redis.get(\`${html.slice(0, -1)}\${id}\`),`,
    `  await redis.get(\`${link.slice(0, -1)}\${id}\`),`,
    '];',
    '',
  ].join('\n'));
  return hostileNames;
};
const steps = [];
const step = async (name, run) => {
  const started = Date.now();
  await run();
  steps.push(`${name} ${((Date.now() - started) / 1000).toFixed(1)} s`);
};

try {
  await step('start', async () => {
    await vscode.open(folder);
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'docker-compose.yml' }).waitFor();
  });

  const report = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  const squiggle = editor.locator('.squiggly-error').first();
  await step('squiggle', async () => {
    await open('src/checkout/checkoutLock.ts');
    await squiggle.waitFor();
    await shot('1-squiggle');
  });

  await step('hover', async () => {
    await hoverOver(squiggle);
    const hover = page.locator('.monaco-hover:visible').first();
    await hover.getByText(/has no expiry/).first().waitFor();
    await hover.getByText('O(1)').first().waitFor();
    await settled(hover);
    await shot('2-hover');
    await page.keyboard.press('Escape');
  });

  await step('fix', async () => {
    await page.mouse.click(...(await middleOf(squiggle)));
    await page.locator('.codicon-light-bulb:visible, .codicon-lightbulb-autofix:visible, [class*=codicon-gutter-lightbulb]:visible').first().click();
    const fix = page.locator('.action-widget').getByText(/expire/).first();
    await fix.waitFor();
    await page.locator('.action-widget').getByText('Disable redis/lock-without-ttl for this line').waitFor();
    await shot('3-lightbulb');
    await page.keyboard.press('Enter'); // a click can hit the pointer block VS Code lays over a fresh menu
    await editor.getByText("'PX'").waitFor();
    await page.keyboard.press('Control+S');
    await page.locator('.tab.active:not(.dirty)').waitFor();
    await shot('4-fixed');
    assert.match(readFileSync(join(folder, 'src/checkout/checkoutLock.ts'), 'utf8'), /redis\.set\(key, '1', 'NX', 'PX', 30000\)/);
  });

  await step('related', async () => {
    await open('src/orders/orderStore.ts');
    const warning = editor.locator('.squiggly-warning, .squiggly-error').first();
    await warning.waitFor();
    await hoverOver(warning);
    const hover = page.locator('.monaco-hover:visible').first();
    await hover.getByText(/docker-compose\.yml/).first().waitFor();
    await settled(hover);
    await shot('5-related');
    await page.keyboard.press('Escape');
  });

  await step('problems', async () => {
    await command('Datastore Review: Review Workspace');
    const rows = page.locator('.markers-panel .monaco-list-row');
    await rows.filter({ hasText: 'docker-compose.yml' }).first().waitFor();
    await shot('6-problems');
    await page.locator('.part.panel .codicon-collapse-all:visible').last().click(); // only what is in view is in the page
    for (const file of ['docker-compose.yml', 'template.yaml', 'stock.ts']) await rows.filter({ hasText: file }).first().waitFor();
    await command('View: Toggle Panel Visibility');
  });

  await step('report', async () => {
    await command('Datastore Review: Compare Datastores');
    await report.getByRole('heading', { name: 'Datastore comparison' }).waitFor();
    await report.getByRole('rowheader', { name: /order:\*/ }).first().waitFor();
    await page.mouse.move(640, 790); // off the tab, whose tooltip would be in the picture
    await page.locator('.workbench-hover-container:visible, .monaco-hover:visible').first().waitFor({ state: 'hidden' });
    await shot('7-report');
    await accessible(report.locator('main'), 'the report');

    // what was opened and asked for stays when the report is renewed
    const part = report.locator('details.data-set').last();
    const wasOpen = await part.evaluate(node => node.open);
    await part.locator('summary').first().click();
    const filter = report.getByRole('searchbox').first();
    await filter.fill('record');
    await report.locator('h1').evaluate(node => node.setAttribute('class', 'old'));
    await command('Datastore Review: Review Workspace');
    await report.locator('h1:not(.old)').waitFor();
    assert.equal(await part.evaluate(node => node.open), !wasOpen, 'a part of the report did not stay as it was left');
    assert.equal(await filter.inputValue(), 'record');
    await filter.fill('');
    await command('View: Toggle Panel Visibility');

    // its links lead into its parts and into the code
    await report.getByRole('rowheader').getByRole('link', { name: /order:\*/ }).first().click();
    assert.ok(await report.locator('details.data-set:has(:focus)').first().evaluate(node => node.open));
    await shot('8-data-set');
    await report.getByRole('link', { name: /orderStore\.ts/ }).first().click();
    await page.locator('.tab.active', { hasText: 'orderStore.ts' }).waitFor();
    await page.locator('.statusbar-item', { hasText: /^Ln 11, Col \d+ \(\d+ selected\)/ }).waitFor();
  });

  await step('hostile names', async () => {
    await report.locator('body').evaluate(() => {
      globalThis.stopped = [];
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => globalThis.stopped.push(`${violatedDirective} ${blockedURI}`));
      globalThis.scrollTo(0, 700);
    });
    const [first] = hostileFiles(join(folder, 'src'));
    const shown = report.locator('main');
    await shown.getByText(first).first().waitFor({ state: 'attached' });
    assert.equal(await report.locator('body').evaluate(() => globalThis.scrollY), 700, 'the report moved when it was renewed');
    const text = await shown.evaluate(node => node.textContent);
    for (const name of hostileNames) assert.ok(text.includes(name), `${name} is not shown as text`);
    const found = await shown.evaluate(node => [...node.querySelectorAll('*')].filter(one =>
      /^(?:script|img|iframe|object|embed|link|style|form|base|meta)$/i.test(one.tagName) || [...one.attributes].some(({ name, value }) => /^on|^style$|^src/.test(name) || (name === 'href' && !/^(?:#|https:|vscode-remote:|file:)/.test(value))),
    ).map(one => one.outerHTML.slice(0, 200)));
    assert.deepEqual(found, [], 'a name became markup');
    assert.deepEqual([...stopped, ...(await report.locator('body').evaluate(() => globalThis.stopped))], []);
    await report.getByRole('link', { name: /javascript:alert\(4\)/ }).first().evaluate(node => node.click());
    await page.locator('.tab.active', { hasText: 'javascript:alert' }).waitFor();
  });

  await step('export', async () => {
    await command('Datastore Review: Export Comparison Report');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Markdown' }).click();
    await page.locator('.quick-input-widget .quick-input-title', { hasText: 'Export Comparison Report' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'datastore-comparison.md' }).waitFor();
    assert.match(readFileSync(join(folder, 'datastore-comparison.md'), 'utf8'), /^# Datastore comparison/);
  });

  await step('themes', async () => {
    await command('View: Close All Editors');
    await command('Datastore Review: Compare Datastores');
    await report.getByRole('rowheader', { name: /order:\*/ }).first().waitFor();
    for (const [theme, look] of themes) {
      await command('Preferences: Color Theme');
      await page.keyboard.type(theme);
      await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: theme }).waitFor();
      await page.keyboard.press('Enter');
      await report.locator(`body.${look}`).waitFor();
      await report.locator('main').evaluate(node => node.querySelectorAll('details').forEach(part => { part.open = false; }));
      await report.locator('h1').evaluate(node => node.scrollIntoView());
      await page.mouse.move(640, 790);
      await shot(`9-${look}`);
      await report.locator('main').evaluate(node => node.querySelectorAll('details').forEach(part => { part.open = true; }));
      await accessible(report.locator('main'), `the report in ${theme}`);
    }
  });

  console.log(`UI: ${steps.join(', ')}`);
} catch (error) {
  await shot('failure');
  console.error(`UI: ${steps.join(', ')}; then it failed; see test/screenshots/failure.png`);
  throw error;
} finally {
  await vscode.close();
  rmSync(home, { recursive: true, force: true });
}
