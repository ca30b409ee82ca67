import { createService } from '../host/createService.js';
import { LineIndex } from './lineIndex.js';
import { chooseRoot, loadWorkspace } from './loadWorkspace.js';
import { textOf } from '../host/readText.js';
import { createProgress, type Terminal } from './terminal.js';

/** Every resolved fact as a line of JSON, in the order of files and places. */
export function printFacts(paths: readonly string[], terminal: Terminal): number {
  const { root } = chooseRoot(paths, terminal.cwd);
  const service = createService(path => textOf(root, path));
  const progress = createProgress(terminal);
  const workspace = loadWorkspace(service, paths, terminal, progress, {});
  const indexes = new Map<string, LineIndex>();
  const lines: string[] = [];
  for (const { kind, place, ...fields } of service.facts()) {
    if (!workspace.shows(place.file)) continue;
    let index = indexes.get(place.file);
    if (!index) {
      index = new LineIndex(textOf(root, place.file) ?? '');
      indexes.set(place.file, index);
    }
    lines.push(JSON.stringify({ kind, file: workspace.printed(place.file), start: index.position(place.start), end: index.position(place.end), ...fields }));
  }
  progress.done();
  if (lines.length > 0) terminal.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}
