import type { ConfigOptions } from './loadConfig.js';

export const formats = ['text', 'json', 'sarif'] as const;
export const failLevels = ['error', 'warning', 'info', 'never'] as const;

export interface CheckOptions extends ConfigOptions {
  readonly format: (typeof formats)[number];
  readonly failOn: (typeof failLevels)[number];
  readonly fix: boolean;
  /** Also what was considered and found fine. */
  readonly explainSilence: boolean;
  readonly rules?: string;
}
