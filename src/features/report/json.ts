import type { ReportModel } from './reportModel.js';

/**
 * The report as JSON: `version`, which grows when a field changes its meaning or goes, and the fields of `ReportModel`.
 * A field that is not there is not known. Texts are plain, as found; who shows them escapes them.
 */
export function reportJson(model: ReportModel): string {
  return `${JSON.stringify({ version: 1, ...model }, null, 2)}\n`;
}
