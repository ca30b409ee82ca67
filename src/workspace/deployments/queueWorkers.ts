import type { ConfigFile } from '../../facts/config.js';
import { place, type Place } from '../../facts/place.js';
import { wordsOf } from '../../facts/words.js';
import { hostOf } from './endpoints.js';

/** A worker, beside a server in one compose file, that keeps its queues in it. */
export interface QueueWorkerFound {
  readonly library: string;
  readonly place: Place;
}

/** The workers of a file that are told to use a server by one of its names. */
export function queueWorkersOf(hosts: readonly string[], file: string, config: ConfigFile | undefined): readonly QueueWorkerFound[] {
  const facts = config?.facts ?? [];
  return facts.flatMap(worker => {
    if (worker.kind !== 'queue.worker') return [];
    const given = facts.filter(fact => fact.kind === 'environment').filter(({ scope }) => scope === worker.name);
    // what names a broker says where the queues are; another address may be that of a cache
    const brokers = given.filter(({ name }) => wordsOf(name).includes('broker'));
    const telling = brokers.length > 0 ? brokers : given.filter(({ name }) => wordsOf(name).includes('redis') && !wordsOf(name).includes('cache'));
    const isTold = telling.some(({ value }) => value !== undefined && /^(?:rediss?:|[^:]*$)/.test(value) && hosts.includes(hostOf(value).host));
    return isTold ? [{ library: worker.library, place: place(file, worker.commandRange) }] : [];
  });
}
