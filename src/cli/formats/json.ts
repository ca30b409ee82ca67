import type { Counts, Finding } from './findings.js';

/** The stable JSON of `check`, version 1. Lines and columns from 1. */
export function formatJson(findings: readonly Finding[], files: Counts): string {
  const plain = findings.map(({ rule, severity, message, file, start, end, related, dataset, confidence, fixes }) => ({ rule, severity, message, file, start, end, related, dataset, confidence, fixes }));
  return `${JSON.stringify({ version: 1, findings: plain, files }, null, 2)}\n`;
}
