import type { ResultTest, ResultUse } from '../../facts/code.js';
import type { Reading, VariableDraft } from './typescriptReading.js';
import { READ, type Use } from './typescriptUses.js';

export interface Followed {
  readonly result: ResultUse;
  readonly isAwaited: boolean;
  readonly isCaught: boolean;
}

/** Enough for any function people wrote; a generated one with more is followed in part. */
const mostSteps = 2000;
/** `node = node.next` has no end. */
const longestPath = 6;

const untouched: ResultUse = { isIgnored: false, escapes: false, isReturned: false, properties: [], escaping: [], returned: [], tests: [] };
const ignored: ResultUse = { ...untouched, isIgnored: true };
const escaped: ResultUse = { ...untouched, escapes: true };

/** What becomes of most calls needs no following. */
function followShort(use: Use): Followed | undefined {
  const isAwaited = use.kind === 'awaited';
  const { kind } = isAwaited ? use.then : use;
  const result = kind === 'ignored' ? ignored : kind === 'escapes' ? escaped : kind === 'read' ? untouched : undefined;
  return result && { result, isAwaited, isCaught: false };
}

/** Follows a value from its first use through literals, properties and variables to all that is done with it. */
export function followResult(first: Use, { variables, functions }: Pick<Reading, 'variables' | 'functions'>): Followed {
  const short = followShort(first);
  if (short) return short;
  const properties = new Set<string>();
  const escaping = new Set<string>();
  const returned = new Set<string>();
  const tests: ResultTest[] = [];
  const visited = new Set<string>();
  const found = { isIgnored: false, isAwaited: false, isCaught: false };
  let variable: number | undefined;
  let steps = 0;

  /** `path` was read from the result; what was read stands at `containers` of a literal, the innermost first. */
  const follow = (use: Use, path: string, containers: readonly string[]): void => {
    if (steps++ > mostSteps) return;
    const isWhole = path === '';
    if (containers.length > longestPath) return;
    switch (use.kind) {
      case 'read':
        return;
      case 'ignored':
        found.isIgnored ||= isWhole;
        return;
      case 'escapes':
        escaping.add(path);
        return;
      case 'returned':
        (containers.length === 0 ? returned : escaping).add(path);
        return;
      case 'several':
        for (const each of use.uses) follow(each, path, containers);
        return;
      case 'inside':
        follow(use.then, path, [use.name, ...containers]);
        return;
      case 'property':
        followProperty(use.name, use.then, path, containers);
        return;
      case 'test':
        if (containers.length === 0) tests.push({ property: path, operator: use.operator, ...(use.with && { with: use.with }), range: use.range });
        return;
      case 'awaited':
        found.isAwaited ||= isWhole && containers.length === 0;
        follow(use.then, path, containers);
        return;
      case 'settled':
        found.isAwaited ||= isWhole && reaches(use.then, 'awaited', variables);
        found.isCaught ||= isWhole && reaches(use.then, 'caught', variables);
        follow(use.then, path, containers);
        return;
      case 'chained':
        found.isAwaited ||= isWhole && reaches(use.outer, 'awaited', variables);
        found.isCaught ||= isWhole && reaches(use.outer, 'caught', variables);
        found.isIgnored ||= isWhole && reaches(use.outer, 'ignored', variables);
        return;
      case 'caught':
        found.isCaught ||= isWhole;
        follow(use.then, path, containers);
        return;
      case 'held':
        followVariable(use.by.variable, path, containers);
        return;
      case 'passed':
        followInto(use.to.variable, path, containers);
        return;
    }
  };

  const followProperty = (name: string, then: Use, path: string, containers: readonly string[]): void => {
    const [container, ...outer] = containers;
    if (container !== undefined) {
      if (isSameElement(container, name)) follow(then, path, outer);
    } else if (name === '' || name === '*') {
      if (path !== '') escaping.add(path);
    } else if (path.split('.').length < longestPath) {
      const longer = path === '' ? name : `${path}.${name}`;
      properties.add(longer);
      follow(then, longer, containers);
    }
  };

  const followInto = (index: number | undefined, path: string, containers: readonly string[]): void => {
    const value = index === undefined ? undefined : variables[index]?.fact.value;
    const taker = value?.kind === 'function' ? functions[value.function] : undefined;
    if (taker) follow(taker.parameterUses[0] ?? READ, path, containers);
    else escaping.add(path);
  };

  const followVariable = (index: number | undefined, path: string, containers: readonly string[]): void => {
    const holder = index === undefined ? undefined : variables[index];
    if (holder === undefined) {
      escaping.add(path);
      return;
    }
    if (path === '' && containers.length === 0) variable ??= index;
    // A list that came from outside goes on living there.
    if (path === '' && containers.length > 0 && holder.fact.declaredBy === 'parameter') escaping.add('');
    const visit = `${index ?? ''} ${path} ${containers.join()}`;
    if (visited.has(visit)) return;
    visited.add(visit);
    for (const each of holder.uses) follow(each, path, containers);
  };

  follow(first, '', []);
  const { isIgnored, isAwaited, isCaught } = found;
  const isReturned = returned.has('');
  const escapes = isReturned || escaping.has('');
  const isUsed = escapes || variable !== undefined || properties.size > 0 || tests.length > 0;
  const result: ResultUse = {
    isIgnored: isIgnored && !isUsed,
    escapes,
    isReturned,
    ...(variable !== undefined && { variable }),
    properties: [...properties],
    escaping: [...new Set([...escaping, ...returned])].filter(path => path !== ''),
    returned: [...returned].filter(path => !escaping.has(path)),
    tests,
  };
  return { result, isAwaited, isCaught };
}

function isSameElement(name: string, read: string): boolean {
  if (read === '' || read === '*') return true;
  return name === read || (name === '*' && /^\d+$/.test(read));
}

/** Is the promise with this use, or what is chained to it, awaited, ignored, caught? Through one variable. */
function reaches(use: Use, kind: 'awaited' | 'ignored' | 'caught', variables: readonly VariableDraft[], hops = 2): boolean {
  if (use.kind === kind) return true;
  switch (use.kind) {
    case 'several':
      return use.uses.some(each => reaches(each, kind, variables, hops));
    case 'awaited':
    case 'caught':
    case 'settled':
      return reaches(use.then, kind, variables, hops);
    case 'chained':
      return reaches(use.outer, kind, variables, hops);
    case 'inside':
      return use.then.kind === 'settled' && reaches(use.then, kind, variables, hops);
    case 'held':
      return hops > 0 && use.by.variable !== undefined && (variables[use.by.variable]?.uses.some(each => reaches(each, kind, variables, hops - 1)) ?? false);
    default:
      return false;
  }
}
