import { severityText } from '../features/ruleDocs.js';
import { createService } from '../host/createService.js';
import { readRules } from './readRules.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usageError.js';

export function listRules(options: { readonly format: string; readonly rules?: string }, terminal: Terminal): number {
  const rules = createService(() => undefined, readRules(options.rules, terminal)).rules();
  if (options.format === 'json') {
    const plain = rules.map(({ id, title, severity, preset, on, tags, sources }) => ({ id, title, severity: severity.map(({ is }) => is), preset, on, tags, sources }));
    terminal.stdout.write(`${JSON.stringify({ version: 1, rules: plain }, null, 2)}\n`);
    return 0;
  }
  const width = Math.max(0, ...rules.map(rule => rule.id.length));
  for (const rule of rules) {
    const severity = severityText(rule, ', ');
    terminal.stdout.write(`${rule.id.padEnd(width)}  ${severity.padEnd(22)}  ${rule.title}\n`);
  }
  return 0;
}

export function explainRule(id: string, options: { readonly rules?: string }, terminal: Terminal): number {
  const service = createService(() => undefined, readRules(options.rules, terminal));
  const docs = service.ruleDocs(id);
  if (docs === undefined) {
    const near = nearest(id, service.rules().map(rule => rule.id));
    throw new UsageError(`no rule ${id}${near ? `; did you mean ${near}?` : ''} (datastore-review rules lists them)`);
  }
  terminal.stdout.write(`${docs}\n`);
  return 0;
}

/** The id that shares most with what was typed: its last part, else a part of it. */
function nearest(id: string, ids: readonly string[]): string | undefined {
  const last = id.split('/').at(-1) ?? id;
  return ids.find(one => one.endsWith(`/${last}`)) ?? ids.find(one => one.includes(last));
}
