import { place, type Place } from '../../facts/place.js';
import type { Located, Resolver } from '../known.js';
import { plainText } from '../resolving/plainText.js';
import { word } from './redisWords.js';

interface Words {
  readonly flags: readonly string[];
  readonly values: readonly string[];
}

interface FromObject {
  /** As in the protocol: EX, 60, NX. */
  readonly words: readonly Located[];
  /** Something in it could not be read. */
  readonly isOpen: boolean;
  /** The literal. */
  readonly range?: Place;
}

/** What an options object of node-redis says, or of libraries that name options alike, as the words of the protocol. */
export function optionsFromObject(object: Located, spec: Words, resolver: Resolver): FromObject {
  const known = resolver.known(object);
  if (known.is === 'null') return { words: [], isOpen: false };
  if (known.is !== 'object') return { words: [], isOpen: true };
  const words: Located[] = [];
  let isOpen = known.isOpen;
  for (const [name, value] of known.properties) {
    const read = optionWords(name, value, known.properties, spec, resolver);
    if (read === undefined) isOpen = true;
    else words.push(...read);
  }
  const origin = resolver.origin(object);
  return { words, isOpen, ...(origin.value.kind === 'object' && { range: place(origin.file, origin.value.range) }) };
}

type Properties = ReadonlyMap<string, Located>;

/** The words of one property; undefined when they cannot be told. */
function optionWords(name: string, value: Located, all: Properties, spec: Words, resolver: Resolver): readonly Located[] | undefined {
  const known = resolver.known(value);
  if (known.is === 'null') return [];
  const option = name.toUpperCase();
  const isBy = option === 'BY' && !spec.values.includes('BY');
  if (spec.flags.includes(option)) return known.is === 'boolean' ? (known.boolean ? [word(option, value)] : []) : undefined;
  if (spec.values.includes(option)) return known.is === 'object' ? inside(option, value, known.properties) : [word(option, value), value];
  switch (isBy ? 'by' : name) {
    case 'expiration':
      return known.is === 'object' ? typed(known.properties, resolver) : single(value, resolver);
    case 'type':
      return all.has('value') || spec.flags.includes(plainText(value, resolver)?.toUpperCase() ?? '') ? typed(all, resolver) : [];
    case 'condition':
      return single(value, resolver, all.get('matchValue'));
    case 'comparison':
    case 'mode':
    case 'policy':
    case 'DIRECTION':
      return single(value, resolver);
    case 'by': {
      const by = plainText(value, resolver);
      return by === undefined ? undefined : [word(`BY${by.toUpperCase()}`, value)];
    }
    case 'TRIM':
    case 'trim':
      return known.is === 'object' ? trim(known.properties, resolver) : undefined;
    default:
      return [];
  }
}

/** `{ type: 'EX', value: 60 }`, `{ type: 'KEEPTTL' }` */
function typed(properties: Properties, resolver: Resolver): readonly Located[] | undefined {
  const type = properties.get('type');
  const value = properties.get('value');
  return type && single(type, resolver, value);
}

function single(value: Located, resolver: Resolver, following?: Located): readonly Located[] | undefined {
  const text = plainText(value, resolver);
  return text === undefined ? undefined : [word(text.toUpperCase(), value), ...(following === undefined ? [] : [following])];
}

/** `LIMIT: { offset, count }` */
function inside(option: string, value: Located, properties: Properties): readonly Located[] {
  return [word(option, value), ...properties.values()];
}

/** `TRIM: { strategy: 'MAXLEN', strategyModifier: '~', threshold: 1000 }`, `trim: { type: 'MAXLEN', comparison: '~', threshold: 1000 }` */
function trim(properties: Properties, resolver: Resolver): readonly Located[] | undefined {
  const threshold = properties.get('threshold');
  const strategy = properties.get('strategy') ?? properties.get('type') ?? properties.get('method');
  if (threshold === undefined || strategy === undefined) return undefined;
  const named = single(strategy, resolver);
  const modifier = properties.get('strategyModifier') ?? properties.get('comparison');
  const limit = properties.get('limit');
  return named && [...named, ...(modifier ? [modifier] : []), threshold, ...(limit ? [word('LIMIT', limit), limit] : [])];
}
