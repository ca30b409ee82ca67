import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';

/** Languages and files that hold store calls or store config. */
export const selector = [
  ...['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'yaml', 'dockercompose', 'json', 'jsonc', 'properties', 'dotenv', 'cql'].map(language => ({ scheme: 'file', language })),
  { scheme: 'file', pattern: '**/{*.conf,*.cql,*.template,.env,.env.*}' },
];

export function createClient(serverModule: string, output: vscode.LogOutputChannel): LanguageClient {
  return new LanguageClient(
    'datastoreReview',
    'Datastore Review',
    { module: serverModule, transport: TransportKind.ipc },
    {
      documentSelector: selector,
      outputChannel: output,
      initializationOptions: { asksForReasons: true, rules: vscode.workspace.getConfiguration('datastoreReview').get('rules') },
      diagnosticPullOptions: { onChange: true, onTabs: true },
    },
  );
}
