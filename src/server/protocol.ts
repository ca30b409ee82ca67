import type { ReportFormat } from '../features/report/reportFormats.js';

/** What server and extension say to each other beyond LSP. Requests answer with the type of the same name. */
export const requests = {
  reviewWorkspace: 'datastoreReview/reviewWorkspace',
  report: 'datastoreReview/report',
  ruleDocs: 'datastoreReview/ruleDocs',
  rules: 'datastoreReview/rules',
} as const;
/** Sent by the server when results changed: an open report is out of date. */
export const changedNotification = 'datastoreReview/changed';

export interface ReviewWorkspaceResult {
  readonly findings: number;
  readonly files: number;
}
export interface ReportParams {
  /** `fragment`: HTML for a page that brings its own style. */
  readonly format: ReportFormat | 'fragment';
  /** The URI of a workspace folder, when it is about one. */
  readonly folder?: string;
  /** The URI of the file it is for: its links to code lead from there. Without, they are URIs. */
  readonly destination?: string;
}
/** A report per workspace folder. */
export type ReportResult = readonly string[];
export type { ReportFormat };
/** Markdown; null for an unknown rule. */
export type RuleDocsResult = string | null;
export type RulesResult = readonly { readonly id: string; readonly title: string }[];
