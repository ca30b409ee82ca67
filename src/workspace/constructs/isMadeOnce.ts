import type { CallReference } from '../known.js';
import { optionsOf } from '../resolving/found.js';
import { lastName } from '../resolving/names.js';
import type { WorkspaceResolver } from '../resolving/resolver.js';

const deepest = 3;
const mostCalls = 40;

/**
 * Whether a call runs once in one deployment: not in a loop, nor in a function or construct that several places call. A
 * stack may be made several times, once for each stage: there it is the same resource.
 */
export function isMadeOnce({ call, file }: CallReference, resolver: WorkspaceResolver, depth = 0): boolean {
  if (call.loop) return false;
  const code = resolver.code(file);
  const fact = call.function === undefined ? undefined : code?.functions[call.function];
  if (!code || !fact || call.function === undefined || depth > deepest) return true;
  const owner = code.classes.find(each => each.constructorFunction === call.function);
  if (owner?.extends && /(?:Stack|Stage|App)$/.test(lastName(owner.extends) ?? '')) return true;
  const name = owner ? owner.name : fact.name;
  if (name === undefined) return fact.argumentOf === undefined || !isRepeated(fact.argumentOf.call, file, resolver);
  const calls = callsNamed(name, file, call.function, resolver);
  const [only, ...others] = calls;
  return others.length === 0 && (only === undefined || isMadeOnce(only, resolver, depth + 1));
}

/** Calls of a function or class, with those of which it is not known what they call. */
function callsNamed(name: string, file: string, functionIndex: number, resolver: WorkspaceResolver): readonly CallReference[] {
  const found: CallReference[] = [];
  for (const other of new Set([file, ...resolver.filesWith('call', name)])) {
    const code = resolver.code(other);
    for (const index of resolver.index(other)?.callsByName.get(name) ?? []) {
      const call = code?.calls[index];
      if (!call || found.length >= mostCalls) continue;
      const options = optionsOf(resolver.evaluate(call.callee, other, undefined));
      const isOther = options.every(option => (option.is === 'function' && (option.file !== file || option.function !== functionIndex)) || option.is === 'method' || option.is === 'meaning'
        || (option.is === 'class' && (option.file !== file || resolver.code(file)?.classes[option.class]?.constructorFunction !== functionIndex)));
      if (!isOther) found.push({ file: other, index, call });
    }
  }
  return found;
}

function isRepeated(call: number, file: string, resolver: WorkspaceResolver): boolean {
  const callee = resolver.code(file)?.calls[call]?.callee;
  return callee?.kind === 'member' && /^(?:map|forEach|flatMap|reduce)$/.test(callee.property);
}
