import type { ConfigFile, Container, PublishedPort, RedisServer, RedisSettings, Setting, Settings } from '../../facts/config.js';
import { place, type Place } from '../../facts/place.js';
import { settingAt } from '../../facts/settingAt.js';
import { valuesOf, type DeploymentFields, type DeploymentFound } from './deployments.js';
import { managedRedis } from './managedRedis.js';
import type { Knowledge } from '../knowledge.js';
import { directoryOf, joinPath } from '../files/paths.js';
import { isBitnami, version } from './products.js';

/** Every Redis that config declares: services, managed resources, and configuration files that no service owns. */
export function redisDeployments(config: ReadonlyMap<string, ConfigFile>, knowledge: Knowledge): DeploymentFound[] {
  const owned = new Set<string>();
  const found: DeploymentFound[] = [];
  const confs = new Map<string, RedisSettings>();
  for (const [file, { facts }] of config) for (const fact of facts) if (fact.kind === 'redis.settings') confs.set(file, fact);
  for (const [file, { facts }] of config) {
    for (const fact of facts) {
      if (fact.kind !== 'redis.server') continue;
      if (!fact.container) {
        found.push(managedRedis(file, fact, knowledge));
        continue;
      }
      const conf = configFileOf(file, fact, fact.container, confs);
      if (conf.owned !== undefined) owned.add(conf.owned);
      found.push(selfRun(file, fact, fact.container, conf, confs, knowledge));
    }
  }
  for (const [file, conf] of confs) if (!owned.has(file)) found.push(confAlone(file, conf, knowledge));
  return found;
}

interface ConfFound {
  /** The configuration file of the workspace that the service reads. */
  readonly owned: string | undefined;
  /** It reads one that is not here. */
  readonly isElsewhere: boolean;
}

