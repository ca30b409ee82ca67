import { writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { narrowed } from '../features/report/narrowed.js';
import { renderReport } from '../features/report/renderReport.js';
import type { ReportFormat } from '../features/report/reportFormats.js';
import { createService } from '../host/createService.js';
import { leadTo } from '../host/leadTo.js';
import { textOf } from '../host/readText.js';
import { sha256 } from '../host/sha256.js';
import type { ConfigOptions } from './loadConfig.js';
import { chooseRoot, loadWorkspace } from './loadWorkspace.js';
import { readRules } from './readRules.js';
import { createProgress, type Terminal } from './terminal.js';
import { UsageError } from './usageError.js';

export interface ReportOptions extends ConfigOptions {
  readonly format: ReportFormat;
  readonly output?: string;
  readonly rules?: string;
}

/** Writes the comparison report: to standard output, or to a file, whose links lead from where it lies. */
export function report(paths: readonly string[], { format, output, rules, ...options }: ReportOptions, terminal: Terminal): number {
  const { root } = chooseRoot(paths, terminal.cwd);
  const service = createService(path => textOf(root, path), readRules(rules, terminal));
  const progress = createProgress(terminal);
  const workspace = loadWorkspace(service, paths, terminal, progress, options);
  const target = output === undefined ? undefined : resolve(terminal.cwd, output);
  const lead = leadTo(root, target === undefined ? terminal.cwd : dirname(target));
  const text = renderReport(narrowed(service.reportModel(), workspace.shows), format, { lead, sha256 });
  progress.done();
  if (target === undefined) terminal.stdout.write(text);
  else write(target, text, output ?? target);
  return 0;
}

function write(target: string, text: string, name: string): void {
  try {
    writeFileSync(target, text);
  } catch (error) {
    throw new UsageError(`cannot write ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
