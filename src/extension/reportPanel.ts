import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { changedNotification, requests, type ReportParams, type ReportResult } from '../server/protocol.js';

export interface Report {
  show(): Promise<void>;
}

/** The comparison report in a panel of its own; renewed in place when results change. */
export function registerReport(context: vscode.ExtensionContext, client: LanguageClient): Report {
  let panel: vscode.WebviewPanel | undefined;
  /** The page's script listens: the report can be renewed without loading the page anew. */
  let isListening = false;
  const refresh = async (): Promise<void> => {
    // a hidden page does not exist; it gets the newest report when it is seen again
    if (panel?.visible !== true) return;
    const params: ReportParams = { format: 'fragment' };
    const fragment = (await client.sendRequest<ReportResult>(requests.report, params)).join('\n');
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- closed meanwhile
    if (!panel) return;
    if (isListening) void panel.webview.postMessage({ fragment });
    else panel.webview.html = page(panel.webview, context.extensionUri, fragment);
  };
  const onMessage = (message: unknown): void => {
    if (typeof message !== 'object' || message === null) return;
    if ('listening' in message) isListening = true;
    if ('open' in message && typeof message.open === 'string') void openLink(message.open);
  };
  const create = (): vscode.WebviewPanel => {
    const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
    const created = vscode.window.createWebviewPanel('datastoreReview.report', 'Datastore Comparison', vscode.ViewColumn.Beside, { enableScripts: true, localResourceRoots: [dist] });
    created.webview.onDidReceiveMessage(onMessage);
    created.onDidChangeViewState(() => {
      isListening = isListening && created.visible;
      if (!isListening) void refresh();
    });
    created.onDidDispose(() => {
      panel = undefined;
      isListening = false;
    });
    return created;
  };
  context.subscriptions.push(client.onNotification(changedNotification, () => void refresh()), { dispose: () => void panel?.dispose() });
  return {
    async show() {
      if (panel) panel.reveal();
      else panel = create();
      await refresh();
    },
  };
}

function page(webview: vscode.Webview, extension: vscode.Uri, fragment: string): string {
  const nonce = randomBytes(16).toString('base64');
  const script = webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', 'reportPage.js'));
  const style = webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', 'reportPage.css'));
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}';">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Datastore Comparison</title>
<link rel="stylesheet" href="${style.toString()}">
</head>
<body><main>${fragment}</main><script nonce="${nonce}" src="${script.toString()}"></script></body>
</html>`;
}

/** Opens a file of the workspace at the range, and nothing else. */
async function openLink(href: string): Promise<void> {
  const uri = vscode.Uri.parse(href);
  const file = uri.with({ fragment: '' });
  if (!vscode.workspace.getWorkspaceFolder(file)) return;
  const [line = 1, column = 1, endLine = line, endColumn = column] = [...uri.fragment.matchAll(/\d+/g)].map(([number]) => Math.max(1, Number(number)));
  const selection = new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
  try {
    await vscode.window.showTextDocument(file, { selection, viewColumn: vscode.ViewColumn.One });
  } catch {
    void vscode.window.showWarningMessage(`${vscode.workspace.asRelativePath(file)} cannot be opened; it may have gone since the report was made.`);
  }
}
