import type { Counts, Finding } from './findings.js';

/** The stable JSON of `check`, version 1. Lines and columns from 1. */
export function formatJson(findings: readonly Finding[], files: Counts): string {
  const plain = findings.map(({ lineText: _, diagnostic: __, ...finding }) => finding);
  return `${JSON.stringify({ version: 1, findings: plain, files }, null, 2)}\n`;
}
