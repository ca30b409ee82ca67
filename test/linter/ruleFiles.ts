import { readdirSync, readFileSync } from 'node:fs';
import type { RuleText } from '../../src/linter/linter.js';

/** Every rule that ships, as the hosts hand them in. */
export function ruleTexts(): RuleText[] {
  return filesUnder('rules').filter(({ path }) => !path.startsWith('rules/knowledge/'));
}

export function knowledgeTexts(): RuleText[] {
  return filesUnder('rules').filter(({ path }) => path.startsWith('rules/knowledge/'));
}

function filesUnder(folder: string): RuleText[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.yaml'))
    .map(name => `${folder}/${name.replaceAll('\\', '/')}`)
    .sort()
    .map(path => ({ path, text: readFileSync(path, 'utf8') }));
}
