import { createHash } from 'node:crypto';
import type { Log, ReportingDescriptor, Result, Region } from 'sarif';
import type { Rule, Severity } from '../../linter/rule.js';
import type { Finding } from './findings.js';
import type { Position } from '../lineIndex.js';

const level: Record<Severity, 'error' | 'warning' | 'note'> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };

/** SARIF 2.1.0, as code scanning services read it: relative URIs, fingerprints that survive moved lines, the rules' own texts. */
export function formatSarif(findings: readonly Finding[], rules: readonly Rule[], options: { readonly version: string; readonly notes: readonly { path: string; reason: string }[] }): string {
  const indexOf = new Map(rules.map((rule, index) => [rule.id, index]));
  const seen = new Map<string, number>();
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'datastore-review', semanticVersion: options.version, rules: rules.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The folder the review was run in.' } } },
        automationDetails: { id: 'datastore-review/' },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: options.notes.map(({ path, reason }) => ({
              level: 'note' as const,
              message: { text: `${path}: ${reason}` },
              locations: [{ physicalLocation: { artifactLocation: artifact(path) } }],
            })),
          },
        ],
        results: findings.map(finding => result(finding, indexOf.get(finding.rule), fingerprint(finding, seen))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptor(rule: Rule): ReportingDescriptor {
  const severity = rule.severity.at(-1)?.is ?? 'warning';
  const links = rule.sources.map(source => `- [${source.title ?? source.url}](${source.url}) (${source.date})`).join('\n');
  return {
    id: rule.id,
    name: rule.id.replace(/(?:^|[/-])(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.docs.problem },
    help: { text: `${rule.docs.problem}\n\n${rule.docs.solution}`, markdown: `${rule.docs.problem}\n\n**What to do**\n\n${rule.docs.solution}\n\n**When it is fine**\n\n${rule.docs.fine}\n\n${links}` },
    ...(rule.sources[0] ? { helpUri: rule.sources[0].url } : {}),
    defaultConfiguration: { level: level[severity], enabled: rule.preset === 'recommended' },
    properties: { tags: [...rule.tags], precision: 'high', 'problem.severity': severity === 'error' ? 'error' : severity === 'warning' ? 'warning' : 'recommendation' },
  };
}

function result(finding: Finding, ruleIndex: number | undefined, hash: string): Result {
  return {
    ruleId: finding.rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: level[finding.severity],
    message: { text: finding.message },
    locations: [{ physicalLocation: { artifactLocation: artifact(finding.file), region: region(finding.start, finding.end) } }],
    relatedLocations: finding.related.map((related, id) => ({
      id,
      message: { text: related.message },
      physicalLocation: { artifactLocation: artifact(related.file), region: region(related.start, related.end) },
    })),
    partialFingerprints: { 'datastoreReview/v1': hash },
    properties: { confidence: finding.confidence, ...(finding.dataset === undefined ? {} : { dataset: finding.dataset }) },
  };
}

function region(start: Position, end: Position): Region {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function artifact(file: string): { uri: string; uriBaseId: string } {
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}

/** Rule, file and the line's text without its spaces, and which one of equal ones: the line number may change. */
function fingerprint(finding: Finding, seen: Map<string, number>): string {
  const identity = `${finding.rule}\n${finding.file}\n${finding.lineText.replace(/\s+/g, '')}`;
  const ordinal = (seen.get(identity) ?? 0) + 1;
  seen.set(identity, ordinal);
  return createHash('sha256').update(`${identity}\n${ordinal}`).digest('hex').slice(0, 32);
}
