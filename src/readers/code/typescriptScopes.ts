import type { Value, Variable } from '../../facts/code.js';
import type { Range } from '../../facts/place.js';
import { unknown, type Indexed, type Name, type Reading, type Reference, type Scope } from './typescriptReading.js';
import type { Use } from './typescriptUses.js';

export function blockScope(r: Reading): Scope {
  return { parent: r.at.scope, names: undefined, takesVar: false, function: r.at.scope.function };
}

export function functionScope(r: Reading, ofFunction: number | undefined): Scope {
  return { parent: r.at.scope, names: undefined, takesVar: true, function: ofFunction };
}

export function varScope(r: Reading): Scope {
  let scope = r.at.scope;
  while (!scope.takesVar && scope.parent !== undefined) scope = scope.parent;
  return scope;
}

/** The variable's index; the one that is there already when a scope declares a name twice. */
export function declare(r: Reading, scope: Scope, name: string, range: Range, declaredBy: Variable['declaredBy']): number {
  const present = scope.names?.get(name);
  if (present !== undefined) return present;
  const index = r.variables.length;
  r.variables.push({ fact: { name, range, function: scope.function, declaredBy }, given: [], uses: [] });
  (scope.names ??= new Map<string, number>()).set(name, index);
  return index;
}

export function give(r: Reading, variable: number, value: Value): void {
  r.variables[variable]?.given.push(value);
}

export function use(r: Reading, variable: number, use: Use): void {
  r.variables[variable]?.uses.push(use);
}

/** A name as it stands in the text; its variable is known once the walk is over. */
export function refer(r: Reading, name: string, range: Range, use: Use | undefined): Name {
  const value: Name = { kind: 'name', name, variable: undefined, range };
  referTo(r, name, value, use);
  return value;
}

export function referTo(r: Reading, name: string, into: Indexed, use?: Use): Reference {
  const reference: Reference = { name, scope: r.at.scope, into, use, given: undefined };
  r.references.push(reference);
  return reference;
}

/** The name of a variable that was just declared. */
export function nameOf(r: Reading, variable: number): Value {
  const declared = r.variables[variable]?.fact;
  return { kind: 'name', name: declared?.name ?? '', variable, range: declared?.range ?? { start: 0, end: 0 } };
}

export function resolveReferences(r: Reading): void {
  const opened = new Set<number>();
  for (const { name, scope, into, use, given } of r.references) {
    into.variable = lookUp(scope, name);
    if (into.variable === undefined) continue;
    const variable = r.variables[into.variable];
    if (use !== undefined) variable?.uses.push(use);
    if (given === undefined) continue;
    // What a caller gave a parameter is one more of its values.
    if (variable?.fact.declaredBy === 'parameter' && !opened.has(into.variable)) variable.given.unshift(unknown(variable.fact.range));
    opened.add(into.variable);
    variable?.given.push(given);
  }
}

function lookUp(from: Scope, name: string): number | undefined {
  for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.parent) {
    const variable = scope.names?.get(name);
    if (variable !== undefined) return variable;
  }
  return undefined;
}
