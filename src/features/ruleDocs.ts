import type { Rule, RuleExample } from '../linter/rule.js';

/** A rule's page. The text is ours, so nothing in it needs escaping. */
export function ruleDocs(rule: Rule): string {
  return [
    `# ${rule.title}`,
    `\`${rule.id}\` · ${severityText(rule, ' or ')}`,
    rule.deprecated ? '**Deprecated.** It is kept so that suppressions go on working.' : '',
    '## Problem',
    rule.docs.problem.trim(),
    '## What to do',
    rule.docs.solution.trim(),
    ...exampleText('## For example', rule.examples.bad[0]),
    '## When it is fine',
    rule.docs.fine.trim(),
    `Switch it off for a line with \`datastore-review-disable-next-line ${rule.id} -- reason\`, or ${switches(rule)} for the workspace in \`.datastore-review.yml\`:`,
    `\`\`\`yaml\nversion: 1\nrules:\n  ${rule.id}: ${rule.preset === 'recommended' ? 'off' : (rule.severity.at(-1)?.is ?? 'info')}\n\`\`\``,
    '## Sources',
    rule.sources.map(source => `- [${source.title ?? source.url}](${source.url}) (as of ${source.date})`).join('\n'),
  ].filter(part => part !== '').join('\n\n');
}

/** A rule that is not for every day has to be switched on. */
function switches({ preset }: Rule): string {
  return preset === 'recommended' ? 'off' : `on, without the preset \`${preset}\`,`;
}

/** The first example that the rule speaks about; its caret lines say where. */
function exampleText(heading: string, example: RuleExample | undefined): string[] {
  if (!example) return [];
  const files = Object.entries(example.files);
  return [heading, ...files.map(([path, text]) => `${files.length > 1 ? `\`${path}\`:\n\n` : ''}\`\`\`${path.slice(path.lastIndexOf('.') + 1)}\n${text.trimEnd()}\n\`\`\``)];
}

/** What a finding's hover says of its rule: short first. */
export function ruleSummary(rule: Rule): string {
  const links = rule.sources.map(source => `[${source.title ?? new URL(source.url).hostname}](${source.url})`).join(' · ');
  return `${rule.docs.problem.trim()}\n\n**What to do.** ${rule.docs.solution.trim()}\n\n${links} (as of ${rule.sources[0]?.date ?? ''})`;
}

/** How loud it is, and the preset that it takes unless that is the usual one. */
export function severityText({ severity, preset }: Rule, separator: string): string {
  const words = [...new Set(severity.map(({ is }) => is))].join(separator);
  return preset === 'recommended' ? words : `${words}; preset ${preset}`;
}
