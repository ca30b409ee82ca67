import type { PublishedPort, Volume } from '../../facts/config.js';
import { child, entry, items, textOf, type ConfigNode } from './document.js';
import { interpolate } from './interpolate.js';
import { isOpen, pattern } from './open.js';

/** `volumes` and `tmpfs` of a service. */
export function volumesOf(service: ConfigNode): readonly Volume[] {
  const written = items(child(service, 'volumes')).flatMap(item => (item.kind === 'map' ? longVolume(item) : shortVolume(item)));
  const tmpfs = child(service, 'tmpfs');
  const memory = (tmpfs?.kind === 'list' ? tmpfs.items : [tmpfs]).flatMap((item): readonly Volume[] => {
    const text = textOf(item);
    return text === undefined || item === undefined ? [] : [{ type: 'tmpfs', target: shown(text.replace(/:.*$/, '')), range: item.range }];
  });
  return [...written, ...memory];
}

function longVolume(item: ConfigNode): readonly Volume[] {
  const target = textOf(child(item, 'target') ?? child(item, 'destination') ?? child(item, 'dst'));
  if (target === undefined) return [];
  const source = textOf(child(item, 'source') ?? child(item, 'src'));
  const type = textOf(child(item, 'type')) ?? 'volume';
  const place = { target: shown(target), range: item.range };
  if (type === 'tmpfs') return [{ type, ...place }];
  if (source === undefined) return type === 'bind' ? [] : [{ type: 'anonymous', ...place }];
  return [{ type: type === 'bind' ? 'bind' : 'volume', source: shown(source), ...place }];
}

/** `[SOURCE:]TARGET[:MODE]`; the source is a path when it starts like one. */
function shortVolume(item: ConfigNode): readonly Volume[] {
  const text = textOf(item);
  if (text === undefined) return [];
  const plain = interpolate(text);
  const drive = /^[A-Za-z]:[\\/]/.test(plain) ? 2 : 0;
  const colon = plain.indexOf(':', drive);
  const range = item.range;
  if (colon < 0) return [{ type: 'anonymous', target: shown(plain), range }];
  const source = plain.slice(0, colon);
  const target = plain.slice(colon + 1).replace(/:[a-zA-Z,]*$/, '');
  // `/data:ro` has no source.
  if (!/^[/\uE000\\]|^[A-Za-z]:/.test(target)) return [{ type: 'anonymous', target: shown(source), range }];
  return [{ type: drive > 0 || /^[./~\uE000]/.test(source) ? 'bind' : 'volume', source: shown(source), target: shown(target), range }];
}

export function portsOf(service: ConfigNode): readonly PublishedPort[] {
  return items(child(service, 'ports')).flatMap(item => (item.kind === 'map' ? longPort(item) : shortPort(item)));
}

function longPort(item: ConfigNode): readonly PublishedPort[] {
  const target = textOf(child(item, 'target'));
  if (target === undefined) return [];
  const published = textOf(child(item, 'published'));
  const host = textOf(entry(item, 'host_ip')?.value);
  return [{
    range: item.range,
    ...(host === undefined ? {} : { host: shown(host) }),
    ...(published === undefined ? {} : { published: shown(published) }),
    target: shown(target),
  }];
}

/** `[[HOST:]PUBLISHED:]TARGET[/PROTOCOL]`, the host in brackets when it is IPv6. */
function shortPort(item: ConfigNode): readonly PublishedPort[] {
  const text = textOf(item);
  if (text === undefined) return [];
  const plain = interpolate(text).replace(/\/(?:tcp|udp|sctp)$/i, '');
  const parts = /^(?:(\[[^\]]*\]|.*):)?([^:]*):([^:]*)$/.exec(plain);
  if (parts === null) return [{ range: item.range, target: shown(plain) }];
  const [, host, published = '', target = ''] = parts;
  return [{
    range: item.range,
    ...(host === undefined || host === '' ? {} : { host: shown(host.replace(/^\[|\]$/g, '')) }),
    ...(published === '' ? {} : { published: shown(published) }),
    target: shown(target),
  }];
}

function shown(text: string): string {
  const plain = interpolate(text);
  return isOpen(plain) ? pattern(plain) ?? '*' : plain;
}
