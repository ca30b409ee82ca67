import { join } from 'node:path';
import { createService } from '../host/createService.js';
import { LineIndex } from './lineIndex.js';
import { loadWorkspace } from './loadWorkspace.js';
import { readText } from '../host/readText.js';
import { createProgress, type Terminal } from './terminal.js';

/** Every resolved fact as a line of JSON, in the order of files and places. */
export function printFacts(paths: readonly string[], terminal: Terminal): number {
  const service = createService();
  const workspace = loadWorkspace(service, paths, terminal);
  const indexes = new Map<string, LineIndex>();
  const lines: string[] = [];
  for (const { kind, place, ...fields } of service.facts()) {
    if (!workspace.shows(place.file)) continue;
    let index = indexes.get(place.file);
    if (!index) {
      const result = readText(join(workspace.root, place.file));
      index = new LineIndex('text' in result ? result.text : '');
      indexes.set(place.file, index);
    }
    lines.push(JSON.stringify({ kind, file: workspace.printed(place.file), start: index.position(place.start), end: index.position(place.end), ...fields }));
  }
  createProgress(terminal).done();
  if (lines.length > 0) terminal.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}
