import type { ConfigFile, Settings } from '../facts/config.js';
import { place, type Place } from '../facts/place.js';
import { declarationProblem, isDeclarationKey, readRules, type CommentValue, type DeclaredValues } from './comments.js';

/*
 * What a CloudFormation template says to this tool, where it has no comments, in `Metadata` of a resource or of its own:
 *   datastore-review: { datasets: [{ match: { key: order:* }, role: record, needs: { loss: none } }], disable: [dynamodb/no-pitr] }
 */

/** An entry of `datasets`. */
export interface MetadataDeclaration {
  readonly place: Place;
  readonly values: DeclaredValues;
  /** `key: order:*`; nothing of it for what stands on a table. */
  readonly match: Readonly<Record<string, string>>;
  /** The resource that says it; undefined for the template. */
  readonly resource: { readonly name: string; readonly kind: string; readonly place: Place } | undefined;
}

export interface MetadataRead {
  readonly declarations: readonly MetadataDeclaration[];
  readonly suppressions: readonly (Pick<Extract<CommentValue, { readonly is: 'suppression' }>, 'place' | 'rules' | 'reason'> & { readonly covers: Place })[];
  readonly malformed: readonly Extract<CommentValue, { readonly is: 'malformed' }>[];
}

interface Told {
  /** Paths below `datastore-review`. */
  readonly settings: Settings;
  readonly covers: Place;
  readonly resource: MetadataDeclaration['resource'];
}

export function speaksInMetadata({ metadata, facts }: ConfigFile): boolean {
  return metadata !== undefined || facts.some(fact => 'attributes' in fact && Object.keys(fact.attributes).some(path => path.startsWith('Metadata.')));
}

/** What a config file's `Metadata` says. */
export function readMetadata(file: string, config: ConfigFile): MetadataRead {
  const declarations: MetadataDeclaration[] = [];
  const suppressions: MetadataRead['suppressions'][number][] = [];
  const malformed: MetadataRead['malformed'][number][] = [];
  for (const { settings, covers, resource } of toldIn(file, config)) {
    const entries = new Map<string, { readonly place: Place; readonly values: Record<string, string>; readonly match: Record<string, string> }>();
    for (const [path, { value, range }] of Object.entries(settings)) {
      const at = place(file, range);
      const wrong = (problem: string): void => void malformed.push({ is: 'malformed', place: at, problem });
      const [, index, key] = /^datasets(?:\.(\d+))?(?:\.(?:needs\.)?(.+))?$/.exec(path) ?? [];
      if (path === 'disable' || path.startsWith('disable.')) {
        const { problem, ...read } = readRules(at, String(value ?? ''));
        if (problem !== undefined) wrong(problem);
        if (read.rules.length > 0) suppressions.push({ place: at, covers, ...read });
      } else if (!path.startsWith('datasets')) {
        wrong(`'${path}' is unknown: datasets and disable can stand here.`);
      } else if (key !== undefined && value !== undefined) {
        const entry = entries.get(index ?? '') ?? { place: at, values: {}, match: {} };
        entries.set(index ?? '', entry);
        const matched = /^match\.(\w+)$/.exec(key)?.[1];
        const problem = matched === undefined ? declarationProblem(key, String(value)) : undefined;
        if (problem !== undefined) wrong(problem);
        else (matched === undefined ? entry.values : entry.match)[matched ?? key] = String(value);
      }
    }
    for (const { place: at, values, match } of entries.values()) {
      declarations.push({ place: at, match, resource, values: Object.fromEntries(Object.entries(values).filter(([key]) => isDeclarationKey(key))) });
    }
  }
  return { declarations, suppressions, malformed };
}

function toldIn(file: string, { facts, metadata }: ConfigFile): Told[] {
  const resources = facts.flatMap((fact): Told[] => {
    if (!('attributes' in fact)) return [];
    const at = place(file, fact.range);
    return [{ settings: below(fact.attributes, 'Metadata.datastore-review.'), covers: at, resource: { name: fact.name, kind: fact.kind, place: at } }];
  });
  return [{ settings: below(metadata ?? {}, 'datastore-review.'), covers: { file, start: 0, end: Number.MAX_SAFE_INTEGER }, resource: undefined }, ...resources];
}

function below(settings: Settings, prefix: string): Settings {
  return Object.fromEntries(Object.entries(settings).flatMap(([path, setting]) => (path.startsWith(prefix) ? [[path.slice(prefix.length), setting]] : [])));
}

/** `com.aws.cloudformation.Context`: why a resource is as it is, and what must stay so. */
export function notesIn(file: string, { facts }: ConfigFile): { readonly text: string; readonly place: Place; readonly covers: Place }[] {
  return facts.flatMap(fact => {
    if (!('attributes' in fact)) return [];
    return Object.entries(fact.attributes).flatMap(([path, { value, range }]) => {
      const isNote = /^Metadata\.com\.aws\.cloudformation\.Context\.(?:.*\.)?(?:why|must)(?:\.\d+)?$/i.test(path);
      return isNote && typeof value === 'string' ? [{ text: value, place: place(file, range), covers: place(file, fact.range) }] : [];
    });
  });
}
