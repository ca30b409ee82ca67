import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createReviewService, type ReviewService, type SourceText } from '../reviewService.js';

/** What the build packs beside the bundles: the rules, checked, and the knowledge tables, both as JSON. */
const packed = join(__dirname, 'knowledge.json');

/**
 * The review service with the rules and tables that ship, and the rule files of the user's own. `readFile` gives a workspace
 * file's text again.
 */
export function createService(readFile: (path: string) => string | undefined, ownRules: readonly SourceText[] = []): ReviewService {
  const { rules, knowledge } = JSON.parse(readFileSync(packed, 'utf8')) as { rules: string; knowledge: SourceText[] };
  return createReviewService({ rules: [{ path: 'rules.json', text: rules }, ...ownRules], knowledge, read: readFile });
}
