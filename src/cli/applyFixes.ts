import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Edit } from '../linter/diagnostic.js';
import type { ReviewService } from '../reviewService.js';
import { applyEdits, withoutOverlaps } from '../features/edits.js';
import type { Workspace } from './loadWorkspace.js';
import type { Terminal } from './terminal.js';

const maxRounds = 10;

/** Applies the safe fixes of what is shown, and again until nothing new comes (a fix may uncover another). */
export function applyFixes(service: ReviewService, workspace: Workspace, terminal: Terminal): void {
  let fixed = 0;
  for (let round = 0; round < maxRounds; round++) {
    const fixes = service
      .review()
      .diagnostics.filter(diagnostic => !diagnostic.suppressed && workspace.shows(diagnostic.place.file))
      .flatMap(diagnostic => diagnostic.fixes.filter(fix => fix.isSafe).slice(0, 1));
    const chosen = withoutOverlaps(fixes);
    if (chosen.length === 0) break;
    fixed += chosen.length;
    const edits = chosen.flatMap(fix => fix.edits);
    for (const file of new Set(edits.map(edit => edit.place.file))) {
      rewrite(file, edits.filter(edit => edit.place.file === file), service, workspace);
    }
  }
  if (fixed > 0) terminal.stderr.write(`datastore-review: ${fixed} fix${fixed === 1 ? '' : 'es'} applied\n`);
}

function rewrite(file: string, edits: readonly Edit[], service: ReviewService, workspace: Workspace): void {
  const path = join(workspace.root, file);
  const whole = readFileSync(path, 'utf8');
  // the service saw the text without a byte order mark; it stays in the file
  const mark = whole.startsWith('\ufeff') ? '\ufeff' : '';
  const before = whole.slice(mark.length);
  const newline = before.includes('\r\n') ? '\r\n' : '\n';
  const text = applyEdits(before, edits.map(edit => ({ ...edit, text: edit.text.replace(/\r?\n/g, newline) })));
  writeFileSync(path, mark + text);
  service.setFile(file, text);
}
