import type { CassandraServer, ConfigFact, Container, QueueWorker, RedisServer, Setting } from '../../facts/config.js';
import type { Reader } from '../../facts/reader.js';
import { environmentFacts, environmentOf, environmentSettings } from './composeEnvironment.js';
import { portsOf, volumesOf } from './composeMounts.js';
import { servicesOf, type Service } from './composeServices.js';
import { child, entries, entry, insertionPoint, items, textOf, type ConfigNode, type Documents } from './document.js';
import { addImageEnvironment, type Variable } from './imageEnvironment.js';
import { storeOf, storeOfProgram, versionOf } from './images.js';
import { interpolate } from './interpolate.js';
import { isCompose } from './isCompose.js';
import { isOpen, pattern } from './open.js';
import { queueLibraryOf } from './queueWorkers.js';
import { configFile, readDocuments } from './readDocuments.js';
import { Directives } from './redisDirectives.js';
import { addFlags, serverCommand, shownWords, type ServerCommand } from './redisFlags.js';
import { commandWords, type Word } from './words.js';
import { isProseOrCode } from './isProseOrCode.js';

const name = 'compose';

/** Docker Compose files of any version. */
export const compose: Reader = {
  name,
  accepts: (path, head) => !isProseOrCode(path) && isCompose(path, head),
  read: (_, text) => {
    const documents = readDocuments(text);
    const incomplete = [...documents.incomplete];
    const facts = documents.roots.flatMap(root => {
      const services = servicesOf(root);
      if (child(root, 'include') !== undefined) incomplete.push('includes another file, which is not followed');
      if (services.some(({ extendsElsewhere }) => extendsElsewhere)) incomplete.push('a service extends one of another file, which is not followed');
      const links = linksOf(services);
      return services.flatMap(service => factsOf(service, services, links, text, documents));
    });
    return configFile(name, facts, { comments: documents.comments, incomplete });
  },
};

function factsOf(service: Service, services: readonly Service[], links: Links, text: string, documents: Documents): readonly ConfigFact[] {
  const { node } = service;
  const environment = environmentOf(node);
  const words = [...commandWords(child(node, 'entrypoint'), text), ...commandWords(child(node, 'command'), text)];
  const command = serverCommand(words, text);
  const image = interpolate(textOf(child(node, 'image')) ?? '');
  const store = storeOf(image) ?? storeOfProgram(command.program);

  if (store === undefined || isOneOff(store.store, command, words, node)) return [...environmentFacts(environment, service.name), ...queueWorkers(service, words)];
  const version = versionOf(image);
  const declared = {
    range: service.range, name: service.name, nameRange: service.nameRange,
    ...(version === undefined ? {} : { version }),
    hosts: hostsOf(service, links),
    container: { ...containerOf(service, image, environment, words, text, documents.syntax), isUsed: isUsed(service, services) },
  };
  if (store.store === 'cassandra') return [{ kind: 'cassandra.server', product: store.product, ...declared } satisfies CassandraServer];
  return [{ kind: 'redis.server', product: store.product, ...declared, ...redisSettings(service, image, environment, command), attributes: {} } satisfies RedisServer];
}

function queueWorkers({ name, nameRange, range, node }: Service, words: readonly Word[]): readonly QueueWorker[] {
  const library = queueLibraryOf(words);
  const commandRange = (entry(node, 'command') ?? entry(node, 'entrypoint'))?.range;
  return library === undefined || commandRange === undefined ? [] : [{ kind: 'queue.worker', library, name, nameRange, range, commandRange }];
}

/** A container that uses the store's image for something else: `redis-cli`, `cqlsh`, a sentinel, a script that loads a schema. */
function isOneOff(store: 'redis' | 'cassandra', command: ServerCommand, words: readonly Word[], node: ConfigNode): boolean {
  if (store === 'redis') return command.starts === 'other';
  if (words.some(({ text }) => /(?:^|[\s/;&])(?:cqlsh|nodetool|cassandra-stress)(?=\s|$)/.test(text))) return true;
  return /\.sh$/.test(words[0]?.text ?? '') && !/entrypoint/.test(words[0]?.text ?? '') && child(node, 'ports') === undefined;
}

