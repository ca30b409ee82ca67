import type { Counts, Finding, SilencePrinted } from './findings.js';

/** The stable JSON of `check`, version 1. Lines and columns from 1. `silences` is there when it was asked for. */
export function formatJson(findings: readonly Finding[], files: Counts, silences?: readonly SilencePrinted[]): string {
  const plain = findings.map(({ rule, severity, message, file, start, end, related, dataset, confidence, fixes }) => ({ rule, severity, message, file, start, end, related, dataset, confidence, fixes }));
  return `${JSON.stringify({ version: 1, findings: plain, ...(silences && { silences }), files }, null, 2)}\n`;
}
