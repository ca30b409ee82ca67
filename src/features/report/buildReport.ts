import type { Place } from '../../facts/place.js';
import type { Fact } from '../../facts/storeFacts.js';
import type { Diagnostic, Silence } from '../../linter/diagnostic.js';
import { severities } from '../../linter/rule.js';
import type { Shown } from '../links.js';
import type { Vote } from '../../workspace/dataSets/roles.js';
import type { DataSetFit } from '../../workspace/fit/dataSetFits.js';
import type { Fit } from '../../workspace/fit/fit.js';
import { writesIt, type DataSetFact, type Use } from '../../workspace/fit/uses.js';
import type { DataSetReport, DeploymentReport, NeedReport, ReportModel, ReportPlace, UseReport, Verdict } from './reportModel.js';
import { lifetime } from '../../workspace/fit/conditions.js';
import type { Knowledge } from '../../workspace/knowledge.js';
import { capabilitiesOf, matrixOf } from './matrix.js';
import { relatedTo } from './related.js';
import { alternativesOf, remediesOf } from './remedies.js';

export interface ReportInput {
  readonly facts: readonly Fact[];
  readonly fits: readonly DataSetFit[];
  readonly votesOf: (dataset: DataSetFact) => readonly Vote[];
  readonly diagnostics: readonly Diagnostic[];
  readonly silences: readonly Silence[];
  readonly knowledge: Knowledge;
  /** A place by lines and columns. */
  readonly shown: (place: Place) => Shown;
}

const worstFirst: readonly Verdict[] = ['unfit', 'unmet', 'conditional', 'fits', 'not-assessed'];

/** The comparison report of a workspace, as data. */
export function buildReport(input: ReportInput): ReportModel {
  const { knowledge, facts } = input;
  const at = (place: Place): ReportPlace => ({ ...place, ...input.shown(place) });
  const byDataSet = new Map<DataSetFact, DataSetFit[]>();
  for (const fit of input.fits) byDataSet.set(fit.dataset, [...(byDataSet.get(fit.dataset) ?? []), fit]);
  const ids = new Set<string>();
  const reports = new Map([...byDataSet].map(([dataset, fits]) => [dataset, dataSetReport(fits, ids, input, at)]));
  const reported = [...reports.values()].sort(byWorst);
  const related = relatedTo(reported, knowledge);
  const dataSets = reported.map((set): DataSetReport => ({ ...set, related: related(set) }));
  const used = new Set(input.fits.flatMap(({ fit }) => fit.mode ?? []));
  return {
    asOf: knowledge.fitAsOf,
    dataSets,
    deployments: deploymentsOf(facts, input, at),
    services: servicesOf(input.fits, reports),
    matrix: matrixOf(new Set(dataSets.flatMap(({ role }) => role ?? [])), used, knowledge),
    capabilities: capabilitiesOf(knowledge),
    comparison: Object.values(knowledge.comparison).map(({ title, claims }) => ({ heading: title, claims: claims.map(({ store, text, corrects, sources }) => ({ store, text, corrects, sources })) })),
    fine: [
      ...input.silences.map(({ rule, dataset, place, reason }) => ({ rule, dataSet: dataset, place: at(place), reason })),
      ...input.diagnostics.flatMap(({ rule, dataset, place, suppressed }) => (suppressed ? [{ rule, dataSet: dataset, place: at(place), reason: `Switched off: ${suppressed.reason ?? 'no reason given'}` }] : [])),
    ],
    notAssessed: dataSets.flatMap(({ name, verdict, reason, declare }) => (verdict === 'not-assessed' ? [{ dataSet: name, why: reason, declare: declare ?? 'nothing: this is not known of the store' }] : [])),
    assumptions: assumptionsOf(input.fits),
  };
}

