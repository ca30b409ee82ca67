import { packRules } from '../src/linter/linter.js';
import { createReviewService, type ReviewService } from '../src/reviewService.js';
import type { Preset } from '../src/settings/presets.js';
import { defaultSettings } from '../src/settings/settings.js';
import { layersOf } from './workspace/factsOf.js';
import { knowledgeTexts, ruleTexts } from './linter/ruleFiles.js';

const knowledge = knowledgeTexts();
let packed: string | undefined;

/** A service with all rules over some files. */
export function serviceOf(files: Readonly<Record<string, string>>, preset?: Preset): ReviewService {
  packed ??= packRules(ruleTexts());
  const service = createReviewService({ rules: [{ path: 'rules.json', text: packed }], knowledge, read: path => files[path] });
  for (const [path, text] of Object.entries(files)) service.setFile(path, text);
  service.setSettings([...layersOf(files), { ...defaultSettings, preset }]);
  return service;
}
