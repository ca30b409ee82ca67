import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { requests, type ReportFormat, type ReportParams, type ReportResult } from '../server/protocol.js';

const formats: readonly { readonly format: ReportFormat; readonly label: string; readonly ending: string; readonly detail: string }[] = [
  { format: 'html', label: 'HTML', ending: 'html', detail: 'One file to send or print; needs nothing else' },
  { format: 'markdown', label: 'Markdown', ending: 'md', detail: 'For a repository or wiki, with a Mermaid diagram' },
  { format: 'json', label: 'JSON', ending: 'json', detail: 'For other programs' },
];

/** Saves the comparison report of a workspace folder; what is not given is asked for. */
export async function exportReport(client: LanguageClient, format?: ReportFormat, destination?: vscode.Uri): Promise<vscode.Uri | undefined> {
  const folder = await pickFolder();
  const kind = formats.find(one => one.format === format) ?? (await vscode.window.showQuickPick(formats, { placeHolder: 'Which format?' }));
  if (!folder || !kind) return undefined;
  const proposed = vscode.Uri.joinPath(folder.uri, `datastore-comparison.${kind.ending}`);
  const target = destination ?? (await vscode.window.showSaveDialog({ defaultUri: proposed, filters: { [kind.label]: [kind.ending] }, title: 'Export Comparison Report' }));
  if (!target) return undefined;
  const params: ReportParams = { format: kind.format, folder: folder.uri.toString(), destination: target.toString() };
  const [text = ''] = await client.sendRequest<ReportResult>(requests.report, params);
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  if (destination) return target;
  const open = await vscode.window.showInformationMessage(`The comparison report is in ${vscode.workspace.asRelativePath(target)}.`, 'Open');
  if (open !== undefined) await (kind.format === 'html' ? vscode.env.openExternal(target) : vscode.window.showTextDocument(target));
  return target;
}

async function pickFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.length > 1 ? vscode.window.showWorkspaceFolderPick({ placeHolder: 'The report of which folder?' }) : folders[0];
}
