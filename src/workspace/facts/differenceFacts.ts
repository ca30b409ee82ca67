import type { Place } from '../../facts/place.js';
import type { Fact } from '../../facts/storeFacts.js';
import type { Deployment, EnvironmentPair } from '../deployments/deployments.js';
import { isBefore } from '../deployments/products.js';
import type { Knowledge } from '../knowledge.js';
import type { DeploymentFact } from './factContext.js';

type Difference = Fact<'redis.difference'>;

/** The settings in which each pair differs, as far as both are known. `commandsTo`: names of what code sends to one of them. */
export function differenceFacts(pairs: readonly EnvironmentPair[], factOf: (deployment: Deployment) => DeploymentFact, commandsTo: (deployment: DeploymentFact) => readonly string[], knowledge: Knowledge): Difference[] {
  return pairs.flatMap(pair => {
    const [production, development] = [factOf(pair.production), factOf(pair.development)];
    const differ = (setting: string, [inDevelopment, inProduction]: readonly (string | undefined)[], names: readonly string[], missing: readonly string[] = []): Difference[] => {
      if (inDevelopment === undefined || inProduction === undefined || inDevelopment === inProduction) return [];
      const [self, other] = [development, production].map(({ places }) => [...names, 'name'].map(name => places[name]).find(place => place !== undefined));
      return [{ kind: 'redis.difference', setting, production, development, inProduction, inDevelopment, missing, places: placed(self, other) }];
    };
    const each = [development, production] as const;
    return [
      ...differ('eviction', each.map(({ eviction }) => eviction), ['maxmemory-policy']),
      ...differ('persistence', each.map(({ mode }) => knowledge.modes[mode ?? '']?.title), ['appendonly', 'save', 'Durability']),
      ...versions(),
    ];

    function versions(): Difference[] {
      const releases = [pair.development, pair.production].map(({ release, fields: { product, engine } }) => (product === 'redis' || engine === 'redis' ? release : undefined));
      const [first, second] = releases;
      if (first === undefined || second === undefined || first === second) return [];
      const sent = [...new Set([...commandsTo(development), ...commandsTo(production)])].sort();
      const missing = releases.map(release => sent.filter(command => {
        const since = knowledge.redisSince(command);
        return since !== undefined && isBefore(release ?? '', since);
      }));
      const shown = releases.map((release, index) => `${release ?? ''}${missing[index]?.length === 0 ? '' : ` (without ${missing[index]?.join(', ') ?? ''})`}`);
      return differ('version', shown, ['image', 'EngineVersion'], [...new Set(missing.flat())]);
    }
  });
}

type Placed = Place | readonly Place[] | undefined;

function placed(self: Placed, production: Placed): Difference['places'] {
  return { ...(self && { self }), ...(production && { production }) };
}
