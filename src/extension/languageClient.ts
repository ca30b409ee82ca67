import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';

/** Languages and files that hold store calls or store config. */
export const selector = [
  ...['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'yaml', 'dockercompose', 'json', 'jsonc', 'properties', 'dotenv', 'cql'].map(language => ({ scheme: 'file', language })),
  { scheme: 'file', pattern: '**/{*.conf,*.cql,*.template,.env,.env.*}' },
];

export function createClient(serverModule: string, output: vscode.LogOutputChannel): LanguageClient {
  const settings = vscode.workspace.getConfiguration('datastoreReview');
  return new LanguageClient(
    'datastoreReview',
    'Datastore Review',
    { module: serverModule, transport: TransportKind.ipc },
    {
      documentSelector: selector,
      outputChannel: output,
      initializationOptions: { asksForReasons: true, rules: settings.get('rules'), preset: settings.get('preset') },
      diagnosticPullOptions: { onChange: true, onTabs: true },
    },
  );
}
