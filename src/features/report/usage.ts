import type { DataSetReport, ReportModel, Verdict } from './reportModel.js';
import { roleTitle, storeName } from './words.js';

/** Who uses what, kept where: a graph of three columns, for the diagrams. */
export interface Usage {
  readonly services: readonly Node[];
  readonly dataSets: readonly (Node & { readonly dataSet: DataSetReport })[];
  readonly stores: readonly Node[];
  readonly uses: readonly Edge[];
  readonly keeps: readonly (Edge & { readonly verdict: Verdict })[];
  /** Data sets that did not find room. */
  readonly left: number;
}
interface Node {
  readonly label: string;
  readonly detail: string;
  /** Nothing in the workspace says which deployment it is. */
  readonly isUnknown: boolean;
}
/** Indexes into the columns. */
interface Edge {
  readonly from: number;
  readonly to: number;
}

/** The worst so many: a diagram of more is a knot. */
const mostDataSets = 30;

export function usage({ dataSets, services, deployments }: ReportModel): Usage {
  const shown = dataSets.slice(0, mostDataSets);
  const at = new Map(shown.map(({ id }, index) => [id, index]));
  const users = services.filter(service => service.dataSets.some(id => at.has(id)));
  const stores: Node[] = [];
  const storeAt = new Map<string, number>();
  const indexOf = (key: string, node: () => Node): number => {
    const index = storeAt.get(key) ?? stores.length;
    if (index === stores.length) stores.push(node());
    storeAt.set(key, index);
    return index;
  };
  const keeps = shown.flatMap((dataSet, from) => {
    const { store, keptIn, fits, verdict } = dataSet;
    if (keptIn.length === 0) return [{ from, to: indexOf(`? ${store}`, () => ({ label: storeName(store), detail: 'deployment not known', isUnknown: true })), verdict }];
    return keptIn.map(name => ({
      from,
      to: indexOf(`= ${name}`, () => ({ label: name, detail: deployments.find(one => one.name === name)?.modeTitle ?? storeName(store), isUnknown: false })),
      verdict: fits.find(fit => fit.deployment === name)?.verdict ?? verdict,
    }));
  });
  return {
    services: users.map(({ name }) => ({ label: name === '' ? 'This workspace' : name, detail: '', isUnknown: false })),
    dataSets: shown.map(dataSet => ({ label: dataSet.name, detail: roleTitle(dataSet), isUnknown: false, dataSet })),
    stores,
    uses: users.flatMap(({ dataSets: used }, from) => used.flatMap(id => { const to = at.get(id); return to === undefined ? [] : [{ from, to }]; })),
    keeps,
    left: dataSets.length - shown.length,
  };
}
