import { basename, dirname } from 'node:path';
import { URI } from 'vscode-uri';
import { htmlFragment } from '../features/report/html.js';
import { renderReport } from '../features/report/renderReport.js';
import { leadTo } from '../host/leadTo.js';
import { sha256 } from '../host/sha256.js';
import type { FolderReview } from './folderReview.js';
import type { ReportParams, ReportResult } from './protocol.js';

/** The comparison report of each folder that is asked for; several share a page, each with ids of its own. */
export function reportsOf(folders: readonly FolderReview[], { format, folder, destination }: ReportParams): ReportResult {
  const wanted = folders.filter(({ uri }) => folder === undefined || uri === folder);
  return wanted.map(({ service, root, uri }, index) => {
    const lead = destination === undefined ? `${uri.replace(/\/$/, '')}/` : leadTo(root, dirname(URI.parse(destination).fsPath));
    const model = service.reportModel();
    if (format !== 'fragment') return renderReport(model, format, { lead, sha256 });
    return htmlFragment(model, { lead, ...(wanted.length > 1 && { prefix: `folder${index}-`, of: basename(root) }) });
  });
}
