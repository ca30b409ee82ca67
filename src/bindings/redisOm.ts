import type { ArgumentPlace, Binding, Instead, InstanceType, Method } from './binding.js';

/*
 * Redis OM: a repository keeps each entity under `<schema's name>:<id>`, as a JSON document or, where the schema says so, a hash
 * (as published in 0.4; up to 0.3 a client gives the repository, and the schema has a class for a name).
 */

const nothing: Method = { does: 'nothing' };
const id: ArgumentPlace = { argument: 0 };
/** With an id of its own, or one that stands in the entity. */
const entity: ArgumentPlace = { argument: 1 };
const search: Method = { does: 'give', type: 'Search' };
const find: Method = { does: 'command', command: 'FT.SEARCH', style: 'own', arguments: [] };

const asHash: readonly Instead[] = [{ at: { argument: 0, madeWith: { argument: 2, path: ['dataStructure'] } }, is: 'HASH', gives: 'HashRepository' }];

function repository(write: string, read: string): InstanceType {
  const save: Method = { does: 'command', command: write, style: 'own', arguments: [{ at: id }, ...(write === 'JSON.SET' ? ['$'] : []), { at: entity }] };
  return {
    connection: { from: 'client', argument: 1 },
    keyPrefix: [{ name: [{ argument: 0, madeWith: { argument: 0 } }], form: '*:' }],
    methods: {
      save,
      createAndSave: save,
      fetch: { does: 'command', command: read, style: 'own', arguments: [{ at: id }] },
      remove: { does: 'command', command: 'UNLINK', style: 'own', arguments: [{ from: 0 }] },
      expire: { does: 'command', command: 'EXPIRE', style: 'own', arguments: [{ at: id }, { at: { argument: 1 } }] },
      expireAt: { does: 'command', command: 'EXPIREAT', style: 'own', arguments: [{ at: id }, { at: { argument: 1 } }] },
      createIndex: { does: 'command', command: 'FT.CREATE', style: 'own', arguments: [] },
      dropIndex: { does: 'command', command: 'FT.DROPINDEX', style: 'own', arguments: [] },
      createEntity: nothing,
      search,
      searchRaw: search,
    },
  };
}

const comparisons = [
  'equals', 'equal', 'equalTo', 'eq', 'true', 'false', 'match', 'matches', 'matchExact', 'matchExactly', 'matchesExactly', 'contain', 'contains',
  'containOneOf', 'containsOneOf', 'gt', 'greaterThan', 'gte', 'greaterThanOrEqualTo', 'lt', 'lessThan', 'lte', 'lessThanOrEqualTo', 'between',
  'inCircle', 'inRadius', 'on', 'before', 'after', 'onOrBefore', 'onOrAfter',
];
const builders = ['where', 'and', 'or', 'sortBy', 'sortAsc', 'sortAscending', 'sortDesc', 'sortDescending', ...comparisons];
const ends = ['all', 'allIds', 'allKeys', 'page', 'pageOfIds', 'pageOfKeys', 'first', 'firstId', 'firstKey', 'min', 'minId', 'minKey', 'max', 'maxId', 'maxKey', 'count'];
const endings = [...ends, ...ends.map(name => `return${name.charAt(0).toUpperCase()}${name.slice(1)}`)];

export const redisOm: Binding = {
  library: 'redis-om',
  store: 'redis',
  modules: ['redis-om'],
  exports: {
    Schema: { is: 'class', gives: 'Schema' },
    Repository: { is: 'class', gives: 'Repository', instead: asHash },
    Client: { is: 'class', gives: 'Client' },
  },
  types: {
    /** What entities are like; nothing of it is sent. */
    Schema: {},
    Repository: repository('JSON.SET', 'JSON.GET'),
    HashRepository: repository('HSET', 'HGETALL'),
    Search: {
      properties: { return: 'Search', is: 'Search', does: 'Search', not: 'Search' },
      methods: { ...Object.fromEntries(builders.map(name => [name, search])), ...Object.fromEntries(endings.map(name => [name, find])) },
    },
    Client: {
      methods: { fetchRepository: { does: 'give', type: 'Repository', instead: asHash }, open: nothing, use: nothing, close: nothing, execute: { does: 'raw-command', form: 'list' } },
      fluent: ['open', 'use'],
    },
  },
};
