import { severities, type Severity } from '../linter/rule.js';
import type { ReviewService } from '../reviewService.js';
import { applyFixes } from './applyFixes.js';
import { readRules } from './readRules.js';
import { loadWorkspace, chooseRoot, type Workspace } from './loadWorkspace.js';
import { LineIndex } from './lineIndex.js';
import { textOf } from '../host/readText.js';
import { createService } from '../host/createService.js';
import type { CheckOptions } from './checkOptions.js';
import { createProgress, wantsColor, type Terminal } from './terminal.js';
import { toFinding, type Counts, type Finding, type SilencePrinted } from './formats/findings.js';
import { formatJson } from './formats/json.js';
import { formatSarif } from './formats/sarif.js';
import { formatText } from './formats/text.js';
import { version } from '../host/version.js';

/** Reviews, prints, and gives the exit code. */
export function check(paths: readonly string[], options: CheckOptions, terminal: Terminal): number {
  const { root } = chooseRoot(paths, terminal.cwd);
  const service = createService(path => textOf(root, path), readRules(options.rules, terminal));
  const progress = createProgress(terminal);
  const workspace = loadWorkspace(service, paths, terminal, progress, options);
  const result = service.review();
  progress.done();
  if (options.fix) applyFixes(service, workspace, terminal);

  const indexOf = lineIndexes(workspace);
  const findings = findingsOf(service, workspace, indexOf);
  const silences = options.explainSilence ? silencesOf(service, workspace, indexOf) : undefined;
  const notes = [...workspace.notes, ...result.incomplete].map(note => ({ ...note, path: workspace.printed(note.path) }));
  const files: Counts = { ...workspace.counts, parsed: result.files.parsed };
  terminal.stdout.write(print(options.format, { findings, silences, files, notes }, service, terminal));
  return reaches(findings, options.failOn) ? 1 : 0;
}

function lineIndexes(workspace: Workspace): (file: string) => LineIndex {
  const indexes = new Map<string, LineIndex>();
  return file => {
    const known = indexes.get(file);
    if (known) return known;
    const index = new LineIndex(textOf(workspace.root, file) ?? '');
    indexes.set(file, index);
    return index;
  };
}

function findingsOf(service: ReviewService, workspace: Workspace, indexOf: (file: string) => LineIndex): Finding[] {
  return service
    .review()
    .diagnostics.filter(diagnostic => !diagnostic.suppressed && workspace.shows(diagnostic.place.file))
    .map(diagnostic => toFinding(diagnostic, indexOf, workspace.printed));
}

function silencesOf(service: ReviewService, workspace: Workspace, indexOf: (file: string) => LineIndex): SilencePrinted[] {
  return service
    .silences()
    .filter(({ place }) => workspace.shows(place.file))
    .map(({ rule, dataset, place, reason }) => ({ rule, ...(dataset !== undefined && { dataset }), file: workspace.printed(place.file), start: indexOf(place.file).position(place.start), reason }));
}

interface Printed {
  readonly findings: readonly Finding[];
  readonly silences: readonly SilencePrinted[] | undefined;
  readonly files: Counts;
  readonly notes: readonly { path: string; reason: string }[];
}

function print(format: CheckOptions['format'], { findings, silences, files, notes }: Printed, service: ReviewService, terminal: Terminal): string {
  switch (format) {
    case 'json':
      return formatJson(findings, files, silences);
    case 'sarif':
      return formatSarif(findings, service.rules(), { version, notes });
    case 'text':
      return formatText(findings, files, { color: wantsColor(terminal), notes, silences: silences ?? [] });
  }
}

function reaches(findings: readonly { readonly severity: Severity }[], level: CheckOptions['failOn']): boolean {
  if (level === 'never') return false;
  const threshold = severities.indexOf(level);
  return findings.some(finding => severities.indexOf(finding.severity) <= threshold);
}