/** The configuration file that a service mounts, or that its command names (decision 19). */
function configFileOf(file: string, server: RedisServer, { volumes }: Container, confs: ReadonlyMap<string, RedisSettings>): ConfFound {
  const directory = directoryOf(file);
  const named = server.configFile?.path;
  for (const { type, source, target } of volumes) {
    const mounted = type === 'bind' && source !== undefined ? joinPath(directory, source.replace(/^\$\{?PWD\}?\//, './')) : undefined;
    if (mounted === undefined) continue;
    if (confs.has(mounted) && (named === undefined || named === target || baseName(named) === baseName(target))) return { owned: mounted, isElsewhere: false };
    const inside = named?.startsWith(`${target.replace(/\/$/, '')}/`) ? named.slice(target.replace(/\/$/, '').length + 1) : undefined;
    const within = inside === undefined ? undefined : joinPath(mounted, inside);
    if (within !== undefined && confs.has(within)) return { owned: within, isElsewhere: false };
    if (named === undefined) {
      const [only, ...others] = [...confs.keys()].filter(path => directoryOf(path) === mounted);
      if (only !== undefined && others.length === 0) return { owned: only, isElsewhere: false };
    }
  }
  if (named === undefined) return { owned: undefined, isElsewhere: false };
  // Copied into the image: by its name, when only one file near the service has it.
  const near = [...confs.keys()].filter(path => baseName(path) === baseName(named) && (directory === '' || path.startsWith(`${directory}/`)));
  const [only] = near;
  return near.length === 1 && only !== undefined ? { owned: only, isElsewhere: false } : { owned: undefined, isElsewhere: true };
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function selfRun(file: string, server: RedisServer, container: Container, conf: ConfFound, confs: ReadonlyMap<string, RedisSettings>, knowledge: Knowledge): DeploymentFound {
  const image = isBitnami(container.image) ? knowledge.images['bitnami']?.defaults : undefined;
  const defaults = { ...knowledge.products[server.product]?.defaults, ...image };
  const read = conf.owned === undefined ? undefined : confs.get(conf.owned)?.settings;
  const written = layered(file, server.settings, conf.owned, read, conf.isElsewhere);
  const { insertAt, volumesRange, ports, command } = container;
  const open = ports.filter(isOpenPort);
  return {
    id: `${file}#${server.name}`,
    file,
    place: place(file, server.range),
    hosts: server.hosts,
    ...(server.version !== undefined && { release: server.version }),
    publishedPorts: ports.flatMap(port => (port.published === undefined ? [] : [port.published])),
    isProfiled: container.profiles.length > 0,
    isUsed: container.isUsed,
    fields: {
      name: server.name,
      product: server.product,
      ...(server.engine !== undefined && { engine: server.engine }),
      ...version(server.version),
      isManaged: false,
      ...server.product === 'dragonfly' ? {} : persistenceOf(written, defaults, knowledge),
      ...evictionOf(written, defaults),
      ...hasVolume(container, written, defaults),
      ...requiresAuth(written, container),
      ...isPublished(container, written),
      ...(insertAt && { insertIndent: insertAt.indent }),
    },
    settings: valuesOf({ ...read, ...server.settings }),
    places: {
      self: place(file, server.range),
      name: place(file, server.nameRange),
      image: place(file, container.imageRange),
      ...written.places,
      ...(volumesRange && { volumes: place(file, volumesRange) }),
      ...(open.length > 0 && { ports: open.map(port => place(file, port.range)) }),
      ...(command && { command: place(file, command.range) }),
      ...(insertAt && { insert: { file, start: insertAt.offset, end: insertAt.offset } }),
    },
  };
}

function confAlone(file: string, conf: RedisSettings, knowledge: Knowledge): DeploymentFound {
  const product = /valkey/i.test(baseName(file)) ? 'valkey' : /keydb/i.test(baseName(file)) ? 'keydb' : 'redis';
  const defaults = knowledge.products[product]?.defaults ?? {};
  const written = layered(file, conf.settings, undefined, undefined, false);
  return {
    id: file,
    file,
    place: place(file, conf.range),
    hosts: [],
    publishedPorts: [],
    isProfiled: false,
    isUsed: true,
    fields: {
      name: baseName(file),
      product,
      isManaged: false,
      ...persistenceOf(written, defaults, knowledge),
      ...evictionOf(written, defaults),
      ...requiresAuth(written, undefined),
      ...isBound(written),
    },
    settings: valuesOf(conf.settings),
    places: {
      self: place(file, conf.range),
      name: place(file, { start: conf.range.start, end: conf.range.start }),
      ...written.places,
      insert: { file, start: conf.insertAt.offset, end: conf.insertAt.offset },
    },
  };
}

/** Settings of a server from its command line, then its configuration file. */
interface Written {
  at(name: string): Setting | undefined;
  readonly places: Readonly<Record<string, Place>>;
}

function layered(file: string, own: Settings, confFile: string | undefined, conf: Settings | undefined, isElsewhere: boolean): Written {
  const places: Record<string, Place> = {};
  if (conf && confFile !== undefined) for (const [name, { range }] of Object.entries(conf)) if (name !== '*') places[name] = place(confFile, range);
  for (const [name, { range }] of Object.entries(own)) if (name !== '*') places[name] = place(file, range);
  const unknown: Setting = { value: undefined, range: { start: 0, end: 0 } };
  return {
    at(name) {
      if (Object.hasOwn(own, name)) return own[name];
      return settingAt(own, name) ?? (conf ? settingAt(conf, name) : isElsewhere ? unknown : undefined);
    },
    places,
  };
}

type Defaults = Readonly<Record<string, string | number | boolean>>;

/** Text as in force; undefined when it is unknown. */
function inForce(written: Written, name: string, defaults: Defaults): string | undefined {
  const setting = written.at(name);
  const value = setting ? setting.value : defaults[name];
  return value === undefined ? undefined : String(value).trim().replace(/^(["'])(.*)\1$/, '$2').toLowerCase();
}

function persistenceOf(written: Written, defaults: Defaults, knowledge: Knowledge): Pick<DeploymentFields, 'persistence' | 'loss' | 'mode'> {
  const persistence = persistenceInForce(written, defaults);
  const given = persistence === undefined ? undefined : knowledge.guarantee(`redis-${persistence}`);
  return { ...(persistence !== undefined && { persistence }), ...(given && { mode: given.mode }), ...(given?.loss !== undefined && { loss: given.loss }) };
}

function persistenceInForce(written: Written, defaults: Defaults): string | undefined {
  const appendonly = inForce(written, 'appendonly', defaults);
  if (appendonly === undefined) return undefined;
  if (appendonly === 'yes') {
    const fsync = inForce(written, 'appendfsync', defaults);
    return fsync === undefined ? undefined : `aof-${fsync}`;
  }
  const save = inForce(written, 'save', defaults);
  if (save === undefined) return undefined;
  return save === '' ? 'none' : 'rdb';
}

function evictionOf(written: Written, defaults: Defaults): Pick<DeploymentFields, 'eviction' | 'evictionIsDefault' | 'maxmemory'> {
  const eviction = inForce(written, 'maxmemory-policy', defaults);
  const memory = inForce(written, 'maxmemory', defaults);
  const maxmemory = memory === undefined ? undefined : bytes(memory);
  return {
    ...(eviction !== undefined && { eviction }),
    evictionIsDefault: written.at('maxmemory-policy') === undefined,
    ...(maxmemory !== undefined && { maxmemory }),
  };
}

const units: Readonly<Record<string, number>> = { '': 1, b: 1, k: 1e3, kb: 1024, m: 1e6, mb: 1024 ** 2, g: 1e9, gb: 1024 ** 3 };

/** `256mb` as redis.conf counts. */
export function bytes(text: string): number | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const factor = units[(unit ?? '?').toLowerCase()];
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}

function hasVolume(container: Container, written: Written, defaults: Defaults): Pick<DeploymentFields, 'hasVolume'> {
  const directory = written.at('dir') ? inForce(written, 'dir', defaults) : (defaults['dir'] as string | undefined);
  if (directory === undefined) return {};
  const folder = directory.startsWith('/') ? directory.replace(/\/$/, '') : '/data';
  const keeps = container.volumes.some(({ type, target }) => {
    const mounted = target.replace(/\/$/, '').toLowerCase();
    return (type === 'bind' || type === 'volume') && mounted !== '' && (folder === mounted || folder.startsWith(`${mounted}/`));
  });
  // A target that is written with a variable may be the folder.
  return keeps || !container.volumes.some(({ target }) => target.includes('*')) ? { hasVolume: keeps } : {};
}

function requiresAuth(written: Written, container: Container | undefined): Pick<DeploymentFields, 'requiresAuth'> {
  const password = written.at('requirepass');
  if (password && (Object.hasOwn(written.places, 'requirepass') || password.value !== undefined)) {
    if (password.value !== '') return { requiresAuth: true };
  } else if (password) return {};
  for (const name of ['aclfile', 'user']) {
    const setting = written.at(name);
    if (setting && Object.hasOwn(written.places, name)) return { requiresAuth: true };
  }
  const open = container?.environment['ALLOW_EMPTY_PASSWORD'];
  if (open?.value === 'yes') return { requiresAuth: false };
  // Images of others make a password of it; the official one does not, unless a script does.
  const isGiven = Object.keys(container?.environment ?? {}).some(name => /PASSWORD|REDIS_PASS|AUTH/.test(name) && name !== 'ALLOW_EMPTY_PASSWORD');
  return isGiven || (container && isBitnami(container.image)) ? {} : { requiresAuth: false };
}

const thisMachine = /^(?:127(?:\.\d+){3}|localhost|::1|\[::1\])$/;

function isOpenPort({ host }: PublishedPort): boolean {
  return host === undefined || !thisMachine.test(host);
}

function isPublished(container: Container, written: Written): Pick<DeploymentFields, 'isPublished'> {
  const bound = isBoundTo(written);
  if (bound === 'here') return { isPublished: false };
  const open = container.ports.filter(isOpenPort);
  if (open.some(({ host }) => host !== '*')) return { isPublished: true };
  return open.length > 0 ? {} : { isPublished: false };
}

function isBoundTo(written: Written): 'here' | 'beyond' | undefined {
  const bind = written.at('bind');
  if (!bind || typeof bind.value !== 'string') return undefined;
  const addresses = bind.value.split(/\s+/).map(address => address.replace(/^-/, '')).filter(address => address !== '');
  if (addresses.length === 0) return undefined;
  return addresses.every(address => thisMachine.test(address)) ? 'here' : 'beyond';
}

/** A server without a container: protected mode keeps others out where nothing is said. */
function isBound(written: Written): Pick<DeploymentFields, 'isPublished'> {
  const bind = written.at('bind');
  const bound = isBoundTo(written);
  if (bound === 'here') return { isPublished: false };
  if (bind && bound === undefined) return {};
  const mode = written.at('protected-mode');
  if (mode) {
    if (mode.value === 'no') return { isPublished: true };
    return mode.value === 'yes' && bound === undefined ? { isPublished: false } : {};
  }
  return { isPublished: bound === 'beyond' };
}
