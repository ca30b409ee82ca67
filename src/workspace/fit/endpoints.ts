import type { Fact } from '../../facts/storeFacts.js';
import type { ClientFact, DataSetFact, Kept } from './uses.js';

interface Endpoint {
  readonly store: string;
  readonly clients: Set<ClientFact>;
  readonly dataSets: Set<DataSetFact>;
}

/** Everything that code connects to and no config tells of, and what it keeps there. */
export function endpointFacts(kept: readonly Kept[]): Fact<'design.endpoint'>[] {
  const endpoints = new Map<string, Endpoint>();
  for (const { dataset, deployment, uses } of kept) {
    if (deployment) continue;
    for (const { client } of uses) {
      if (!client?.isMade) continue;
      const key = `${dataset.store} ${client.address ?? ''}`;
      const endpoint = endpoints.get(key) ?? { store: dataset.store, clients: new Set(), dataSets: new Set() };
      endpoints.set(key, endpoint);
      endpoint.clients.add(client);
      endpoint.dataSets.add(dataset);
    }
  }
  return [...endpoints.values()].map(({ store, clients, dataSets }) => {
    const [first, ...others] = clients;
    return {
      kind: 'design.endpoint',
      store,
      ...(first?.address !== undefined && { address: first.address }),
      dataSets: [...dataSets],
      places: { ...first?.places, ...(others.length > 0 && { clients: others.flatMap(({ places }) => places?.['name'] ?? []) }) },
    };
  });
}