function redisSettings(service: Service, image: string, environment: ReadonlyMap<string, Variable>, command: ServerCommand): Pick<RedisServer, 'settings' | 'configFile'> {
  const directives = new Directives();
  addImageEnvironment(image, environment, directives);
  const configFile = addFlags(command.flags, directives);
  const commandRange = (entry(service.node, 'command') ?? entry(service.node, 'entrypoint'))?.range;
  if (command.starts === 'unknown' && commandRange !== undefined) directives.addUnknown(commandRange);
  if (service.extendsElsewhere) directives.addUnknown(entry(service.node, 'extends')?.range ?? service.range);
  return { settings: directives.done(), ...(configFile === undefined ? {} : { configFile }) };
}

function containerOf(service: Service, image: string, environment: ReadonlyMap<string, Variable>, words: readonly Word[], text: string, syntax: 'yaml' | 'json'): Omit<Container, 'isUsed'> {
  const { node } = service;
  const insertAt = insertionPoint(text, service.own, syntax);
  const volumesRange = entry(node, 'volumes')?.range;
  const commandRange = (entry(node, 'command') ?? entry(node, 'entrypoint'))?.range;
  const restart = restartOf(node);
  return {
    image: pattern(image) ?? '*',
    imageRange: (entry(node, 'image') ?? entry(node, 'build'))?.range ?? service.nameRange,
    ...(insertAt === undefined ? {} : { insertAt }),
    volumes: volumesOf(node),
    ...(volumesRange === undefined ? {} : { volumesRange }),
    ports: portsOf(node),
    environment: environmentSettings(environment),
    ...(commandRange === undefined ? {} : { command: { range: commandRange, words: shownWords(words) } }),
    ...(restart === undefined ? {} : { restart }),
    profiles: texts(child(node, 'profiles')),
    environmentFiles: environmentFilesOf(child(node, 'env_file')),
  };
}

/**
 * Whether an application of the file uses a store: one that waits for it, is linked to it or is told its name. Where no service
 * says what it waits for, one that is built here counts too: a database built from a file of its own does not.
 */
function isUsed({ name }: Service, services: readonly Service[]): boolean {
  // what only sets a store up (`redis-cli --cluster create`) is no application
  const others = services.filter(other => other.name !== name && storeOf(interpolate(textOf(child(other.node, 'image')) ?? '')) === undefined);
  if (others.some(other => isUser(other, name))) return true;
  return services.every(({ node }) => child(node, 'depends_on') === undefined) && others.some(({ node }) => entry(node, 'build') !== undefined);
}

function isUser({ node }: Service, store: string): boolean {
  const waitsFor = [...texts(child(node, 'depends_on')), ...entries(child(node, 'depends_on')).map(({ key }) => key), ...texts(child(node, 'links')).map(link => link.split(':')[0] ?? '')];
  if (waitsFor.includes(store)) return true;
  const named = new RegExp(`(?:^|[/@,=])${store.replace(/[^\w-]/g, '.')}(?:$|[:/,])`);
  return [...environmentOf(node).values()].some(variable => named.test(variable.value ?? ''));
}

function restartOf(node: ConfigNode): Setting | undefined {
  const written = entry(node, 'restart') ?? entry(child(node, 'deploy', 'restart_policy'), 'condition');
  if (written === undefined) return undefined;
  const value = interpolate(textOf(written.value) ?? '');
  return { value: isOpen(value) ? undefined : value, range: written.range };
}

/** The other names that links (`redis:cache`) give to a service. */
type Links = ReadonlyMap<string, readonly string[]>;

function linksOf(services: readonly Service[]): Links {
  const result = new Map<string, string[]>();
  for (const { node } of services) {
    for (const link of texts(child(node, 'links'))) {
      const [name = '', alias] = link.split(':');
      if (alias === undefined) continue;
      const aliases = result.get(name);
      if (aliases === undefined) result.set(name, [alias]);
      else aliases.push(alias);
    }
  }
  return result;
}

/** Names under which other services reach it. */
function hostsOf({ name, node }: Service, links: Links): readonly string[] {
  const aliases = entries(child(node, 'networks')).flatMap(({ value }) => texts(child(value, 'aliases')));
  const names = [name, textOf(child(node, 'container_name')), textOf(child(node, 'hostname')), ...aliases, ...links.get(name) ?? []];
  return [...new Set(names.flatMap(host => (host === undefined ? [] : pattern(interpolate(host)) ?? [])))];
}

function environmentFilesOf(node: ConfigNode | undefined): readonly string[] {
  return (node?.kind === 'list' ? items(node) : [node]).flatMap(item => textOf(item) ?? textOf(child(item, 'path')) ?? []).map(path => pattern(interpolate(path)) ?? '*');
}

function texts(node: ConfigNode | undefined): readonly string[] {
  return items(node).flatMap(item => textOf(item) ?? []);
}
