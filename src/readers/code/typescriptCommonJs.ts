import type { Value } from '../../facts/code.js';
import type { Reading } from './typescriptReading.js';

/** `module.exports = value`, `exports.name = value`, `module.exports.name = value`. */
export function exportAssigned(r: Reading, target: Value, value: Value): void {
  if (target.kind !== 'member') return;
  if (isModuleExports(target)) exportWhole(r, value);
  else if (isExports(target.object) && target.property !== '') exportOne(r, target.property, value);
}

/** `module.exports = { a, b }` exports each property, too. */
export function exportWhole(r: Reading, value: Value): void {
  r.exports.push({ name: 'default', value }, { name: '*', value });
  if (value.kind !== 'object') return;
  for (const each of value.properties) if (each.name !== '') r.exports.push({ name: each.name, value: each.value });
  for (const each of value.spreads) if (each.kind === 'module') r.exports.push({ name: '*', from: each.from, imported: '*' });
}

/** Compilers first write `exports.name = void 0`. */
function exportOne(r: Reading, name: string, value: Value): void {
  if (value.kind !== 'null') r.exports.push({ name, value });
}

/** What compilers write: `Object.defineProperty(exports, 'name', { get: () => value })`. */
export function exportDefined(r: Reading, callee: Value, [exported, name, how]: readonly Value[]): void {
  if (callee.kind !== 'member' || callee.property !== 'defineProperty' || exported === undefined || !isExports(exported)) return;
  if (name?.kind !== 'text' || name.text === '__esModule' || how?.kind !== 'object') return;
  const given = how.properties.find(each => each.name === 'get' || each.name === 'value')?.value;
  const value = given?.kind === 'function' ? r.functions[given.function]?.returns[0] : given;
  if (value !== undefined) exportOne(r, name.text, value);
}

function isModuleExports(value: Value): boolean {
  return value.kind === 'member' && value.property === 'exports' && value.object.kind === 'name' && value.object.name === 'module';
}

function isExports(value: Value): boolean {
  return isModuleExports(value) || (value.kind === 'name' && value.name === 'exports');
}
