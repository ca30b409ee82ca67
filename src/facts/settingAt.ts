import type { Setting, Settings } from './config.js';

/** The setting at this path; one with an unknown value when a part above it, or anything at all, stays open; undefined when it is not set. */
export function settingAt(settings: Settings, path: string): Setting | undefined {
  const exact = Object.hasOwn(settings, path) ? settings[path] : undefined;
  if (exact !== undefined) return exact;
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    const above = path.slice(0, dot);
    const parent = Object.hasOwn(settings, above) ? settings[above] : undefined;
    if (parent !== undefined && parent.value === undefined) return parent;
  }
  return Object.hasOwn(settings, '*') ? settings['*'] : undefined;
}
