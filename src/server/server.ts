import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './serve.js';

/** Starts the language server on the transport its arguments name (`--stdio`, `--node-ipc`, `--socket=…`). */
export function startServer(args: readonly string[] = process.argv.slice(2)): void {
  process.argv = [...process.argv.slice(0, 2), ...args];
  serve(createConnection(ProposedFeatures.all));
}
