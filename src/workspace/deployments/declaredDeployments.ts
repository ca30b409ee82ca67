import type { Place } from '../../facts/place.js';
import { matchesAny, pathIn } from '../../settings/layers.js';
import type { DeploymentDeclaration } from '../../settings/settings.js';
import type { Knowledge } from '../knowledge.js';
import type { Deployment, DeploymentFields } from './deployments.js';

type Found = Omit<Deployment, 'environment' | 'workers'>;

/** What config declares, joined with what the user names: a named one has what config says, and what its mode says beside it. */
export function withNamed(found: readonly Found[], named: readonly DeploymentDeclaration[], knowledge: Knowledge): Found[] {
  const all = [...found];
  for (const declaration of named) {
    const index = indexOfMeant(all, declaration);
    const meant = all[index];
    const fields = fieldsOfMode(declaration, knowledge);
    if (meant) all[index] = { ...meant, fields: { ...fields, ...meant.fields }, declaration };
    else if (fields) all.push(...alone(declaration, fields));
  }
  return all;
}

/** The one that config declares in the file named; without a file, the one of the same name. */
function indexOfMeant(all: readonly Found[], { kind, name, config, folder, lead }: DeploymentDeclaration): number {
  const isNamed = (each: Found): boolean => each.fields.name === name || each.resource === name;
  const candidates = all.filter(each => {
    if (each.store !== kind || each.declaration) return false;
    const own = pathIn({ folder, lead }, each.file);
    return config === undefined ? isNamed(each) : own !== undefined && matchesAny(own, [config]);
  });
  const left = candidates.length > 1 ? candidates.filter(isNamed) : candidates;
  const [only, ...others] = left;
  return only && others.length === 0 ? all.indexOf(only) : -1;
}

/** What config shows of a deployment that the user names and declares to be another; config counts. */
export function overruledBy({ declaration, file, fields: { mode: shown } }: Found): readonly { readonly place: Place; readonly file: string; readonly declared: string; readonly shown: string }[] {
  if (declaration?.deployment === undefined || shown === undefined || shown === declaration.deployment) return [];
  return [{ place: declaration.place, file, declared: declaration.deployment, shown }];
}

/** It stands where the user names it. */
function alone(declaration: DeploymentDeclaration, fields: ModeFields): Found[] {
  const { kind, name, place } = declaration;
  if (kind === 'dynamodb') return [];
  return [{
    id: `${place.file}#${name}`, file: place.file, place, store: kind,
    hosts: [], publishedPorts: [], isProfiled: false, isUsed: true,
    fields: { name, ...fields }, settings: {}, places: { self: place, name: place }, declaration,
  }];
}

type ModeFields = Omit<DeploymentFields, 'name'>;

/** What its mode says; undefined when none is named. */
export function fieldsOfMode({ kind, deployment, global }: DeploymentDeclaration, { modes, products }: Knowledge): ModeFields | undefined {
  const mode = deployment ?? (kind === 'dynamodb' && global !== undefined ? `dynamodb-global-${global}` as const : undefined);
  const given = mode === undefined ? undefined : modes[mode];
  const product = given?.products[0];
  if (mode === undefined || !given || product === undefined) return undefined;
  const { loss, scope } = given.gives;
  const isManaged = products[product]?.isManaged ?? false;
  const persistence = isManaged ? 'managed' : /^redis-(none|rdb|aof-.+)$/.exec(mode)?.[1];
  // of a server of one's own the default says little: whoever runs it has a redis.conf somewhere
  const policy = isManaged ? products[product]?.defaults['maxmemory-policy'] : undefined;
  return {
    product, isManaged, mode,
    ...(persistence !== undefined && { persistence }),
    ...(given.store === 'redis' && { hasFailover: scope !== undefined && scope !== 'process' }),
    ...(given.store === 'redis' && isManaged && { isMultiZone: scope === 'az' || scope === 'region' }),
    ...(loss !== undefined && { loss }),
    ...(policy !== undefined && { eviction: String(policy) }),
    evictionIsDefault: policy !== undefined && product === 'elasticache',
  };
}
