/** Sets of rules, by what they hold: each has what the one before it has. */
export const presets = ['off', 'recommended', 'strict', 'all'] as const;
export type Preset = (typeof presets)[number];

export function includes(preset: Preset, other: Preset): boolean {
  return presets.indexOf(other) <= presets.indexOf(preset);
}
