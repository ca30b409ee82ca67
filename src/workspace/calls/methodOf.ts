import type { InstanceType, Method } from '../../bindings/binding.js';
import { redisCommandTable } from '../../bindings/redisCommandTable.js';
import { oneWordNames } from '../../bindings/redisMethodNames.js';
import type { Instance } from '../known.js';

/** What a method of a library object does; undefined for names that the library does not have. */
export function methodOf(instance: Instance, name: string): Method | undefined {
  const type = instance.binding.types[instance.type];
  if (type === undefined) return undefined;
  return own(type.methods, name) ?? (isCapitals(name) ? inCapitals(type, name) : undefined) ?? otherMethod(type, name);
}

function own(methods: InstanceType['methods'], name: string): Method | undefined {
  return methods !== undefined && Object.hasOwn(methods, name) ? methods[name] : undefined;
}

function isCapitals(name: string): boolean {
  return /^[A-Z][A-Z0-9_-]*$/.test(name);
}

/** node-redis has each command a second time: `zRangeWithScores`, `ZRANGE_WITHSCORES`. */
function inCapitals(type: InstanceType, name: string): Method | undefined {
  if (type.otherMethods !== 'options') return undefined;
  const bare = name.replaceAll(/[_-]/g, '');
  const [, method] = Object.entries(type.methods ?? {}).find(([other]) => other.toUpperCase() === bare) ?? [];
  return method;
}

function otherMethod(type: InstanceType, name: string): Method | undefined {
  if (type.otherMethods === undefined) return undefined;
  const prefix = type.commandPrefix ?? '';
  const isLower = name === name.toLowerCase();
  if (type.otherMethods === 'positional') {
    const command = commandNamed(name.replace(/Buffer$/, ''));
    return command !== undefined && (isLower || isCapitals(name) || name.endsWith('Buffer')) ? { does: 'command', command, style: 'positional' } : undefined;
  }
  const command = commandNamed(prefix + name);
  if (command === undefined || !/^(?:[a-z_]|[A-Z][A-Z0-9_-]*$)/.test(name)) return undefined;
  if (type.otherMethods === 'own') return { does: 'command', command, style: 'own' };
  const isOld = prefix === '' && isLower && !oneWordNames.has(name);
  return { does: 'command', command, style: isOld ? 'positional' : 'options' };
}

function commandNamed(name: string): string | undefined {
  const command = name.toUpperCase();
  return Object.hasOwn(redisCommandTable, command) ? command : undefined;
}
