export const formats = ['text', 'json', 'sarif'] as const;
export const failLevels = ['error', 'warning', 'info', 'never'] as const;

export interface CheckOptions {
  readonly format: (typeof formats)[number];
  readonly failOn: (typeof failLevels)[number];
  readonly fix: boolean;
  /** Also what was considered and found fine. */
  readonly explainSilence: boolean;
  /** A path, `true` for the default place, `false` for none. */
  readonly config?: string | boolean;
  readonly rules?: string;
}
