import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { requests, type ReportFormat, type ReviewWorkspaceResult, type RulesResult } from '../server/protocol.js';
import { exportReport } from './exportReport.js';
import type { Report } from './reportPanel.js';
import { showRulePage } from './rulePages.js';

interface TextEditMessage {
  readonly range: { readonly start: { line: number; character: number }; readonly end: { line: number; character: number } };
  readonly newText: string;
}

export function registerCommands(client: LanguageClient, output: vscode.LogOutputChannel, report: Report): vscode.Disposable[] {
  const register = (name: string, run: (...args: never[]) => unknown): vscode.Disposable => vscode.commands.registerCommand(`datastoreReview.${name}`, run as (...args: unknown[]) => unknown);
  return [
    register('reviewWorkspace', () => reviewWorkspace(client)),
    register('compareDatastores', () => report.show()),
    register('exportReport', (format?: ReportFormat, destination?: vscode.Uri) => exportReport(client, format, destination)),
    register('showRule', (id?: string) => showRule(client, id)),
    register('showOutput', () => output.show()),
    register('restartServer', () => client.restart()),
    register('disableWithReason', (uri: string, edits: readonly TextEditMessage[]) => disableWithReason(uri, edits)),
  ];
}

async function reviewWorkspace(client: LanguageClient): Promise<ReviewWorkspaceResult> {
  const result = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: 'Datastore Review' }, () => client.sendRequest<ReviewWorkspaceResult>(requests.reviewWorkspace));
  void vscode.commands.executeCommand('workbench.actions.view.problems');
  const message = result.findings === 0 ? `No findings in ${result.files} files.` : `${result.findings} findings in ${result.files} files: see Problems.`;
  vscode.window.setStatusBarMessage(`Datastore Review: ${message}`, 5000);
  return result;
}

async function showRule(client: LanguageClient, id: string | undefined): Promise<void> {
  const chosen = id ?? (await pickRule(client));
  if (chosen !== undefined) await showRulePage(chosen);
}

async function pickRule(client: LanguageClient): Promise<string | undefined> {
  const rules = await client.sendRequest<RulesResult>(requests.rules);
  const picked = await vscode.window.showQuickPick(rules.map(rule => ({ label: rule.id, detail: rule.title })), { placeHolder: 'Which rule?', matchOnDetail: true });
  return picked?.label;
}

/** A suppression says why: the reason is asked for before the comment is written. */
async function disableWithReason(uri: string, edits: readonly TextEditMessage[]): Promise<boolean> {
  const reason = await vscode.window.showInputBox({ prompt: 'Why is this fine here? (kept in the comment)', placeHolder: 'reason', validateInput: text => (text.trim() === '' ? 'Say why, so that the next reader knows.' : undefined) });
  if (reason === undefined) return false;
  const edit = new vscode.WorkspaceEdit();
  const oneLine = reason.trim().replace(/\s+/g, ' ').replace(/\*\//g, '* /');
  for (const { range, newText } of edits) {
    edit.replace(vscode.Uri.parse(uri), new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character), newText.replace('<reason>', () => oneLine));
  }
  return vscode.workspace.applyEdit(edit);
}
