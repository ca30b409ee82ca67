import { htmlPage } from './html.js';
import { reportJson } from './json.js';
import { reportMarkdown } from './markdown.js';
import type { ReportFormat } from './reportFormats.js';
import type { ReportModel } from './reportModel.js';

export interface RenderOptions {
  /** From where the report will lie to the review root, for links to files: '', '../', 'file:///shop/'. */
  readonly lead?: string;
  /** Base64. */
  readonly sha256: (text: string) => string;
}

/** The report as a file of its own; every format says the same. */
export function renderReport(model: ReportModel, format: ReportFormat, { lead = '', sha256 }: RenderOptions): string {
  switch (format) {
    case 'markdown':
      return reportMarkdown(model, lead);
    case 'html':
      return htmlPage(model, sha256, { lead });
    case 'json':
      return reportJson(model);
  }
}