function dataSetReport(fits: readonly DataSetFit[], ids: Set<string>, input: ReportInput, at: (place: Place) => ReportPlace): Reported {
  const { knowledge } = input;
  const [worst] = [...fits].sort((a, b) => worstFirst.indexOf(a.fit.verdict) - worstFirst.indexOf(b.fit.verdict));
  const dataset = worst?.dataset;
  if (!worst || !dataset) throw new Error('a data set without a place');
  const uses = fits.flatMap(fit => fit.uses);
  const isKnown = dataset.role !== 'unknown';
  const declare = missingDeclaration(worst);
  return {
    id: idOf(`${dataset.store}-${dataset.name}`, ids),
    name: dataset.resolved ?? dataset.name,
    store: dataset.store as DataSetReport['store'],
    role: isKnown ? dataset.role : undefined,
    roleTitle: isKnown ? knowledge.roles[dataset.role]?.title : undefined,
    confidence: dataset.confidence,
    isDeclared: dataset.isDeclared,
    votes: input.votesOf(dataset).map(({ role, weight, because }) => ({ role, weight, because })),
    needs: worst.fit.needs.map(({ less, ...need }): NeedReport => {
      const scale = knowledge.scales[need.axis] ?? [];
      const rank = (value: string | undefined): number | undefined => (value === undefined || !scale.includes(value) ? undefined : scale.indexOf(value));
      const [use] = less?.by ? useReport(less.by, at) : [];
      return { ...need, ...(less && { less: { could: less.could, because: less.because, place: use?.place } }), scale, neededRank: rank(need.needed), givenRank: rank(need.given) };
    }),
    reads: uses.filter(use => !writesIt(use)).flatMap(use => useReport(use, at)),
    writes: uses.filter(writesIt).flatMap(use => useReport(use, at)),
    expiry: expiryText(dataset),
    // DynamoDB needs no config to be known
    keptIn: [...new Set(fits.flatMap(({ deployment }) => deployment?.name ?? (dataset.store === 'dynamodb' ? 'DynamoDB' : [])))],
    verdict: worst.fit.verdict,
    reason: worst.fit.reason,
    ...(declare !== undefined && { declare }),
    fits: fits.map(({ fit, deployment }) => fitReport(fit, deployment?.name, knowledge)),
    findings: input.diagnostics.filter(one => !one.suppressed && one.dataset === dataset.name && uses.some(use => isAbout(one, use))).map(({ rule, severity, message, place }) => ({ rule, severity, message, place: at(place) })),
    remedies: remediesOf(worst, knowledge),
    alternatives: alternativesOf(worst, knowledge),
  };
}

/** Findings carry their data set's name; two stores may have one of that name. */
function isAbout({ rule }: Diagnostic, use: Use): boolean {
  const store = use.kind.slice(0, use.kind.indexOf('.'));
  return rule.startsWith(`${store}/`) || rule.startsWith('design/') || rule.startsWith('declaration/') || (store === 'redis' && rule.startsWith('elasticache/'));
}

function fitReport({ mode, verdict, reason, conditions, cell }: Fit, deployment: string | undefined, { modes }: Knowledge): DataSetReport['fits'][number] {
  return { deployment, mode, modeTitle: mode === undefined ? undefined : modes[mode]?.title, verdict, reason, conditions, source: cell?.source };
}

function useReport(use: Use, at: (place: Place) => ReportPlace): UseReport[] {
  const [place] = [use.places['name'] ?? use.places['self'] ?? []].flat();
  const command = use.kind === 'dynamodb.request' ? use.operation : use.kind === 'redis.library' ? `${use.library} ${use.what}` : use.command;
  return place ? [{ command, place: at(place) }] : [];
}

function expiryText({ hasExpiry, minTtlSeconds, maxTtlSeconds }: DataSetFact): string | undefined {
  if (hasExpiry === undefined) return undefined;
  if (!hasExpiry) return 'never expires';
  if (minTtlSeconds !== undefined && minTtlSeconds !== maxTtlSeconds) return `expires${lifetime(minTtlSeconds)} to${lifetime(maxTtlSeconds).replace(/^ in/, '')}`;
  return `expires${lifetime(maxTtlSeconds)}`;
}

function idOf(name: string, ids: Set<string>): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'data-set';
  let id = plain;
  for (let count = 2; ids.has(id); count++) id = `${plain}-${count}`;
  ids.add(id);
  return id;
}

type Reported = Omit<DataSetReport, 'related'>;

