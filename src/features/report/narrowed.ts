import type { ReportModel } from './reportModel.js';

/** The report of the data sets that some files use; the rest of the workspace stays what they are judged by. */
export function narrowed(model: ReportModel, shows: (file: string) => boolean): ReportModel {
  const dataSets = model.dataSets.filter(({ reads, writes }) => {
    const uses = [...reads, ...writes];
    return uses.length === 0 || uses.some(({ place }) => shows(place.file));
  });
  const ids = new Set(dataSets.map(({ id }) => id));
  const names = new Set(dataSets.map(({ name }) => name));
  return {
    ...model,
    dataSets,
    services: model.services.map(service => ({ ...service, dataSets: service.dataSets.filter(id => ids.has(id)) })),
    fine: model.fine.filter(({ dataSet, place }) => (place ? shows(place.file) : dataSet === undefined || names.has(dataSet))),
    notAssessed: model.notAssessed.filter(({ dataSet }) => names.has(dataSet)),
  };
}
