import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createReviewService, type ReviewService, type SourceText } from '../reviewService.js';

/** What the build packs beside the bundles: the rules, checked, and the knowledge tables, both as JSON. */
const packed = join(__dirname, 'knowledge.json');

/** A folder of rule files that is not there, or no folder. */
export class RulesFolderError extends Error {}

/**
 * The review service with the rules and tables that ship; `rulesFolder` adds the rule files of a folder of the user's.
 * `readFile` gives a workspace file's text again.
 */
export function createService(rulesFolder?: string, readFile?: (path: string) => string | undefined): ReviewService {
  const { rules, knowledge } = JSON.parse(readFileSync(packed, 'utf8')) as { rules: string; knowledge: SourceText[] };
  return createReviewService({
    rules: [{ path: 'rules.json', text: rules }, ...(rulesFolder === undefined ? [] : ruleFiles(rulesFolder))],
    knowledge,
    ...(readFile ? { read: readFile } : {}),
  });
}

function ruleFiles(folder: string): SourceText[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new RulesFolderError(`no such folder of rules: ${folder}`);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile() && entry.name.endsWith('.yaml'));
  return files.map(entry => join(entry.parentPath, entry.name)).sort().map(path => ({ path: relative(folder, path), text: readFileSync(path, 'utf8') }));
}
