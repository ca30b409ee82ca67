import { severities, type Severity } from '../linter/rule.js';
import type { SeverityByRule } from '../settings/layers.js';
import { presets, type Preset } from '../settings/presets.js';

/** What the editor says of rules, for one folder. */
export interface EditorSettings {
  readonly rules: SeverityByRule;
  readonly preset: Preset | undefined;
}

/** The `datastoreReview` section; what is not understood of it is left out. */
export function readEditorSettings(section: unknown): EditorSettings {
  const { rules, preset } = typeof section === 'object' && section !== null ? (section as Readonly<Record<string, unknown>>) : {};
  return {
    rules: Object.fromEntries(Object.entries(rules ?? {}).filter((entry): entry is [string, Severity | 'off'] => isSeverity(entry[1]))),
    preset: presets.find(known => known === preset),
  };
}

function isSeverity(value: unknown): boolean {
  return value === 'off' || severities.some(severity => severity === value);
}
