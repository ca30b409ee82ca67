import { bindings } from '../../src/bindings/index.js';
import type { Reader } from '../../src/facts/reader.js';
import { readTypeScript } from '../../src/readers/code/typescript.js';
import { CodeWorkspace, type ResolvedCode } from '../../src/workspace/codeWorkspace.js';
import { template, type StoreCall } from '../../src/workspace/known.js';

export const typescript: Reader = { name: 'typescript', accepts: path => /\.[cm]?[jt]sx?$/.test(path), read: readTypeScript };

export function workspaceOf(files: Readonly<Record<string, string>>, onRead?: (path: string) => void): CodeWorkspace {
  const read = (path: string): string | undefined => {
    onRead?.(path);
    return files[path];
  };
  const workspace = new CodeWorkspace({ readers: [typescript], bindings, read });
  for (const [path, text] of Object.entries(files)) workspace.setFile(path, text);
  return workspace;
}

/** The store calls of some files: `src/a.ts:3 SET order:*`, behind it via and client where they are not plain. */
export function storeCallsIn(files: Readonly<Record<string, string>>): string[] {
  return describe(workspaceOf(files).resolve(), files);
}

export function describe(resolved: ResolvedCode, files: Readonly<Record<string, string>>): string[] {
  return resolved.calls.map(call => `${call.at.file}:${lineOf(files[call.at.file] ?? '', call.range.start)} ${inWords(call)}`);
}

function inWords(call: StoreCall): string {
  const via = call.via === 'direct' ? '' : ` in ${call.via}`;
  return `${what(call)}${via}`;
}

function what(call: StoreCall): string {
  switch (call.kind) {
    case 'redis.command':
      return [call.command, ...call.keys.map(key => template(key.text))].join(' ');
    case 'dynamodb.request':
      return [call.operation, ...call.tables.map(table => nameOf(table.text.pieces))].join(' ');
    case 'cassandra.statement':
      return [call.statement?.kind ?? '?', call.statement && 'table' in call.statement ? JSON.stringify(call.statement.table) : ''].join(' ').trim();
    default:
      return `${call.what} ${call.effect} ${call.name ? template(call.name) : '?'}`;
  }
}

function nameOf(pieces: readonly object[]): string {
  return pieces.map(piece => ('text' in piece ? String(piece.text) : 'environment' in piece ? `env:${String(piece.environment)}` : '*')).join('');
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