/** A finding weighs as much as a verdict: an error as what does not fit, a warning as a condition that does not hold. */
function byWorst(a: Reported, b: Reported): number {
  const severityOf = ({ findings }: Reported): number => Math.min(severities.length, ...findings.map(({ severity }) => severities.indexOf(severity)));
  const levelOf = (set: Reported): number => Math.min(worstFirst.indexOf(set.verdict), severityOf(set));
  const isUnknown = ({ role }: Reported): number => (role === undefined ? 1 : 0);
  return levelOf(a) - levelOf(b) || worstFirst.indexOf(a.verdict) - worstFirst.indexOf(b.verdict) || isUnknown(a) - isUnknown(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

function deploymentsOf(facts: readonly Fact[], { fits, knowledge }: ReportInput, at: (place: Place) => ReportPlace): DeploymentReport[] {
  const nameOf = ({ dataset }: DataSetFit): string => dataset.resolved ?? dataset.name;
  const declared = facts.filter(fact => fact.kind === 'redis.deployment').map((fact): DeploymentReport => {
    const [place] = [fact.places['name'] ?? fact.places['self'] ?? []].flat();
    return {
      name: fact.name, product: fact.product, environment: fact.environment, mode: fact.mode, ...givesOf(fact.mode, knowledge),
      dataSets: [...new Set(fits.filter(({ deployment, dataset }) => dataset.store === 'redis' && deployment?.places?.['self'] === fact.places['self']).map(nameOf))],
      place: place && at(place),
    };
  });
  const modes = new Map<string, DataSetFit[]>();
  for (const each of fits) if (each.dataset.store !== 'redis' && each.fit.mode !== undefined) modes.set(each.fit.mode, [...(modes.get(each.fit.mode) ?? []), each]);
  const services = [...modes].map(([mode, kept]): DeploymentReport => ({
    name: knowledge.modes[mode]?.title ?? mode, product: kept[0]?.deployment?.product ?? knowledge.modes[mode]?.store ?? '', environment: 'production', mode, ...givesOf(mode, knowledge),
    dataSets: [...new Set(kept.map(nameOf))],
    place: undefined,
  }));
  return [...declared, ...services];
}

function givesOf(mode: string | undefined, { modes, capabilities }: Knowledge): Pick<DeploymentReport, 'modeTitle' | 'gives'> {
  const found = mode === undefined ? undefined : modes[mode];
  if (mode === undefined || !found) return { modeTitle: undefined, gives: [] };
  const rows = Object.values(capabilities).flatMap(({ title, cells }) => {
    const cell = cells[mode];
    return cell ? [{ what: title, text: cell.text, source: cell.source }] : [];
  });
  return { modeTitle: found.title, gives: [{ what: 'In short', text: found.summary, source: found.source }, ...rows] };
}

/** The folder of the package or application a file belongs to, as far as its path tells. */
function serviceOf(file: string): string {
  const [first = '', second = '', ...rest] = file.split('/');
  if (second === '') return '';
  if (/^(?:apps?|packages|services|libs?|modules|functions|cmd|microservices)$/.test(first) && rest.length > 0) return `${first}/${second}`;
  return first === 'src' || first === 'app' || first === 'server' ? '' : first;
}

function servicesOf(fits: readonly DataSetFit[], reports: ReadonlyMap<DataSetFact, Pick<DataSetReport, 'id'>>): ReportModel['services'] {
  const services = new Map<string, Set<string>>();
  for (const { uses, dataset } of fits) {
    const own = reports.get(dataset);
    for (const use of uses) {
      const [place] = [use.places['self'] ?? []].flat();
      if (!place || !own) continue;
      const name = serviceOf(place.file);
      services.set(name, (services.get(name) ?? new Set()).add(own.id));
    }
  }
  return [...services].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, used]) => ({ name, dataSets: [...used] }));
}

/** What would let it be assessed: a comment, or a line of the config file. */
function missingDeclaration({ dataset, deployment, uses, fit: { verdict, mode } }: DataSetFit): string | undefined {
  if (verdict !== 'not-assessed') return undefined;
  if (mode !== undefined) return dataset.role === 'unknown' ? `datastore: role=${dataset.guess ?? '…'}` : undefined;
  const addresses = [...new Set(uses.flatMap(({ client }) => client?.address ?? []))].sort();
  const clients = addresses.length > 0 ? `, clients: [${addresses.join(', ')}]` : '';
  return `deployments: { ${deployment?.name ?? 'main'}: { kind: ${dataset.store}, deployment: …${clients} } }`;
}

function assumptionsOf(fits: readonly DataSetFit[]): string[] {
  const found = new Set<string>();
  for (const { fit, dataset } of fits) {
    const open = fit.conditions.filter(({ state }) => state === 'open');
    if (fit.verdict === 'fits' && open.length > 0) found.add(`${dataset.resolved ?? dataset.name}: ${open.map(({ text }) => text).join(' ')} Neither code nor config shows it.`);
  }
  found.add('A setting that config does not give is the documented default of its product and version.');
  found.add('A compose file beside managed infrastructure, or named for development, tests or examples, is not production.');
  if (fits.some(({ dataset, keyspace }) => dataset.store === 'cassandra' && keyspace?.replicationFactor === undefined)) found.add('Where no keyspace gives a replication factor, three replicas are assumed.');
  return [...found];
}
