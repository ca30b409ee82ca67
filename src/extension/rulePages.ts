import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { requests, type RuleDocsResult } from '../server/protocol.js';

const scheme = 'datastore-review';

/** Rules' documentation as virtual Markdown documents: works offline, opens in the ordinary preview. */
export function registerRulePages(client: LanguageClient): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    async provideTextDocumentContent(uri) {
      const id = uri.path.replace(/^\//, '').replace(/\.md$/, '');
      return (await client.sendRequest<RuleDocsResult>(requests.ruleDocs, id)) ?? `There is no rule \`${id}\`.`;
    },
  });
}

export async function showRulePage(id: string): Promise<void> {
  await vscode.commands.executeCommand('markdown.showPreviewToSide', vscode.Uri.from({ scheme, path: `/${id}.md` }));
}
