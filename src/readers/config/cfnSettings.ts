import type { Setting, Settings } from '../../facts/config.js';
import type { Range } from '../../facts/place.js';
import { withoutSecrets } from '../../facts/secrets.js';
import { options, type Template } from './cfnValues.js';
import { entries, type ConfigNode } from './document.js';
import { isOpen } from './open.js';

const maximumSettings = 500;
const maximumDepth = 12;

/** Everything below a node as settings by path; see `Settings`. `without` names top keys that are told elsewhere. */
export function settingsOf(node: ConfigNode | undefined, template: Template, without: ReadonlySet<string> = new Set()): Settings {
  const result = new Map<string, Setting>();
  if (node === undefined) return {};
  const branches = options(node, template);
  if (branches === undefined) return { '*': { value: undefined, range: node.range } };
  collect(branches, node.range, '', template, without, result);
  return Object.fromEntries(result);
}

/** Adds what every one of the options says; what they do not agree on is unknown. */
function collect(branches: readonly (ConfigNode | undefined)[], range: Range, path: string, template: Template, without: ReadonlySet<string>, into: Map<string, Setting>): void {
  if (into.size >= maximumSettings || path.split('.').length > maximumDepth) return;
  const unknown = (): void => { into.set(path === '' ? '*' : path, { value: undefined, range }); };

  if (branches.every(branch => branch?.kind === 'scalar')) {
    const values = new Set(branches.map(branch => scalarValue(branch.value, branch.text, path)));
    const [only] = values;
    if (path !== '' && !(values.size === 1 && only === null)) into.set(path, { value: values.size === 1 && only !== null ? only : undefined, range });
    return;
  }
  if (branches.every(branch => branch?.kind === 'list')) {
    const [only] = branches;
    if (branches.length === 1 && only?.kind === 'list') collectList(only.items, range, path, template, into);
    else unknown();
    return;
  }
  if (branches.some(branch => branch !== undefined && branch.kind !== 'map')) {
    unknown();
    return;
  }

  const keys = new Set(branches.flatMap(branch => entries(branch).map(({ key }) => key)));
  for (const key of keys) {
    if (path === '' && without.has(key)) continue;
    if (key === 'Fn::Transform' || key.startsWith('Fn::ForEach')) {
      unknown();
      continue;
    }
    const found = branches.map(branch => (branch?.kind === 'map' ? branch.entries.get(key) : undefined));
    const first = found.find(entry => entry !== undefined);
    if (first === undefined) continue;
    const values = found.map(entry => (entry === undefined ? [undefined] : options(entry.value, template)));
    const below = path === '' ? key : `${path}.${key}`;
    const known = values.flatMap(value => value ?? []);
    if (values.some(value => value === undefined)) into.set(below, { value: undefined, range: first.range });
    else if (known.some(value => value !== undefined)) collect(known, first.range, below, template, without, into);
  }
}

/** Plain values are joined; of a list of maps the count is given, and each map's settings under its index. */
function collectList(list: readonly ConfigNode[], range: Range, path: string, template: Template, into: Map<string, Setting>): void {
  const values = list.map(item => options(item, template));
  const texts = values.map(value => (value?.length === 1 && value[0]?.kind === 'scalar' && !isOpen(value[0].text) ? value[0].text : undefined));
  if (texts.every(text => text !== undefined)) {
    into.set(path, { value: withoutSecrets(texts.join(',')), range });
    return;
  }
  const maps = values.map(value => (value?.every(one => one?.kind === 'map') === true ? value : undefined));
  into.set(path, { value: maps.every(map => map !== undefined) ? list.length : undefined, range });
  for (const [index, map] of maps.entries()) {
    if (map !== undefined) collect(map, list[index]?.range ?? range, `${path}.${index}`, template, new Set(), into);
  }
}

function scalarValue(value: string | number | boolean | null, text: string, path: string): Setting['value'] | null {
  if (value === null) return null;
  if (isOpen(text)) return undefined;
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (text !== '' && /password|authtoken|secret(?!s?arn)/i.test(name)) return undefined;
  if (name.endsWith('Version')) return text;
  if (typeof value !== 'string') return value;
  // CloudFormation takes quoted numbers and booleans for what they are; its YAML has `yes` and `on`, which a server's parameters have too.
  const boolean = booleanIn(value);
  if (boolean !== undefined && (/^[A-Z]/.test(name) || /^[tf]/i.test(value))) return boolean;
  return /^\d{1,9}$/.test(value) ? Number(value) : withoutSecrets(value);
}

export function booleanIn(text: string): boolean | undefined {
  if (/^(?:true|yes|on)$/i.test(text)) return true;
  return /^(?:false|no|off)$/i.test(text) ? false : undefined;
}
