/** What is wrong with a rule file, and where: `rules/x.yaml:3:12: …`. The only error the linter throws. */
export class RuleFileError extends Error {
  override readonly name = 'RuleFileError';
  constructor(readonly path: string, readonly line: number, readonly column: number, readonly problem: string) {
    super(`${path}:${line}:${column}: ${problem}`);
  }
}
