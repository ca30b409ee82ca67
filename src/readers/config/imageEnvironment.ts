import type { Range } from '../../facts/place.js';
import { isBitnami } from './images.js';
import { isOpen, open } from './open.js';
import type { Directives } from './redisDirectives.js';
import { addFlags } from './redisFlags.js';

/** A variable of a container as written; its value may hold open parts, undefined when it is passed through from outside. */
export interface Variable { readonly value: string | undefined; readonly range: Range }

/** Adds what an image's own start script makes of the container's environment to the server's directives. */
export function addImageEnvironment(image: string, environment: ReadonlyMap<string, Variable>, directives: Directives): void {
  if (isBitnami(image)) addBitnami(environment, directives);
  else {
    for (const name of ['REDIS_ARGS', 'VALKEY_EXTRA_FLAGS']) addExtraFlags(environment.get(name), directives);
    for (const [name, variable] of environment) {
      if (name.startsWith('DFLY_')) directives.add(name.slice(5).toLowerCase(), [variable.value ?? open], variable.range);
    }
  }
}

function addBitnami(environment: ReadonlyMap<string, Variable>, directives: Directives): void {
  const get = (name: string): Variable | undefined => environment.get(`REDIS_${name}`) ?? environment.get(`VALKEY_${name}`) ?? environment.get(`KEYDB_${name}`);
  const add = (directive: string, variable: Variable | undefined, value: string | undefined = variable?.value): void => {
    if (variable !== undefined) directives.add(directive, [value ?? open], variable.range);
  };
  add('ALLOW_EMPTY_PASSWORD', environment.get('ALLOW_EMPTY_PASSWORD'));
  add('requirepass', get('PASSWORD') ?? get('PASSWORD_FILE'));
  add('masterauth', get('MASTER_PASSWORD') ?? get('PRIMARY_PASSWORD'));
  add('aclfile', get('ACLFILE'));
  add('port', get('PORT_NUMBER'));
  add('appendonly', get('AOF_ENABLED'));
  const policy = get('RDB_POLICY');
  add('save', policy, policy?.value?.replaceAll('#', ' '));
  const noSnapshots = get('RDB_POLICY_DISABLED');
  if (noSnapshots?.value === 'yes') add('save', noSnapshots, '');
  const tls = get('TLS_ENABLED');
  if (tls?.value === 'yes') add('tls-port', get('TLS_PORT_NUMBER') ?? tls, get('TLS_PORT_NUMBER')?.value ?? '6379');
  const mode = get('REPLICATION_MODE');
  if (mode !== undefined && /^(?:slave|replica)$/.test(mode.value ?? '')) {
    const host = get('MASTER_HOST') ?? get('PRIMARY_HOST');
    const port = get('MASTER_PORT_NUMBER') ?? get('PRIMARY_PORT_NUMBER');
    directives.add('replicaof', [host?.value ?? open, port === undefined ? '6379' : port.value ?? open], (host ?? mode).range);
  }
  addExtraFlags(get('EXTRA_FLAGS'), directives);
}

function addExtraFlags(variable: Variable | undefined, directives: Directives): void {
  if (variable === undefined) return;
  const { value, range } = variable;
  if (value === undefined || isOpen(value)) directives.addUnknown(range);
  const words = value?.match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? [];
  addFlags(words.map(word => ({ text: word.replace(/^(["'])([^]*)\1$/, '$2'), range })), directives);
}
