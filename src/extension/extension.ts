import * as vscode from 'vscode';
import { registerCommands } from './commands.js';
import { createClient } from './languageClient.js';
import { registerReport } from './reportPanel.js';
import { registerRulePages } from './rulePages.js';
import { registerStatus } from './status.js';

let stop: (() => Promise<void>) | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel('Datastore Review', { log: true });
  const client = createClient(context.asAbsolutePath('dist/server.js'), output);
  const report = registerReport(context, client);
  context.subscriptions.push(output, registerRulePages(client), registerStatus(client), ...registerCommands(client, output, report));
  stop = () => client.stop();
  await client.start();
}

export async function deactivate(): Promise<void> {
  await stop?.();
}
