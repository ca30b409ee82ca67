import pc from 'picocolors';
import type { Severity } from '../../linter/rule.js';
import type { Counts, Finding, SilencePrinted } from './findings.js';
import { maskSecrets } from './maskSecrets.js';

type Colors = ReturnType<typeof pc.createColors>;
const paint = (colors: Colors): Record<Severity, (text: string) => string> => ({ error: colors.red, warning: colors.yellow, info: colors.cyan, hint: colors.dim });

/** For people: findings by file, the line itself with what is meant underlined, the evidence, what can be done. */
export function formatText(findings: readonly Finding[], files: Counts, options: { readonly color: boolean; readonly notes: readonly { path: string; reason: string }[]; readonly silences?: readonly SilencePrinted[] }): string {
  const colors = pc.createColors(options.color);
  const out: string[] = [];
  let file = '';
  for (const finding of findings) {
    if (finding.file !== file) {
      out.push('', colors.bold(colors.underline(printable(finding.file))));
      file = finding.file;
    }
    out.push(...block(finding, colors));
  }
  const { silences = [] } = options;
  if (silences.length > 0) {
    out.push('', colors.bold('Considered and fine'));
    for (const { rule, file: path, start, reason } of silences) out.push(`  ${printable(path)}:${start.line}:${start.column}  ${printable(reason)}  ${colors.dim(rule)}`);
  }
  if (options.notes.length > 0) {
    out.push('', colors.dim('Not read:'));
    for (const { path, reason } of options.notes.slice(0, 20)) out.push(colors.dim(`  ${printable(path)}: ${printable(reason)}`));
    if (options.notes.length > 20) out.push(colors.dim(`  … and ${options.notes.length - 20} more`));
  }
  out.push('', summary(findings, files, colors), '');
  return out.join('\n');
}

function block(finding: Finding, colors: Colors): string[] {
  const color = paint(colors)[finding.severity];
  const { start, end } = finding;
  const lines = [`  ${colors.dim(`${start.line}:${start.column}`)}  ${color(finding.severity)}  ${printable(finding.message)}  ${colors.dim(finding.rule)}`];
  if (finding.lineText.length <= 160) {
    const text = maskSecrets(finding.lineText, /\.(?:[cm]?[jt]s|[jt]sx)$/.test(finding.file));
    const length = end.line === start.line ? end.column - start.column : text.length - start.column + 1;
    const indent = text.slice(0, start.column - 1).replace(/[^\t]/g, ' ');
    lines.push(`      ${colors.dim('|')} ${printable(text)}`, `      ${colors.dim('|')} ${indent}${color('^'.repeat(Math.max(1, length)))}`);
  }
  for (const related of finding.related) lines.push(`      ${colors.dim('=')} ${printable(related.message)} ${colors.dim(`${printable(related.file)}:${related.start.line}:${related.start.column}`)}`);
  for (const fix of finding.fixes) lines.push(`      ${colors.green('→')} ${printable(fix.title)}${fix.safe ? colors.dim(' (--fix)') : ''}`);
  return lines;
}

function summary(findings: readonly Finding[], files: Counts, colors: Colors): string {
  const scope = `${files.listed} ${files.listed === 1 ? 'file' : 'files'} listed, ${files.parsed} parsed`;
  if (findings.length === 0) return `${colors.green('No findings')} ${colors.dim(`(${scope})`)}`;
  const counts = (['error', 'warning', 'info', 'hint'] as const)
    .map(severity => ({ severity, count: findings.filter(finding => finding.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => paint(colors)[severity](`${count} ${severity}${count === 1 || severity === 'info' ? '' : 's'}`));
  return `${findings.length} finding${findings.length === 1 ? '' : 's'}: ${counts.join(', ')} ${colors.dim(`(${scope})`)}`;
}

/** Text of the workspace must not steer the terminal: control characters are shown, not sent. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
