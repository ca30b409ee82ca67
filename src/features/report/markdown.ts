import { code, escapeMarkdown as text, fileLink } from '../markdown.js';
import { sourceHref, sourceName } from '../links.js';
import { anchorOf } from './anchors.js';
import { picturedAxes } from './gapPicture.js';
import { usageDiagram } from './mermaid.js';
import type { DataSetReport, FitReport, MatrixCell, ReportModel, ReportPlace, Source, UseReport, Verdict } from './reportModel.js';
import { sameSaid } from './sameSaid.js';
import { asOf, axisValue, axisWords, bestFirst, cellOf, conditionStates, gapWords, howToRead, ifWords, lessWords, modeTitles, needOn, remedyKinds, roleWords, storeName, summary, verdicts, votesNote } from './words.js';

type Link = (place: ReportPlace) => string;

/** The report as Markdown. `lead` leads from where it will lie to the review root: see `fileHref`. */
export function reportMarkdown(model: ReportModel, lead = ''): string {
  const { dataSets } = model;
  const link: Link = place => fileLink(place, lead);
  return [
    '# Datastore comparison',
    text(`${summary(model)} ${asOf(model)}`.trim()),
    part('At a glance', overview(dataSets)),
    part('Where need exceeds guarantee', gaps(dataSets)),
    part('Who uses what, and where it is kept', usageDiagram(model) ?? ''),
    part('The data sets', dataSets.map(one => detail(one, link)).join('\n\n')),
    part('What the deployments give', deployments(model, link)),
    part('Which store fits which role', matrix(model)),
    part('The stores compared', comparison(model)),
    part('Considered and fine', list(model.fine.map(({ rule, dataSet, place, reason }) => words([dataSet !== undefined && code(dataSet), text(reason), rule !== undefined && code(rule), place && link(place)])))),
    part('Not assessed, and what to declare', table(['Data set', 'Why', 'Declare'], model.notAssessed.map(({ dataSet, why, declare }) => [code(dataSet), text(why), code(declare)]))),
    part('Assumptions', list(model.assumptions.map(text))),
    part('How to read this', text(howToRead)),
    part('All other roles: which store would fit', otherRoles(model)),
    part('What each way to run a store gives', capabilities(model)),
  ].filter(one => one !== '').join('\n\n') + '\n';
}

function part(title: string, content: string): string {
  return content === '' ? '' : `## ${title}\n\n${content}`;
}

function overview(dataSets: readonly DataSetReport[]): string {
  return table(['Verdict', 'Data set', 'Store', 'Role', 'Kept in', 'Why'], dataSets.map(one => [
    verdict(one.verdict), `[${code(one.name)}](#${anchorOf(one.id)})`, text(storeName(one.store)), text(roleWords(one)), one.keptIn.map(text).join(', ') || 'not known', text(one.reason),
  ]));
}

function gaps(dataSets: readonly DataSetReport[]): string {
  const head = ['Data set', ...picturedAxes.flatMap(axis => [`${axisWords(axis).name} needed`, 'guaranteed', 'gap'])];
  const rows = dataSets.filter(one => picturedAxes.some(axis => needOn(axis, one))).map(one => [code(one.name), ...picturedAxes.flatMap(axis => {
    const need = needOn(axis, one);
    return need ? [text(axisValue(axis, need.needed)), given(axis, need.given), need.isMet === false ? `**${gapWords(need)}**` : gapWords(need)] : ['no need known', '', ''];
  })]);
  return rows.length === 0 ? '' : `${picturedAxes.map(axis => `${axisWords(axis).name}: ${axisWords(axis).asks} …`).join(' ')}\n\n${table(head, rows)}`;
}

