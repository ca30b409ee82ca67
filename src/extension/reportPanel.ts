import MarkdownIt from 'markdown-it';
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { changedNotification, requests, type ReportResult } from '../server/protocol.js';

export interface Report {
  show(): Promise<void>;
}

/** The comparison report in a panel of its own; renewed when results change, its place kept. */
export function registerReport(context: vscode.ExtensionContext, client: LanguageClient): Report {
  let panel: vscode.WebviewPanel | undefined;
  const refresh = async (): Promise<void> => {
    if (!panel) return;
    const { markdown } = await client.sendRequest<ReportResult>(requests.report);
    panel.webview.html = page(panel.webview, context.extensionUri, markdown);
  };
  context.subscriptions.push(client.onNotification(changedNotification, () => void refresh()));
  return {
    async show() {
      if (panel) panel.reveal();
      else {
        const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
        panel = vscode.window.createWebviewPanel('datastoreReview.report', 'Datastore Comparison', vscode.ViewColumn.Beside, { enableScripts: true, localResourceRoots: [dist] });
        context.subscriptions.push(panel.onDidDispose(() => { panel = undefined; }));
        context.subscriptions.push(panel.webview.onDidReceiveMessage((message: unknown) => void openLink(message)));
      }
      await refresh();
    },
  };
}

// `html: false` escapes what is HTML in names of the workspace; links of other schemes than these are refused
const markdownIt = new MarkdownIt({ html: false, linkify: false });
markdownIt.validateLink = url => /^(?:https:\/\/|[\w@./%+()[\]~-]+(?:#L\d+(?:C\d+)?)?$)/.test(url) && !/^\w+:(?!\/\/)/.test(url);

function page(webview: vscode.Webview, extension: vscode.Uri, markdown: string): string {
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
<body><main>${markdownIt.render(markdown)}</main><script nonce="${nonce}" src="${script.toString()}"></script></body>
</html>`;
}

/** Opens a link of the report: a file of the workspace at its line, or a source on the web. */
async function openLink(message: unknown): Promise<void> {
  const href = typeof message === 'object' && message !== null && 'open' in message ? message.open : undefined;
  if (typeof href !== 'string') return;
  if (href.startsWith('https://')) {
    await vscode.env.openExternal(vscode.Uri.parse(href));
    return;
  }
  const [path = '', fragment = ''] = decodeURIComponent(href).split('#');
  const line = Math.max(0, Number(/^L(\d+)/.exec(fragment)?.[1] ?? 1) - 1);
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const uri = vscode.Uri.joinPath(folder.uri, path);
    if (!uri.path.startsWith(folder.uri.path)) continue;
    try {
      await vscode.window.showTextDocument(uri, { selection: new vscode.Range(line, 0, line, 0), viewColumn: vscode.ViewColumn.One });
      return;
    } catch {
      // not in this folder
    }
  }
}
