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
export interface ReportResult {
  readonly markdown: string;
}
/** Markdown; null for an unknown rule. */
export type RuleDocsResult = string | null;
export type RulesResult = readonly { readonly id: string; readonly title: string }[];