function detail(dataSet: DataSetReport, link: Link): string {
  const { id, name, store, verdict: worst, reason, keptIn, needs, expiry, findings, remedies, reads, writes, fits, alternatives, votes, related } = dataSet;
  return [
    `<a id="${anchorOf(id)}"></a>\n\n### ${code(name)}`,
    `${verdict(worst)} · ${text(storeName(store))} · ${text(roleWords(dataSet))}${keptIn.length > 0 ? ` · kept in ${keptIn.map(text).join(', ')}` : ''}`,
    text(reason),
    under('What it needs, and what it is given', table(['Need', 'Needed', 'Given', 'Where they meet'], needs.map(need => [
      text(`${axisWords(need.axis).name}: ${axisWords(need.axis).asks}`), text(axisValue(need.axis, need.needed)), words([given(need.axis, need.given), need.less && `(${text(lessWords(need.axis, need.less))}${need.less.place ? ` ${link(need.less.place)}` : ''})`]), need.isMet === false ? `**${gapWords(need)}**` : gapWords(need),
    ]))),
    under('Findings', list(findings.map(({ rule, severity, message, place }) => `**${severity}** ${link(place)} ${text(message)} ${code(rule)}`))),
    under('What would make it fit, the least change first', table(['Change', 'Kind', 'Latency', 'Cost', 'Effort'], remedies.map(one => [text(one.text), remedyKinds[one.kind], text(one.latency), text(one.cost), text(one.effort)]))),
    under('How it is used', list([`Written: ${places(writes, link)}`, `Read: ${places(reads, link)}`, ...(expiry === undefined ? [] : [`Expires: ${text(expiry)}`]), ...(related.length === 0 ? [] : [`Related: ${related.map(one => `[${code(one.name)}](#${anchorOf(one.id)})`).join(', ')}`])])),
    under('What its deployment gives', fits.length === 0 ? `Not assessed: no config of ${text(storeName(store))} was found or could be linked.` : list(fits.flatMap(fit))),
    under('Redis, DynamoDB and Cassandra side by side', table(['Store', 'At its best', 'Verdict', 'Why', 'On condition'], alternatives.map(one => [text(storeName(one.store)), text(one.title), verdict(one.verdict), text(one.reason), one.conditions.map(text).join('; ')]))),
    under('Why it is taken for that', votes.length === 0 ? '' : `${votesNote}:\n\n${list(votes.map(({ role, weight, because }) => `${text(role)} **${weight}**: ${text(because)}`))}`),
  ].filter(one => one !== '').join('\n\n');
}

function under(title: string, content: string): string {
  return content === '' ? '' : `#### ${title}\n\n${content}`;
}

function fit({ deployment, modeTitle, verdict: its, reason, conditions, source }: FitReport): string[] {
  const title = modeTitle === undefined ? '' : ` ${text(modeTitle)}`;
  return [
    `**${text(deployment ?? 'deployment not known')}**${title}: ${verdict(its)}. ${text(reason)}${source ? ` (${sourceLink(source)})` : ''}`,
    ...conditions.map(({ text: what, state, because }) => `${text(what)}: **${conditionStates[state]}**${because === undefined ? '' : ` (${text(because)})`}`),
  ];
}

function places(uses: readonly UseReport[], link: Link): string {
  return uses.map(({ command, place }) => `${code(command)} ${link(place)}`).join(', ') || 'nowhere in this workspace';
}

function deployments({ deployments: all }: ReportModel, link: Link): string {
  return table(['Deployment', 'Product', 'Environment', 'What it gives', 'Data sets'], all.map(one => [
    words([text(one.name), one.place && link(one.place)]),
    text([...new Set([one.product, one.modeTitle])].filter(one => one !== undefined).join(', ')),
    text(one.environment),
    one.gives.map(({ what, text: gives, source }) => `**${text(what)}:** ${text(gives)}${source ? ` (${sourceLink(source)})` : ''}`).join('; ') || 'not known',
    one.dataSets.map(code).join(', '),
  ]));
}

function matrix({ matrix: { modes, rows: all } }: ReportModel): string {
  const rows = all.filter(({ isUsed }) => isUsed);
  if (rows.length === 0) return '';
  return table(['Store', 'Mode', ...rows.map(({ title }) => text(title))], modes.map(mode => [
    text(storeName(mode.store)), `${text(mode.title)}${mode.isUsed ? ' (**in use**)' : ''}`, ...rows.map(row => matrixCell(cellOf(row.cells, mode.id))),
  ]));
}

function matrixCell(cell: MatrixCell | undefined): string {
  if (!cell) return verdict('not-assessed');
  return words([`${verdict(cell.verdict)}:`, text(cell.reason), cell.conditions.length > 0 && text(ifWords(cell.conditions)), `(${sourceLink(cell.source)})`]);
}

function otherRoles({ matrix: all }: ReportModel): string {
  return all.rows.filter(({ isUsed }) => !isUsed).map(({ title, cells }) => `### ${text(title)}\n\n${table(['Verdict', 'Kept in', 'Why'], sameSaid(cells).sort(bestFirst).map(({ modes, said: { verdict: its, reason, conditions, source } }) => [
    verdict(its), modeTitles(modes, all).map(text).join('; '), words([text(reason), conditions.length > 0 && text(ifWords(conditions)), `(${sourceLink(source)})`]),
  ]))}`).join('\n\n');
}

function capabilities({ capabilities: all, matrix: every }: ReportModel): string {
  return all.map(({ title, cells }) => `### ${text(title)}\n\n${table(['Way to run it', 'What it gives'], sameSaid(cells).map(({ modes, said: { text: gives, source } }) => [
    modeTitles(modes, every).map(text).join('; '), `${text(gives)} (${sourceLink(source)})`,
  ]))}`).join('\n\n');
}

function comparison({ comparison: sections }: ReportModel): string {
  return sections.map(({ heading, claims }) => `### ${text(heading)}\n\n${list(claims.map(({ store, text: claim, corrects, sources }) =>
    words([`**${text(storeName(store))}:**`, text(claim), corrects !== undefined && `*Often said, but outdated:* “${text(corrects)}”`, `(${sources.map(sourceLink).join('; ')})`]),
  ))}`).join('\n\n');
}

function verdict(of: Verdict): string {
  return `${verdicts[of].mark} ${verdicts[of].word}`;
}

function given(axis: string, value: string | undefined): string {
  return value === undefined ? 'not known' : text(axisValue(axis, value));
}

function sourceLink({ url, date }: Source): string {
  const href = sourceHref(url);
  const name = text(sourceName(url));
  return `${href === undefined ? name : `[${name}](${href})`}, ${text(date)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  return [head, head.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n');
}

function list(items: readonly string[]): string {
  return items.map(item => `- ${item}`).join('\n');
}

function words(parts: readonly (string | false | undefined)[]): string {
  return parts.filter(one => one !== false && one !== undefined && one !== '').join(' ');
}
