import { optionsOf, type Found } from './found.js';
import { invoke } from './resolveCall.js';
import { memberOfOwn, type OwnInstance } from './resolveMember.js';
import type { WorkspaceResolver } from './resolver.js';

/** Objects in objects, functions that return functions: looked into so far. */
const deepest = 3;

/** What files carry and which of their functions call a store, remembered. */
export class Carriers {
  private readonly carriedByFile = new Map<string, readonly string[]>();
  private readonly storeFunctionsByFile = new Map<string, ReadonlySet<number>>();

  constructor(private readonly resolver: WorkspaceResolver) {}

  begin(): void {
    this.carriedByFile.clear();
    this.storeFunctionsByFile.clear();
  }

  /** Names by which a file's importers get at a store. */
  carried(file: string): readonly string[] {
    const present = this.carriedByFile.get(file);
    if (present) return present;
    this.carriedByFile.set(file, []);
    const names = carriedNames(file, this.resolver);
    this.carriedByFile.set(file, names);
    return names;
  }

  /** Whether a function of the workspace itself calls a store. */
  usesStore(file: string, functionIndex: number): boolean {
    return this.storeFunctions(file).has(functionIndex);
  }

  private storeFunctions(file: string): ReadonlySet<number> {
    const present = this.storeFunctionsByFile.get(file);
    if (present) return present;
    const found = new Set<number>();
    this.storeFunctionsByFile.set(file, found);
    const code = this.resolver.code(file);
    for (const call of code?.calls ?? []) {
      if (call.function === undefined || found.has(call.function)) continue;
      const isStoreCall = optionsOf(this.resolver.evaluate(call.callee, file, undefined)).some(option => option.is === 'method' || (option.is === 'meaning' && option.meaning.is === 'request'));
      if (!isStoreCall) continue;
      for (let at: number | undefined = call.function; at !== undefined; at = code?.functions[at]?.parent) found.add(at);
    }
    return found;
  }
}

/** Names that a file exports by which others get at a store: a client, what makes one, or what works with one. */
export function carriedNames(file: string, resolver: WorkspaceResolver): readonly string[] {
  const code = resolver.code(file);
  if (!code) return [];
  const names = new Set(code.exports.map(each => each.name));
  const found: string[] = [];
  for (const name of names) {
    if (name === '*') {
      for (const each of code.exports) if (each.name === '*' && !('value' in each)) found.push(...throughBarrel(file, each.from, resolver));
    } else if (carries(resolver.exported(file, name), resolver, 0)) found.push(name);
  }
  for (const type of [...Object.keys(code.types), ...Object.keys(code.aliases)]) {
    const named = { kind: 'named', path: [type], variable: undefined, arguments: [] } as const;
    if (carries(resolver.byType(named, file, { file, start: 0, end: 0 }, type), resolver, 1)) found.push(type);
  }
  return [...new Set(found)].sort();
}

/** `export * from '../redis'`: all that the other file carries. */
function throughBarrel(file: string, from: string, resolver: WorkspaceResolver): readonly string[] {
  const module = resolver.imported(file, from, '*');
  if (module.is !== 'module') return [];
  return resolver.carried(module.file);
}

function carries(found: Found, resolver: WorkspaceResolver, depth: number): boolean {
  if (depth > deepest) return false;
  return optionsOf(found).some(option => {
    switch (option.is) {
      case 'instance':
      case 'request':
      case 'method':
        return true;
      case 'meaning':
        return option.meaning.is !== 'constant';
      case 'function':
        return resolver.usesStore(option.file, option.function) || carries(invoke(option, [], undefined, undefined, resolver), resolver, depth + 1);
      case 'class':
        return classCarries({ ...option, is: 'own-instance' }, resolver, depth);
      case 'own-instance':
        return classCarries(option, resolver, depth);
      case 'object':
        return [...option.properties.values()].slice(0, 100).some(located => carries(resolver.located(located), resolver, depth + 1));
      case 'list':
        return option.items.slice(0, 10).some(located => carries(resolver.located(located), resolver, depth + 1));
      case 'module':
        return depth < deepest && resolver.carried(option.file).length > 0;
      case 'typed':
        return Object.keys(option.members).slice(0, 50).some(name => carries(resolver.member(option, name), resolver, depth + 1));
      default:
        return false;
    }
  });
}

/** A class that holds a client, gives one, or itself calls a store; not one that holds an object of such a class. */
function classCarries(of: OwnInstance, resolver: WorkspaceResolver, depth: number): boolean {
  const fact = resolver.code(of.file)?.classes[of.class];
  if (!fact || depth > deepest) return false;
  if (fact.methods.some(method => resolver.usesStore(of.file, method.function))) return true;
  if (resolver.instances(of).length > 0) return true;
  const names = new Set([...fact.fields.map(field => field.name), ...assignedTo(of, resolver)]);
  if ([...names].slice(0, 40).some(name => holdsClient(memberOfOwn(of, name, resolver), resolver))) return true;
  return fact.methods.slice(0, 60).some(method => {
    const result = invoke({ is: 'function', file: of.file, function: method.function }, [], undefined, undefined, resolver);
    return optionsOf(result).some(option => option.is === 'instance');
  });
}

function holdsClient(found: Found, resolver: WorkspaceResolver): boolean {
  return optionsOf(found).some(option => {
    if (option.is === 'instance' || option.is === 'method') return true;
    if (option.is === 'object') return [...option.properties.values()].slice(0, 40).some(located => isClient(resolver.located(located)));
    return option.is === 'typed' && Object.keys(option.members).slice(0, 40).some(name => isClient(resolver.member(option, name)));
  });
}

function isClient(found: Found): boolean {
  return optionsOf(found).some(option => option.is === 'instance');
}

function assignedTo(of: OwnInstance, resolver: WorkspaceResolver): readonly string[] {
  const assigned = resolver.index(of.file)?.membersAssigned.get(`this${of.class}`) ?? [];
  return assigned.flatMap(({ target }) => (target.kind === 'member' ? [target.property] : []));
}
