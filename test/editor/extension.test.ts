import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const extensionId = 'datastore-review.datastore-review';

/** Waits for what the editor says by events; the condition is asked again whenever something changes. */
async function until<T>(get: () => T | undefined | false | Promise<T | undefined | false>, what: string): Promise<T> {
  for (let tries = 0; tries < 400; tries++) {
    const value = await get();
    if (value !== undefined && value !== false) return value;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain for ${what}`);
}

function fileUri(path: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, path);
}
async function open(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(fileUri(path));
  // a preview would be closed by the next one
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}
function findings(uri: vscode.Uri, rule?: string): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(one => one.source === 'datastore-review' && (rule === undefined || one.code === rule || (typeof one.code === 'object' && one.code.value === rule)));
}
async function revert(document: vscode.TextDocument): Promise<void> {
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('workbench.action.files.revert');
}

describe('Datastore Review in VS Code', () => {
  let lock: vscode.TextDocument;
  before(async () => {
    lock = await open('src/checkout/checkoutLock.ts');
    await until(() => findings(lock.uri, 'redis/lock-without-ttl').length > 0, 'the first finding');
  });

  it('is active', () => {
    assert.equal(vscode.extensions.getExtension(extensionId)?.isActive, true);
  });

  it('underlines the lock that never expires, with a link to its source', () => {
    const [finding] = findings(lock.uri, 'redis/lock-without-ttl');
    assert.ok(finding);
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
    assert.match(lock.getText(finding.range), /set/);
    assert.ok(typeof finding.code === 'object' && finding.code.target.scheme === 'https');
  });

  it('says which config makes orders in Redis unsafe, as related information', async () => {
    const orders = await open('src/orders/orderStore.ts');
    const [finding] = await until(() => {
      const found = findings(orders.uri, 'redis/durable-data');
      return found.length > 0 && found;
    }, 'redis/durable-data');
    const places = (finding!.relatedInformation ?? []).map(({ location }) => vscode.workspace.asRelativePath(location.uri));
    assert.ok(places.includes('docker-compose.yml'), `related: ${places.join(', ')}`);
  });

  it('explains a finding and a store command on hover', async () => {
    const [finding] = findings(lock.uri, 'redis/lock-without-ttl');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', lock.uri, finding!.range.start);
    const text = hovers.flatMap(hover => hover.contents).map(content => (typeof content === 'string' ? content : (content as vscode.MarkdownString).value)).join('\n');
    assert.match(text, /SET/);
    assert.match(text, /O\(1\)/);
  });

  it('offers an expiry for the lock, and the finding goes once it is applied', async () => {
    const [finding] = findings(lock.uri, 'redis/lock-without-ttl');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', lock.uri, finding!.range);
    const action = actions.find(one => one.edit && /PX|expir|limit/i.test(one.title) && !/disable/i.test(one.title));
    assert.ok(action?.edit, actions.map(one => one.title).join(' | '));
    assert.ok(await vscode.workspace.applyEdit(action.edit));
    assert.match(lock.getText(), /'PX', \d+/);
    await until(() => findings(lock.uri, 'redis/lock-without-ttl').length === 0, 'the finding to go');
    await revert(lock);
    await until(() => findings(lock.uri, 'redis/lock-without-ttl').length > 0, 'the finding to come back');
  });

  it('offers to disable a rule for this line', async () => {
    const [finding] = findings(lock.uri, 'redis/lock-without-ttl');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', lock.uri, finding!.range);
    assert.ok(actions.some(one => one.title === 'Disable redis/lock-without-ttl for this line'), actions.map(one => one.title).join(' | '));
    assert.ok(actions.some(one => one.title === 'Show documentation for redis/lock-without-ttl'));
  });

  it('changes findings of code when the config behind it changes', async () => {
    const orders = await open('src/orders/orderStore.ts');
    await until(() => findings(orders.uri, 'redis/durable-data').length > 0, 'redis/durable-data');
    const compose = await open('docker-compose.yml');
    const edit = new vscode.WorkspaceEdit();
    edit.delete(compose.uri, new vscode.Range(0, 0, compose.lineCount, 0));
    assert.ok(await vscode.workspace.applyEdit(edit));
    await vscode.window.showTextDocument(orders);
    await until(() => findings(orders.uri, 'redis/durable-data').every(one => one.severity > vscode.DiagnosticSeverity.Warning), 'the finding to fall silent');
    await revert(compose);
    await vscode.window.showTextDocument(orders);
    await until(() => findings(orders.uri, 'redis/durable-data').length > 0, 'the finding to come back');
  });

  it('keeps the findings of the intact part while code is being typed', async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(lock.uri, new vscode.Position(lock.lineCount, 0), '\nexport function half(a, {\n  if (redis.\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await vscode.window.showTextDocument(lock);
    const result = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', lock.uri, new vscode.Position(0, 0));
    assert.ok(Array.isArray(result));
    assert.ok(findings(lock.uri, 'redis/lock-without-ttl').length > 0);
    await revert(lock);
  });

  it('reviews the whole workspace on command', async () => {
    const result = await vscode.commands.executeCommand<{ findings: number; files: number }>('datastoreReview.reviewWorkspace');
    assert.ok(result.findings >= 5, `${result.findings} findings`);
    const ledger = fileUri('src/ledger/ledger.ts');
    await until(() => findings(ledger, 'cassandra/non-overlapping-quorum').length > 0, 'findings of a closed file');
  });

  it('shows a rule and the comparison report', async () => {
    await vscode.commands.executeCommand('datastoreReview.showRule', 'redis/durable-data');
    await vscode.commands.executeCommand('datastoreReview.compareDatastores');
    await until(() => vscode.window.tabGroups.all.some(group => group.tabs.some(tab => tab.label === 'Datastore Comparison')), 'the report');
  });

  it('exports the comparison report, with links from where it lies', async () => {
    for (const [format, file, link] of [['html', 'docs/report.html', 'href="../src/orders/orderStore.ts#L'], ['markdown', 'report.md', '](src/orders/orderStore.ts#L'], ['json', 'report.json', '"version": 1']] as const) {
      await vscode.commands.executeCommand('datastoreReview.exportReport', format, fileUri(file));
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(fileUri(file)));
      assert.ok(text.includes(link), `${file}: ${text.slice(0, 200)}`);
    }
  });

  it('comes back after a restart of the server', async () => {
    await vscode.commands.executeCommand('datastoreReview.restartServer');
    await vscode.window.showTextDocument(lock);
    await until(() => findings(lock.uri, 'redis/lock-without-ttl').length > 0, 'findings after the restart');
  });
});
